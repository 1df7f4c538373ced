"""Names: the units and people of all current records, each name once, in the order of Vietnamese dictionaries."""

import datetime as dt
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Date, func, select
from sqlalchemy.orm import Session

from models.findings import PersonOfficeRow, PersonRow, UnitRow
from models.rows import order_key
from models.tables import NO_DAY, DocumentRow, ResultRow

MANY = 1000
"""Documents of one name beyond which nobody counts."""

_TITLES = 20
_TABLES = {"unit": UnitRow, "person": PersonRow}
Who = Literal["unit", "person"]


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name in current records, its place in the list, and how many documents name it, up to one more than MANY."""

    name: str
    place: str
    documents: int


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A name in all documents: what offices they give it, and how many of them name it, as above."""

    name: str
    titles: tuple[str, ...]
    documents: int
    place: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office that documents give a person, of which unit where they say it, and the days of the first and last."""

    title: str
    unit: str | None
    first: dt.date | None
    last: dt.date | None
    documents: int


def names(
    session: Session, who: Who, after: str | None, limit: int, fits: Callable[[str], bool] | None = None
) -> Iterator[NameEntry]:
    """Yield names that fit, those behind the place `after`.

    The walk goes from each name to the next along the index, so that a part of the list costs the same anywhere,
    however often a name stands in the records.
    """
    with closing(_walk(session, _TABLES[who], after)) as walk:
        found = list(islice((row for row in walk if fits is None or fits(row[1])), limit))
    for place, name in found:
        yield NameEntry(name, place, _documents(session, _TABLES[who], place))


def _walk(session: Session, table: Any, after: str | None) -> Generator[tuple[str, str], None, None]:  # noqa: ANN401  # a table of findings with names
    """Yield every place behind one with its name; a recursive query gives its rows in the order it finds them."""
    first = select(func.min(table.collated).label("place")).where(table.collated > (after or ""))
    walk = first.cte("walk", recursive=True)
    following = select(func.min(table.collated)).where(table.collated > walk.c.place).scalar_subquery()
    walk = walk.union_all(select(following).select_from(walk).where(walk.c.place.is_not(None)))
    name = select(table.name).join(DocumentRow, DocumentRow.result_seq == table.result_seq)
    name = name.where(table.collated == walk.c.place).limit(1)
    rows = select(walk.c.place, name.scalar_subquery().label("name")).execution_options(yield_per=100)
    with session.execute(rows) as found:
        yield from ((place, called) for place, called in found if called is not None)


def _documents(session: Session, table: Any, place: str) -> int:  # noqa: ANN401  # a table of findings with names
    """Return how many documents name it, up to one more than MANY."""
    named = select(DocumentRow.seq).join(table, DocumentRow.result_seq == table.result_seq)
    named = named.where(table.collated == place).limit(MANY + 1)
    return session.scalar(select(func.count()).select_from(named.subquery())) or 0


def people(
    session: Session, fits: Callable[[str], bool] | None, after: str | None, limit: int
) -> Iterator[PersonEntry]:
    """Yield the named people that fit, with their offices."""
    found = list(names(session, "person", after, limit, fits))
    titles = _titles(session, [entry.place for entry in found])
    for entry in found:
        yield PersonEntry(entry.name, titles.get(entry.place, ()), entry.documents, entry.place)


def _titles(session: Session, places: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what offices current records give these names, the commonest first."""
    held = select(PersonRow.collated, PersonRow.titles).join(
        DocumentRow, DocumentRow.result_seq == PersonRow.result_seq
    )
    held = held.where(PersonRow.collated.in_(places), PersonRow.titles != "")
    held = held.group_by(PersonRow.collated, PersonRow.titles).order_by(func.count().desc(), PersonRow.titles)
    found: dict[str, tuple[str, ...]] = {}
    for place, titles in session.execute(held):
        name = place or ""
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *titles.split(", "))))[:_TITLES]
    return found


def offices(session: Session, name: str) -> list[Office]:
    """Return the offices that current records give a person of this name, the last held first."""
    day = func.nullif(ResultRow.day, NO_DAY, type_=Date())
    last = func.max(day)
    held = select(PersonOfficeRow.title, UnitRow.name, func.min(day), last, func.count(ResultRow.seq.distinct()))
    held = held.join(PersonOfficeRow.person).join(PersonOfficeRow.unit, isouter=True)
    held = held.join(ResultRow, ResultRow.seq == PersonRow.result_seq)
    held = held.join(DocumentRow, DocumentRow.result_seq == ResultRow.seq)
    held = held.where(PersonRow.collated == order_key(name)).group_by(PersonOfficeRow.title, UnitRow.name)
    held = held.order_by(func.coalesce(last, NO_DAY).desc(), PersonOfficeRow.title, UnitRow.name)
    return [Office(*row) for row in session.execute(held)]
