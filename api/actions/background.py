"""What is done in the background, by whichever process lives: documents never read, then the runs that were ordered."""

import time
from collections.abc import Callable, Iterator

from api.actions.reprocessing import finish
from api.actions.shift import Finished, Shift
from api.engine import Engine
from models.archive import Archive
from models.database import Database
from models.queue import Queue, Selection, Task

_REST = 1.0
"""Seconds for which a task in which nothing was found is not asked again: to look through all documents takes time."""


def background_tasks(database: Database, version: str) -> list[Task]:
    """Return what is to be done under a version, the most urgent first."""
    with database.reading() as session:
        return [Task(version, Selection(unread=True)), *Archive(session).background(version)]


def work_in_background(
    database: Database, engine: Engine, ended: Callable[[], bool], *, rest: float = _REST
) -> Iterator[Finished]:
    """Do what is to be done until nothing is left that others do not have in hand, or until `ended`."""
    with Shift(database, engine) as shift:
        walk = _Walk(database, shift, rest)
        while not ended():
            if shift.room:
                tasks = background_tasks(database, engine.version)
                shift.keep_to(tasks)
                for task in tasks:
                    walk.take(task)
            if shift.in_hand:
                yield from shift.finish()
            elif not walk.again():
                break
    for task in background_tasks(database, engine.version):
        if task.run is not None and not ended():
            finish(database, task)


class _Walk:
    """A walk through the documents of each task, from the first to the last, once more for those let go."""

    def __init__(self, database: Database, shift: Shift, rest: float) -> None:
        self._database, self._shift, self._rest = database, shift, rest
        self._after: dict[Task, int] = {}
        self._not_before: dict[Task, float] = {}

    def take(self, task: Task) -> None:
        """Take what there is room for, behind what was taken before."""
        if not self._shift.room or time.monotonic() < self._not_before.get(task, 0.0):
            return
        with self._database.reading() as session:  # writers must not wait while all documents are looked through
            free = Queue(session).any(task)
        taken = self._shift.take(task, self._shift.room, after=self._after.get(task, 0)) if free else []
        if taken:
            self._after[task] = taken[-1].seq
        else:
            self._not_before[task] = time.monotonic() + self._rest

    def again(self) -> bool:
        """Begin anew, if anything was taken since the last time."""
        walked = bool(self._after)
        self._after.clear()
        self._not_before.clear()
        return walked
