"""The backlog: documents that were accepted and have no record yet, and runs that were ordered, done in the background.

What waits is asked of the database, and who works at what is claimed there, so that whatever a process that died had
in hand is taken up by another, or by the next one to start.
"""

import threading

import structlog

from api.actions.background import work_in_background
from api.engine import Engine
from models.database import Database
from models.errors import ChidaoError

_log = structlog.get_logger("chidao.backlog")
_LOOK_SECONDS = 5.0


class Backlog:
    """A thread that works off what waits; it looks every few seconds, and at once when it is woken."""

    def __init__(self, database: Database, engine: Engine) -> None:
        """Work with this engine, which is closed by whoever made it."""
        self._database = database
        self._engine = engine
        self._woken, self._ending = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="chidao-backlog", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once: something was accepted."""
        self._woken.set()

    def stop(self) -> None:
        """End after what is in hand; what waits goes on waiting."""
        self._ending.set()
        self._woken.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                self._work_off()
            except ChidaoError as error:  # the database or the extraction is away: try again
                _log.warning("backlog", error=type(error).__name__)
            self._woken.wait(_LOOK_SECONDS)
            self._woken.clear()

    def _work_off(self) -> None:
        """Do whatever waits, until nothing does or the end is near."""
        for _ in work_in_background(self._database, self._engine, self._ending.is_set):
            pass
