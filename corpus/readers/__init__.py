"""Readers: one file a format, one line in `READERS`; the first that recognises a file reads it.

The format is told by content first and by name second: JSON Lines called `notes.txt` are read as JSON Lines,
a PDF called `notes.txt` is refused. Any format may come in gzip.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from corpus.incoming import HEAD, Incoming, Reader, Refused
from corpus.readers import jsonl, text
from models.errors import InputError, NotFoundError

READERS: tuple[Reader, ...] = (
    Reader("jsonl", jsonl.recognises, jsonl.read),
    Reader("text", text.recognises, text.read),
)

_GZIP = b"\x1f\x8b"


def read(path: Path) -> Iterator[Incoming | Refused]:
    """Yield what stands in the file: documents, and a refusal with its reason for each that cannot be read.

    Raises NotFoundError where there is no such file; nothing else.
    """
    if not path.is_file():
        raise NotFoundError(f"không có tệp «{path}»; hãy kiểm tra lại đường dẫn")
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, str(path))
    except OSError as error:
        yield Refused(str(path), f"không mở được tệp: {error.strerror or error}")


def read_stream(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield what stands in the stream, in whatever format its content shows; `source` names it in records."""
    try:
        yield from _by_content(_peekable(stream), source)
    except InputError as error:
        yield Refused(source, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Refused(source, f"tệp gzip bị hỏng hoặc bị cắt cụt ({error}); hãy tải lại tệp gốc")


def _by_content(stream: io.BufferedReader, source: str) -> Iterator[Incoming | Refused]:
    head = stream.peek(HEAD)[:HEAD]
    name = source.casefold()
    if head.startswith(_GZIP):
        unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
        stream, name = _peekable(unpacked), name.removesuffix(".gz")
        head = stream.peek(HEAD)[:HEAD]
    reader = next(reader for reader in READERS if reader.recognises(head, name))
    yield from reader.read(stream, source)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    """Return the stream with a buffer of `HEAD` bytes to look ahead in."""
    return io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
