"""`chidao units`, a user's own units, and searches for predecessors."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from shell import Run

from api.actions.naming import names_of
from api.actions.units import all_predecessors, find_units, known_units
from api.labels import UNIT_KINDS
from extractor import Extractor, load
from extractor.resolve.added_units import adding
from extractor.resolve.unit_files import read_units_file
from extractor.resolve.unit_registry import load_registry
from models.errors import NotFoundError, UnitsFileError

PAGE = Path(__file__).parents[1] / "docs" / "units.md"
OWN = """
[[unit]]
name = "Viện Nghiên cứu Sao Mai"
kind = "agency"
parent = "Bộ Y tế"
aliases = ["VNC Sao Mai"]
valid_from = 2020-01-01

[[unit]]
name = "Bộ Y tế"
kind = "ministry"
aliases = ["Bộ Sức khỏe"]
"""
TEXT = "Bộ trưởng Bộ Y tế yêu cầu VNC Sao Mai rà soát hồ sơ trước ngày 30/6/2024."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "don-vi.toml"
    path.write_text(OWN, "utf-8")
    return path


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Bộ Tài nguyên và Môi trường", "Bộ Tài nguyên và Môi trường"),
        ("bộ tài nguyên và môi trường", "Bộ Tài nguyên và Môi trường"),
        ("bo tai nguyen va moi truong", "Bộ Tài nguyên và Môi trường"),
        ("Bộ TN-MT", "Bộ Tài nguyên và Môi trường"),
        ("BTNMT", "Bộ Tài nguyên và Môi trường"),
        ("bo tn&mt", "Bộ Tài nguyên và Môi trường"),
        ("TNMT", "Bộ Tài nguyên và Môi trường"),
        ("giao thông vận", "Bộ Giao thông vận tải"),
        ("UBND tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("hdnd bac giang", "Hội đồng nhân dân tỉnh Bắc Giang"),
        ("UBND Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("quản lý dược", "Cục Quản lý Dược"),
        ("Bộ Công\u0020\u0020Thương", "Bộ Công Thương"),
        ("Bo\u0323\u0302 Y te\u0302\u0301", "Bộ Y tế"),
    ],
    ids=str,
)
def test_a_unit_is_found_by_any_name_or_part_of_one(wanted: str, name: str) -> None:
    assert find_units(wanted)[0].unit.name == name


@pytest.mark.parametrize("wanted", ["zzz", "bô y tê", "ộ Y tế", "Bộ Y tế và"], ids=str)
def test_what_is_no_name_is_not_found(wanted: str) -> None:
    with pytest.raises(NotFoundError, match=wanted):
        find_units(wanted)


def test_the_day_tells_one_life_from_another() -> None:
    lives = [entry.unit.valid_from for entry in find_units("Bộ Xây dựng") if entry.unit.name == "Bộ Xây dựng"]
    assert lives == [None, dt.date(2025, 3, 1)]
    for day, since in ((dt.date(2019, 4, 3), None), (dt.date(2025, 4, 3), dt.date(2025, 3, 1))):
        [entry] = [entry for entry in find_units("Bộ Xây dựng", day) if entry.unit.name == "Bộ Xây dựng"]
        assert entry.unit.valid_from == since


@pytest.mark.parametrize(
    ("name", "earlier"),
    [
        ("Bộ Xây dựng", ("Bộ Giao thông vận tải",)),
        ("Bộ Nông nghiệp và Môi trường", ("Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn")),
        ("Bộ Giao thông vận tải", ()),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", ("Ủy ban nhân dân tỉnh Bắc Giang",)),
    ],
    ids=str,
)
def test_predecessors_are_known_however_far_back(name: str, earlier: tuple[str, ...]) -> None:
    found = all_predecessors(name)
    assert {*earlier} <= {*found}
    assert name not in found
    assert bool(found) == bool(earlier)


def test_a_name_is_searched_with_its_predecessors_when_asked() -> None:
    assert "Bộ Giao thông vận tải" not in names_of("bo xd")
    assert "Bộ Giao thông vận tải" in names_of("bo xd", predecessors=True)


def test_a_search_finds_the_predecessor_when_asked(run: Run, tmp_path: Path) -> None:
    text = "Bộ trưởng Bộ Y tế yêu cầu Bộ Giao thông vận tải rà soát các tuyến đường trước ngày 30/6/2024."
    (tmp_path / "bai.txt").write_text(text, "utf-8")
    assert run("ingest", "bai.txt").code == 0
    assert "Không tìm thấy" in run("search", "--unit", "Bộ Xây dựng").out
    assert "rà soát" in run("search", "--unit", "Bộ Xây dựng", "--with-predecessors").out


def test_the_table_shows_names_life_and_successors(run: Run) -> None:
    ran = run("units", "GTVT", "--kind", "ministry")
    assert ran.code == 0
    for words in ("Giao thông", "bộ, cơ quan", "Chính phủ", "BGTVT", "28/02/2025", "Bộ Xây dựng"):
        assert words in ran.out


def test_json_says_the_same_by_the_names_of_the_file(run: Run) -> None:
    [found] = json.loads(run("units", "Bộ Xây dựng", "--at", "2025-04-03", "--format", "json").out)
    assert (found["name"], found["kind"], found["valid_from"]) == ("Bộ Xây dựng", "ministry", "2025-03-01")
    assert (found["predecessors"], found["successors"]) == (["Bộ Giao thông vận tải"], [])


def test_without_a_name_kinds_are_counted(run: Run) -> None:
    expected = Counter(unit.kind for unit in known_units())
    assert json.loads(run("units", "--format", "json").out) == expected
    assert json.loads(run("units", "--kind", "ministry", "--format", "json").out) == {"ministry": expected["ministry"]}
    assert "bộ, cơ quan ngang bộ" in run("units").out


@pytest.mark.parametrize("arguments", [["zzz"], ["--kind", "zzz"], ["Bộ Công Thương", "--at", "1946-01-01"]], ids=str)
def test_no_unit_is_said_with_a_code(run: Run, arguments: list[str]) -> None:
    ran = run("units", *arguments)
    assert (ran.code, ran.out) == (4, "")
    assert "không có đơn vị nào" in ran.err


def test_every_kind_has_a_word_and_a_least_number_in_the_documentation() -> None:
    counts = Counter(unit.kind for unit in known_units())
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| (\d+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {kind: word for kind, word, _ in rows} == UNIT_KINDS
    assert set(UNIT_KINDS) == set(counts)
    assert [kind for kind, _, units in rows if int(units) > counts[kind]] == []


def test_every_province_has_its_committee_and_council_before_and_after_the_mergers() -> None:
    local = [unit for unit in known_units() if unit.kind == "local"]
    for day, provinces in ((dt.date(2025, 6, 30), 63), (dt.date(2025, 7, 1), 34)):
        assert len([unit for unit in local if unit.lives_on(day)]) == 2 * provinces
    assert {name for unit in local for name in unit.successors} <= {unit.name for unit in local}


def test_the_example_of_the_documentation_is_sound(tmp_path: Path) -> None:
    [example] = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "a.toml").write_text(example, "utf-8")
    assert len(read_units_file(tmp_path / "a.toml").units) == 2


def _named(extract: Extractor) -> list[str]:
    return [unit.name for unit in extract(TEXT).units]


def test_own_units_are_those_of_one_extractor(own: Path) -> None:
    plain, extended = load(), load(own)
    for _ in range(2):
        assert "Viện Nghiên cứu Sao Mai" not in _named(plain)
        assert "Viện Nghiên cứu Sao Mai" in _named(extended)
    [record] = extended.pipe([TEXT])
    assert record == extended(TEXT)
    assert "Viện Nghiên cứu Sao Mai" not in {unit.name for unit in load_registry()}


def test_the_version_names_the_content_of_the_file(own: Path) -> None:
    versions = {load().version, load(own).version}
    own.write_text(OWN.replace("VNC", "VIEN"), "utf-8")
    assert len(versions | {load(own).version}) == 3


def test_a_known_unit_is_given_further_names_and_keeps_its_own(own: Path) -> None:
    shipped = [unit for unit in load_registry() if unit.name == "Bộ Y tế"]
    with adding(read_units_file(own)):
        [*units] = [unit for unit in load_registry() if unit.name == "Bộ Y tế"]
        assert names_of("bo suc khoe") == ("bo suc khoe", "Bộ Y tế")
    assert len(units) == len(shipped)
    assert {*units[-1].aliases} == {*shipped[-1].aliases, "Bộ Sức khỏe"}


def test_the_commands_know_the_file(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIDAO_UNITS_FILE", str(own))
    (own.parent / "bai.txt").write_text(TEXT, "utf-8")
    assert "Viện Nghiên cứu Sao Mai" in run("units", "vnc sao mai").out
    assert "Viện Nghiên cứu Sao Mai" in run("extract", "bai.txt", "--format", "json").out
    assert run("ingest", "bai.txt").code == 0
    assert "rà soát" in run("search", "--unit", "vnc sao mai").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit = [", "không phải TOML"),
        ("units = []", "phải là một danh sách"),
        ('[[unit]]\nkind = "agency"', "mục 1: thiếu name"),
        ('[[unit]]\nname = "Viện A"', "mục 1 («Viện A»): thiếu kind"),
        ('[[unit]]\nname = "Viện A"\nkind = "vien"', "không có loại «vien»"),
        ('[[unit]]\nname = ""\nkind = "agency"', "name phải là chữ"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\nalias = ["VA"]', "không có trường «alias»"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\naliases = "VA"', "aliases phải là danh sách"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\nvalid_from = "2020-01-01"', "valid_from phải là ngày"),
        (
            '[[unit]]\nname = "Viện A"\nkind = "agency"\nvalid_from = 2021-01-01\nvalid_to = 2020-01-01',
            "trước valid_from",
        ),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\nsuccessors = ["Bộ Y tế"]', "phải có valid_to"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\nparent = "Bộ B"', "không biết đơn vị «Bộ B»"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\naliases = ["bộ y tế"]', "«bộ y tế» đã là tên"),
        ('[[unit]]\nname = "Viện A"\nkind = "agency"\n' * 2, "mục 2 («Viện A»)"),
    ],
    ids=lambda given: given.replace("\n", " ")[:60],
)
def test_an_unsound_file_is_named_with_its_entry(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnitsFileError, match=re.escape(said)) as refused:
        load(path)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_is_a_setting_that_is_no_good(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIDAO_UNITS_FILE", "khong-co.toml")
    ran = run("units", "Bộ Y tế")
    assert ran.code == 2
    assert "khong-co.toml" in ran.err
