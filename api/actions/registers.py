"""Registers: units, people, citations, task reports and deadlines of all current records, part by part."""

import datetime as dt
from collections.abc import Callable

from api.actions.naming import names_of
from models import names, registers
from models.database import Database
from models.finding import Wanted
from models.folding import fold, strip_marks
from models.names import NameEntry, Office, PersonEntry
from models.registers import Asked, Cited, Reported


def list_people(database: Database, name: str | None, after: str | None, limit: int) -> list[PersonEntry]:
    """Return named people in whose names these words stand, by name."""
    with database.reading() as session:
        return list(names.people(session, _has(name) if name else None, after, limit))


def list_units(database: Database, name: str | None, after: str | None, limit: int) -> list[NameEntry]:
    """Return units of current records in whose names these words stand, or that they may stand for, by name."""
    meant = {fold(official) for official in names_of(name)}
    has = _has(name) if name else None
    fits = (lambda called: has(called) or fold(called) in meant) if has else None
    with database.reading() as session:
        return list(names.names(session, "unit", after, limit, fits))


def list_offices(database: Database, name: str) -> list[Office]:
    """Return the offices that documents give a person, the last held first."""
    with database.reading() as session:
        return names.offices(session, name)


def _has(words: str) -> Callable[[str], bool]:
    """Return whether the words stand in a name; typed without marks they need none."""
    key = fold(words)
    bare = key == strip_marks(key)
    return lambda name: f" {key}" in f" {strip_marks(name) if bare else fold(name)}"


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
