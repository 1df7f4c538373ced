"""What a record says, as claims that can be compared: a place in the text and named fields, ids resolved to names."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.records import Count, Directive, Marked, Person, Record, TaskReport
from models.spans import Span


class Claim(NamedTuple):
    """One finding: where it stands, its words, and what is said of it as `(field, value)`, empty values left out."""

    span: Span
    text: str
    fields: tuple[tuple[str, str], ...]


class _Names(NamedTuple):
    """Contract ids to what they stand for."""

    agents: Mapping[str, str]
    dates: Mapping[str, str]
    references: Mapping[str, str]
    directives: Mapping[str, str]

    def agent(self, *ids: str | None) -> str:
        return "; ".join(self.agents.get(i, i) for i in ids if i)


def claims(record: Record) -> dict[str, tuple[Claim, ...]]:
    """Return every claim of a record by its kind, in the order of the contract."""
    names = _names(record)
    return {
        "document": tuple(_document(record, names)),
        "units": tuple(_units(record, names)),
        "people": tuple(_people(record, names)),
        "dates": tuple(
            _claim(d, value=d.value, first=str(d.first or ""), last=str(d.last or ""), role=d.role)
            for d in record.dates
        ),
        "task_counts": tuple(_count(count, report, names) for report in record.task_reports for count in report.counts),
        "directives": tuple(_directive(directive, names) for directive in record.directives),
        "references": tuple(_claim(r, type=r.type, number=r.number) for r in record.references),
    }


def _claim(marked: Marked, **fields: str) -> Claim:
    said = tuple((name, value) for name, value in fields.items() if value)
    return Claim(Span(marked.start, marked.end), marked.text, said)


def _names(record: Record) -> _Names:
    units = {unit.id: unit.name for unit in record.units}
    people = {person.id: _person(person, units) for person in record.people}
    return _Names(
        units | people,
        {date.id: date.value for date in record.dates},
        {reference.id: reference.number for reference in record.references},
        {directive.id: directive.number or directive.text[:40] for directive in record.directives},
    )


def _person(person: Person, units: Mapping[str, str]) -> str:
    """Return the person's name, or of an unnamed one the first office."""
    if person.name or not person.positions:
        return person.name or ""
    first = person.positions[0]
    return f"{first.title} {units.get(first.unit or '', '')}".strip()


def _document(record: Record, names: _Names) -> Iterator[Claim]:
    about, header = record.document, record.document.header
    fields = {
        "kind": str(about.kind),
        "title": about.title or "",
        "event_date": str(about.event_date or ""),
        "header.number": (header and header.number) or "",
        "header.type": (header and header.type) or "",
        "header.date": str((header and header.date) or ""),
        "header.subject": (header and header.subject) or "",
        "header.issuer": names.agent(header.issuer if header else None),
        "header.signer": names.agent(header.signer if header else None),
        "header.recipients": names.agent(*(header.recipients if header else ())),
    }
    yield Claim(Span(0, 0), "", tuple((name, value) for name, value in fields.items() if value))


def _units(record: Record, names: _Names) -> Iterator[Claim]:
    for unit in record.units:
        for mention in unit.mentions:
            yield _claim(mention, name=unit.name, parent=names.agent(unit.parent))


def _people(record: Record, names: _Names) -> Iterator[Claim]:
    for person in record.people:
        held = "; ".join(f"{p.title} {names.agent(p.unit)}".strip() for p in person.positions)
        for mention in person.mentions:
            yield _claim(mention, name=person.name or "", positions=held)


def _count(count: Count, report: TaskReport, names: _Names) -> Claim:
    return _claim(
        count,
        status=count.status,
        count=str(count.count),
        percent="" if count.percent is None else f"{count.percent:g}",
        noun=count.noun or "",
        assigner=names.agent(count.assigner),
        unit=names.agent(report.unit),
        period=names.dates.get(report.period or "", ""),
    )


def _directive(directive: Directive, names: _Names) -> Claim:
    return _claim(
        directive,
        number=directive.number or "",
        parent=names.directives.get(directive.parent or "", ""),
        issuer=names.agent(directive.issuer),
        conveyed_by=names.agent(directive.conveyed_by),
        addressees=names.agent(*directive.addressees),
        addressee_texts="; ".join(dict.fromkeys(a.text for a in directive.addressee_texts)),
        lead=names.agent(*directive.lead),
        coordinating=names.agent(*directive.coordinating),
        monitor=names.agent(*directive.monitor),
        deadline=names.dates.get(directive.deadline or "", ""),
        dues="; ".join(f"{due.bound} {due.text}" for due in directive.dues),
        given_on=names.dates.get(directive.given_on or "", ""),
        instrument=names.references.get(directive.instrument or "", ""),
        polarity=directive.polarity,
        strength=directive.strength or "",
        product=directive.product.text if directive.product else "",
        condition=directive.condition.text if directive.condition else "",
    )
