"""Registers: what current records hold of citations, task reports, counts and deadlines, part by part."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from models.calling import units_called
from models.finding import Wanted, directives
from models.findings import (
    DirectiveRow,
    PersonNameRow,
    PersonRow,
    ReferenceRow,
    TaskCountRow,
    TaskReportRow,
    UnitNameRow,
    UnitRow,
)
from models.folding import fold
from models.hits import DocumentHit, document_hit, document_loading
from models.rows import name_key, stripped_key
from models.tables import DocumentRow
from models.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the document it stands in."""

    seq: int
    row: ReferenceRow
    document: DocumentHit


@dataclass(frozen=True, slots=True)
class Reported:
    """A report with its counts, and the document it stands in."""

    seq: int
    row: TaskReportRow
    document: DocumentHit


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports are wanted: of these names of one unit, in this state, adding up or not."""

    units: tuple[str, ...] = ()
    status: Status | None = None
    reconciles: bool | None = None


def people_beginning(session: Session, typed: str, limit: int) -> list[str]:
    """Return named people of current records one of whose names begins so."""
    found = select(PersonRow.name).join(PersonNameRow, PersonNameRow.person_seq == PersonRow.seq)
    found = found.join(DocumentRow, DocumentRow.result_seq == PersonRow.result_seq).where(PersonRow.name.is_not(None))
    return [name or "" for name in session.scalars(found.where(_begins(PersonNameRow, typed)).distinct().limit(limit))]


def units_beginning(session: Session, typed: str, limit: int) -> list[str]:
    """Return units of current records one of whose names begins so."""
    found = select(UnitRow.name).join(UnitNameRow, UnitNameRow.unit_seq == UnitRow.seq)
    found = found.join(DocumentRow, DocumentRow.result_seq == UnitRow.result_seq)
    return list(session.scalars(found.where(_begins(UnitNameRow, typed)).distinct().limit(limit)))


def _begins(table: type[PersonNameRow | UnitNameRow], typed: str) -> ColumnElement[bool]:
    """Return that a name begins so: exactly if that was typed with marks, else without them."""
    folded, stripped = name_key(typed), stripped_key(typed)
    column, key = (table.stripped, stripped) if folded == stripped else (table.folded, folded)
    return column.startswith(key, autoescape=True)


def references(session: Session, number: str | None, after: int | None, limit: int) -> Iterator[Cited]:
    """Yield citations, those of the newest results first; of the documents with this number or one that begins so."""
    found = _current(select(ReferenceRow, DocumentRow), ReferenceRow, after, limit)
    if number:
        found = found.where(ReferenceRow.folded.startswith(name_key(fold(number)), autoescape=True))
    for row, document in session.execute(found):
        yield Cited(row.seq, row, document_hit(document))


def reports(session: Session, asked: Asked, after: int | None, limit: int) -> Iterator[Reported]:
    """Yield task reports with all their counts, those of the newest results first."""
    found = _current(select(TaskReportRow, DocumentRow), TaskReportRow, after, limit)
    found = found.options(
        selectinload(TaskReportRow.counts), selectinload(TaskReportRow.unit), selectinload(TaskReportRow.period)
    )
    if asked.units:
        found = found.where(TaskReportRow.unit_seq.in_(units_called(asked.units)))
    if asked.reconciles is not None:
        found = found.where(TaskReportRow.reconciles == asked.reconciles)
    if asked.status:
        found = found.where(TaskReportRow.seq.in_(_reports_with(asked.status)))
    for row, document in session.execute(found):
        yield Reported(row.seq, row, document_hit(document))


def _reports_with(status: Status) -> Select[int]:
    return select(TaskCountRow.report_seq).where(TaskCountRow.status == status)


def deadlines(session: Session, wanted: Wanted, after: dt.date | None, limit: int) -> list[tuple[dt.date, int]]:
    """Return the days on which directives that are wanted are due, the earliest first, and how many are due then."""
    hits = directives(session, wanted)[0].with_only_columns(DirectiveRow.due_on).subquery()
    due = hits.c.due_on
    found = select(due, func.count()).where(due.is_not(None)).group_by(due).order_by(due).limit(limit)
    found = found.where(due > after) if after else found
    return [(day, count) for day, count in session.execute(found)]


def _current(found: Any, table: Any, after: int | None, limit: int) -> Any:  # noqa: ANN401  # a select of a table of findings
    """Return the select joined with the documents whose current results the rows are of, newest rows first."""
    found = found.join(DocumentRow, DocumentRow.result_seq == table.result_seq).options(*document_loading())
    found = found.order_by(table.seq.desc()).limit(limit)
    return found.where(table.seq < after) if after else found
