"""What each command does once its options are read: opens what it needs, calls an action, prints."""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO, TypeVar

from rich.console import Console

from api.actions.export import write_csv, write_jsonl
from api.actions.extraction import extract_all
from api.actions.search import search_directives, search_documents
from api.actions.show import reasons, show
from api.engine import Extract, LoadExtractor, loaded
from api.printing import (
    print_date,
    print_directives,
    print_documents,
    print_reasons,
    print_refused,
)
from api.printing_provenance import print_reading
from api.rendering import number, render
from api.settings import load_settings
from api.watching import taking_in
from corpus.incoming import Refused
from models.audit import Actor
from models.database import Database
from models.errors import InputError
from models.finding import Wanted
from models.records import Record
from models.vocabulary import Kind

_Item = TypeVar("_Item")


def run_extract(paths: Sequence[Path], published_on: dt.date | None, kind: Kind | None, form: str) -> int:
    """Print the records of the documents in `form` (table, json, jsonl); return 3 where some were refused."""
    refused: list[Refused] = []
    with taking_in(paths, "Đang trích", published_on) as items:
        results = extract_all(load_extractor(), items, published_on=published_on, kind=kind)
        records = without_refused(results, refused)
        _WRITERS[form]((extracted.record for extracted in records), Console())
    return report_refused(refused)


def _write_tables(records: Iterable[Record], console: Console) -> None:
    for record in records:
        console.print(render(record))


def _write_json(records: Iterable[Record], console: Console) -> None:
    """Write one object for one document, a list for more."""
    everything = [record.model_dump(mode="json", by_alias=True) for record in records]
    if everything:
        write_json(console, everything[0] if len(everything) == 1 else everything, indent=2)


def _write_jsonl(records: Iterable[Record], console: Console) -> None:
    for record in records:
        write_json(console, record.model_dump(mode="json", by_alias=True))


def write_json(console: Console, value: object, indent: int | None = None) -> None:
    """Write JSON that no terminal width wraps and no style touches."""
    console.file.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


_WRITERS = {"table": _write_tables, "json": _write_json, "jsonl": _write_jsonl}


def without_refused(results: Iterable[_Item | Refused], refused: list[Refused]) -> Iterator[_Item]:
    """Yield the results that are none, and put the refusals aside."""
    for result in results:
        if isinstance(result, Refused):
            refused.append(result)
        else:
            yield result


def report_refused(refused: Sequence[Refused]) -> int:
    """List the refusals on stderr and return the exit code."""
    print_refused(Console(stderr=True), refused)
    return InputError.exit_code if refused else 0


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


def run_dates(phrase: str, said_on: dt.date | None, form: str) -> None:
    """Print what a time expression means when said on `said_on`, in `form` (table, json)."""
    from api.actions.dates import resolve  # noqa: PLC0415  # only this command pays for the grammar of dates

    resolved = resolve(phrase, said_on)
    if form == "json":
        write_json(Console(), resolved.as_json(), indent=2)
    else:
        print_date(Console(), resolved)


def run_schema() -> None:
    """Print the JSON Schema of records, by the names that the contract uses."""
    write_json(Console(), Record.model_json_schema(by_alias=True, mode="serialization"), indent=2)


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


def load_extractor() -> Extract:
    """Load the extractor that the settings ask for, which takes seconds, once."""
    settings = load_settings()
    return loaded(LoadExtractor(settings.units_file, settings.ner))
