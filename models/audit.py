"""The audit log: every change and every export, written once and never changed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import AuditRow


class Action(StrEnum):
    """What is written down."""

    KEY_ADDED = "key.added"
    KEY_REVOKED = "key.revoked"
    SIGNED_IN = "key.signed_in"
    DOCUMENT_ADDED = "document.added"
    DOCUMENT_PURGED = "document.purged"
    BATCH_ADDED = "batch.added"
    EXPORTED = "exported"
    RUN_STARTED = "run.started"
    RUN_PAUSED = "run.paused"
    RUN_RESUMED = "run.resumed"
    RUN_CANCELLED = "run.cancelled"
    RUN_PUBLISHED = "run.published"
    RUN_ROLLED_BACK = "run.rolled_back"
    RESULTS_PRUNED = "results.pruned"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to what, when, in which request; `seq` orders entries."""

    seq: int
    at: dt.datetime
    actor: str
    action: Action
    target: str
    request_id: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, at which moment, in which request, if in one."""

    name: str
    now: dt.datetime
    request_id: str | None = None


def write_down(session: Session, actor: Actor, action: Action, target: str) -> None:
    """Add an entry to the log, kept together with whatever else the unit of work does."""
    session.add(AuditRow(at=actor.now, actor=actor.name, action=action, target=target, request_id=actor.request_id))


def entries(session: Session, limit: int, before: int | None = None) -> Iterator[Entry]:
    """Yield the entries, the newest first, those with a `seq` below `before` where it is given."""
    found = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
    for row in session.scalars(found if before is None else found.where(AuditRow.seq < before)):
        yield Entry(row.seq, row.at, row.actor, Action(row.action), row.target, row.request_id)
