"""How pages write days, moments and numbers, as Vietnamese readers do; the one place for it."""

import datetime as dt
from collections.abc import Callable, Mapping

from api.rendering import number, shortened, standing

VIETNAM = dt.timezone(dt.timedelta(hours=7))
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def today() -> dt.date:
    """Return the day it is in Việt Nam."""
    return dt.datetime.now(VIETNAM).date()


def day(value: dt.date | None) -> str:
    """Return a day; a dash for none.

    >>> day(dt.date(2024, 6, 30)), day(None)
    ('30/6/2024', '—')
    """
    return f"{value.day}/{value.month}/{value.year}" if value else "—"


def weekday(value: dt.date) -> str:
    """Return a day with its day of the week.

    >>> weekday(dt.date(2024, 6, 30))
    'Chủ nhật, 30/6/2024'
    """
    return f"{_WEEKDAYS[value.weekday()]}, {day(value)}"


def month(value: str) -> str:
    """Return a month of the year written as `2024-06`.

    >>> month("2024-06")
    'tháng 6/2024'
    """
    year, _, number_of = value.partition("-")
    return f"tháng {int(number_of)}/{year}"


def moment(value: dt.datetime) -> str:
    """Return a moment by the clocks of Việt Nam.

    >>> moment(dt.datetime(2024, 6, 30, 1, 5, tzinfo=dt.UTC))
    '08:05, 30/6/2024'
    """
    there = value.astimezone(VIETNAM)
    return f"{there:%H:%M}, {day(there.date())}"


def percent(value: float) -> str:
    """Return a share.

    >>> percent(98.62)
    '98,62%'
    """
    return f"{value:g}%".replace(".", ",")


def distance(value: dt.date, from_day: dt.date) -> str:
    """Return how far a deadline is from a day, in words.

    >>> [distance(dt.date(2024, 6, 30), dt.date(2024, 6, day)) for day in (28, 29, 30)]
    ['còn 2 ngày', 'còn 1 ngày', 'hôm nay']
    >>> distance(dt.date(2024, 6, 30), dt.date(2024, 7, 5))
    'quá 5 ngày'
    """
    days = (value - from_day).days
    return "hôm nay" if days == 0 else f"còn {number(days)} ngày" if days > 0 else f"quá {number(-days)} ngày"


FILTERS: Mapping[str, Callable[..., str]] = {
    "day": day,
    "weekday": weekday,
    "month": month,
    "moment": moment,
    "number": number,
    "percent": percent,
    "distance": distance,
    "shortened": shortened,
    "standing": standing,
}
