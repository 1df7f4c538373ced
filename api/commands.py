"""What each command does once its options are read: opens what it needs, calls an action, prints."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from rich.console import Console

from api.actions.export import write_csv, write_jsonl
from api.actions.search import search_directives, search_documents
from api.actions.show import reasons, show
from api.printing import print_directives, print_documents, print_reasons
from api.printing_provenance import print_reading
from api.rendering import number, render
from api.settings import load_settings
from api.storeless_commands import write_json
from models.audit import Actor
from models.database import Database
from models.finding import Wanted


def run_search(db: str | None, wanted: Wanted, limit: int, *, documents: bool) -> None:
    """Print the directives, or the documents, that are wanted."""
    console = Console()
    with opened(db) as database:
        if documents:
            print_documents(console, search_documents(database, wanted, limit))
        else:
            print_directives(console, search_directives(database, wanted, limit))


def run_show(db: str | None, document: str, form: str) -> None:
    """Print a document as tables, as JSON of its record, or as its own text."""
    with opened(db) as database:
        shown = show(database, document)
    console = Console()
    if form == "text":
        console.file.write(shown.document.text)
    elif form == "json":
        write_json(console, shown.record.model_dump(mode="json", by_alias=True), indent=2)
    else:
        console.print(render(shown.record))
        console.print(f"Mã văn bản: {shown.document.id}", style="dim", highlight=False)
        for reading in shown.readings:
            print_reading(console, reading)
        for origin in set(shown.document.origins) - {reading.origin for reading in shown.readings}:
            console.print(f"Nguồn: {origin}", style="dim", highlight=False, markup=False, soft_wrap=True)


def run_why(db: str | None, document: str, record: str | None) -> None:
    """Print why the findings of a document, or one of them, were found."""
    with opened(db) as database:
        shown = show(database, document)
    print_reasons(Console(), reasons(shown, record))


def run_export(db: str | None, wanted: Wanted, form: str, output: Path | None) -> None:
    """Write what is wanted as `csv` or `jsonl` to a file or to stdout."""
    write = write_csv if form == "csv" else write_jsonl
    with opened(db) as database, _writing_to(output) as out:
        written = write(database, wanted, out)
    Console(stderr=True).print(f"Đã xuất {number(written)} dòng.", style="dim")


@contextmanager
def _writing_to(output: Path | None) -> Iterator[TextIO]:
    """Give the file, or stdout, with line ends as they are written."""
    if output is not None:
        with output.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    yield sys.stdout


def run_upgrade(db: str | None) -> None:
    """Bring the schema to the newest revision and say so."""
    with opened(db) as database:
        Console().print(f"Lược đồ đã ở bản mới nhất: {database.revision}", highlight=False)


def operator() -> Actor:
    """Return who acts at the command line, for the audit log."""
    return Actor("cli", dt.datetime.now(dt.UTC))


@contextmanager
def opened(db: str | None) -> Iterator[Database]:
    """Give the database that the command names, else the one in the settings."""
    database = Database(db or load_settings().database_url)
    try:
        yield database
    finally:
        database.close()
