"""Dates: every phrase of the table means its value; what is no date is none; the calendar's own laws."""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotations import DateFinding, DocumentFinding
from extractor.resolve.date_phrases import resolve_phrase
from extractor.resolve.lunar import lunar_day
from extractor.rules.loader import load_rules
from extractor.stages.dates import find_dates
from extractor.stages.references import find_references
from extractor.text.layout import build_layout
from models.spans import Span
from models.vocabulary import Kind, Role

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
TODAY = dt.date(2019, 4, 3)  # a Wednesday
_BRACKETS = re.compile(r"[\[\]]")
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


def find(text: str, date: dt.date | None = None, kind: Kind = Kind.NEWS) -> tuple[DateFinding, ...]:
    layout = build_layout(text)
    return find_dates(layout, DocumentFinding(kind, None, None, date, date), find_references(layout))


def values(text: str, date: dt.date | None = None, kind: Kind = Kind.NEWS) -> list[str]:
    return [found.value for found in find(text, date, kind)]


def roles(text: str, date: dt.date | None = None) -> list[Role]:
    return [found.role for found in find(text, date)]


PHRASES = [
    pytest.param(case["value"], phrase, case.get("problem"), id=f"{case['value']}: {phrase}")
    for case in CASES["case"]
    for phrase in case.get("phrases", ())
]


@pytest.mark.parametrize(("value", "phrase", "problem"), PHRASES)
def test_a_phrase_means_its_value(value: str, phrase: str, problem: str | None) -> None:
    found = resolve_phrase(phrase, TODAY)
    assert found is not None
    assert found.value == value
    assert (problem is None) == (found.problem is None)
    assert (problem or "") in (found.problem or "")


@pytest.mark.parametrize(
    ("value", "marked"), [(case["value"], text) for case in CASES["case"] for text in case.get("texts", ())]
)
def test_an_expression_is_found_whole(value: str, marked: str) -> None:
    places = [m.start() - i for i, m in enumerate(_BRACKETS.finditer(marked))]
    text = _BRACKETS.sub("", marked)
    layout = build_layout(text)
    found = find(text, TODAY)
    assert [layout.view.to_source(date.span) for date in found] == [Span(*places)]
    assert [date.value for date in found] == [value]


@pytest.mark.parametrize("text", [text for case in CASES["refusals"] for text in case["texts"]])
def test_what_is_no_date_is_none(text: str) -> None:
    layout = build_layout(text)
    assert [date.span.of(layout.text) for date in find(text, TODAY)] == []


@pytest.mark.parametrize("name", ["dates", "holidays"])
def test_a_rule_says_what_it_needs_where_it_is_not_known_how_it_begins(name: str) -> None:
    rules = [rule for rule in load_rules(name).rules if not rule.fields.get("alone")]
    assert [rule.name for rule in rules if bool(rule.text("needs")) == rule.openings.words] == []


@pytest.mark.parametrize("count", [("phrases", 400), ("refusals", 150)])
def test_the_table_is_long_enough(count: tuple[str, int]) -> None:
    what, least = count
    texts = [text for case in CASES["refusals"] for text in case["texts"]]
    assert len(PHRASES if what == "phrases" else texts) >= least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng 3/4, đoàn họp. Từ năm 2018 đến ngày 28/2/2019 có 9 việc.", "2019-04-03TMO"),
        ("Ngày 7/5, đoàn họp. Vốn giảm so với năm 2015.", "XXXX-05-07"),
        ("Ngày 7/5, đoàn gặp ông Nam (SN 1980).", "XXXX-05-07"),
        ("Thứ Ba, ngày 7/5, đoàn họp về kế hoạch năm 2018 và năm 2019.", "2019-05-07"),
        ("Chiều 21/11, đoàn họp. Bộ xin lùi đến tháng 6/2017.", "XXXX-11-21TAF"),
        ("Ngày 29/2, đoàn họp về nhiệm vụ năm 2019, năm 2020.", "2020-02-29"),
        ("Tháng 3 và tháng 4/2019 trời mưa.", "2019-03"),
        ("Bão đến hôm 11/9. Trận bão năm 1954 cũng lớn.", "XXXX-09-11"),
        ("Tuần tới sở trình dự án.", "XXXX-XX-XX"),
        ("Ngày 15/3, tòa xử vụ kho hàng. Năm 2015, kho bị trộm. Ngày 22/1/2016, vụ án bị khởi tố.", "2016-03-15"),
    ],
)
def test_a_year_is_borrowed_where_nothing_contradicts(text: str, expected: str) -> None:
    assert values(text)[0] == expected


