"""Provenance: what was received, how it was read, and which page, paragraph, cell or line each stretch of a text was.

documents ─── readings          one for each origin, the last time it was read
                  └── received  by hash, once however many documents came of it; its bytes where they are kept
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String, Text, UniqueConstraint, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.hits import Origin
from models.identities import origin_key
from models.tables import DocumentRow, OriginRow, Table


class ReceivedRow(Table):
    """A received file, or the line or row of one that is a document of its own."""

    __tablename__ = "received"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ReadingRow(Table):
    """How an origin of a document was read; `places` is JSON: start, end, kind and label of each."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("document_seq", "key"),)

    document_seq: Mapped[int] = mapped_column(ForeignKey("documents.seq", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    reader: Mapped[str] = mapped_column(String(20))
    reader_version: Mapped[str] = mapped_column(String(40))
    encoding: Mapped[str | None] = mapped_column(String(40))
    flags: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[dt.date | None]
    published_from: Mapped[str | None] = mapped_column(String(20))
    places: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


_TOLD = (
    *("sha256", "reader", "reader_version", "encoding", "flags", "title", "lead", "author", "address"),
    *("published_on", "published_from", "places"),
)


class PlaceAt(NamedTuple):
    """Code points `[start, end)` of a text are this page, paragraph, cell or line of what was received."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class ReadingHit:
    """How one origin of a document was read."""

    origin: Origin
    sha256: str
    reader: str
    reader_version: str
    encoding: str | None = None
    flags: tuple[str, ...] = ()
    title: str | None = None
    lead: str | None = None
    author: str | None = None
    address: str | None = None
    published_on: dt.date | None = None
    published_from: str | None = None
    places: tuple[PlaceAt, ...] = ()

    def places_of(self, start: int, end: int) -> tuple[PlaceAt, ...]:
        """Return the places in which a stretch of the text stands."""
        return tuple(place for place in self.places if place.start < end and place.end > start)


class Read(NamedTuple):
    """How a document, by its number, was read, and from which bytes, where those are to be kept."""

    document_seq: int
    reading: ReadingHit
    content: bytes | None


def keep_readings(session: Session, read: Sequence[Read]) -> None:
    """Keep how origins were read, in place of what was known of them, and the received bytes."""
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = here.insert(ReadingRow)
    told = {name: insert.excluded[name] for name in _TOLD}
    upsert = insert.on_conflict_do_update(index_elements=["document_seq", "key"], set_=told)
    _keep_received(session, read)
    if read:
        session.connection().execute(upsert, [_cells(one) for one in read])


def _cells(read: Read) -> dict[str, Any]:
    hit = read.reading
    return {
        "document_seq": read.document_seq,
        "key": origin_key(hit.origin.source, hit.origin.external_id),
        **{name: getattr(hit, name) for name in _TOLD},
        "flags": " ".join(hit.flags),
        "places": json.dumps(hit.places, ensure_ascii=False, separators=(",", ":")),
    }


def _keep_received(session: Session, read: Sequence[Read]) -> None:
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = here.insert(ReceivedRow)
    known = insert.on_conflict_do_nothing(index_elements=["sha256"])
    kept = insert.on_conflict_do_update(index_elements=["sha256"], set_={"content": insert.excluded.content})
    for statement, bare in ((known, True), (kept, False)):
        contents = {one.reading.sha256: one.content for one in read if (one.content is None) is bare}
        if contents:  # in one order, so no deadlock
            rows = [{"sha256": sha256, "content": contents[sha256]} for sha256 in sorted(contents)]
            session.connection().execute(statement, rows)


def readings(session: Session, document: str) -> Sequence[ReadingHit]:
    """Return how each origin of a document was read, in the order in which they came."""
    found = (
        select(ReadingRow, OriginRow)
        .join(DocumentRow, DocumentRow.seq == ReadingRow.document_seq)
        .join(OriginRow, (OriginRow.document_seq == ReadingRow.document_seq) & (OriginRow.key == ReadingRow.key))
        .where(DocumentRow.id == document)
        .order_by(ReadingRow.seq)
    )
    return [_hit(row, origin) for row, origin in session.execute(found)]


def received(session: Session, sha256: str) -> bytes | None:
    """Return the received bytes with this hash; None where they are not kept."""
    return session.scalar(select(ReceivedRow.content).where(ReceivedRow.sha256 == sha256))


def _hit(row: ReadingRow, origin: OriginRow) -> ReadingHit:
    return ReadingHit(
        origin=Origin(origin.source, origin.external_id),
        sha256=row.sha256,
        reader=row.reader,
        reader_version=row.reader_version,
        encoding=row.encoding,
        flags=tuple(row.flags.split()),
        title=row.title,
        lead=row.lead,
        author=row.author,
        address=row.address,
        published_on=row.published_on,
        published_from=row.published_from,
        places=tuple(PlaceAt(*place) for place in json.loads(row.places)),
    )
