"""Anchors: on which day a relative expression stands, and which year a date without one borrows.

The year comes from the document's date; else from the year stated nearest before, then nearest after, that does not
contradict the text. What contradicts: a weekday; 29 February; a year that the text speaks of as another year than its
own (`so với năm 2015`, the statistics of a whole year); a report of the day that would lie after what is still to come,
or before what has already happened. Birth years never count.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.resolve.calendar import Grain, Moment
from extractor.resolve.date_contexts import Context
from extractor.resolve.date_reading import Phrase
from extractor.resolve.stated_years import StatedYears, is_due

_NOTHING = dt.timedelta()
_SOON = dt.timedelta(days=45)  # a day so close ahead is no day of the year before
_FAR = dt.timedelta(days=150)  # a past day so long after the document's date is one of the year before
_BY_DATE = "tính theo ngày của văn bản"
_YEAR_BY_DATE = "năm lấy theo ngày của văn bản"
_YEAR_BORROWED = "năm lấy từ chỗ gần nhất có ghi năm"
_NO_YEAR = "không có năm nào để suy ra"
_BACK = 50  # expressions looked back at for the day that «chiều cùng ngày» means
_NEAR = 200  # characters behind a year within which «trong đó» still means that year
_WITHIN = re.compile(r"(?<!\w)(?:trong đó|trong số này|riêng|điển hình)(?!\w)", re.IGNORECASE)
_ASIDE = 40  # characters that may stand between a day and the weekday explaining it in brackets
_YEAR_END = 11  # from this month on a text may already sum up its own year


class Anchored(NamedTuple):
    """A phrase whose moments are fixed as far as the text allows, and, for the user, what fixed them."""

    phrase: Phrase
    clues: tuple[str, ...] = ()


class Anchors(NamedTuple):
    """What a text offers to fix its dates: the document's date, and the day of a meeting that weekdays follow."""

    date: dt.date | None
    meeting: dt.date | None = None
    told: bool = False  # news tells of weekdays past
    alone: bool = False  # a phrase by itself: nothing around it says on which side of the day it lies


def anchor(phrases: Sequence[Phrase], contexts: Sequence[Context], anchors: Anchors, text: str) -> list[Anchored]:
    """Return the phrases fixed, in order."""
    fixed = [_fix_relative(phrases, i, contexts[i], anchors, text) for i in range(len(phrases))]
    years = StatedYears(fixed, contexts)
    done: list[Anchored] = []
    for i, context in enumerate(contexts):
        clue = _BY_DATE if fixed[i] != phrases[i] else None
        year: int | None
        if _lacks_year(fixed[i]):
            if fixed[i].same_year and i and fixed[i - 1].stated_year:
                year, clue = fixed[i - 1].stated_year, _YEAR_BORROWED
            elif anchors.date is not None:
                year = _document_year(fixed[i], context, anchors.date, alone=anchors.alone)
                clue = _YEAR_BY_DATE
            else:
                year = _borrowed(fixed, i, contexts, years, text)
                year = fixed[i].first.year if year is None else year
                clue = _NO_YEAR if year is None else _YEAR_BORROWED
            if year is not None:
                fixed[i] = _with_year(fixed[i], year)
                years.add(i, year)
                if years.reported is None and fixed[i].is_day:  # what is told behind the news may have come before
                    years.reported = year
        done.append(Anchored(fixed[i], () if clue is None else (clue,)))
    return done


def _moments(phrase: Phrase) -> Iterable[Moment]:
    return (m for m in (phrase.first, phrase.last) if m is not None)


def _lacks_year(phrase: Phrase) -> bool:
    return any(m.lacks_year and m.is_possible() and not m.year_shift for m in _moments(phrase))


def _fix_relative(phrases: Sequence[Phrase], i: int, context: Context, anchors: Anchors, text: str) -> Phrase:
    """Fix what stands relative to the day of speaking, or to another expression of the text."""
    phrase = phrases[i]
    if phrase.same_day or (phrase.first.is_weekday and _in_brackets_after(phrases, i, text)):
        before = (phrases[k].first for k in range(i - 1, max(-1, i - _BACK), -1) if phrases[k].is_day)
        day = next((moment for moment in before if moment.month is not None), None)
        if phrase.same_day and anchors.meeting and not _told_close(phrases, i):
            day = _met_on(phrases, anchors.meeting)
        if day is not None:
            weekday = phrase.first.weekday
            return phrase._replace(first=day._replace(time=phrase.first.time, weekday=weekday))
    if phrase.same_day:
        return phrase
    at = anchors.date
    if phrase.first.is_weekday and phrase.first.shift is None:
        at = anchors.meeting or at
        if anchors.told and not (context.ahead or phrase.ahead or phrase.past) and not is_due(context) and at:
            at += dt.timedelta(days=1)
            phrase = phrase._replace(first=phrase.first._replace(edge="past"))
    last = phrase.last
    return phrase._replace(first=phrase.first.at(at), last=None if last is None else last.at(at))


def _told_close(phrases: Sequence[Phrase], i: int) -> bool:
    """Whether a day stands right before «cùng ngày»: «Lúc 2h ngày 10/3 ống vỡ, đến 17h cùng ngày …» is of that day."""
    return i > 0 and phrases[i - 1].is_day and phrases[i].span.start - phrases[i - 1].span.end < _ASIDE


def _met_on(phrases: Sequence[Phrase], meeting: dt.date) -> Moment | None:
    """Return the day of the meeting as the text names it: «Cuộc họp kết thúc lúc 9 giờ cùng ngày»."""
    told = (phrase.first for phrase in phrases if phrase.is_day)
    return next((m for m in told if (m.year, m.month, m.day) == (meeting.year, meeting.month, meeting.day)), None)


