"""Stage `enumerations`: enumerators, the items they open, and how lists lie within each other.

The sequence decides: an inline enumerator counts only where its list begins at the beginning and goes on; `i)`
after `h)` is a letter, before `ii)` a roman number (the alphabet of lists has đ and no f, j, w, z).
"""

from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import EnumeratorFinding
from extractor.rules.loader import Match, RuleSet, load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_WORDS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_FRAME = {
    BlockKind.LETTERHEAD,
    BlockKind.RECIPIENTS,
    BlockKind.SIGNATURE,
    BlockKind.FOOTNOTE,
    BlockKind.TITLE,
}
_SECTIONS = ("capital-letter-dot", "capital-roman-dot")
_UNORDERED = {"dash", "bullet", "plus"}
_TRIMMED = " ;,.…:/"


class Mark(NamedTuple):
    """One candidate enumerator: its place, list style and place in its sequence (None where it does not count)."""

    span: Span
    after: int
    number: str
    style: str
    ordinal: int | None
    block: int
    opens_block: bool


def ordinal_of(sequence: str, label: str) -> int | None:
    """Return the place of `label` in its sequence from 1, None where the sequence does not count it."""
    label = label.lower()
    match sequence:
        case "number":
            return int(label)
        case "roman":
            return _ROMANS.index(label) + 1 if label in _ROMANS else None
        case "letter":
            return _LETTERS.index(label) + 1 if label in _LETTERS else None
        case "word":
            return _WORDS.get(label)
        case _:
            return None


def _mark(match: Match, block: int, *, opens: bool) -> Mark:
    number = match.spans["number"]
    ordinal = ordinal_of(match.rule.text("sequence"), match.groups["label"]) if "label" in match.groups else None
    style = match.rule.name if match.rule.name != "section-number" else f"section-{match.groups['label'].count('.')}"
    return Mark(number, match.span.end, match.groups["number"], style, ordinal, block, opens)


def _marks(layout: Layout) -> list[Mark]:
    """Return candidates in reading order: at the start of blocks, and inside them."""
    marks: list[Mark] = []
    for i, block in enumerate(layout.blocks):
        if block.kind in _FRAME:
            continue
        first = _opening(layout.text, block.span)
        marks.extend([_mark(first, i, opens=True)] if first else [])
        inline = _inline().all(layout.text, first.span.end if first else block.span.start, block.span.end)
        marks.extend(_mark(m, i, opens=False) for m in inline if m.span.end < block.span.end)
    return marks


def _opening(text: str, block: Span) -> Match | None:
    """Return the enumerator that a block begins with, if words follow it."""
    for rule in load_rules("enumerators").rules:
        found = rule.pattern.match(text, block.start, block.end)
        if found and found.end() < block.end:
            spans = {name: Span(*found.span(name)) for name in found.groupdict()}
            return Match(rule, Span(*found.span()), found.groupdict(), spans)
    return None


@cache
def _inline() -> RuleSet:
    """Return the enumerators that may stand inside running text."""
    rules = load_rules("enumerators")
    return RuleSet(rules.file, tuple(rule for rule in rules.rules if rule.text("place") == "both"))


def _settle_letters(marks: list[Mark]) -> list[Mark]:
    """Read `i)`, `v)`, `x)` as roman where they open a roman list: no `h)`, `u)`, `v)` stands before them."""
    settled: list[Mark] = []
    last: dict[str, int] = {}
    for mark in marks:
        chosen = mark
        if mark.style == "letter-bracket" and mark.number[0] in "ivx":
            expected = last.get("letter-bracket", 0) + 1
            if mark.ordinal != expected and mark.number[0] == "i":
                chosen = mark._replace(style="roman-bracket", ordinal=1)
        settled.append(chosen)
        if chosen.ordinal is not None:
            last[chosen.style] = chosen.ordinal
    return settled


def _sequences(marks: list[Mark]) -> list[Mark]:
    """Drop inline candidates that belong to no list: each must open one with 1 and be followed, or go on with one."""
    kept: list[Mark] = []
    last: dict[str, tuple[int, int]] = {}
    for i, mark in enumerate(marks):
        if mark.ordinal is None:
            kept.append(mark)
            continue
        previous, at = last.get(mark.style, (0, -99))
        follows = mark.ordinal == previous + 1 and (mark.block - at <= 12 or mark.opens_block)  # noqa: PLR2004  # items of one list stand near each other
        goes_on = any(m.style == mark.style and m.ordinal == 2 for m in marks[i + 1 : i + 40])  # noqa: PLR2004  # the second of the list
        if mark.opens_block or (mark.ordinal == 1 and goes_on) or (mark.ordinal > 1 and follows):
            kept.append(mark)
            last[mark.style] = (mark.ordinal, mark.block)
    return kept


