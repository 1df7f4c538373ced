"""What worker processes give and take: documents a second, and memory."""

import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from functools import cache

from api.actions.ingestion import Given, keep
from api.actions.shift import work_through
from api.engine import Engine, Job, LoadExtractor
from api.workers import LocalEngine
from bench import databases
from bench.processes import peak_megabytes, workers
from bench.texts import Article, articles
from corpus.incoming import Incoming
from models.queue import Task

_ROUNDS = 3
_TIME_LIMIT = 300.0
_EARLY, _LATE, _STEP = 500, 6500, 50


def two_to_one(count: int) -> float:
    """Two worker processes ÷ one, documents extracted and stored a second (SQLite)."""
    found, rates = articles(count), dict[int, list[float]]({1: [], 2: []})
    with closing(new_engine(1)) as one, closing(new_engine(2)) as two:
        for at in range(_ROUNDS):
            part = found[at::_ROUNDS]
            for engine in (one, two):
                warm(engine, part)
                rates[engine.workers].append(_rate(engine, part))
    return statistics.median(rates[2]) / statistics.median(rates[1])


def new_engine(count: int) -> LocalEngine:
    """Return an engine of so many workers."""
    return LocalEngine(LoadExtractor(), workers=count, time_limit=_TIME_LIMIT)


def warm(engine: Engine, part: Sequence[Article]) -> None:
    """Let every worker load its models."""
    for future in [engine.submit(Job(*article)) for article in part[: 8 * engine.workers]]:
        future.result()


def _rate(engine: Engine, part: Sequence[Article]) -> float:
    with databases.sqlite() as database:
        keep(database, [Incoming(a.text, a.published_on, None, f"{at}.txt") for at, a in enumerate(part)], Given())
        began = time.perf_counter()
        done = sum(1 for _ in work_through(database, engine, Task(engine.version)))
        return done / (time.perf_counter() - began)


@cache
def _peaks() -> tuple[float, float]:
    """Return the most memory that a worker has held after few and after many articles, in MB."""
    found = articles(_LATE)
    peaks = []
    with closing(new_engine(1)) as engine:
        for at in range(0, _LATE, _STEP):
            part = [found[i % len(found)] for i in range(at, at + _STEP)]
            for future in [engine.submit(Job(*article)) for article in part]:
                future.result()
            peaks.append(max(map(peak_megabytes, workers()), default=0.0))
    return max(peaks[: _EARLY // _STEP]), max(peaks)


def late_to_early(_count: int) -> float:
    """Peak memory of a worker after 6,500 articles ÷ after 500."""
    early, late = _peaks()
    return late / early


def megabytes(_count: int) -> float:
    """Peak memory of a worker after 6,500 articles, MB."""
    return _peaks()[1]
