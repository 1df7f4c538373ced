"""Task counts: which numbers count, in which state, whose they are, and what counts nothing."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extractor.annotations import DirectiveFinding, Reason, ReportFinding, UnitFinding
from extractor.resolve.entries import gather
from extractor.stages.references import find_references
from extractor.stages.task_counts import find_task_reports
from extractor.text.layout import Layout, build_layout
from models.spans import Span

HERE = Path(__file__).parent / "cases"
CASES = tomllib.loads((HERE / "task_counts.toml").read_text(encoding="utf-8"))
STATUSES = tomllib.loads((HERE / "statuses.toml").read_text(encoding="utf-8"))
_HAND = Reason("by hand", "tests")
_NAMES = ("Sở Y tế",)


def read(
    body: str, names: tuple[str, ...] = _NAMES, directive: str | None = None
) -> tuple[Layout, list[str], tuple[ReportFinding, ...]]:
    """Run the stage over a text whose units are named by hand; return layout, names of units, reports."""
    layout = build_layout(f"Bản tin buổi sáng\n\n{body}\n")
    text = layout.text
    places = {name: tuple(Span(*m.span()) for m in re.finditer(re.escape(name), text)) for name in names}
    units = tuple(UnitFinding(name, None, spans, _HAND) for name, spans in places.items() if spans)
    told = [] if directive is None else [Span(text.index(directive), text.index(directive) + len(directive))]
    directives = tuple(DirectiveFinding(span, _HAND, addressees=(0,)) for span in told)
    found = gather(layout, find_references(layout), units, (), directives)
    return layout, [unit.name for unit in units], find_task_reports(found)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case["text"]))
def test_the_numbers_of_tasks_are_found_with_their_states_and_owners(case: dict[str, Any]) -> None:
    body = "\n\n".join(case[key] for key in ("before", "text") if key in case)
    layout, units, reports = read(body, tuple(case.get("units", ())), case.get("directive"))
    counts = sorted((count for report in reports for count in report.counts), key=lambda c: c.span)
    facts = [
        f"{c.status} {c.count}{'' if c.percent is None else f' {c.percent:g}%'}: {c.span.of(layout.text)}"
        for c in counts
    ]
    assert facts == sorted(case["facts"], key=facts.index)
    assert ["" if r.unit is None else units[r.unit] for r in reports] == case["owner"]
    if "reconciles" in case:
        assert [report.reconciles for report in reports] == case["reconciles"]


@pytest.mark.parametrize(
    ("status", "text"), [(case["status"], text) for case in STATUSES["case"] for text in case["texts"]]
)
def test_the_words_around_a_number_say_its_state(status: str, text: str) -> None:
    _, _, reports = read(text)
    found = {str(count.status) for report in reports for count in report.counts if count.count == 15}
    assert status in found
    assert len(found - {"assigned", "completed"}) <= 1


@pytest.mark.parametrize("text", CASES["refusals"]["texts"])
def test_what_is_no_number_of_tasks_is_refused(text: str) -> None:
    assert read(text, ())[2] == ()


@pytest.mark.parametrize("text", CASES["refusals"]["silent"])
def test_titles_and_headings_hold_no_counts(text: str) -> None:
    layout = build_layout(text)
    assert find_task_reports(gather(layout, (), (), (), ())) == ()


def test_parts_point_at_the_count_that_they_divide() -> None:
    _, _, reports = read("Sở Y tế được giao 20 nhiệm vụ, hoàn thành 15 nhiệm vụ (đúng hạn 12, quá hạn 3), quá hạn 5.")
    assert [count.of for count in reports[0].counts] == [None, 0, 1, 1, 0]


def test_a_report_says_in_words_whether_it_adds_up() -> None:
    _, _, reports = read("Sở Y tế được giao 20 nhiệm vụ, đã hoàn thành 15 nhiệm vụ, chưa hoàn thành 6 nhiệm vụ.")
    said = [clue.what for clue in reports[0].reason.clues]
    assert "Không khớp: 15 + 6 = 21, văn bản ghi 20" in said
    assert reports[0].reconciles is False


def test_counts_stand_in_reading_order() -> None:
    _, _, reports = read("Sở Y tế hoàn thành 48/52 nhiệm vụ, còn 4 nhiệm vụ chưa đến hạn.")
    spans = [count.span for count in reports[0].counts]
    assert all(one < other for one, other in pairwise(spans))
