"""Full text for Vietnamese, the same on every database: words, queries, highlights. Pure.

A word is a run of letters and digits and has two keys: *exact* (`models.folding.fold`: tone placement and
case only) and *stripped* (no marks, `đ → d`). Texts are cut into words here, so no database's own tokenizer
has a say in the columns of these names, which `models.index` keeps:

* a query word typed with marks is looked up in the exact column, one without in the stripped column;
* `đ` is typed by some who type no marks: `đia phuong` looks up the stripped column, `đang thực hiện` the
  exact one, because its other words show that marks are typed;
* words in "…", and the words of a symbol such as `30/2020/NĐ-CP`, must stand side by side;
* a word or "…" directly after a minus must not stand there at all;
* everything else in a query is no word, and so can break nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from models.folding import fold, strip_marks
from models.spans import Span

LONGEST_WORD = 60
"""Code points of a word that count: a longer run is no word of any language."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_ITEM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


class Word(NamedTuple):
    """A word of a text: its span there and its two keys."""

    span: Span
    exact: str
    stripped: str


class Indexed(NamedTuple):
    """The words of a text as an index takes them: the keys of each column in order, with spaces between."""

    exact: str
    stripped: str


class Term(NamedTuple):
    """Words that must stand side by side in one of the two columns."""

    words: tuple[str, ...]
    exact: bool
    excluded: bool = False


@lru_cache(maxsize=65_536)
def _keys(surface: str) -> tuple[str, str]:
    """Return the exact and the stripped key of a word, with nothing in them that is no letter or digit."""
    exact, stripped = fold(surface)[:LONGEST_WORD], strip_marks(surface)[:LONGEST_WORD]
    return exact, "".join(c for c in stripped if c.isalnum()) or exact


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, in whatever Unicode form it is written."""
    for match in _WORD.finditer(text):
        yield Word(Span(*match.span()), *_keys(match[0]))


def indexed(text: str) -> Indexed:
    """Return the words of a text for an index."""
    return joined([_keys(surface) for surface in _WORD.findall(text)])


def joined(keys: Sequence[tuple[str, str]]) -> Indexed:
    """Return exact and stripped keys of words for an index."""
    return Indexed(" ".join([exact for exact, _ in keys]), " ".join([stripped for _, stripped in keys]))


def parse(query: str) -> tuple[Term, ...]:
    """Return the terms, which must all be found, those after a minus not; none where the query has no word."""
    items = [(tuple(words(quoted or bare)), minus == "-") for minus, quoted, bare in _ITEM.findall(query)]
    typed_with_marks = any(_has_marks(word) for item, _ in items for word in item)
    return tuple(
        _term(item, stroke_counts=typed_with_marks)._replace(excluded=excluded) for item, excluded in items if item
    )


def _term(item: tuple[Word, ...], *, stroke_counts: bool) -> Term:
    exact = any(_has_marks(word) or (stroke_counts and "đ" in word.exact) for word in item)
    return Term(tuple(word.exact if exact else word.stripped for word in item), exact)


def _has_marks(word: Word) -> bool:
    """Whether the word was typed with marks; the stroke of `đ` is not one."""
    return word.exact.replace("đ", "d") != word.stripped


def highlights(text: str, terms: Sequence[Term]) -> list[Span]:
    """Return where the terms stand in the text, in order, a span from the first to the last word of each."""
    found = list(words(text))
    spans = [span for term in set(terms) for span in _places(found, term)]
    return _merged(sorted(spans))


def _places(found: list[Word], term: Term) -> Iterator[Span]:
    keys = [word.exact if term.exact else word.stripped for word in found]
    size = len(term.words)
    for at, key in enumerate(keys):
        if key == term.words[0] and tuple(keys[at : at + size]) == term.words:
            yield Span(found[at].span.start, found[at + size - 1].span.end)


def _merged(spans: list[Span]) -> list[Span]:
    """Join spans that overlap; `spans` come sorted."""
    out: list[Span] = []
    for span in spans:
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


class Piece(NamedTuple):
    """A piece of a snippet: the source's own characters, and whether they match."""

    text: str
    matches: bool


def snippet(text: str, terms: Sequence[Term], *, width: int = 240) -> tuple[Piece, ...]:
    """Return about `width` code points of the text around the place with most matches; `…` marks a cut."""
    spans = highlights(text, terms)
    window = _window(text, spans, width)
    inside = [span for span in spans if window.contains(span)]
    edges = [window.start, *(edge for span in inside for edge in span), window.end]
    pieces = [Piece(text[a:b], at % 2 == 1) for at, (a, b) in enumerate(pairwise(edges)) if a < b]
    before = [Piece("… ", matches=False)] if window.start > 0 else []
    after = [Piece(" …", matches=False)] if window.end < len(text) else []
    return (*before, *pieces, *after)


def _window(text: str, spans: list[Span], width: int) -> Span:
    """Return the stretch to show, from word edge to word edge."""
    if len(text) <= width:
        return Span(0, len(text))
    best = max(spans, key=lambda span: _covered(spans, span.start, width), default=Span(0, 0))
    start = max(0, min(best.start - width // 6, len(text) - width))
    start = start and _edge(text, start, best.start)
    end = min(len(text), max(start + width, best.end))
    back = text.rfind(" ", max(best.end, end - 20), end)
    return Span(start, end if end == len(text) or back < 0 else back)


def _edge(text: str, start: int, latest: int) -> int:
    """Return the first beginning of a word in `[start, latest]`."""
    space = text.find(" ", start, latest)
    return start if space < 0 else space + 1


def _covered(spans: list[Span], start: int, width: int) -> int:
    return sum(start <= span.start and span.end <= start + width for span in spans)


def stretches(text: str, *, size: int = 8000, overlap: int = 40) -> Iterator[tuple[Span, Indexed]]:
    """Cut a text into stretches of at most `size` words, one index row each; one even without words.

    PostgreSQL keeps 16,383 word positions and 255 places of a word in a row; phrases beyond would be lost.
    """
    found = list(_WORD.finditer(text))
    keys = [_keys(word[0]) for word in found]
    for at in range(0, max(1, len(found) - overlap), size - overlap):
        part = found[at : at + size]
        yield Span(part[0].start(), part[-1].end()) if part else Span(0, len(text)), joined(keys[at : at + size])


def normal(text: str) -> str:
    """Return the text as one line in NFC: for cells and lists, never for offsets."""
    return " ".join(unicodedata.normalize("NFC", text).split())
