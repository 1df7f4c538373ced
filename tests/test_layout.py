"""Layout: which lines are one block, and what each block is."""

import pytest

from extractor.text.kinds import BlockKind
from extractor.text.layout import build_layout

_BELOW = "\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 4/CT-UBND\n\nCHỈ THỊ\n\nGiữ rừng là việc chung.\n"


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("ỦY BAN NHÂN DÂN\n\nTỈNH LÀO CAI", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI"),
        ("UỶ BAN NHÂN DÂN\n\nXÃ MƯỜNG SO", "ỦY BAN NHÂN DÂN XÃ MƯỜNG SO"),
        ("VĂN PHÒNG CHÍNH\n\nPHỦ", "VĂN PHÒNG CHÍNH PHỦ"),
        ("BỘ Y TẾ\n\nCỤC QUẢN LÝ DƯỢC", "BỘ Y TẾ"),
        ("Ủy ban nhân dân\n\nTỈNH LÀO CAI", "Ủy ban nhân dân"),
    ],
)
def test_a_name_broken_by_a_blank_line_in_a_letterhead_is_one_block(head: str, first: str) -> None:
    layout = build_layout(head + _BELOW)
    assert layout.blocks[0].span.of(layout.text) == first
    assert BlockKind.LETTERHEAD in {block.kind for block in layout.blocks}
