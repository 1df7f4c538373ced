"""The arithmetic of a report: which count divides which, whether the parts add up, which share has which base.

Pure functions over values. Nothing here changes a record: where figures contradict each other, `check` says so, and
proposes the single misprinted digit that would make all of them agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from extractor.resolve.statuses import COMPLETED, OPEN
from models.vocabulary import Relation, Status

DUE = "due"
_SPLITS = {
    Status.COMPLETED: {Status.COMPLETED_ON_TIME, Status.COMPLETED_LATE},
    Status.NOT_COMPLETED: {
        Status.IN_PROGRESS_ON_TIME,
        Status.OVERDUE,
        Status.IN_PROGRESS,
        Status.NOT_STARTED,
    },
}
_NOISE = 1e-6  # of binary fractions
_LEAST_SHARES = 2  # so many states of their own kind, each with its share, are meant as a whole


@dataclass(frozen=True, slots=True)
class Figure:
    """One count as the arithmetic sees it; `of` is the index of the figure that it divides."""

    status: Status
    count: int
    percent: float | None = None
    noun: str | None = None
    detail: str | None = None
    approximate: bool = False
    of: int | None = None
    relation: Relation | None = None


class Level(NamedTuple):
    """A figure and the parts of it; `complete` where the parts are all that there are."""

    whole: int
    parts: tuple[int, ...]
    complete: bool


class Share(NamedTuple):
    """A percentage, and the bases (in words) that it fits within its rounding; empty where it fits none."""

    figure: int
    bases: tuple[str, ...]


def link(figures: Sequence[Figure], within: Sequence[int | None] = ()) -> tuple[Figure, ...]:
    """Return the figures with what each divides; `within` are the figures that the wording puts them in."""
    hints = within or [None] * len(figures)
    parents = [_parent(figures, i, hints) for i in range(len(figures))]
    return tuple(
        figure if parent is None else replace(figure, of=parent, relation=_relation(figures, parents, i))
        for i, (figure, parent) in enumerate(zip(figures, parents, strict=True))
    )


def _parent(figures: Sequence[Figure], i: int, hints: Sequence[int | None]) -> int | None:
    """Return the index of the figure that figure `i` divides: the one the wording names, else by its status."""
    figure, hint = figures[i], hints[i]
    alike = [k for k, other in enumerate(figures) if k != i and _one_noun(figure, other)]
    loose = hint in alike and figures[hint].status is Status.ASSIGNED and figure.status is not Status.ASSIGNED
    if hint in alike and not loose and not (figure.status in COMPLETED and figures[hint].status in OPEN):
        return hint
    for status, split in _SPLITS.items():
        if figure.status in split and (above := [k for k in alike if figures[k].status is status]):
            return above[0]
    totals = [k for k in alike if figures[k].status is Status.ASSIGNED and hints[k] is None]
    due = [k for k in alike if figures[k].detail == DUE]
    if figure.status is Status.ASSIGNED:
        return totals[0] if _splits_total(figures, [i, *totals], totals) else None
    if due and i > due[0] and figure.status in COMPLETED | {Status.NOT_COMPLETED, Status.OVERDUE}:
        return due[0]
    before = [hint] if loose and hint is not None else [k for k in totals if k < i]
    return before[-1] if before else totals[0] if totals else None


def _splits_total(figures: Sequence[Figure], assigned: Sequence[int], totals: Sequence[int]) -> bool:
    """Return whether the first total is split by who assigned: «Chính phủ giao 120, Thủ tướng giao 363»."""
    first, *rest = sorted(assigned)
    return len(rest) > 1 and first in totals and figures[first].count == sum(figures[k].count for k in rest)


def _one_noun(one: Figure, other: Figure) -> bool:
    """Return whether two figures count the same things; different nouns never sum."""
    return one.noun is None or other.noun is None or one.noun == other.noun


def _relation(figures: Sequence[Figure], parents: Sequence[int | None], i: int) -> Relation:
    """Return part, unless it is of the state of the whole («trong đó có 1.173 nhiệm vụ trọng tâm») or only due."""
    whole = parents[i]
    if whole is None or figures[i].detail == DUE:
        return Relation.SUBSET
    if figures[i].status is not figures[whole].status:
        return Relation.PART
    twins = [k for k, p in enumerate(parents) if p == whole and figures[k].status is figures[i].status]
    return Relation.PART if sum(figures[k].count for k in twins) == figures[whole].count else Relation.SUBSET


def levels(figures: Sequence[Figure]) -> tuple[Level, ...]:
    """Return the levels of linked figures, wholes in order; approximate figures sum to nothing."""
    found = []
    for whole, figure in enumerate(figures):
        parts = tuple(i for i, f in enumerate(figures) if f.of == whole and f.relation is Relation.PART)
        if parts and not figure.approximate and not any(figures[i].approximate for i in parts):
            found.append(Level(whole, parts, _is_complete(figures, whole, parts)))
    return tuple(found)


def _is_complete(figures: Sequence[Figure], whole: int, parts: Sequence[int]) -> bool:
    """Return whether the parts are meant to be all: they reach the whole, or cover done and not done."""
    total = sum(figures[i].count for i in parts)
    statuses = {figures[i].status for i in parts}
    if total >= figures[whole].count:
        return len(parts) > 1 or total > figures[whole].count or figures[whole].status is not figures[parts[0]].status
    if Status.OTHER in statuses:
        return sum(figures[i].percent is not None for i in parts) >= _LEAST_SHARES
    if figures[whole].status is Status.COMPLETED:
        return len(statuses) > 1
    going = statuses & {Status.IN_PROGRESS, Status.IN_PROGRESS_ON_TIME}
    if figures[whole].status is Status.NOT_COMPLETED:
        return bool(going) and Status.OVERDUE in statuses
    rest = going or Status.NOT_COMPLETED in statuses or (figures[whole].detail == DUE and statuses & OPEN)
    return bool(statuses & COMPLETED) and bool(rest)


def adds_up(figures: Sequence[Figure], level: Level) -> bool:
    """Return whether the parts of a level sum to its whole."""
    return sum(figures[i].count for i in level.parts) == figures[level.whole].count


def reconciles(figures: Sequence[Figure]) -> bool | None:
    """Return whether every complete level adds up; None where there is none."""
    complete = [level for level in levels(figures) if level.complete]
    return all(adds_up(figures, level) for level in complete) if complete else None


def shares(figures: Sequence[Figure]) -> tuple[Share, ...]:
    """Return every percentage with the bases that it fits."""
    return tuple(
        Share(i, tuple(name for name, base in _bases(figures, i) if fits(figure.percent, figure.count, base)))
        for i, figure in enumerate(figures)
        if figure.percent is not None and not figure.approximate and _has_base(figures, i)
    )


def _has_base(figures: Sequence[Figure], i: int) -> bool:
    """Return whether the text gives anything that a share could be of."""
    totals = (f for f in figures if f is not figures[i] and _one_noun(f, figures[i]))
    return figures[i].of is not None or any(f.status is Status.ASSIGNED or f.detail == DUE for f in totals)


def fits(percent: float | None, count: int, base: int) -> bool:
    """Return whether `percent` is `count / base`, rounded or cut off at the decimals it was written with."""
    if percent is None or base <= 0:
        return False
    decimals = len(str(percent).partition(".")[2].rstrip("0"))
    over = (100 * count / base - percent) * 10**decimals  # in units of the last decimal
    return bool(-0.5 - _NOISE <= over < 1 - _NOISE)


def _bases(figures: Sequence[Figure], i: int) -> Iterator[tuple[str, int]]:
    """Yield what the share of figure `i` may be taken of, in words and as a number."""
    alike = [f for f in figures if _one_noun(f, figures[i])]
    for figure in alike:
        if figure is not figures[i] and (figure.status is Status.ASSIGNED or figure.detail == DUE):
            yield ("số đến hạn" if figure.detail == DUE else "số được giao"), figure.count
    if (parent := figures[i].of) is not None:
        yield "số chứa nó", figures[parent].count
    late = sum(f.count for f in alike if f.status is Status.OVERDUE)
    on_time = sum(f.count for f in alike if f.status is Status.COMPLETED_ON_TIME)
    done = [f.count for f in alike if f.status is Status.COMPLETED]
    done_all = done[0] if done else sum(f.count for f in alike if f.status in COMPLETED)
    if done_all:
        yield "số đã hoàn thành", done_all
        yield "số hoàn thành và quá hạn", done_all + late
    if figures[i].status in COMPLETED and figures[i].count != on_time:
        yield "số hoàn thành này và số quá hạn", figures[i].count + late


class Slip(StrEnum):
    """How one digit goes wrong in copying."""

    CHANGED = "changed"
    LOST = "lost"
    ADDED = "added"
    TRANSPOSED = "transposed"


def variants(number: int) -> Iterator[tuple[Slip, int]]:
    """Yield every number that a slip of one digit may have turned into `number`."""
    digits = str(number)
    places = range(len(digits))
    slips = (
        (Slip.CHANGED, (digits[:i] + new + digits[i + 1 :] for i in places for new in "0123456789")),
        (Slip.LOST, (digits[:i] + new + digits[i:] for i in (*places, len(digits)) for new in "0123456789")),
        (Slip.TRANSPOSED, (digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1])),
        (Slip.ADDED, (digits[:i] + digits[i + 1 :] for i in places)),
    )
    for slip, written in slips:
        for other in written:
            if other and other != digits and (len(other) == 1 or other[0] != "0"):
                yield slip, int(other)
