"""Sentences: the unit of segmentation. Words are cut within one sentence, and one sentence at a time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.text.blocks import Block
from models.letters import SMALL
from models.spans import Span

# A full stop ends a sentence before a capital, a digit, a quote or a dash; an ellipsis before a capital even unspaced,
# a full stop too where running text stands on both sides: «… năm 2025.Thủ tướng yêu cầu».
_END = re.compile(
    r"(?P<stop>[.!?…]+[\"”’)\]]*)(?P<gap>\s+)(?=[\"“‘'(\[]*\s?(?P<next>[^\W_]|(?:[-–]|>>)\s))|"
    r"(?P<dots>…|\.{3}|(?:(?<=[^\W\d_]{2})|(?<=\d{4}))\.)(?=(?P<after>[^\W\d_]))|"
    r"(?P<close>(?<=[^\W_])[\"”])\s+(?=[\"“](?P<quoted>[^\W_]))"
)
# «TP. Huế», «T. Vũ», «PGS. TS. Lê», «số 5. Bộ»: a dot that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.“\"/])(?:[A-ZĐ]|TP|Tp|TX|TT|Q|P|H|X|Th|ThS|TS|PGS|GS|BS|CN|KS|LS|NSND|NSƯT|KT|TM|TL|TUQ|St|Mr|Mrs|Dr|"
    r"v\.v|vv|Tr|tr)\.$"
)
# «sản phụ N. Sở Y tế kiểm tra», «trên địa bàn TP. Đẩy nhanh tiến độ»: what opens a sentence and goes on no name.
_PLACE_OR_INITIAL = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]|TP|Tp|TX)\.$")
_OPENER = re.compile(
    r"\s+(?:(?:Sở|Bộ|Cục|Ủy ban|Uỷ ban|Bệnh viện|Công an)(?= (?!trưởng)\w)|UBND(?!\w)|"
    r"(?:Theo|Sau|Khi|Trước|Trong|Tại|Hiện|Đến|Từ|Ngoài|Tuy|Do|Vì|Nếu|Để|Với|Các|Những|Nhiều|Đồng thời,?|Đặc biệt,?|"
    r"Cùng|Bên|Riêng|Về|Qua|Nhưng|Tăng|Đẩy|Tiếp|Khẩn|Tổ|Rà|Xử|Không|Cần|Phải|Yêu|Đề|Giao|Kiểm|Chỉ|Phối|Thực)"
    rf" (?=[a-z{SMALL}]))"
)
_GLUED_BODY = re.compile(
    r"(?:Sở|Bộ|Cục|Tổng cục|Ủy ban|Uỷ ban|Công an|UBND|Chủ tịch|Giám đốc|Bộ trưởng|Thủ tướng) (?=[^\W\d_])"
)
_GLUED = re.compile(r"[^\W\d_](?P<rest>[^\W\d_]+) (?P<word>[^\W\d_]+)")
_ENUMERATOR = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivxIVX]{1,5})\.$")


class Sentence(NamedTuple):
    """One sentence of the view, and the index of its block."""

    span: Span
    block: int


def split_sentences(text: str, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """Cut every block of the view `text` into its sentences, in order; nothing but spaces lies between them."""
    return tuple(Sentence(span, i) for i, block in enumerate(blocks) for span in _split(text, block.span))


def _split(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for found in _END.finditer(text, block.start, block.end):
        end = max(found.end(part) for part in ("stop", "dots", "close"))
        if (found["next"] or found["after"] or found["quoted"]).islower() or (
            found["dots"] == "." and not _is_glued(text, end)
        ):
            continue
        if found[0].strip() == "." and _stands_for_more(text, start, end):
            continue
        yield Span(start, end)
        start = found.end()
    if start < block.end:
        yield Span(start, block.end)


def _stands_for_more(text: str, start: int, end: int) -> bool:
    """Whether the dot before `end` belongs to an abbreviation or an enumerator."""
    window = text[max(start, end - 12) : end]
    if _PLACE_OR_INITIAL.search(window) and _OPENER.match(text, end):
        return False
    return bool(_ABBREVIATION.search(window) or _ENUMERATOR.match(text[start:end]))


def _is_glued(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`, unspaced: «2025.Thủ tướng yêu cầu», «xã.Sở Y tế», no «TP.Hồ Chí Minh»."""
    found = _GLUED.match(text, start)
    plain = found is not None and found["rest"].islower() and found["word"].islower()
    return plain or _GLUED_BODY.match(text, start) is not None
