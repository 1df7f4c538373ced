"""Texts without any diacritics: known as such, read as if they had them, and pointed at as they stand."""

import functools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor, load
from extractor.text.layout import UNMARKED, build_layout
from extractor.text.restoration import is_unmarked, restore
from models.folding import strip_marks
from models.records import Person, Record, Unit

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*.txt"))

RESTORED = {
    "Bo truong Bo Y te yeu cau Cuc Quan ly Duoc bao cao": "Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo",
    "truoc ngay 5 thang 3 nam 2024 va trong quy II": "trước ngày 5 tháng 3 năm 2024 và trong quý II",
    "UBND tinh Quang Ninh phoi hop voi So Tai chinh": "UBND tỉnh Quảng Ninh phối hợp với Sở Tài chính",
    "THU TUONG CHINH PHU GIAO BO XAY DUNG": "THỦ TƯỚNG CHÍNH PHỦ GIAO BỘ XÂY DỰNG",
    "ong Nguyen Van Dung, Vu truong Vu Phap che": "ông Nguyễn Văn Dũng, Vụ trưởng Vụ Pháp chế",
}
MARKED = [
    "Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo",
    "The ministry asked its department to report on every hospital before the end of June",
    "EVN, TKV, VNPT, PVN, VNPT, EVN, TKV",
    "Lan Anh, Minh Hoa",
    "bao cao: Bộ Y tế chậm gửi báo cáo",
    "",
]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


@functools.cache
def extractor() -> Extractor:
    return load()


@pytest.mark.parametrize(("text", "shown"), RESTORED.items())
def test_marks_are_put_back(text: str, shown: str) -> None:
    assert is_unmarked(text)
    assert restore(text) == shown


@pytest.mark.parametrize("text", MARKED)
def test_a_text_with_marks_or_of_another_language_stays_as_it_is(text: str) -> None:
    assert not is_unmarked(text)
    assert build_layout(text).flags == ()


@settings(deadline=None)  # the first one builds the model
@given(st.text(alphabet=st.sampled_from("Bo truong yeu cau CUC 12/3.\nđâ")))
def test_restoring_keeps_every_letter_in_its_place(text: str) -> None:
    restored = restore(text)
    assert len(restored) == len(text)
    assert _plain(restored) == _plain(text)


def test_units_people_and_dates_are_found_where_they_stand() -> None:
    text = "Ngay 5 thang 3 nam 2024, Bo truong Bo Y te Tran Hong Ha yeu cau Cuc Quan ly Duoc bao cao truoc ngay 30/6."
    record = extractor()(text)
    assert record.flags == (UNMARKED,)
    units = {unit.name: [m.text for m in unit.mentions] for unit in record.units}
    assert units == {"Bộ Y tế": ["Bo Y te"], "Cục Quản lý Dược": ["Cuc Quan ly Duoc"]}
    assert [(p.name, p.positions[0].title, p.positions[0].unit) for p in record.people] == [
        ("Tran Hong Ha", "Bộ trưởng", "U1")
    ]
    assert [(d.text, d.value) for d in record.dates] == [
        ("Ngay 5 thang 3 nam 2024", "2024-03-05"),
        ("ngay 30/6", "2024-06-30"),
    ]
    assert [(d.text, d.addressees) for d in record.directives] == [("bao cao truoc ngay 30/6", ("U2",))]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_most_of_a_sample_is_found_without_its_marks(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_bytes().decode())
    with_marks, without = extractor()(text), extractor()(_plain(text))
    assert without.flags == (UNMARKED,)
    said, found = _places(with_marks), _places(without)
    assert len(said & found) >= 0.8 * len(said | found)
    names = {strip_marks(unit.name) for unit in with_marks.units}
    assert len(names & {strip_marks(unit.name) for unit in without.units}) >= 0.8 * len(names)


def _places(record: Record) -> set[tuple[int, int]]:
    """Where units, people and dates stand."""
    found: list[Unit | Person] = [*record.units, *record.people]
    named = [mention for one in found for mention in one.mentions]
    return {(marked.start, marked.end) for marked in (*named, *record.dates)}
