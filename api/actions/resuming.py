"""Going on where an ingestion was: a file whose documents all have their results is passed over, unread.

A file is known by its name and content, and by all that decides what becomes of it: readers, extraction, and what
the caller said. One of which anything was refused is read again, so that the refusal is told again.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from api.actions.ingestion import Ingested
from corpus.incoming import Incoming, Refused
from models.database import Database
from models.finished import finished, mark_finished

_AT_A_TIME = 16


class Resuming:
    """Which files one ingestion passes over, and which it finishes."""

    def __init__(self, database: Database, *decides: object) -> None:
        """Know files by their content and by whatever else decides what becomes of them."""
        self.files = 0
        self.documents = 0
        self._database = database
        self._decides = "\0".join(map(str, decides))
        self._keys: dict[str, str] = {}
        self._file_of: dict[str, str] = {}
        self._waiting: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._unfit: set[str] = set()
        self._done: dict[str, int] = {}

    def unfinished(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Yield the files that are to be read; count the others, and the documents that they gave."""
        for path in paths:
            key = self._key(path)
            with self._database.reading() as session:
                known = finished(session, key) if key else None
            if known is None:
                self._keys[str(path)] = key or ""
                yield path
            else:
                self.files += 1
                self.documents += known

    def _key(self, path: Path) -> str | None:
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, ValueError):
            return None
        return hashlib.sha256(f"{path}\0{content}\0{self._decides}".encode("utf-8", "replace")).hexdigest()

    def watch(self, items: Iterable[Incoming | Refused], file: Callable[[], str]) -> Iterator[Incoming | Refused]:
        """Pass on what was read, and remember of which file it is."""
        before = None
        for item in items:
            now = file()
            if before not in {None, now}:
                self._exhausted(str(before))
            before = now
            self._waiting.setdefault(now, 1)  # until it is exhausted
            if isinstance(item, Incoming):
                self._waiting[now] += 1
                self._file_of[item.source] = now
            else:
                self._unfit.add(now)
            yield item
        if before is not None:
            self._exhausted(before)

    def settle(self, results: Iterable[Ingested | Refused]) -> Iterator[Ingested | Refused]:
        """Pass on what became of each document; a file of which every one has its result is finished."""
        for result in results:
            if file := self._file_of.pop(result.source, None):
                if isinstance(result, Refused):
                    self._unfit.add(file)
                self._counts[file] += 1
                self._exhausted(file)
            yield result
            self._keep(_AT_A_TIME)
        self._keep(1)

    def _exhausted(self, file: str) -> None:
        """Count down what a file still waits for."""
        self._waiting[file] -= 1
        if self._waiting[file] > 0:
            return
        del self._waiting[file]
        count, key = self._counts.pop(file, 0), self._keys.pop(file, "")
        if count and key and file not in self._unfit:
            self._done[key] = count
        self._unfit.discard(file)

    def _keep(self, enough: int) -> None:
        if len(self._done) < enough:
            return
        with self._database.writing() as session:
            mark_finished(session, self._done)
            session.commit()
        self._done.clear()
