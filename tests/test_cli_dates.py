"""`chidao dates`: a phrase and a day in, what it means out."""

import json

import pytest
from shell import Run


def test_a_phrase_is_printed_as_a_table(run: Run) -> None:
    ran = run("dates", "thứ Hai tuần tới", "--at", "2019-04-03")
    assert (ran.code, ran.err) == (0, "")
    assert "2019-04-08" in ran.out
    assert "08/04/2019" in ran.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["cuối quý III", "--at", "2019-04-03"], ("2019-Q3", "2019-07-01", "2019-09-30", None)),
        (["ngày 3/4"], ("XXXX-04-03", None, None, None)),
        (["từ đầu năm đến nay", "--at", "2019-04-03"], ("2019-01-01/", "2019-01-01", None, None)),
        (["31/2/2019"], ("2019-02-31", None, None, "lịch không có ngày 31/02")),
    ],
    ids=lambda given: given[0],
)
def test_a_phrase_is_printed_by_the_names_of_the_contract(
    run: Run, arguments: list[str], expected: tuple[str | None, ...]
) -> None:
    printed = json.loads(run("dates", *arguments, "--format", "json").out)
    assert printed == dict(zip(("phrase", "value", "from", "to", "problem"), (arguments[0], *expected), strict=True))


def test_a_phrase_without_a_time_is_refused(run: Run) -> None:
    ran = run("dates", "rà soát quy hoạch")
    assert ran.code == 3
    assert "không có thời gian nào" in ran.err


def test_a_day_that_no_calendar_has_is_refused(run: Run) -> None:
    ran = run("dates", "hôm nay", "--at", "2019-02-30")
    assert ran.code == 2
    assert "2019-02-30" in ran.err
