"""Reading: what a match of the date grammar says, from its named groups to moments of the calendar."""

import calendar
from collections.abc import Mapping
from typing import NamedTuple

from extractor.resolve.calendar import Grain, Moment
from extractor.resolve.date_numbers import numbers, read_number, symbol
from extractor.rules.loader import Match
from models.folding import canonical
from models.spans import Span

_CENTURY, _PIVOT = 100, 50  # «5/3/19» is 2019, «5/3/75» is 1975
_HALF_DAY, _MORNING = 12, 5
_HOUR, _HALF_HOUR = 60, 30
_MONTHS, _QUARTERS = 12, 4
_COMMON_YEAR = 2001
_FIRST = frozenset({"đầu", "1"})
_BEFORE = frozenset({"vừa qua", "vừa rồi", "qua"})
Groups = Mapping[str, str]


class Phrase(NamedTuple):
    """One time expression as it stands in the text: a moment, or a range from `first` to `last`."""

    span: Span
    rule: str
    file: str
    first: Moment
    last: Moment | None = None
    open_end: bool = False
    open_start: bool = False
    birth: bool = False
    same_day: bool = False
    same_year: bool = False
    cycle: int | None = None  # year modulo 60, where the year is named by stem and branch
    past: bool = False
    ahead: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first.grain is Grain.DAY and self.last is None and not (self.open_end or self.open_start)

    @property
    def stated_year(self) -> int | None:
        """The year it states and others may borrow: of a range the last; of a birth none."""
        last = None if self.last is None else self.last.year  # «từ đầu năm 2018 đến ngày 10/8»: that year too
        return None if self.birth else last or self.first.year


def read(match: Match) -> Phrase:
    """Return what a match says."""
    groups = {name: canonical(text).casefold() for name, text in match.groups.items()}
    fields = match.rule.fields
    bare = Moment(Grain.YEAR, edge=_get(groups, "edge"), year_shift=_year(groups, "")[1])
    first = _fixed(_moment(groups, "") or bare, match)
    after = groups.get("after", "")
    phrase = Phrase(
        match.span,
        match.rule.name,
        match.rule.file,
        first,
        birth=bool(fields.get("birth")),
        same_day=bool(fields.get("same")),
        same_year="same_year" in groups,
        cycle=_cycle(groups),
        past=after in _BEFORE or "was" in groups,
        ahead=bool(after) and after not in _BEFORE and after != "này",
    )
    if first.is_weekday and (phrase.past or phrase.ahead):
        phrase = phrase._replace(first=first._replace(edge="past" if phrase.past else "ahead"))
    if fields.get("stretch") and first.shift:
        ahead = first.shift > 0
        near, far = first._replace(shift=1 if ahead else -1), first
        return phrase._replace(first=near if ahead else far, last=far if ahead else near)
    if fields.get("decade") and first.year is not None:
        return phrase._replace(last=first._replace(year=first.year + 9))
    last = _moment(groups, "2")
    return phrase if last is None else _range(phrase, last, groups)


def _get(groups: Groups, key: str) -> str:
    """Return the group `key` under any of the names that alternatives of one pattern give it."""
    return next((groups[key + ending] for ending in ("", "_b", "_c") if groups.get(key + ending)), "")


def _number(groups: Groups, key: str) -> int | None:
    text = _get(groups, key)
    return read_number(text) if text else None


def _moment(groups: Groups, end: str) -> Moment | None:
    """Read the groups whose names end in `end` ("" or "2"); None where they name no time."""
    year, year_shift = _year(groups, end)
    base = Moment(Grain.YEAR, year=year, year_shift=year_shift, edge=_get(groups, f"edge{end}"))
    day, month, time = _day(groups, end), _month(groups, end), _time(groups, end)
    if day is not None:
        lunar = not {"lunar", "stem"}.isdisjoint(groups) or _get(groups, f"month{end}") in numbers("months")
        shift = numbers("shifts").get(groups.get(f"month_rel{end}", ""))
        return base._replace(grain=Grain.DAY, month=month, day=day, time=time, lunar=lunar, month_shift=shift)
    if month is not None:
        return base._replace(grain=Grain.MONTH, month=month, time=time)
    counted = _counted(groups, end)
    if counted is not None:
        grain, number = counted
        return base if grain is Grain.YEAR else base._replace(grain=grain, number=number)
    if year is not None:
        return base
    if end:
        return Moment(Grain.DAY, time=time) if time else None
    return _relative(groups)


def _day(groups: Groups, end: str) -> int | None:
    """Return the day of the month; of «hai tuần đầu tháng 12» the last."""
    weeks = _number(groups, f"weeks{end}")
    return _number(groups, f"day{end}") if weeks is None else 7 * weeks


def _counted(groups: Groups, end: str) -> tuple[Grain, int] | None:
    """Return the part of a year that is named by a number: a quarter, the first or last months, a half, a week."""
    if quarter := _get(groups, f"quarter{end}"):
        return Grain.QUARTER, numbers("quarters").get(quarter) or read_number(quarter)
    if half := _get(groups, f"half{end}"):
        return (Grain.HEAD if half in _FIRST else Grain.TAIL), _MONTHS // 2
    if side := groups.get(f"side{end}"):  # «hai quý đầu năm», «quý cuối năm»
        count = _number(groups, "quarters") or 1
        if count > 1:
            return (Grain.HEAD if side in _FIRST else Grain.TAIL), 3 * count
        return Grain.QUARTER, 1 if side in _FIRST else _QUARTERS
    for key, grain in (("head", Grain.HEAD), ("tail", Grain.TAIL), ("week", Grain.WEEK)):
        number = _number(groups, key + end)
        if number is not None:
            return (Grain.YEAR if grain is not Grain.WEEK and number >= _MONTHS else grain), number
    return None


