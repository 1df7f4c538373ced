"""Names of files in archives: which lead out of the archive, and which no one means to send."""

from pathlib import PurePosixPath, PureWindowsPath

EMPTY = "tệp nén không có tệp nào để đọc; hãy kiểm tra lại tệp gửi vào"
_UNWANTED = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


def outside(name: str) -> bool:
    """Whether a name would lead out of the folder into which the archive is unpacked."""
    windows = PureWindowsPath(name)
    return bool(windows.drive) or name.startswith(("/", "\\")) or ".." in windows.parts


def unwanted(name: str) -> bool:
    """Whether a file is one that systems leave behind, or is hidden."""
    parts = PurePosixPath(name).parts
    return any(part in _UNWANTED or (part.startswith(".") and part not in {".", ".."}) for part in parts)
