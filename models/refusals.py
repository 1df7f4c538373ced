"""What is not kept, and why: refusals of intake, and the hashes of documents that were purged.

Of a refused document nothing stands here but its name and the hash of what was received; of a purged one nothing
but the hashes by which it is known again. The text of neither can be made from them.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import String, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.access import Moment
from models.tables import Table


class RefusalRow(Table):
    """One refusal; `at` is its last time, `key` the hash of all the rest, which is refused again and again as one."""

    __tablename__ = "refusals"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)


class PurgeRow(Table):
    """One hash that is never taken again: of a purged text, or of bytes that it came from."""

    __tablename__ = "purges"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    document: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was not taken: its name, the hash of its bytes where they were seen, why, and when last."""

    name: str
    sha256: str
    reason: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Purge:
    """When and why a document was purged."""

    at: dt.datetime
    reason: str


def write_refusal(session: Session, refusal: Refusal) -> None:
    """Keep a refusal; one that is there already gets its new time."""
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    values = {"key": _key(refusal), "name": refusal.name, "sha256": refusal.sha256, "reason": refusal.reason}
    insert = here.insert(RefusalRow).values(**values, at=refusal.at)
    session.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"at": refusal.at}))


def _key(refusal: Refusal) -> str:
    return hashlib.sha256(f"{refusal.name}\0{refusal.sha256}\0{refusal.reason}".encode()).hexdigest()


def read_refusals(session: Session, limit: int) -> Iterator[Refusal]:
    """Yield refusals, the latest first."""
    for row in session.scalars(select(RefusalRow).order_by(RefusalRow.at.desc(), RefusalRow.seq.desc()).limit(limit)):
        yield Refusal(row.name, row.sha256, row.reason, row.at)


def purged(session: Session, hashes: Iterable[str]) -> dict[str, Purge]:
    """Return those of the hashes that are never to be taken again."""
    found = select(PurgeRow).where(PurgeRow.sha256.in_(sorted(set(hashes))))
    return {row.sha256: Purge(row.at, row.reason) for row in session.scalars(found)}
