"""The keyring: keys kept as hashes, found by their prefix, compared in constant time."""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.access import KeyRow
from models.errors import ConflictError, NotFoundError
from models.roles import Role

_MARK = "chidao"
_NOBODY = "0" * 64


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret."""

    prefix: str
    name: str
    role: Role
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def lives(self, now: dt.datetime) -> bool:
        """Whether the key opens anything at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class Keyring:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def add(self, name: str, role: Role, now: dt.datetime, lifetime: dt.timedelta | None) -> str:
        """Keep a new key and return its token, which cannot be shown again; raises ConflictError for a known name."""
        prefix = secrets.token_hex(4)
        token = f"{_MARK}_{prefix}_{secrets.token_urlsafe(32)}"
        expires_at = now + lifetime if lifetime else None
        self._session.add(
            KeyRow(prefix=prefix, name=name, role=role, digest=_digest(token), created_at=now, expires_at=expires_at)
        )
        try:
            self._session.flush()
        except IntegrityError:
            raise ConflictError(f"đã có khóa tên «{name}»; hãy chọn tên khác, khóa đã thu hồi vẫn giữ tên") from None
        return token

    def find(self, token: str, now: dt.datetime) -> Key | None:
        """Return the key that this token opens now; takes as long for an unknown token as for a wrong one."""
        prefix = token.split("_")[1] if token.count("_") > 1 and token.isascii() else ""
        row = self._session.scalar(select(KeyRow).where(KeyRow.prefix == prefix[:16].replace("\0", "")))
        same = hmac.compare_digest(_digest(token), row.digest if row else _NOBODY)
        key = _key(row) if row and same else None
        return key if key and key.lives(now) else None

    def living(self, prefix: str, now: dt.datetime) -> Key | None:
        """Return the key with this prefix that was found before, as long as it opens anything."""
        row = self._session.scalar(select(KeyRow).where(KeyRow.prefix == prefix))
        key = _key(row) if row else None
        return key if key and key.lives(now) else None

    def all(self) -> list[Key]:
        """Return every key, the oldest first, those that open nothing any more included."""
        return [_key(row) for row in self._session.scalars(select(KeyRow).order_by(KeyRow.seq))]

    def any_lives(self, now: dt.datetime) -> bool:
        """Whether there is a key that opens anything."""
        alive: ColumnElement[bool] = KeyRow.revoked_at.is_(None) & or_(
            KeyRow.expires_at.is_(None), KeyRow.expires_at > now
        )
        return self._session.scalar(select(KeyRow.seq).where(alive).limit(1)) is not None

    def revoke(self, name: str, now: dt.datetime) -> Key:
        """Make the key of this name open nothing from now on; raises NotFoundError where there is none."""
        row = self._session.scalar(select(KeyRow).where(KeyRow.name == name))
        if row is None:
            raise NotFoundError(f"không có khóa tên «{name}»; xem các khóa bằng: chidao key list")
        row.revoked_at = row.revoked_at or now
        self._session.flush()
        return _key(row)


def _digest(token: str) -> str:
    """Return the hash of a token: its 256 random bits need no salt and no stretching."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _key(row: KeyRow) -> Key:
    return Key(row.prefix, row.name, Role(row.role), row.created_at, row.expires_at, row.revoked_at)
