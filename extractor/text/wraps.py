"""Wraps: which source lines are one paragraph.

Lines broken by a fixed width (PDF extraction, e-mail) are joined; a line that its own form starts anew (an enumerator,
a footnote, `Nơi nhận:`) never is.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from extractor.rules.loader import load_rules, load_table
from extractor.text.offsets import INVISIBLE
from models.folding import canonical, retone
from models.spans import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*")
_SHOWN = re.compile(rf"[^\s{INVISIBLE}](?:.*[^\s{INVISIBLE}])?", re.DOTALL)
TERMINAL = (".", "!", "?", "…", ":", ";", ".”", "!”", "?”", '."', '!"', '?"', "/.")
_TRAILS_OFF = ("...", "…")  # «làm cả ngày nghỉ...⏎để kịp khánh thành» goes on
_MARK_ALONE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}\.|Số\s?:)")  # «2.1.⏎Sở Tài chính»
_TOWN_HALF = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}")  # «Thành phố Hồ Chí⏎Minh, ngày 18»
_DATED_HALF = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?, ngày \d")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\)|\(\d{1,2}\))\s")
_BASIS = re.compile(r"Căn cứ|Theo đề nghị|Xét đề nghị")
_ALONE = re.compile(r"^[-_=*~\s|]{3,}$|(?:CHỦ NGHĨA|CỘNG SẢN) VIỆT NAM$")  # a rule, the motto
# A row of a table, a field of minutes, the title of minutes, what closes them.
_ANEW = re.compile(
    r"\||(?:H(?:ỎA|OẢ) TỐC|THƯỢNG KHẨN|KHẨN)(?: - HẸN GIỜ)?$|BIÊN BẢN\b(?! (?:số|ngày|này))|"
    r"(?:Thời gian|Địa điểm|Thành phần|Chủ trì|Chủ tọa|Thư k[ýí]|Có mặt|Vắng mặt|Vắng|Ngày họp)\b[^:.;,]{0,30}:|"
    r"(?:Cuộc họp|Buổi (?:họp|sinh hoạt|làm việc)|Hội nghị|Phiên họp|Biên bản|Họp)(?: được)? (?:kết thúc|bế mạc|lập)\b"
)
_GOES_ON = re.compile(r"[,;.)\]”]|\([a-zđ]")
# «Hà Nội, ngày⏎26 tháng 11», «Thông báo số⏎591/TB-VPCP», «các Vụ: CN, PL,⏎NC»
_DANGLING = re.compile(
    r"(?:\b(?:ngày|tháng|năm|số|về|của|và|cho|theo|tại|với|trong|các|do|để|là|từ|đến|bởi|trên|thuộc|"
    r"yêu cầu|giao|đề nghị|TP\.?|Tp\.?)|,)$"
)
# «ỦY BAN NHÂN DÂN⏎⏎TỈNH QUẢNG TRỊ», «VĂN PHÒNG CHÍNH⏎⏎PHỦ»: a letterhead broken by a blank line
_HALF_HEAD = re.compile(
    r"(?:NHÂN DÂN|UBND|HĐND)\n(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\b.{0,60}|CHÍNH\nPHỦ"
)
_UNENDED = 0.45  # share of the width from which an unended line is taken for wrapped
MAX_WRAP = 130  # a fixed width beyond this is a paragraph, not a wrapped line
_MANY = 12  # lines that go on in small letters, which too show it
MIN_WRAPPED = 3  # full lines that show a text to be wrapped


class Line(NamedTuple):
    """One line that shows something: `span` in the source."""

    span: Span
    text: str
    breaks_before: bool  # a blank line stands above
    starts_anew: bool  # its own form forbids joining it to the line above


def read_lines(source: str) -> list[Line]:
    """Return the lines of `source` that show something."""
    rules = load_rules("layout")
    lines: list[Line] = []
    blank = True
    for found in _LINE.finditer(source):
        shown = _SHOWN.search(found[0])
        if not shown:
            # the empty match at a line's own end is no blank line
            blank = blank or (found.start() == found.end() and _is_blank_line(source, found.start()))
            continue
        start, stripped = found.start() + shown.start(), shown[0]
        formed = any(rule.pattern.match(stripped) for rule in rules.rules if rule.text("kind") != "caption")
        anew = formed or _ANEW.match(stripped) is not None
        lines.append(Line(Span(start, start + len(stripped)), stripped, blank, anew))
        blank = False
    return lines


def _is_blank_line(source: str, position: int) -> bool:
    """Whether a line begins at `position` (and, being empty, ends there)."""
    if position == 0 or position >= len(source):
        return False
    before = source[position - 1]
    return before in "\n\x0b\x0c\x85\u2028\u2029" or (before == "\r" and source[position] != "\n")


def _wrap_widths(lines: Sequence[Line]) -> list[int]:
    """Width at which the text around each line was broken, 0 where lines are whole paragraphs.

    A line beyond `MAX_WRAP` ends a wrapped stretch: an article may print a wrapped document below its own paragraphs.
    """
    widths: list[int] = []
    for short, stretch in groupby(lines, key=lambda line: len(line.text) <= MAX_WRAP):
        run = list(stretch)
        widths.extend([_width(run) if short else 0] * len(run))
    return widths


def _width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= MAX_WRAP // 4)
    if len(lengths) < MIN_WRAPPED:
        return 0
    width = lengths[int(0.9 * len(lengths))]  # a stray long line is not the width
    runs = [(a, b) for a, b in pairwise(lines) if not b.breaks_before and not b.starts_anew]
    full = sum(_is_full(a, b, width) for a, b in runs)
    if full >= MIN_WRAPPED and full >= 0.5 * len(runs):
        return width
    small = sum(below.text[0].islower() for _, below in runs)  # the first line of each paragraph is short
    return width if len(runs) >= _MANY and small >= 0.6 * len(runs) else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next word would not have fitted, and what follows is itself of the width."""
    room = 0.82 * width - len(line.text) - 1
    return len(following.text.split()[0]) > room and len(following.text) <= 1.25 * width