def _parents(layout: Layout, marks: list[Mark]) -> list[int | None]:
    """Return the parent of each mark: the innermost open list of another style that its own list stands in."""
    parents: list[int | None] = []
    open_lists: list[tuple[str, int]] = []
    for i, mark in enumerate(marks):
        if i and _closes(layout, marks[i - 1], mark):
            open_lists = []
        while open_lists and _ends(layout, marks[open_lists[-1][1]], mark):
            open_lists.pop()
        styles = [style for style, _ in open_lists]
        if mark.style in styles:
            open_lists = open_lists[: styles.index(mark.style)]
        elif (before := _before(marks, i)) is not None:
            open_lists = _path(marks, parents, parents[before])
        parents.append(open_lists[-1][1] if open_lists else None)
        open_lists.append((mark.style, i))
    return parents


def _before(marks: list[Mark], i: int) -> int | None:
    """Return the item that mark `i` goes on after: «1.3.2.» after «1.3.1.», though lists of others stand between."""
    mark = marks[i]
    if not mark.style.startswith("section-"):
        return None
    head = mark.number.rstrip(".").rpartition(".")[0]
    same = (j for j in reversed(range(i)) if marks[j].style == mark.style)
    last = next(same, None)
    return last if last is not None and marks[last].number.rstrip(".").rpartition(".")[0] == head else None


def _path(marks: list[Mark], parents: list[int | None], to: int | None) -> list[tuple[str, int]]:
    """Return the open lists from the outermost to the item `to`."""
    path: list[tuple[str, int]] = []
    while to is not None:
        path.insert(0, (marks[to].style, to))
        to = parents[to]
    return path


def _ends(layout: Layout, last: Mark, mark: Mark) -> bool:
    """Whether `mark` ends the open list of `last`: a section ends every other list, an ordered item one of dashes.

    «- Thư ký: chị Vân⏎1. Báo cáo», but «- Nhóm 1 làm các việc:⏎1. Dọn sân» goes on inside.
    """
    if mark.style in _SECTIONS and last.style != mark.style:
        return last.style not in _SECTIONS or _SECTIONS.index(last.style) > _SECTIONS.index(mark.style)
    if last.style not in _UNORDERED or mark.style in _UNORDERED or not mark.opens_block:
        return False
    return not layout.blocks[last.block].span.of(layout.text).endswith(":")


def _closes(layout: Layout, previous: Mark, mark: Mark) -> bool:
    """Whether something between two marks ends every open list: a heading, or an introduction to a new list."""
    starts_anew = mark.ordinal in {1, None}
    for block in layout.blocks[previous.block + 1 : mark.block]:
        if block.kind is BlockKind.HEADING and starts_anew:
            return True
        text = block.span.of(layout.text)
        if block.kind is BlockKind.PARAGRAPH and (mark.ordinal == 1 or (mark.ordinal is None and text.endswith(":"))):
            return True
    return False


def _item(layout: Layout, marks: list[Mark], i: int) -> Span:
    """Return the words of an item: to the next enumerator, or to the end of its sentence (inline) or block."""
    mark = marks[i]
    end = layout.blocks[mark.block].span.end
    if i + 1 < len(marks) and marks[i + 1].block == mark.block:
        end = marks[i + 1].span.start
    elif not mark.opens_block:
        end = layout.sentences[layout.sentence_at(mark.after)].span.end
    text = layout.text[mark.after : end]
    text = text.rstrip(_TRIMMED).removesuffix(" và").rstrip(_TRIMMED)
    return Span(mark.after, mark.after + len(text))


def find_enumerators(layout: Layout) -> tuple[EnumeratorFinding, ...]:
    """Return the enumerators of `layout` in reading order; an item ends where the next begins."""
    marks = _sequences(_settle_letters(_marks(layout)))
    parents = _parents(layout, marks)
    return tuple(
        EnumeratorFinding(mark.span, mark.number, _item(layout, marks, i), parents[i], mark.style)
        for i, mark in enumerate(marks)
    )


@Language.component("enumerations", assigns=["doc._.enumerators"], requires=[])
def enumerations(doc: Doc) -> Doc:
    """Set `doc._.enumerators`."""
    doc._.enumerators = find_enumerators(doc._.layout)
    return doc
