"""Stage `task_counts`: numbers of tasks given to a unit or found in a state, one report per unit and period."""

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import Clue, CountFinding, Reason, ReportFinding
from extractor.resolve.entries import Entry, Evidence, find_entries, gather
from extractor.resolve.misprints import check
from extractor.resolve.reconcile import Figure, link, reconciles
from extractor.resolve.slots import Slot
from models.vocabulary import Status

_FILE = "task_nouns.toml"
_MOST = 200  # counts beyond which a report is no report but a list, and nothing is summed
_DOCUMENTS = re.compile(r"văn bản|đề án|kiến nghị")


def find_task_reports(found: Evidence) -> tuple[ReportFinding, ...]:
    """Return the reports of a text, in the order of their first counts."""
    owned: dict[int | None, list[Entry]] = {}
    for entry in find_entries(found):
        owned.setdefault(entry.owner, []).append(entry)
    said = {_fact(entry) for owner, entries in owned.items() if owner is not None for entry in entries}
    if said and None in owned:  # «4 nhiệm vụ quá hạn do chờ ý kiến» of a unit whose 4 are told
        owned[None] = [entry for entry in owned[None] if _fact(entry) not in said]
    reports = [report for entries in owned.values() for report in _reports(entries, found)]
    return tuple(sorted(reports, key=lambda report: report.counts[0].span))


def _reports(entries: Sequence[Entry], found: Evidence) -> list[ReportFinding]:
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
    previous, cluster = -2, 0
    for entry in entries:
        cluster += entry.sentence - previous > 1
        previous = entry.sentence
        clusters[id(entry)] = cluster
    company: dict[int, set[tuple[Status, int]]] = {}
    for entry in entries:
        company.setdefault(clusters[id(entry)], set()).add((entry.status, entry.number))
    best: dict[tuple[Status, int, str], Entry] = {}
    for entry in entries:
        fact = _fact(entry)
        rival = best.get(fact)
        if rival is None or len(company[clusters[id(entry)]]) > len(company[clusters[id(rival)]]):
            best[fact] = entry
    return sorted(best.values(), key=lambda entry: entry.span)


def _fact(entry: Entry) -> tuple[Status, int, str]:
    """Return what an entry says: that so many of such are in that state."""
    return entry.status, entry.number, _family(entry.claim.slot) or "nhiệm vụ"


def _family(slot: Slot) -> str | None:
    """Return what a number counts, all names of tasks as one; None where its noun is understood."""
    if slot.noun is None:
        return None
    document = _DOCUMENTS.match(slot.noun)
    if document:  # «60 văn bản quy định chi tiết», «48 văn bản»
        return document[0]
    return slot.noun if slot.kind in {"document", "request"} else "nhiệm vụ"


def _report(entries: Sequence[Entry], found: Evidence) -> ReportFinding:
    """Return the report of one unit and period, its counts linked and checked."""
    index = {id(entry): i for i, entry in enumerate(entries)}
    figures = tuple(_figure(entry) for entry in entries)
    if len(figures) <= _MOST:
        figures = link(figures, [None if e.within is None else index.get(id(e.within)) for e in entries])
    givers = {e.giver for e in entries if e.giver is not None and e.status is Status.ASSIGNED}
    period = next((entry.period for entry in entries if entry.period is not None), None)
    lines = check(figures).lines if len(figures) <= _MOST else ()
    owner = entries[0].owner
    who = () if owner is None else (Clue(f"unit {found.scene.units[owner].name}"),)
    return ReportFinding(
        owner,
        period,
        tuple(_count(entry, figure, split=len(givers) > 1) for entry, figure in zip(entries, figures, strict=True)),
        reconciles(figures) if len(figures) <= _MOST else None,
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


@Language.component(
    "task_counts",
    assigns=["doc._.task_reports"],
    requires=["doc._.document", "doc._.references", "doc._.dates", "doc._.units", "doc._.people", "doc._.directives"],
)
def task_counts(doc: Doc) -> Doc:
    """Set `doc._.task_reports`."""
    cited = (*doc._.references, *doc._.dates)
    doc._.task_reports = find_task_reports(gather(doc._.layout, cited, doc._.units, doc._.people, doc._.directives))
    return doc
