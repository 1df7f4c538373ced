"""Anchors: on which day a relative expression stands, and which year a date without one borrows.

The year comes from the document's date; else from the year stated nearest before, then nearest after, that does not
contradict the text. What contradicts: a weekday; 29 February; a year that the text speaks of as another year than its
own (`so với năm 2015`, the statistics of a whole year); a report of the day that would lie after what is still to come,
or before what has already happened. Birth years never count.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.resolve.calendar import Grain, Moment
from extractor.resolve.date_contexts import Context
from extractor.resolve.date_reading import Phrase
from models.vocabulary import Role

_FAR = dt.timedelta(days=150)  # a past day so long after the document's date is one of the year before
_YEAR_END = 11  # from this month on a text may already sum up its own year


@dataclass(frozen=True, slots=True)
class Anchored:
    """A phrase whose moments are fixed as far as the text allows, and, for the user, what fixed them."""

    phrase: Phrase
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a text offers to fix its dates: the document's date, and the day of a meeting that weekdays follow."""

    date: dt.date | None
    meeting: dt.date | None = None
    told: bool = False  # news tells of weekdays past


def anchor(
    phrases: Sequence[Phrase], contexts: Sequence[Context], anchors: Anchors, text: str
) -> list[Anchored]:
    """Return the phrases fixed, in order."""
    fixed = [_fix_relative(phrases, i, contexts[i], anchors, text) for i in range(len(phrases))]
    apart = _years_apart(fixed, contexts)
    done: list[Anchored] = []
    clues: tuple[str, ...]
    for i, phrase in enumerate(fixed):
        if not _lacks_year(phrase):
            clues = ("theo ngày của văn bản",) if phrase != phrases[i] else ()
        elif anchors.date is not None:
            phrase = _with_year(phrase, _document_year(phrase, contexts[i], anchors.date))
            clues = ("năm lấy theo ngày của văn bản",)
        else:
            year = _borrowed(fixed, i, contexts, apart, text)
            phrase = phrase if year is None else _with_year(phrase, year)
            clues = (
                ("không có năm nào để suy ra",) if year is None else ("năm lấy từ ngày gần nhất có ghi năm",)
            )
        fixed[i] = phrase
        done.append(Anchored(phrase, clues))
    return done


def _moments(phrase: Phrase) -> Iterable[Moment]:
    return (m for m in (phrase.first, phrase.last) if m is not None)


def _lacks_year(phrase: Phrase) -> bool:
    return any(m.lacks_year and m.is_possible() and not m.year_shift for m in _moments(phrase))


def _fix_relative(phrases: Sequence[Phrase], i: int, context: Context, anchors: Anchors, text: str) -> Phrase:
    """Fix what stands relative to the day of speaking, or to another expression of the text."""
    phrase = phrases[i]
    if phrase.same_day or (phrase.first.is_weekday and _in_brackets_after(phrases, i, text)):
        day = next((p.first for p in reversed(phrases[:i]) if p.is_day and p.first.month is not None), None)
        if day is not None:
            weekday = phrase.first.weekday
            return replace(phrase, first=replace(day, time=phrase.first.time, weekday=weekday))
    if phrase.same_day:
        return phrase
    at = anchors.date
    if phrase.first.is_weekday and phrase.first.shift is None:
        at = anchors.meeting or at
        if (
            anchors.told
            and not (context.ahead or phrase.ahead or phrase.past)
            and not _is_due(context)
            and at
        ):
            at += dt.timedelta(days=1)
            phrase = replace(phrase, first=replace(phrase.first, edge="past"))
    last = phrase.last
    return replace(phrase, first=phrase.first.at(at), last=None if last is None else last.at(at))


def _is_due(context: Context) -> bool:
    return context.role is not None and context.role.text("role") == Role.DEADLINE


def _in_brackets_after(phrases: Sequence[Phrase], i: int, text: str) -> bool:
    """Whether it stands in brackets that explain the day right before them: `ngày 7/2 (chiều thứ Tư)`."""
    if i == 0 or not phrases[i - 1].is_day:
        return False
    gap = text[phrases[i - 1].span.end : phrases[i].span.start]
    return len(gap) <= 40 and gap.startswith(" (") and ")" not in gap


def _document_year(phrase: Phrase, context: Context, date: dt.date) -> int:
    """The document's year, save where the text says that the day is past and it would be to come, or the reverse."""
    days = _with_year(phrase, date.year).first.days()
    if days is None:
        return date.year
    due = _is_due(context) or context.ahead or phrase.ahead
    if due and days[1] < date - _FAR:
        return date.year + 1
    if (context.past or phrase.past) and not due and days[0] > date:
        return date.year - 1
    return date.year - 1 if not due and days[0] > date + 2 * _FAR else date.year