def _relative(groups: Groups) -> Moment | None:
    """Read what is named by its distance from the day of speaking."""
    time = _time(groups, "")
    if weekday := groups.get("weekday"):
        shift = numbers("shifts")[groups["shift"]] if "shift" in groups else None
        return Moment(Grain.DAY, weekday=numbers("weekdays")[weekday], shift=shift, time=time)
    if day := _get(groups, "day_shift"):
        return Moment(Grain.DAY, shift=numbers("day_shifts")[day] + _after_midnight(groups, time), time=time)
    if "amount" in groups:
        grain = Grain(symbol("units", groups["unit"]))
        sign = -1 if "ago" in groups else numbers("directions")[groups["direction"]]
        return Moment(grain, shift=sign * read_number(groups["amount"]))
    if "shift" in groups or "unit" in groups:
        grain = Grain(symbol("units", groups["unit"])) if "unit" in groups else Grain.YEAR
        shift = numbers("shifts")[groups["shift"]] if "shift" in groups else 0
        return Moment(grain, shift=shift, edge=groups.get("edge", ""))
    return Moment(Grain.DAY, shift=0, time=time) if time else None


def _after_midnight(groups: Groups, time: str) -> int:
    """Return 1 for `1 giờ đêm nay`, which is after midnight and so of the next day; else 0."""
    return int(symbol("parts", _get(groups, "part")) == "TNI" and "T" < time < f"T{_MORNING:02}")


def _fixed(moment: Moment, match: Match) -> Moment:
    """Put in what the rule itself says: the day of a holiday, the lunar calendar, the month meant by `ngày 15`."""
    fields = match.rule.fields
    month, day, back = fields.get("month"), fields.get("day"), fields.get("back")
    if month is not None and (day is not None or moment.day is not None):
        moment = moment._replace(grain=Grain.DAY, month=int(str(month)), edge="")
        moment = moment if day is None else moment._replace(day=int(str(day)))
    elif month is not None:  # «tháng đầu năm 2017»
        moment = moment._replace(grain=Grain.MONTH, month=int(str(month)), edge="")
    elif day is not None and moment.grain is Grain.MONTH:  # «ngày đầu tiên của tháng 3»
        moment = moment._replace(grain=Grain.DAY, day=int(str(day)))
    if fields.get("last_day") and moment.month is not None:
        length = calendar.monthrange(moment.year or _COMMON_YEAR, moment.month)[1]
        moment = moment._replace(grain=Grain.DAY, day=length)
    if fields.get("lunar"):
        moment = moment._replace(lunar=True)
    if "month_shift" in fields:
        moment = moment._replace(month_shift=0)
    return moment if back is None else moment._replace(number=int(str(back)))


def _year(groups: Groups, end: str) -> tuple[int | None, int | None]:
    """Return the year stated, or its distance from the present one."""
    if named := _get(groups, f"year{end}") or groups.get(f"year_word{end}", ""):
        year = read_number(named)
        if year < _CENTURY:
            year += 2000 if year <= _PIVOT else 1900
        return year, None
    relative = groups.get(f"year{end}_rel") or groups.get("year_rel", "")
    return None, numbers("shifts")[relative.removeprefix("năm ")] if relative else None


def _month(groups: Groups, end: str) -> int | None:
    name = _get(groups, f"month{end}")
    return (numbers("months").get(name) or read_number(name)) if name else None


def _time(groups: Groups, end: str) -> str:
    """Return `TMO` for a part of the day, `T14:30` for a clock time, else nothing."""
    part = symbol("parts", _get(groups, "part"))
    told = _get(groups, f"hour{end}")
    if not told:
        return symbol("parts", groups.get(f"part{end}", "")) if end else part
    hour, minute = read_number(told), int(groups.get(f"minute{end}") or 0)
    if not end and "half_hour" in groups:
        minute = _HALF_HOUR
    if not end and "less" in groups:  # «9 giờ kém 15»
        hour, minute = divmod(hour * _HOUR - int(groups["less"]), _HOUR)
    if part and hour < _HALF_DAY and not (part == "TNI" and hour < _MORNING):
        # «11 giờ trưa» is no time after noon
        hour += 0 if part == "TMI" and hour > _MORNING else numbers("noon")[part]
    elif part == "TNI" and hour == _HALF_DAY:
        hour = 0
    return f"T{hour:02}:{minute:02}"


def _cycle(groups: Groups) -> int | None:
    """Return the year modulo 60 that a stem and a branch name, None where they name none."""
    stem, branch = _get(groups, "stem"), _get(groups, "branch")
    if not (stem and branch):
        return None
    wanted = numbers("stems")[stem], numbers("branches")[branch]
    return next((year for year in range(60) if (year % 10, year % 12) == wanted), None)


def _range(phrase: Phrase, last: Moment, groups: Groups) -> Phrase:
    """Return the range, each end completed by what it shares with the other."""
    first = phrase.first
    if last.grain is Grain.DAY and last.day is None:  # «8h-11h ngày 3/4»: only the hours differ
        return phrase._replace(last=first._replace(time=last.time))
    if "day" not in groups and not {"day2", "weeks2"}.isdisjoint(groups):  # «10 ngày đầu tháng 6»
        first = last._replace(day=1)
    if first.month is None and last.month is not None:
        first = first._replace(month=last.month)
    if first.year is None and first.year_shift is None:
        crosses = last.month is not None and first.month is not None and first.month > last.month
        year = None if last.year is None else last.year - crosses
        first = first._replace(year=year, year_shift=last.year_shift)
    return phrase._replace(first=first, last=last)
