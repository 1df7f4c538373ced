"""Misprints: which figure of a report contradicts the others, and the one digit that would make all agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.resolve.reconcile import (
    Figure,
    Level,
    Slip,
    adds_up,
    levels,
    shares,
    variants,
)
from extractor.text.numbers import spell
from models.vocabulary import Status

WORDS = {
    Status.ASSIGNED: "được giao",
    Status.COMPLETED: "đã hoàn thành",
    Status.COMPLETED_ON_TIME: "hoàn thành đúng hạn",
    Status.COMPLETED_LATE: "hoàn thành quá hạn",
    Status.IN_PROGRESS: "đang thực hiện",
    Status.IN_PROGRESS_ON_TIME: "chưa hoàn thành, trong hạn",
    Status.OVERDUE: "quá hạn",
    Status.NOT_STARTED: "chưa thực hiện",
    Status.NOT_COMPLETED: "chưa hoàn thành",
    Status.OTHER: "trạng thái khác",
}
_SLIPS = {
    Slip.CHANGED: "sai một chữ số",
    Slip.LOST: "thiếu một chữ số",
    Slip.ADDED: "thừa một chữ số",
    Slip.TRANSPOSED: "đảo hai chữ số liền nhau",
}


_MOST = 40  # figures beyond which one digit explains too much to be worth looking for


class Proposal(NamedTuple):
    """One slip of one digit that explains every contradiction; `percent` where it is a share that was misprinted."""

    figure: int
    slip: Slip
    written: float
    proposed: float
    percent: bool
    why: str


class Check(NamedTuple):
    """What the arithmetic says of one report, as data and in words (Vietnamese)."""

    sums: tuple[tuple[Level, bool], ...]
    unfit: tuple[int, ...]  # figures whose percentage fits no base
    proposals: tuple[Proposal, ...]
    lines: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing contradicts anything."""
        return not self.unfit and all(fit for _, fit in self.sums)


def check(figures: Sequence[Figure]) -> Check:
    """Check linked figures: every complete level, every percentage; propose repairs where they contradict."""
    sums = tuple((level, adds_up(figures, level)) for level in levels(figures) if level.complete)
    unfit = tuple(share.figure for share in shares(figures) if not share.bases)
    agrees = not unfit and all(fit for _, fit in sums)
    repairs = () if agrees or len(figures) > _MOST else tuple(_repairs(figures, [level for level, _ in sums]))
    lines = (*_sum_lines(figures, sums), *_share_lines(figures), *(repair.why for repair in repairs))
    return Check(sums, unfit, repairs, lines)


def _repairs(figures: Sequence[Figure], complete: Sequence[Level]) -> Iterator[Proposal]:
    """Yield the slips of one digit after which every level adds up and every percentage fits."""
    for i, figure in enumerate(figures):
        if figure.approximate:
            continue
        tried: set[int] = set()
        for slip, number in sorted(variants(figure.count), key=lambda v: list(Slip).index(v[0])):
            changed = _with(figures, i, replace(figure, count=number))
            if number not in tried and _agree(changed, complete):
                yield _proposal(figures, i, slip, number, complete)
            tried.add(number)
        if figure.percent is not None:
            yield from _percent_repairs(figures, i, complete)


def _percent_repairs(figures: Sequence[Figure], i: int, complete: Sequence[Level]) -> Iterator[Proposal]:
    """Yield the slips of one digit of a percentage, its decimal comma in place."""
    percent = figures[i].percent
    if percent is None or not all(adds_up(figures, level) for level in complete):
        return
    decimals = len(f"{percent:g}".partition(".")[2])
    for slip, digits in variants(round(percent * 10**decimals)):
        value = digits / 10**decimals
        if value <= 100 and _agree(_with(figures, i, replace(figures[i], percent=value)), complete):  # noqa: PLR2004  # of a hundred
            said = f"{WORDS[figures[i].status]}: {_share(percent)} có thể {_SLIPS[slip]}; {_share(value)} thì khớp"
            yield Proposal(i, slip, percent, value, percent=True, why=said)


def _with(figures: Sequence[Figure], i: int, figure: Figure) -> list[Figure]:
    return [*figures[:i], figure, *figures[i + 1 :]]


def _agree(figures: Sequence[Figure], complete: Sequence[Level]) -> bool:
    return all(adds_up(figures, level) for level in complete) and all(share.bases for share in shares(figures))


def _proposal(figures: Sequence[Figure], i: int, slip: Slip, number: int, complete: Sequence[Level]) -> Proposal:
    """Return the proposal that figure `i` is `number`, with the sums that then hold."""
    changed = _with(figures, i, replace(figures[i], count=number))
    sums = [_equation(changed, level) for level in complete if i in (level.whole, *level.parts)]
    held = f": {'; '.join(sums)}" if sums else ""
    said = (
        f"Số {WORDS[figures[i].status]} {spell(figures[i].count)} có thể {_SLIPS[slip]}; "
        f"nếu là {spell(number)} thì mọi số đều khớp{held}"
    )
    return Proposal(i, slip, figures[i].count, number, percent=False, why=said)


def _equation(figures: Sequence[Figure], level: Level) -> str:
    """«21 = 15 + 5 + 1»."""
    parts = " + ".join(spell(figures[i].count) for i in level.parts)
    return f"{spell(figures[level.whole].count)} = {parts}"


def _sum_lines(figures: Sequence[Figure], sums: Sequence[tuple[Level, bool]]) -> Iterator[str]:
    for level, fit in sums:
        if fit:
            yield f"Khớp: {_equation(figures, level)}"
        else:
            parts = " + ".join(spell(figures[i].count) for i in level.parts)
            total = spell(sum(figures[i].count for i in level.parts))
            yield f"Không khớp: {parts} = {total}, văn bản ghi {spell(figures[level.whole].count)}"


def _share_lines(figures: Sequence[Figure]) -> Iterator[str]:
    for share in shares(figures):
        said = f"{_share(figures[share.figure].percent)} của {spell(figures[share.figure].count)}"
        yield f"{said}: tính trên {share.bases[0]}" if share.bases else f"{said}: không khớp với cơ sở nào"


def _share(percent: float | None) -> str:
    return f"{percent:g}%".replace(".", ",")
