"""Working days by the Vietnamese calendar: Monday to Friday without holidays, and Saturdays worked in their place.

Days off and the days swapped for them (`làm bù ngày 4/5/2024`) come from the `holidays` package. It knows the swaps
that the Government has announced; for years to come it knows the holidays of the Labour Code alone.
"""

import datetime as dt
from functools import cache

import holidays

_MOST = 5000  # working days counted at most: twenty years


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("VN")


def is_working_day(day: dt.date) -> bool:
    """Return whether offices work on `day`."""
    return bool(_calendar().is_working_day(day))


def add_working_days(day: dt.date, n: int) -> dt.date:
    """Return the n-th working day after `day`, which itself does not count; before it where n is negative.

    Raises ValueError for more than 5000 working days or where the calendar ends.
    """
    if abs(n) > _MOST:
        message = f"{n} working days are more than {_MOST}"
        raise ValueError(message)
    step = dt.timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    try:
        while left:
            day += step
            left -= is_working_day(day)
    except OverflowError as error:
        message = f"the calendar ends before {n} working days are over"
        raise ValueError(message) from error
    return day
