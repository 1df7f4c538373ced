"""Files that were wholly taken in: which need not be read again while nothing that reads or extracts has changed."""

import datetime as dt

from sqlalchemy import DateTime, String, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.tables import Table


class FinishedRow(Table):
    """One file whose documents all have a result; `key` is the hash of the file and of all that decides the outcome."""

    __tablename__ = "finished_files"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    documents: Mapped[int]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


def finished(session: Session, key: str) -> int | None:
    """Return how many documents a finished file gave; None where it is not finished."""
    return session.scalar(select(FinishedRow.documents).where(FinishedRow.key == key))


def mark_finished(session: Session, documents: dict[str, int]) -> None:
    """Keep that files are finished, by key, and how many documents each gave."""
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    for key, count in sorted(documents.items()):  # one order, so no deadlock
        insert = here.insert(FinishedRow).values(key=key, documents=count)
        session.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