def _is_over(line: Line, following: Line, width: int) -> bool:
    if _is_upper(line.text) and _is_upper(following.text):
        return True
    return _is_full(line, following, width) and len(line.text) + 1 + len(following.text.split()[0]) > width > 0


def _is_upper(text: str) -> bool:
    if not text.isupper():
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _is_half_head(above: str, below: str) -> bool:
    """Whether two lines in capitals are one name: what stands above is no name without what stands below."""
    found = _HALF_HEAD.search(retone(f"{above}\n{below}")) if len(above) + len(below) <= MAX_WRAP else None
    return found is not None and _is_upper(above) and _is_upper(below)


def _joins(line: Line, following: Line, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`."""
    if following.breaks_before or following.starts_anew or _ALONE.search(line.text):
        return following.breaks_before and _is_half_head(line.text, following.text)
    ends = line.text.endswith(TERMINAL)
    full = bool(width) and _is_full(line, following, width)
    if following.text[0].islower() or _GOES_ON.match(following.text):
        return full or not ends or line.text.endswith((":", *_TRAILS_OFF))  # «các vấn đề như:⏎tài sản công dôi dư»
    if _DANGLING.search(line.text) or _is_halved(line.text, following.text):
        return True
    if _is_upper(line.text) or (_is_upper(following.text) and len(following.text.split()) > 2):  # noqa: PLR2004  # «TTHC.» is no heading
        return _is_upper(line.text) and _is_upper(following.text) and len(line.text) <= MAX_WRAP
    # «- Các đồng chí Uỷ viên⏎Ban Chấp hành»: in wrapped text an unended line goes on, unless it is short as a name is
    unended = bool(width) and not ends and (line.starts_anew or len(line.text) > _UNENDED * width)
    if ends and not line.text.endswith(
        ";"
    ):  # «…triển khai.⏎Văn phòng»: a new paragraph, unless the word truly did not fit
        return full and len(line.text) + 1 + len(following.text.split()[0]) > width and line.text[-3:] != "./."
    return full or unended


@cache
def _broken_places() -> frozenset[tuple[str, str]]:
    """Pairs of words that follow each other in the names of provinces: «Cần⏎Thơ»."""
    entries = load_table("places")["province"]
    names = [str(entry["short"]) for entry in entries] if isinstance(entries, list) else []
    return frozenset(pair for name in names for pair in pairwise(canonical(name).split()))


def _is_halved(above: str, below: str) -> bool:
    """Whether a line is a mere enumerator or «Số:», or the first half of a place: before a date, or of a province."""
    if (above.rpartition(" ")[2], below.partition(" ")[0].rstrip(",.;")) in _broken_places() and " " in above:
        return True
    if _MARK_ALONE.fullmatch(above):
        return not above.startswith("Số") or below[0].isdigit()
    return bool(_TOWN_HALF.fullmatch(above) and not above.isupper() and _DATED_HALF.match(below))


def _is_of_item(above: Sequence[Line], line: Line, width: int) -> bool:
    """«3. Các bộ, cơ quan ngang bộ;⏎Ủy ban nhân dân các tỉnh rà soát»: wrapped text, the item goes on."""
    apart = line.breaks_before or line.starts_anew or _BASIS.match(line.text)
    return bool(width and not apart and above[-1].text.endswith(";") and _NUMBERED.match(above[0].text))


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    groups: list[list[Line]] = []
    for line, width in zip(lines, _wrap_widths(lines), strict=True):
        # the first line is a title: only a full or unmistakably broken one goes on
        goes_on = bool(groups) and (_joins(groups[-1][-1], line, width) or _is_of_item(groups[-1], line, width))
        if goes_on and (len(groups) > 1 or line.text[0].islower() or _is_over(groups[0][-1], line, width)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
