"""Zones of an administrative document: letterhead, recipients, signature (Nghị định 30/2020/NĐ-CP, Phụ lục I).

PDF extraction interleaves and breaks the two columns of the letterhead; the zone is found by its fixed phrases and
stretches over the short blocks around them.
"""

import re
from collections.abc import Sequence

from extractor.text.kinds import BlockKind

_MOTTO = re.compile(
    r"CỘNG HÒA XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM|Cộng hòa xã hội chủ nghĩa Việt Nam|"
    r"cộng hòa xã hội chủ nghĩa việt nam|"  # capitals of an old font, decoded as small letters
    r"^ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH$"
)
_NUMBER = re.compile(r"^Số\s*:?\s*[\d.…]*\s*[-/]\s*[A-ZĐ\d]", re.IGNORECASE)
_PLACE_DATE = re.compile(
    r"^\W*[^\W\d_][^\d,]{2,40},\s*"
    r"(?:(?:hồi|lúc)?\s*\d{1,2}\s*(?:giờ|h|:)[\d\s]{0,4}(?:phút)?,?\s*)?ngày\b.{0,40}\bnăm\s+\d{4}",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\W*Căn cứ\b")
_AUTHORITY = re.compile(
    r"(?:PHÓ )?(?:THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|HĐND|BỘ TRƯỞNG|THỐNG ĐỐC|TỔNG|GIÁM ĐỐC|"
    r"HIỆU TRƯỞNG|VIỆN TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG|CHÁNH|BAN|TỈNH ỦY|THÀNH ỦY|ĐẢNG ỦY)\b"
)
_SIGNS = re.compile(rf"(?:(?:KT|TM|TL|TUQ|T/M)\. ?)*{_AUTHORITY.pattern}")
_FILED = re.compile(r"\W*Lưu\b")  # the last of the copies; a name below it signs
_STAMP = re.compile(r"(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN)(?: - HẸN GIỜ)?")
_TYPED = re.compile(
    r"(?:THÔNG BÁO|CÔNG ĐIỆN|CHỈ THỊ|KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾT LUẬN|HƯỚNG DẪN|TỜ TRÌNH|BÁO CÁO|CHƯƠNG TRÌNH|"
    r"QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|ĐỀ ÁN)(?= |$)"
)
_SUBJECT = re.compile(r"(?:V/v|Về việc)\b", re.IGNORECASE)
_SHORT = 130  # letterhead lines are short
_REACH = 12  # blocks between the first and the last line of a letterhead
_NAME = 60
_ABOVE = 5  # blocks above the motto that may belong to the letterhead


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def letterheads(texts: Sequence[str]) -> list[range]:
    """Return the ranges of blocks that are letterheads, in order."""
    found: list[range] = []
    for i, text in enumerate(texts):
        if (found and i < found[-1].stop) or not (_MOTTO.search(text) and len(text) <= 2 * _SHORT):
            continue
        start = i
        while start > 0 and i - start < _ABOVE and len(texts[start - 1]) <= _SHORT and _opens(texts[start - 1]):
            start -= 1
        window = range(i, min(len(texts), i + _REACH))
        marks = [
            j for j in window if _PLACE_DATE.search(texts[j]) or _NUMBER.match(texts[j]) or _MOTTO.search(texts[j])
        ]
        found.append(range(start, max(marks) + 1))
    return found


def _opens(text: str) -> bool:
    return _is_upper(text) or not any(c.isalpha() for c in text) or bool(_NUMBER.match(text) or _SUBJECT.match(text))


def mark_zones(texts: Sequence[str], kinds: list[BlockKind]) -> list[BlockKind]:
    """Return `kinds` with letterheads, their titles, recipients and signatures put in place."""
    marked = list(kinds)
    for zone in letterheads(texts):
        for i in zone:
            marked[i] = BlockKind.LETTERHEAD
        _mark_title(texts, marked, zone.stop)
    if marked[:1] == [BlockKind.TITLE] and _is_upper(texts[0]):  # the letterhead was cut off
        _mark_title(texts, marked, 0)
    _mark_close(texts, marked)
    return marked


def _mark_title(texts: Sequence[str], kinds: list[BlockKind], start: int) -> None:
    """Mark the capital or short blocks below a letterhead: the type and subject of the document.

    Capitals right above «Căn cứ …» name the authority that decides; what stands below a mere «KẾ HOẠCH» is its subject.
    """
    typed = False
    for i in range(start, min(len(texts), start + 6)):
        text, following = texts[i], texts[i + 1] if i + 1 < len(texts) else ""
        if kinds[i] is BlockKind.SEPARATOR:
            continue
        below = typed and kinds[i] is not BlockKind.ITEM and len(text) <= 2 * _SHORT and not text.endswith((".", ":"))
        capital = (_is_upper(text) or _TYPED.match(text)) and not text.endswith(":") and kinds[i] is not BlockKind.ITEM
        if not (capital or below or (_SUBJECT.match(text) and not text.endswith(":"))):
            return
        authority = _AUTHORITY.match(text) and _BASIS.match(following)
        kinds[i] = BlockKind.LETTERHEAD if authority or _STAMP.fullmatch(text) else BlockKind.TITLE
        typed = _TYPED.fullmatch(text) is not None


def _mark_signer(texts: Sequence[str], kinds: list[BlockKind]) -> None:
    """Mark the last two lines of a text without recipients where an office is above a name: «CHỦ TỊCH⏎Lê Văn An»."""
    if len(texts) < _REACH // 2 or BlockKind.RECIPIENTS in kinds or not _is_upper(texts[-2]):
        return
    office, name = texts[-2:]
    if len(name) <= _NAME and name.istitle() and _SIGNS.match(office) and len(office) <= _SHORT:
        kinds[-2:] = [BlockKind.SIGNATURE, BlockKind.SIGNATURE]


def _mark_close(texts: Sequence[str], kinds: list[BlockKind]) -> None:
    """From `Nơi nhận` on: the list, the signing power, the signer's name, up to a long paragraph; then the footnotes.

    «[5] Các bộ, ngành: (i) Tư pháp,⏎(iii) Nội vụ»: what a note below the close enumerates is of the note.
    """
    zone: BlockKind | None = None
    _mark_signer(texts, kinds)
    for i, text in enumerate(texts):
        kind = kinds[i]
        if kind in {BlockKind.RECIPIENTS, BlockKind.SIGNATURE}:
            zone = kind
        elif kind is BlockKind.FOOTNOTE:
            zone = BlockKind.FOOTNOTE if zone else None
        elif zone is BlockKind.FOOTNOTE:
            zone = zone if kind is BlockKind.ITEM else None
            kinds[i] = zone or kind
        elif zone and kind is BlockKind.PARAGRAPH and len(text) > 2 * _SHORT:
            zone = None
        elif zone is BlockKind.RECIPIENTS:
            name = text.istitle() and len(text) <= _NAME and _FILED.match(texts[i - 1])
            zone = BlockKind.SIGNATURE if name or (_is_upper(text) and not text.startswith("-")) else zone
            kinds[i] = zone
        elif zone is BlockKind.SIGNATURE:
            if len(text) > _NAME or kind is BlockKind.SEPARATOR:
                zone = None
            else:
                kinds[i] = BlockKind.SIGNATURE
