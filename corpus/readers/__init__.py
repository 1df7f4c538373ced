"""Readers: one file a format, one line in `READERS`; the first that recognises a file reads it.

The format is told by content first and by name second: JSON Lines called `notes.txt` are read as JSON Lines,
a PDF called `notes.txt` as PDF. Any format may come packed by gzip, bzip2 or xz. A reader imports its library
when it reads, so that nobody waits for formats that do not come.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, cast

from corpus.incoming import HEAD, LONGEST, DateSource, Enclosed, Incoming, Reader, Refused
from corpus.limits import Budget, Limits
from corpus.published import in_file_name, in_text
from corpus.readers import csv, docx, eml, html, jsonl, office, pdf, rtf, tar, text, xlsx, zip  # noqa: A004  # named as the format
from corpus.unpacking import bare_name, check_zip, is_zip, unpacked
from models.errors import FormatError, InputError, NotFoundError

READERS: tuple[Reader, ...] = (
    Reader("pdf", pdf.recognises, pdf.read),
    Reader("office", office.recognises, office.read),
    Reader("rtf", rtf.recognises, rtf.read),
    Reader("docx", docx.recognises, docx.read),
    Reader("xlsx", xlsx.recognises, xlsx.read),
    Reader("zip", zip.recognises, zip.read),
    Reader("tar", tar.recognises, tar.read),
    Reader("jsonl", jsonl.recognises, jsonl.read),
    Reader("html", html.recognises, html.read),
    Reader("eml", eml.recognises, eml.read),
    Reader("csv", csv.recognises, csv.read),
    Reader("text", text.recognises, text.read),
)
_LIMITS = Limits()
_LIBRARIES = ("lxml", "openpyxl", "pypdfium2", "python-docx", "trafilatura")
_OF_ROWS = {"jsonl", "csv"}


def read(path: Path, limits: Limits = _LIMITS) -> Iterator[Incoming | Refused]:
    """Yield what stands in the file: documents, and a refusal with its reason for each that cannot be read.

    Raises NotFoundError where there is no such file; nothing else.
    """
    if not path.is_file():
        raise NotFoundError(f"không có tệp «{path}»; hãy kiểm tra lại đường dẫn")
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, str(path), limits)
    except OSError as error:
        yield Refused(str(path), f"không mở được tệp: {error.strerror or error}")


def read_stream(stream: BinaryIO, source: str, limits: Limits = _LIMITS) -> Iterator[Incoming | Refused]:
    """Yield what stands in the stream and in the files that it encloses; `source` names it in records."""
    return _with_enclosed(stream, source, Budget(limits), depth=0)


def _with_enclosed(stream: BinaryIO, source: str, budget: Budget, depth: int) -> Iterator[Incoming | Refused]:
    for item in read_one(stream, source, budget.limits):
        if not isinstance(item, Enclosed):
            yield item
            continue
        inner = f"{source}/{item.name}"
        try:
            content = open_enclosed(item, budget, depth + 1)
        except InputError as error:
            yield Refused(inner, str(error))
        else:
            yield from _with_enclosed(io.BytesIO(content), inner, budget, depth + 1)


def open_enclosed(item: Enclosed, budget: Budget, depth: int) -> bytes:
    """Return the bytes of a file in a file; raises InputError where it is too deep, too large or broken."""
    if depth > budget.limits.depth:
        raise FormatError(
            f"tệp nén lồng nhau quá {budget.limits.depth} tầng; hãy giải nén bớt, hoặc nâng CHIDAO_ARCHIVE_DEPTH"
        )
    content = item.stream.read(LONGEST + 1)
    budget.take(len(content))
    if len(content) > LONGEST:
        raise FormatError(f"tệp lớn hơn {LONGEST:,} byte; hãy tách thành nhiều tệp")
    return content


def read_one(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Incoming | Refused | Enclosed]:
    """Yield what stands in the stream, and the files it encloses unread."""
    buffered: io.BufferedReader[Any] = io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
    try:
        yield from _by_content(unpacked(buffered, limits), source, limits)
    except InputError as error:
        yield Refused(source, str(error))
    except OSError:
        raise
    except MemoryError:
        yield Refused(source, "đọc tệp này cần quá nhiều bộ nhớ; hãy tách tệp, hoặc nâng CHIDAO_READ_MEMORY")
    except Exception as error:  # noqa: BLE001  # a file that a parser fails at must not cost the others
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        yield Refused(source, f"bộ đọc gặp lỗi ở tệp này ({reason}); tệp có thể hỏng, hãy mở và lưu lại rồi nạp lại")
    finally:
        buffered.detach()


def format_of(stream: BinaryIO, source: str, limits: Limits = _LIMITS) -> str:
    """Return the name of the reader that would read the stream; raises InputError for a packed file that is broken."""
    buffered: io.BufferedReader[Any] = io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
    try:
        return _reader_of(unpacked(buffered, limits).peek(HEAD)[:HEAD], source).name
    finally:
        buffered.detach()


def _reader_of(head: bytes, source: str) -> Reader:
    name = bare_name(source)
    return next(reader for reader in READERS if reader.recognises(head, name))


def _by_content(
    stream: "io.BufferedReader[Any]", source: str, limits: Limits
) -> Iterator[Incoming | Refused | Enclosed]:
    """Let the first reader that recognises the stream read it."""
    head = stream.peek(HEAD)[:HEAD]
    if is_zip(head):
        stream = _seekable(stream)
        check_zip(stream, limits)
    reader = _reader_of(head, source)
    for item in reader.read(stream, source):
        yield _read_by(reader, item) if isinstance(item, Incoming) else item


def _seekable(stream: "io.BufferedReader[Any]") -> "io.BufferedReader[Any]":
    """Return a stream that knows its end, as ZIP needs: a pipe or a packed file is taken whole."""
    if stream.seekable():
        return stream
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(text.take(stream))), HEAD)


def _read_by(reader: Reader, item: Incoming) -> Incoming:
    """Return the document with what is known of every reading: who read it, what was received, and its day."""
    digest = hashlib.sha256(item.received).hexdigest()
    on, on_from = item.published_on, item.reading.published_from
    if on is None and reader.name not in _OF_ROWS and (on := in_file_name(item.source)):
        on_from = DateSource.FILE_NAME
    if on is None and (on := in_text(item.text)):
        on_from = DateSource.TEXT
    version = reading_version()
    reading = item.reading._replace(reader=reader.name, version=version, sha256=digest, published_from=on_from)
    return replace(item, published_on=on, reading=reading)


@cache
def reading_version() -> str:
    """Return a short hash of everything in this package: while it stays, a file is read as it was."""
    digest = hashlib.sha256()
    for entry in sorted(files("corpus").rglob("*.py"), key=str):  # type: ignore[attr-defined]  # a folder on the disk
        digest.update(entry.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}=={installed(library)}".encode())
    return digest.hexdigest()[:12]
