"""Runs of reprocessing as an operator sees them: started, watched, paused, resumed, cancelled.

Who orders a run does not work at it: whichever service lives does, see `api.actions.background`.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.archive import Archive, Run
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import ConflictError
from models.queue import Queue, Selection, Task
from models.runs import Standing


class State(StrEnum):
    """How far a run is; WAITING: nobody has any of it in hand."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Progress:
    """A run, how many documents it has still to do, and how many of them are in hand."""

    run: Run
    waiting: int
    in_hand: int

    @property
    def state(self) -> State:
        """How far it is."""
        if self.run.finished_at is not None:
            return State.CANCELLED if self.run.standing is Standing.CANCELLED else State.FINISHED
        if self.run.standing is Standing.PAUSED:
            return State.PAUSED
        return State.RUNNING if self.in_hand else State.WAITING


def start_in_background(database: Database, who: Actor, version: str, selection: Selection) -> int:
    """Return the run that is to do a selection, the unfinished one where there is one; services work at it.

    Raises ConflictError where there is nothing to do.
    """
    with database.writing() as session:
        if not selection.force and not Queue(session).count(Task(version, selection)):
            raise ConflictError(f"không còn văn bản nào cần trích theo bản {version}; để trích lại tất cả: force")
        run = Archive(session).start_run(version, selection, Standing.BACKGROUND)
        write_down(session, who, Action.RUN_STARTED, f"{run} {selection.dumped()}")
        session.commit()
    return run


_ORDERS = {
    Standing.PAUSED: Action.RUN_PAUSED,
    Standing.BACKGROUND: Action.RUN_RESUMED,
    Standing.CANCELLED: Action.RUN_CANCELLED,
}


def pause(database: Database, who: Actor, run: int) -> None:
    """Let nobody work at a run until it is resumed; what is in hand is finished. Raises as `Archive.hand_over`."""
    _order(database, who, run, Standing.PAUSED)


def resume(database: Database, who: Actor, run: int) -> None:
    """Let services work at a run; raises as `Archive.hand_over`."""
    _order(database, who, run, Standing.BACKGROUND)


def cancel(database: Database, who: Actor, run: int) -> None:
    """End a run as far as it is; its results stay beside the current ones. Raises as `Archive.hand_over`."""
    _order(database, who, run, Standing.CANCELLED)


def _order(database: Database, who: Actor, run: int, standing: Standing) -> None:
    with database.writing() as session:
        Archive(session).hand_over(run, standing)
        write_down(session, who, _ORDERS[standing], str(run))
        session.commit()


def find_run(database: Database, run: int) -> Progress:
    """Return a run and how far it is; raises NotFoundError."""
    with database.reading() as session:
        return _progress(Queue(session), Archive(session).run(run))


def list_runs(database: Database, before: int | None, limit: int) -> list[Progress]:
    """Return runs and how far they are, the newest first."""
    with database.reading() as session:
        return [_progress(Queue(session), run) for run in Archive(session).runs(before=before, limit=limit)]


def _progress(queue: Queue, run: Run) -> Progress:
    if run.finished_at is not None:
        return Progress(run, 0, 0)
    waiting = queue.count(run.task)
    return Progress(run, waiting, queue.in_hand(run.task) if waiting else 0)
