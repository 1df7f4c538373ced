"""A long text costs what short ones of its length do: nothing compares all that is in it with all."""

import gc

import pytest

from bench.texts import directives, prose
from bench.timing import least_ratio
from extractor import Extractor, load
from models.errors import NotTextError

SHORT, LONG = 25_000, 150_000  # characters
MOST = 1.6  # times the price of a character


def _lines(line: str, length: int) -> str:
    """Return a line again and again, its numbers and letters its own."""
    count = length // len(line)
    return "\n".join(
        line.format(n=n, day=n % 28 + 1, month=n % 12 + 1, name="AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"[n % 28] + "n")
        for n in range(1, count + 1)
    )


TASKS = (
    "{n}. Bộ Tài chính được giao {day} nhiệm vụ, trong đó {month} hoàn thành đúng hạn, 05 đang thực hiện, "
    "01 chưa xử lý (Công văn số {n}/VPCP-TH ngày {day}/{month}/2024)."
)
PEOPLE = (
    "- Ông Nguyễn Văn {name}, Phó Giám đốc Sở Y tế tỉnh Nghệ An, phát biểu tại hội nghị. "
    "Ông {name} cho biết Sở sẽ rà soát."
)
MINUTES = (
    "{n}. Phòng Kế hoạch chủ trì, phối hợp với Phòng Tài chính hoàn thành báo cáo trước ngày {day}/{month}/2024; "
    "đồng chí An theo dõi."
)
FIRMS = (
    "- Bà Lê Thị {name} ... rời Công ty Cổ phần Tập đoàn {name} {n}; "
    "Công ty Dược {name}{n} SBN họp Tập đoàn {name} {n}. "
    "Tân Giám đốc Công ty Dược {name}{n} SBN từng giữ chức Giám đốc Sở Y tế tỉnh Nghệ An."
)
OPENING = "BIÊN BẢN HỌP\nThời gian: 8 giờ ngày 5/3/2024\nChủ trì: ông Lê Văn An, Giám đốc\n"
KINDS = {
    "prose": prose(LONG),
    "directives": directives(LONG // 100),
    "tasks": _lines(TASKS, LONG),
    "people": _lines(PEOPLE, LONG),
    "firms": _lines(FIRMS, LONG),
    "minutes": OPENING + _lines(MINUTES, LONG),
}


@pytest.fixture(scope="module")
def extract() -> Extractor:
    extractor = load()
    for text in KINDS.values():
        extractor(text[:2_000])
    return extractor


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_text_costs_what_short_ones_do(extract: Extractor, kind: str) -> None:
    text = KINDS[kind]
    parts = [text[at : at + SHORT] for at in range(0, len(text), SHORT)]
    assert least_ratio(lambda: extract(text), lambda: [extract(part) for part in parts], MOST, turns=5) <= MOST


@pytest.mark.parametrize(("before", "after"), [(700, 20_000), (50_000, 50_000), (0, 0)])
def test_garbage_is_collected_less_often_but_never_more_often_than_asked(before: int, after: int) -> None:
    kept = gc.get_threshold()
    try:
        gc.set_threshold(before)
        load(ner=False)
        assert gc.get_threshold()[0] == after
    finally:
        gc.set_threshold(*kept)


@pytest.mark.parametrize("collecting", [True, False])
def test_what_the_first_text_calls_for_lasts_and_garbage_is_collected_afterwards_as_before(*, collecting: bool) -> None:
    def kept(text: str) -> bool:
        gc.unfreeze()
        extract(text)
        assert gc.isenabled() is collecting
        return gc.get_freeze_count() > 0

    try:
        if not collecting:
            gc.disable()
        gc.unfreeze()
        extract = load(ner=False)
        assert gc.get_freeze_count() > 0
        with pytest.raises(NotTextError):
            kept("\0")
        assert gc.isenabled() is collecting
        assert [kept("Bộ Y tế họp."), kept("Bộ Y tế họp lần nữa.")] == [True, False]
    finally:
        gc.enable()
        gc.unfreeze()
