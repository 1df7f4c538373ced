"""Calling: which units and people a name stands for, and which directives those gave or were given."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, false, literal, or_, select, union
from sqlalchemy.orm import aliased

from models.findings import (
    DirectivePersonRow,
    DirectiveUnitRow,
    PersonNameRow,
    PersonOfficeRow,
    PersonRow,
    UnitNameRow,
    UnitRow,
)
from models.rows import Part, name_key, order_key, stripped_key
from models.tables import DocumentRow

_TOLD = (Part.ADDRESSEE, Part.LEAD, Part.COORDINATING, Part.MONITOR)


def once(rows: Select[*tuple[Any, ...]], name: str | None = None) -> CTE:
    """Return rows as a table that PostgreSQL computes once, not once for each row it is joined with."""
    return rows.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def units_called(names: Sequence[str]) -> Select[int]:
    """Return a select of the units that are called so anywhere, in every document and under all their names.

    `Bộ TN&MT` finds the ministry's directives also in documents that only write its name in full.
    """
    called = or_(*map(_called, names))
    official = select(UnitRow.folded).join(UnitNameRow, UnitNameRow.unit_seq == UnitRow.seq)
    official = official.join(DocumentRow, DocumentRow.result_seq == UnitRow.result_seq).where(called)
    return select(once(select(UnitRow.seq).where(UnitRow.folded.in_(official))).c.seq)


def _called(name: str) -> ColumnElement[bool]:
    """Return that a unit's name is the given one: exactly if it was typed with marks, else without them."""
    folded, stripped = name_key(name), stripped_key(name)
    return UnitNameRow.stripped == stripped if folded == stripped else UnitNameRow.folded == folded


def people_called(name: str) -> Select[int]:
    """Return a select of the people with this name, or one that ends in these words (`Hồng Hà`, `Hà`)."""
    folded, stripped = name_key(name), stripped_key(name)
    column, key = (PersonNameRow.stripped, stripped) if folded == stripped else (PersonNameRow.folded, folded)
    called = select(PersonNameRow.person_seq).where(literal(" ").concat(column).endswith(f" {key}", autoescape=True))
    return select(once(called).c.person_seq)


def given_by(names: Sequence[str], offices: Sequence[str]) -> Select[int]:
    """Return a select of the directives whose issuer is called so, or holds an office of a unit called so.

    `offices` are titles of the unit's that are said without it (`Thủ tướng`).
    """
    units = units_called(names)
    by_unit = select(DirectiveUnitRow.directive_seq).where(
        DirectiveUnitRow.part == Part.ISSUER, DirectiveUnitRow.unit_seq.in_(units)
    )
    own = select(PersonRow.seq).where(PersonRow.collated.in_([order_key(name) for name in names]))
    people = union(own, _holders(units), _sole_holders(units), _titled(offices)).subquery("givers")
    by_person = select(DirectivePersonRow.directive_seq).where(
        DirectivePersonRow.part == Part.ISSUER, DirectivePersonRow.person_seq.in_(select(people.c.seq))
    )
    return select(union(by_unit, by_person).subquery("given").c.directive_seq)


def given_to(names: Sequence[str]) -> Select[int]:
    """Return a select of the directives that units called so are told to carry out, lead, help with or watch."""
    return select(DirectiveUnitRow.directive_seq).where(
        DirectiveUnitRow.part.in_(_TOLD), DirectiveUnitRow.unit_seq.in_(units_called(names))
    )


def _holders(units: Select[int]) -> Select[int]:
    return select(PersonOfficeRow.person_seq.label("seq")).where(PersonOfficeRow.unit_seq.in_(units))


def _sole_holders(units: Select[int]) -> Select[int]:
    """Return the people whose office is told without its unit, and with it elsewhere: `Bộ trưởng Đào Hồng Lan`."""
    known = select(PersonRow.collated, PersonOfficeRow.title).join(PersonOfficeRow.person)
    known = known.where(PersonOfficeRow.unit_seq.in_(units), PersonRow.collated.is_not(None)).distinct()
    held, holder, office = known.subquery("held"), aliased(PersonRow), aliased(PersonOfficeRow)
    found = select(holder.seq).join(held, held.c.collated == holder.collated)
    alone = and_(office.person_seq == holder.seq, office.unit_seq.is_(None), office.title == held.c.title)
    return found.join(office, alone)


def _titled(offices: Sequence[str]) -> Select[int]:
    """Return the people of whom the text says one of these offices and no unit to it."""
    titled = PersonOfficeRow.title.in_(offices) if offices else false()
    return select(PersonOfficeRow.person_seq).where(PersonOfficeRow.unit_seq.is_(None), titled)
