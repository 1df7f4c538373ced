"""What links titles to names and to each other: `, `, ` - `, `hiện là`, and what may stand between."""

import re

from models.letters import SMALL

STACK = re.compile(r"(?:,| -| –|;|:| kiêm| và|, kiêm|, đồng thời là)? ")
_POST = r"(?:chức(?: vụ)?|cương vị|vị trí)"
_ELECTED = (
    r"(?:được (?:tín nhiệm |tái )?(?:bầu|bổ nhiệm|cử|phân công|chỉ định|điều động)(?: tái cử)?|"
    rf"tái đắc cử|tái cử|đắc cử|trúng cử|tiếp tục)(?: làm| giữ {_POST}| {_POST})?"
)
_AS = (
    r"(?:(?:và )?hiện nay là|(?:hiện |nay )?là|(?:hiện )?đang là|từng là|nguyên là|(?:lúc|khi) (?:đó|ấy|này) là|"
    r"làm|kiêm|và|"
    rf"(?:giữ|vào) {_POST}|vào ghế|với (?:vai trò|tư cách)(?: là)?|{_ELECTED})"
)
BEHIND = re.compile(
    rf"(?: ?, ?| ?[-–] ?|: )(?:rồi )?(?:{_AS} )?(?:tân |một )?|,? {_AS} (?:tân )?| rồi (?:làm )?|"
    r"\s?\((?:là |hiện là |với (?:vai trò|tư cách)(?: là)? )?"
)
AND = re.compile(r",? và ")
TOLD = re.compile(rf",? {_AS} ")
_ALL = r"(?:các |hai |ba )?(?:ông|bà|đồng chí|đ/c)(?:,? (?:ông|bà))?"
_INCLUDING = r"(?:gồm có|gồm|bao gồm|là)"
ROW = re.compile(rf"(?: khác)?,?(?: {_INCLUDING})?(?: có)?(?: {_ALL})?: ?|(?: khác)?,? {_INCLUDING} ")
SEAT = re.compile(r" \(|,? (?:của|thuộc|đến từ|công tác tại|làm việc tại) |, ")
TOGETHER = re.compile(r"(?: [^\W\d_]+){1,10}? kiêm (?:nhiệm )?(?:chức (?:vụ )?)?")
LIST = re.compile(r"; (?:và )?")
HONOUR_STACK = re.compile(r"(?:,| -| –|\.)? ?")
# «khóa XII, XIII», «nhiệm kỳ 2011-2016», «(42 tuổi)», «, sinh năm 1970»
_TERM = r"(?:[IVX]+|\d[\d–-]*(?: [–-] \d+)?)(?!\w)"
_SMALL = f"a-z{SMALL}"
_PLACED = rf",? (?:tỉnh|huyện|quận|thành phố|thị xã|TP\.?)(?: [^\W\d_{_SMALL}]\w*){{1,4}}(?=[,;])"
_ASIDE = re.compile(
    rf",? (?:các |\d |hai |ba )?(?:[Kk]h(?:óa|oá)|[Nn]hiệm kỳ) {_TERM}(?:(?:, | và ){_TERM})*|"
    rf",? (?:\d |hai |ba |bốn )?[Kk]h(?:óa|oá),? \({_TERM}(?:(?:, | và ){_TERM})*\)|"
    r",? \((?:\d{1,3} tuổi|SN|sinh|trúng cử|trú|ngụ|quê|thường trú|(?:từ |tháng )?(?:\d{1,2}/)?(?:19|20)\d\d)"
    r"[^()]{0,80}\)|"
    r",? \([^()\n]{2,60}\)(?=,| [-–] )|"
    rf", (?:\d{{1,3}} tuổi|(?:SN|sinh năm|sinh) \d{{4}})|{_PLACED}"
)

_AGED = re.compile(r",? ?\((?:\d{1,3} tuổi|(?:SN|sinh năm|sinh) ?\d{4})(?=[,;])")
_LIVES = re.compile(r"(?:,? \(\d{1,3} tuổi\))?, (?:trú|ngụ|thường trú|cư trú|quê|sống) (?:ở|tại)(?!\w)")
_SAID_NEXT = re.compile(r"[,;] (?:là |hiện là |nguyên là )?")
_OVER = re.compile(r"[).;:\n]| (?:cùng|và) ")
_BRACKET = 160  # characters of what tells who someone is


def aged_titles(text: str, position: int) -> list[int]:
    """Return where titles may stand behind an age or a home: «Trần A (52 tuổi, trú xã B, [Giám đốc] C)»."""
    aged = _AGED.match(text, position)
    lives = None if aged else _LIVES.match(text, position)
    told = aged or lives
    if told is None:
        return []
    over = _OVER.search(text, told.end(), told.end() + _BRACKET) if lives else None
    end = over.start() if over else text.find(")", told.end(), told.end() + _BRACKET)
    return [found.end() for found in _SAID_NEXT.finditer(text, told.end(), max(end, told.end()))]


def aside_end(text: str, position: int) -> int:
    """Return the end of the term of office or the age at `position`, `position` where none stands."""
    for _ in range(2):  # «khóa XIII (từ 8/2024)»
        found = _ASIDE.match(text, position)
        if found is None:
            break
        position = found.end()
    return position
