"""What a reader gives: a document that came in, or the reason why it did not; and what a reader is."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 65_536
"""Bytes of a file shown to `Reader.recognises`."""

LONGEST = 64 * 2**20
"""Bytes that one document may take; a longer one is refused before it fills the memory."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One document as it came in; offsets of its record are code points of `text`, which is never cleaned."""

    text: str
    published_on: dt.date | None
    external_id: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that could not be read; `source` is `file` or `file:line`, `reason` is for users."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, how its first `HEAD` bytes and its file name give it away, and how it is read."""

    name: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[BinaryIO, str], Iterator[Incoming | Refused]]
