"""What someone gave or was given, as pages show it: when it is due, the next of it, and where to see all."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from api import labels
from api.actions.following import Followed, When, count_days, follow, order, window
from api.schemas.searching import DirectiveFilter
from api.web import charts
from api.web.asking import address, read
from models.database import Database
from models.finding import Wanted

SEARCH = "/search"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it is shown: what is due when, and the address of each part."""

    title: str
    followed: Followed
    addresses: Mapping[When, str]
    all: str


def acted(database: Database, title: str, asked: Mapping[str, str], day: dt.date) -> Shown:
    """Return the list of what is asked for in the parameters of a search, seen from a day."""
    followed = follow(database, wanted(asked), day, _SHOWN)
    return Shown(title, followed, {when: due(asked, when, day) for when in When}, address(SEARCH, asked))


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what is asked for in the parameters of a search."""
    return read(DirectiveFilter, asked)[0].wanted()


def due(asked: Mapping[str, str], when: When, day: dt.date) -> str:
    """Return the address of a search for what of the asked is due when.

    >>> due({"given_by": "A"}, When.SOON, dt.date(2024, 6, 28))
    '/search?given_by=A&due_after=2024-06-29&due_before=2024-07-01&sort=due'
    """
    days, by = window(when, day), order(when)
    return address(
        SEARCH,
        asked,
        due_after=days.since.isoformat() if days.since else None,
        due_before=days.until.isoformat() if days.until else None,
        unresolved="true" if days.unresolved else None,
        sort=by.value if by else None,
    )


def due_chart(database: Database, title: str, asked: Mapping[str, str], day: dt.date) -> charts.Chart:
    """Return how much of the asked is due in each week around a day."""
    days = count_days(database, wanted(asked))
    return charts.weeks(f"{title}: {labels.CHARTS['weeks']}", days, day, between(asked))


def between(asked: Mapping[str, str]) -> charts.Link:
    """Return what gives the address of what of the asked is due between two days."""
    return lambda first, last: address(SEARCH, asked, due_after=first.isoformat(), due_before=last.isoformat())
