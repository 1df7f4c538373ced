"""Legacy office files: Word, Excel and PowerPoint before 2007, told by their streams and not by their names.

Word and PowerPoint go through converters that must be installed; workbooks are read here. Fonts of old encodings
come out as the Latin letters that were stored, and are repaired. Macros are never run.
"""

import datetime as dt
import io
import re
import struct
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from corpus.compound import MAGIC, Kind, kind_of, locked
from corpus.converters import ANTIWORD, CATDOC, CATPPT, LIBREOFFICE, Converter
from corpus.incoming import Incoming, PlaceKind, Reading, Refused
from corpus.joining import Joined, joined_lines
from corpus.readers.text import take
from models.errors import FormatError

FAST_SAVED = "fast-saved"
"""Flag: Word had stored changes beside the text, and the converter took the text as stored: parts may be displaced."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>")
_MARK = "\ufeff"
_LARGE = 1e10
"""Numbers from this on fill their cell without a fraction."""


def recognises(head: bytes, name: str) -> bool:
    """Compound files begin alike, whatever they are called."""
    del name
    return head.startswith(MAGIC)


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the one document; raises FormatError for what is broken, locked, or has no converter here."""
    raw = take(stream)
    kind = kind_of(raw)
    joined, own = _sheets(raw) if kind is Kind.SHEETS else _slides(raw) if kind is Kind.SLIDES else _word(raw, kind)
    encoding, flags = joined.repair()
    reading = Reading(encoding=encoding, flags=(*own, *flags), places=joined.places)
    yield Incoming(joined.text, None, None, source, reading, raw)


def _word(raw: bytes, kind: Kind) -> tuple[Joined, tuple[str, ...]]:
    """Return the paragraphs of a Word file, and what is to be known of them."""
    content, converter = _converted(raw, ".doc", _order(kind))
    text = _paragraphs(content) if converter is ANTIWORD else content.decode("utf-8", "replace")
    flags = (FAST_SAVED,) if kind is Kind.FAST_SAVED and converter is CATDOC else ()
    return joined_lines(text.removeprefix(_MARK)), flags


def _slides(raw: bytes) -> tuple[Joined, tuple[str, ...]]:
    """Return the slides of a PowerPoint file, each a page."""
    content, _ = _converted(raw, ".ppt", (CATPPT,))
    joined = Joined()
    for number, slide in enumerate(_once(content.decode("utf-8", "replace").split("\f")), start=1):
        joined.add(slide.strip("\n"), PlaceKind.PAGE, str(number), "\n\n")
    return joined, ()


def _order(kind: Kind) -> tuple[Converter, ...]:
    """Return converters, best first: catdoc keeps most, but takes what was saved in haste in the order it lies."""
    return (LIBREOFFICE, ANTIWORD, CATDOC) if kind is Kind.FAST_SAVED else (CATDOC, ANTIWORD, LIBREOFFICE)


def _converted(raw: bytes, suffix: str, converters: Iterable[Converter]) -> tuple[bytes, Converter]:
    """Return what the first converter gives that gives anything, and which it was."""
    installed = [converter for converter in converters if converter.installed]
    for converter in installed:
        if (content := converter.convert(raw, suffix)) and content.strip():
            return content, converter
    if installed:
        tried = ", ".join(converter.program for converter in installed)
        raise FormatError(f"{tried} không đọc được tệp {suffix}; hãy mở bằng Word và lưu lại thành .docx hoặc PDF")
    packages = " hoặc ".join(converter.package for converter in converters)
    raise FormatError(f"để đọc tệp {suffix} cần cài {packages}; trên Debian, Ubuntu: apt install catdoc")


def _paragraphs(docbook: bytes) -> str:
    """Return the text of antiword's DocBook, a paragraph or row on each line."""
    try:
        root = ET.fromstring(_DOCTYPE.sub(b"", docbook))  # noqa: S314  # written by antiword, without entities
    except ET.ParseError as error:
        raise FormatError(f"antiword không đọc trọn được tệp .doc ({error}); hãy lưu lại thành .docx") from None
    lines: list[str] = []
    for element in (element for chapter in root.iter("chapter") for element in chapter.iter()):
        if element.tag == "row":
            lines.append("\t".join("".join(cell.itertext()).strip() for cell in element.iter("entry")))
        elif element.tag in {"para", "title"} and element.find(".//row") is None:
            lines.append("".join(element.itertext()).strip("\n"))
    return "\n".join(lines)


def _once(slides: list[str]) -> list[str]:
    """Return the slides without those that a later saving stored again: a tail that begins as the whole does."""
    for cut in range(1, len(slides) - 1):
        tail = slides[cut:]
        if len(tail) > 1 and tail == slides[: len(tail)]:
            return slides[:cut]
    return slides


def _sheets(raw: bytes) -> tuple[Joined, tuple[str, ...]]:
    """Return the cells of a workbook: a line a row, a tab between cells, a blank line between sheets."""
    joined, between = Joined(), ""
    for row in _rows(raw):
        for column, (label, cell) in enumerate(row):
            between += "\t" if column else ""
            if cell.strip():
                joined.add(cell, PlaceKind.CELL, label, between)
                between = ""
        between = between.rstrip("\t") + "\n"
    return joined, ()


def _rows(raw: bytes) -> Iterator[list[tuple[str, str]]]:
    """Yield each row: the names of its cells, and what they show; raises FormatError."""
    import xlrd  # noqa: PLC0415  # only who reads a workbook needs the library

    try:
        # before Excel 97 letters are bytes, in the fonts of old encodings whatever code page the file names
        with xlrd.open_workbook(file_contents=raw, logfile=io.StringIO(), encoding_override="cp1252") as book:
            for number, sheet in enumerate(book.sheets()):
                if number:
                    yield []
                for at in range(sheet.nrows):
                    cells = [_shown(cell.ctype, cell.value, book.datemode) for cell in sheet.row(at)]
                    yield [(f"{sheet.name}!{xlrd.colname(n)}{at + 1}", cell) for n, cell in enumerate(cells)]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise locked(Kind.SHEETS) from None
        raise FormatError(f"tệp Excel bị hỏng ({error}); hãy tải lại tệp gốc") from None
    except (AssertionError, IndexError, KeyError, ValueError, TypeError, OverflowError, struct.error) as error:
        raise FormatError(f"tệp Excel bị hỏng ({type(error).__name__}); hãy tải lại tệp gốc") from None


def _shown(kind: int, value: Any, datemode: int) -> str:  # noqa: ANN401  # what a cell holds depends on its kind
    """Return a cell as one reads it: numbers without the digits that only a computer has, days as 31/12/2005."""
    import xlrd  # noqa: PLC0415  # as above

    if kind == xlrd.XL_CELL_NUMBER:
        return _number(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(xlrd.xldate_as_datetime(value, datemode), value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    return str(xlrd.error_text_from_code.get(value, "#N/A")) if kind == xlrd.XL_CELL_ERROR else str(value)


def _number(value: float) -> str:
    """Return a number with the ten digits that a cell shows, a whole one with all of its own."""
    if value == int(value) or abs(value) >= _LARGE:
        return f"{value:.0f}"
    return format(Decimal(f"{value:.10g}"), "f")


def _moment(moment: dt.datetime, value: float) -> str:
    """Return a day, a time of day, or both."""
    if value < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%d/%m/%Y}" if moment.time() == dt.time() else f"{moment:%d/%m/%Y %H:%M}"
