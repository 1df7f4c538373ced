"""Plain text in UTF-8, one document a file: line ends, spaces and composition stay as they came."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from corpus.incoming import LONGEST, Incoming, Reading, Refused
from models.errors import EncodingError, FormatError, NotTextError

_JSON = ("{", "[")
_BOM = b"\xef\xbb\xbf"
_SIGNATURES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP hoặc DOCX, XLSX",
    b"\xd0\xcf\x11\xe0": "Word, Excel kiểu cũ",
    b"{\\rtf": "RTF",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF89a": "ảnh GIF",
    b"7z\xbc\xaf": "7z",
    b"Rar!\x1a": "RAR",
    b"BZh91AY": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x1f\x8b": "gzip trong gzip",
}


def recognises(head: bytes, name: str) -> bool:
    """Everything else is plain text, or is refused by `decode`."""
    del head, name
    return True


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the one document; raises NotTextError, EncodingError or FormatError."""
    raw = take(stream)
    text = decode(raw)
    if text.lstrip()[:1] in _JSON and _is_json(text):
        raise FormatError("tệp là JSON, không phải văn bản; JSON Lines cần trường «text» trên mỗi dòng")
    yield Incoming(text, None, None, source, Reading(encoding="utf-8"), raw)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def take(stream: BinaryIO) -> bytes:
    """Return the whole stream; raises FormatError where it is longer than `LONGEST` bytes."""
    raw = stream.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise FormatError(f"tệp lớn hơn {LONGEST:,} byte cho một văn bản; hãy tách thành nhiều tệp")
    return raw


def other_format(raw: bytes) -> str | None:
    """Return what the first bytes call themselves where that is a known format and no text."""
    return next((called for signature, called in _SIGNATURES.items() if raw.startswith(signature)), None)


def decode(raw: bytes) -> str:
    """Return the text of UTF-8 bytes without their byte order mark, otherwise unchanged.

    Raises NotTextError for NUL and for other formats, EncodingError for other encodings.
    """
    if called := other_format(raw):
        raise NotTextError(0, f"dấu hiệu của tệp {called}")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise EncodingError(0)  # UTF-16 is full of NUL; what is wrong with it is the encoding
    raw = raw.removeprefix(_BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if 0 <= (nul := raw.find(b"\0")) < error.start:
            raise NotTextError(nul) from None
        raise EncodingError(error.start) from None
    if (nul := text.find("\0")) >= 0:
        raise NotTextError(nul)
    return text
