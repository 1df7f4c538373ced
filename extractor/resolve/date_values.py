"""Values: the notation of a fixed expression, the days it covers, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass

from extractor.resolve.anchors import disordered
from extractor.resolve.calendar import UNKNOWN_DAY, Grain, Moment
from extractor.resolve.date_finding import first_day
from extractor.resolve.date_reading import Phrase

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Value:
    """`text` in the notation of the contract; first and last day where known; `problem` for the user."""

    text: str
    first: dt.date | None
    last: dt.date | None
    problem: str | None = None


def value_of(phrase: Phrase, today: dt.date | None) -> Value:
    """Return the value of a fixed phrase; `today` is the document's date, where `từ nay đến …` begins.

    An impossible day keeps the notation of what is written (`2019-02-31`), covers no days and has a problem.
    """
    problem = _problem(phrase)
    first, last = phrase.first.days(), (phrase.last or phrase.first).days()
    begin, end = first[0] if first else None, last[1] if last else None
    if phrase.open_end:
        day = first_day(phrase.first)
        return Value(f"{begin.isoformat() if begin else day.notation()}/", begin, None, problem)
    if phrase.open_start:
        start = UNKNOWN_DAY if today is None else today.isoformat()
        return Value(f"{start}/{phrase.first.notation()}", today, end, problem)
    text = phrase.first.notation()
    if phrase.last is not None:
        text = f"{text}/{phrase.last.notation()}"
    if problem and phrase.last is not None:
        begin = end = None
    return Value(text, begin, end, problem)


def _problem(phrase: Phrase) -> str | None:
    for moment in (phrase.first, phrase.last):
        found = None if moment is None else _problem_of(moment)
        if found is not None:
            return found
    if phrase.last is not None and disordered(phrase.first, phrase.last):
        return "khoảng thời gian kết thúc trước khi bắt đầu"
    return None


def _problem_of(moment: Moment) -> str | None:
    if moment.is_relative:
        return None
    days = moment.days()
    if moment.grain is Grain.DAY and not moment.is_possible():
        return f"lịch không có ngày {_day_of(moment)}"
    if moment.grain is Grain.DAY and moment.year is not None and days is None:
        return f"năm {moment.year} không có ngày {_day_of(moment)}"
    if moment.weekday is not None and days is not None and days[0].weekday() != moment.weekday:
        day = days[0]
        return f"ngày {day:%d/%m/%Y} là {_WEEKDAYS[day.weekday()]}, không phải {_WEEKDAYS[moment.weekday]}"
    return None


def _day_of(moment: Moment) -> str:
    return f"{moment.day or 0:02}/{moment.month or 0:02}{' âm lịch' if moment.lunar else ''}"
