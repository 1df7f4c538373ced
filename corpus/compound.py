"""Compound files (OLE2): what a legacy office file is by the streams in it, and whether a password locks it."""

import io
import struct
from enum import StrEnum
from typing import TYPE_CHECKING

from models.errors import FormatError

if TYPE_CHECKING:
    import olefile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORD_ENCRYPTED = 0x0100
_WORD_FAST_SAVED = 0x0004
_SLIDES_ENCRYPTED = 0xF3D1C4DF


class Kind(StrEnum):
    """What a compound file holds."""

    WORD = "Word"
    FAST_SAVED = "Word, fast saved"
    SHEETS = "Excel"
    SLIDES = "PowerPoint"


def kind_of(raw: bytes) -> Kind:
    """Return what the file holds; raises FormatError where it is broken, locked or something else."""
    import olefile  # noqa: PLC0415  # only legacy office files need it

    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as compound:
            return _kind(compound)
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise FormatError(f"tệp Office kiểu cũ bị hỏng ({error}); hãy tải lại tệp gốc") from None


def _kind(compound: "olefile.OleFileIO") -> Kind:
    streams = {"/".join(path) for path in compound.listdir()}
    if "EncryptedPackage" in streams:
        raise locked("Office")
    if "WordDocument" in streams:
        return _word(compound.openstream("WordDocument").read(12))
    if streams & {"Workbook", "Book"}:
        return Kind.SHEETS
    if "PowerPoint Document" in streams:
        if _current_user(compound) == _SLIDES_ENCRYPTED:
            raise locked(Kind.SLIDES)
        return Kind.SLIDES
    if "__properties_version1.0" in streams:
        raise FormatError("thư Outlook (.msg) chưa đọc được; hãy lưu thư thành .eml rồi nạp lại")
    raise FormatError("tệp Office kiểu cũ không phải Word, Excel hay PowerPoint; hãy lưu lại thành .docx hoặc PDF")


def _word(header: bytes) -> Kind:
    [marks] = struct.unpack("<H", header[10:12])
    if marks & _WORD_ENCRYPTED:
        raise locked(Kind.WORD)
    return Kind.FAST_SAVED if marks & _WORD_FAST_SAVED else Kind.WORD


def _current_user(compound: "olefile.OleFileIO") -> int:
    """Return the token that says whether slides are encrypted; 0 where there is none."""
    if not compound.exists("Current User"):
        return 0
    head = compound.openstream("Current User").read(16)
    return int.from_bytes(head[12:16], "little")


def locked(kind: str) -> FormatError:
    """Return the error for a file with a password."""
    return FormatError(f"tệp {kind} đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi nạp lại")