def _in_brackets_after(phrases: Sequence[Phrase], i: int, text: str) -> bool:
    """Whether it stands in brackets that explain the day right before them: `ngày 7/2 (chiều thứ Tư)`."""
    if i == 0 or not phrases[i - 1].is_day:
        return False
    gap = text[phrases[i - 1].span.end : phrases[i].span.start]
    return len(gap) <= _ASIDE and gap.startswith(" (") and ")" not in gap


def _document_year(phrase: Phrase, context: Context, date: dt.date, *, alone: bool) -> int:
    """Return the document's year, or the next to it where what is told would be to come, what is due past."""
    days = _with_year(phrase, date.year).first.days()
    if days is None:
        return date.year
    due = is_due(context) or context.ahead or phrase.ahead
    if due and date - days[1] > (_NOTHING if alone else _FAR):
        return date.year + 1
    if (context.past or phrase.past) and not due and days[0] - date > _SOON:
        return date.year - 1
    return date.year - 1 if not (due or alone) and days[0] - date > 2 * _FAR else date.year


def _with_year(phrase: Phrase, year: int) -> Phrase:
    """Put `year` where one is wanting; the ends of a range stay in order."""
    if phrase.cycle is not None:
        year = min(range(year - 30, year + 31), key=lambda y: (y % 60 != phrase.cycle, abs(y - year)))
    first, last = phrase.first, phrase.last
    if last is None:
        return phrase._replace(first=_put(first, year))
    if first.lacks_year and last.lacks_year:
        last = _put(last, year)
        first = _put(first, year)
        return phrase._replace(first=_put(first, year - 1, force=True) if disordered(first, last) else first, last=last)
    if first.lacks_year:
        first = _put(first, last.year or year)
        first = _put(first, (last.year or year) - 1, force=True) if disordered(first, last) else first
    elif last.lacks_year:
        # «từ năm 2018 đến ngày 28/2» may end in a later year, «từ ngày 5/3/2018 đến ngày 10/3» does not
        begun = first.year or year
        begun = max(begun, year) if first.grain is Grain.YEAR else begun
        last = _put(last, begun)
        last = _put(last, begun + 1, force=True) if disordered(first, last) else last
    return phrase._replace(first=first, last=last)


def _put(moment: Moment, year: int, *, force: bool = False) -> Moment:
    if not (force or moment.lacks_year) or not moment.is_possible():
        return moment
    return moment._replace(year=year + (moment.year_shift or 0), year_shift=None)


def disordered(first: Moment, last: Moment) -> bool:
    """Whether a range would end before it begins."""
    one, other = first.days(), last.days()
    return one is not None and other is not None and one[0] > other[1]


def _borrowed(
    phrases: Sequence[Phrase], i: int, contexts: Sequence[Context], years: StatedYears, text: str
) -> int | None:
    """Return the year for phrase `i` out of the years that the text states, None where all contradict."""
    context = contexts[i]
    sibling = _sibling_year(phrases, i, text)
    if sibling is not None:
        return sibling
    if years.opening == phrases[i].span and not (context.ahead or is_due(context)):
        told = {year: _with_year(phrases[i], year).first.days() for year in years.places}
        years.older = frozenset(year for year, days in told.items() if days and days[0] < years.cited)
    if not years.stamps and _follows_its_year(phrases, contexts, i, text):
        return phrases[i - 1].first.year
    found = next((year for year in years.nearest(i) if _fits(phrases[i], context, year, years)), None)
    may_plan = found is None and not (context.ahead or phrases[i].ahead or is_due(context))
    return years.planned if may_plan else found


def _follows_its_year(phrases: Sequence[Phrase], contexts: Sequence[Context], i: int, text: str) -> bool:
    """Whether a month is told right behind its year: «Năm 2018 có nhiều vụ, trong đó có vụ cuối tháng 7»."""
    if i == 0 or phrases[i].first.grain is not Grain.MONTH or phrases[i].last or contexts[i].ahead:
        return False
    year, context = phrases[i - 1], contexts[i - 1]
    if year.first.grain is not Grain.YEAR or year.last or context.apart or year.birth:
        return False
    return _WITHIN.search(text, year.span.end, min(phrases[i].span.start, year.span.end + _NEAR)) is not None


def _sibling_year(phrases: Sequence[Phrase], i: int, text: str) -> int | None:
    """Return the year said once for two: `tháng 3 và tháng 4/2019`, `sáng 5/3 và 6/3/2019`."""
    if i + 1 >= len(phrases):
        return None
    one, other = phrases[i], phrases[i + 1]
    gap = text[one.span.end : other.span.start]
    joined = gap.strip(" )") in {"và", ",", "hoặc", "-"} and one.first.grain is other.first.grain
    return other.first.year if joined and not other.birth else None


def _fits(phrase: Phrase, context: Context, year: int, years: StatedYears) -> bool:
    """Whether a phrase in `year` contradicts nothing that the text says."""
    phrase = _with_year(phrase, year)
    days = (phrase.last or phrase.first).days()
    weekday = phrase.first.weekday if phrase.is_day else None
    if days is None or (weekday is not None and days[0].weekday() != weekday):
        return False
    late = phrase.first.grain in {Grain.DAY, Grain.MONTH} and days[1].month >= _YEAR_END and not phrase.open_end
    if year in years.apart and not late:
        return False
    if not phrase.is_day or context.ahead or phrase.ahead or phrase.cycle is not None or is_due(context):
        return True
    if year in years.older or (years.opening == phrase.span and year < years.latest):
        return False  # the news, told first, is not older than what is told with it
    return (years.told <= days[0] or year == years.reported) and days[0] <= years.due
