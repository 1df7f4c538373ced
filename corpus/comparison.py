"""Two records of one text: what the later one gained, lost and says differently, kind by kind.

A finding is the same where it stands at the same place; what is left over is paired by overlap, and counts as changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from corpus.claims import Claim, claims
from models.records import Record
from models.spans import Span


class Turn(StrEnum):
    """What became of a finding."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


class Change(NamedTuple):
    """One finding that is new, gone or different; `fields` are `(name, before, after)` of what differs."""

    kind: str
    turn: Turn
    span: Span
    text: str
    fields: tuple[tuple[str, str, str], ...]


def compare(before: Record, after: Record) -> tuple[Change, ...]:
    """Return what differs, by kind and in the order of the text; raises ValueError for records of two texts."""
    if before.document.id != after.document.id:
        raise ValueError(f"records of two texts: {before.document.id}, {after.document.id}")
    old, new = claims(before), claims(after)
    kinds = dict.fromkeys((*old, *new))
    return tuple(change for kind in kinds for change in _changes(kind, old.get(kind, ()), new.get(kind, ())))


def count(changes: Iterable[Change]) -> Mapping[str, Counter[Turn]]:
    """Return how many findings of each kind were gained, lost and changed."""
    counts: defaultdict[str, Counter[Turn]] = defaultdict(Counter)
    for change in changes:
        counts[change.kind][change.turn] += 1
    return counts


def _changes(kind: str, before: Iterable[Claim], after: Iterable[Claim]) -> list[Change]:
    there, here = Counter(before), Counter(after)
    lost, gained = list((there - here).elements()), list((here - there).elements())
    pairs = [*_same_place(lost, gained), *_overlapping(lost, gained)]
    found = [_change(kind, Turn.CHANGED, old, new) for old, new in pairs]
    found += [_change(kind, Turn.LOST, old, None) for old in lost]
    found += [_change(kind, Turn.GAINED, None, new) for new in gained]
    return sorted(found, key=lambda change: (change.span, change.turn))


def _same_place(lost: list[Claim], gained: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Take out of both lists, and yield, what stands at one place in both."""
    for old in list(lost):
        new = next((claim for claim in gained if claim.span == old.span), None)
        if new is not None:
            lost.remove(old)
            gained.remove(new)
            yield old, new


def _overlapping(lost: list[Claim], gained: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Take out of both lists, and yield, what overlaps, the most alike first."""
    alike = [(shared(old.span, new.span), i, j) for i, old in enumerate(lost) for j, new in enumerate(gained)]
    taken: list[tuple[Claim, Claim]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for overlap, i, j in sorted(alike, key=lambda one: (-one[0], one[1:])):
        if overlap > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            taken.append((lost[i], gained[j]))
    lost[:] = [old for i, old in enumerate(lost) if i not in used[0]]
    gained[:] = [new for j, new in enumerate(gained) if j not in used[1]]
    yield from taken


def shared(one: Span, other: Span) -> float:
    """Return the characters that two spans share over those that either covers."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0) / (max(one.end, other.end) - min(one.start, other.start) or 1)


def _change(kind: str, turn: Turn, old: Claim | None, new: Claim | None) -> Change:
    shown = new or old
    assert shown is not None  # noqa: S101  # a change has at least one side
    before = _said(old) if old else {}
    after = _said(new) if new else {}
    differing = [(name, before.get(name, ""), after.get(name, "")) for name in dict.fromkeys((*before, *after))]
    return Change(kind, turn, shown.span, shown.text, tuple(one for one in differing if one[1] != one[2]))


def _said(claim: Claim) -> dict[str, str]:
    """Return the fields of a claim with its words, that a moved edge is seen."""
    return {"text": claim.text, **dict(claim.fields)}
