"""The matching view: a comparable form of the source, and the way back to the source's own characters.

In the view every block of the layout is one line: hard wraps and runs of white space are single spaces, letters are
composed (NFC), tone marks stand in the new place (`hoà → hòa`), Cyrillic letters typed for Latin ones are Latin.
Rules match the view; records point at the source.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.folding import latinize, retone
from models.spans import Span

_RUNS = re.compile(r"\S+|\s+")
# Characters that show nothing: zero-width space, joiners, word joiner, byte-order mark.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_CLUSTERS = re.compile(rf"[^{INVISIBLE}][\u0300-\u036f{INVISIBLE}]*")
_INVISIBLES = re.compile(f"[{INVISIBLE}]")


class Segment(NamedTuple):
    """View characters `[view, view + width)` stand for source characters `[source, source + length)`.

    Where `width == length` they correspond one to one, else the segment is one cluster (a letter and its marks).
    """

    view: int
    width: int
    source: int
    length: int


class View(NamedTuple):
    """A matching view of a source text; all offsets are code points."""

    text: str
    segments: tuple[Segment, ...]
    starts: tuple[int, ...]

    def to_source(self, span: Span) -> Span:
        """Return the source span of a non-empty view span."""
        first = self.segments[bisect_right(self.starts, span.start) - 1]
        last = self.segments[bisect_right(self.starts, span.end - 1) - 1]
        start = first.source + (span.start - first.view if first.width == first.length else 0)
        end = last.source + (span.end - last.view if last.width == last.length else last.length)
        return Span(start, end)

    def all_to_source(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield where non-empty view spans, which come in order, begin and end in the source."""
        starts, segments = (*self.starts, len(self.text)), self.segments
        at = 0
        for start, end in spans:
            while starts[at + 1] <= start:
                at += 1
            segment = segments[at]
            if segment.width == segment.length and end <= starts[at + 1]:
                moved = segment.source - segment.view
                yield start + moved, end + moved
            else:
                yield self.to_source(Span(start, end))


def _pieces(text: str, offset: int) -> Iterable[tuple[str, int, int]]:
    """Yield `(view text, source start, source length)` of one stripped source line."""
    if unicodedata.is_normalized("NFC", text) and not _INVISIBLES.search(text):
        for run in _RUNS.finditer(text):
            piece = run[0]
            yield (" " if piece[0].isspace() else piece), offset + run.start(), len(piece)
        return
    for run in _RUNS.finditer(text):
        if run[0][0].isspace():
            yield " ", offset + run.start(), len(run[0])
            continue
        for cluster in _CLUSTERS.finditer(run[0]):
            shown = unicodedata.normalize("NFC", _INVISIBLES.sub("", cluster[0]))
            yield shown, offset + run.start() + cluster.start(), len(cluster[0])


def _plain(text: str) -> bool:
    """Whether a stripped line is its own view: composed, single spaces, nothing invisible."""
    return (
        unicodedata.is_normalized("NFC", text)
        and not _INVISIBLES.search(text)
        and len(text.split()) == text.count(" ") + 1
        and " ".join(text.split()) == text
    )


def build_view(source: str, blocks: Iterable[Iterable[Span]]) -> tuple[View, tuple[Span, ...]]:
    """Lay out `blocks`, each the source spans of its lines, and return the view and each block's view span."""
    parts: list[str] = []
    segments: list[Segment] = []
    spans: list[Span] = []
    position = 0

    def add(shown: str, start: int, length: int) -> None:
        nonlocal position
        if shown:
            parts.append(shown)
            segments.append(Segment(position, len(shown), start, length))
            position += len(shown)

    for block in blocks:
        if position:
            add("\n", segments[-1].source + segments[-1].length, 0)
        begin = position
        for line in block:
            if position > begin:
                add(" ", segments[-1].source + segments[-1].length, 0)
            text = line.of(source)
            if _plain(text):
                add(text, line.start, line.length)
                continue
            for shown, start, length in _pieces(text, line.start):
                add(shown, start, length)
        spans.append(Span(begin, position))
    view = View(latinize(retone("".join(parts))), tuple(segments), tuple(s.view for s in segments))
    return view, tuple(spans)
