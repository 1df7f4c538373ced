"""What links titles to names and to each other: `, `, ` - `, `hiện là`, and what may stand between."""

import re

STACK = re.compile(r"(?:,| -| –|;|:| kiêm| và|, kiêm|, đồng thời là)? ")
_POST = r"(?:chức(?: vụ)?|cương vị|vị trí)"
_ELECTED = (
    r"(?:được (?:tín nhiệm |tái )?(?:bầu|bổ nhiệm|cử|phân công|chỉ định|điều động)(?: tái cử)?|"
    rf"tái đắc cử|tái cử|đắc cử|trúng cử|tiếp tục)(?: làm| giữ {_POST}| {_POST})?"
)
_AS = (
    r"(?:là|hiện là|hiện đang là|đang là|từng là|nguyên là|(?:lúc|khi) (?:đó|ấy|này) là|làm|giữ chức(?: vụ)?|kiêm|và|"
    rf"với (?:vai trò|tư cách)(?: là)?|{_ELECTED})"
)
BEHIND = re.compile(rf"(?:,| -| –|:) (?:{_AS} )?(?:tân )?|,? {_AS} (?:tân )?|\s?\((?:là |hiện là )?")
AND = re.compile(r",? và ")
TOLD = re.compile(rf",? {_AS} ")
LIST = re.compile(r"; (?:và )?")
HONOUR_STACK = re.compile(r"(?:,| -| –|\.)? ?")
# «khóa XII, XIII», «nhiệm kỳ 2011-2016», «(42 tuổi)», «, sinh năm 1970»
_TERM = r"(?:[IVX]+|\d[\d–-]*)(?!\w)"
_ASIDE = re.compile(
    rf",? (?:các )?(?:khóa|nhiệm kỳ) {_TERM}(?:(?:, | và ){_TERM})*|"
    r",? \((?:\d{1,3} tuổi|SN|sinh)[^()]{0,80}\)|, (?:\d{1,3} tuổi|(?:SN|sinh năm|sinh) \d{4})"
)


def aside_end(text: str, position: int) -> int:
    """Return the end of the term of office or the age at `position`, `position` where none stands."""
    found = _ASIDE.match(text, position)
    return found.end() if found else position
