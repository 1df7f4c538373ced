"""A process beside the service for what would keep its event loop waiting: long work that holds the interpreter."""

import asyncio
import multiprocessing
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from models.errors import EngineError

if TYPE_CHECKING:
    from concurrent.futures import Future

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
_RECYCLE_AFTER = 20


class Aside:
    """One process, started when there is something to do; `seconds` is the limit of one piece of work."""

    def __init__(self, seconds: float) -> None:
        """Start nothing yet."""
        self._seconds = seconds
        self._pool = ProcessPool(1, _RECYCLE_AFTER, context=multiprocessing.get_context("forkserver"))

    async def do(self, work: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> _Made:
        """Return what the work makes there, or raise as it does; raises EngineError where it takes too long."""
        made: Future[_Made] = self._pool.schedule(work, given, named, timeout=self._seconds)
        try:
            return await asyncio.wrap_future(made)
        except TimeoutError:
            raise EngineError(f"việc này mất hơn {self._seconds:g} giây; hãy làm bằng dòng lệnh") from None
        except ProcessExpired as death:
            raise EngineError(f"tiến trình phụ đã chết (mã {death.exitcode}); hãy gửi lại sau") from None

    def close(self) -> None:
        """Give up what is unfinished."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types most of itself
        self._pool.join()
