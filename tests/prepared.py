"""An engine whose results are prepared by the test."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from building import article

from api.engine import Job
from models.rows import storable
from models.storable import Storable

if TYPE_CHECKING:
    from models.records import Record


class Prepared:
    """An engine that gives every text the same result."""

    version = "1"
    workers = 1

    def __init__(self) -> None:
        """Give records of ARTICLE until told otherwise."""
        self.result: Record | Exception = article()
        self.jobs: list[Job] = []

    def submit(self, job: Job) -> Future[Storable]:
        """Return the result."""
        self.jobs.append(job)
        done: Future[Storable] = Future()
        if isinstance(self.result, Exception):
            done.set_exception(self.result)
        else:
            done.set_result(storable(self.result))
        return done

    def close(self) -> None:
        """Do nothing."""
