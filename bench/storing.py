"""What it costs to store and index, beside the extraction of the same articles."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager

from api.actions.ingestion import Given, keep
from api.actions.shift import work_through
from api.engine import Job
from bench import databases
from bench.extraction import extractor
from bench.texts import Article, articles
from corpus.incoming import Incoming
from models.database import Database
from models.queue import Task
from models.records import Record
from models.rows import storable
from models.storable import Storable

_ROUNDS = 5
_AT_A_TIME = 16


class Prepared:
    """An engine whose records are there already; it makes them storable, which is part of the price."""

    version = extractor().version
    workers = 2

    def __init__(self, records: dict[str, Record]) -> None:
        """Take the records by their texts."""
        self._records = records

    def submit(self, job: Job) -> Future[Storable]:
        """Return the record."""
        made: Future[Storable] = Future()
        made.set_result(storable(self._records[job.text]))
        return made

    def close(self) -> None:
        """Do nothing."""


def sqlite(count: int) -> float:
    """Work of storing and indexing ÷ extraction, on SQLite."""
    return _storing_to_extraction(count, databases.sqlite)


def postgresql(count: int) -> float:
    """Work of storing and indexing ÷ extraction, on PostgreSQL and in its server."""
    return _storing_to_extraction(count, databases.postgresql)


def _storing_to_extraction(count: int, opened: Callable[[], AbstractContextManager[Database]]) -> float:
    found = articles(count)
    _extract(found[:20])
    ratios = []
    with opened() as database:
        _store(database, _extract(found[-20:])[1])
        for part in (found[at::_ROUNDS] for at in range(_ROUNDS)):
            seconds, records = _extract(part)
            ratios.append(_store(database, records) / seconds)
    return statistics.median(ratios)


def _extract(part: Sequence[Article]) -> tuple[float, dict[str, Record]]:
    began = time.process_time()
    records = {article.text: extractor()(*article) for article in part}
    return time.process_time() - began, records


def _store(database: Database, records: dict[str, Record]) -> float:
    """Keep documents and results, as an ingestion does, and return the processor time it took, here and there."""
    incoming = [
        Incoming(text, record.document.published_on, None, f"{at}.txt")
        for at, (text, record) in enumerate(records.items())
    ]
    spent, began = databases.server_seconds(database), time.process_time()
    for at in range(0, len(incoming), _AT_A_TIME):
        keep(database, incoming[at : at + _AT_A_TIME], Given())
    for _ in work_through(database, Prepared(records), Task(Prepared.version)):
        pass
    return time.process_time() - began + databases.server_seconds(database) - spent
