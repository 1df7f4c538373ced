"""A name with its titles, and titles that one phrase gives to several names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.resolve.person_names import Named
from extractor.resolve.title_links import TOLD
from extractor.resolve.title_phrases import TitlePhrase

_LISTED = re.compile(r",? |,? và |; ")
_HONORIFIC = r"(?:(?:ông|bà|anh|chị|đồng chí|đ/c) )?"
_SEVERAL = re.compile(rf"(?<!\w)(?:các|hai|ba|bốn|\d) {_HONORIFIC}$", re.IGNORECASE)
_IN_A_ROW = re.compile(rf"(?:, |,? và |; ){_HONORIFIC}")


@dataclass(slots=True)
class Holder:
    """A name with the phrases that give it titles; `led_by` are titles and honorifics right before it."""

    named: Named
    before: list[TitlePhrase] = field(default_factory=list)
    behind: list[TitlePhrase] = field(default_factory=list)
    start: int = 0


def share_titles(text: str, holders: Sequence[Holder]) -> None:
    """Give a title told of several at once to each of them."""
    for former, following in pairwise(holders):
        shared = [p for p in former.before if p.plural]
        between = text[former.named.span.end : following.start]
        if shared and not following.before and _LISTED.fullmatch(between):
            following.before = [*shared]  # «các Thứ trưởng Trần A, Lê B và Phạm C»
    _elected(text, holders)


def _elected(text: str, holders: Sequence[Holder]) -> None:
    """Give «các ông Trần A, Lê B và bà Phạm C được bầu làm Phó Bí thư» the title behind the last to all."""
    row: list[Holder] = []
    for former, following in pairwise(holders):
        bare = not former.before and not former.behind and not following.before
        joined = bare and _IN_A_ROW.fullmatch(text[former.named.span.end : following.named.span.start])
        row = [*row, former] if joined else []
        if not row or not following.behind or not TOLD.match(text, following.named.span.end):
            continue
        if _SEVERAL.search(text, max(0, row[0].named.span.start - 20), row[0].named.span.start):
            for one in row:
                one.behind = [*following.behind]
