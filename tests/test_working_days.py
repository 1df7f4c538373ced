"""Working days: weekends, holidays, and the Saturdays worked for days off, as the Government announced them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolve.working_days import add_working_days, is_working_day

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2019-04-03", 0, "2019-04-03"),
        ("2019-04-03", 1, "2019-04-04"),
        ("2019-04-05", 1, "2019-04-08"),  # over a weekend
        ("2019-04-03", 10, "2019-04-18"),  # over Giỗ Tổ, a Sunday made up for on Monday
        ("2024-02-07", 1, "2024-02-15"),  # over Tết
        ("2025-01-24", 1, "2025-02-03"),  # over Tết
        ("2024-04-26", 1, "2024-05-02"),  # over 30/4 and 1/5, Monday 29/4 off as well
        ("2024-05-02", 2, "2024-05-04"),  # Saturday 4/5/2024 worked for 29/4
        ("2025-04-25", 1, "2025-04-26"),  # Saturday 26/4/2025 worked for 2/5
        ("2025-04-29", 1, "2025-05-05"),
        ("2024-08-30", 1, "2024-09-04"),  # over 2/9
        ("2025-08-29", 1, "2025-09-03"),
        ("2024-05-02", -1, "2024-04-26"),
        ("2024-12-31", 1, "2025-01-02"),
    ],
)
def test_working_days_are_counted_by_the_calendar(start: str, n: int, end: str) -> None:
    assert add_working_days(dt.date.fromisoformat(start), n) == dt.date.fromisoformat(end)


@given(DAYS, st.integers(1, 60))
def test_the_last_of_some_working_days_is_one(day: dt.date, n: int) -> None:
    last = add_working_days(day, n)
    assert is_working_day(last)
    assert add_working_days(last, -n) <= day


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_working_days_add_up(day: dt.date, n: int, m: int) -> None:
    assert add_working_days(add_working_days(day, n), m) == add_working_days(day, n + m)


@pytest.mark.parametrize(("day", "n"), [(dt.date(2019, 4, 3), 5001), (dt.date.max, 1), (dt.date.min, -1)])
def test_what_cannot_be_counted_is_an_error(day: dt.date, n: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        add_working_days(day, n)
