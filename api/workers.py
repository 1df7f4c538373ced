"""The local engine: worker processes that hold a loaded extractor, each with one text at a time and a time limit.

A worker that dies costs one attempt of the text it was at, and is replaced. From a thread, or an event loop:

    engine = new_engine(load_settings())
    made = engine.submit(Job("Bộ Y tế yêu cầu …")).result()              # or: await asyncio.wrap_future(…)
    engine.close()
"""

import multiprocessing
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from queue import LifoQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from api.engine import Engine, Job, Load, LoadExtractor, SerialEngine, extract_here, loaded
from api.settings import Settings
from models.errors import EngineError, TimeLimitError, WorkerLostError
from models.storable import Storable

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

_RECYCLE_AFTER = 1000  # texts, after which a worker makes room for a new one: whatever it hoarded goes with it
_DEATHS = 2  # of workers at one text, until the text is to blame
_FALSE_STARTS = 3  # of workers that died before they had a text
_CLOSING_SECONDS = 5


def new_engine(settings: Settings, *, workers: int | None = None) -> Engine:
    """Return the engine that the settings ask for; its workers start when there is something to do."""
    load = LoadExtractor(settings.units_file, settings.ner)
    wanted = settings.workers if workers is None else workers
    return LocalEngine(load, workers=wanted, time_limit=settings.time_limit) if wanted else SerialEngine(load)


class LocalEngine:
    """Worker processes on this machine, one pool of one process each: a worker that is killed breaks only its own."""

    def __init__(self, load: Load, *, workers: int, time_limit: float, recycle_after: int = _RECYCLE_AFTER) -> None:
        """Make room for `workers` processes; `time_limit` is in seconds a text."""
        self.version = load.version
        self.workers = workers
        self._load = load
        self._time_limit = time_limit
        self._new_pool = partial(
            ProcessPool, 1, recycle_after, initializer=loaded, initargs=(load,), context=_context()
        )
        self._pools: LifoQueue[ProcessPool] = LifoQueue()  # the one used last is warm
        self._all = {self._new_pool() for _ in range(workers)}
        for pool in self._all:
            self._pools.put(pool)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="chidao-engine")
        self._running: set[Future[Storable]] = set()
        self._closed = False
        self._lock = Lock()

    def submit(self, job: Job) -> Future[Storable]:
        """Queue a text; see `Engine`."""
        return self._threads.submit(self._with_a_worker, job)

    def close(self) -> None:
        """Cancel everything and end the workers."""
        with self._lock:
            self._closed = True
            running, pools = list(self._running), list(self._all)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for future in running:
            future.cancel()
        for closing in [_end(pool) for pool in pools]:
            closing.join(_CLOSING_SECONDS)

    def _with_a_worker(self, job: Job) -> Storable:
        """Extract in a free worker, again in a new one if it dies."""
        deaths = false_starts = code = 0
        while deaths < _DEATHS and false_starts < _FALSE_STARTS:
            pool = self._pools.get()
            try:
                return self._in(pool, job)
            except TimeoutError:
                raise TimeLimitError(self._time_limit) from None
            except ProcessExpired as death:
                pool, deaths, code = self._replaced(pool), deaths + 1, death.exitcode
            except (BrokenProcessPool, RuntimeError):  # pebble's word for a worker that died without a text
                pool, false_starts = self._replaced(pool), false_starts + 1
            finally:
                self._pools.put(pool)
        if deaths:
            raise WorkerLostError(deaths, code)
        raise EngineError("không khởi động được tiến trình trích; chạy thử với CHIDAO_WORKERS=0 để thấy lỗi")

    def _in(self, pool: ProcessPool, job: Job) -> Storable:
        with self._lock:
            if self._closed:
                raise CancelledError
            future = pool.schedule(extract_here, (self._load, self.version, job), timeout=self._time_limit)
            self._running.add(future)
        try:
            return future.result()
        finally:
            self._running.discard(future)

    def _replaced(self, pool: ProcessPool) -> ProcessPool:
        """Return a new pool: locks and pipes that a killed worker held may be of no use."""
        _end(pool)
        with self._lock:
            self._all.discard(pool)
            new = self._new_pool()
            self._all.add(new)
        return new


def _context() -> "ForkServerContext":
    """Return how workers start: from a clean process that has the heavy imports behind it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extractor.pipeline"])
    return context


def _end(pool: ProcessPool) -> Thread:
    """End a pool and its process in a thread of its own, which a broken pipe may hold up."""

    def end() -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble types most of itself
        pool.join()

    thread = Thread(target=end, daemon=True)
    thread.start()
    return thread
