"""The Vietnamese lunar calendar: lunar days as days of the civil calendar, for the meridian of Vietnam (UTC+7).

Hồ Ngọc Đức's method (https://www.informatik.uni-leipzig.de/~duc/amlich/), after Meeus, Astronomical Algorithms (1998).
Chinese tables will not do: Tết of 1968, 1969, 1985, 2007, 2030 and 2053 fell on other days in China.
"""

import datetime as dt
import math
from functools import cache

_ZONE = 7 / 24  # days east of Greenwich
_SYNODIC = 29.530588853
_EPOCH = 2415021.076998695  # Julian day of the new moon numbered 0, early 1900
_YEARS = range(1800, 2200)  # in which the series hold
_YEAR = 365
_NOVEMBER = 11  # the lunar month of the winter solstice
_SOLSTICE = 9  # twelfth of the ecliptic that begins with it
_LONG_AGO = -11  # centuries before 1900
_ORDINAL = 1721425  # Julian day number of noon less the proleptic Gregorian ordinal


def lunar_day(day: int, month: int, year: int) -> dt.date | None:
    """Return the civil day of lunar `day`/`month` (no leap month) of the lunar `year`; None where there is none."""
    if day not in range(1, 31) or month not in range(1, 13) or year not in _YEARS:
        return None
    at, start = _month(month, year)
    length = _new_moon(at + 1) - start
    return dt.date.fromordinal(start + day - 1 - _ORDINAL) if day <= length else None


def _month(month: int, year: int) -> tuple[int, int]:
    """Return number and first Julian day of a lunar month of `year`."""
    first, following = _eleventh(year - 1), _eleventh(year)
    if month >= _NOVEMBER:
        first, following = following, _eleventh(year + 1)
    at = round((first + 0.5 - _EPOCH) / _SYNODIC)
    offset = (month - 11) % 12
    if following - first > _YEAR:  # thirteen months: one of them is a leap month and has no number of its own
        leap = _leap_offset(at)
        offset += offset >= leap
    return at + offset, _new_moon(at + offset)


@cache
def _eleventh(year: int) -> int:
    """Julian day on which the eleventh lunar month of `year` begins: the one with the winter solstice."""
    days = dt.date(year, 12, 31).toordinal() + _ORDINAL - 2415021
    at = int(days / _SYNODIC)
    start = _new_moon(at)
    return _new_moon(at - 1) if _sun(start) >= _SOLSTICE else start


def _leap_offset(at: int) -> int:
    """How many months after the eleventh the leap month comes: the first with no principal solar term."""
    arcs = [_sun(_new_moon(at + i)) for i in range(1, 15)]
    for i in range(1, 14):
        if arcs[i] == arcs[i - 1]:
            return i
    return 14


@cache
def _new_moon(number: int) -> int:
    """Julian day number, in Vietnam, of the new moon `number`."""
    t = number / 1236.85
    rad = math.radians
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * math.sin(rad(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = rad(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = rad(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = rad(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    sin = math.sin
    terms = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    terms += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    terms += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    terms += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    terms += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    slowing = -0.000278 + 0.000265 * t + 0.000262 * t**2
    if t < _LONG_AGO:
        slowing = 0.001 + 0.000839 * t + 0.0002261 * t**2 - 0.00000845 * t**3 - 0.000000081 * t**4
    return math.floor(mean + terms - slowing + 0.5 + _ZONE)


@cache
def _sun(julian: int) -> int:
    """Twelfth (0 to 11) of the ecliptic in which the sun stands at midnight, in Vietnam, of a Julian day."""
    t = (julian - 0.5 - _ZONE - 2451545.0) / 36525
    anomaly = math.radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000290 * math.sin(3 * anomaly)
    return int((mean + centre) % 360 // 30)
