"""Stage `task_counts`: numbers of tasks given to a unit or found in a state, one report per unit and period."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import (
    Agent,
    Clue,
    CountFinding,
    DateFinding,
    DirectiveFinding,
    PersonFinding,
    Reason,
    ReferenceFinding,
    ReportFinding,
    UnitFinding,
)
from extractor.resolve.claims import Claim, claims_of, is_done
from extractor.resolve.misprints import check
from extractor.resolve.owners import (
    GROUP,
    Place,
    giver,
    owner_before,
    owners_in_sentence,
    period_of,
    places_of,
    within,
)
from extractor.resolve.readings import read_sentence
from extractor.resolve.reconcile import Figure, link, reconciles
from extractor.resolve.slots import Slot, candidates, speaks_of_tasks
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Status

_FILE = "task_nouns.toml"
_DOCUMENTS = re.compile(r"văn bản|đề án|kiến nghị")
_NEAR = 2  # sentences within which one count explains the next


@dataclass(frozen=True, slots=True)
class Entry:
    """One count with its place, owner, period and giver; `within` is the entry that it divides."""

    claim: Claim
    span: Span
    number: int
    status: Status
    sentence: int
    owner: int | None
    period: int | None
    giver: Agent | None
    within: "Entry | None"
    whole: bool = False  # the 52 of «48/52 nhiệm vụ»


@dataclass(frozen=True, slots=True)
class Findings:
    """What earlier stages found, ready for look-up by place."""

    layout: Layout
    taken: Sequence[Span]
    dates: Sequence[DateFinding]
    units: Sequence[UnitFinding]
    places: Sequence[Place]
    titles: Sequence[tuple[Span, int]]
    directives: Sequence[DirectiveFinding]

    def directive_at(self, position: int) -> DirectiveFinding | None:
        """Return the directive that holds `position`, the innermost one."""
        i = bisect_right(self.directives, position, key=lambda d: d.span.start) - 1
        return next((d for d in reversed(self.directives[max(0, i - 3) : i + 1]) if d.span.end > position), None)


def find_task_reports(found: Findings) -> tuple[ReportFinding, ...]:
    """Return the reports of a text, in the order of their first counts."""
    entries = list(_entries(found))
    owners = dict.fromkeys(entry.owner for entry in entries)
    reports = [report for owner in owners for report in _reports([e for e in entries if e.owner == owner], found)]
    return tuple(sorted(reports, key=lambda report: report.counts[0].span))


def _entries(found: Findings) -> Iterator[Entry]:
    """Yield every count of the text in reading order."""
    layout, text = found.layout, found.layout.text
    hits = {layout.sentence_at(start) for start in candidates(text)}
    queue = sorted(hits)
    last: list[Entry] = []
    while queue:
        number = queue.pop(0)
        span = layout.sentences[number].span
        if not layout.is_body(span.start):
            continue
        spoken = (bool(last) and number - last[-1].sentence <= _NEAR) or speaks_of_tasks(text, span)
        slots = read_sentence(text, span, _inside(found.taken, span), bare=spoken)
        told = [found.directive_at(slot.span.start) is not None for slot in slots]
        claims = claims_of(text, slots, told, spoken=spoken)
        if not claims:
            continue
        near = last if last and number - last[-1].sentence <= _NEAR else []
        last = list(_placed(found, number, claims, near))
        yield from last
        if number + 1 < len(layout.sentences) and number + 1 not in hits:
            hits.add(number + 1)
            queue.insert(0, number + 1)


def _inside(spans: Sequence[Span], area: Span) -> Sequence[Span]:
    """Return the spans that begin inside `area`."""
    start = bisect_left(spans, area.start, key=lambda span: span.start)
    return spans[start : bisect_left(spans, area.end, key=lambda span: span.start)]


def _placed(found: Findings, number: int, claims: Sequence[Claim], before: Sequence[Entry]) -> Iterator[Entry]:
    """Give the counts of one sentence their owners, periods and givers."""
    layout, text = found.layout, found.layout.text
    sentence = layout.sentences[number]
    slots = [claim.slot for claim in claims]
    owners = owners_in_sentence(text, sentence.span, slots, found.places, found.units)
    period = period_of(text, sentence.span, layout.blocks[sentence.block].span, slots, found.dates)
    made: list[Entry] = []
    for claim, named in zip(claims, owners, strict=True):
        if claim.weak and not before and (named is None or named == GROUP):
            continue
        owner = _owner(found, claim, named, before, sentence.block)
        when = period if period is not None else next((e.period for e in reversed(before) if e.owner == owner), None)
        entry = Entry(
            claim, claim.slot.span, claim.slot.number, claim.status, number, owner, when,
            giver(text, claim.slot, found.places, found.titles),
            None if claim.within is None else made[claim.within],
        )  # fmt: skip
        made.append(entry)
    yield from _completed(made, before)
    for entry in made:
        if entry.claim.slot.total is not None:
            whole, span = entry.claim.slot.total
            yield Entry(
                entry.claim,
                span,
                whole,
                Status.ASSIGNED,
                number,
                entry.owner,
                entry.period,
                entry.giver,
                None,
                whole=True,
            )


def _completed(made: Sequence[Entry], before: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, «100%» with the number of the total that it stands for, or not at all."""
    for entry in made:
        if entry.claim.slot.kind != "whole":
            yield entry
            continue
        near = [e for e in (*before, *made) if e.owner == entry.owner and e.claim.slot.kind != "whole"]
        totals = [e.number for e in near if e.status is Status.ASSIGNED]
        if totals and not any(is_done(e.status) and e.number for e in near):
            yield Entry(
                entry.claim, entry.span, totals[-1], entry.status, entry.sentence, entry.owner, entry.period,
                entry.giver, entry.within,
            )  # fmt: skip


