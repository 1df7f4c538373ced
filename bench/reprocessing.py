"""Reprocess many documents on PostgreSQL with one worker and with two, and print what it took.

python -m bench.reprocessing [--documents 20000]

The documents are the articles again and again, each with words of its own. How many are done in a second depends on
what else the machine does; processor seconds hardly do, and they bound the efficiency of two workers on two cores:
one worker and all that serves it run side by side, two share the cores with what serves them.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count, islice

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from api.actions import reprocessing
from api.actions.ingestion import Given, keep
from api.actions.shift import work_through
from bench import databases, processes
from bench.texts import articles, source
from bench.working import new_engine, warm
from corpus.incoming import Incoming
from models.database import Database
from models.queue import Selection

_DOCUMENTS, _SAMPLE, _AT_A_TIME, _LOOK = 20_000, 6500, 100, 50


@dataclass(frozen=True, slots=True)
class Pass:
    """One reprocessing: its rate, what a document took of processors here, in workers and in the server, and memory."""

    workers: int
    rate: float
    own: float
    extraction: float
    server: float
    megabytes: float
    kilobytes: float


def _documents(number: int) -> Iterator[Incoming]:
    found = articles(_SAMPLE)
    for at in range(number):
        article = found[at % len(found)]
        text = f"{article.text}\n\nBản tin số {at}."
        yield Incoming(text, article.published_on, None, f"{at}.txt")


def _fill(database: Database, number: int, progress: Progress) -> None:
    documents, bar = _documents(number), progress.add_task("keeping documents", total=number)
    for _ in count():
        part = list(islice(documents, _AT_A_TIME))
        if not part:
            return
        keep(database, part, Given())
        progress.advance(bar, len(part))


def _measure(number: int, workers: int, progress: Progress) -> Pass:
    with databases.postgresql() as database, closing(new_engine(workers)) as engine:
        _fill(database, number, progress)
        bare = databases.size(database)
        warm(engine, articles(_LOOK))
        task = reprocessing.start(database, engine.version, Selection())
        bar, peak = progress.add_task(f"{workers} at work", total=number), 0.0
        before, began = _spent(database), time.perf_counter()
        for at, _ in enumerate(work_through(database, engine, task)):
            progress.advance(bar)
            if at % _LOOK == 0:
                peak = max([peak, *map(processes.peak_megabytes, processes.workers())])
        seconds = time.perf_counter() - began
        own, extraction, server = (
            (after - earlier) / number for after, earlier in zip(_spent(database), before, strict=True)
        )
        run = reprocessing.finish(database, task)
        assert run.done + run.failed == number  # noqa: S101  # else the figures mean nothing
        kilobytes = (databases.size(database) - bare) / number / 1024
        return Pass(workers, number / seconds, own, extraction, server, peak, kilobytes)


def _spent(database: Database) -> tuple[float, float, float]:
    """Return the processor seconds of this process, of its workers, and of the server."""
    return time.process_time(), sum(map(processes.spent, processes.below())), databases.server_seconds(database)


def main() -> None:
    """Measure with one worker and with two, and print."""
    parser = argparse.ArgumentParser(prog="bench.reprocessing", description="what reprocessing takes on PostgreSQL")
    parser.add_argument("--documents", type=int, default=_DOCUMENTS)
    number, console = parser.parse_args().documents, Console()
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=1) as progress:
        one, two = (_measure(number, workers, progress) for workers in (1, 2))
    table = Table(title=f"{number} documents of {source()}, PostgreSQL")
    for name in ("workers", "documents/s", "ms here", "ms in workers", "ms in the server", "peak MB", "KB/result"):
        table.add_column(name, justify="right")
    for done in (one, two):
        spent = (f"{1000 * part:.2f}" for part in (done.own, done.extraction, done.server))
        table.add_row(f"{done.workers}", f"{done.rate:.2f}", *spent, f"{done.megabytes:.0f}", f"{done.kilobytes:.1f}")
    console.print(table)
    bound = two.extraction / (two.extraction + two.own + two.server)
    console.print(f"efficiency {two.rate / one.rate / 2:.3f}; on two cores at most, by processor time, {bound:.3f}")


if __name__ == "__main__":
    main()
