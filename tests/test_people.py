"""People: names with exact spans, their titles and units, and office-holders who act unnamed."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from extractor import load
from extractor.annotations import PersonFinding, Reason, UnitFinding
from extractor.resolve.name_lexicon import is_syllable
from extractor.resolve.person_names import Shape, cut_run
from extractor.stages.people import find_people
from extractor.text.layout import Layout, build_layout
from models.folding import canonical
from models.spans import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "people.toml").read_text("utf-8"))
FOUND = [(case, text) for case in CASES["person"] for text in case["texts"]]
SEVERAL = [(case, text) for case in CASES["several"] for text in case["texts"]]
NOBODY = [(case["units"], text) for case in CASES["nobody"] for text in case["texts"]]


def units_of(layout: Layout, names: Sequence[str]) -> tuple[UnitFinding, ...]:
    """Every occurrence of each name is a mention, the longest names first."""
    taken: list[Span] = []
    found: dict[str, list[Span]] = {name: [] for name in names}
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(re.escape(canonical(name)), layout.text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                found[name].append(span)
    return tuple(UnitFinding(name, None, tuple(spans), Reason("given", "")) for name, spans in found.items())


def read(text: str, names: Sequence[str] = ()) -> tuple[Layout, tuple[UnitFinding, ...], tuple[PersonFinding, ...]]:
    layout = build_layout(text)
    units = units_of(layout, names)
    return layout, units, find_people(layout, units, source=text)


def positions_of(person: PersonFinding, units: Sequence[UnitFinding]) -> list[str]:
    return [p.title if p.unit is None else f"{p.title} @ {units[p.unit].name}" for p in person.positions]


def shown(layout: Layout, spans: Sequence[Span]) -> list[str]:
    return [span.of(layout.text) for span in spans]


@pytest.mark.parametrize(("case", "text"), FOUND, ids=[text for _, text in FOUND])
def test_a_person_is_found(case: dict[str, Any], text: str) -> None:
    layout, units, people = read(text, case.get("units", ()))
    assert len(people) == 1
    person = people[0]
    assert person.name == case.get("name")
    assert positions_of(person, units) == case["positions"]
    assert shown(layout, person.mentions) == case["mentions"]
    assert shown(layout, person.titles) == case.get("titles", [])


@pytest.mark.parametrize(("case", "text"), SEVERAL, ids=[text for _, text in SEVERAL])
def test_each_of_several_has_his_own(case: dict[str, Any], text: str) -> None:
    _, units, people = read(text, case["units"])
    assert {p.name: positions_of(p, units) for p in people} == case["people"]


@pytest.mark.parametrize(("units", "text"), NOBODY, ids=[text for _, text in NOBODY])
def test_nobody_is_found(units: list[str], text: str) -> None:
    assert read(text, units)[2] == ()


def test_a_short_form_with_a_title_means_the_holder_of_that_title() -> None:
    text = (
        "Bộ trưởng Trần Tiến Dũng làm việc với Thứ trưởng Lê Chí Dũng. "
        "Ông Lê Chí Dũng giải trình. Bộ trưởng Dũng chưa đồng ý."
    )
    layout, _, people = read(text)
    by_name = {p.name: shown(layout, p.mentions) for p in people}
    assert by_name == {
        "Trần Tiến Dũng": ["Trần Tiến Dũng", "Dũng"],
        "Lê Chí Dũng": ["Lê Chí Dũng", "Lê Chí Dũng"],
    }


def test_who_heads_a_province_is_not_who_heads_the_city() -> None:
    text = (
        "Chủ tịch Ủy ban nhân dân thành phố Huế Lê Văn Sao báo cáo Ủy ban nhân dân tỉnh Long An. "
        "Chủ tịch tỉnh Long An giao các sở kiểm tra."
    )
    layout, units, people = read(text, ["Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân tỉnh Long An"])
    assert [(p.name, positions_of(p, units), shown(layout, p.titles)) for p in people] == [
        ("Lê Văn Sao", ["Chủ tịch @ Ủy ban nhân dân thành phố Huế"], []),
        (None, ["Chủ tịch @ Ủy ban nhân dân tỉnh Long An"], ["Chủ tịch"]),
    ]


def test_misprints_of_one_name_are_one_person() -> None:
    text = (
        "Cục trưởng Cục Thú y Đỗ Tiễn Lâm đến muộn. Cục trưởng Cục Thú y Đỗ Tiến Lâm xin lỗi. Ông Đỗ Tiến Lâm hứa sửa."
    )
    _, _, people = read(text, ["Cục Thú y"])
    assert [(p.name, len(p.mentions)) for p in people] == [("Đỗ Tiến Lâm", 3)]


def test_like_names_with_different_offices_stay_two() -> None:
    text = "Giám đốc Sở A Nguyễn Văn Hà và Giám đốc Sở B Nguyễn Văn Hạ cùng ký."
    assert [p.name for p in read(text, ["Sở A", "Sở B"])[2]] == ["Nguyễn Văn Hà", "Nguyễn Văn Hạ"]


def test_a_title_in_the_plural_is_of_every_name_behind_it() -> None:
    _, units, people = read("Dự họp có các Thứ trưởng Lê Minh An, Trần Thu Hà và Vũ Quốc Bảo.")
    assert [(p.name, positions_of(p, units)) for p in people] == [
        ("Lê Minh An", ["Thứ trưởng"]),
        ("Trần Thu Hà", ["Thứ trưởng"]),
        ("Vũ Quốc Bảo", ["Thứ trưởng"]),
    ]


def test_those_elected_together_share_the_title() -> None:
    _, _, people = read("Các ông Lê Minh An, Vũ Quốc Bảo và bà Trần Thu Hà được bầu giữ chức Phó Bí thư.")
    assert [[p.title for p in person.positions] for person in people] == [["Phó Bí thư"]] * 3


def test_a_title_after_and_is_of_others() -> None:
    _, _, people = read("Giám đốc Lê Minh An và Trưởng phòng trao đổi bên lề.")
    assert [[p.title for p in person.positions] for person in people] == [["Giám đốc"]]


def test_in_a_list_every_title_goes_to_its_own_name() -> None:
    text = "Tham gia đoàn có Bộ trưởng Bộ Y tế Lê Minh An, Bí thư Tỉnh ủy Trần Thu Hà, Chủ tịch UBND tỉnh Vũ Quốc Bảo."
    _, units, people = read(text, ["Bộ Y tế", "Tỉnh ủy", "UBND tỉnh"])
    assert [(p.name, positions_of(p, units)) for p in people] == [
        ("Lê Minh An", ["Bộ trưởng @ Bộ Y tế"]),
        ("Trần Thu Hà", ["Bí thư @ Tỉnh ủy"]),
        ("Vũ Quốc Bảo", ["Chủ tịch @ UBND tỉnh"]),
    ]


def test_who_signs_in_place_of_another_holds_the_lower_office() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/UBND-VX\n\n"
        "1. Giao Sở Y tế rà soát.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNgô Thị Thanh Bình\n"
    )
    _, _, people = read(text)
    assert [(p.name, [q.title for q in p.positions]) for p in people] == [("Ngô Thị Thanh Bình", ["Phó Chủ tịch"])]


@pytest.mark.parametrize(
    ("lines", "office", "body"),
    [
        ("UBND TỈNH HÒA BÌNH\nSỞ Y TẾ", "GIÁM ĐỐC", "Sở Y tế"),
        ("BỘ Y TẾ\nCỤC QUẢN LÝ DƯỢC", "CỤC TRƯỞNG", "Cục Quản lý Dược"),
        ("UBND HUYỆN KIM BÔI", "CHỦ TỊCH", "Ủy ban nhân dân huyện Kim Bôi"),
    ],
)
def test_a_signer_s_office_is_of_the_last_body_of_the_letterhead(lines: str, office: str, body: str) -> None:
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-SYT\n"
    text = (
        f"{lines}\n{head}KẾ HOẠCH\nTiêm phòng\nCác đơn vị thực hiện.\nNơi nhận:\n- Lưu: VT.\n{office}\nBùi Văn Đông\n"
    )
    record = load(ner=False)(text)
    units = {unit.id: unit.name for unit in record.units}
    assert [units[position.unit or ""] for person in record.people for position in person.positions] == [body]


def test_people_are_the_same_under_any_wrapping_and_form() -> None:
    plain = "Ông Trần Hòa Thủy, Giám đốc Sở Y tế, cho biết như trên. Ông Thủy nói thêm."
    old = plain.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ").replace("Sở Y tế", "Sở  Y tế")
    names = [[fold_name(p) for p in read(text, ["Sở Y tế"])[2]] for text in (plain, old)]
    assert names[0] == names[1] == [("Trần Hòa Thủy", 2)]


def fold_name(person: PersonFinding) -> tuple[str, int]:
    return canonical(person.name or ""), len(person.mentions)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Mai", "Tiến", "Dũng"], [("Mai Tiến Dũng", Shape.FULL)]),
        (["Theo", "Nguyễn", "Văn", "Mới"], [("Nguyễn Văn Mới", Shape.FULL)]),
        (["Ninh", "Bình", "Đặng", "Xuân", "Phong"], [("Đặng Xuân Phong", Shape.FULL)]),
        (["Erling", "Haaland"], [("Erling Haaland", Shape.FOREIGN)]),
        (["C.Luận", "Trước"], [("C.Luận", Shape.INITIAL)]),
    ],
    ids=["full", "behind-a-preposition", "behind-a-place", "foreign", "initial"],
)
def test_a_run_of_capitals_is_cut_into_names(words: list[str], expected: list[tuple[str, Shape]]) -> None:
    cut = [(" ".join(words[i:j]), shape) for i, j, shape in cut_run(words, led=False)]
    assert [piece for piece in cut if piece in expected] == expected


@pytest.mark.parametrize("word", ["Nguyễn", "khuyếch", "Quỳnh", "giặt", "oa", "nghiêng", "Uyên"])
def test_a_vietnamese_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Chey", "Putin", "Trump", "Niê-", "Haaland", "Kđăm", "FIFA"])
def test_no_vietnamese_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_long_text_takes_linear_time() -> None:
    text = "Ông Trần Văn Bách, Giám đốc Sở Y tế, cho biết như trên. " * 4000
    assert len(read(text, ["Sở Y tế"])[2]) == 1
