"""How much a received file may ask of the machine; whoever starts the program sets it, and readers hold to it."""

from typing import NamedTuple

from models.errors import FormatError

_MIB = 2**20


class Limits(NamedTuple):
    """Bounds on one received file; sizes in bytes, unpacked sizes where a file is packed."""

    unpacked: int = 512 * _MIB
    ratio: int = 200
    members: int = 10_000
    depth: int = 3
    seconds: int = 120
    memory: int = 1024 * _MIB

    def check_package(self, packed: int, unpacked: int, members: int) -> None:
        """Raise FormatError for an archive that unpacks to too much, too many files, or from too little."""
        if members > self.members:
            raise FormatError(
                f"tệp nén có {members:,} tệp bên trong, quá giới hạn {self.members:,}; "
                "hãy tách tệp nén, hoặc nâng CHIDAO_ARCHIVE_MEMBERS"
            )
        if unpacked > self.unpacked:
            raise self.too_large()
        if unpacked > _MIB and unpacked > self.ratio * packed:
            raise self.too_dense()

    def too_large(self) -> FormatError:
        """Return the refusal of what unpacks to more than `unpacked`."""
        return FormatError(
            f"tệp nén bung ra quá {self.unpacked:,} byte; hãy tách tệp nén, hoặc nâng CHIDAO_ARCHIVE_BYTES"
        )

    def too_dense(self) -> FormatError:
        """Return the refusal of what unpacks to more than `ratio` times its size."""
        return FormatError(
            f"tệp nén bung ra quá {self.ratio} lần (bom nén); hãy giải nén và kiểm tra tệp gốc, "
            "hoặc nâng CHIDAO_ARCHIVE_RATIO"
        )


class Budget:
    """What is left of the limits for one received file and all that it encloses."""

    def __init__(self, limits: Limits) -> None:
        """Begin with all of it."""
        self.limits = limits
        self._bytes = limits.unpacked
        self._members = limits.members

    @property
    def bytes_left(self) -> int:
        """How many more bytes enclosed files may have."""
        return max(0, self._bytes)

    @property
    def members_left(self) -> int:
        """How many more files may be enclosed."""
        return max(0, self._members)

    def take(self, size: int) -> None:
        """Count one enclosed file of this size; raises FormatError where that is one too many."""
        self._members -= 1
        self._bytes -= size
        if self._members < 0:
            self.limits.check_package(1, 0, self.limits.members + 1)
        if self._bytes < 0:
            raise self.limits.too_large()
