"""Calendar arithmetic: moments, their notation in the contract (`2019-04-03TMO`), the days they cover.

A moment may lack its year or stand relative to a day that is not known yet; `at` fixes it on such a day.
"""

import calendar
import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from extractor.resolve.lunar import lunar_day

UNKNOWN_YEAR = "XXXX"
UNKNOWN_DAY = "XXXX-XX-XX"
_HALF = 6
_LEAP_YEAR = 2000
_LAST_MONTH, _LAST_YEAR = 12, 9999
_YEARS = range(10, 9990)  # years in which any distance that a text may name can be reckoned


class Grain(StrEnum):
    """What a moment is as long as."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HEAD = "head"  # the first `number` months of the year
    TAIL = "tail"  # the last `number` months of the year
    YEAR = "year"


class Moment(NamedTuple):
    """A day, week, month … of the calendar; `number` counts quarters, weeks or months of the year.

    `shift` is the distance in `grain`s from the day of speaking, where that names the moment; with `weekday` (0 is
    Monday) the distance in weeks. `year_shift` names only the year so (`tháng 3 năm ngoái`), `month_shift` the month.
    A lunar day that ends its year is named with the next (`30 Tết 2020`): there `number` is how many years to go back.
    """

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None
    weekday: int | None = None
    time: str = ""
    edge: str = ""
    lunar: bool = False
    shift: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None

    @property
    def is_relative(self) -> bool:
        """Whether it can be fixed only by knowing the day of speaking."""
        return self.shift is not None or self.month_shift is not None or self.is_weekday

    @property
    def is_weekday(self) -> bool:
        """Whether it is a day of the week and nothing more."""
        return self.grain is Grain.DAY and self.weekday is not None and self.month is None and self.year is None

    @property
    def lacks_year(self) -> bool:
        """Whether a year would complete it."""
        return self.year is None and not self.is_relative

    def notation(self) -> str:
        """Return the value in the notation of the contract, unknown parts as X."""
        if self.is_relative:
            return UNKNOWN_DAY + self.time
        year = UNKNOWN_YEAR if self.year is None else f"{self.year:04}"
        number = self.number or 0
        if self.grain is Grain.DAY:
            return self._day_notation(year)
        if self.grain is Grain.TAIL and number != _HALF:
            return f"{year}-{13 - number:02}/{year}-12"
        endings = {
            Grain.WEEK: f"-W{number:02}",
            Grain.MONTH: f"-{self.month or 0:02}",
            Grain.QUARTER: f"-Q{number}",
            Grain.HEAD: "-H1" if number == _HALF else f"-M{number}",
            Grain.TAIL: "-H2",
        }
        return year + endings.get(self.grain, "")

    def _day_notation(self, year: str) -> str:
        if self.lunar:
            day = self._civil_day()
            return (UNKNOWN_DAY if day is None else day.isoformat()) + self.time
        return f"{year}-{self.month or 0:02}-{self.day or 0:02}{self.time}"

    def days(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day covered; None where the year is unknown or no calendar has it."""
        if self.is_relative or self.year is None:
            return None
        if self.grain is Grain.DAY:
            day = self._civil_day()
            return None if day is None else (day, day)
        number = self.number or 0
        if self.grain is Grain.WEEK:
            return _week(self.year, number)
        months = {
            Grain.MONTH: (self.month or 0, self.month or 0),
            Grain.QUARTER: (3 * number - 2, 3 * number),
            Grain.HEAD: (1, number),
            Grain.TAIL: (13 - number, 12),
        }
        return _months(self.year, *months.get(self.grain, (1, 12)))

    def _civil_day(self) -> dt.date | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        if self.lunar:
            return lunar_day(self.day, self.month, self.year - (self.number or 0))
        return civil_day(self.year, self.month, self.day)

    def is_possible(self) -> bool:
        """Whether some year has it: `31/2` no, `29/2` yes."""
        if self.grain is not Grain.DAY or self.month is None or self.day is None:
            return True
        if self.lunar:
            return self.month in range(1, 13) and self.day in range(1, 31)
        return civil_day(_LEAP_YEAR, self.month, self.day) is not None

    def at(self, anchor: dt.date | None) -> "Moment":
        """Return the moment fixed on `anchor`, the day of speaking; unchanged where there is none."""
        if anchor is None or anchor.year not in _YEARS:
            return self
        moment = self
        if moment.year_shift is not None:
            moment = moment._replace(year=anchor.year + moment.year_shift, year_shift=None)
        if moment.month_shift is not None:
            year, month = _add_months(anchor, moment.month_shift)
            return moment._replace(year=year, month=month, month_shift=None)
        if moment.weekday is not None and moment.grain is Grain.DAY and moment.month is None:
            return _weekday_at(moment, anchor)
        return moment if moment.shift is None else _shifted(moment, anchor, moment.shift)


def civil_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, None where the calendar has none."""
    if not (1 <= year <= _LAST_YEAR and 1 <= month <= _LAST_MONTH):
        return None
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date] | None:
    if not (1 <= first <= last <= _LAST_MONTH and 1 <= year <= _LAST_YEAR):
        return None
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _week(year: int, week: int) -> tuple[dt.date, dt.date] | None:
    try:
        first = dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return first, first + dt.timedelta(days=6)


def _add_months(day: dt.date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _weekday_at(moment: Moment, anchor: dt.date) -> Moment:
    """Return the weekday of a named week, else the next one, today included but for `tới`; `vừa qua`: the last one."""
    weekday = moment.weekday or 0
    if moment.edge == "past":
        day = anchor - dt.timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)
    elif moment.shift is None:
        ahead = (weekday - anchor.weekday()) % 7
        day = anchor + dt.timedelta(days=ahead or (7 if moment.edge == "ahead" else 0))
    else:
        day = anchor + dt.timedelta(days=7 * moment.shift + weekday - anchor.weekday())
    return moment._replace(year=day.year, month=day.month, day=day.day, shift=None)


def _shifted(moment: Moment, anchor: dt.date, shift: int) -> Moment:
    match moment.grain:
        case Grain.DAY:
            day = anchor + dt.timedelta(days=shift)
            return moment._replace(year=day.year, month=day.month, day=day.day, shift=None)
        case Grain.WEEK:
            year, week, _ = (anchor + dt.timedelta(weeks=shift)).isocalendar()
            return moment._replace(year=year, number=week, shift=None)
        case Grain.MONTH:
            year, month = _add_months(anchor, shift)
            return moment._replace(year=year, month=month, shift=None)
        case Grain.QUARTER:
            index = anchor.year * 4 + (anchor.month - 1) // 3 + shift
            return moment._replace(year=index // 4, number=index % 4 + 1, shift=None)
        case _:
            return moment._replace(year=anchor.year + shift, shift=None)
