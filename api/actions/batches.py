"""Batches: many documents accepted together, kept before anything is promised, extracted afterwards."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from api.actions.ingestion import Given, keep
from api.actions.intake import reading, take_in
from api.settings import Settings
from corpus.incoming import Incoming, Refused
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import NotFoundError
from models.jobs import Entry, Job, Jobs, Sent

_AT_A_TIME = 50
_LONGEST_NAME = 80


def accept(database: Database, who: Actor, items: Iterable[tuple[Incoming | Refused, Given]]) -> str:
    """Keep all documents and the job they make, and return its id."""
    sent = list(_kept(database, items))
    with database.writing() as session:
        job = Jobs(session).add(who.name, who.now, sent)
        write_down(session, who, Action.BATCH_ADDED, f"{job}: {len(sent)}")
        session.commit()
    return job


def _kept(database: Database, items: Iterable[tuple[Incoming | Refused, Given]]) -> Iterator[Sent]:
    """Keep documents, some of those with the same given at a time, in the order in which they come."""
    for given, group in groupby(items, key=itemgetter(1)):
        pending = (item for item, _ in group)
        while batch := list(islice(pending, _AT_A_TIME)):
            ids = iter([kept.id for kept in keep(database, [i for i in batch if isinstance(i, Incoming)], given)])
            for item in batch:
                reason = item.reason if isinstance(item, Refused) else None
                yield Sent(item.source, None if reason else next(ids), reason)


@contextmanager
def read_files(settings: Settings, files: Sequence[tuple[str, BinaryIO]]) -> Iterator[Iterator[Incoming | Refused]]:
    """Lend what stands in the files, read by worker processes within the limits of the settings."""
    with TemporaryDirectory(prefix="chidao-") as directory, reading(settings) as readers:
        paths = [_spooled(Path(directory) / str(at), *file) for at, file in enumerate(files)]
        items = take_in(readers, paths, settings.max_characters)
        yield (_renamed(item, directory) for item in items)


def _spooled(place: Path, name: str, stream: BinaryIO) -> Path:
    """Write a file under a name that leads nowhere else."""
    safe = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name.strip(". ") or "tep"
    stem, dot, suffix = safe.rpartition(".")
    place.mkdir()
    path = place / (f"{stem[: _LONGEST_NAME // 2]}{dot}{suffix[:20]}" if dot else safe[: _LONGEST_NAME // 2])
    with path.open("wb") as out:
        shutil.copyfileobj(stream, out)
    return path


def _renamed(item: Incoming | Refused, directory: str) -> Incoming | Refused:
    """Return the item named as it was sent: without the place where it was put."""
    source = item.source.removeprefix(directory + "/").partition("/")[2] or item.source
    return replace(item, source=source)


def find_job(database: Database, job: str, owner: str | None) -> Job:
    """Return a job, of this owner where one is named; raises NotFoundError."""
    with database.reading() as session:
        found = Jobs(session).find(job, owner)
    if found is None:
        raise NotFoundError(f"không có lượt nạp «{job}», hoặc lượt ấy của khóa khác")
    return found


def list_jobs(database: Database, owner: str | None, limit: int) -> list[Job]:
    """Return the last jobs, of this owner where one is named."""
    with database.reading() as session:
        return Jobs(session).latest(owner, limit)


def list_entries(database: Database, job: str, after: int | None, limit: int) -> list[Entry]:
    """Return entries of a job, in the order in which they were sent."""
    with database.reading() as session:
        return list(Jobs(session).entries(job, after, limit))
