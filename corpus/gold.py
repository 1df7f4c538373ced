"""Gold records: `NAME.txt`, a source, beside `NAME.json`, what is to be found in it.

Only the fields that are scored are read; a record of the extractor is brought to the same form by `scored`.
"""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.encodings import decode_utf8
from models.errors import FormatError, NotFoundError
from models.records import Record


class Scored(BaseModel):
    """A value of which only the scored fields are read."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Place(Scored):
    """Something that stands in the source at `[start, end)`."""

    start: int
    end: int
    text: str | None = None


class Unit(Scored):
    """An organisation and where it is named."""

    id: str
    name: str
    mentions: tuple[Place, ...]


class Position(Scored):
    """An office held."""

    title: str
    unit: str | None = None


class Person(Scored):
    """A person, the offices, and where the name stands."""

    id: str
    name: str | None
    positions: tuple[Position, ...] = ()
    mentions: tuple[Place, ...]


class Date(Place):
    """A time expression and what it means."""

    id: str
    value: str
    first: str | None = Field(default=None, alias="from")
    last: str | None = Field(default=None, alias="to")
    role: str | None = None


class Count(Place):
    """A number of tasks in one state."""

    status: str
    count: int


class Report(Scored):
    """The counts of one unit."""

    unit: str | None = None
    counts: tuple[Count, ...]


class Directive(Place):
    """What someone is told to do."""

    number: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()
    deadline: str | None = None


class About(Scored):
    """What is given with the document."""

    published_on: str | None = None


class ScoredRecord(Scored):
    """The scored part of a record."""

    document: About = About()
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    dates: tuple[Date, ...] = ()
    task_reports: tuple[Report, ...] = ()
    directives: tuple[Directive, ...] = ()
    references: tuple[Place, ...] = ()

    def places(self) -> list[Place]:
        """Return everything that points into the source."""
        named = [m for unit in self.units for m in unit.mentions]
        named += [m for person in self.people for m in person.mentions]
        counts = [count for report in self.task_reports for count in report.counts]
        return [*named, *self.dates, *counts, *self.directives, *self.references]


class GoldDocument(NamedTuple):
    """One source with its gold record."""

    name: str
    text: str
    published_on: dt.date | None
    record: ScoredRecord


def scored(record: Record) -> ScoredRecord:
    """Return the scored part of an extracted record."""
    return ScoredRecord.model_validate_json(record.model_dump_json(by_alias=True))


def load_gold(directory: Path) -> tuple[GoldDocument, ...]:
    """Return the documents of a gold directory by name; raises NotFoundError, FormatError."""
    paths = sorted(path for path in directory.glob("*.json") if path.with_suffix(".txt").exists())
    if not paths:
        raise NotFoundError(f"không có cặp tệp TÊN.txt, TÊN.json nào trong «{directory}»")
    return tuple(_load(path) for path in paths)


def check_places(record: ScoredRecord, text: str, name: str) -> None:
    """Raise FormatError where the text of a span is not the source's: a broken record is no low score."""
    for place in record.places():
        found = text[place.start : place.end]
        if place.text is not None and found != place.text:
            raise FormatError(f"{name}: đoạn {place.start}:{place.end} là {found!r}, bản ghi viết {place.text!r}")


def _load(path: Path) -> GoldDocument:
    text = decode_utf8(path.with_suffix(".txt").read_bytes())
    try:
        record = ScoredRecord.model_validate_json(decode_utf8(path.read_bytes()))
    except ValidationError as error:
        raise FormatError(f"{path}: không phải bản ghi mẫu: {error}") from error
    check_places(record, text, f"bản ghi mẫu {path.stem}")
    day = record.document.published_on
    return GoldDocument(path.stem, text, dt.date.fromisoformat(day) if day else None, record)
