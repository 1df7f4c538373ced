"""Columns: where one line of the view holds words of two cells, over which no name goes on.

«Thư ký⇥Chủ trì», «Nông Thị Hiền        Hà Văn Lâm», «SỞ Y TẾ HÀ GIANG⏎BỆNH VIỆN ĐA KHOA YÊN SƠN» in a letterhead
"""

import re
from collections.abc import Sequence
from functools import cache

from extractor.resolve.unit_lexicon import load_heads, strings
from extractor.resolve.unit_tokens import Token
from extractor.text.layout import Layout
from models.folding import canonical, fold

_WIDE = 3  # spaces between two columns
_LOOK = 80  # characters of a line within which its head stands
_WORDS = re.compile(r"\w+")


def borders(layout: Layout, source: str) -> tuple[int, ...]:
    """Return the view offsets of the spaces that divide columns or, in capitals, lines that each begin a unit."""
    wide: list[int] = []
    for segment in layout.view.segments:
        gap = source[segment.source : segment.source + segment.length]
        if segment.length == 0 and layout.text.startswith(" ", segment.view):
            wide += [segment.view] if _begins_anew(layout, segment.view, source, segment.source) else []
        elif gap.isspace() and (len(gap) >= _WIDE or "\t" in gap):
            wide.append(segment.view)
    return tuple(wide)


def _begins_anew(layout: Layout, position: int, source: str, end: int) -> bool:
    """Whether a line in capitals begins a unit of its own below a line that names one."""
    block = layout.blocks[layout.block_at(position)].span
    above = source[source.rfind("\n", 0, end) + 1 : end].strip()
    below = layout.text[position + 1 : min(block.end, position + _LOOK)]
    office = above.endswith(strings("headers", "offices"))  # «K/T CHÁNH⏎VĂN PHÒNG»
    if not (above.isupper() and below[:1].isupper()) or office or fold(canonical(above)) in _heads():
        return False
    words = [fold(word) for word in _WORDS.findall(below)[:6]]
    begun = [" ".join(words[:n]) for n in range(1, len(words) + 1)]
    return not _heads().isdisjoint(begun) or any(body in begun for body in strings("headers", "small_bodies"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(fold(form) for form, _ in load_heads())


def with_borders(tokens: Sequence[Token], at: Sequence[int]) -> list[Token]:
    """Return `tokens` with a sign that belongs to no name at each border; «ỦY BAN NHÂN DÂN⏎⏎TỈNH X» is one line."""
    kept = [t for i, t in enumerate(tokens) if t.text != "\n" or not _goes_on(tokens[max(0, i - 4) : i + 2])]
    signs = [Token("\t", "\t", position, position + 1) for position in at]
    return sorted([*kept, *signs], key=lambda token: token.start) if signs else kept


def _goes_on(around: Sequence[Token]) -> bool:
    """Whether a body ends before a line end and its place begins behind it, in capitals or not."""
    words = " ".join(t.key for t in around if t.word)
    bodies = tuple(f"{body} " for body in strings("headers", "councils"))
    ends = tuple(f" {level}" for level in strings("headers", "levels_begun"))
    return around[0].capital and around[-1].capital and words.startswith(bodies) and words.endswith(ends)
