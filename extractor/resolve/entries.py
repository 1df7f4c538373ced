"""Entries: every count of a text with its owner, its period and who gave the tasks, in reading order."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.annotations import (
    Agent,
    DateFinding,
    DirectiveFinding,
    PersonFinding,
    ReferenceFinding,
    UnitFinding,
)
from extractor.resolve.claims import Claim, claims_of, is_done
from extractor.resolve.owners import (
    GROUP,
    Scene,
    giver,
    owners_in_sentence,
    period_of,
    places_of,
    spoken_of_before,
)
from extractor.resolve.readings import read_sentence
from extractor.resolve.slots import candidates, speaks_of_tasks
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Status

_LONGEST = 2000  # a sentence beyond this is an unpunctuated list, read piece by piece
_NEAR = 2  # sentences within which one count explains the next
_DEPTH = 3  # directives that may begin between a directive and what stands in it


class Entry(NamedTuple):
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


class Evidence(NamedTuple):
    """What earlier stages found, each kind in reading order; `taken` is text that can be no number of tasks."""

    layout: Layout
    scene: Scene
    taken: Sequence[Span]
    dates: Sequence[DateFinding]
    titles: Sequence[tuple[Span, int]]
    directives: Sequence[DirectiveFinding]

    def directive_at(self, position: int) -> DirectiveFinding | None:
        """Return the directive that holds `position`, the innermost one."""
        last = bisect_right(self.directives, position, key=lambda d: d.span.start)
        near = self.directives[max(0, last - 1 - _DEPTH) : last]
        return next((d for d in reversed(near) if d.span.end > position), None)

    def taken_in(self, area: Span) -> Sequence[Span]:
        """Return the dates, references and names that begin inside `area`."""
        first = bisect_left(self.taken, area.start, key=lambda span: span.start)
        return self.taken[first : bisect_left(self.taken, area.end, key=lambda span: span.start)]


def gather(
    layout: Layout,
    cited: Sequence[ReferenceFinding | DateFinding],
    units: Sequence[UnitFinding],
    people: Sequence[PersonFinding],
    directives: Sequence[DirectiveFinding],
) -> Evidence:
    """Return what earlier stages found, ready for look-up by place; `cited` are references and dates."""
    names = (span for unit in units for span in unit.mentions)
    return Evidence(
        layout,
        Scene(layout.text, places_of(units), units),
        sorted([*(found.span for found in cited), *names]),
        [found for found in cited if isinstance(found, DateFinding)],
        sorted((span, i) for i, person in enumerate(people) for span in {*person.mentions, *person.titles}),
        sorted(directives, key=lambda directive: directive.span),
    )


def find_entries(found: Evidence) -> Iterator[Entry]:
    """Yield every count of the text in reading order."""
    layout, text = found.layout, found.layout.text
    hits = {layout.sentence_at(start) for start in candidates(text)}
    queue = deque(sorted(hits))
    last: list[Entry] = []
    while queue:
        number = queue.popleft()
        span = layout.sentences[number].span
        if not layout.is_body(span.start):
            continue
        made = []
        for piece in _pieces(text, span):
            near = last if last and number - last[-1].sentence <= _NEAR else []
            claims = _claims(found, piece, spoken=bool(near) or speaks_of_tasks(text, piece))
            if claims:
                last = list(_placed(found, number, piece, claims, near))
                made += last
        yield from made
        if made and number + 1 < len(layout.sentences) and number + 1 not in hits:  # it may go on with bare numbers
            hits.add(number + 1)
            queue.appendleft(number + 1)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield a sentence, or the pieces of one that is too long, each cut at a separator or a space."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in (", ", "; ", " "))
        stop = cut + 1 if cut >= 0 else start + _LONGEST
        yield Span(start, stop)
        start = stop
    yield Span(start, span.end)


def _claims(found: Evidence, span: Span, *, spoken: bool) -> list[Claim]:
    """Return the counts of one sentence."""
    slots = read_sentence(found.layout.text, span, found.taken_in(span), bare=spoken)
    told = [found.directive_at(slot.span.start) is not None for slot in slots]
    return claims_of(found.layout.text, slots, told, spoken=spoken)


def _placed(
    found: Evidence, number: int, piece: Span, claims: Sequence[Claim], before: Sequence[Entry]
) -> Iterator[Entry]:
    """Yield the counts of one sentence with their owners, periods and givers."""
    scene, sentence = found.scene, found.layout.sentences[number]
    slots = [claim.slot for claim in claims]
    owners = owners_in_sentence(scene, piece, slots)
    paragraph = found.layout.blocks[sentence.block].span
    period = period_of(scene.text, piece, paragraph, slots, found.dates)
    made: list[Entry] = []
    for claim, named in zip(claims, owners, strict=True):
        if claim.weak and not before and (named is None or named == GROUP):
            continue
        slot, owner = claim.slot, _owner(found, claim, named, before, sentence.block)
        earlier = next((e.period for e in reversed(before) if e.period is not None), None)
        when = earlier if period is None else period
        gave = giver(scene, slot, found.titles)
        above = None if claim.within is None else made[claim.within]
        made.append(Entry(claim, slot.span, slot.number, claim.status, number, owner, when, gave, above))
    yield from _completed(made, before)
    for entry in made:
        if entry.claim.slot.total is not None:
            whole, span = entry.claim.slot.total
            yield entry._replace(span=span, number=whole, status=Status.ASSIGNED, within=None, whole=True)


def _completed(made: Sequence[Entry], before: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, «100%» with the number of the total that it stands for, or not at all."""
    for entry in made:
        if entry.claim.slot.kind != "whole":
            yield entry
            continue
        near = [e for e in (*before, *made) if e.owner == entry.owner and e.claim.slot.kind != "whole"]
        totals = [e.number for e in near if e.status is Status.ASSIGNED]
        if totals and not any(is_done(e.status) and e.number for e in near):
            yield entry._replace(number=totals[-1])


def _owner(found: Evidence, claim: Claim, named: int | None, before: Sequence[Entry], block: int) -> int | None:
    """Return the unit that a count belongs to, None for a group or where nobody can be told."""
    directive = found.directive_at(claim.slot.span.start)
    if directive and (told := (*directive.lead, *directive.addressees)):
        return told[0]
    if named is not None or directive:
        return None if named == GROUP else named
    if before:
        return before[-1].owner
    floor = found.layout.blocks[max(0, block - 2)].span.start
    return spoken_of_before(found.scene, claim.slot.span.start, floor)
