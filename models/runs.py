"""Tables of the archive's work: who does which document, what a run made, what was published and can be undone.

    runs ──── results          those that the run wrote, `results.run_seq`
    claims                     a document in hand under one version, until a time; a dead holder's runs out
    publications ─── turns     each document's pointer as it was before and after

`until` is in seconds of the database's own clock, so that machines need not agree on the time.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, Index, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Table


class Standing(StrEnum):
    """Who is to work at a run that is not finished."""

    TERMINAL = "terminal"
    """Whichever command was started for it."""
    BACKGROUND = "background"
    """Whichever service, or `chidao work`, lives."""
    PAUSED = "paused"
    CANCELLED = "cancelled"


class RunRow(Table):
    """One reprocessing: a selection of documents, done under one version; the same one again goes on with it."""

    __tablename__ = "runs"
    __table_args__ = (
        Index(
            "ix_runs_unfinished",
            "version",
            "selection",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    version: Mapped[str] = mapped_column(String(200))
    selection: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(String(20), default=Standing.TERMINAL, server_default=Standing.TERMINAL)
    started_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    finished_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class ClaimRow(Table):
    """One document in the hands of one process, to be done under one version."""

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("document_seq", "version"),)

    document_seq: Mapped[int] = mapped_column(ForeignKey("documents.seq", ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(String(200))
    holder: Mapped[str] = mapped_column(String(32), index=True)
    until: Mapped[float]


class PublicationRow(Table):
    """One publication of results of a run; `undone_at` where it was rolled back."""

    __tablename__ = "publications"

    run_seq: Mapped[int] = mapped_column(ForeignKey("runs.seq", ondelete="CASCADE"), index=True)
    published_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    undone_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class TurnRow(Table):
    """What was current of one document before a publication, and after."""

    __tablename__ = "turns"

    publication_seq: Mapped[int] = mapped_column(ForeignKey("publications.seq", ondelete="CASCADE"), index=True)
    document_seq: Mapped[int] = mapped_column(ForeignKey("documents.seq", ondelete="CASCADE"), index=True)
    before_seq: Mapped[int | None] = mapped_column(ForeignKey("results.seq", ondelete="CASCADE"), index=True)
    after_seq: Mapped[int] = mapped_column(ForeignKey("results.seq", ondelete="CASCADE"), index=True)
