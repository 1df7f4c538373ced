"""Tables of who may use the service, and of what was done: keys and the audit log."""

import datetime as dt
from typing import Any

from sqlalchemy import DateTime, String, Text, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Table


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite, which keeps no zone, gives it back as one too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:  # noqa: ANN401, ARG002  # SQLAlchemy's signature
        """Store in UTC."""
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:  # noqa: ANN401, ARG002  # SQLAlchemy's signature
        """Return in UTC."""
        return value and (value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC))


class KeyRow(Table):
    """One key: `prefix` finds it, `digest` is the SHA-256 of the whole token, which nobody can read back."""

    __tablename__ = "api_keys"

    prefix: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    expires_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class AuditRow(Table):
    """One change or export: who did what to what; triggers refuse to change or delete a row."""

    __tablename__ = "audit_log"

    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(50))
    target: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(String(64))
