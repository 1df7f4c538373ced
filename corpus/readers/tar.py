"""Tar archives, packed or not: each member is a file like any other; nothing is written to the disk."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from corpus.archives import EMPTY, outside, unwanted
from corpus.incoming import Enclosed, Refused
from corpus.unpacking import BROKEN
from models.errors import FormatError

_MAGIC, _AT = b"ustar", 257


def recognises(head: bytes, name: str) -> bool:
    """Whether the file has the mark of tar in its first block."""
    del name
    return head[_AT : _AT + len(_MAGIC)] == _MAGIC


def read(stream: BinaryIO, source: str) -> Iterator[Refused | Enclosed]:
    """Yield the members as they stream by; links and names that lead out of the archive are refused."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            found = False
            for member in archive:
                for item in _member(archive, member, source):
                    found = True
                    yield item
            if not found:
                raise FormatError(EMPTY)
    except (tarfile.TarError, *BROKEN) as error:
        raise FormatError(f"tệp tar bị hỏng hoặc bị cắt cụt ({error}); hãy tải lại tệp gốc") from None


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, source: str) -> Iterator[Refused | Enclosed]:
    name = f"{source}/{member.name}"
    if outside(member.name) or member.islnk() or member.issym():
        yield Refused(name, "đường dẫn trong tệp nén trỏ ra ngoài tệp nén; tệp này bị bỏ qua, hãy kiểm tra nguồn gửi")
    elif member.isfile() and not unwanted(member.name):
        yield Enclosed(member.name, cast("BinaryIO", archive.extractfile(member)))
