"""Workbooks (XLSX): a sheet whose first row names a text column is a table of documents.

Every other sheet is read as it stands, a row a line, its cells parted by tabs; all such sheets are one document.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from corpus.columns import Columns, columns_of, row_of
from corpus.incoming import DateSource, Incoming, Place, PlaceKind, Reading, Refused
from corpus.joining import Joined
from corpus.readers.text import take
from corpus.unpacking import is_package
from models.errors import FormatError

# ruff: noqa: PLC0415  # openpyxl is heavy: only who reads a workbook waits for it
_FEWEST_NAMES = 2


def recognises(head: bytes, name: str) -> bool:
    """Whether the file is an Office package with a workbook in it."""
    del name
    return is_package(head, "xl/")


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the documents of its tables, then its other sheets as one; `source` becomes `file:sheet:row`."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    raw = take(stream)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise FormatError(f"tệp XLSX bị hỏng ({error}); hãy mở bằng Excel, lưu lại rồi nạp lại") from None
    flags = ("macros",) if b"vbaProject.bin" in raw else ()
    joined = Joined()
    try:
        for sheet in book.worksheets:
            rows = ([_shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            yield from _sheet(rows, sheet.title, source, joined)
    finally:
        book.close()
    if joined.text:
        encoding, repaired = joined.repair()
        reading = Reading(encoding=encoding, flags=(*flags, *repaired), places=joined.places)
        yield Incoming(joined.text, None, None, source, reading, raw)


def _sheet(rows: Iterator[list[str]], title: str, source: str, joined: Joined) -> Iterator[Incoming | Refused]:
    """Yield the documents of a sheet that is a table of them; put any other into `joined`."""
    columns: Columns | None = None
    for number, cells in enumerate(rows, start=1):
        if number == 1 and len(cells) >= _FEWEST_NAMES:
            columns = columns_of(cells)
            if columns:
                continue
        if columns and any(cells):
            yield _document(columns, cells, f"{source}:{title}:{number}", f"{title}!{number}")
        elif any(cells):
            line = "\t".join(" ".join(cell.split()) for cell in cells).strip()
            joined.add(line, PlaceKind.CELL, f"{title}!{number}")


def _document(columns: Columns, cells: Sequence[str], source: str, label: str) -> Incoming | Refused:
    try:
        row = row_of(columns, cells)
    except FormatError as error:
        return Refused(source, str(error))
    reading = Reading(
        title=row.title,
        author=row.author,
        address=row.address,
        published_from=DateSource.FIELD if row.published_on else None,
        places=(Place(0, len(row.text), PlaceKind.CELL, label),),
    )
    return Incoming(row.text, row.published_on, row.id, source, reading, row.text.encode())


def _shown(cell: Any) -> str:  # noqa: ANN401  # whatever a cell may hold
    """Return what a cell shows: a day as it is written here, a whole number without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
