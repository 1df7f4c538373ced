"""Unpacking what is packed, within limits: single packed files as they stream, archives before they are opened."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from corpus.incoming import HEAD
from corpus.limits import Limits
from models.errors import FormatError

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream)),
    b"BZh": cast("Callable[[BinaryIO], BinaryIO]", bz2.BZ2File),
    b"\xfd7zXZ\0": cast("Callable[[BinaryIO], BinaryIO]", lzma.LZMAFile),
}
_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}
_BEFORE_COUNTING = 8 * 2**20
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError)


class _Counted(io.RawIOBase):
    """The bytes that a packed stream holds, refused as soon as they are too many for what it takes."""

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        super().__init__()
        unpack = next(unpack for mark, unpack in _PACKERS.items() if is_packed(packed, mark))
        self._packed, self._limits, self._count = packed, limits, 0
        self._stream = unpack(packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed wants any buffer
        try:
            found = self._stream.read(len(buffer))
        except BROKEN as error:
            raise FormatError(f"tệp nén bị hỏng hoặc bị cắt cụt ({error}); hãy tải lại tệp gốc") from None
        self._count += len(found)
        if self._count > max(_BEFORE_COUNTING, self._limits.ratio * self._packed.tell()):
            raise self._limits.too_dense()
        buffer[: len(found)] = found
        return len(found)


def is_packed(stream: BinaryIO, mark: bytes = b"") -> bool:
    """Whether the stream begins as a file packed by gzip, bzip2 or xz; or with this one mark."""
    head = cast("io.BufferedReader", stream).peek(8)
    return head.startswith(mark or tuple(_PACKERS))


def unpacked(stream: "io.BufferedReader[Any]", limits: Limits) -> "io.BufferedReader[Any]":
    """Return the stream, unpacked where it is packed by gzip, bzip2 or xz."""
    return io.BufferedReader(_Counted(stream, limits), HEAD) if is_packed(stream) else stream


def bare_name(name: str) -> str:
    """Return a file name as it tells the format: in lower case, without the suffix of its packer."""
    name = name.casefold()
    return next((name.removesuffix(end) + instead for end, instead in _SUFFIXES.items() if name.endswith(end)), name)


def is_zip(head: bytes) -> bool:
    """Whether a file begins as ZIP does, as DOCX and XLSX do too."""
    return head.startswith(_ZIP)


def check_zip(stream: BinaryIO, limits: Limits) -> None:
    """Raise FormatError for a ZIP that is broken, or would unpack to too much; the stream stays at its start.

    What its directory says is believed because `zipfile` never reads more of a member than it says.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, *BROKEN, ValueError) as error:
        raise FormatError(f"tệp ZIP, DOCX hoặc XLSX bị hỏng ({error}); hãy tải lại tệp gốc") from None
    finally:
        stream.seek(0)
    sizes = [(member.compress_size, member.file_size) for member in members]
    limits.check_package(sum(packed for packed, _ in sizes), sum(size for _, size in sizes), len(sizes))


def is_package(head: bytes, part: str) -> bool:
    """Whether a ZIP is an Office package whose main part stands in this folder: `word/`, `xl/`."""
    if not is_zip(head):
        return False
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return first.startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", part.encode())) and part.encode() in head
