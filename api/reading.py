"""Reading many files at once, each in a worker process with a time limit and a memory limit.

A worker that hangs, crashes or takes too much costs the one file it was at. What it reads, and the files that it
finds in that file, it puts into a directory of this run, which goes when the run ends; they are read as files of
their own in turn. Formats whose readers are plain and our own are read here, which costs nothing to start.
"""

import pickle
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory, mkdtemp
from typing import NamedTuple, Self

from pebble import ProcessExpired, ProcessPool

from api.reading_worker import ITEMS, Spooled, read_into, reading_context, restrict
from corpus.incoming import Incoming, Refused
from corpus.limits import Budget, Limits
from corpus.readers import format_of, read_stream
from models.errors import InputError

STDIN = Path("-")
_STREAMED = {"jsonl"}
_PLAIN = {"text", "csv"}
_SMALL = 4 * 2**20
_AHEAD = 4
_COPY = 2**20


class File(NamedTuple):
    """A file to be read: where it is, its name, how deep in another it stood, and what is left of its limits."""

    path: Path
    source: str
    depth: int
    budget: Budget


Coming = Future[Path | Refused] | None
"""The directory into which a worker reads a file, or why there is none; None where it is read here."""


class ParallelReading:
    """Worker processes that read; use as a context."""

    def __init__(self, limits: Limits, workers: int) -> None:
        """Make room for this many workers; each starts with its first file."""
        self._limits = limits
        self._workers = workers
        self._pools: LifoQueue[ProcessPool] = LifoQueue()
        self._all: set[ProcessPool] = set()
        self._closed = False
        self.done = 0
        self.file = ""
        self._spool = TemporaryDirectory(prefix="chidao-", ignore_cleanup_errors=True)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="chidao-reading")
        for _ in range(workers):
            self._pools.put(self._new_pool())

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers and remove what they left."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for pool in list(self._all):
            self._end(pool)
        self._threads.shutdown(wait=True)
        self._spool.cleanup()

    def read(self, paths: Iterable[Path]) -> Iterator[Incoming | Refused]:
        """Yield what stands in the files, in their order; `done` counts those finished, `file` is the one at hand."""
        yield from self._read(self._file(path) for path in paths)

    def _file(self, path: Path) -> File:
        budget = Budget(self._limits)
        if path != STDIN:
            return File(path, str(path), 0, budget)
        copied = Path(mkdtemp(dir=self._spool.name)) / "stdin"
        with copied.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out, _COPY)
        return File(copied, "stdin", 0, budget)

    def _read(self, files: Iterable[File]) -> Iterator[Incoming | Refused]:
        """Read some files ahead of those that are wanted next."""
        waiting: deque[tuple[File, Coming]] = deque()
        for file in files:
            waiting.append((file, None if self._is_read_here(file) else self._submit(file)))
            if len(waiting) > _AHEAD * self._workers:
                yield from self._finished(*waiting.popleft())
        while waiting:
            yield from self._finished(*waiting.popleft())

    def _is_read_here(self, file: File) -> bool:
        try:
            with file.path.open("rb") as stream:
                reader = format_of(stream, file.source, self._limits)
            return reader in _STREAMED or (reader in _PLAIN and file.path.stat().st_size < _SMALL)
        except (OSError, InputError):
            return True  # to be refused with the reason

    def _submit(self, file: File) -> Future[Path | Refused]:
        return self._threads.submit(self._in_worker, file)

    def _in_worker(self, file: File) -> Path | Refused:
        """Have a worker read the file; return the directory with what it read, or why there is none."""
        into = Path(mkdtemp(dir=self._spool.name))
        limits = self._limits._replace(unpacked=file.budget.bytes_left, members=file.budget.members_left)
        pool = self._pools.get()
        try:
            job = (file.path, file.source, into, limits, file.depth)
            pool.schedule(read_into, job, timeout=self._limits.seconds).result()
        except TimeoutError:
            return self._given_up(file, into, _too_slow(self._limits.seconds))
        except (ProcessExpired, BrokenProcessPool, RuntimeError, CancelledError) as error:
            self._end(pool)
            pool = pool if self._closed else self._new_pool()
            code = getattr(error, "exitcode", None)
            return self._given_up(file, into, _crashed(code))
        finally:
            self._pools.put(pool)
        return into

    @staticmethod
    def _given_up(file: File, into: Path, reason: str) -> Refused:
        shutil.rmtree(into, ignore_errors=True)
        return Refused(file.source, reason)

    def _new_pool(self) -> ProcessPool:
        arguments = (self._limits.memory, self._spool.name)
        pool = ProcessPool(1, initializer=restrict, initargs=arguments, context=reading_context())
        self._all.add(pool)
        return pool

    def _end(self, pool: ProcessPool) -> None:
        self._all.discard(pool)
        pool.stop()  # type: ignore[no-untyped-call]  # pebble types most of itself
        pool.join()

    def _finished(self, file: File, future: Coming) -> Iterator[Incoming | Refused]:
        """Yield what a file gave, and what the files in it give."""
        if file.depth == 0:
            self.file = file.source
        yield from self._given(file, future)
        self.done += file.depth == 0

    def _given(self, file: File, future: Coming) -> Iterator[Incoming | Refused]:
        if future is None:
            yield from self._here(file)
            return
        into = future.result()
        if isinstance(into, Refused):
            yield into
            return
        try:
            yield from self._unpickled(file, into)
        finally:
            shutil.rmtree(into, ignore_errors=True)

    def _here(self, file: File) -> Iterator[Incoming | Refused]:
        try:
            with file.path.open("rb") as stream:
                yield from read_stream(stream, file.source, self._limits)
        except OSError as error:
            yield Refused(file.source, f"không mở được tệp: {error.strerror or error}")

    def _unpickled(self, file: File, into: Path) -> Iterator[Incoming | Refused]:
        inner: list[File] = []
        with (into / ITEMS).open("rb") as items:
            while True:
                try:
                    item: Incoming | Refused | Spooled = pickle.load(items)  # noqa: S301  # our own worker wrote it
                except EOFError:
                    break
                if isinstance(item, Spooled):
                    try:
                        file.budget.take(item.size)
                    except InputError as error:  # two archives within this one were read at once
                        yield Refused(item.source, str(error))
                    else:
                        inner.append(File(item.path, item.source, file.depth + 1, file.budget))
                else:
                    yield item
        yield from self._read(inner)


def _too_slow(seconds: int) -> str:
    return f"đọc quá {seconds} giây; tệp có thể hỏng hoặc độc hại, hãy kiểm tra, hoặc nâng CHIDAO_READ_SECONDS"


def _crashed(code: int | None) -> str:
    return (
        f"tiến trình đọc bị dừng giữa chừng (mã {code}), có thể vì thiếu bộ nhớ hoặc tệp hỏng; "
        "hãy kiểm tra tệp, hoặc nâng CHIDAO_READ_MEMORY"
    )