def test_what_is_told_behind_the_news_may_have_come_before() -> None:
    text = "Trước đó, đầu tháng 8/2018, công an nhận đơn. Ngày 17/9, hai người ra trình diện. Ngày 1/7 họ đi chơi."
    assert values(text) == ["2018-08", "2018-09-17", "2018-07-01"]


def test_the_year_is_the_documents() -> None:
    assert values("Ngày 15/8, đoàn họp, nhắc lại năm 2016.", dt.date(2024, 8, 16)) == ["2024-08-15", "2016"]


def test_a_deadline_over_the_turn_of_the_year_is_to_come() -> None:
    assert values("Các sở gửi báo cáo trước ngày 15/1.", dt.date(2024, 12, 20)) == ["2025-01-15"]


def test_weekdays_of_minutes_follow_the_meeting() -> None:
    text = "Biên bản\nLớp họp lúc 16h ngày 5/2/2024 tại lớp.\n- Sáng chủ nhật tổ một dọn vườn.\n"
    assert values(text, dt.date(2025, 4, 14), Kind.MINUTES) == ["2024-02-05T16:00", "2024-02-11TMO"]


@pytest.mark.parametrize(("role", "text"), [(case["role"], text) for case in CASES["role"] for text in case["texts"]])
def test_a_date_has_the_role_its_words_give(role: str, text: str) -> None:
    assert roles(text, TODAY) == [Role(role)]


@pytest.mark.parametrize("case", CASES["together"], ids=lambda case: case["why"])
def test_the_dates_of_a_text_tell_of_one_another(case: dict[str, Any]) -> None:
    found = find(case["text"], case.get("date"), Kind(case.get("kind", "news")))
    told = {"values": [date.value for date in found], "roles": [date.role for date in found]}
    assert told | {key: case[key] for key in told if key in case} == told


# Facts of the Vietnamese calendar; in 1985, 2007 and 2030 the Chinese new year falls on another day.
TET = {1968: "01-29", 1985: "01-21", 2007: "02-17", 2018: "02-16", 2024: "02-10", 2025: "01-29", 2030: "02-02"}


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_the_lunar_year_begins_as_in_vietnam(year: int, day: str) -> None:
    assert lunar_day(1, 1, year) == dt.date.fromisoformat(f"{year}-{day}")


def spellings(day: dt.date) -> list[str]:
    d, m, y = day.day, day.month, day.year
    return [
        f"ngày {d}/{m}/{y}", f"ngày {d:02}/{m:02}/{y}", f"{d}-{m}-{y}", f"{d}.{m}.{y}", f"{d:02}/{m:02}/{y}",
        f"ngày {d} tháng {m} năm {y}", f"ngày {d:02} tháng {m:02} năm {y}", f"{y}-{m:02}-{d:02}",
        f"hôm {d}/{m}/{y}", f"{d} tháng {m} năm {y}",
    ]  # fmt: skip


@settings(deadline=None)
@given(DAYS, DAYS)
def test_every_spelling_of_a_day_is_that_day(day: dt.date, anchor: dt.date) -> None:
    found = [resolve_phrase(text, anchor) for text in spellings(day)]
    assert [f and (f.value, f.first, f.last, f.problem) for f in found] == [(day.isoformat(), day, day, None)] * len(
        found
    )


