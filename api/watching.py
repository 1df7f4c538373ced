"""Taking in what the command line names, and showing on stderr how far that is."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.actions.intake import files, reading, take_in
from api.settings import load_settings
from corpus.incoming import Incoming, Refused

if TYPE_CHECKING:
    from api.actions.resuming import Resuming

_FEW = 3  # files without a progress bar
_LARGE = 2**20  # bytes; a file of that size has one too


@contextmanager
def taking_in(
    paths: Sequence[Path], doing: str, published_on: dt.date | None = None, resuming: "Resuming | None" = None
) -> Iterator[Iterator[Incoming | Refused]]:
    """Lend what stands in the named files and directories, read by worker processes that end with the loan.

    Files that `resuming` knows to be finished are passed over.

    Raises NotFoundError for a path that is not there, before anything is read.
    """
    sources = files(paths)
    settings = load_settings()
    with reading(settings) as readers:
        wanted = resuming.unfinished(sources) if resuming else sources
        items = take_in(readers, wanted, settings.max_characters, published_on)
        watched = resuming.watch(items, lambda: readers.file) if resuming else items
        yield _watched(watched, lambda: readers.done + (resuming.files if resuming else 0), sources, doing)


def _watched(
    items: Iterable[Incoming | Refused], done: Callable[[], int], sources: Sequence[Path], doing: str
) -> Iterator[Incoming | Refused]:
    """Pass the items on and show how many files are done, where there is more than a little and someone looks."""
    console = Console(stderr=True)
    large = len(sources) > _FEW or any(path.is_file() and path.stat().st_size > _LARGE for path in sources)
    if not console.is_terminal or not large:
        yield from items
        return
    shown = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shown, TextColumn("{task.fields[documents]} văn bản"), console=console) as progress:
        task = progress.add_task(doing, total=len(sources), documents=0)
        for number, item in enumerate(items, start=1):
            yield item
            progress.update(task, completed=done(), documents=number)
