"""The shipped samples: each is extracted and held against its hand-made record."""

import datetime as dt
import functools
import json
from pathlib import Path

import pytest

from corpus.gold import load_gold, scored
from corpus.scoring import Scores, score_records
from extractor import Extractor, load
from models.folding import fold
from models.records import AgentId, Count, Directive, Found, Record
from models.vocabulary import Kind, Status

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
GOLD = {gold.name: gold for gold in load_gold(SAMPLES)}

# Mean F1 of all measures that the sample has something to find for.
FLOORS = {
    "counts_that_do_not_add_up": 0.9,
    "meeting_minutes": 0.9,
    "ministry_article": 0.9,
    "urgent_telegram": 0.9,
}

DEV = Path(__file__).parents[2] / "shared" / "gold" / "dev"
# A little below what the real documents score, of which the rules have seen every one.
DEV_FLOORS = {
    "unit_mentions": 0.98,
    "units_named": 0.97,
    "people_mentions": 0.98,
    "positions": 0.97,
    "date_spans": 0.98,
    "dates_resolved": 0.98,
    "date_roles": 0.95,
    "task_counts": 0.97,
    "task_counts_owned": 0.97,
    "directives": 0.93,
    "directive_numbers": 0.96,
    "issuers": 0.92,
    "addressees": 0.95,
    "deadlines": 0.94,
    "references": 0.98,
}


@functools.cache
def extractor() -> Extractor:
    return load()


@functools.cache
def extracted(name: str) -> Record:
    return extractor()(GOLD[name].text, GOLD[name].published_on)


def _scores(name: str) -> Scores:
    return score_records([(GOLD[name], scored(extracted(name)))])


@pytest.mark.parametrize("name", sorted(GOLD))
def test_a_sample_scores_above_its_floor(name: str) -> None:
    scores = _scores(name)
    errors = "\n".join(f"{measure}: {line}" for measure, lines in scores.errors.items() for line in lines)
    assert scores.mean_f1 >= FLOORS[name], errors


@pytest.mark.skipif(not DEV.exists(), reason="the gold documents, ../shared/gold/dev, are not here")
def test_real_documents_score_above_their_floors() -> None:
    scores = score_records((gold, scored(extractor()(gold.text, gold.published_on))) for gold in load_gold(DEV))
    assert {measure for measure, floor in DEV_FLOORS.items() if scores.rows[measure].f1 < floor} == set()


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_kind_and_the_day_of_a_sample_are_read(name: str) -> None:
    gold = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))["document"]
    document = extracted(name).document
    assert document.kind == Kind(gold["kind"])
    assert document.event_date == (dt.date.fromisoformat(gold["event_date"]) if gold["event_date"] else None)


def test_the_four_counts_of_the_article_are_right() -> None:
    [report] = extracted("ministry_article").task_reports
    assert [(count.status, count.count) for count in report.counts] == [
        (Status.ASSIGNED, 34),
        (Status.COMPLETED_ON_TIME, 25),
        (Status.IN_PROGRESS, 7),
        (Status.NOT_STARTED, 2),
    ]
    assert report.reconciles is True


def test_the_five_items_of_the_article_have_one_parent_and_one_issuer() -> None:
    record = extracted("ministry_article")
    items = [directive for directive in record.directives if directive.number]
    assert [item.number for item in items] == ["(i)", "(ii)", "(iii)", "(iv)", "(v)"]
    [parent] = {item.parent for item in items}
    assert parent in {directive.id for directive in record.directives}
    assert {_agent(record, item.issuer) for item in items} == {"Lê Quang Vinh"}
    assert {_agent(record, item.conveyed_by) for item in items} == {"Hoàng Thị Mai Lan"}


def test_the_quoted_directive_is_the_ministers_and_not_the_speakers() -> None:
    record = extracted("ministry_article")
    quoted = _directive(record, "Cục cần đẩy mạnh số hóa")
    assert _agent(record, quoted.issuer) == "Lê Quang Vinh"
    assert _agent(record, quoted.conveyed_by) == "Hoàng Thị Mai Lan"


@pytest.mark.parametrize(
    ("name", "words", "lead", "helps"),
    [
        pytest.param("ministry_article", "Chủ trì", ["Cục Quản lý Dược"], ["Vụ Pháp chế"], id="article"),
        pytest.param(
            "urgent_telegram",
            "Sở Nông nghiệp và Phát triển nông thôn chủ trì",
            ["Sở Nông nghiệp và Phát triển nông thôn"],
            ["Sở Công Thương"],
            id="telegram",
        ),
        pytest.param(
            "meeting_minutes",
            "Phòng Quản trị chủ trì",
            ["Phòng Quản trị"],
            ["Khoa Công nghệ thông tin"],
            id="minutes",
        ),
    ],
)
def test_who_leads_and_who_helps(name: str, words: str, lead: list[str], helps: list[str]) -> None:
    record = extracted(name)
    directive = _directive(record, words)
    assert [_agent(record, unit) for unit in directive.lead] == lead
    assert [_agent(record, unit) for unit in directive.coordinating] == helps


def test_the_letterhead_of_the_telegram_is_read() -> None:
    record = extracted("urgent_telegram")
    header = record.document.header
    assert header is not None
    assert (header.number, header.type, header.place) == ("07/CĐ-UBND", "Công điện", "Bắc Giang")
    assert header.date == dt.date(2024, 9, 9)
    assert header.urgency == "HỎA TỐC"
    assert _agent(record, header.issuer) == "Ủy ban nhân dân tỉnh Bắc Giang"
    assert _agent(record, header.signer) == "Trần Đức Lâm"
    gold = json.loads((SAMPLES / "urgent_telegram.json").read_text("utf-8"))
    names = {unit["id"]: unit["name"] for unit in gold["units"]}
    wanted = {fold(names[unit]) for unit in gold["document"]["header"]["recipients"]}
    assert {fold(_agent(record, unit) or "") for unit in header.recipients} == wanted


def test_counts_that_do_not_add_up_are_said_not_to() -> None:
    record = extracted("counts_that_do_not_add_up")
    verdicts = {_agent(record, report.unit): report.reconciles for report in record.task_reports}
    assert verdicts == {"Sở Tài chính": False, "Sở Xây dựng": False, "Sở Y tế": True}


def test_percentages_stay_with_their_counts() -> None:
    counts = [count for report in extracted("counts_that_do_not_add_up").task_reports for count in report.counts]
    assert [(count.count, count.percent) for count in counts if count.percent] == [(31, 77.5), (9, 22.5)]


@pytest.mark.parametrize("name", sorted(GOLD))
def test_every_record_says_why(name: str) -> None:
    record = extracted(name)
    found: list[Found] = [*record.units, *record.people, *record.dates, *record.task_reports]
    found += [*record.directives, *record.references, *_counts(record)]
    assert all(entry.why.rule and entry.why.file for entry in found)


def _counts(record: Record) -> list[Count]:
    return [count for report in record.task_reports for count in report.counts]


def _directive(record: Record, words: str) -> Directive:
    [found] = [directive for directive in record.directives if directive.text.startswith(words)]
    return found


def _agent(record: Record, agent: AgentId | None) -> str | None:
    names = {unit.id: unit.name for unit in record.units} | {one.id: one.name or "" for one in record.people}
    return names[agent] if agent else None
