"""Short forms for tests that keep documents and find them again."""

import datetime as dt
from typing import Any

from building import Builder
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import documents, results
from models.database import Database
from models.documents import Kept, Sent
from models.finding import Wanted
from models.hits import Origin
from models.records import Record
from models.repository import Repository
from models.results import Result
from models.rows import storable
from models.runs import RunRow
from models.tables import Table

EVERYTHING = Wanted()


def keep(database: Database, text: str, source: str = "a.txt", given_on: dt.date | None = None) -> Kept:
    """Keep a text from a source, in a unit of work of its own."""
    with database.writing() as session:
        [kept] = documents.keep(session, [Sent(text, Origin(source), given_on)])
        session.commit()
    return kept


def save(session: Session, kept: Kept, record: Record, run: int | None = None) -> None:
    """Keep the record of a document."""
    results.keep(session, [Result(kept, record.version, storable(record), run)])


def save_failure(session: Session, kept: Kept, version: str, error: str, run: int | None = None) -> None:
    """Keep that a version failed at a document."""
    results.keep(session, [Result(kept, version, error, run)])


def store(database: Database, text: str, record: Record, given_on: dt.date | None = None) -> Kept:
    """Keep a text with its record."""
    kept = keep(database, text, given_on=given_on)
    with database.writing() as session:
        save(session, kept, record)
        session.commit()
    return kept


def fail(database: Database, kept: Kept, version: str, error: str = "hết giờ") -> None:
    """Keep that a version failed at a document."""
    with database.writing() as session:
        save_failure(session, kept, version, error)
        session.commit()


def save_in_run(database: Database, kept: Kept, *records: Record) -> int:
    """Keep records of a document as results of a run, each version beside the others, and return the run."""
    with database.writing() as session:
        run = RunRow(version=records[0].version, selection="{}")
        session.add(run)
        session.flush()
        for record in records:
            save(session, kept, record, run.seq)
        session.commit()
    return run.seq


def plain(text: str, version: str = "1") -> Record:
    """Return a record whose one directive is the whole text."""
    build = Builder(text)
    build.directive(text)
    return build.record(version)


def found(database: Database, wanted: Wanted = EVERYTHING) -> list[str]:
    """Return the texts of the directives that are wanted, as many as are counted."""
    with database.reading() as session:
        repository = Repository(session)
        hits = [hit.text for hit in repository.directives(wanted)]
        assert repository.count_directives(wanted) == len(hits)
    return hits


def found_documents(database: Database, wanted: Wanted = EVERYTHING) -> list[str]:
    """Return the texts of the documents that are wanted, as many as are counted."""
    with database.reading() as session:
        repository = Repository(session)
        hits = [hit.text for hit in repository.documents(wanted)]
        assert repository.count_documents(wanted) == len(hits)
    return hits


def count(database: Database, table: type[Table]) -> int:
    """Return how many rows a table has."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, by their names and in the order of `seq`."""
    with database.reading() as session:
        tables = Table.metadata.sorted_tables
        return {
            table.name: [dict(row) for row in session.execute(select(table).order_by(table.c.seq)).mappings()]
            for table in tables
        }
