"""What a record claims, as facts that can be compared: one multiset a measure, directives apart."""

import unicodedata
from collections import Counter, defaultdict
from typing import NamedTuple, TypeAlias

from corpus.gold import Directive, Person, ScoredRecord
from models.spans import Span

Fact: TypeAlias = tuple[int | str | None, ...]


class DirectiveFacts(NamedTuple):
    """What is compared of one directive; names are folded, and empty where there is none."""

    span: Span
    number: str
    issuer: str
    deadline: str
    addressees: frozenset[str]


def facts(record: ScoredRecord) -> dict[str, Counter[Fact]]:
    """Return the record's facts by measure."""
    units = _unit_names(record)
    found: defaultdict[str, Counter[Fact]] = defaultdict(Counter)
    for unit in record.units:
        found["unit_mentions"].update((m.start, m.end) for m in unit.mentions)
        found["units_named"].update((m.start, m.end, units[unit.id]) for m in unit.mentions)
    for person in record.people:
        found["people_mentions"].update((m.start, m.end) for m in person.mentions)
        found["positions"].update(
            (_fold(person.name), _fold(held.title), units.get(held.unit or "", "")) for held in person.positions
        )
    for date in record.dates:
        found["date_spans"].update([(date.start, date.end)])
        found["dates_resolved"].update([(date.start, date.end, date.value, date.first, date.last)])
        found["date_roles"].update([(date.start, date.end, date.role)])
    for report in record.task_reports:
        counted = [(count.start, count.status, count.count) for count in report.counts]
        found["task_counts"].update(counted)
        found["task_counts_owned"].update((*fact, units.get(report.unit or "", "")) for fact in counted)
    found["references"].update((reference.start, reference.end) for reference in record.references)
    return found


def directive_facts(record: ScoredRecord) -> list[DirectiveFacts]:
    """Return what is compared of each directive, in the record's order."""
    units = _unit_names(record)
    agents = units | {person.id: _person_name(person, units) for person in record.people}
    dates = {date.id: date.value for date in record.dates}
    return [_directive(directive, units, agents, dates) for directive in record.directives]


def _directive(
    directive: Directive, units: dict[str, str], agents: dict[str, str], dates: dict[str, str]
) -> DirectiveFacts:
    return DirectiveFacts(
        span=Span(directive.start, directive.end),
        number=(directive.number or "").strip(),
        issuer=agents.get(directive.issuer, "?") if directive.issuer else "",
        deadline=dates.get(directive.deadline or "", ""),
        addressees=frozenset(units.get(unit, "?") for unit in directive.addressees),
    )


def _person_name(person: Person, units: dict[str, str]) -> str:
    """Return the person's name, or of an unnamed one the first office and its unit."""
    if person.name:
        return _fold(person.name)
    if not person.positions:
        return ""
    first = person.positions[0]
    return f"{_fold(first.title)} {units.get(first.unit or '', '')}".strip()


def _unit_names(record: ScoredRecord) -> dict[str, str]:
    return {unit.id: _fold(unit.name) for unit in record.units}


def _fold(name: str | None) -> str:
    """Casefolded NFC with single spaces: names are compared strictly, tone placement included."""
    return " ".join(unicodedata.normalize("NFC", name or "").casefold().split())
