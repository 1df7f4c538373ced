"""Finding: every test on SQLite and on PostgreSQL."""

import datetime as dt

import pytest
from building import Builder
from storing import found, found_documents, keep, plain, store

from models.database import Database
from models.finding import Wanted
from models.repository import Repository

TEXTS = (
    "Các địa phương rà soát quy hoạch",
    "Các ĐỊA PHƯƠNG báo cáo theo Nghị định 30/2020/NĐ-CP",
    "Bộ Tài chính bàn hành lang pháp lý",
    "Bộ Tài chính ban hành thông tư",
    "Sở Y tế tỉnh Hoà Bình tiêm vắc-xin",
)


@pytest.fixture(scope="module")
def searchable(shared_database: Database) -> Database:
    """Return a database with the documents of TEXTS, each one directive."""
    for text in TEXTS:
        store(shared_database, text, plain(text))
    return shared_database


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        pytest.param("địa phương", [0, 1], id="with marks, whatever the case"),
        pytest.param("dia phuong", [0, 1], id="without marks"),
        pytest.param("đia phuong", [0, 1], id="đ without marks"),
        pytest.param("đia phương", [], id="đ counts as a letter where marks are typed"),
        pytest.param("dịa phương", [], id="wrong marks"),
        pytest.param("ban hành", [2, 3], id="a word without marks folds"),
        pytest.param('"ban hành"', [3], id="a phrase with marks is exact"),
        pytest.param('"quy hoạch" soát', [0], id="a phrase and a word"),
        pytest.param('"hoạch quy"', [], id="a phrase in the wrong order"),
        pytest.param("địa -quy", [1], id="an excluded word"),
        pytest.param('chính -"ban hành"', [2], id="an excluded phrase"),
        pytest.param("chính -ban", [], id="an excluded word without marks folds"),
        pytest.param("-tài -tiêm", [0, 1], id="excluded words alone"),
        pytest.param("vắc-xin -", [4], id="a minus alone"),
        pytest.param("30/2020/NĐ-CP", [1], id="a symbol"),
        pytest.param("30/2020/nd-cp", [1], id="a symbol without đ"),
        pytest.param("2020/30", [], id="a symbol in the wrong order"),
        pytest.param("hòa bình", [4], id="new tone placement finds the old"),
        pytest.param("hoà bình", [4], id="old tone placement"),
        pytest.param("vắc xin", [4], id="a hyphen is a space"),
        pytest.param('"', [], id="a quote alone"),
        pytest.param("*", [], id="a star alone"),
        pytest.param("soá*", [], id="a star is no wildcard"),
        pytest.param("địa OR pháp", [], id="OR is a word"),
        pytest.param("NEAR(địa phương, 3)", [], id="NEAR is a word"),
        pytest.param("địa NOT phương", [], id="NOT is a word"),
        pytest.param("exact:địa", [], id="a column is a word"),
        pytest.param("'; DROP TABLE documents; --", [], id="SQL"),
        pytest.param("\\' & | ! <-> :*", [], id="operators of PostgreSQL"),
        pytest.param("địa:* & phương", [0, 1], id="operators between words"),
        pytest.param("^địa {phương} + -", [0, 1], id="operators of FTS5"),
    ],
)
def test_search_is_right_for_vietnamese_and_nothing_breaks_it(
    searchable: Database, query: str, hits: list[int]
) -> None:
    assert sorted(found(searchable, Wanted(query))) == sorted(TEXTS[hit] for hit in hits)
    assert sorted(found_documents(searchable, Wanted(query))) == sorted(TEXTS[hit] for hit in hits)


def test_a_search_without_words_lists_everything_newest_first(database: Database) -> None:
    for at, day in enumerate((dt.date(2024, 1, 1), None, dt.date(2024, 3, 1))):
        text = f"Văn bản {at}"
        store(database, text, Builder(text).record(published_on=day))
    assert found_documents(database) == ["Văn bản 2", "Văn bản 0", "Văn bản 1"]


def test_a_better_match_comes_first(database: Database) -> None:
    for text in ("Một hai ba bốn năm sáu bảy tám điện", "Điện điện điện"):
        store(database, text, plain(text))
    assert found(database, Wanted("điện"))[0] == "Điện điện điện"


def test_a_long_document_is_found_by_words_far_apart(database: Database) -> None:
    middle = " ".join(f"từ{at}" for at in range(20_000))
    text = f"Mở đầu {middle} kết thúc ở đây"
    keep(database, text)
    assert found_documents(database, Wanted('đầu "kết thúc ở"')) == [text]
    assert found_documents(database, Wanted("đầu vắng")) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 1_000_000, id="a million letters without a space"),
        pytest.param(" ".join(f"{at:040d}" for at in range(30_000)), id="thirty thousand different long words"),
        pytest.param("điện " * 20_000, id="one word twenty thousand times"),
        pytest.param("'\\ :* & '' \\\\ ²½Ⅷ İﬁ \u0301 \u200b \x01", id="signs that databases care about"),
        pytest.param("…", id="no word at all"),
    ],
)
def test_any_text_can_be_kept_and_searched(database: Database, text: str) -> None:
    kept = keep(database, text)
    assert found_documents(database, Wanted("vắng")) == []
    with database.reading() as session:
        assert Repository(session).document(kept.id).text == text


def test_the_directives_of_a_document_come_in_reading_order(database: Database) -> None:
    build = Builder("Yêu cầu làm tốt: việc một; việc hai; ngoài ra việc ba")
    parent = build.directive("làm tốt")
    for item in ("việc một", "việc hai"):
        build.directive(item, parent=parent)
    build.directive("việc ba")
    store(database, build.text, build.record())
    assert found(database) == ["làm tốt", "việc một", "việc hai", "việc ba"]
