"""Taking in: which files stand under the given paths, and what in them is fit to be extracted."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from api.reading import STDIN, ParallelReading
from api.settings import Settings
from corpus.fitness import unfit
from corpus.incoming import DateSource, Incoming, Refused
from corpus.limits import Limits
from models.errors import NotFoundError

_SAID_BY_THE_CALLER = {DateSource.FIELD, DateSource.CALLER, None}


def files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are named or stand in named directories, however deep, without the hidden ones.

    Raises NotFoundError for a path that is not there, before anything is read.
    """
    for path in paths:
        if path != STDIN and not path.exists():
            raise NotFoundError(f"không có tệp hoặc thư mục «{path}»; hãy kiểm tra lại đường dẫn")
    return [file for path in paths for file in (_inside(path) if path.is_dir() else [path])]


def _inside(directory: Path) -> list[Path]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(directory).parts))


@contextmanager
def reading(settings: Settings) -> Iterator[ParallelReading]:
    """Lend worker processes that read within the limits of the settings."""
    limits = Limits(
        unpacked=settings.archive_bytes,
        ratio=settings.archive_ratio,
        members=settings.archive_members,
        depth=settings.archive_depth,
        seconds=settings.read_seconds,
        memory=settings.read_memory,
    )
    with ParallelReading(limits, max(1, settings.workers)) as lent:
        yield lent


def take_in(
    readers: ParallelReading, paths: Iterable[Path], max_characters: int, published_on: dt.date | None = None
) -> Iterator[Incoming | Refused]:
    """Yield what stands in the files, the unfit among it as refused with the reason.

    A day given by the caller wins over one that a reader found, not over one that the caller wrote into a table.
    """
    for item in map(_named, readers.read(paths)):
        yield item if isinstance(item, Refused) else fit(_dated(item, published_on), max_characters)


def _dated(item: Incoming, published_on: dt.date | None) -> Incoming:
    if published_on is None or (item.published_on and item.reading.published_from in _SAID_BY_THE_CALLER):
        return item
    reading = item.reading._replace(published_from=DateSource.CALLER)
    return replace(item, published_on=published_on, reading=reading)


def _named(item: Incoming | Refused) -> Incoming | Refused:
    """Return the item with names that can be printed and stored, whatever bytes they were made of."""
    if isinstance(item, Refused):
        return replace(item, source=_clean(item.source))
    read = item.reading
    reading = read._replace(
        title=_clean(read.title),
        lead=_clean(read.lead),
        author=_clean(read.author),
        address=_clean(read.address),
    )
    return replace(item, source=_clean(item.source), external_id=_clean(item.external_id), reading=reading)


_Name = TypeVar("_Name", str, str | None)


def _clean(name: _Name) -> _Name:
    return name and name.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def fit(incoming: Incoming, max_characters: int) -> Incoming | Refused:
    """Return the document, or why it is not taken."""
    why = unfit(incoming.text, max_characters)
    return Refused(incoming.source, str(why), incoming.reading.sha256) if why else incoming
