"""Reprocessing: documents extracted anew by another version, beside the results that readers have.

task = start(database, engine.version, selection)       # or the unfinished run that does the same
for finished in work_through(database, engine, task): …  # stopped anywhere, it goes on from there
finish(database, task)
"""

from models.archive import Archive, Run
from models.database import Database
from models.errors import NotFoundError
from models.queue import Queue, Selection, Task
from models.repository import Repository


def start(database: Database, version: str, selection: Selection) -> Task:
    """Return the task of a run that is to do a selection under a version; raises NotFoundError for none to do."""
    if not plan(database, version, selection) and not selection.force:
        raise NotFoundError(f"không còn văn bản nào cần trích theo bản {version}; để trích lại tất cả: --force")
    with database.writing() as session:
        run = Archive(session).start_run(version, selection)
        session.commit()
    return Task(version, selection, run)


def plan(database: Database, version: str, selection: Selection) -> int:
    """Return how many documents such a run would do."""
    with database.reading() as session:
        return Queue(session).count(Task(version, selection))


def finish(database: Database, task: Task) -> Run:
    """Write down that a run is over where nothing of it waits, and return what came of it."""
    assert task.run is not None  # noqa: S101  # only tasks of runs are finished
    with database.writing() as session:
        if not Queue(session).count(task):
            Archive(session).finish_run(task.run)
        session.commit()
        return Archive(session).run(task.run)


def runs(database: Database) -> list[Run]:
    """Return all runs, the newest first."""
    with database.reading() as session:
        return Archive(session).runs()


def find_version(database: Database, given: str) -> str:
    """Return the one version of current results that begins so; raises NotFoundError."""
    with database.reading() as session:
        versions = Repository(session).versions()
    found = [version for version in versions if version.startswith(given)]
    if len(found) != 1:
        known = ", ".join(versions) or "chưa có"
        raise NotFoundError(f"«{given}» không phải phần đầu của đúng một bản đang dùng; các bản: {known}")
    return found[0]
