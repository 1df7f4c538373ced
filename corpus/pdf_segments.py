"""Segments of a PDF page: runs of characters that stand together on one line, with their boxes.

Coordinates are points, y grows upwards as in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage, PdfTextPage

_GAP_IN_EMS = 1.6
_SAME_LINE = 0.5
_HYPHEN_AT_LINE_END = 2
_BREAKS = {0x0A, 0x0D}
_SPACES = {0x20, 0xA0, 0x09}


@dataclass(slots=True)
class Segment:
    """Characters that stand together on a line, and where."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The height of its characters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Where its line runs."""
        return (self.top + self.bottom) / 2


class Line(NamedTuple):
    """A line drawn on the page, as a box."""

    left: float
    bottom: float
    right: float
    top: float


class PageText(NamedTuple):
    """What stands on a page: segments from top to bottom as the file has them, drawn lines, and what is amiss."""

    segments: list[Segment]
    lines: list[Line]
    unmapped: int
    characters: int
    pictured: bool


def read_page(page: PdfPage) -> PageText:
    """Read the text of a page with its places."""
    text = page.get_textpage()
    try:
        segments = [segment for segment in _segments(text) if segment.text.strip()]
        unmapped = sum(pdfium_c.FPDFText_HasUnicodeMapError(text, at) == 1 for at in range(text.count_chars()))
        characters = sum(len(segment.text) for segment in segments)
    finally:
        text.close()
    boxes = list(_boxes(page))
    lines = [box for kind, box in boxes if kind == pdfium_c.FPDF_PAGEOBJ_PATH]
    return PageText(
        segments, lines, unmapped, characters, any(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE for kind, _ in boxes)
    )


def _boxes(page: PdfPage) -> Iterator[tuple[int, Line]]:
    for found in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        yield found.type, Line(*found.get_bounds())


def _segments(text: PdfTextPage) -> Iterator[Segment]:
    now: Segment | None = None
    gap = False
    for sign, box in _characters(text):
        if box is None:  # a space or the end of a line
            gap = gap or sign == "\n"
            if now and sign == " " and not now.text.endswith(" "):
                now.text += " "
            continue
        if now is None or gap or not _goes_on(now, box):
            if now:
                yield _stripped(now)
            now = Segment(sign, *box)
        else:
            now.text += sign
            now.left, now.bottom = min(now.left, box[0]), min(now.bottom, box[1])
            now.right, now.top = max(now.right, box[2]), max(now.top, box[3])
        gap = False
    if now:
        yield _stripped(now)


def _stripped(segment: Segment) -> Segment:
    segment.text = segment.text.strip()
    return segment


def _goes_on(now: Segment, box: tuple[float, float, float, float]) -> bool:
    """Whether a character stands on the line of the segment and close behind it."""
    left, bottom, _, top = box
    height = max(now.height, top - bottom, 1.0)
    same = abs((top + bottom) / 2 - now.middle) < _SAME_LINE * height
    return same and -height < left - now.right < _GAP_IN_EMS * height


def _characters(text: PdfTextPage) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    r"""Yield the characters in the order of the file; `\\n` and spaces without a box."""
    box = pdfium_c.FS_RECTF()
    high = 0
    for at in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, at)
        if code in _BREAKS:
            yield "\n", None
        elif code in _SPACES:
            yield " ", None
        elif 0xD800 <= code < 0xDC00:  # noqa: PLR2004  # the first half of a character beyond U+FFFF
            high = code
        elif code:
            if 0xDC00 <= code < 0xE000:  # noqa: PLR2004  # its second half
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            sign = "-" if code == _HYPHEN_AT_LINE_END else chr(code)
            pdfium_c.FPDFText_GetLooseCharBox(text, at, box)
            yield sign, (box.left, box.bottom, box.right, box.top)