def _with_year(phrase: Phrase, year: int) -> Phrase:
    """Put `year` where one is wanting; the ends of a range stay in order."""
    if phrase.cycle is not None:
        year = min(range(year - 30, year + 31), key=lambda y: (y % 60 != phrase.cycle, abs(y - year)))
    first, last = phrase.first, phrase.last
    if last is None:
        return replace(phrase, first=_put(first, year))
    if first.lacks_year and last.lacks_year:
        last = _put(last, year)
        first = _put(first, year)
        return replace(
            phrase, first=_put(first, year - 1, force=True) if disordered(first, last) else first, last=last
        )
    if first.lacks_year:
        first = _put(first, last.year or year)
        first = _put(first, (last.year or year) - 1, force=True) if disordered(first, last) else first
    elif last.lacks_year:
        last = _put(last, first.year or year)
        last = _put(last, (first.year or year) + 1, force=True) if disordered(first, last) else last
    return replace(phrase, first=first, last=last)


def _put(moment: Moment, year: int, *, force: bool = False) -> Moment:
    if not (force or moment.lacks_year) or not moment.is_possible():
        return moment
    return replace(moment, year=year + (moment.year_shift or 0), year_shift=None)


def disordered(first: Moment, last: Moment) -> bool:
    """Whether a range would end before it begins."""
    one, other = first.days(), last.days()
    return one is not None and other is not None and one[0] > other[1]


def _years_apart(phrases: Sequence[Phrase], contexts: Sequence[Context]) -> frozenset[int]:
    """Years of which the text speaks as of another year than its own."""
    return frozenset(
        year
        for phrase, context in zip(phrases, contexts, strict=True)
        if (year := phrase.stated_year) is not None
        and phrase.last is None
        and not phrase.open_end
        and (context.apart or (context.past and not context.ahead and phrase.first.grain is Grain.YEAR))
    )


def _borrowed(
    phrases: Sequence[Phrase], i: int, contexts: Sequence[Context], apart: frozenset[int], text: str
) -> int | None:
    """Return the year for phrase `i` out of the years that the text states, None where all contradict."""
    sibling = _sibling_year(phrases, i, text)
    if sibling is not None:
        return sibling
    near = [*reversed(range(i)), *range(i + 1, len(phrases))]
    stated = (phrases[k].stated_year for k in near if not contexts[k].apart)
    years = dict.fromkeys(year for year in stated if year is not None)
    return next((y for y in years if _fits(phrases, i, contexts, y, apart)), None)


def _sibling_year(phrases: Sequence[Phrase], i: int, text: str) -> int | None:
    """The year said once for two: `tháng 3 và tháng 4/2019`, `sáng 5/3 và 6/3/2019`."""
    if i + 1 >= len(phrases):
        return None
    one, other = phrases[i], phrases[i + 1]
    gap = text[one.span.end : other.span.start]
    joined = gap.strip() in {"và", ",", "hoặc", "-"} and one.first.grain is other.first.grain
    return other.first.year if joined and not other.birth else None


def _fits(
    phrases: Sequence[Phrase], i: int, contexts: Sequence[Context], year: int, apart: frozenset[int]
) -> bool:
    """Whether phrase `i` in `year` contradicts nothing that the text says."""
    phrase = _with_year(phrases[i], year)
    days = (phrase.last or phrase.first).days()
    weekday = phrase.first.weekday if phrase.is_day else None
    if days is None or (weekday is not None and days[0].weekday() != weekday):
        return False
    late = (
        phrase.first.grain in {Grain.DAY, Grain.MONTH} and days[1].month >= _YEAR_END and not phrase.open_end
    )
    if year in apart and not late:
        return False
    if not phrase.is_day or contexts[i].ahead or phrase.ahead or _is_due(contexts[i]):
        return True
    return not any(
        _contradicts(days[0], other, context)
        for other, context in zip(phrases, contexts, strict=True)
        if other is not phrases[i] and other.stated_year is not None
    )


def _contradicts(day: dt.date, other: Phrase, context: Context) -> bool:
    """Whether a day that has come lies after what is still due, or months before what has been told."""
    days = (other.last or other.first).days()
    if days is None or other.birth or other.first.grain is Grain.YEAR:
        return False
    if context.ahead or _is_due(context):
        return day > days[1]
    return context.past and other.first.grain is not Grain.DAY and day < days[0]
