"""A shift: documents taken from the queue, extracted by an engine, their results kept some at a time.

Each step is one unit of work, so whoever is interrupted, or killed, loses at most the extraction of the documents in
hand: their claims run out, and they wait again.
"""

import time
from collections import deque
from collections.abc import Collection, Generator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from api.engine import Engine, Job
from models import results
from models.archive import Archive
from models.database import Database
from models.documents import Kept
from models.errors import EngineError
from models.queue import Queue, Task
from models.results import Result
from models.storable import Storable

LEASE = 30.0
"""Seconds for which a document stays claimed unless the claim is renewed: so long the dead hold up the living."""

_TICK = 1.0
_AHEAD = 16  # documents in hand for each worker: to claim some costs little more than to claim one
_QUEUED = 4  # of them with the engine for each worker: none waits for us, and no request waits long behind them
_BATCH = 16  # results in a unit of work


@dataclass(frozen=True, slots=True)
class Finished:
    """A document whose result is kept; `error` where it is a failure."""

    document: Kept
    error: str | None = None


class Shift:
    """Works at tasks of one database with one engine; leave it to give back what is unfinished."""

    def __init__(self, database: Database, engine: Engine, *, lease: float = LEASE) -> None:
        """Begin with empty hands."""
        self._database = database
        self._engine = engine
        self._lease = lease
        self._holder = uuid4().hex
        self._claimed: deque[tuple[Task, Kept]] = deque()
        self._running: dict[Future[Storable], tuple[Task, Kept]] = {}
        self._ready: list[tuple[Task, Kept, Future[Storable]]] = []
        self._kept_at = self._renewed_at = time.monotonic()

    def __enter__(self) -> Self:
        """Return the shift."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Keep what is done and give back the rest."""
        for future, (task, document) in self._running.items():
            if not future.cancel() and future.done():
                self._ready.append((task, document, future))
        if kind is None or not issubclass(kind, EngineError):
            self._keep()
        with self._database.writing() as session:
            Queue(session, self._holder).give_all_back()
            session.commit()

    @property
    def in_hand(self) -> int:
        """How many documents are claimed and not yet finished."""
        return len(self._claimed) + len(self._running) + len(self._ready)

    @property
    def room(self) -> int:
        """How many more documents to take, so that no worker ever waits; 0 while few are missing."""
        full = _AHEAD * self._engine.workers
        missing = full - len(self._claimed) - len(self._running)
        return missing if missing >= full // 2 else 0

    def take(self, task: Task, limit: int, *, after: int = 0) -> list[Kept]:
        """Claim up to `limit` documents behind `after` and have them extracted in that order."""
        with self._database.writing() as session:
            taken = Queue(session, self._holder).claim(task, limit, self._lease, after=after)
            session.commit()
        self._claimed.extend((task, document) for document in taken)
        self._feed()
        return taken

    def keep_to(self, tasks: Collection[Task]) -> None:
        """Give back what belongs to other tasks and is not yet with the engine: those were paused or cancelled."""
        others = [(task, document) for task, document in self._claimed if task not in tasks]
        if others:
            self._claimed = deque(claimed for claimed in self._claimed if claimed not in others)
            with self._database.writing() as session:
                for task, document in others:
                    Queue(session, self._holder).give_back([document], task.version)
                session.commit()

    def _feed(self) -> None:
        """Give the engine what it has room for."""
        while self._claimed and len(self._running) < _QUEUED * self._engine.workers:
            task, document = self._claimed.popleft()
            job = Job(document.text, document.given_on, document.given_kind)
            self._running[self._engine.submit(job)] = (task, document)

    def finish(self) -> list[Finished]:
        """Wait a little, and return the documents whose results have been kept meanwhile."""
        done, _ = wait(self._running, timeout=min(_TICK, self._lease / 3), return_when=FIRST_COMPLETED)
        self._ready += [(*self._running.pop(future), future) for future in done]
        self._feed()
        now = time.monotonic()
        if now - self._renewed_at > self._lease / 3:
            self._renew()
        if len(self._ready) >= _BATCH or not self._running or now - self._kept_at > _TICK:
            return self._keep()
        return []

    def _renew(self) -> None:
        with self._database.writing() as session:
            Queue(session, self._holder).renew(self._lease)
            session.commit()
        self._renewed_at = time.monotonic()

    def _keep(self) -> list[Finished]:
        """Keep all results that are ready or none; those of claims that ran out meanwhile are not kept."""
        made = [_result(*ready) for ready in self._ready]
        if made:
            with self._database.writing() as session:
                queue, held = Queue(session, self._holder), set[int]()
                for version in {result.version for result in made}:
                    mine = [result.document for result in made if result.version == version]
                    held |= queue.give_back(mine, version)
                made = [result for result in made if result.document.seq in held]
                results.keep(session, made)
                session.commit()
        self._ready, self._kept_at = [], time.monotonic()
        return [Finished(result.document, result.made if isinstance(result.made, str) else None) for result in made]


def _result(task: Task, document: Kept, future: Future[Storable]) -> Result:
    """Return what became of a document; raises EngineError where the engine is to blame."""
    error = future.exception()
    if isinstance(error, EngineError):
        raise error
    return Result(document, task.version, str(error) if error else future.result(), task.run)


def work_through(
    database: Database, engine: Engine, task: Task, *, lease: float = LEASE
) -> Generator[Finished, None, None]:
    """Do all documents of a task, together with whoever else is at it, and yield those done here.

    It ends when none waits any more: documents in other hands are waited for, and taken over if those let go; and when
    the run is paused or cancelled.
    """
    after = 0
    with Shift(database, engine, lease=lease) as shift:
        while True:
            if shift.room and not _goes_on(database, task):
                return
            taken = shift.take(task, shift.room, after=after) if shift.room else []
            if taken:
                after = taken[-1].seq
            if shift.in_hand:
                yield from shift.finish()
            elif after:
                after = 0  # someone may have let go of an earlier one
            elif waiting(database, task):
                time.sleep(min(_TICK, lease / 2))
            else:
                return


def _goes_on(database: Database, task: Task) -> bool:
    """Whether the run of a task, if it has one, is neither paused nor cancelled."""
    if task.run is None:
        return True
    with database.reading() as session:
        return Archive(session).goes_on(task.run)


def waiting(database: Database, task: Task) -> int:
    """Return how many documents a task has still to do."""
    with database.reading() as session:
        return Queue(session).count(task)
