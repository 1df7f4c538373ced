"""Compound files (OLE2) for tests, by hand from the published format: streams of whole sectors under one root."""

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096
"""Bytes from which on a stream has sectors of its own."""


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file with these streams, each filled up with NUL to at least `_SMALLEST` bytes."""
    body, entries = b"", [_entry("Root Entry", 5, 1, _END, 0)]
    directory_sectors = (len(streams) + 4) // 4
    fat = [_FAT, *range(2, directory_sectors + 1), _END]
    for at, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(_SMALLEST, b"\0")
        sectors = -(-len(padded) // _SECTOR)
        right = at + 1 if at < len(streams) else _FREE
        entries.append(_entry(name, 2, _FREE, len(fat), len(padded), right))
        fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
        body += padded.ljust(sectors * _SECTOR, b"\0")
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    return _header() + table + directory + body


def _header() -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    numbers = struct.pack("<9I", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    return magic + numbers + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(  # noqa: PLR0913, PLR0917  # the fields of a directory entry
    name: str, kind: int, child: int, start: int, size: int, right: int = _FREE
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word_file(text: bytes, marks: int = 0) -> bytes:
    """Return the Word 97 file of a text in Windows-1252, as catdoc reads it; `marks` are bits of its header."""
    start = 0x400
    header = struct.pack("<7HI3HII", 0xA5EC, 0xC1, 0, 0x42A, 0, marks, 0xBF, 0, 0, 0, 0, start, start + len(text))
    return compound_file({"WordDocument": header.ljust(start, b"\0") + text, "1Table": b""})
