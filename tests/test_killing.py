"""Reprocessing that is killed, workers and parents, at random moments: nothing is lost, nothing done twice."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from light import LoadLight
from sqlalchemy import select

from api.actions import reprocessing
from api.actions.export import write_jsonl
from api.actions.ingestion import Given, ingest
from api.actions.shift import work_through
from api.engine import LoadExtractor, SerialEngine
from corpus.incoming import Incoming
from models.database import Database
from models.finding import Wanted
from models.publishing import Publishing
from models.queue import Selection
from models.tables import ResultRow

HERE = Path(__file__).parent
LEASE = 2.0
VERSIONS = {"light": "light", "real": LoadExtractor().version}


class Reprocessing:
    """A reprocessing that is begun again whenever its parent has been killed."""

    def __init__(self, url: str, kind: str) -> None:
        """Begin."""
        self._command = [sys.executable, str(HERE / "killing.py"), url, str(LEASE), kind]
        self.finished = 0
        self._begin()

    def _begin(self) -> None:
        self._parent = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own script

    def go_on(self, finished: int) -> None:
        """Wait until so many documents are done in all; fails where the work ends before."""
        assert self._parent.stdout is not None
        while self.finished < finished:
            assert self._parent.stdout.readline(), "the work ended before it was disturbed"
            self.finished += 1

    def kill_parent(self) -> None:
        """Kill the parent, and begin again."""
        self._parent.kill()
        self._parent.communicate()
        self._begin()

    def kill_worker(self, chance: random.Random) -> None:
        """Kill one of the workers, which are children of the server that forks them; wait for them to be there."""
        workers: list[int] = []
        while not workers:
            self.go_on(self.finished + 1)
            workers = [worker for child in _children(self._parent.pid) for worker in _children(child)]
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)

    def end(self) -> int:
        """Run to the end and return the exit code."""
        self._parent.communicate(timeout=300)
        return self._parent.returncode


def _children(pid: int) -> list[int]:
    listed = (path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [int(child) for children in listed for child in children]


def _texts(number: int) -> Iterator[Incoming]:
    for at in range(number):
        text = f"Giao Sở Y tế báo cáo việc số {at}.\nGiao Sở Nội vụ tổng hợp việc số {at}."
        yield Incoming(text, None, None, f"{at}.txt")


def _filled(url: str, number: int) -> Database:
    database = Database(url)
    outcomes = list(ingest(database, SerialEngine(LoadLight("old")), _texts(number), Given()))
    assert len(outcomes) == number
    return database


def _published(database: Database) -> str:
    """Publish the one run, and return everything as JSON lines."""
    [run] = reprocessing.runs(database)
    assert run.finished_at is not None
    with database.writing() as session:
        assert Publishing(session).publish(run.id) == run.done
        session.commit()
    out = StringIO()
    write_jsonl(database, Wanted(), out)
    return out.getvalue()


def _undisturbed(directory: Path, number: int, kind: str) -> str:
    """Return what a serial run in this process makes of the texts."""
    database = _filled(str(directory / "serial.db"), number)
    engine = SerialEngine(LoadLight() if kind == "light" else LoadExtractor())
    task = reprocessing.start(database, engine.version, Selection())
    assert len(list(work_through(database, engine, task))) == number
    reprocessing.finish(database, task)
    lines = _published(database)
    database.close()
    return lines


@pytest.mark.parametrize(
    ("database_url", "kind", "number", "kills"),
    [
        pytest.param("sqlite", "light", 2000, 10, id="2,000 on SQLite"),
        pytest.param("postgresql", "light", 2000, 10, id="2,000 on PostgreSQL"),
        pytest.param("sqlite", "real", 60, 3, id="the real extractor"),
    ],
    indirect=["database_url"],
)
def test_a_killed_reprocessing_ends_as_if_nothing_had_happened(
    database_url: str, tmp_path: Path, kind: str, number: int, kills: int
) -> None:
    database = _filled(database_url, number)
    chance = random.Random(number)  # noqa: S311  # moments, no secrets
    reprocessing_ = Reprocessing(database_url, kind)
    for at, moment in enumerate(sorted(chance.sample(range(number * 9 // 10), kills))):
        reprocessing_.go_on(moment)
        if at % 2:
            reprocessing_.kill_parent()
        else:
            reprocessing_.kill_worker(chance)
    assert reprocessing_.end() == 0
    with database.reading() as session:
        made = select(ResultRow.attempt).where(ResultRow.version == VERSIONS[kind])
        assert Counter(session.scalars(made)) == {1: number}
    assert _published(database) == _undisturbed(tmp_path, number, kind)
    database.close()
