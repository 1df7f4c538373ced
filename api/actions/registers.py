"""Registers: people, citations, task reports and deadlines of all current records, part by part."""

import datetime as dt

from models import registers
from models.database import Database
from models.finding import Wanted
from models.registers import Asked, Cited, PersonEntry, Reported


def list_people(database: Database, name: str | None, after: str | None, limit: int) -> list[PersonEntry]:
    """Return named people, by name."""
    with database.reading() as session:
        return list(registers.people(session, name, after, limit))


def list_references(database: Database, number: str | None, after: int | None, limit: int) -> list[Cited]:
    """Return citations, of documents whose number begins so."""
    with database.reading() as session:
        return list(registers.references(session, number, after, limit))


def list_reports(database: Database, asked: Asked, after: int | None, limit: int) -> list[Reported]:
    """Return task reports with their counts."""
    with database.reading() as session:
        return list(registers.reports(session, asked, after, limit))


def list_deadlines(database: Database, wanted: Wanted, after: dt.date | None, limit: int) -> list[tuple[dt.date, int]]:
    """Return days and how many of the directives that are wanted are due on each."""
    with database.reading() as session:
        return registers.deadlines(session, wanted, after, limit)
