"""Readers: one file a format, one line in `READERS`; the first that recognises a file reads it.

The format is told by content first and by name second: JSON Lines called `notes.txt` are read as JSON Lines,
a PDF called `notes.txt` is refused. Any format may come in gzip.
"""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, cast

from corpus.incoming import HEAD, Incoming, Reader, Refused
from corpus.readers import jsonl, text
from models.errors import InputError, NotFoundError

READERS: tuple[Reader, ...] = (
    Reader("jsonl", jsonl.recognises, jsonl.read),
    Reader("text", text.recognises, text.read),
)


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
        with _peekable(stream) as peekable:
            yield from _by_content(peekable, source, source.casefold().removesuffix(".gz"))
    except InputError as error:
        yield Refused(source, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Refused(source, f"tệp gzip bị hỏng hoặc bị cắt cụt ({error}); hãy tải lại tệp gốc")


def _by_content(stream: io.BufferedReader, source: str, name: str) -> Iterator[Incoming | Refused]:
    """Let the first reader that recognises the stream read it."""
    head = stream.peek(HEAD)[:HEAD]
    reader = next(reader for reader in READERS if reader.recognises(head, name))
    for item in reader.read(stream, source):
        yield item if isinstance(item, Refused) else _read_by(reader, item)


def _read_by(reader: Reader, item: Incoming) -> Incoming:
    """Return the document with what is known of every reading: who read it, and the hash of what was received."""
    digest = hashlib.sha256(item.received).hexdigest()
    reading = replace(item.reading, reader=reader.name, version=reader_version(reader.name), sha256=digest)
    return replace(item, reading=reading)


@cache
def reader_version(name: str) -> str:
    """Return a short hash of the code that reads this format."""
    code = (files("corpus.readers") / f"{name}.py").read_bytes()
    return hashlib.sha256(code).hexdigest()[:12]


@contextmanager
def _peekable(stream: BinaryIO) -> Iterator[io.BufferedReader]:
    """Lend the stream, unpacked where it is gzip, with `HEAD` bytes to look ahead; the caller closes it."""
    buffered: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
    packed = buffered.peek(2).startswith(b"\x1f\x8b")
    unpacked = cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered))
    try:
        yield io.BufferedReader(unpacked, HEAD) if packed else buffered
    finally:
        buffered.detach()
