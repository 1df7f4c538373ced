"""Last days: the day on which a due of so much time is over, counted from where it starts.

Counted as the Civil Code 2015 does (Articles 147 and 148): the first day is left out; a month ends on the day of the
same number, or with the month where it has none; a term that would end on a day off ends with the next working day.
"""

import calendar
import datetime as dt

from extractor.annotations import DueFinding
from extractor.resolve.working_days import add_working_days, is_working_day
from models.records import Due
from models.vocabulary import Bound, TimeUnit

_MONTHS = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.YEAR: 12}
_HOURS, _WEEK = 24, 7


def last_day(due: DueFinding | Due, start: dt.date) -> dt.date | None:
    """Return the last day of a due `within` so much time after `start`; None for a due of another kind.

    An hour counts as a day begun: 24 hours end on the next day, 48 on the day after it, and days off are not left out.
    """
    if due.bound is not Bound.WITHIN or due.amount is None or due.unit is None:
        return None
    match due.unit:
        case TimeUnit.WORKING_DAY:
            return add_working_days(start, due.amount)
        case TimeUnit.HOUR:
            return start + dt.timedelta(days=-(-due.amount // _HOURS))
        case TimeUnit.DAY | TimeUnit.WEEK:
            days = due.amount * (_WEEK if due.unit is TimeUnit.WEEK else 1)
            return _worked(start + dt.timedelta(days=days))
        case _:
            return _worked(_months_later(start, due.amount * _MONTHS[due.unit]))


def _worked(day: dt.date) -> dt.date:
    """Return `day`, or the next working day where it is a day off."""
    return day if is_working_day(day) else add_working_days(day, 1)


def _months_later(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
