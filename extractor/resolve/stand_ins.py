"""Stand-ins: words other than a title that stand for an office-holder of the text: «Chủ tịch thành phố yêu cầu»."""

from collections.abc import Iterator, Sequence

from extractor.annotations import PersonFinding
from extractor.rules.loader import load_rules
from models.spans import Span


def stand_ins(text: str, people: Sequence[PersonFinding]) -> Iterator[tuple[Span, int]]:
    """Yield the places of such words with the person meant: who holds the title and was named last before them."""
    for match in load_rules("stand_ins").find(text):
        title = match.rule.text("title") or match.groups["title"].casefold()
        person = _holder(people, title, match.span.start)
        if person is not None and not any(match.span.overlaps(m) for other in people for m in other.mentions):
            yield match.span, person


def _holder(people: Sequence[PersonFinding], title: str, position: int) -> int | None:
    """Return who holds `title`, the last named before `position` first."""
    holders = [i for i, p in enumerate(people) if any(q.title.casefold() == title for q in p.positions)]
    named = {i: [m.start for m in (*people[i].mentions, *people[i].titles)] for i in holders}
    before = {i: max(at for at in starts if at < position) for i, starts in named.items() if min(starts) < position}
    return max(before, key=lambda i: before[i]) if before else next(iter(holders), None)
