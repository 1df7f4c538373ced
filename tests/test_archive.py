"""The archive: queues asked of the database, claims, reprocessing, by several at once, on both databases."""

import threading
from collections import Counter
from concurrent.futures import Future

import pytest
from building import ARTICLE, article
from light import FAULTY, LoadLight, LoadNothing, light
from sqlalchemy import select
from storing import count, fail, found, keep, plain, store

from api.actions import reprocessing
from api.actions.ingestion import Given, Ingested, ingest
from api.actions.shift import Finished, Shift, waiting, work_through
from api.engine import Job, SerialEngine
from api.workers import LocalEngine
from corpus.incoming import Incoming
from models.database import Database
from models.documents import Kept
from models.errors import EngineError, NotFoundError
from models.queue import Queue, Selection, Task
from models.rows import storable
from models.runs import ClaimRow
from models.storable import Storable
from models.tables import ResultRow

TEXTS = [f"Giao Sở Y tế báo cáo việc số {at}.\nGiao Sở Nội vụ tổng hợp việc số {at}." for at in range(12)]
LIGHT = Task("light")


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a database that holds the texts with results of an old version."""
    for text in TEXTS:
        store(database, text, light(text, "old"))
    return database


def do(database: Database, task: Task, lease: float = 2) -> list[Finished]:
    """Work through a task here."""
    return list(work_through(database, SerialEngine(LoadLight(task.version)), task, lease=lease))


def attempts(database: Database, version: str) -> Counter[int]:
    """Return how many documents took how many attempts under a version."""
    with database.reading() as session:
        return Counter(session.scalars(select(ResultRow.attempt).where(ResultRow.version == version)))


def claim(database: Database, holder: str, limit: int, seconds: float = 60) -> list[Kept]:
    """Claim documents for the light version."""
    with database.writing() as session:
        taken = Queue(session, holder).claim(LIGHT, limit, seconds)
        session.commit()
    return taken


# The queue


def test_a_document_waits_until_it_has_a_result_of_the_version(filled: Database) -> None:
    assert [waiting(filled, Task(version)) for version in ("old", "light")] == [0, 12]
    assert len(do(filled, LIGHT)) == 12
    assert (waiting(filled, LIGHT), do(filled, LIGHT)) == (0, [])


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(Selection(), 3, id="all"),
        pytest.param(Selection(query="tổng hợp"), 1, id="words"),
        pytest.param(Selection(units=("Cục ĐL",)), 1, id="unit"),
        pytest.param(Selection(query="tổng hợp", units=("Cục ĐL",)), 0, id="words and unit"),
        pytest.param(Selection(version="2"), 1, id="a version"),
        pytest.param(Selection(unread=True), 1, id="never read"),
        pytest.param(Selection(failed=True), 1, id="failed under another version"),
        pytest.param(Selection(seqs=()), 0, id="none"),
    ],
)
def test_a_selection_is_a_question(database: Database, selection: Selection, expected: int) -> None:
    store(database, ARTICLE, article("1"))
    store(database, TEXTS[0], plain(TEXTS[0], "2"))
    fail(database, keep(database, "Một văn bản khó."), "1")
    assert waiting(database, Task("new", selection)) == expected
    if selection.seqs is None:
        assert Selection.loaded(selection.dumped()) == selection


def test_two_never_hold_the_same_document(filled: Database) -> None:
    one, other = claim(filled, "one", 5), claim(filled, "other", 20)
    assert (len(one), len(other)) == (5, 7)
    assert not {document.seq for document in one} & {document.seq for document in other}
    assert claim(filled, "third", 20) == []
    assert waiting(filled, LIGHT) == 12


def test_what_the_dead_held_is_taken_over_and_their_results_come_too_late(filled: Database) -> None:
    [document, *_] = claim(filled, "dead", 12, seconds=-1)
    assert len(claim(filled, "living", 20)) == 12
    with filled.writing() as session:
        assert Queue(session, "dead").give_back([document], "light") == set()
        assert Queue(session, "living").give_back([document], "light") == {document.seq}


def test_a_shift_that_is_left_gives_back_what_it_holds_and_keeps_what_is_done(filled: Database) -> None:
    with Shift(filled, SerialEngine(LoadLight())) as shift:
        assert len(shift.take(LIGHT, 3)) == 3
        assert count(filled, ClaimRow) == 3
    assert (count(filled, ClaimRow), waiting(filled, LIGHT)) == (0, 9)


# Runs


def test_a_run_that_is_stopped_goes_on_where_it_was(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.actions.shift._BATCH", 4)
    engine = SerialEngine(LoadLight())
    task = reprocessing.start(filled, "light", Selection())
    working = work_through(filled, engine, task)
    first = next(working)
    working.close()
    assert first.error is None
    assert 0 < waiting(filled, task) < 12
    again = reprocessing.start(filled, "light", Selection())
    assert again == task
    do(filled, again)
    run = reprocessing.finish(filled, again)
    assert (run.done, run.failed, run.current, run.finished_at is None) == (12, 0, 0, False)
    assert attempts(filled, "light") == {1: 12}
    with pytest.raises(NotFoundError, match="--force"):
        reprocessing.start(filled, "light", Selection())


def test_force_does_all_of_them_once_more_however_often_it_is_stopped(filled: Database) -> None:
    forced = Selection(force=True)
    task = reprocessing.start(filled, "old", forced)
    with Shift(filled, SerialEngine(LoadLight("old"))) as shift:
        shift.take(task, 4)
    task = reprocessing.start(filled, "old", forced)
    assert len(do(filled, task)) == 8
    reprocessing.finish(filled, task)
    assert attempts(filled, "old") == {2: 12}
    assert len(found(filled)) == 24


def test_failures_are_results_and_are_tried_again_when_asked_for(database: Database) -> None:
    for text in (*TEXTS[:3], f"{FAULTY} 1"):
        store(database, text, light(text, "old"))
    [failed] = [done for done in do(database, LIGHT) if done.error]
    assert (failed.document.text, "ZeroDivisionError" in str(failed.error)) == (f"{FAULTY} 1", True)
    assert waiting(database, LIGHT) == 0
    task = reprocessing.start(database, "light", Selection(failed=True, retry=True))
    assert len(do(database, task)) == 1
    assert reprocessing.finish(database, task).failed == 1
    assert attempts(database, "light") == {1: 3, 2: 1}


def test_a_document_that_was_never_read_is_read_at_once(database: Database) -> None:
    keep(database, TEXTS[0])
    do(database, reprocessing.start(database, "light", Selection()))
    assert len(found(database)) == 2


def test_an_engine_that_fails_stops_the_work_and_blames_no_document(filled: Database) -> None:
    engine = LocalEngine(LoadNothing(), workers=1, time_limit=5)
    with pytest.raises(EngineError):
        list(work_through(filled, engine, LIGHT))
    engine.close()
    assert (waiting(filled, LIGHT), count(filled, ClaimRow)) == (12, 0)


# Several at once


def test_several_share_a_run_and_do_no_document_twice(filled: Database) -> None:
    done: list[str] = []
    failures: list[Exception] = []

    def work() -> None:
        try:
            task = reprocessing.start(filled, "light", Selection())
            done.extend(finished.document.id for finished in do(filled, task))
        except Exception as error:  # noqa: BLE001  # whatever fails in a thread is told to the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(done) == len(set(done)) == 12
    assert attempts(filled, "light") == {1: 12}


def test_others_read_and_ingest_meanwhile(filled: Database) -> None:
    outcomes: list[object] = []

    def take_in() -> None:
        for at in range(5):
            item = Incoming(f"Giao Sở Tài chính báo cáo. {at}", None, None, f"{at}.txt")
            outcomes.extend(ingest(filled, SerialEngine(LoadLight()), [item], Given()))
            outcomes.append(len(found(filled)) >= 24)

    taking_in = threading.Thread(target=take_in)
    taking_in.start()
    do(filled, LIGHT)
    taking_in.join()
    assert [isinstance(outcome, Ingested) or outcome for outcome in outcomes] == [True] * 10
    assert (waiting(filled, LIGHT), attempts(filled, "light")) == (0, {1: 17})


class Waiting:
    """An engine that is done when the test says so."""

    version = "light"
    workers = 1

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self.given: list[Future[Storable]] = []

    def submit(self, _job: Job) -> Future[Storable]:
        """Return a future that waits for the test."""
        self.given.append(Future())
        return self.given[-1]

    def close(self) -> None:
        """Do nothing."""


def test_a_claim_lasts_as_long_as_the_work(database: Database) -> None:
    store(database, TEXTS[0], light(TEXTS[0], "old"))
    engine = Waiting()
    with Shift(database, engine, lease=1) as shift:
        shift.take(LIGHT, 1)
        for _ in range(6):  # a third of the lease each
            assert not shift.finish()
            assert not claim(database, "other", 1)
        engine.given[0].set_result(storable(light(TEXTS[0], "light")))
        assert [done.error for done in shift.finish()] == [None]
    assert attempts(database, "light") == {1: 1}
