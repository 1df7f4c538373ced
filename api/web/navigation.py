"""The navigation: which pages there are, and who sees them."""

from dataclasses import dataclass

from models.keyring import Key
from models.roles import Permission, permits


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation; `address` is also how the addresses of its further pages begin."""

    address: str
    name: str
    permission: Permission


ENTRIES: tuple[Entry, ...] = (
    Entry("/", "Trang đầu", Permission.READ),
    Entry("/search", "Tìm kiếm", Permission.READ),
    Entry("/units", "Đơn vị", Permission.READ),
    Entry("/people", "Người", Permission.READ),
    Entry("/counts", "Số liệu", Permission.READ),
    Entry("/ingest", "Nạp văn bản", Permission.EXTRACT),
    Entry("/runs", "Lượt chạy", Permission.OPERATE),
)


def entries_for(key: Key | None) -> list[Entry]:
    """Return the pages that a key's role permits."""
    return [entry for entry in ENTRIES if key and permits(key.role, entry.permission)]


def is_here(entry: Entry, path: str) -> bool:
    """Whether a path is this page or one under it.

    >>> is_here(ENTRIES[1], "/search"), is_here(ENTRIES[1], "/search/export"), is_here(ENTRIES[1], "/searching")
    (True, True, False)
    """
    return path == entry.address or (entry.address != "/" and path.startswith(f"{entry.address}/"))


def first_page(key: Key) -> str:
    """Return where a key begins: the first page that its role permits."""
    return next(entry.address for entry in entries_for(key))
