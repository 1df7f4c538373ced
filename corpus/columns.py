"""Columns of a table of documents: which holds the text, which the day of publication, which the id.

A table without a column that is called as a text is called is no table of documents.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.published import day
from models.errors import FormatError
from models.folding import strip_marks

_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "noi dung", "noi dung van ban", "noi dung bai viet", "van ban", "toan van", "content", "body"),
    "published_on": (
        *("published_on", "published", "date", "ngay dang", "ngay xuat ban", "ngay phat hanh", "ngay ban hanh"),
        *("ngay", "ngay thang", "thoi gian dang"),
    ),
    "id": ("id", "ma", "ma so", "ma van ban", "ma bai", "so hieu", "stt"),
    "title": ("title", "tieu de", "ten bai", "trich yeu", "ten van ban"),
    "address": ("url", "link", "dia chi", "duong dan", "nguon"),
    "author": ("author", "tac gia"),
}


class Columns(NamedTuple):
    """Where in a row each thing stands; `text` is always there."""

    text: int
    published_on: int | None = None
    id: int | None = None
    title: int | None = None
    address: int | None = None
    author: int | None = None

    @property
    def known(self) -> int:
        """How many columns are called as something known."""
        return sum(at is not None for at in self)


class Row(NamedTuple):
    """One document of a table."""

    text: str
    published_on: dt.date | None
    id: str | None
    title: str | None
    address: str | None
    author: str | None


def columns_of(header: Sequence[str]) -> Columns | None:
    """Return which column is which by the words of the header row; None where none is called as a text is."""
    names = [" ".join(strip_marks(name).replace("_", " ").split()) for name in header]
    found: dict[str, int] = {}
    for field, words in _NAMES.items():
        wanted = [word.replace("_", " ") for word in words]
        at = min(
            (at for at, name in enumerate(names) if name in wanted),
            key=lambda at: wanted.index(names[at]),
            default=None,
        )
        if at is not None:
            found[field] = at
    return Columns(**found) if "text" in found else None


def row_of(columns: Columns, cells: Sequence[object]) -> Row:
    """Return the document in a row; raises FormatError for one without a text, or with a date that is none."""

    def said(at: int | None) -> str:
        cell = cells[at] if at is not None and at < len(cells) else None
        return "" if cell is None else str(cell).strip()

    text = cells[columns.text] if columns.text < len(cells) else None
    if text is None or not str(text).strip():
        raise FormatError("dòng không có nội dung ở cột văn bản; hãy điền nội dung hoặc xóa dòng")
    when = said(columns.published_on)
    on = day(when)
    if when and on is None:
        raise FormatError(f"không đọc được ngày đăng «{when[:40]}»; hãy viết 2019-04-03 hoặc 03/04/2019")
    optional = (said(columns.id), said(columns.title), said(columns.address), said(columns.author))
    return Row(str(text), on, *(value or None for value in optional))
