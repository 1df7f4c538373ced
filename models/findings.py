"""Tables derived from texts and from results: what is searched, filtered and counted.

    documents ──── passages        stretches of the text, one full-text row each
    results ───┬── units ────────── unit_names                           every name the unit has in the text
               ├── people ───────── person_names, person_offices        every office held, and of which unit
               ├── dates
               ├── task_reports ─── task_counts
               ├── directives ───── directive_units, directive_people    who has which part in it
               └── citations       (`references` is a word of SQL)

The rows of a result are written with it, current or not, and hold nothing that its record does not say.
`contract_id` is the id inside the record (`R3`); counts, which have none there, get `T1.2`.
"""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from models.tables import Table


class _Finding:
    """A record of the contract as a row, which goes when its result goes."""

    id: Mapped[str] = mapped_column(String(40), sort_order=-8)
    contract_id: Mapped[str] = mapped_column(String(20), sort_order=-7)

    @declared_attr
    def result_seq(self) -> Mapped[int]:
        """Return the column of the result it is part of."""
        return mapped_column(ForeignKey("results.seq", ondelete="CASCADE"), sort_order=-9)

    @declared_attr.directive
    def __table_args__(self) -> tuple[UniqueConstraint, ...]:
        """Return the constraint that an id is unique within a result, whose index finds a result's rows too."""
        return (UniqueConstraint("result_seq", "id"),)


class _Place:
    """Where it stands in the document's text, in code points, half-open."""

    start: Mapped[int]
    end: Mapped[int]


_Collated = Text().with_variant(Text(collation="C"), "postgresql")  # of `models.collation`, compared as it is


class _Name:
    """One name; keys are folded with and without marks, and cut to what an index takes."""

    folded: Mapped[str] = mapped_column(Text, index=True)
    stripped: Mapped[str] = mapped_column(Text, index=True)


class PassageRow(_Place, Table):
    """A stretch of the text that has a full-text row of its own; neighbours overlap by some words."""

    __tablename__ = "passages"

    document_seq: Mapped[int] = mapped_column(
        ForeignKey("documents.seq", ondelete="CASCADE"), index=True, sort_order=-9
    )


class UnitRow(_Finding, Table):
    """One organisation of the document; `folded` is the key of its official name, `collated` that of its order."""

    __tablename__ = "units"

    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    collated: Mapped[str] = mapped_column(_Collated, index=True)
    parent_seq: Mapped[int | None] = mapped_column(ForeignKey("units.seq", ondelete="SET NULL"), index=True)

    parent: Mapped["UnitRow | None"] = relationship(remote_side="UnitRow.seq")
    names: Mapped[list["UnitNameRow"]] = relationship(passive_deletes=True)


class UnitNameRow(_Name, Table):
    """A name under which the unit stands in the text, its official one included."""

    __tablename__ = "unit_names"

    unit_seq: Mapped[int] = mapped_column(ForeignKey("units.seq", ondelete="CASCADE"), index=True)


class PersonRow(_Finding, Table):
    """One person of the document; `name` is null for an unnamed office-holder, `titles` the offices held.

    `collated` is the key of the name's order.
    """

    __tablename__ = "people"

    name: Mapped[str | None] = mapped_column(Text)
    titles: Mapped[str] = mapped_column(Text)
    collated: Mapped[str | None] = mapped_column(_Collated, index=True)

    names: Mapped[list["PersonNameRow"]] = relationship(passive_deletes=True)
    offices: Mapped[list["PersonOfficeRow"]] = relationship(passive_deletes=True)


class PersonNameRow(_Name, Table):
    """A name, or for the unnamed a title, under which the person stands in the text."""

    __tablename__ = "person_names"

    person_seq: Mapped[int] = mapped_column(ForeignKey("people.seq", ondelete="CASCADE"), index=True)


