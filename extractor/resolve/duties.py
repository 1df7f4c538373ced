"""Duties: what a directive says of its doing: who leads, who co-ordinates, by when, and how it is willed."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractor.annotations import DateFinding, DueFinding
from extractor.resolve.agents import Agents
from extractor.resolve.date_numbers import read_number
from extractor.resolve.order_words import words
from extractor.rules.loader import load_rules
from models.spans import Span
from models.vocabulary import Bound, Polarity, Role, TimeUnit

_BOUNDS = (Bound.BEFORE, Bound.BY, Bound.IN)
_BEFORE = 30  # characters before a date in which the word stands that bounds it
_UNITS = {
    "giờ": TimeUnit.HOUR, "h": TimeUnit.HOUR, "tiếng": TimeUnit.HOUR,
    "ngày": TimeUnit.DAY, "ngày làm việc": TimeUnit.WORKING_DAY, "tuần": TimeUnit.WEEK,
    "tháng": TimeUnit.MONTH, "quý": TimeUnit.QUARTER, "năm": TimeUnit.YEAR,
}  # fmt: skip


@cache
def _rule(name: str) -> re.Pattern[str]:
    return next(rule.pattern for rule in load_rules("duties").rules if rule.name == name)


def lead_units(agents: Agents, span: Span, addressees: Sequence[int], before: Span | None) -> tuple[int, ...]:
    """Return who leads (chủ trì): the units right before the word, else the addressees where it opens the action."""
    found = _rule("lead").search(agents.text, span.start, span.end)
    if found is None:
        return ()
    start = before.start if before is not None else span.start
    _, edge = agents.subject(min(start, span.start), found.start())
    if words("relative-head").search(agents.text[span.start : edge]):
        return ()  # «các đề án Bộ chủ trì»
    named = agents.read(edge, found.start()).units if edge < found.start() else ()
    return tuple(named) or tuple(addressees)


def coordinating_units(agents: Agents, span: Span) -> tuple[int, ...]:
    """Return the units after `phối hợp với`, as far as the list of names goes."""
    units: list[int] = []
    for found in _rule("coordinating").finditer(agents.text, span.start, span.end):
        units.extend(agents.read(found.end(), span.end).units)
    return tuple(dict.fromkeys(units))


def monitors(agents: Agents, span: Span, addressees: Sequence[int]) -> tuple[int, ...]:
    """Return who follows up: the addressees of an order to follow up and urge on."""
    return tuple(addressees) if _rule("monitor").search(agents.text, span.start, span.end) else ()


def find_dues(text: str, span: Span, dates: Sequence[DateFinding]) -> tuple[DueFinding, ...]:
    """Return every due time that stands in `span`, in reading order, resolvable or not."""
    recurring = [
        DueFinding(Span(*m.span()), Bound.RECURRING, recurrence=m[0].lower())
        for m in _rule("recurring").finditer(text, *span)
    ]
    dues = [due for due in _dated(text, span, dates) if not any(r.span.overlaps(due.span) for r in recurring)]
    dues += recurring
    dues += [_within(m) for m in _rule("within").finditer(text, *span)]
    dues += [DueFinding(Span(*found.span()), Bound.AT_ONCE) for found in _rule("at-once").finditer(text, *span)]
    return tuple(sorted(dues, key=lambda due: due.span))


def _within(found: re.Match[str]) -> DueFinding:
    """Return `trong vòng 10 ngày làm việc`, `sau 5 ngày kể từ ngày ký`."""
    amount, unit = found["amount"] or found["amount_b"], found["unit"] or found["unit_b"]
    return DueFinding(Span(*found.span()), Bound.WITHIN, amount=read_number(amount.lower()), unit=_UNITS[unit.lower()])


def _dated(text: str, span: Span, dates: Sequence[DateFinding]) -> Iterator[DueFinding]:
    """Yield the dates in `span` by which something is due, with the word that bounds them."""
    first = bisect_left(dates, span.start, key=lambda date: date.span.start)
    stop = bisect_left(dates, span.end, key=lambda date: date.span.start)
    for i, date in enumerate(dates[first:stop], first):
        if span.contains(date.span) and date.role is Role.DEADLINE:
            left = text[max(span.start, date.span.start - _BEFORE) : date.span.start]
            bound = next((bound for bound in _BOUNDS if _rule(bound.value).search(left)), Bound.BY)
            yield DueFinding(date.span, bound, date=i)


def deadline_of(dues: Iterable[DueFinding], dates: Sequence[DateFinding]) -> int | None:
    """Return the later of the dated dues, the last written where they do not compare."""
    dated = [due.date for due in dues if due.date is not None]
    known = [i for i in dated if dates[i].last is not None]
    if known:
        return max(known, key=lambda i: (dates[i].last, i))
    return dated[-1] if dated else None


def polarity_of(text: str, span: Span) -> Polarity:
    """Return whether the words forbid."""
    return Polarity.DO_NOT if _rule("forbids").match(span.of(text)) else Polarity.DO


def find_product(text: str, span: Span) -> Span | None:
    """Return the words of what is to be produced."""
    found = _rule("product").search(text, span.start, span.end)
    return Span(*found.span()) if found else None


def find_condition(text: str, span: Span) -> Span | None:
    """Return the words that say when the order holds."""
    found = _rule("condition").search(text, span.start, span.end)
    return Span(*found.span()) if found else None
