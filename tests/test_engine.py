"""The engine: worker processes that are slow, fail, die and are killed."""

import datetime as dt
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, wait
from pathlib import Path

import pytest
from light import ENDLESS, FAULTY, KILLED, ONCE, UNFIT, LoadLight, LoadNothing, light

from api.engine import Engine, Job, SerialEngine
from api.settings import Settings
from api.workers import LocalEngine, new_engine
from models.errors import EngineError, ExtractionError, NotTextError, TimeLimitError, WorkerLostError
from models.rows import storable
from models.vocabulary import Kind

TEXT = "Giao Sở Y tế báo cáo."
DAY = dt.date(2024, 5, 2)


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    """Give two light workers with a limit of a second."""
    made = LocalEngine(LoadLight(), workers=2, time_limit=1)
    yield made
    made.close()


@pytest.mark.parametrize("serial", [True, False], ids=["here", "in workers"])
def test_a_text_comes_back_as_its_record(engine: LocalEngine, serial: bool) -> None:  # noqa: FBT001  # a row of a table
    used: Engine = SerialEngine(LoadLight()) if serial else engine
    record = used.submit(Job(TEXT, DAY, Kind.MINUTES)).result()
    assert record == storable(light(TEXT, "light", DAY, Kind.MINUTES))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(UNFIT, NotTextError, id="no text"),
        pytest.param(FAULTY, ExtractionError, id="a fault of the program"),
        pytest.param(ENDLESS, TimeLimitError, id="no end"),
        pytest.param(KILLED, WorkerLostError, id="kills its worker each time"),
    ],
)
def test_a_bad_text_costs_only_itself(engine: LocalEngine, text: str, error: type[Exception]) -> None:
    futures = [engine.submit(Job(f"{TEXT}\n{at}" if at % 4 else f"{text} {at}")) for at in range(8)]
    wait(futures)
    assert [at for at, future in enumerate(futures) if future.exception()] == [0, 4]
    assert {type(future.exception()) for future in futures[::4]} == {error}


def test_an_error_of_a_worker_is_told_as_it_would_be_here(engine: LocalEngine) -> None:
    used: tuple[Engine, ...] = (engine, SerialEngine(LoadLight()))
    for text in (UNFIT, FAULTY):
        one, other = (str(each.submit(Job(text)).exception()) for each in used)
        assert one == other


def test_a_text_whose_worker_was_killed_once_is_done_by_another(engine: LocalEngine, tmp_path: Path) -> None:
    text = f"{ONCE} {tmp_path / 'tried'}"
    assert engine.submit(Job(text)).result() == storable(light(text, "light"))


def test_idle_workers_that_are_killed_are_replaced(engine: LocalEngine) -> None:
    for _ in range(3):
        wait([engine.submit(Job(TEXT)) for _ in range(4)])
        for pid in _pids(engine):
            os.kill(pid, signal.SIGKILL)
    assert engine.submit(Job(TEXT)).result() == storable(light(TEXT, "light"))


def test_a_worker_is_recycled() -> None:
    engine = LocalEngine(LoadLight(), workers=1, time_limit=5, recycle_after=2)
    seen: set[int] = set()
    for at in range(6):
        engine.submit(Job(f"{TEXT}\n{at}")).result()
        seen.update(_pids(engine))
    engine.close()
    assert len(seen) > 1


def test_closing_gives_up_what_is_unfinished_and_ends_the_workers() -> None:
    engine = LocalEngine(LoadLight(), workers=1, time_limit=600)
    engine.submit(Job(TEXT)).result()
    [pid] = _pids(engine)
    futures = [engine.submit(Job(ENDLESS)) for _ in range(3)]
    while not futures[0].running():
        time.sleep(0.01)
    engine.close()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(timeout=10)
    assert not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes()


def test_workers_that_cannot_start_are_one_clear_error() -> None:
    engine = LocalEngine(LoadNothing(), workers=1, time_limit=5)
    with pytest.raises(EngineError, match="CHIDAO_WORKERS=0"):
        engine.submit(Job(TEXT)).result()
    engine.close()


def test_a_program_that_changed_meanwhile_is_refused(engine: LocalEngine) -> None:
    assert engine.submit(Job(TEXT)).result().version == "light"
    changed = LocalEngine(LoadLight("light", made_by="newer"), workers=1, time_limit=5)
    with pytest.raises(EngineError, match="newer"):
        changed.submit(Job(TEXT)).result()
    changed.close()


def test_the_settings_make_the_engine() -> None:
    here, local = new_engine(Settings(workers=0)), new_engine(Settings(workers=2, time_limit=60))
    assert isinstance(here, SerialEngine)
    assert (local.workers, here.version) == (2, local.version)
    record = local.submit(Job("Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ.")).result()
    assert record == here.submit(Job("Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ.")).result()
    assert record.version == local.version
    local.close()


def _pids(engine: LocalEngine) -> list[int]:
    """Return the worker processes of an engine, by what pebble knows of them."""
    return [pid for pool in engine._all for pid in pool._pool_manager.worker_manager.workers]  # noqa: SLF001  # killing needs pids
