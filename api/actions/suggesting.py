"""Suggesting: units and people that whoever types a few letters may mean."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from api.actions.units import find_units
from models import registers
from models.collation import collation_key
from models.database import Database
from models.errors import NotFoundError


class Suggested(StrEnum):
    """What is suggested; the name of the filter that takes it."""

    UNIT = "unit"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit or person by the name under which documents have it."""

    kind: Suggested
    name: str


def suggest(database: Database, typed: str, limit: int) -> list[Suggestion]:
    """Return units of documents and of the authority file, and people, that may be meant; at most `limit` of each."""
    with database.reading() as session:
        units = registers.units_beginning(session, typed, limit)
        people = registers.people_beginning(session, typed, limit)
    try:
        known = [entry.unit.name for entry in find_units(typed)]
    except NotFoundError:
        known = []
    names = islice(dict.fromkeys([*sorted(units, key=collation_key), *known]), limit)
    return [
        *(Suggestion(Suggested.UNIT, name) for name in names),
        *(Suggestion(Suggested.PERSON, name) for name in sorted(people, key=collation_key)),
    ]
