"""A Word file from top to bottom: running head, paragraphs and tables in order, notes; with the place of each."""

from typing import TYPE_CHECKING

from docx.document import Document

from corpus import word_text as word
from corpus.incoming import PlaceKind
from corpus.joining import Joined
from corpus.word_lists import WordLists

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLANK_LINE = "\n\n"
_FEW_COLUMNS = 3


def whole(document: Document) -> Joined:
    """Return the text of the document, with where each paragraph and row of it stands."""
    return _Document(document).read()


class _Document:
    """One file as it is read from top to bottom."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._lists = WordLists(document)
        self._joined = Joined()
        self._number = 0
        self._tables = 0
        self._between = "\n"

    def read(self) -> Joined:
        for head in word.running_heads(self._document):
            self._joined.add(head, PlaceKind.PARAGRAPH, "đầu trang")
        for block in word.blocks(self._document.element.body):
            if word.is_table(block):
                self._tables += 1
                self._table(block, f"bảng {self._tables} ")
            else:
                self._paragraph(block)
        for number, text in word.notes(self._document):
            self._joined.add(f"[{number}] {text}", PlaceKind.PARAGRAPH, f"chú thích {number}")
        return self._joined

    def _paragraph(self, paragraph: "Element") -> None:
        self._number += 1
        for own in (paragraph, *word.boxes(paragraph)):
            self._add(self._lists.marker(own) + word.said(own), PlaceKind.PARAGRAPH, str(self._number))

    def _add(self, text: str, kind: PlaceKind, label: str) -> None:
        if text.strip():
            self._joined.add(text, kind, label, self._between)
            self._between = "\n"
        else:
            self._between = _BLANK_LINE

    def _table(self, table: "Element", within: str) -> None:
        rows = [list(row) for row in word.rows(table)]
        side_by_side = max(map(len, rows), default=0) <= _FEW_COLUMNS and not word.has_lines(table, self._document)
        for at, row in enumerate(rows, start=1):
            label = f"{within}hàng {at}"
            if side_by_side:
                for column, cell in enumerate(row, start=1):
                    self._cell(cell, f"{label} cột {column}")
            else:
                said = "\t".join("" if word.goes_on(cell) else self._in_line(cell) for cell in row)
                self._add(said, PlaceKind.CELL, label)
        self._between = _BLANK_LINE

    def _cell(self, cell: "Element", label: str) -> None:
        """Add a column: its paragraphs as lines, a blank line before."""
        self._between = _BLANK_LINE
        for block in word.blocks(cell):
            if word.is_table(block):
                self._table(block, f"{label} ")
            else:
                self._add(self._lists.marker(block) + word.said(block), PlaceKind.CELL, label)

    def _in_line(self, cell: "Element") -> str:
        """Return what a cell says on one line."""
        paragraphs = cell.iter("{*}p")
        return " ".join(" ".join((self._lists.marker(p) + word.said(p)).split()) for p in paragraphs).strip()
