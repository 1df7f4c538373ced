"""Plain text in any encoding of Vietnamese, one document a file; line ends, spaces and composition stay."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from corpus.encodings import decode
from corpus.incoming import LONGEST, Incoming, Reading, Refused
from models.errors import FormatError, NotTextError

_JSON = ("{", "[")
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
    """Everything else is plain text, or is refused by `read`."""
    del head, name
    return True


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the one document; raises NotTextError, EncodingError or FormatError."""
    raw = take(stream)
    if called := other_format(raw):
        raise NotTextError(0, f"dấu hiệu của tệp {called}")
    decoded = decode(raw)
    if decoded.text.lstrip()[:1] in _JSON and _is_json(decoded.text):
        raise FormatError("tệp là JSON, không phải văn bản; JSON Lines cần trường «text» trên mỗi dòng")
    yield Incoming(decoded.text, None, None, source, Reading(encoding=decoded.encoding, flags=decoded.flags), raw)


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
