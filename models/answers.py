"""Answers kept for a day, so that a request sent again with the same Idempotency-Key is answered as before."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.access import Moment
from models.tables import Table

KEPT_FOR = dt.timedelta(days=1)
GIVEN_UP_AFTER = dt.timedelta(minutes=10)
"""When a request that was begun and never answered may be sent again: whoever worked at it is dead."""


class AnswerRow(Table):
    """One request of one key, and its answer; `status` is null while there is none."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("owner", "key"),)

    owner: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    status: Mapped[int | None]
    headers: Mapped[str | None] = mapped_column(Text)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent; `status` is 0 while there is none."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: whose, under which key, and the hash of all that was sent."""

    owner: str
    key: str
    fingerprint: str
    now: dt.datetime


class Mismatch(Exception):  # noqa: N818  # it is no fault of the program
    """The key was used for another request."""


class Answers:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def begin(self, asked: Asked) -> Answer | None:
        """Note that a request is begun; return its answer where it was begun before, raise Mismatch for another one."""
        old = delete(AnswerRow).where(AnswerRow.begun_at < asked.now - KEPT_FOR)
        dead = delete(AnswerRow).where(AnswerRow.status.is_(None), AnswerRow.begun_at < asked.now - GIVEN_UP_AFTER)
        self._session.execute(old)
        self._session.execute(dead)
        values: dict[str, Any] = {
            "owner": asked.owner, "key": asked.key, "fingerprint": asked.fingerprint, "begun_at": asked.now,
        }  # fmt: skip
        here = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        insert = here.insert(AnswerRow).values(values).on_conflict_do_nothing(index_elements=["owner", "key"])
        if self._session.scalar(insert.returning(AnswerRow.seq)) is not None:
            return None
        row = self._session.scalars(select(AnswerRow).where(*_of(asked))).one()
        if row.fingerprint != asked.fingerprint:
            raise Mismatch
        return Answer(row.status or 0, json.loads(row.headers or "{}"), row.body or b"")

    def end(self, asked: Asked, answer: Answer | None) -> None:
        """Keep the answer; without one forget the request, so that it can be sent again."""
        if answer is None:
            self._session.execute(delete(AnswerRow).where(*_of(asked)))
            return
        row = self._session.scalars(select(AnswerRow).where(*_of(asked))).one_or_none()
        if row is not None:
            row.status, row.headers, row.body = answer.status, json.dumps(answer.headers), answer.body


def _of(asked: Asked) -> tuple[Any, ...]:
    return (AnswerRow.owner == asked.owner, AnswerRow.key == asked.key)
