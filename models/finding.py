"""Finding: what a search asks for, as selects over documents and directives; all conditions must hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, false, func, literal, null, or_, select
from sqlalchemy.orm import Session

from models.findings import (
    DirectivePersonRow,
    DirectiveRow,
    DirectiveUnitRow,
    PersonNameRow,
    PersonRow,
    TaskCountRow,
    UnitNameRow,
    UnitRow,
)
from models.fulltext import Term, parse
from models.index import Index, matching, matching_documents
from models.rows import name_key, stripped_key
from models.tables import DocumentRow
from models.vocabulary import Kind, Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: words in the syntax of `models.fulltext`, and filters; None asks for nothing.

    `since`/`until` hold for the day of publication or of the event, `due_since`/`due_until` for the last
    day of a deadline; both ends count. `units` are names of one unit, of which any may be the one in a text;
    `person` is a name or its last words.
    """

    query: str = ""
    units: tuple[str, ...] = ()
    person: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    due_since: dt.date | None = None
    due_until: dt.date | None = None
    status: Status | None = None
    kind: Kind | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the query."""
        return parse(self.query)

    @property
    def wordless(self) -> bool:
        """Whether there is a query, but no word in it: nothing is found then."""
        return bool(self.query.strip()) and not self.terms


def directives(session: Session, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Return a select of DirectiveRow, DocumentRow, best first, then newest."""
    found = select(DirectiveRow, DocumentRow).join(DocumentRow, DocumentRow.result_seq == DirectiveRow.result_seq)
    conditions = [*_document_conditions(wanted), *_due(wanted)]
    if wanted.units:
        parts = select(DirectiveUnitRow.directive_seq).where(DirectiveUnitRow.unit_seq.in_(_units(wanted.units)))
        conditions.append(DirectiveRow.seq.in_(parts))
    if wanted.person:
        acts = select(DirectivePersonRow.directive_seq).where(DirectivePersonRow.person_seq.in_(_people(wanted.person)))
        conditions.append(DirectiveRow.seq.in_(acts))
    rank: ColumnElement[Any] = null()
    if wanted.terms:
        hits = _once(matching(session, Index.DIRECTIVES, wanted.terms), "found")
        found, rank = found.join(hits, hits.c.seq == DirectiveRow.seq), hits.c.rank
    return _ordered(found.where(*conditions), rank).order_by(DocumentRow.seq, DirectiveRow.start, DirectiveRow.seq)


def documents(session: Session, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Return a select of DocumentRow, best first, then newest."""
    found = select(DocumentRow)
    conditions = _document_conditions(wanted)
    if wanted.units:
        named = select(UnitRow.result_seq).where(UnitRow.seq.in_(_units(wanted.units)))
        conditions.append(DocumentRow.result_seq.in_(named))
    if wanted.person:
        people = select(PersonRow.result_seq).where(PersonRow.seq.in_(_people(wanted.person)))
        conditions.append(DocumentRow.result_seq.in_(people))
    if due := _due(wanted):
        conditions.append(DocumentRow.result_seq.in_(select(DirectiveRow.result_seq).where(*due)))
    rank: ColumnElement[Any] = null()
    if wanted.terms:
        hits = _once(matching_documents(session, wanted.terms), "found")
        found, rank = found.join(hits, hits.c.seq == DocumentRow.seq), hits.c.rank
    return _ordered(found.where(*conditions), rank).order_by(DocumentRow.seq)


def _once(rows: Select[*tuple[Any, ...]], name: str) -> CTE:
    """Return rows as a table that PostgreSQL computes once, not once for each row it is joined with."""
    return rows.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def _ordered(found: Select[*tuple[Any, ...]], rank: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    newest = func.coalesce(DocumentRow.published_on, DocumentRow.event_date).desc().nulls_last()
    return found.order_by(newest) if rank is null() else found.order_by(rank, newest)


def _document_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [false()] if wanted.wordless else []
    if wanted.since or wanted.until:
        days = (DocumentRow.published_on, DocumentRow.event_date)
        conditions.append(or_(*(and_(*_between(day, wanted.since, wanted.until)) for day in days)))
    if wanted.kind:
        conditions.append(DocumentRow.kind == wanted.kind)
    if wanted.status:
        counted = select(TaskCountRow.result_seq).where(TaskCountRow.status == wanted.status, TaskCountRow.count > 0)
        conditions.append(DocumentRow.result_seq.in_(counted))
    return conditions


def _due(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    return _between(DirectiveRow.due_on, wanted.due_since, wanted.due_until)


def _between(day: Any, first: dt.date | None, last: dt.date | None) -> list[ColumnElement[bool]]:  # noqa: ANN401  # a mapped column of either nullability
    conditions = [day >= first] if first else []
    return [*conditions, day <= last] if last else conditions


def _units(names: Sequence[str]) -> Select[int]:
    """Return a select of the units that are called so anywhere, in every document and under all their names.

    `Bộ TN&MT` finds the ministry's directives also in documents that only write its name in full.
    """
    called = or_(*map(_called, names))
    official = select(UnitRow.folded).join(UnitNameRow, UnitNameRow.unit_seq == UnitRow.seq)
    official = official.join(DocumentRow, DocumentRow.result_seq == UnitRow.result_seq).where(called)
    return select(_once(select(UnitRow.seq).where(UnitRow.folded.in_(official)), "units_called").c.seq)


def _called(name: str) -> ColumnElement[bool]:
    """Return that a unit's name is the given one: exactly if it was typed with marks, else without them."""
    folded, stripped = name_key(name), stripped_key(name)
    return UnitNameRow.stripped == stripped if folded == stripped else UnitNameRow.folded == folded


def _people(name: str) -> Select[int]:
    """Return a select of the people with this name, or one that ends in these words (`Hồng Hà`, `Hà`)."""
    folded, stripped = name_key(name), stripped_key(name)
    column, key = (PersonNameRow.stripped, stripped) if folded == stripped else (PersonNameRow.folded, folded)
    called = select(PersonNameRow.person_seq).where(literal(" ").concat(column).endswith(f" {key}", autoescape=True))
    return select(_once(called, "people_called").c.person_seq)
