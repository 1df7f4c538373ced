"""A record as rows: every finding with its id, names folded, who has which part in each directive. Pure."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from models.collation import collation_key
from models.folding import fold, strip_marks, tidy
from models.fulltext import indexed
from models.identities import RecordIds, document_id
from models.records import Date, Directive, Person, Record, Unit
from models.storable import (
    DateCells,
    DirectiveCells,
    DirectivePersonCells,
    DirectiveUnitCells,
    PersonCells,
    PersonNameCells,
    PersonOfficeCells,
    ReferenceCells,
    Rows,
    Storable,
    TaskCountCells,
    TaskReportCells,
    UnitCells,
    UnitNameCells,
)

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


def storable(record: Record) -> Storable:
    """Return a record as it is stored."""
    about = record.document
    return Storable(
        version=record.version,
        record=record.model_dump_json(by_alias=True),
        kind=str(about.kind),
        title=about.title,
        published_on=about.published_on,
        event_date=about.event_date,
        rows=_rows(record, RecordIds(document_id(about.id))),
        said=tuple(indexed(directive.text) for directive in record.directives),
    )


def _rows(record: Record, ids: RecordIds) -> Rows:
    return Rows(
        units=tuple(_units(record.units, ids)),
        unit_names=tuple(UnitNameCells(*name) for name in _names(record.units)),
        people=tuple(_people(record, ids)),
        person_names=tuple(PersonNameCells(*name) for name in _names(record.people)),
        person_offices=tuple(_offices(record)),
        dates=tuple(_dates(record.dates, ids)),
        task_reports=tuple(_reports(record, ids)),
        task_counts=tuple(_counts(record, ids)),
        directives=tuple(_directives(record, ids)),
        directive_units=tuple(DirectiveUnitCells(*part) for part in _all_parts(record, record.units)),
        directive_people=tuple(DirectivePersonCells(*part) for part in _all_parts(record, record.people)),
        citations=tuple(_references(record, ids)),
    )


def _places(found: Iterable[Unit | Date | Directive]) -> dict[str | None, int]:
    """Return at which place each of them stands."""
    return {one.id: at for at, one in enumerate(found)}


def _units(units: tuple[Unit, ...], ids: RecordIds) -> Iterator[UnitCells]:
    places = _places(units)
    for unit in units:
        folded = name_key(unit.name)
        yield UnitCells(ids.of("u", folded), unit.id, unit.name, folded, order_key(unit.name), places.get(unit.parent))


def _names(agents: Iterable[Unit | Person]) -> Iterator[tuple[int, str, str]]:
    """Yield the distinct keys of all names of each, in a fixed order, with its place."""
    for at, agent in enumerate(agents):
        names = {agent.name or "", *(mention.text for mention in agent.mentions)} - {""}
        for folded, stripped in sorted({(name_key(name), stripped_key(name)) for name in names}):
            yield at, folded, stripped


def _people(record: Record, ids: RecordIds) -> Iterator[PersonCells]:
    units = {unit.id: unit.name for unit in record.units}
    for person in record.people:
        first = person.mentions[0].start if person.mentions else 0
        titles = (f"{p.title} {units[p.unit]}" if p.unit else p.title for p in person.positions)
        yield PersonCells(
            id=ids.of("p", name_key(person.name) if person.name else first),
            contract_id=person.id,
            name=person.name,
            titles=", ".join(titles),
            collated=order_key(person.name) if person.name else None,
        )


def _offices(record: Record) -> Iterator[PersonOfficeCells]:
    units = _places(record.units)
    for at, person in enumerate(record.people):
        for position in person.positions:
            yield PersonOfficeCells(at, units.get(position.unit), position.title)


def _dates(dates: Iterable[Date], ids: RecordIds) -> Iterator[DateCells]:
    for date in dates:
        yield DateCells(
            id=ids.of("d", date.start, date.end),
            contract_id=date.id,
            start=date.start,
            end=date.end,
            text=date.text,
            value=date.value,
            first_day=date.first,
            last_day=date.last,
            role=str(date.role),
        )


def _reports(record: Record, ids: RecordIds) -> Iterator[TaskReportCells]:
    units, dates = _places(record.units), _places(record.dates)
    for report in record.task_reports:
        own = ids.of("t", *((c.start, c.end, c.status) for c in report.counts))
        yield TaskReportCells(own, report.id, units.get(report.unit), dates.get(report.period), report.reconciles)


def _counts(record: Record, ids: RecordIds) -> Iterator[TaskCountCells]:
    for place, report in enumerate(record.task_reports):
        for at, count in enumerate(report.counts, start=1):
            yield TaskCountCells(
                id=ids.of("n", count.start, count.end, count.status),
                contract_id=f"{report.id}.{at}",
                report_seq=place,
                start=count.start,
                end=count.end,
                text=count.text,
                status=str(count.status),
                count=count.count,
                percent=count.percent,
                noun=count.noun,
            )


def _directives(record: Record, ids: RecordIds) -> Iterator[DirectiveCells]:
    places, dates = _places(record.directives), {date.id: date for date in record.dates}
    for directive in record.directives:
        due = dates[directive.deadline] if directive.deadline else None
        yield DirectiveCells(
            id=ids.of("r", directive.start, directive.end),
            contract_id=directive.id,
            start=directive.start,
            end=directive.end,
            number=directive.number,
            text=directive.text,
            parent_seq=places.get(directive.parent),
            deadline=due.value if due else None,
            due_on=due.last if due else None,
            groups=_joined(a.text for a in directive.addressee_texts if a.unit is None),
            dues=_joined(d.text for d in directive.dues),
        )


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(map(tidy, texts)))


def _all_parts(record: Record, agents: tuple[Unit | Person, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield who of these has which part in each directive, both as their places."""
    places = {agent.id: at for at, agent in enumerate(agents)}
    for at, directive in enumerate(record.directives):
        for who, part in _parts(directive, agents, places):
            yield at, places[who], str(part)


def _parts(directive: Directive, agents: tuple[Unit | Person, ...], places: dict[str, int]) -> list[tuple[str, Part]]:
    """Return which of the agents has which part, each once a part, in order of importance."""
    named = [(directive.issuer, Part.ISSUER), (directive.conveyed_by, Part.CONVEYED_BY)]
    named += [(unit, Part.ADDRESSEE) for unit in directive.addressees]
    named += [(unit, Part.LEAD) for unit in directive.lead]
    named += [(unit, Part.COORDINATING) for unit in directive.coordinating]
    named += [(unit, Part.MONITOR) for unit in directive.monitor]
    parts = [(who, part) for who, part in dict.fromkeys(named) if who in places]
    known = {who for who, _ in parts}
    parts += [(a.id, Part.MENTIONED) for a in agents if a.id not in known and _stands_in(a, directive)]
    return parts


def _stands_in(agent: Unit | Person, directive: Directive) -> bool:
    return any(directive.start <= m.start and m.end <= directive.end for m in agent.mentions)


def _references(record: Record, ids: RecordIds) -> Iterator[ReferenceCells]:
    for reference in record.references:
        yield ReferenceCells(
            id=ids.of("c", reference.start, reference.end),
            contract_id=reference.id,
            start=reference.start,
            end=reference.end,
            text=reference.text,
            type=reference.type,
            number=reference.number,
            folded=name_key(reference.number),
        )
