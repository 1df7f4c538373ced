"""Word files (DOCX): paragraphs with the numbers of their lists, tables, text boxes, footnotes, the running head.

A table with lines is a row a line, its cells parted by tabs; one without lines is columns set beside each other,
as in the letterhead and the signature of an official letter, and is read cell after cell.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from corpus.incoming import Incoming, Reading, Refused
from corpus.readers.text import take
from corpus.unpacking import is_package
from models.errors import FormatError

# ruff: noqa: PLC0415  # python-docx is heavy: only who reads a Word file waits for it


def recognises(head: bytes, name: str) -> bool:
    """Whether the file is an Office package with a Word document in it."""
    del name
    return is_package(head, "word/")


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the document; raises FormatError where Word itself would not open it."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    from corpus.word_document import whole

    raw = take(stream)
    try:
        document = Document(io.BytesIO(raw))
    except (OpcError, XMLSyntaxError, AttributeError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise FormatError(f"tệp DOCX bị hỏng ({error}); hãy mở bằng Word, lưu lại rồi nạp lại") from None
    joined = whole(document)
    encoding, flags = joined.repair()
    facts = document.core_properties
    reading = Reading(
        encoding=encoding,
        flags=(*flags, *(("macros",) if b"vbaProject.bin" in raw else ())),
        title=facts.title or None,
        author=facts.author or None,
        places=joined.places,
    )
    yield Incoming(joined.text, None, None, source, reading, raw)
