"""Following: what of the directives that are wanted is due when, seen from a day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import browsing, finding, registers
from models.database import Database
from models.finding import Wanted
from models.hits import DirectiveHit
from models.ordering import Order

_ALL_DAYS = 100_000


class When(StrEnum):
    """When something is due, seen from a day; OPEN: on no day of a calendar."""

    TODAY = "today"
    SOON = "soon"
    WEEK = "week"
    PAST = "past"
    OPEN = "open"


class Window(NamedTuple):
    """The days on which it is due, both ends included; or that its deadline is no day."""

    since: dt.date | None = None
    until: dt.date | None = None
    unresolved: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """How many are due when, the first of each, and how many on each day of all."""

    counts: Mapping[When, int]
    first: Mapping[When, Sequence[DirectiveHit]]
    days: Sequence[tuple[dt.date, int]]


def window(when: When, today: dt.date) -> Window:
    """Return which days are meant.

    >>> window(When.SOON, dt.date(2024, 6, 28))[:2]
    (datetime.date(2024, 6, 29), datetime.date(2024, 7, 1))
    """
    first, last = {When.TODAY: (0, 0), When.SOON: (1, 3), When.WEEK: (4, 7)}.get(when, (None, -1))
    if when is When.OPEN:
        return Window(unresolved=True)
    since = None if first is None else today + dt.timedelta(days=first)
    return Window(since, today + dt.timedelta(days=last))


def order(when: When) -> Order | None:
    """Return what comes first: the nearest deadline; of what is past the latest; of the rest the newest directive."""
    return None if when is When.OPEN else Order.LATEST_DUE if when is When.PAST else Order.DUE


def follow(database: Database, wanted: Wanted, today: dt.date, shown: int) -> Followed:
    """Return what of the wanted is due when, and the first `shown` of each."""
    with database.reading() as session:
        days = registers.deadlines(session, wanted, None, _ALL_DAYS)
        counts = {when: _count(session, wanted, days, window(when, today)) for when in When}
        first = {when: _first(session, wanted, when, today, shown) if counts[when] else () for when in When}
    return Followed(counts, first, days)


def count_days(database: Database, wanted: Wanted) -> Sequence[tuple[dt.date, int]]:
    """Return every day on which something of the wanted is due, and how much."""
    with database.reading() as session:
        return registers.deadlines(session, wanted, None, _ALL_DAYS)


def _narrowed(wanted: Wanted, asked: Window) -> Wanted:
    return replace(wanted, due_since=asked.since, due_until=asked.until, unresolved=asked.unresolved)


def _count(session: Session, wanted: Wanted, days: Sequence[tuple[dt.date, int]], asked: Window) -> int:
    if asked.unresolved:
        return browsing.count(session, finding.directives(session, _narrowed(wanted, asked))[0])
    first, last = asked.since or dt.date.min, asked.until or dt.date.max
    return sum(count for day, count in days if first <= day <= last)


def _first(session: Session, wanted: Wanted, when: When, today: dt.date, shown: int) -> tuple[DirectiveHit, ...]:
    narrowed = _narrowed(wanted, window(when, today))
    return tuple(hit for hit, _ in browsing.directives(session, narrowed, order(when), None, shown))
