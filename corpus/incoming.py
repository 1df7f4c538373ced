"""What a reader gives: a document that came in, or the reason why it did not; and what a reader is."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, NamedTuple

HEAD = 65_536
"""Bytes of a file shown to `Reader.recognises`."""

LONGEST = 64 * 2**20
"""Bytes that one document may take; a longer one is refused before it fills the memory."""


class PlaceKind(StrEnum):
    """What of a received file a stretch of its text was."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    LINE = "line"


class DateSource(StrEnum):
    """Where a publication date came from."""

    CALLER = "caller"
    FIELD = "field"
    METADATA = "metadata"
    PAGE = "page"
    FILE_NAME = "file_name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """Code points `[start, end)` of the text are this page, paragraph, cell or line of what was received."""

    start: int
    end: int
    kind: PlaceKind
    label: str


class Reading(NamedTuple):
    """How a text was read; reader, version and `sha256` of the received bytes are filled in for every reader."""

    reader: str = ""
    version: str = ""
    sha256: str = ""
    encoding: str | None = None
    flags: tuple[str, ...] = ()
    title: str | None = None
    lead: str | None = None
    author: str | None = None
    address: str | None = None
    published_from: DateSource | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One document as it came in; offsets of its record are code points of `text`, which is never cleaned.

    Two are equal that say the same, however they were read.
    """

    text: str
    published_on: dt.date | None
    external_id: str | None
    source: str
    reading: Reading = field(default=Reading(), compare=False)
    received: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that could not be read; `source` is `file` or `file:line`, `reason` is for users.

    `sha256` is the hash of what was received, where that was seen whole.
    """

    source: str
    reason: str
    sha256: str = field(default="", compare=False)


class Enclosed(NamedTuple):
    """A file in a file, as a member of an archive or an attachment; `stream` is read before the next is taken."""

    name: str
    stream: BinaryIO


class Reader(NamedTuple):
    """One format: its name, how its first `HEAD` bytes and its file name give it away, and how it is read."""

    name: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[BinaryIO, str], Iterator[Incoming | Refused | Enclosed]]
