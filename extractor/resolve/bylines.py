"""Bylines and photo credits: names that stand alone where an author or photographer is named.

«Ảnh: VGP/Nhật Bắc» · «- Ảnh: XUÂN LONG» · a block «Song Hà» · «… thực hiện. Bảo Quyên» at the end of a paragraph
"""

import re
from collections.abc import Iterator
from functools import cache

from extractor.resolve.name_evidence import Named
from extractor.resolve.name_lexicon import load_lexicon, upper_class
from extractor.resolve.person_names import Shape, cut_run
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span

_NEAR_END = 14  # blocks behind a closing byline: captions, sources, tags
_NEAR_START = 4
_BYLINE_LENGTH = 70
_TAIL = re.compile(r"\s*\([^()]{1,30}\)$|[\s.,;/]+$|/[^/]{2,25}$")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    up = f"[{upper_class()}]"
    word = rf"(?:{up}\w?\.)?{up}\w*"
    name = rf"{word}(?: {word}){{0,4}}"
    what = r"[ẢA]nh(?: và \w+| chụp| tư liệu)?|Bài và ảnh|Bài,? ảnh|Tin,? ảnh|Tin|Bài|Clip|Video|Đồ họa|Thực hiện|Nguồn ảnh|Ghi|Trình bày|Theo"
    credit = rf"(?:^|(?<=[\s(.–-]))(?:{what})\s?:\s?(?:(?:[A-ZĐ]{{2,8}}|Facebook|FB|NVCC)\s?[/-]\s?)?(?P<first>{name})(?:\s?(?:,|-|–|/|và)\s?\.?\s?(?P<second>{name}))?"
    piece = rf"(?:(?:PV|Bài|Tin|Nhóm PV)[:.]? )?(?P<first>{name})(?:\s?(?:,|-|–|/|và)\s?(?P<second>{name}))?"
    return (
        re.compile(credit),
        re.compile(piece),
        re.compile(rf"(?<=[.!?…”\"]) (?P<first>{word}(?: {word}){{1,3}})$"),
    )


def find_bylines(layout: Layout) -> Iterator[Named]:
    """Yield the names of authors and photographers; bare initials (`Q.H`) are none."""
    credit, piece, trailing = _patterns()
    text = layout.text
    for found in credit.finditer(text):
        yield from _both(text, found, "credit")
    last = len(layout.blocks)
    for i, block in enumerate(layout.blocks):
        shown = block.span.of(text)
        if block.kind in {BlockKind.BYLINE, BlockKind.HEADING} and len(shown) <= _BYLINE_LENGTH:
            if not (_NEAR_START >= i > 0 or i >= last - _NEAR_END):
                continue
            core = _TAIL.sub("", shown)
            whole = piece.fullmatch(text, block.span.start, block.span.start + len(core))
            if whole and not (core.isupper() and len(core.split()) > 4):  # noqa: PLR2004  # a heading in capitals
                yield from _both(text, whole, "byline")
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.ITEM}:
            end = block.span.end - (1 if shown.endswith(".") else 0)
            closing = trailing.search(text, max(block.span.start, end - 40), end)
            if closing:
                yield from _both(text, closing, "trailing-byline")


def _both(text: str, found: re.Match[str], rule: str) -> Iterator[Named]:
    for group, shown in found.groupdict().items():
        named = None if shown is None else _name(text, Span(*found.span(group)), rule)
        if named is None:
            return
        yield named


def _name(text: str, span: Span, rule: str) -> Named | None:
    """Return the name at the start of `span`, where it is one; in a byline the whole span must be."""
    lexicon = load_lexicon()
    words = span.of(text).split()
    capitals = words[0].isupper() and len(words[0]) > 1
    words = words[
        : next((i for i, w in enumerate(words) if (w.isupper() and len(w) > 1) != capitals), len(words))
    ]
    first, end, shape = next(cut_run(words, led=True), (0, 0, Shape.OTHER))
    if first or end == 0 or (end < len(words) and rule != "credit"):
        return None
    words = words[:end]
    shown = " ".join(words)
    known = all(lexicon.is_given(word.rpartition(".")[2]) for word in words)
    good = {
        Shape.FULL: known or len(words) > 2,  # noqa: PLR2004  # family, middle, given
        Shape.WEAK: known,
        Shape.GIVEN: known and len(words) > 1,
        Shape.INITIAL: True,
        Shape.FOREIGN: len(words) > 1
        and words[0].lower() in lexicon.foreign_given
        and words[-1].lower() not in lexicon.foreign_other,
        Shape.OTHER: False,
    }[shape]
    if not good or lexicon.is_place(shown):
        return None
    return Named(Span(span.start, span.start + len(shown)), shown, shape, led=True, rule=rule)
