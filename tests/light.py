"""A light extraction that worker processes load at once: every line a directive. Some texts do the worker harm."""

import datetime as dt
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from building import Builder

from api.engine import Extract
from models.errors import NotTextError
from models.records import Record
from models.vocabulary import Kind

KILLED, ENDLESS, FAULTY, UNFIT, ONCE = "KILLED", "ENDLESS", "FAULTY", "UNFIT", "ONCE"


@dataclass(frozen=True)
class LoadLight:
    """Loads `light`; `made_by` is the version that records are made by, where it is another than promised."""

    version: str = "light"
    made_by: str = ""

    def __call__(self) -> Extract:
        """Return the extraction."""
        version = self.made_by or self.version

        def extract(text: str, published_on: dt.date | None, kind: Kind | None) -> Record:
            _harm(text)
            return light(text, version, published_on, kind)

        return extract


@dataclass(frozen=True)
class Load:
    """Gives the extraction that it holds; for this process alone."""

    extract: Extract
    version: str = "1"

    def __call__(self) -> Extract:
        """Return it."""
        return self.extract


@dataclass(frozen=True)
class LoadNothing:
    """Dies when it is loaded."""

    version: str = "light"

    def __call__(self) -> Extract:
        """Die."""
        os._exit(3)


def light(text: str, version: str, published_on: dt.date | None = None, kind: Kind | None = None) -> Record:
    """Return the record: every line a directive."""
    build = Builder(text)
    for line in dict.fromkeys(filter(None, text.splitlines())):
        build.directive(line)
    return build.record(version, published_on, kind or Kind.NEWS)


def _harm(text: str) -> None:
    """Do what the text says: `ONCE path` kills the worker that makes the file, and no other."""
    if text.startswith(UNFIT):
        raise NotTextError(0)
    if text.startswith(FAULTY):
        raise ZeroDivisionError(text)
    if text.startswith(ENDLESS):
        time.sleep(600)
    first = text.startswith(ONCE) and not Path(text.split()[1]).exists()
    if first:
        Path(text.split()[1]).touch()
    if first or text.startswith(KILLED):
        os.kill(os.getpid(), signal.SIGKILL)
