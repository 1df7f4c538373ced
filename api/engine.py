"""The engine: texts in, records out, wherever they are extracted; `api.workers.new_engine` makes the one to use.

Records come ready to be stored or sent, as JSON with the rows they are searched by: whoever extracts makes those too.
"""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from models.errors import ChidaoError, EngineError, ExtractionError
from models.records import Record
from models.rows import storable
from models.storable import Storable
from models.vocabulary import Kind

Extract = Callable[[str, dt.date | None, Kind | None], Record]


class Job(NamedTuple):
    """A text to be extracted, with what the caller knows of it."""

    text: str
    published_on: dt.date | None = None
    kind: Kind | None = None


class Load(Protocol):
    """Makes an extractor, in whatever process it is called; travels there by pickle, and is hashable."""

    @property
    def version(self) -> str:
        """The version of extraction that the records are to have."""

    def __call__(self) -> Extract:
        """Return the extractor, which may take seconds."""

    def __hash__(self) -> int:
        """Loaders that load the same are equal: a process loads each once."""


class Engine(Protocol):
    """Extracts texts, some at once; safe to use from several threads."""

    @property
    def version(self) -> str:
        """The version of all its records."""

    @property
    def workers(self) -> int:
        """How many texts are extracted at once."""

    def submit(self, job: Job) -> Future[Storable]:
        """Return the record to come; its `result()` raises InputError or ExtractionError for a text that gave none.

        EngineError means that no text can be extracted, CancelledError that the engine was closed.
        """

    def close(self) -> None:
        """Give up what is unfinished and end all workers."""


@dataclass(frozen=True)
class LoadExtractor:
    """Loads the extractor that settings ask for."""

    units_file: Path | None = None
    ner: bool = True

    @property
    def version(self) -> str:
        """The version of the extraction, read from its files; nothing heavy is imported."""
        from extractor.resolve.unit_files import read_units_file  # noqa: PLC0415  # only who extracts pays
        from extractor.version import extraction_version  # noqa: PLC0415  # as above

        return extraction_version(ner=self.ner, units=read_units_file(self.units_file).content)

    def __call__(self) -> Extract:
        """Load it, which takes seconds."""
        from extractor import load  # noqa: PLC0415  # only who extracts pays

        return load(self.units_file, ner=self.ner)


@cache
def loaded(load: Load) -> Extract:
    """Return the extractor of this process."""
    return load()


def extract_here(load: Load, version: str, job: Job) -> Storable:
    """Extract in this process; whatever goes wrong is an error that can travel."""
    try:
        record = loaded(load)(*job)
        made = storable(record)
    except ChidaoError:
        raise
    except Exception as error:
        raise ExtractionError.caused_by(error) from error
    if record.version != version:
        raise EngineError(
            f"chương trình đã đổi từ bản {version} sang {record.version} trong khi chạy; hãy chạy lại lệnh"
        )
    return made


class SerialEngine:
    """Extracts here and now: no other process, no time limit."""

    workers = 1

    def __init__(self, load: Load) -> None:
        """Load on first use."""
        self._load = load
        self.version = load.version

    def submit(self, job: Job) -> Future[Storable]:
        """Return the record, or the error, as a future that is done."""
        done: Future[Storable] = Future()
        try:
            done.set_result(extract_here(self._load, self.version, job))
        except ChidaoError as error:
            done.set_exception(error)
        return done

    def close(self) -> None:
        """Do nothing: nothing is left running."""
