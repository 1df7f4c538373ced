"""Texts that nobody should send, and that must neither break nor hang the extractor."""

import functools

import pytest

from bench.timing import least_ratio, processor_seconds
from extractor import Extractor, load
from models.errors import InputError
from models.records import Record

SHORT, LONG = 4_000, 16_000
MOST = 2 * LONG / SHORT
PATIENCE = 300.0
"""Seconds of processor time that a very long line may take."""

FILLERS = {
    "one letter": "a",
    "one word": "nhiệm vụ ",
    "syllables": "Bộ trưởng yêu cầu các đơn vị báo cáo kết quả ",
    "brackets": "(",
    "enumerators": "(i) ",
    "numbers": "1.",
    "digits": "7",
    "dates": "ngày 1/1/2024, ",
    "dashes": "- ",
    "quotes": "“",
    "marks without letters": "\u0301",
    "spaces": " ",
}


@functools.cache
def extractor() -> Extractor:
    return load()


def _extract(text: str) -> Record | None:
    try:
        return extractor()(text)
    except InputError:
        return None


def _line(filler: str, length: int) -> str:
    return (filler * (length // len(filler) + 1))[:length]


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS)
def test_time_grows_with_the_text_and_not_with_its_square(filler: str) -> None:
    long, short = _line(filler, LONG), _line(filler, SHORT)
    _extract(short)  # models are loaded before the clock starts
    assert least_ratio(lambda: _extract(long), lambda: _extract(short), MOST, turns=5) <= MOST


@pytest.mark.parametrize(
    ("filler", "length"),
    [
        pytest.param("a", 1_000_000, id="a word of a million letters"),
        pytest.param("Bộ trưởng yêu cầu báo cáo. ", 250_000, id="ten thousand sentences"),
    ],
)
def test_a_very_long_line_ends(filler: str, length: int) -> None:
    assert processor_seconds(lambda: _extract(_line(filler, length))) < PATIENCE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t\u00a0\u200b\ufeff", id="nothing but space"),
        pytest.param("Ủy ban", id="one name"),
        pytest.param("The ministry asked all provinces to report by 30 June 2024.", id="English"),
        pytest.param("国务院要求各部门在2024年6月30日前完成任务。", id="Chinese"),
        pytest.param("วันนี้ Правительство поручило 🎉👩‍👩‍👧‍👦 ٣٤", id="many scripts"),
        pytest.param("Bo truong yeu cau cac don vi bao cao truoc ngay 30/6.", id="no diacritics"),
        pytest.param("B¸o c¸o cña Bé tr−ëng vÒ nhiÖm vô ®−îc giao", id="TCVN3 not decoded"),
        pytest.param("\u0301\u0323\u031b đ\u0301\u0301\u0301", id="marks on nothing"),
        pytest.param("\r\r\n\x0b\x0c\x1c\u2028\u2029\x85", id="line ends of all kinds"),
        pytest.param("\u202eyêu cầu\u202c Bộ Y tế \ufff9báo cáo\ufffb", id="invisible controls"),
    ],
)
def test_odd_texts_give_a_record_or_a_named_error(text: str) -> None:
    record = _extract(text)
    assert record is None or record.document.id


@pytest.mark.parametrize("day", ["31/2/2024", "30/02/2023", "ngày 31 tháng 4 năm 2024", "29/2/2023", "0/0/2024"])
def test_a_day_that_no_calendar_has_resolves_to_none(day: str) -> None:
    record = extractor()(f"Bộ Y tế yêu cầu Sở Y tế báo cáo trước ngày {day}.")
    assert [date for date in record.dates if date.first and date.value.count("-") == 2] == []


@pytest.mark.parametrize("number", ["99999999999999999999", "1.000.000.000.001", "9" * 5000])
def test_a_number_beyond_all_tasks_is_no_count(number: str) -> None:
    record = extractor()(f"Sở Y tế được giao {number} nhiệm vụ, đã hoàn thành 3 nhiệm vụ.")
    counts = [count.count for report in record.task_reports for count in report.counts]
    assert [count for count in counts if count > 10**12] == []


def test_enumerations_nested_without_end_are_read() -> None:
    signs = ["I.", "1.", "a)", "-", "+", "(i)", "(1)", "•"]
    lines = [f"{signs[i % len(signs)]} Rà soát việc thứ {i}." for i in range(2000)]
    record = extractor()("Bộ trưởng Bộ Y tế yêu cầu:\n" + "\n".join(lines))
    assert len({directive.id for directive in record.directives}) == len(record.directives)


def test_parents_never_run_in_circles() -> None:
    lines = [f"{i % 7 + 1}. {'a)' if i % 3 else '-'} Làm việc" for i in range(300)]
    record = extractor()("Bộ trưởng Bộ Y tế yêu cầu:\n" + "\n".join(lines))
    parents = {directive.id: directive.parent for directive in record.directives}
    for start in parents:
        seen: list[str | None] = []
        at: str | None = start
        while at:
            assert at not in seen
            seen.append(at)
            at = parents[at]


@pytest.mark.parametrize("text", ["Bo truong yeu cau cac don vi bao cao", "The ministry asks", "国务院要求各部门"])
def test_a_text_that_is_no_vietnamese_holds_no_directive(text: str) -> None:
    assert extractor()(text).directives == ()
