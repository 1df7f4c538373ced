"""Tables of the store: what was received and what each extractor version made of it.

    documents ─┬─ origins          where the text came from; one text from two places is one document
               ├─ results ──── …   one per extractor version: the whole record as JSON, and what is derived
               │                   from it, see `models.findings` and `models.index`
               └─ passages         of its text, in `models.findings`

`documents.result_seq` points at the one result that is current: readers reach findings only through it, and to
publish results is to turn pointers.

`seq` orders rows and joins them; `id` is the name the outside knows. A document's id comes from its text, a
record's from its document and its place in the text, so both are the same in every database and after every
reprocessing that finds the same thing.
"""

import datetime as dt

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

_Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only under INTEGER


NO_DAY = dt.date.min
"""The day of a result whose document has none: before every other, so the newest come first."""


class Table(DeclarativeBase):
    """Base of all tables; constraints have predictable names, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    seq: Mapped[int] = mapped_column(_Key, primary_key=True, sort_order=-10)


class DocumentRow(Table):
    """One text. `given_*` is what callers said; `kind` … `event_date` are copied from the current result."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(16), unique=True)
    text_hash: Mapped[str] = mapped_column(String(71), unique=True)
    text: Mapped[str] = mapped_column(Text)
    given_on: Mapped[dt.date | None]
    given_kind: Mapped[str | None] = mapped_column(String(20))
    kind: Mapped[str | None] = mapped_column(String(20), index=True)
    title: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[dt.date | None] = mapped_column(index=True)
    event_date: Mapped[dt.date | None] = mapped_column(index=True)
    result_seq: Mapped[int | None] = mapped_column(
        ForeignKey("results.seq", use_alter=True, name="fk_documents_result_seq"), unique=True
    )
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    origins: Mapped[list["OriginRow"]] = relationship(order_by="OriginRow.seq", passive_deletes=True)


class OriginRow(Table):
    """One place that gave the text: a file or feed, the id it has there, and the date given with it.

    `key` is the hash of source and external id, which may be longer than an index of PostgreSQL takes.
    """

    __tablename__ = "origins"
    __table_args__ = (UniqueConstraint("document_seq", "key"),)

    document_seq: Mapped[int] = mapped_column(ForeignKey("documents.seq", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64), index=True)
    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    given_on: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ResultRow(Table):
    """What one extractor version made of a document with this date and kind: a record, or an error.

    `given_*` are those of the last attempt; where that failed, `record` is still the one before, if there was one.
    `kind` … `event_date` are what the record says.
    """

    __tablename__ = "results"
    __table_args__ = (
        UniqueConstraint("document_seq", "version"),
        Index(None, "version", "document_seq"),
        Index(None, "day", "document_seq"),
    )

    document_seq: Mapped[int] = mapped_column(ForeignKey("documents.seq", ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(String(200))
    given_on: Mapped[dt.date | None]
    given_kind: Mapped[str | None] = mapped_column(String(20))
    record: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)
    attempt: Mapped[int] = mapped_column(default=1)
    run_seq: Mapped[int | None] = mapped_column(ForeignKey("runs.seq", ondelete="SET NULL"), index=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[dt.date | None]
    event_date: Mapped[dt.date | None]
    day: Mapped[dt.date] = mapped_column(default=NO_DAY, server_default=NO_DAY.isoformat())
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