class PersonOfficeRow(Table):
    """An office that the text gives a person; `unit_seq` is null where it does not say of which unit."""

    __tablename__ = "person_offices"

    person_seq: Mapped[int] = mapped_column(ForeignKey("people.seq", ondelete="CASCADE"), index=True)
    unit_seq: Mapped[int | None] = mapped_column(ForeignKey("units.seq", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)

    person: Mapped[PersonRow] = relationship(back_populates="offices")
    unit: Mapped[UnitRow | None] = relationship()


class DateRow(_Finding, _Place, Table):
    """One time expression; `first_day` and `last_day` are null where no calendar resolves it."""

    __tablename__ = "dates"

    text: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    first_day: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))


class TaskReportRow(_Finding, Table):
    """The counts of one unit in one period."""

    __tablename__ = "task_reports"

    unit_seq: Mapped[int | None] = mapped_column(ForeignKey("units.seq", ondelete="CASCADE"), index=True)
    period_seq: Mapped[int | None] = mapped_column(ForeignKey("dates.seq", ondelete="CASCADE"), index=True)
    reconciles: Mapped[bool | None]

    unit: Mapped[UnitRow | None] = relationship()
    period: Mapped[DateRow | None] = relationship()
    counts: Mapped[list["TaskCountRow"]] = relationship(back_populates="report", passive_deletes=True)


class TaskCountRow(_Finding, _Place, Table):
    """One number of tasks in one state."""

    __tablename__ = "task_counts"

    report_seq: Mapped[int] = mapped_column(ForeignKey("task_reports.seq", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(30), index=True)
    count: Mapped[int] = mapped_column(BigInteger)
    percent: Mapped[float | None]
    noun: Mapped[str | None] = mapped_column(Text)

    report: Mapped[TaskReportRow] = relationship(back_populates="counts")


class DirectiveRow(_Finding, _Place, Table):
    """One directive; `due_on` is the last day of its deadline, `deadline` its value in the contract.

    `groups` are the words for those who must act and are no particular unit (`các bộ, ngành`), `dues` the
    words of its deadlines, resolvable or not; several are separated by `; `.
    """

    __tablename__ = "directives"

    number: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    parent_seq: Mapped[int | None] = mapped_column(ForeignKey("directives.seq", ondelete="SET NULL"), index=True)
    deadline: Mapped[str | None] = mapped_column(Text)
    due_on: Mapped[dt.date | None] = mapped_column(index=True)
    groups: Mapped[str] = mapped_column(Text)
    dues: Mapped[str] = mapped_column(Text)

    parent: Mapped["DirectiveRow | None"] = relationship(remote_side="DirectiveRow.seq")
    units: Mapped[list["DirectiveUnitRow"]] = relationship(passive_deletes=True)
    people: Mapped[list["DirectivePersonRow"]] = relationship(passive_deletes=True)


class _Part:
    """A part in a directive, of `models.rows.Part`."""

    part: Mapped[str] = mapped_column(String(20))

    @declared_attr
    def directive_seq(self) -> Mapped[int]:
        """Return the column of the directive it is a part in."""
        return mapped_column(ForeignKey("directives.seq", ondelete="CASCADE"), index=True, sort_order=-9)


class DirectiveUnitRow(_Part, Table):
    """One unit's part in one directive."""

    __tablename__ = "directive_units"

    unit_seq: Mapped[int] = mapped_column(ForeignKey("units.seq", ondelete="CASCADE"), index=True)

    unit: Mapped[UnitRow] = relationship()


class DirectivePersonRow(_Part, Table):
    """One person's part in one directive."""

    __tablename__ = "directive_people"

    person_seq: Mapped[int] = mapped_column(ForeignKey("people.seq", ondelete="CASCADE"), index=True)

    person: Mapped[PersonRow] = relationship()


class ReferenceRow(_Finding, _Place, Table):
    """One numbered document that the text cites; `folded` is the key of its number."""

    __tablename__ = "citations"

    text: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
