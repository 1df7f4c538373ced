"""Quotations: what stands between quotation marks, over sentences and blocks, and the words that say whose it is."""

import re
from typing import NamedTuple

from extractor.text.layout import Layout
from models.spans import Span

_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'
_SIGN = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]")
_LONGEST = 3000  # a quotation longer than this was never closed
_SHORTEST = 12  # `“nóng”` is a word in quotes, no quotation


class Quote(NamedTuple):
    """One quotation, its marks outside."""

    span: Span


def find_quotes(layout: Layout) -> tuple[Quote, ...]:
    """Return the quotations of the body in order; unclosed marks open none."""
    text = layout.text
    found: list[Quote] = []
    opened: int | None = None
    mark = ""
    for sign in _SIGN.finditer(text):
        i, char = sign.start(), sign[0]
        if opened is not None and i - opened > _LONGEST:
            opened = None
        if opened is None:
            if char in (_OPEN, _STRAIGHT):
                opened, mark = i, char
        elif char == _CLOSE or (char == _STRAIGHT and mark == _STRAIGHT) or (char == _STRAIGHT and _ends(text, i)):
            if i - opened > _SHORTEST:
                found.append(Quote(Span(opened + 1, i)))
            opened = None
        elif char == _OPEN:
            opened, mark = i, char
    return tuple(found)


def _ends(text: str, position: int) -> bool:
    """Whether a straight mark stands where a quotation ends: after a letter or stop, before a space or stop."""
    return position + 1 >= len(text) or not text[position + 1].isalnum()


def stands_alone(layout: Layout, quote: Quote) -> bool:
    """Whether a quotation is whole sentences, so that it is of whoever had the word: «Ông An nói: … . “…”»."""
    text, span = layout.text, quote.span
    first = layout.sentences[layout.sentence_at(max(0, span.start - 1))].span
    last = layout.sentences[layout.sentence_at(span.end - 1)].span
    return not text[first.start : span.start - 1].strip() and not text[span.end + 1 : last.end].strip(" .…!?")
