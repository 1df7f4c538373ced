"""Browsing: lists that go on part by part, each item with its place in the list, and facets of a search."""

import datetime as dt
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import finding
from models.finding import Wanted
from models.findings import DirectiveRow, DirectiveUnitRow, UnitRow
from models.hits import (
    DirectiveHit,
    DocumentHit,
    directive_hit,
    directive_loading,
    document_hit,
    document_loading,
)
from models.ordering import Order, Place, beyond, in_order
from models.rows import Part
from models.tables import DocumentRow, ResultRow

_TOP = 20


class Facet(StrEnum):
    """By what found directives are counted."""

    UNIT = "unit"
    KIND = "kind"
    DUE_MONTH = "due_month"
    MONTH = "month"


@dataclass(slots=True)
class Facets:
    """How many directives were found, in all and by facet; `partial` where there was no time for all."""

    total: int | None = None
    counts: dict[Facet, list[tuple[str, int]]] = field(default_factory=dict)
    partial: bool = False


def directives(
    session: Session, wanted: Wanted, order: Order | None, after: Place | None, limit: int
) -> Iterator[tuple[DirectiveHit, Place]]:
    """Yield directives with their places in the list, those after `after` where it is given."""
    found, keys = finding.directives(session, wanted, order)
    found = found.where(beyond(keys, after)) if after else found
    found = in_order(found, keys).limit(limit).add_columns(*(key.column for key in keys))
    for directive, document, *place in session.execute(found.options(*directive_loading())):
        yield directive_hit(directive, document), place


def documents(
    session: Session, wanted: Wanted, order: Order | None, after: Place | None, limit: int
) -> Iterator[tuple[DocumentHit, Place]]:
    """Yield documents with their places in the list, those after `after` where it is given."""
    found, keys = finding.documents(session, wanted, order)
    found = found.where(beyond(keys, after)) if after else found
    found = in_order(found, keys).limit(limit).add_columns(*(key.column for key in keys))
    for document, *place in session.execute(found.options(*document_loading())):
        yield document_hit(document), place


def count(session: Session, found: finding.Found) -> int:
    """Return how many rows a select of `models.finding` has."""
    return session.scalar(select(func.count()).select_from(found.with_only_columns(DocumentRow.seq).subquery())) or 0


def facets(session: Session, wanted: Wanted, seconds: float) -> Facets:
    """Return the commonest values of each facet among the directives that are wanted, in at most so many seconds."""
    found, _ = finding.directives(session, wanted)
    hits = found.with_only_columns(DirectiveRow.seq, DirectiveRow.due_on, DocumentRow.kind, ResultRow.day).cte("hits")
    counted = Facets()
    until = time.monotonic() + seconds
    try:
        with _within(session, seconds):
            counted.total = session.scalar(select(func.count()).select_from(hits))
        for facet, values in _values(hits).items():
            with _within(session, until - time.monotonic()):
                counted.counts[facet] = [(str(value), count) for value, count in session.execute(values)]
    except OperationalError:
        session.rollback()
        counted.partial = True
    return counted


def _values(hits: Any) -> Mapping[Facet, Select[Any]]:  # noqa: ANN401  # a CTE's columns have no types
    told = func.count(DirectiveUnitRow.directive_seq.distinct())
    units = select(UnitRow.name, told)
    units = units.join(DirectiveUnitRow, DirectiveUnitRow.unit_seq == UnitRow.seq)
    units = units.join(hits, hits.c.seq == DirectiveUnitRow.directive_seq)
    units = units.where(DirectiveUnitRow.part.in_([Part.ADDRESSEE, Part.LEAD])).group_by(UnitRow.name)
    return {
        Facet.KIND: _commonest(hits.c.kind),
        Facet.DUE_MONTH: _commonest(_month(hits.c.due_on)),
        Facet.MONTH: _commonest(_month(hits.c.day)),
        Facet.UNIT: units.order_by(told.desc(), UnitRow.name).limit(_TOP),
    }


def _commonest(value: ColumnElement[Any]) -> Select[Any]:
    found = select(value, func.count()).where(value.is_not(None)).group_by(value)
    return found.order_by(func.count().desc(), value).limit(_TOP)


def _month(day: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a day's month, as `2024-06`; nothing for the day of what has none."""
    month = func.substr(cast(day, String), 1, 7)
    return func.nullif(month, "0001-01")


@contextmanager
def _within(session: Session, seconds: float) -> Iterator[None]:
    """Let a query of the session run no longer than this; what takes longer raises OperationalError."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(seconds * 1000))}")
        yield
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        return
    driver: Any = connection.connection.driver_connection
    until = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > until, 1000)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """What one version of the extraction made of a document."""

    version: str
    current: bool
    has_record: bool
    error: str | None
    attempt: int
    created_at: dt.datetime


def versions(session: Session, document: str) -> list[Version]:
    """Return what every version made of a document, the latest first."""
    found = select(ResultRow, DocumentRow.result_seq == ResultRow.seq).join(
        DocumentRow, DocumentRow.seq == ResultRow.document_seq
    )
    rows = session.execute(found.where(DocumentRow.id == document).order_by(ResultRow.seq.desc()))
    return [
        Version(row.version, bool(current), row.record is not None, row.error, row.attempt, _zoned(row.created_at))
        for row, current in rows
    ]


def _zoned(moment: dt.datetime) -> dt.datetime:
    """Return a moment with its zone, UTC, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def lead_ins(session: Session, hits: Sequence[DirectiveHit]) -> dict[str, str]:
    """Return the words before each directive that are needed to understand it, where there are any, by its id."""
    current = select(DocumentRow.id, ResultRow.record).join(ResultRow, ResultRow.seq == DocumentRow.result_seq)
    rows = session.execute(current.where(DocumentRow.id.in_({hit.document.id for hit in hits})))
    records = {document: json.loads(record or "{}") for document, record in rows}
    told = {
        (document, directive["id"]): directive["lead_in"]["text"]
        for document, record in records.items()
        for directive in record.get("directives", ())
        if directive.get("lead_in")
    }
    return {hit.id: told[place] for hit in hits if (place := (hit.document.id, hit.contract_id)) in told}


def record_of(session: Session, document: str, version: str | None) -> str | None:
    """Return the record of a document as JSON, the current one or that of a version; None where there is none."""
    found = select(ResultRow.record).join(DocumentRow, DocumentRow.seq == ResultRow.document_seq)
    found = found.where(DocumentRow.id == document)
    wanted = ResultRow.seq == DocumentRow.result_seq if version is None else ResultRow.version == version
    return session.scalar(found.where(wanted))