@given(DAYS, DAYS)
def test_a_range_covers_from_its_first_to_its_last_day(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    found = resolve_phrase(f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}", None)
    assert found is not None
    assert (found.value, found.first, found.last) == (f"{first}/{last}", first, last)


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_no_phrase_is_too_odd(text: str, anchor: dt.date | None) -> None:
    resolve_phrase(text, anchor)


PIECES = [phrase.values[1] for phrase in PHRASES] + [
    " ",
    ", ",
    "\n",
    "từ ",
    " đến ",
    "-",
    "/",
    "(",
    ")",
    "2019",
    "hằng năm",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.one_of(st.none(), st.dates()))
def test_findings_lie_in_the_text_in_order_and_apart(pieces: list[object], anchor: dt.date | None) -> None:
    text = "".join(map(str, pieces))
    layout = build_layout(text)
    end = 0
    for found in find(text, anchor):
        assert end <= found.span.start < found.span.end <= len(layout.text)
        end = found.span.end
        assert found.first is None or found.last is None or found.first <= found.last


def test_a_range_with_one_year_lends_it() -> None:
    told = "Sáng 15-8, tổ công tác đã họp. Từ đầu năm 2018 đến ngày 10-8, bộ đã xử lý năm việc."
    assert values(told) == ["2018-08-15TMO", "2018-01-01/2018-08-10"]


def test_a_deadline_s_cell_says_a_day_alone_outside_the_news() -> None:
    table = "Họp ngày 14/10/2025\n\n| Công việc | Phụ trách | Hạn |\n| --- | --- | --- |\n| Dọn kho | Tổ 2 | 18/10 |\n"
    assert values(table, dt.date(2025, 10, 14), Kind.MINUTES)[-1] == "2025-10-18"
    assert values(table, dt.date(2025, 10, 14)) == ["2025-10-14"]


def test_a_month_of_the_same_year_follows_the_day_before_it() -> None:
    assert values("Ngày 14/6/2016, khởi tố vụ án; đến tháng 8 cùng năm thì bắt.", TODAY) == ["2016-06-14", "2016-08"]


def test_history_told_first_is_not_the_news() -> None:
    told = "Tờ báo ra số đầu ngày 3/2/1962. Xưởng cũ khởi công sửa từ tháng 3/2018. Ngày 2/4/2019, nhà bia khánh thành."
    assert roles(told) == [Role.OTHER, Role.OTHER, Role.EVENT]


def test_what_was_promised_before_a_day_is_not_due_by_it() -> None:
    told = "Trước Tết Nguyên đán 2019, chủ đầu tư từng hứa trả nhà. Ngày 27/3, bốn mươi hộ kéo đến công ty."
    assert values(told)[1] == "2019-03-27"


def test_the_hour_of_posting_gives_the_year_to_what_stands_below() -> None:
    told = (
        "Thứ tư, 24/07/2024 21:57 (GMT+7)\n\nNăm 2024, đội đã thắng 3 trận. Trận sau diễn ra lúc 2h00 rạng sáng 25.7."
    )
    assert values(told)[-1] == "2024-07-25T02:00"


def test_the_news_is_not_older_than_a_paper_it_cites() -> None:
    told = "Sáng 17/7, danh sách vẫn chưa đổi. Danh sách ban hành kèm Quyết định số 36/QĐ-BGDĐT ngày 8/11/2023."
    assert values(told) == ["XXXX-07-17TMO", "2023-11-08"]


def test_a_month_right_behind_its_year_is_of_it() -> None:
    told = "Ngày 3/1, ngành họp. Năm 2018 đã xảy ra 300 vụ, trong đó có vụ vào cuối tháng 7 ở đèo."
    assert values(told) == ["XXXX-01-03", "2018", "2018-07"]
