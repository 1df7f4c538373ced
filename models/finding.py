"""Finding: what a search asks for, as selects over documents and directives; all conditions must hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from models.calling import given_by, given_to, once, people_called, units_called
from models.findings import DirectivePersonRow, DirectiveRow, DirectiveUnitRow, PersonRow, TaskCountRow, UnitRow
from models.fulltext import Term, parse
from models.index import Index, is_common, matching, matching_documents
from models.ordering import Key, Order
from models.tables import DocumentRow, ResultRow
from models.vocabulary import Kind, Status

Found = Select[*tuple[Any, ...]]
_BY_DEADLINE = frozenset({Order.DUE, Order.LATEST_DUE})
_FEW = 500
"""Units or people of a name up to which they are looked up first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: words in the syntax of `models.fulltext`, and filters; None asks for nothing.

    `since`/`until` hold for the day of publication or of the event, `due_since`/`due_until` for the last day of a
    deadline; both ends count. `overdue_on`: due before that day; `unresolved`: due, but on no day of a calendar.
    `units` are names of one unit, of which any may be the one in a text; `person` is a name or its last words;
    `group` stands in the words for those who must act. `given_by` are names of a unit that gave it or whose leaders
    did, or of a person who did, `given_by_offices` titles of such leaders that need no unit; `given_to` those of a
    unit that must act, lead, help or watch.
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
    overdue_on: dt.date | None = None
    unresolved: bool = False
    group: str | None = None
    given_by: tuple[str, ...] = ()
    given_by_offices: tuple[str, ...] = ()
    given_to: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the query that must be found."""
        return tuple(term for term in parse(self.query) if not term.excluded)

    @property
    def excluded(self) -> tuple[Term, ...]:
        """The terms of the query that must not be found."""
        return tuple(term for term in parse(self.query) if term.excluded)

    @property
    def wordless(self) -> bool:
        """Whether there is a query, but no word in it: nothing is found then."""
        return bool(self.query.strip()) and not parse(self.query)


def directives(session: Session, wanted: Wanted, order: Order | None = None) -> tuple[Found, list[Key]]:
    """Return a select of DirectiveRow, DocumentRow, not yet ordered, and the keys of the order.

    Without an order: best first where there are words, else newest first. By deadline only those that have one. Words
    that stand in very many make none better than another: those are listed newest first.
    """
    common = bool(wanted.terms) and is_common(session, Index.DIRECTIVES, wanted.terms)
    result = _walked(session, wanted, order, common=common)
    found = select(DirectiveRow, DocumentRow).join(ResultRow, DirectiveRow.result_seq == result)
    found = found.join(DocumentRow, DocumentRow.result_seq == result)
    conditions = [*_document_conditions(wanted), *_directive_conditions(wanted)]
    if wanted.units:
        called = _looked_up(session, units_called(wanted.units))
        parts = select(DirectiveUnitRow.directive_seq).where(DirectiveUnitRow.unit_seq.in_(called))
        conditions.append(DirectiveRow.seq.in_(parts))
    if wanted.person:
        people = _looked_up(session, people_called(wanted.person))
        acts = select(DirectivePersonRow.directive_seq).where(DirectivePersonRow.person_seq.in_(people))
        conditions.append(DirectiveRow.seq.in_(acts))
    if wanted.given_by:
        conditions.append(DirectiveRow.seq.in_(given_by(wanted.given_by, wanted.given_by_offices)))
    if wanted.given_to:
        conditions.append(DirectiveRow.seq.in_(given_to(wanted.given_to)))
    for term in wanted.excluded:
        said = matching(session, Index.DIRECTIVES, [term], weigh=False).subquery()
        conditions.append(DirectiveRow.seq.not_in(select(said.c.seq)))
    reading = [Key(ResultRow.document_seq, descending=True), Key(DirectiveRow.start), Key(DirectiveRow.seq)]
    keys = [Key(ResultRow.day, descending=True), *reading]
    if order in _BY_DEADLINE:
        conditions.append(DirectiveRow.due_on.is_not(None))
        keys = [Key(DirectiveRow.due_on, descending=order is Order.LATEST_DUE), *reading]
    if wanted.terms and (common or order not in {None, Order.RELEVANCE}):
        said = matching(session, Index.DIRECTIVES, wanted.terms, weigh=False).subquery()
        conditions.append(DirectiveRow.seq.in_(select(said.c.seq)))
    elif wanted.terms:
        hits = once(matching(session, Index.DIRECTIVES, wanted.terms), "found")
        found, keys = found.join(hits, hits.c.seq == DirectiveRow.seq), [Key(hits.c.rank), *keys]
    return found.where(*conditions), keys


def _walked(session: Session, wanted: Wanted, order: Order | None, *, common: bool) -> ColumnElement[int]:
    """Return what joins results; where nearly all are wanted SQLite must walk them by day, not sort everything.

    It cannot look a result up by an expression, so it begins with results, by the index that has them in order.
    """
    acting = wanted.units or wanted.person or wanted.group or wanted.given_by or wanted.given_to
    narrow = (wanted.terms and not common) or acting or _directive_conditions(wanted)
    by_day = not narrow and order not in _BY_DEADLINE and session.get_bind().dialect.name == "sqlite"
    return ResultRow.seq + 0 if by_day else ResultRow.seq.expression


def documents(session: Session, wanted: Wanted, order: Order | None = None) -> tuple[Found, list[Key]]:
    """Return a select of DocumentRow, not yet ordered, and the keys of the order, as `directives` does."""
    found = select(DocumentRow).outerjoin(ResultRow, ResultRow.seq == DocumentRow.result_seq)
    conditions = _document_conditions(wanted)
    if wanted.units:
        named = select(UnitRow.result_seq).where(UnitRow.seq.in_(units_called(wanted.units)))
        conditions.append(DocumentRow.result_seq.in_(named))
    if wanted.person:
        people = select(PersonRow.result_seq).where(PersonRow.seq.in_(people_called(wanted.person)))
        conditions.append(DocumentRow.result_seq.in_(people))
    if told := _directive_conditions(wanted):
        conditions.append(DocumentRow.result_seq.in_(select(DirectiveRow.result_seq).where(*told)))
    for term in wanted.excluded:
        said = matching_documents(session, [term], weigh=False).subquery()
        conditions.append(DocumentRow.seq.not_in(select(said.c.seq)))
    keys = [Key(func.coalesce(ResultRow.day, dt.date.min), descending=True), Key(DocumentRow.seq, descending=True)]
    if wanted.terms:
        weigh = order in {None, Order.RELEVANCE} and not is_common(session, Index.PASSAGES, wanted.terms)
        hits = once(matching_documents(session, wanted.terms, weigh=weigh), "found")
        found = found.join(hits, hits.c.seq == DocumentRow.seq)
        keys = [Key(hits.c.rank), *keys] if weigh else keys
    return found.where(*conditions), keys


def _looked_up(session: Session, rows: Select[int]) -> Sequence[int] | Select[int]:
    """Return few rows themselves, so that the database knows how few they are; many as they are asked for."""
    found = session.scalars(rows.limit(_FEW + 1)).all()
    return found if len(found) <= _FEW else rows


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


def _directive_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = _between(DirectiveRow.due_on, wanted.due_since, wanted.due_until)
    if wanted.overdue_on:
        conditions.append(DirectiveRow.due_on < wanted.overdue_on)
    if wanted.unresolved:
        conditions.append(DirectiveRow.due_on.is_(None) & (DirectiveRow.dues != ""))
    if wanted.group:
        told = dict.fromkeys((wanted.group, wanted.group.lower(), wanted.group.lower().capitalize()))
        conditions.append(or_(*(DirectiveRow.groups.contains(words, autoescape=True) for words in told)))
    return conditions


def _between(day: Any, first: dt.date | None, last: dt.date | None) -> list[ColumnElement[bool]]:  # noqa: ANN401  # a mapped column of either nullability
    conditions = [day >= first] if first else []
    return [*conditions, day <= last] if last else conditions
