"""A reprocessing in a process of its own, that a test can kill: `python killing.py URL LEASE light|real`.

It writes a line for every document that it finished.
"""

import sys

from light import LoadLight

from api.actions import reprocessing
from api.actions.shift import work_through
from api.engine import Load, LoadExtractor
from api.workers import LocalEngine
from models.database import Database
from models.queue import Selection


def reprocess(url: str, lease: float, load: Load) -> None:
    """Do all documents with two workers, and finish the run."""
    database, engine = Database(url), LocalEngine(load, workers=2, time_limit=60)
    task = reprocessing.start(database, engine.version, Selection())
    for finished in work_through(database, engine, task, lease=lease):
        sys.stdout.write(f"{finished.document.id}\n")
        sys.stdout.flush()
    reprocessing.finish(database, task)
    engine.close()
    database.close()


if __name__ == "__main__":
    reprocess(sys.argv[1], float(sys.argv[2]), LoadLight() if sys.argv[3] == "light" else LoadExtractor())
