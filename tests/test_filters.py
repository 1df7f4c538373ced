"""Filters: every test on SQLite and on PostgreSQL."""

import datetime as dt

import pytest
from building import ARTICLE, Builder, article
from storing import found, found_documents, store

from models.database import Database
from models.finding import Wanted
from models.repository import Repository
from models.rows import Part
from models.vocabulary import Kind, Status

DAY = dt.date(2024, 5, 2)


@pytest.fixture(scope="module")
def filled(shared_database: Database) -> Database:
    """Return a database with the article, and minutes that name one of its units in full."""
    store(shared_database, ARTICLE, article())
    minutes = Builder("Họp giao ban: Bộ Công Thương tiếp tục theo dõi")
    minutes.directive("tiếp tục theo dõi", addressees=(minutes.unit("Bộ Công Thương"),))
    store(shared_database, minutes.text, minutes.record(published_on=dt.date(2024, 9, 1), kind=Kind.MINUTES))
    return shared_database


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        pytest.param(Wanted(units=("Cục Điện lực",)), 1, id="unit by its official name"),
        pytest.param(Wanted(units=("cục đl",)), 1, id="unit by its short name"),
        pytest.param(Wanted(units=("cuc dien luc",)), 1, id="unit without marks"),
        pytest.param(Wanted(units=("Bộ CT",)), 1, id="unit by the name of another document"),
        pytest.param(Wanted(units=("Cục Lạ", "Cục ĐL")), 1, id="unit by one of the names given"),
        pytest.param(Wanted(units=("Cục Diện lực",)), 0, id="unit with wrong marks"),
        pytest.param(Wanted(person="Nguyễn Hồng Diễm"), 2, id="person by the whole name"),
        pytest.param(Wanted(person="hồng diễm"), 2, id="person by the last words"),
        pytest.param(Wanted(person="diem"), 2, id="person without marks"),
        pytest.param(Wanted(person="Hồng"), 0, id="person by a middle word"),
        pytest.param(Wanted(person="%"), 0, id="a wildcard is no person"),
        pytest.param(Wanted(since=DAY, until=DAY), 2, id="published that day"),
        pytest.param(Wanted(since=dt.date(2024, 5, 3)), 1, id="published later"),
        pytest.param(Wanted(due_until=dt.date(2024, 6, 30)), 1, id="due by that day"),
        pytest.param(Wanted(due_since=dt.date(2024, 7, 1)), 0, id="due later"),
        pytest.param(Wanted(status=Status.OVERDUE), 2, id="documents with overdue tasks"),
        pytest.param(Wanted(status=Status.COMPLETED), 0, id="documents with completed tasks"),
        pytest.param(Wanted(kind=Kind.NEWS), 2, id="kind of document"),
        pytest.param(Wanted(kind=Kind.MINUTES), 1, id="another kind of document"),
        pytest.param(Wanted(query="rà soát", units=("Cục Điện lực",), kind=Kind.NEWS), 1, id="all together"),
    ],
)
def test_filters_of_directives(filled: Database, wanted: Wanted, hits: int) -> None:
    assert len(found(filled, wanted)) == hits


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        pytest.param(Wanted(units=("Bộ CT",)), 2, id="unit"),
        pytest.param(Wanted(person="Diễm"), 1, id="person"),
        pytest.param(Wanted(due_until=dt.date(2024, 6, 30)), 1, id="a deadline inside"),
        pytest.param(Wanted(due_since=dt.date(2024, 7, 1)), 0, id="no deadline then"),
        pytest.param(Wanted(status=Status.OVERDUE, query="cung ung dien"), 1, id="status and words"),
    ],
)
def test_filters_of_documents(filled: Database, wanted: Wanted, hits: int) -> None:
    assert len(found_documents(filled, wanted)) == hits


def test_a_hit_names_who_has_which_part(filled: Database) -> None:
    with filled.reading() as session:
        [hit] = Repository(session).directives(Wanted("rà soát"))
    assert hit.parts == {
        Part.ISSUER: ("Bộ trưởng Bộ Công Thương Nguyễn Hồng Diễm",),
        Part.ADDRESSEE: ("Cục Điện lực",),
    }
    assert (hit.contract_id, hit.deadline, hit.due_on) == ("R1", "2024-06-30", dt.date(2024, 6, 30))
    assert hit.text == ARTICLE[hit.start : hit.end]


def test_a_directive_to_a_group_is_addressed_to_someone(filled: Database) -> None:
    with filled.reading() as session:
        [hit] = Repository(session).directives(Wanted("hoàn thiện"))
    assert hit.names(Part.ADDRESSEE) == ("Vụ Kế hoạch", "các địa phương")
    assert (hit.deadline, hit.due_on, hit.dues) == (None, None, "hoàn thiện báo cáo đánh giá")
