"""Storable: a record as it is stored, made where it was extracted: its JSON, its rows, the words that are searched.

Each class of cells is one table of `models.findings`, without `seq` and `result_seq`, which the store adds. Who points
at another row of the same record (`…_seq`) says here at which place that stands among those of its table.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.fulltext import Indexed


class UnitCells(NamedTuple):
    """Cells of `units`."""

    id: str
    contract_id: str
    name: str
    folded: str
    collated: str
    parent_seq: int | None


class UnitNameCells(NamedTuple):
    """Cells of `unit_names`."""

    unit_seq: int
    folded: str
    stripped: str


class PersonCells(NamedTuple):
    """Cells of `people`."""

    id: str
    contract_id: str
    name: str | None
    titles: str
    collated: str | None


class PersonNameCells(NamedTuple):
    """Cells of `person_names`."""

    person_seq: int
    folded: str
    stripped: str


class PersonOfficeCells(NamedTuple):
    """Cells of `person_offices`."""

    person_seq: int
    unit_seq: int | None
    title: str


class DateCells(NamedTuple):
    """Cells of `dates`."""

    id: str
    contract_id: str
    start: int
    end: int
    text: str
    value: str
    first_day: dt.date | None
    last_day: dt.date | None
    role: str


class TaskReportCells(NamedTuple):
    """Cells of `task_reports`."""

    id: str
    contract_id: str
    unit_seq: int | None
    period_seq: int | None
    reconciles: bool | None


class TaskCountCells(NamedTuple):
    """Cells of `task_counts`."""

    id: str
    contract_id: str
    report_seq: int
    start: int
    end: int
    text: str
    status: str
    count: int  # type: ignore[assignment]  # the name of the column, and of a method of tuples
    percent: float | None
    noun: str | None


class DirectiveCells(NamedTuple):
    """Cells of `directives`."""

    id: str
    contract_id: str
    start: int
    end: int
    number: str | None
    text: str
    parent_seq: int | None
    deadline: str | None
    due_on: dt.date | None
    groups: str
    dues: str


class DirectiveUnitCells(NamedTuple):
    """Cells of `directive_units`."""

    directive_seq: int
    unit_seq: int
    part: str


class DirectivePersonCells(NamedTuple):
    """Cells of `directive_people`."""

    directive_seq: int
    person_seq: int
    part: str


class ReferenceCells(NamedTuple):
    """Cells of `citations`."""

    id: str
    contract_id: str
    start: int
    end: int
    text: str
    type: str
    number: str
    folded: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one record, by the names of their tables."""

    units: tuple[UnitCells, ...]
    unit_names: tuple[UnitNameCells, ...]
    people: tuple[PersonCells, ...]
    person_names: tuple[PersonNameCells, ...]
    person_offices: tuple[PersonOfficeCells, ...]
    dates: tuple[DateCells, ...]
    task_reports: tuple[TaskReportCells, ...]
    task_counts: tuple[TaskCountCells, ...]
    directives: tuple[DirectiveCells, ...]
    directive_units: tuple[DirectiveUnitCells, ...]
    directive_people: tuple[DirectivePersonCells, ...]
    citations: tuple[ReferenceCells, ...]


@dataclass(frozen=True, slots=True)
class Storable:
    """A record, as JSON of the contract, with what is derived from it; `said` are the words of each directive."""

    version: str
    record: str
    kind: str
    title: str | None
    published_on: dt.date | None
    event_date: dt.date | None
    rows: Rows
    said: tuple[Indexed, ...]
