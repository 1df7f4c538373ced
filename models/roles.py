"""Roles of the service, and what each permits."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a key is for."""

    READER = "reader"
    ANALYST = "analyst"
    INGESTER = "ingester"
    OPERATOR = "operator"
    ADMIN = "admin"


class Permission(StrEnum):
    """What an operation needs."""

    READ = "read"
    EXTRACT = "extract"
    EXPORT = "export"
    INGEST = "ingest"
    OPERATE = "operate"
    ADMINISTER = "administer"


_READING = frozenset({Permission.READ})
_ANALYSING = _READING | {Permission.EXTRACT, Permission.EXPORT}
_OPERATING = _ANALYSING | {Permission.INGEST, Permission.OPERATE}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.READER: _READING,
    Role.ANALYST: _ANALYSING,
    Role.INGESTER: frozenset({Permission.EXTRACT, Permission.INGEST}),
    Role.OPERATOR: _OPERATING,
    Role.ADMIN: _OPERATING | {Permission.ADMINISTER},
}


def permits(role: Role, permission: Permission) -> bool:
    """Whether keys of this role may do what needs the permission."""
    return permission in PERMISSIONS[role]
