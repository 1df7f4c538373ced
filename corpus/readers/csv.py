"""Tables of documents as text (CSV, TSV): one document a row, its columns named in the first row.

Parted by commas, semicolons, tabs or bars; a bad row is refused by its line and the rest goes on.
"""

import csv
import io
import sys
from collections.abc import Iterator
from typing import BinaryIO

from corpus.columns import Columns, columns_of, row_of
from corpus.encodings import Decoded, decode
from corpus.incoming import HEAD, LONGEST, DateSource, Incoming, Place, PlaceKind, Reading, Refused
from corpus.readers.text import other_format, take
from models.errors import FormatError, InputError

_SUFFIXES = (".csv", ".tsv")
_PARTERS = ",;\t|"
_FEWEST_NAMES = 2


def recognises(head: bytes, name: str) -> bool:
    """Whether the name says so, or the first line names a column of texts and another that is known."""
    if name.endswith(_SUFFIXES):
        return not other_format(head)
    first = head.partition(b"\n")[0] if b"\n" in head[:HEAD] else b""
    try:
        found = _header(decode(first).text) if first else None
    except InputError:
        return False
    return found is not None and found[1].known >= _FEWEST_NAMES


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield one document or one refusal a row; `source` becomes `file:line`."""
    raw = take(stream)
    decoded = decode(raw)
    text = decoded.text
    found = _header(text.partition("\n")[0].rstrip("\r"))
    if found is None:
        raise FormatError(
            "bảng CSV không có cột văn bản; dòng đầu cần ghi tên cột: "
            "text, published_on, id (hoặc Nội dung, Ngày đăng, Mã)"
        )
    parter, columns = found
    csv.field_size_limit(min(LONGEST, sys.maxsize))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=parter)
    next(rows)
    before = rows.line_num
    for cells in rows:
        place, before = f"{source}:{before + 1}", rows.line_num
        if any(cell.strip() for cell in cells):
            yield _document(columns, cells, place, decoded)


def _document(columns: Columns, cells: list[str], place: str, decoded: Decoded) -> Incoming | Refused:
    try:
        row = row_of(columns, cells)
    except FormatError as error:
        return Refused(place, str(error))
    reading = Reading(
        encoding=decoded.encoding,
        flags=decoded.flags,
        title=row.title,
        author=row.author,
        address=row.address,
        published_from=DateSource.FIELD if row.published_on else None,
        places=(Place(0, len(row.text), PlaceKind.LINE, place.rsplit(":", 1)[-1]),),
    )
    return Incoming(row.text, row.published_on, row.id, place, reading, row.text.encode())


def _header(line: str) -> tuple[str, Columns] | None:
    """Return what parts the columns of a header row, and which column is which."""
    for parter in sorted(_PARTERS, key=line.count, reverse=True):
        names = next(csv.reader([line], delimiter=parter), [])
        columns = columns_of(names)
        if columns and (len(names) >= _FEWEST_NAMES):
            return parter, columns
    return None
