"""Reports of runs as they are sent: made whole in a process of their own, which opens the database for it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from api import report_page
from api.actions.reporting import Limits, objections, report
from models.database import Database


def report_as_json(url: str, run: int, limits: Limits) -> str:
    """Return the report of a run with what speaks against publishing it; raises NotFoundError, StoreError."""
    with _opened(url) as database:
        found, made = report(database, run)
    return json.dumps(report_page.as_json(found, made, list(objections(found, made, limits))), ensure_ascii=False)


def report_as_html(url: str, run: int, limits: Limits) -> str:
    """Return it as a page that needs nothing else; raises as above."""
    with _opened(url) as database:
        found, made = report(database, run)
    return report_page.as_html(found, made, list(objections(found, made, limits)))


def report_as_part(url: str, run: int, limits: Limits) -> str:
    """Return it as part of a page; raises as above."""
    with _opened(url) as database:
        found, made = report(database, run)
    return report_page.as_part(found, made, list(objections(found, made, limits)))


def objections_to(url: str, run: int, limits: Limits) -> list[str]:
    """Return what speaks against publishing a run; raises as above."""
    with _opened(url) as database:
        found, made = report(database, run)
    return list(objections(found, made, limits))


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
