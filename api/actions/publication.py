"""Publishing results of a run, undoing it, and pruning what nobody needs any more."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.actions.reporting import Limits, objections, report
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import ConflictError, GateError
from models.finding import Wanted
from models.publishing import Publishing


@dataclass(frozen=True, slots=True)
class Undone:
    """A publication that was undone: its run, the documents turned back, and those changed since, left alone."""

    run: int
    turned: int
    left: int


def publish(database: Database, who: Actor, run: int, limits: Limits | None, wanted: Wanted | None = None) -> int:
    """Make the results of a run current, all or those of wanted documents, and return how many; in one transaction.

    With `limits` raises GateError where the run goes beyond them; without, someone has looked and says yes.
    """
    found, made = report(database, run) if limits else (None, None)
    if found and made and limits and (reasons := list(objections(found, made, limits))):
        raise GateError(run, reasons)
    with database.writing() as session:
        turned = Publishing(session).publish(run, wanted)
        write_down(session, who, Action.RUN_PUBLISHED, f"{run}: {turned}")
        session.commit()
    return turned


def rollback(database: Database, who: Actor, run: int | None = None) -> Undone:
    """Undo the last publication that stands; raises NotFoundError where there is none.

    With a `run` raises ConflictError where the last publication is not of that run.
    """
    with database.writing() as session:
        undone = Undone(*Publishing(session).rollback())
        if run not in {None, undone.run}:
            raise ConflictError(f"lần công bố gần nhất là của lượt {undone.run}, không phải lượt {run}")
        write_down(session, who, Action.RUN_ROLLED_BACK, f"{undone.run}: {undone.turned}")
        session.commit()
    return undone


def prune(database: Database, who: Actor, version: str | None, *, undoable: bool) -> Iterator[int]:
    """Delete results that readers no longer see, and yield how many, some at a time."""
    with database.writing() as session:
        write_down(session, who, Action.RESULTS_PRUNED, version or "-")
        for pruned in Publishing(session).prune(version=version, undoable=undoable):
            session.commit()
            yield pruned


def count_superseded(database: Database, version: str | None, *, undoable: bool) -> int:
    """Return how many results `prune` would delete."""
    with database.reading() as session:
        return Publishing(session).count_superseded(version=version, undoable=undoable)
