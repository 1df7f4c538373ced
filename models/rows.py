"""A record as rows: every finding with its id, names folded, who has which part in each directive. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.collation import collation_key
from models.findings import (
    DateRow,
    DirectivePersonRow,
    DirectiveRow,
    DirectiveUnitRow,
    PersonNameRow,
    PersonOfficeRow,
    PersonRow,
    ReferenceRow,
    TaskCountRow,
    TaskReportRow,
    UnitNameRow,
    UnitRow,
)
from models.folding import fold, strip_marks, tidy
from models.identities import RecordIds
from models.records import Directive, Person, Record, TaskReport, Unit

_LONGEST_KEY = 200  # code points; PostgreSQL indexes at most 2,704 bytes


class Part(StrEnum):
    """What a unit or person has to do with a directive; `MENTIONED`: stands in its text, no other part."""

    ISSUER = "issuer"
    CONVEYED_BY = "conveyed_by"
    ADDRESSEE = "addressee"
    LEAD = "lead"
    COORDINATING = "coordinating"
    MONITOR = "monitor"
    MENTIONED = "mentioned"


def name_key(name: str) -> str:
    """Return the key under which a name is stored and looked up."""
    return fold(name)[:_LONGEST_KEY]


def stripped_key(name: str) -> str:
    """Return the key of a name typed without marks."""
    return strip_marks(name)[:_LONGEST_KEY]


def order_key(name: str) -> str:
    """Return the key by which a name is stored in the order of dictionaries."""
    return collation_key(name)[:_LONGEST_KEY]


@dataclass
class Rows:
    """The rows of one record, not yet in any session; contract ids lead to them."""

    result_seq: int
    ids: RecordIds
    units: dict[str, UnitRow] = field(default_factory=dict)
    people: dict[str, PersonRow] = field(default_factory=dict)
    dates: dict[str, DateRow] = field(default_factory=dict)
    directives: dict[str, DirectiveRow] = field(default_factory=dict)
    reports: list[TaskReportRow] = field(default_factory=list)
    counts: list[TaskCountRow] = field(default_factory=list)
    references: list[ReferenceRow] = field(default_factory=list)

    def __iter__(self) -> Iterator[object]:
        """Yield every row that a session must be given; names and parts hang on them."""
        for found in (self.units, self.people, self.dates, self.directives):
            yield from found.values()
        yield from (*self.reports, *self.counts, *self.references)


def derive(record: Record, document: str, result_seq: int) -> Rows:
    """Return the rows of a record of the document with this id, kept as the result with this `seq`."""
    rows = Rows(result_seq, RecordIds(document))
    _add_units(rows, record.units)
    for person in record.people:
        rows.people[person.id] = _person(rows, person)
    _add_dates(rows, record)
    for report in record.task_reports:
        _add_report(rows, report)
    _add_directives(rows, record)
    _add_references(rows, record)
    return rows


def _add_units(rows: Rows, units: Iterable[Unit]) -> None:
    units = tuple(units)
    for unit in units:
        rows.units[unit.id] = UnitRow(
            id=rows.ids.of("u", name_key(unit.name)),
            contract_id=unit.id,
            result_seq=rows.result_seq,
            name=unit.name,
            folded=name_key(unit.name),
            collated=order_key(unit.name),
            names=[
                UnitNameRow(folded=folded, stripped=stripped)
                for folded, stripped in _keys(unit.name, *(m.text for m in unit.mentions))
            ],
        )
    for unit in units:
        rows.units[unit.id].parent = rows.units[unit.parent] if unit.parent else None


def _person(rows: Rows, person: Person) -> PersonRow:
    names = (*((person.name,) if person.name else ()), *(m.text for m in person.mentions))
    first = person.mentions[0].start if person.mentions else 0
    return PersonRow(
        id=rows.ids.of("p", name_key(person.name) if person.name else first),
        contract_id=person.id,
        result_seq=rows.result_seq,
        name=person.name,
        titles=", ".join(_title(rows, p.title, p.unit) for p in person.positions),
        collated=order_key(person.name) if person.name else None,
        offices=[
            PersonOfficeRow(title=position.title, unit=rows.units[position.unit] if position.unit else None)
            for position in person.positions
        ],
        names=[PersonNameRow(folded=folded, stripped=stripped) for folded, stripped in _keys(*names)],
    )


def _title(rows: Rows, title: str, unit: str | None) -> str:
    return f"{title} {rows.units[unit].name}" if unit else title


def _keys(*names: str) -> list[tuple[str, str]]:
    """Return the distinct keys of the names, in a fixed order."""
    return sorted({(name_key(name), stripped_key(name)) for name in names})


def _add_dates(rows: Rows, record: Record) -> None:
    for date in record.dates:
        rows.dates[date.id] = DateRow(
            id=rows.ids.of("d", date.start, date.end),
            contract_id=date.id,
            result_seq=rows.result_seq,
            start=date.start,
            end=date.end,
            text=date.text,
            value=date.value,
            first_day=date.first,
            last_day=date.last,
            role=date.role,
        )


def _add_report(rows: Rows, report: TaskReport) -> None:
    row = TaskReportRow(
        id=rows.ids.of("t", *((c.start, c.end, c.status) for c in report.counts)),
        contract_id=report.id,
        result_seq=rows.result_seq,
        unit=rows.units[report.unit] if report.unit else None,
        period=rows.dates[report.period] if report.period else None,
        reconciles=report.reconciles,
    )
    rows.reports.append(row)
    for at, count in enumerate(report.counts, start=1):
        rows.counts.append(
            TaskCountRow(
                id=rows.ids.of("n", count.start, count.end, count.status),
                contract_id=f"{report.id}.{at}",
                result_seq=rows.result_seq,
                report=row,
                start=count.start,
                end=count.end,
                text=count.text,
                status=count.status,
                count=count.count,
                percent=count.percent,
                noun=count.noun,
            )
        )


def _add_directives(rows: Rows, record: Record) -> None:
    for directive in record.directives:
        due = rows.dates[directive.deadline] if directive.deadline else None
        rows.directives[directive.id] = DirectiveRow(
            id=rows.ids.of("r", directive.start, directive.end),
            contract_id=directive.id,
            result_seq=rows.result_seq,
            start=directive.start,
            end=directive.end,
            number=directive.number,
            text=directive.text,
            deadline=due.value if due else None,
            due_on=due.last_day if due else None,
            groups=_joined(a.text for a in directive.addressee_texts if a.unit is None),
            dues=_joined(d.text for d in directive.dues),
            units=[DirectiveUnitRow(unit=rows.units[u], part=part) for u, part in _parts(record, directive, "U")],
            people=[DirectivePersonRow(person=rows.people[p], part=part) for p, part in _parts(record, directive, "P")],
        )
    for directive in record.directives:
        rows.directives[directive.id].parent = rows.directives[directive.parent] if directive.parent else None


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(map(tidy, texts)))


def _parts(record: Record, directive: Directive, letter: str) -> list[tuple[str, Part]]:
    """Return who (ids beginning with `letter`) has which part, each once a part, in order of importance."""
    named = [(directive.issuer, Part.ISSUER), (directive.conveyed_by, Part.CONVEYED_BY)]
    named += [(unit, Part.ADDRESSEE) for unit in directive.addressees]
    named += [(unit, Part.LEAD) for unit in directive.lead]
    named += [(unit, Part.COORDINATING) for unit in directive.coordinating]
    named += [(unit, Part.MONITOR) for unit in directive.monitor]
    parts = [(who, part) for who, part in dict.fromkeys(named) if who and who.startswith(letter)]
    known = {who for who, _ in parts}
    agents: tuple[Unit | Person, ...] = record.units if letter == "U" else record.people
    parts += [(a.id, Part.MENTIONED) for a in agents if a.id not in known and _stands_in(a, directive)]
    return parts


def _stands_in(agent: Unit | Person, directive: Directive) -> bool:
    return any(directive.start <= m.start and m.end <= directive.end for m in agent.mentions)


def _add_references(rows: Rows, record: Record) -> None:
    for reference in record.references:
        rows.references.append(
            ReferenceRow(
                id=rows.ids.of("c", reference.start, reference.end),
                contract_id=reference.id,
                result_seq=rows.result_seq,
                start=reference.start,
                end=reference.end,
                text=reference.text,
                type=reference.type,
                number=reference.number,
                folded=name_key(reference.number),
            )
        )
