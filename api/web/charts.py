"""Charts as SVG, made on the server: every mark leads to the records behind it; a table has the same figures."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import altair as alt
from markupsafe import Markup

from api.rendering import number
from api.web.formatting import day, month

PAST, SOON, LATER, ONE = "#9c2215", "#b06a00", "#17506b", "#17506b"
_SERIES = ("#17506b", "#b06a00", "#9c2215", "#1c6136", "#6a4c93", "#4c585f", "#0f7a8a", "#a0522d")
_HERE = "https://here.invalid"  # Vega takes an address without a host for one of its own data
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_WEEKS_BEFORE, _WEEKS_AFTER = 8, 12
_SOON_DAYS = 7
_MOST_MONTHS = 24
_ROOM = 1.1  # for the figure behind the longest bar
Link = Callable[[dt.date, dt.date], str]
"""The address of what falls between two days, both included."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: where it stands, how long it is, its address and its colour."""

    label: str
    count: int
    address: str
    colour: str = ONE


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series on a day, its address and where it is from."""

    series: str
    on: dt.date
    count: int
    address: str
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title, and the marks in it."""

    title: str
    svg: Markup
    marks: Sequence[Mark]


def weeks(title: str, days: Iterable[tuple[dt.date, int]], today: dt.date, link: Link) -> Chart:
    """Return how many directives are due in each week around a day; weeks begin on Monday."""
    first = today - dt.timedelta(days=today.weekday(), weeks=_WEEKS_BEFORE)
    due = dict(days)
    marks = []
    for at in range(_WEEKS_BEFORE + _WEEKS_AFTER):
        monday = first + dt.timedelta(weeks=at)
        sunday = monday + dt.timedelta(days=6)
        count = sum(due.get(monday + dt.timedelta(days=n), 0) for n in range(7))
        colour = PAST if sunday < today else SOON if monday <= today + dt.timedelta(days=_SOON_DAYS) else LATER
        marks.append(Mark(f"{monday.day}/{monday.month}", count, link(monday, sunday), colour))
    return Chart(title, _columns(marks, title, "tuần từ "), [mark for mark in marks if mark.count])


def months(title: str, counts: Iterable[tuple[str, int]], link: Callable[[str], str]) -> Chart:
    """Return how many there are in each month, given as `2024-06`; the latest months, those without any too."""
    known = {name: count for name, count in counts if name}
    names = _months_between(min(known), max(known))[-_MOST_MONTHS:] if known else []
    marks = [Mark(_short(name), known.get(name, 0), link(name)) for name in names]
    return Chart(title, _columns(marks, title, "tháng "), [mark for mark in marks if mark.count])


def _months_between(first: str, last: str) -> list[str]:
    start, end = (int(name[:4]) * 12 + int(name[5:7]) - 1 for name in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(start, end - _MOST_MONTHS), end + 1)]


def _short(name: str) -> str:
    """Return `2024-06` as `6/2024`."""
    return month(name).removeprefix("tháng ")


def bars(title: str, marks: Sequence[Mark]) -> Chart:
    """Return horizontal bars in the order given."""
    base = alt.Chart(_values(marks, "")).encode(
        y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=230, ticks=False, domain=False)),
        x=alt.X("count:Q", title=None, axis=None, scale=alt.Scale(domainMax=_ROOM * max(mark.count for mark in marks))),
    )
    drawn = base.mark_bar(height={"band": 0.72}).encode(
        color=alt.Color("colour:N", scale=None), href="address:N", description="said:N", tooltip="said:N"
    )
    written = base.mark_text(align="left", dx=4, aria=False).encode(text="written:N")
    return Chart(title, _svg((drawn + written).properties(width=390, height={"step": 24}), title), marks)


def _columns(marks: Sequence[Mark], title: str, said: str) -> Markup:
    if not marks:
        return Markup()
    base = alt.Chart(_values(marks, said)).encode(
        x=alt.X("label:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap="parity", ticks=False)),
        y=alt.Y("count:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False)),
    )
    drawn = base.mark_bar(width={"band": 0.8}).encode(
        color=alt.Color("colour:N", scale=None), href="address:N", description="said:N", tooltip="said:N"
    )
    written = base.mark_text(dy=-6, aria=False).encode(text="written:N")
    return _svg((drawn + written).properties(width=560, height=120), title)


def over_time(title: str, points: Sequence[Point]) -> Chart:
    """Return figures of several series by day, joined where they belong together."""
    marks = [Mark(f"{point.series}, {day(point.on)} – {point.source}", point.count, point.address) for point in points]
    values = [
        {
            "series": point.series,
            "on": point.on.isoformat(),
            "count": point.count,
            "address": f"{_HERE}{point.address}",
            "said": f"{point.series}, {day(point.on)}: {number(point.count)}",
        }
        for point in points
    ]
    names = list(dict.fromkeys(point.series for point in points))
    colours = alt.Scale(domain=names, range=[_SERIES[at % len(_SERIES)] for at in range(len(names))])
    base = alt.Chart({"values": values}).encode(
        x=alt.X("on:T", title=None, axis=alt.Axis(format="%-m/%Y", tickCount=6, grid=False)),
        y=alt.Y("count:Q", title=None, axis=alt.Axis(tickCount=5, domain=False, ticks=False)),
        color=alt.Color("series:N", title=None, scale=colours, legend=alt.Legend(orient="bottom", columns=3)),
    )
    lines = base.mark_line(strokeWidth=1.5, aria=False)
    dots = base.mark_point(size=70, filled=True, opacity=1).encode(
        href="address:N", description="said:N", tooltip="said:N"
    )
    return Chart(title, _svg((lines + dots).properties(width=560, height=180), title), marks)


def _values(marks: Sequence[Mark], said: str) -> dict[str, Any]:
    """Return the data of marks; what has nothing behind it has no label to its length."""
    return {
        "values": [
            {
                "label": mark.label,
                "count": mark.count,
                "colour": mark.colour,
                "address": f"{_HERE}{mark.address}",
                "written": number(mark.count) if mark.count else "",
                "said": f"{said}{mark.label}: {number(mark.count)}",
            }
            for mark in marks
        ]
    }


_LOOK: Mapping[str, Any] = {
    "font": _FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12, "labelColor": "#4c585f", "gridColor": "#e6e4dd", "domainColor": "#87908f",
        "tickColor": "#87908f",
    },
    "text": {"fontSize": 12, "color": "#1b2226"},
    "legend": {"labelFontSize": 12, "labelColor": "#1b2226", "labelLimit": 260},
}  # fmt: skip


def _svg(chart: Any, title: str) -> Markup:  # noqa: ANN401  # any chart of Altair
    """Return the picture for a page: named for who does not see it, its addresses those of this service."""
    out = StringIO()
    chart.configure(**_LOOK).save(out, format="svg")
    drawn = out.getvalue().replace(f'xlink:href="{_HERE}', 'href="')
    named = Markup('<svg role="group" aria-label="{}" ').format(title)
    return named + Markup(drawn.removeprefix("<svg "))  # noqa: S704  # Vega escapes what it writes
