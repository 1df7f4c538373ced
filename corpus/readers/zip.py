"""ZIP archives: each member is a file like any other, read by its own content; nothing is written to the disk."""

import io
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from corpus.archives import EMPTY, outside, unwanted
from corpus.incoming import Enclosed, Refused
from corpus.unpacking import BROKEN, is_zip
from models.errors import FormatError

_ENCRYPTED = 0x1
_PACKAGES = {"[Content_Types].xml": "một tệp Office chưa đọc được", "mimetype": "một tệp OpenDocument hoặc EPUB"}


def recognises(head: bytes, name: str) -> bool:
    """Whether the file is ZIP; readers of packages that are ZIP stand before this one."""
    del name
    return is_zip(head)


def read(stream: BinaryIO, source: str) -> Iterator[Refused | Enclosed]:
    """Yield the members; one that is locked, broken or would lead out of the archive is refused by its name."""
    with zipfile.ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not unwanted(member.filename)]
        kind = next((_PACKAGES[m.filename] for m in members if m.filename in _PACKAGES), None)
        if kind:
            raise FormatError(f"tệp là {kind} (PPTX, ODT…); hãy lưu thành DOCX hoặc PDF rồi nạp lại")
        if not members:
            raise FormatError(EMPTY)
        for member in members:
            yield _member(archive, member, source)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> Refused | Enclosed:
    """Return the member with a stream that reads it, or why it cannot be read."""
    name = f"{source}/{member.filename}"
    if outside(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
        return Refused(name, "đường dẫn trong tệp nén trỏ ra ngoài tệp nén; tệp này bị bỏ qua, hãy kiểm tra nguồn gửi")
    if member.flag_bits & _ENCRYPTED:
        return Refused(name, "tệp trong tệp nén có mật khẩu; hãy giải nén bằng mật khẩu rồi nạp lại")
    return Enclosed(member.filename, cast("BinaryIO", io.BufferedReader(_Member(archive, member))))


class _Member(io.RawIOBase):
    """The bytes of a member, unpacked as they are read; what is broken is refused."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        super().__init__()
        self._archive, self._member = archive, member
        self._opened: zipfile.ZipExtFile | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed wants any buffer
        try:
            self._opened = self._opened or cast("zipfile.ZipExtFile", self._archive.open(self._member))
            found = self._opened.read(len(buffer))
        except (zipfile.BadZipFile, RuntimeError, *BROKEN) as error:
            raise FormatError(f"tệp trong tệp nén bị hỏng ({error}); hãy tải lại tệp gốc") from None
        buffer[: len(found)] = found
        return len(found)
