"""Pages of a PDF as one text: running heads and page numbers dropped, lines broken by the margin joined again."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.incoming import PlaceKind
from corpus.joining import Joined
from corpus.pdf_order import TextLine

_EDGE = 2
_FEWEST_PAGES = 3
_NUMBER = re.compile(r"^\W*(?:trang|page)?\W*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BEGINS = re.compile(
    r"(?:[-+•*–—▪●]|\(?\d{1,3}(?:\.\d{1,3})*[.)/]|\(?[a-zđ][.)]|\([ivx]+\)|[IVX]{1,5}[.)])(?:\s|$)|Điều \d"
)
_ENDED = re.compile(r"[.:;!?…]['\"”)]*$")
_NEARLY_FULL = 0.1
_INDENT = 8.0
_WIDE_GAP = 1.9
_PROSE = 40


def joined(pages: Sequence[Sequence[TextLine]]) -> Joined:
    """Return the text of all pages and where each page stands in it."""
    repeated = _furniture(pages)
    whole = Joined()
    last: TextLine | None = None
    widths: dict[int, tuple[float, float, float]] = {}
    for number, page in enumerate(pages, start=1):
        bare = _without_edges(page, repeated)
        ahead = _widths(bare)
        for at, line in enumerate(bare):
            whole.add(line.text, PlaceKind.PAGE, str(number), _between(last, line, widths, new_page=at == 0))
            last, widths = line, ahead
    return whole


def _furniture(pages: Sequence[Sequence[TextLine]]) -> set[str]:
    """Return the lines, digits apart, that stand at the edge of most pages."""
    counts = Counter(shape for page in pages for shape in {_shape(line.text) for line in _edges(page)})
    return {shape for shape, count in counts.items() if count >= max(_FEWEST_PAGES, len(pages) / 2)}


def _edges(page: Sequence[TextLine]) -> Iterator[TextLine]:
    by_height = sorted(page, key=lambda line: -line.top)
    yield from by_height[:_EDGE]
    yield from by_height[-_EDGE:]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))


def _without_edges(page: Sequence[TextLine], repeated: set[str]) -> list[TextLine]:
    """Return the lines of a page without its running heads and its number."""
    edges = list(_edges(page))
    outermost = {id(line) for line in (*edges[:1], *edges[-1:])} if len(page) > 1 else set()
    dropped = {id(line) for line in edges if _shape(line.text) in repeated}
    dropped |= {id(line) for line in edges if id(line) in outermost and _NUMBER.match(line.text)}
    return [line for line in page if id(line) not in dropped]


def _widths(page: Sequence[TextLine]) -> dict[int, tuple[float, float, float]]:
    """Return for each block its left and right edge and the usual distance of its lines."""
    found: dict[int, tuple[float, float, float]] = {}
    for block in {line.block for line in page}:
        lines = [line for line in page if line.block == block]
        steps = [above.top - below.top for above, below in itertools.pairwise(lines)]
        usual = median(steps) if steps else 0.0
        found[block] = min(line.left for line in lines), max(line.right for line in lines), usual
    return found


def _between(
    last: TextLine | None, line: TextLine, widths: dict[int, tuple[float, float, float]], *, new_page: bool
) -> str:
    """Return what parts a line from the one before: a space where the margin broke a sentence."""
    if last is None or last.row or line.row or _BEGINS.match(line.text):
        return "\n"
    left, right, usual = widths.get(last.block, (0.0, 0.0, 0.0))
    full = last.right > right - _NEARLY_FULL * (right - left)
    lower, long = line.text[:1].islower(), len(last.text) > _PROSE
    if new_page or last.block != line.block:
        return " " if full and lower and long and not _ENDED.search(last.text) else "\n"
    near = last.top - line.top < _WIDE_GAP * max(usual, line.height)
    indented = line.left > left + _INDENT
    return " " if full and near and not indented and (lower or long) else "\n"
