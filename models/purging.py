"""Purging: a document that should not have come in goes with everything made of it, and is known if it comes again.

Deleting frees pages without clearing them, and full-text indexes keep words until they are merged: `scrub` rewrites
what a purge has freed. Backups, replicas and the write-ahead archive of PostgreSQL are their owner's to clear.
"""

import datetime as dt
import sqlite3

from sqlalchemy import delete, select, update
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.answers import AnswerRow
from models.database import Database, explained
from models.errors import StoreError
from models.finished import FinishedRow
from models.index import Index
from models.provenance import ReadingRow, ReceivedRow
from models.refusals import PurgeRow
from models.tables import DocumentRow, Table


def purge(session: Session, document: str, reason: str, now: dt.datetime) -> None:
    """Delete a document by its whole id with all that hangs on it, and keep the hashes that refuse its return."""
    row = session.scalars(select(DocumentRow).where(DocumentRow.id == document).with_for_update()).one()
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    for sha256 in sorted({row.text_hash.removeprefix("sha256:"), *_forget_received(session, row)}):
        values = {"sha256": sha256, "document": row.id, "reason": reason, "at": now}
        session.execute(here.insert(PurgeRow).values(**values).on_conflict_do_nothing(index_elements=["sha256"]))
    session.execute(delete(DocumentRow).where(DocumentRow.seq == row.seq))
    for answer in session.scalars(select(AnswerRow).where(AnswerRow.body.is_not(None))):
        if document.encode() in (answer.body or b""):
            session.delete(answer)
    session.execute(delete(FinishedRow))  # they say not what stood in a file: all files are looked at again
    if here is sqlite:
        for index in Index:
            session.execute(sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')"))  # noqa: S608  # a name of ours


def _forget_received(session: Session, row: DocumentRow) -> list[str]:
    """Delete the received bytes that hold the document, and return the hashes of those that held no other."""
    mine = session.scalars(select(ReadingRow.sha256).where(ReadingRow.document_seq == row.seq)).all()
    others = select(ReadingRow.sha256).where(ReadingRow.sha256.in_(mine), ReadingRow.document_seq != row.seq)
    shared = set(session.scalars(others))
    session.execute(update(ReceivedRow).where(ReceivedRow.sha256.in_(shared)).values(content=None))
    alone = sorted({*mine} - shared)
    session.execute(delete(ReceivedRow).where(ReceivedRow.sha256.in_(alone)))
    return alone


def was_purged(session: Session, prefix: str) -> bool:
    """Whether a document whose id begins so was purged before."""
    found = select(PurgeRow.seq).where(PurgeRow.document.startswith(prefix, autoescape=True))
    return session.scalar(found.limit(1)) is not None


def scrub(database: Database) -> None:
    """Rewrite the database so that nothing that was deleted can be read in its files; raises StoreError."""
    if database.url.get_backend_name() == "sqlite":
        _scrub_file(database)
        return
    tables = [*(table.name for table in Table.metadata.sorted_tables), *Index]
    with explained(database.url), database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as outside:
        outside.exec_driver_sql(f"VACUUM (FULL) {', '.join(tables)}")


def _scrub_file(database: Database) -> None:
    """Write the file anew; its driver is asked directly, because a VACUUM stands in no transaction."""
    connection = database.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"văn bản đã xóa, nhưng chưa dọn được tệp cơ sở dữ liệu ({error}); hãy chạy lại khi không ai dùng nó"
        ) from error
    finally:
        connection.close()
