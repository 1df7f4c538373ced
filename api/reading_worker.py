"""What a reading worker does: within limits, it reads one file and puts what it finds into a directory."""

import multiprocessing
import pickle
import resource
import tempfile
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

from corpus.incoming import Enclosed, Refused
from corpus.limits import Budget, Limits
from corpus.readers import open_enclosed, read_one
from models.errors import InputError

ITEMS = "items"


class Spooled(NamedTuple):
    """A file that stood in the file read: where its bytes are now, what it is called, its size."""

    path: Path
    source: str
    size: int


def reading_context() -> ForkServerContext:
    """Return how workers start: from a clean process that has the light imports behind it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["api.reading_worker"])
    return context


def restrict(memory: int, directory: str) -> None:
    """Hold this process to so many bytes of memory, no core dumps, and temporary files in this directory."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tempfile.tempdir = directory


def read_into(path: Path, source: str, into: Path, limits: Limits, depth: int) -> None:
    """Read a file; write what it gives, one pickle after the other, and the files in it as files, into `into`."""
    budget = Budget(limits)
    with (into / ITEMS).open("wb") as items:
        try:
            with path.open("rb") as stream:
                for number, item in enumerate(read_one(stream, source, limits)):
                    kept = (
                        _spooled(item, source, into / str(number), budget, depth)
                        if isinstance(item, Enclosed)
                        else item
                    )
                    pickle.dump(kept, items)
        except OSError as error:
            pickle.dump(Refused(source, f"không mở được tệp: {error.strerror or error}"), items)


def _spooled(item: Enclosed, source: str, path: Path, budget: Budget, depth: int) -> Spooled | Refused:
    inner = f"{source}/{item.name}"
    try:
        content = open_enclosed(item, budget, depth + 1)
    except InputError as error:
        return Refused(inner, str(error))
    path.write_bytes(content)
    return Spooled(path, inner, len(content))
