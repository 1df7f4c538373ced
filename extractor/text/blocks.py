"""Blocks: what each paragraph is, by its form and its place, never by its subject."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.rules.loader import load_rules
from extractor.text.kinds import BlockKind
from extractor.text.offsets import View, build_view
from extractor.text.wraps import TERMINAL, paragraphs, read_lines
from extractor.text.zones import mark_zones
from models.folding import fold
from models.spans import Span

_IS_SENTENCE = re.compile(r"(?:[^.]\.|[;:])[”\"]?$")  # a headline has no full stop; it may end in dots
TITLE_LENGTH = 300
HEADING_LENGTH = 160
BYLINE_WORDS = 5


class Block(NamedTuple):
    """One paragraph of the view: `span` in the view, and what it is."""

    span: Span
    kind: BlockKind


def lay_out(source: str) -> tuple[View, tuple[Block, ...]]:
    """Return the matching view of `source` and its blocks."""
    groups = paragraphs(read_lines(source))
    view, spans = build_view(source, [[line.span for line in group] for group in groups])
    texts = [span.of(view.text) for span in spans]
    return view, tuple(Block(s, k) for s, k in zip(spans, mark_zones(texts, _kinds(texts)), strict=True))


def _form(text: str) -> BlockKind | None:
    """Return what the form of a block alone says it is."""
    for rule in load_rules("layout").rules:
        if rule.pattern.match(text):
            return BlockKind(rule.text("kind"))
    return None


def _kinds(texts: Sequence[str]) -> list[BlockKind]:
    seen: set[str] = set()
    kinds: list[BlockKind] = []
    for i, text in enumerate(texts):
        said = fold(text) if len(text) <= TITLE_LENGTH else ""
        kind = _form(text) or _place(texts, i, titled=BlockKind.TITLE in kinds[:1], said_before=said in seen)
        seen.add(said or text)
        kinds.append(kind)
    return kinds


def _place(texts: Sequence[str], i: int, *, titled: bool, said_before: bool) -> BlockKind:
    """Return what a block without a telling form is, by its length, its end and its neighbours."""
    text = texts[i]
    following = texts[i + 1] if i + 1 < len(texts) else ""
    if not titled and i == 0 and len(text) <= TITLE_LENGTH and following and not _IS_SENTENCE.search(text):
        return BlockKind.TITLE
    closing = i >= len(texts) - 2
    if said_before and (len(text) <= HEADING_LENGTH or closing):
        return BlockKind.CAPTION  # an article says it once; below a picture it is said again
    if following and _form(following) is BlockKind.CAPTION and following.lstrip("(").startswith("Ảnh"):
        return BlockKind.CAPTION
    told = i > 0 and texts[i - 1].endswith(":") and _form(texts[i - 1]) is BlockKind.ITEM
    if told and len(text) > HEADING_LENGTH // 4 and not text.isupper():
        return BlockKind.PARAGRAPH  # «3. Sở Tài chính:⏎Tham mưu nguồn kinh phí»
    if not text.endswith(TERMINAL) and len(text) <= HEADING_LENGTH:
        return BlockKind.BYLINE if _is_byline(text) else BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_byline(text: str) -> bool:
    words = text.split()
    return len(words) <= BYLINE_WORDS and all(word[0].isupper() or not word[0].isalpha() for word in words)
