"""Claims: which numbers of a sentence are counts of tasks, and in which state.

A number of tasks counts with any state; a number of documents or of recommendations where it is owed, missing or late,
or stands beside one that is; a number of «nội dung» or «việc» only where it was given, stands beside tasks, or beside
another of the same, each with its state.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.resolve.slots import Slot
from extractor.resolve.statuses import COMPLETED, Feature, Features, compose
from models.vocabulary import Status

# «phấn đấu không có nhiệm vụ quá hạn», «để hoàn thành 15 nhiệm vụ»: willed, not counted
_WILLED = re.compile(
    r"(?<!\w)(?:sẽ|phấn đấu|dự kiến|mục tiêu|quyết tâm|cố gắng|nhằm|bảo đảm|đảm bảo|yêu cầu|đề nghị|không để|tránh|"
    r"nỗ lực|hứa|cam kết|để|(?<!đã )(?:tập trung|khẩn trương|quyết liệt|tiếp tục)|sớm|cần|phải)(?: [^\W\d_]+){0,5} ?$",
    re.IGNORECASE,
)
_FIRM = {Feature.NOT_DONE, Feature.NOT_STARTED, Feature.LATE, Feature.IN_TIME, Feature.ASSIGNED, Feature.DUE}
_STATES = {Feature.DONE, Feature.ONGOING, Feature.NOT_DONE, Feature.NOT_STARTED, Feature.LATE, Feature.IN_TIME}
_TOLD = "given"
# rules that say a document is owed or missing; «trong số», «tổng số» only name a total
_OWED = {"given", "owed", "not-completed", "backlog", "not-started", "late", "in-time", "due"}
_REACH = 60


class Claim(NamedTuple):
    """One count of tasks: its slot, its status, and the index in the same sentence of the slot that it divides."""

    slot: Slot
    status: Status
    within: int | None
    weak: bool = False  # nothing but «hoàn thành 2 nhiệm vụ»: counts where a unit is named
    detail: str | None = None


def claims_of(text: str, slots: Sequence[Slot], told: Sequence[bool], *, spoken: bool) -> list[Claim]:
    """Return the counts among the numbers of one sentence; `within` are indices into the result.

    `told`: which slots stand in a directive. `spoken`: tasks have been counted just before.
    """
    statuses: list[Status | None] = []
    for slot, directive in zip(slots, told, strict=True):
        above = None if slot.within is None else statuses[slot.within]
        statuses.append(_status(text, slot, above, directive=directive))
    statuses = [_total_of_parts(slots, statuses, i) for i in range(len(slots))]
    firm = {i for i, slot in enumerate(slots) if statuses[i] and _stands_alone(slot, directive=told[i])}
    for those in _tallies(slots):
        firm |= those
        total = _total_before(slots, those)
        if total is not None and statuses[total] is None:
            statuses[total] = Status.ASSIGNED
            firm.add(total)
    kept = [
        i
        for i, status in enumerate(statuses)
        if status is not None and (i in firm or _stands_beside(slots, i, spoken=spoken or bool(firm)))
    ]
    place = {i: k for k, i in enumerate(kept)}
    return [_claim(slots[i], status, place) for i in kept if (status := statuses[i]) is not None]


def _total_of_parts(slots: Sequence[Slot], statuses: Sequence[Status | None], i: int) -> Status | None:
    """Return the status of slot `i`; assigned where only its parts say what it is: «có 15, trong đó đã xử lý 12»."""
    slot = slots[i]
    if statuses[i] is not None or slot.kind == "bare" or slot.features or slot.word:
        return statuses[i]
    parts = [statuses[k] for k, other in enumerate(slots) if other.within == i]
    return Status.ASSIGNED if any(parts) else None


def _claim(slot: Slot, status: Status, place: dict[int, int]) -> Claim:
    within = None if slot.within is None else place.get(slot.within)
    due = status is Status.OTHER and Feature.DUE in slot.features
    lone = len(place) == 1 and slot.features <= {Feature.DONE, Feature.ONGOING, Feature.DRAFTED} and not slot.total
    return Claim(slot._replace(within=None), status, within, lone, "due" if due else None)


def _status(text: str, slot: Slot, above: Status | None, *, directive: bool) -> Status | None:
    """Return the status of a number, None where it counts nothing."""
    features = slot.features
    willed = directive or _is_willed(text, slot)
    if slot.none and willed:
        return None
    if slot.kind == "whole":
        return None if willed else compose(features | {Feature.DONE}, above)
    if directive and features & {Feature.DONE, Feature.DRAFTED} and not features & _FIRM:
        return Status.ASSIGNED if slot.kind in {"task", "document"} else None
    if willed and Feature.DONE in features:
        if features <= {Feature.DONE, Feature.ON_TIME, Feature.IN_TIME}:
            return None
        features -= {Feature.DONE}
    if slot.total is not None and not features - {Feature.DRAFTED}:
        features = frozenset({Feature.DONE})
    status = compose(features, above)
    if status is None and above is not None and slot.kind in {"task", "bare"}:
        return above  # «483 nhiệm vụ, trong đó có 12 nhiệm vụ trọng tâm»
    return status


def _is_willed(text: str, slot: Slot) -> bool:
    """Return whether the words before a number tell of what is to be, not of what is."""
    first = min([span.start for _, span in slot.clues if span.start < slot.span.start] + [slot.span.start])
    past = text.startswith("đã ", first)
    return not past and _WILLED.search(text[max(0, slot.pre.start - _REACH) : first]) is not None


def _stands_alone(slot: Slot, *, directive: bool) -> bool:
    """Return whether a number counts tasks without any other count beside it."""
    features: Features = slot.features
    rules = {rule for rule, _ in slot.clues}
    if slot.word and slot.number == 1 and not features & {Feature.REMAINING, Feature.LATE}:
        return False  # «là một nhiệm vụ»: an article
    match slot.kind:
        case "task" if slot.word:
            told = any(rule == _TOLD and span.start < slot.span.start for rule, span in slot.clues)
            alone = told or bool(features & (_FIRM - {Feature.ASSIGNED}))
        case "task":
            of_total = slot.total is not None and (features or "nhiệm vụ" in (slot.noun or ""))
            alone = bool(features - {Feature.DRAFTED, Feature.REMAINING} or of_total)
        case "document" if directive:
            alone = bool(features & ({Feature.DRAFTED, Feature.DONE} | _FIRM))
        case "document":
            alone = bool(features & _FIRM and rules & _OWED)
        case "request":
            alone = bool(features & _FIRM)
        case kind:
            alone = kind == "generic" and _TOLD in rules
    return alone


def _tallies(slots: Sequence[Slot]) -> list[set[int]]:
    """Return the numbers of one noun whose states are told one after another: «20 nội dung đã xong, 10 chưa xong»."""
    told: dict[str, set[int]] = {}
    for i, slot in enumerate(slots):
        if slot.kind == "generic" and not slot.word and slot.features & _STATES:
            told.setdefault(_first_noun(slot), set()).add(i)
    return [those for those in told.values() if len(those) > 1]


def _total_before(slots: Sequence[Slot], parts: set[int]) -> int | None:
    """Return the number before a tally that its parts add up to: «Kết quả 30 nội dung: 20 nội dung đã xong, …»."""
    before = min(parts) - 1
    if before < 0 or _first_noun(slots[before]) != _first_noun(slots[min(parts)]):
        return None
    return before if slots[before].number == sum(slots[i].number for i in parts) else None


def _first_noun(slot: Slot) -> str:
    return (slot.noun or "").partition(",")[0]


def _stands_beside(slots: Sequence[Slot], i: int, *, spoken: bool) -> bool:
    """Return whether a number that does not stand alone counts beside one that does."""
    slot = slots[i]
    if not spoken or (slot.word and slot.number == 1 and not slot.features & _FIRM):
        return False
    if slot.kind in {"bare", "whole", "task"}:
        return True
    beside = {_first_noun(other) for other in slots if other is not slot}
    named = slot.kind in {"document", "request"} or (slot.kind == "generic" and slot.features)
    return (named and _first_noun(slot) in beside) or bool(slot.features & _FIRM)


def is_done(status: Status) -> bool:
    """Return whether a status says that the tasks are done."""
    return status in COMPLETED
