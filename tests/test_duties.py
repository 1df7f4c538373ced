"""Dues: by when a directive is to be done, and on which day so much time is over."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotations import DocumentFinding, DueFinding
from extractor.resolve.duties import find_dues
from extractor.resolve.last_days import last_day
from extractor.resolve.working_days import is_working_day
from extractor.stages.dates import find_dates
from extractor.text.layout import build_layout
from models.spans import Span
from models.vocabulary import Bound, Kind, TimeUnit

CASES = tomllib.loads((Path(__file__).parent / "cases" / "duties.toml").read_text(encoding="utf-8"))
SAID_ON = dt.date(2024, 6, 12)
_BRACKETS = re.compile(r"[\[\]]")
_NOWHERE = Span(0, 1)


def dues(text: str) -> list[DueFinding]:
    layout = build_layout(f"Giao Sở Y tế {text}.")
    dates = find_dates(layout, DocumentFinding(Kind.NEWS, None, None, SAID_ON, SAID_ON), ())
    return list(find_dues(layout.text, Span(len("Giao Sở Y tế "), len(layout.text)), dates))


@pytest.mark.parametrize(
    ("text", "case"), [pytest.param(text, case, id=text) for case in CASES["case"] for text in case["texts"]]
)
def test_a_due_is_found_whole(text: str, case: dict[str, object]) -> None:
    start, end = (m.start() - i + len("Giao Sở Y tế ") for i, m in enumerate(_BRACKETS.finditer(text)))
    [due] = dues(_BRACKETS.sub("", text))
    assert due.span == Span(start, end)
    assert (due.bound, due.amount, due.unit) == (case["bound"], case.get("amount"), case.get("unit"))
    assert (due.date is None) == (due.bound not in {Bound.BEFORE, Bound.BY, Bound.IN})
    assert (due.recurrence is None) == (due.bound is not Bound.RECURRING)


@pytest.mark.parametrize("text", CASES["refusals"]["texts"])
def test_what_sets_no_time_is_no_due(text: str) -> None:
    assert dues(text) == []


def test_dues_stand_in_reading_order() -> None:
    found = dues("xử lý ngay; báo cáo trước ngày 30/6/2024; định kỳ hằng tháng trước ngày 20 tổng hợp")
    assert [due.bound for due in found] == [Bound.AT_ONCE, Bound.BEFORE, Bound.RECURRING]


@pytest.mark.parametrize(
    ("amount", "unit", "start", "end"),
    [
        (10, TimeUnit.WORKING_DAY, "2024-04-22", "2024-05-08"),  # 29/4, 30/4, 1/5 off, Saturday 4/5 worked
        (5, TimeUnit.DAY, "2024-06-12", "2024-06-17"),
        (3, TimeUnit.DAY, "2024-06-12", "2024-06-17"),  # a Saturday: the next working day
        (24, TimeUnit.HOUR, "2024-06-14", "2024-06-15"),
        (12, TimeUnit.HOUR, "2024-06-14", "2024-06-15"),
        (48, TimeUnit.HOUR, "2024-06-14", "2024-06-16"),
        (2, TimeUnit.WEEK, "2024-06-12", "2024-06-26"),
        (1, TimeUnit.MONTH, "2024-01-31", "2024-02-29"),
        (1, TimeUnit.QUARTER, "2024-06-12", "2024-09-12"),
        (1, TimeUnit.YEAR, "2024-02-29", "2025-02-28"),
    ],
)
def test_so_much_time_ends_on_a_day(amount: int, unit: TimeUnit, start: str, end: str) -> None:
    due = DueFinding(_NOWHERE, Bound.WITHIN, amount=amount, unit=unit)
    assert last_day(due, dt.date.fromisoformat(start)) == dt.date.fromisoformat(end)


@pytest.mark.parametrize("bound", [bound for bound in Bound if bound is not Bound.WITHIN])
def test_another_due_has_no_last_day(bound: Bound) -> None:
    assert last_day(DueFinding(_NOWHERE, bound), SAID_ON) is None


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
    st.integers(1, 99),
    st.sampled_from([unit for unit in TimeUnit if unit is not TimeUnit.HOUR]),
)
def test_a_last_day_is_to_come_and_worked(start: dt.date, amount: int, unit: TimeUnit) -> None:
    last = last_day(DueFinding(_NOWHERE, Bound.WITHIN, amount=amount, unit=unit), start)
    assert last is not None
    assert last > start
    assert is_working_day(last)
