"""Extraction for requests: in worker processes, never in the event loop, and no more at once than there is room for."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi.concurrency import run_in_threadpool

from api import metrics
from api.engine import Engine, Job
from api.errors import Problem
from models.storable import Storable

_AGAIN_SECONDS = 2


class Extracting:
    """An engine with room for so many texts that wait or are being extracted."""

    def __init__(self, engine: Engine, room: int) -> None:
        """Take the engine, which is closed by whoever made it."""
        self.engine = engine
        self._room = room
        self.waiting = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place, before anything is promised; raises Problem where there is none."""
        if self.waiting >= self._room:
            raise Problem("busy", {"Retry-After": str(_AGAIN_SECONDS)})
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def record(self, job: Job) -> Storable:
        """Return the record of a text, ready to be stored; raises InputError, ExtractionError or EngineError."""
        began = time.perf_counter()
        with metrics.in_hand.track_inprogress():
            made = await asyncio.wrap_future(await run_in_threadpool(self.engine.submit, job))
        metrics.observe_extraction(time.perf_counter() - began)
        return made
