"""Rolls: lists of the members of one body, whose titles are of that body.

«Thành lập Ban Chỉ đạo … gồm các ông, bà sau:⏎1. Ông Trần A, Giám đốc Sở Y tế - Trưởng ban;⏎2. Bà Lê B … - Thành viên.»
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from models.spans import Span

_LEAD = re.compile(r"[^.;:\n]{0,60}?(?:gồm|sau đây|như sau|có tên)[^.;\n]{0,60}:[ ]*(?=\n)")
_ITEM = re.compile(r"\n[ ]*(?:\d{1,2}[.)]|[-+*•]|[a-zđ]\)|(?=[Ôô]ng |[Bb]à |[Đđ]ồng chí |[Mm]ời ))")
_KINDRED = {
    "ban": r"trưởng ban|phó (?:trưởng )?ban",
    "tổ": r"(?:phó )?tổ trưởng|tổ phó",
    "hội": r"(?:phó )?chủ tịch(?: hội đồng)?",
    "đoàn": r"(?:phó )?trưởng đoàn",
}
_MEMBER = re.compile(r"(?:thành viên|ủy viên|thư ký)(?: (?:thường trực|thư ký))?", re.IGNORECASE)
_ENDS = re.compile(r"[ ]*[;.,]?[ ]*(?:\n|$)| ?:")
_STANDING = "(?: (?:thường trực|thứ nhất))?"


class Roll(NamedTuple):
    """A list that runs over `span`, of the members of the unit `unit`; `head` is the first word of its name."""

    span: Span
    unit: int
    head: str


def find_rolls(text: str, places: Sequence[tuple[Span, int]]) -> list[Roll]:
    """Return the rolls of a text; `places` are the mentions of units in reading order."""
    rolls: list[Roll] = []
    for mention, unit in places:
        head = mention.of(text).partition(" ")[0].lower()
        lead = _LEAD.match(text, mention.end) if head in _KINDRED else None
        if lead is None or (rolls and mention.start < rolls[-1].span.end):
            continue
        end = lead.end()
        while _ITEM.match(text, end):
            end = text.find("\n", end + 1)
            end = end if end >= 0 else len(text)
        if end > lead.end():
            rolls.append(Roll(Span(lead.end(), end), unit, head))
    return rolls


def roll_unit(text: str, rolls: Sequence[Roll], span: Span) -> int | None:
    """Return the body of a title without a unit that closes an item of a roll: «… - Trưởng ban;»."""
    i = bisect_right(rolls, span.start, key=_start) - 1
    if i < 0 or not rolls[i].span.contains(span) or not _ENDS.match(text, span.end):
        return None
    title = span.of(text).lower()
    of_head = re.fullmatch(f"(?:{_KINDRED[rolls[i].head]}){_STANDING}", title)
    return rolls[i].unit if of_head or _MEMBER.fullmatch(title) else None


def _start(roll: Roll) -> int:
    return roll.span.start
