"""Reading order on a PDF page: rows from top to bottom, columns from left to right, tables row by row.

A band is a run of rows that one gutter or more divides. Where drawn lines cross its gutters it is a table, and a
row of it is a line with tabs between its cells; else its columns are read one after the other.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.pdf_segments import Line, Segment

_SAME_ROW = 0.5
_NARROWEST_GUTTER = 6.0
_THIN = 3.0
_FEWEST_LINES = 2
_MANY_COLUMNS = 3
_PROSE = 30


class TextLine(NamedTuple):
    """A line of the page as it is read; `block` numbers what is read together, `row` says it is a table's."""

    text: str
    left: float
    right: float
    top: float
    height: float
    block: int
    row: bool = False


def in_reading_order(segments: Sequence[Segment], drawn: Sequence[Line]) -> list[TextLine]:
    """Return the lines of a page in reading order."""
    rows = _rows(segments)
    lines: list[TextLine] = []
    block = 0
    for band in _bands(rows):
        for part in _parts(band, drawn):
            block += 1
            lines += [_line(row, block, table=_is_table(band, drawn)) for row in part]
    return lines


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the segments as rows from top to bottom, each from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: -s.middle):
        if rows and abs(rows[-1][0].middle - segment.middle) < _SAME_ROW * min(rows[-1][0].height, segment.height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _bands(rows: Sequence[list[Segment]]) -> Iterator[list[list[Segment]]]:
    """Yield runs of rows: those that share gutters, and those that have none."""
    band: list[list[Segment]] = []
    gutters: list[tuple[float, float]] = []
    for row in rows:
        left = _left_free(gutters, row) if gutters else []
        own = _gaps(row)
        if (band and bool(gutters) == bool(left or (own and not gutters)) and (left or not own)) or (
            band and gutters and left
        ):
            gutters = left
        else:
            if band:
                yield band
            band, gutters = [], own
        band.append(row)
    if band:
        yield band


def _gaps(row: Sequence[Segment]) -> list[tuple[float, float]]:
    found = [(before.right, after.left) for before, after in pairwise(row)]
    return [(left, right) for left, right in found if right - left >= _NARROWEST_GUTTER]


def _left_free(gutters: Sequence[tuple[float, float]], row: Sequence[Segment]) -> list[tuple[float, float]]:
    """Return what the row leaves free of each gutter, where that is wide enough still."""
    free = []
    for left, right in gutters:
        for segment in row:
            if segment.left < right and segment.right > left:  # reaches into the gutter
                if segment.left <= left:
                    left = max(left, segment.right)  # noqa: PLW2901  # what is left of the gutter
                else:
                    right = min(right, segment.left)  # noqa: PLW2901  # the same
        if right - left >= _NARROWEST_GUTTER:
            free.append((left, right))
    return free


def _shared(band: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """Return the gutters that all rows of a band leave free."""
    gutters = next((_gaps(row) for row in band if _gaps(row)), [])
    for row in band:
        gutters = _left_free(gutters, row)
    return gutters


def _is_table(band: Sequence[Sequence[Segment]], drawn: Sequence[Line]) -> bool:
    """Whether drawn lines cross the gutters, or there are many columns too short for prose."""
    gutters = _shared(band)
    if not gutters or len(band) < _FEWEST_LINES:
        return False
    bottom, top = min(s.bottom for s in band[-1]), max(s.top for s in band[0])
    margin = band[0][0].height
    near = [line for line in drawn if line.bottom < top + margin and line.top > bottom - margin]
    crossing = [line for line in near if line.left < gutters[0][0] and line.right > gutters[0][1]]
    if len({round(line.top) for line in crossing}) >= _FEWEST_LINES:
        return True
    average = sum(len(s.text) for row in band for s in row) / sum(map(len, band))
    return len(gutters) + 1 >= _MANY_COLUMNS and average < _PROSE


def _parts(band: list[list[Segment]], drawn: Sequence[Line]) -> list[list[list[Segment]]]:
    """Return what of a band is read together, in order: the whole of a table, else column after column."""
    gutters = _shared(band)
    if not gutters:
        return [band]
    if _is_table(band, drawn):
        return [_table_rows(band, gutters, drawn)]
    edges = [0.0, *((left + right) / 2 for left, right in gutters), float("inf")]
    columns = [[[s for s in row if low <= s.left < high] for row in band] for low, high in pairwise(edges)]
    return [[row for row in column if row] for column in columns]


def _table_rows(
    band: list[list[Segment]], gutters: Sequence[tuple[float, float]], drawn: Sequence[Line]
) -> list[list[Segment]]:
    """Return the rows of a table, a cell of several lines joined, between the drawn lines that part rows."""
    rules = sorted({round(line.top) for line in drawn if line.top - line.bottom < _THIN}, reverse=True)
    edges = [0.0, *((left + right) / 2 for left, right in gutters), float("inf")]
    rows: list[list[Segment]] = []
    last = None
    for row in band:
        between = sum(rule > row[0].middle for rule in rules)
        if last is None or between != last or len(rules) < _FEWEST_LINES:
            rows.append([Segment("", low, row[0].bottom, high, row[0].top) for low, high in pairwise(edges)])
        last = between
        for cell in rows[-1]:
            inside = " ".join(s.text for s in row if cell.left <= s.left < cell.right)
            cell.text = f"{cell.text} {inside}".strip()
    return rows


def _line(row: Sequence[Segment], block: int, *, table: bool) -> TextLine:
    between = "\t" if table else " "
    text = between.join(segment.text for segment in row)
    right = max((s.right for s in row if s.right != float("inf")), default=0.0)
    return TextLine(text, row[0].left, right, row[0].top, row[0].height, block, row=table)
