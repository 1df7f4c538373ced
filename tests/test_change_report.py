"""The change report: what it counts, what it lists, and that its page needs nothing else."""

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pytest
from building import ARTICLE, Builder, article
from light import light

from api.actions.reporting import Limits, objections
from api.report_page import as_html, as_json
from corpus.change_report import ChangeReport, rules_by_place
from corpus.claims import claims
from corpus.comparison import Turn
from models.archive import Run
from models.queue import Selection
from models.records import Record

NOON = dt.datetime(2024, 5, 2, 12, tzinfo=dt.UTC)
OPEN = Limits(lost_directives=1, altered_directives=1, failed_documents=1)
RUN = Run(3, "new", Selection(), NOON, NOON, 2, 0, 0, None)


def order(deadline: str = "ngày 30/6/2024", unit: str = "Sở Y tế", version: str = "1") -> Record:
    """Return the record of one directive with a deadline and an addressee."""
    text = "Giao Sở Y tế, Sở Nội vụ rà soát trước ngày 30/6/2024 hoặc ngày 15/7/2024."
    build = Builder(text)
    units = {name: build.unit(name) for name in ("Sở Y tế", "Sở Nội vụ")}
    days = {"ngày 30/6/2024": dt.date(2024, 6, 30), "ngày 15/7/2024": dt.date(2024, 7, 15)}
    dates = {words: build.date(words, day) for words, day in days.items()}
    if deadline:
        build.directive("rà soát", addressees=(units[unit],), lead=(units[unit],), deadline=dates[deadline])
    return build.record(version)


def compared(before: Record | None, after: Record, text: str = ARTICLE) -> ChangeReport:
    """Return the report of one document."""
    made = ChangeReport()
    made.add("d1", "Tiêu đề", text, before, after)
    return made


@pytest.mark.parametrize(
    ("before", "after", "listed"),
    [
        pytest.param(order(), order(), [], id="the same"),
        pytest.param(order(), order(deadline="ngày 15/7/2024"), ["deadline"], id="another deadline"),
        pytest.param(order(), order(unit="Sở Nội vụ"), ["addressees", "lead"], id="another addressee"),
        pytest.param(order(), order(deadline=""), ["*"], id="lost"),
        pytest.param(order(deadline=""), order(), [], id="gained"),
    ],
)
def test_a_directive_is_listed_where_it_is_lost_or_says_who_and_when_otherwise(
    before: Record, after: Record, listed: list[str]
) -> None:
    made = compared(before, after)
    fields = [name for shown in made.directives for name, *_ in shown.fields]
    assert ("*" in listed) == (made.lost_directives == 1)
    assert "*" in listed or fields == listed
    assert made.altered_directives == (1.0 if listed and "*" not in listed else 0.0)


def test_counts_add_up() -> None:
    made = compared(light(ARTICLE, "1"), article("2"))
    after = {kind: len(group) for kind, group in claims(article()).items() if kind != "document"}
    assert made.after == {kind: number for kind, number in after.items() if number}
    for kind in made.after | made.before:
        turns = made.kinds[kind]
        assert made.same(kind) + turns[Turn.CHANGED] + turns[Turn.LOST] == made.before[kind]
    assert sum(turns.total() for turns in made.rules.values()) == sum(t.total() for t in made.kinds.values())
    assert (made.changed, made.unchanged, made.most_changed[0].document) == (1, 0, "d1")


def test_a_newer_version_that_says_the_same_is_no_change() -> None:
    made = compared(article("1"), article("2"))
    assert (made.changed, made.unchanged, made.sample) == (0, 1, [])
    assert made.before == made.after


def test_a_document_that_was_never_read_is_new() -> None:
    made = compared(None, article())
    assert (made.new, made.compared, made.lost_directives) == (1, 0, 0)


def test_a_change_is_shown_in_its_text_with_its_rule() -> None:
    made = compared(light(ARTICLE, "1"), article("2"))
    for shown in made.sample:
        assert shown.before + shown.change.text + shown.after in ARTICLE
        assert shown.rule == "by-hand" or shown.change.kind == "document"


def test_every_claim_has_a_rule() -> None:
    places = {(kind, claim.span) for kind, group in claims(article()).items() for claim in group if kind != "document"}
    assert places == rules_by_place(article()).keys()


@pytest.mark.parametrize(
    ("limits", "failed", "said"),
    [
        pytest.param(OPEN, False, [], id="within"),
        pytest.param(Limits(0.5, 1, 1), False, ["bị mất"], id="directives lost"),
        pytest.param(Limits(1, 1, 0.1), True, ["không trích được"], id="documents failed"),
    ],
)
def test_a_limit_that_is_passed_is_named(limits: Limits, failed: bool, said: list[str]) -> None:  # noqa: FBT001  # a row of a table
    made = compared(order(), order(deadline=""))
    if failed:
        made.add_failure("d2", "Khó", "hết giờ")
    reasons = list(objections(RUN, made, limits))
    assert len(reasons) == len(said)
    assert all(words in reason for words, reason in zip(said, reasons, strict=True))


class _Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and where it leads."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_page_stands_alone_and_has_its_pictures() -> None:
    made = compared(light(ARTICLE, "1"), article("2"))
    made.add("d2", "<script>alert(1)</script>", "", order(), order(deadline=""))
    made.add_failure("d3", "Khó", "hết giờ")
    html = as_html(RUN, made, ["quá ngưỡng"])
    page = _Page()
    page.feed(html)
    assert (page.tags.count("svg"), "script" in page.tags, "quá ngưỡng" in html) == (2, False, True)
    assert [link for link in page.links if not link.startswith("#")] == []
    assert not re.search(r"url\((?!#)|@import", html)
    for words in ("nội dung chỉ đạo", "hết giờ", "by-hand", "mất"):
        assert words in html


def test_json_says_what_the_page_says() -> None:
    made = compared(order(), order(deadline="ngày 15/7/2024"))
    said = json.loads(json.dumps(as_json(RUN, made, [])))
    assert said["documents"] == {"unchanged": 0, "changed": 1, "new": 0, "failed": 0}
    assert said["kinds"]["directives"] == {"before": 1, "unchanged": 0, "changed": 1, "gained": 0, "lost": 0}
    [listed] = said["directives"]
    assert [field["name"] for field in listed["fields"]] == ["deadline"]
