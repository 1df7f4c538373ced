"""Who gave and who was given, and the lists of names: on both databases."""

import datetime as dt

import pytest
from building import Builder
from service import bearer, new_key, serving
from storing import found, save, store

from api.actions.naming import offices_of
from api.actions.registers import list_offices, list_people, list_units
from models.database import Database
from models.finding import Wanted
from models.records import Record
from models.roles import Role

ORDERS = """Thông báo kết luận
Thủ tướng giao Bộ Y tế mua thuốc hiếm. Thứ trưởng Bộ Y tế Đỗ Văn Ánh giao Cục Dược kiểm kê kho.
Chính phủ giao Bộ Tài chính cấp vốn."""
LATER = """Kết luận của Thứ trưởng
Thứ trưởng Đỗ Văn Ánh giao Sở Y tế tiêm nhắc lại. Bí thư Đỗ Văn Ánh giao Chi bộ họp sớm.
Bà Ân giao Cục Dược rà soát giá."""


def orders() -> Record:
    """Return the record of ORDERS: the Prime Minister without his unit, a deputy minister with hers."""
    build = Builder(ORDERS)
    government, health, finance = build.unit("Chính phủ"), build.unit("Bộ Y tế"), build.unit("Bộ Tài chính")
    drugs = build.unit("Cục Dược")
    premier = build.holder("Thủ tướng", "Thủ tướng")
    deputy = build.person("Đỗ Văn Ánh", "Thứ trưởng", health)
    due = build.date("Thông báo", dt.date(2024, 6, 30))
    build.directive("mua thuốc hiếm", issuer=premier, addressees=(health,), deadline=due)
    build.directive("kiểm kê kho", issuer=deputy, lead=(drugs,))
    build.directive("cấp vốn", issuer=government, addressees=(finance,))
    return build.record(published_on=dt.date(2024, 5, 2))


def later() -> Record:
    """Return the record of LATER: the deputy minister without his ministry, and someone of the same name elsewhere."""
    build = Builder(LATER)
    office, cell, drugs = build.unit("Sở Y tế"), build.unit("Chi bộ"), build.unit("Cục Dược")
    deputy = build.person("Đỗ Văn Ánh", "Thứ trưởng")
    secretary = build.holder("Bí thư", "Bí thư")
    other = build.person("Ân", "Bà")
    due = build.date("Kết luận", dt.date(2024, 9, 1))
    build.directive("tiêm nhắc lại", issuer=deputy, addressees=(office,), deadline=due)
    build.directive("họp sớm", issuer=secretary, addressees=(cell,))
    build.directive("rà soát giá", issuer=other, coordinating=(drugs,))
    return build.record(published_on=dt.date(2025, 1, 9))


@pytest.fixture(scope="module")
def filled(shared_database: Database) -> Database:
    """Give a database with both documents."""
    store(shared_database, ORDERS, orders())
    store(shared_database, LATER, later())
    return shared_database


@pytest.mark.parametrize(
    ("givers", "texts"),
    [
        pytest.param(("Bộ Y tế",), {"kiểm kê kho", "tiêm nhắc lại"}, id="its leaders, also where it is left out"),
        pytest.param(("bo y te",), {"kiểm kê kho", "tiêm nhắc lại"}, id="typed without marks"),
        pytest.param(("Chính phủ",), {"cấp vốn", "mua thuốc hiếm"}, id="an office that is said alone"),
        pytest.param(("Đỗ Văn Ánh",), {"kiểm kê kho", "tiêm nhắc lại"}, id="a person"),
        pytest.param(("Ân",), {"rà soát giá"}, id="another person"),
        pytest.param(("Bộ Công an",), set(), id="who gave nothing"),
    ],
)
def test_what_someone_gave_is_found(filled: Database, givers: tuple[str, ...], texts: set[str]) -> None:
    assert set(found(filled, Wanted(given_by=givers, given_by_offices=offices_of(givers)))) == texts


@pytest.mark.parametrize(
    ("given_to", "texts"),
    [
        pytest.param("Bộ Y tế", {"mua thuốc hiếm"}, id="to act"),
        pytest.param("Cục Dược", {"kiểm kê kho", "rà soát giá"}, id="to lead, to help"),
        pytest.param("Chính phủ", set(), id="an issuer is given nothing"),
    ],
)
def test_what_someone_was_given_is_found(filled: Database, given_to: str, texts: set[str]) -> None:
    assert set(found(filled, Wanted(given_to=(given_to,)))) == texts


def test_giver_and_receiver_are_asked_together(filled: Database) -> None:
    assert found(filled, Wanted(given_by=("Bộ Y tế",), given_to=("Cục Dược",))) == ["kiểm kê kho"]


def test_the_latest_deadline_comes_first_where_it_is_wanted(filled: Database) -> None:
    url = filled.url.render_as_string(hide_password=False)
    with serving(url) as client:
        key = bearer(new_key(client, Role.READER, "latest-due"))
        found_first = client.get("/api/v1/directives?sort=latest_due&limit=1", headers=key).json()
        then = client.get(f"/api/v1/directives?sort=latest_due&cursor={found_first['next']}", headers=key).json()
    assert [item["text"] for item in found_first["items"] + then["items"]] == ["tiêm nhắc lại", "mua thuốc hiếm"]


def test_units_are_listed_by_the_dictionary_part_by_part(filled: Database) -> None:
    everything = list_units(filled, None, None, 100)
    assert [entry.name for entry in everything] == [
        "Bộ Tài chính", "Bộ Y tế", "Chi bộ", "Chính phủ", "Cục Dược", "Sở Y tế",
    ]  # fmt: skip
    assert {entry.name: entry.documents for entry in everything}["Cục Dược"] == 2
    first = list_units(filled, None, None, 2)
    assert [entry.name for entry in list_units(filled, None, first[-1].place, 2)] == ["Chi bộ", "Chính phủ"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("y te", ["Bộ Y tế", "Sở Y tế"]),
        ("y tê", []),
        ("chi", ["Bộ Tài chính", "Chi bộ", "Chính phủ"]),
        ("Y tế Bộ", []),
        ("ế", []),
    ],
)
def test_units_are_found_by_words_of_their_names(filled: Database, words: str, names: list[str]) -> None:
    assert [entry.name for entry in list_units(filled, words, None, 9)] == names


def test_people_are_listed_by_the_dictionary_with_their_offices(filled: Database) -> None:
    assert [(p.name, p.titles, p.documents) for p in list_people(filled, None, None, 9)] == [
        ("Ân", ("Bà",), 1),
        ("Đỗ Văn Ánh", ("Thứ trưởng", "Thứ trưởng Bộ Y tế"), 2),
    ]


def test_offices_are_told_with_the_days_between_which_they_were_held(filled: Database) -> None:
    assert [(o.title, o.unit, o.first, o.last) for o in list_offices(filled, "Đỗ Văn Ánh")] == [
        ("Thứ trưởng", None, dt.date(2025, 1, 9), dt.date(2025, 1, 9)),
        ("Thứ trưởng", "Bộ Y tế", dt.date(2024, 5, 2), dt.date(2024, 5, 2)),
    ]


def test_a_name_that_only_an_old_result_has_is_not_listed(database: Database) -> None:
    kept = store(database, ORDERS, orders())
    newer = Builder(ORDERS)
    newer.unit("Bộ Y tế")
    with database.writing() as session:
        save(session, kept, newer.record("2"))
        session.commit()
    assert [entry.name for entry in list_units(database, None, None, 9)] == ["Bộ Y tế"]
    assert list_people(database, None, None, 9) == []