def _owner(found: Findings, claim: Claim, named: int | None, before: Sequence[Entry], block: int) -> int | None:
    """Return the unit that a count belongs to, None for a group or where nobody can be told."""
    directive = found.directive_at(claim.slot.span.start)
    if directive and (told := (*directive.lead, *directive.addressees)):
        return told[0]
    if named is not None or directive:
        return None if named == GROUP else named
    if before:
        return before[-1].owner
    floor = found.layout.blocks[max(0, block - 2)].span.start
    return owner_before(found.layout.text, claim.slot.span.start, floor, found.places, found.units)


def _reports(entries: Sequence[Entry], found: Findings) -> list[ReportFinding]:
    """Return the reports of one owner: a period each, counts without a period with the period last spoken of."""
    kept = _once(entries)
    groups: dict[str | None, list[Entry]] = {}
    values = [None if e.period is None else found.dates[e.period].value for e in kept]
    first = next((value for value in values if value is not None), None)
    for entry, value in zip(kept, values, strict=True):
        groups.setdefault(value or first, []).append(entry)
    return [_report(group, found) for group in groups.values()]


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Keep a fact that is restated where it stands with the most other counts, else where it stands first."""
    clusters: dict[int, int] = {}
    previous, cluster = -_NEAR - 1, 0
    for entry in entries:
        cluster += entry.sentence - previous > 1
        previous = entry.sentence
        clusters[id(entry)] = cluster
    company: dict[int, set[tuple[Status, int]]] = {}
    for entry in entries:
        company.setdefault(clusters[id(entry)], set()).add((entry.status, entry.number))
    best: dict[tuple[Status, int, str], Entry] = {}
    for entry in entries:
        fact = (entry.status, entry.number, _family(entry.claim.slot) or "nhiệm vụ")
        rival = best.get(fact)
        if rival is None or len(company[clusters[id(entry)]]) > len(company[clusters[id(rival)]]):
            best[fact] = entry
    return sorted(best.values(), key=lambda entry: entry.span)


def _family(slot: Slot) -> str | None:
    """Return what a number counts, all names of tasks as one; None where its noun is understood."""
    if slot.noun is None or slot.kind in {"document", "request"}:
        return slot.noun
    owed = _DOCUMENTS.match(slot.noun)
    return slot.noun if owed else "nhiệm vụ"


def _report(entries: Sequence[Entry], found: Findings) -> ReportFinding:
    """Return the report of one unit and period, its counts linked and checked."""
    index = {id(entry): i for i, entry in enumerate(entries)}
    figures = link(
        [_figure(entry) for entry in entries],
        [None if e.within is None else index.get(id(e.within)) for e in entries],
    )
    givers = {e.giver for e in entries if e.giver is not None and e.status is Status.ASSIGNED}
    period = next((entry.period for entry in entries if entry.period is not None), None)
    lines = check(figures).lines
    owner = entries[0].owner
    who = () if owner is None else (Clue(f"unit {found.units[owner].name}"),)
    return ReportFinding(
        owner,
        period,
        tuple(_count(entry, figure, split=len(givers) > 1) for entry, figure in zip(entries, figures, strict=True)),
        reconciles(figures),
        Reason("task-report", _FILE, (*who, *(Clue(line) for line in lines))),
    )


def _figure(entry: Entry) -> Figure:
    slot = entry.claim.slot
    percent = 100.0 if slot.kind == "whole" else None if entry.whole else slot.percent
    return Figure(entry.status, entry.number, percent, _family(slot), entry.claim.detail, approximate=slot.approximate)


def _count(entry: Entry, figure: Figure, *, split: bool) -> CountFinding:
    """Return one count; a giver is named where tasks are split by who gave them, or where there are none."""
    slot = entry.claim.slot
    clues = tuple(Clue(rule, span) for rule, span in slot.clues)
    return CountFinding(
        span=entry.span,
        status=entry.status,
        count=entry.number,
        reason=Reason(slot.rule, _FILE, clues),
        percent=figure.percent,
        assigner=entry.giver if split or slot.none else None,
        noun=slot.noun,
        approximate=slot.approximate,
        of=figure.of,
        relation=figure.relation,
        detail=entry.claim.detail,
    )


def gather(
    layout: Layout,
    references: Sequence[ReferenceFinding],
    dates: Sequence[DateFinding],
    units: Sequence[UnitFinding],
    people: Sequence[PersonFinding],
    directives: Sequence[DirectiveFinding],
) -> Findings:
    """Return what earlier stages found, each kind in reading order."""
    names = (span for unit in units for span in unit.mentions)
    taken = sorted([*(r.span for r in references), *(d.span for d in dates), *names])
    titles = sorted((span, i) for i, person in enumerate(people) for span in {*person.mentions, *person.titles})
    ordered = sorted(directives, key=lambda d: d.span)
    return Findings(layout, taken, dates, units, places_of(units), titles, ordered)


@Language.component(
    "task_counts",
    assigns=["doc._.task_reports"],
    requires=[
        "doc._.document",
        "doc._.references",
        "doc._.dates",
        "doc._.units",
        "doc._.people",
        "doc._.directives",
    ],
)
def task_counts(doc: Doc) -> Doc:
    """Set `doc._.task_reports`."""
    found = gather(doc._.layout, doc._.references, doc._.dates, doc._.units, doc._.people, doc._.directives)
    doc._.task_reports = find_task_reports(found)
    return doc


__all__ = ["find_task_reports", "gather", "task_counts", "within"]
