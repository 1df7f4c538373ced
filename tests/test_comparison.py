"""Comparison: what a later record gained, lost and says differently, and errors in their context."""

import datetime as dt
from pathlib import Path

import pytest
from building import Builder, article

from corpus.comparison import Change, Turn, compare, count
from corpus.gold import GoldDocument, ScoredRecord, scored
from corpus.mistakes import AROUND, mistakes
from corpus.saved import load_records, save_records
from models.errors import FormatError, NotFoundError
from models.records import Record
from models.spans import Span

TEXT = "Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ trước ngày 30/6/2024, báo cáo Bộ."


def _record(unit: str = "Bộ Y tế", due: str | None = "ngày 30/6/2024", words: str = "rà soát hồ sơ") -> Record:
    build = Builder(TEXT)
    issuer = build.unit(unit, "Bộ Y tế")
    deadline = build.date(due, dt.date(2024, 6, 30)) if due else None
    build.directive(words, issuer=issuer, deadline=deadline)
    return build.record()


def _facts(change: Change) -> tuple[str, Turn, str, tuple[tuple[str, str, str], ...]]:
    return change.kind, change.turn, change.text, change.fields


def test_a_record_against_itself_changes_nothing() -> None:
    assert compare(article(), article()) == ()


def test_another_name_is_a_change_wherever_it_is_said() -> None:
    fields = (("name", "Bộ Y tế", "Bộ Y Tế"),)
    issuer = (("issuer", "Bộ Y tế", "Bộ Y Tế"),)
    changes = compare(_record(), _record("Bộ Y Tế"))
    assert [_facts(c) for c in changes] == [
        ("units", Turn.CHANGED, "Bộ Y tế", fields),
        ("directives", Turn.CHANGED, "rà soát hồ sơ", issuer),
    ]


def test_a_date_that_is_no_longer_found_is_lost_and_takes_its_deadline_along() -> None:
    lost, changed = compare(_record(), _record(due=None))
    assert (lost.kind, lost.turn, lost.text) == ("dates", Turn.LOST, "ngày 30/6/2024")
    assert ("value", "2024-06-30", "") in lost.fields
    assert _facts(changed) == ("directives", Turn.CHANGED, "rà soát hồ sơ", (("deadline", "2024-06-30", ""),))


def test_what_is_lost_one_way_is_gained_the_other() -> None:
    there, back = compare(_record(), _record(due=None)), compare(_record(due=None), _record())
    assert [c.turn for c in there] == [Turn.LOST, Turn.CHANGED]
    assert [c.turn for c in back] == [Turn.GAINED, Turn.CHANGED]
    assert [c.span for c in there] == [c.span for c in back]


def test_a_moved_edge_is_a_change_with_both_texts() -> None:
    [change] = compare(_record(), _record(words="rà soát hồ sơ trước ngày 30/6/2024"))
    assert change.turn is Turn.CHANGED
    assert change.fields == (("text", "rà soát hồ sơ", "rà soát hồ sơ trước ngày 30/6/2024"),)


def test_changes_are_counted_by_kind() -> None:
    counts = count(compare(_record(), _record(due=None)))
    assert counts == {"dates": {Turn.LOST: 1}, "directives": {Turn.CHANGED: 1}}


def test_records_of_two_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two texts"):
        compare(article(), _record())


@pytest.mark.parametrize("by", ["directory", "file"])
def test_saved_records_come_back(tmp_path: Path, by: str) -> None:
    save_records({"bai": article()}, tmp_path / "luu")
    saved = load_records(tmp_path / "luu" if by == "directory" else tmp_path / "luu" / "bai.json")
    assert saved == {article().document.id: article()}


def test_records_are_read_from_lines(tmp_path: Path) -> None:
    lines = "".join(f"{r.model_dump_json(by_alias=True)}\n" for r in (article(), _record()))
    (tmp_path / "luu.jsonl").write_text(lines, "utf-8")
    assert [*load_records(tmp_path / "luu.jsonl").values()] == [article(), _record()]


def test_nothing_saved_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="--save"):
        load_records(tmp_path / "khong-co")


@pytest.mark.parametrize("text", ["{", '{"units": []}', "[1]"], ids=["no JSON", "no record", "a number"])
def test_a_file_that_is_no_record_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(FormatError, match=r"a\.json"):
        load_records(tmp_path)


def _errors(gold: Record, found: Record) -> list[tuple[str, str, str | None, str | None]]:
    document = GoldDocument("a", TEXT, None, scored(gold))
    return [(m.measure, m.words, m.expected, m.came) for m in mistakes(document, scored(found))]


def test_no_errors_where_all_is_right() -> None:
    assert _errors(_record(), _record()) == []


def test_an_error_says_what_was_expected_and_what_came() -> None:
    assert _errors(_record(), _record("Bộ Y")) == [
        ("issuers", "rà soát hồ sơ", "bộ y tế", "bộ y"),
        ("units_named", "Bộ Y tế", "bộ y tế", "bộ y"),
    ]


def test_a_missed_date_is_expected_and_nothing_came() -> None:
    day = "2024-06-30"
    assert _errors(_record(), _record(due=None)) == [
        ("date_roles", "ngày 30/6/2024", "deadline", None),
        ("date_spans", "ngày 30/6/2024", "ngày 30/6/2024", None),
        ("dates_resolved", "ngày 30/6/2024", f"{day} · {day} · {day}", None),
        ("deadlines", "rà soát hồ sơ", day, None),
    ]


def test_a_directive_found_elsewhere_is_two_errors_and_one_with_other_edges_one() -> None:
    assert _errors(_record(), _record(words="báo cáo Bộ")) == [
        ("directives", "rà soát hồ sơ", "rà soát hồ sơ", None),
        ("directives", "báo cáo Bộ", None, "báo cáo Bộ"),
    ]
    wider = "Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ"
    assert _errors(_record(), _record(words=wider)) == [("directives", "rà soát hồ sơ", "rà soát hồ sơ", wider)]


def test_an_office_is_shown_where_its_holder_is_named() -> None:
    text = article()
    document = GoldDocument("a", "x" * 999, None, scored(text))
    found = mistakes(document, ScoredRecord())
    [office] = [m for m in found if m.measure == "positions"]
    assert office.span == Span(text.people[0].mentions[0].start, text.people[0].mentions[0].end)
    assert office.expected == "nguyễn hồng diễm · bộ trưởng · bộ công thương"


def test_the_words_around_are_the_sources_own() -> None:
    document = GoldDocument("a", TEXT, None, scored(_record()))
    for found in mistakes(document, ScoredRecord()):
        assert found.before + found.words + found.after in TEXT
        assert found.before == TEXT[max(0, found.span.start - AROUND) : found.span.start]
