"""What the commands do that need no store: they import none, so that they start fast."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.text import Text

from api.actions.extraction import extract_all
from api.engine import Extract, LoadExtractor, loaded
from api.rendering import day, new_table, render
from api.settings import load_settings
from api.watching import taking_in
from corpus.incoming import Refused
from models.errors import InputError
from models.records import Record
from models.vocabulary import Kind

if TYPE_CHECKING:
    from api.actions.dates import Resolved

_Item = TypeVar("_Item")


def run_extract(paths: Sequence[Path], published_on: dt.date | None, kind: Kind | None, form: str) -> int:
    """Print the records of the documents in `form` (table, json, jsonl); return 3 where some were refused."""
    refused: list[Refused] = []
    with taking_in(paths, "Đang trích", published_on) as items:
        results = extract_all(load_extractor(), items, published_on=published_on, kind=kind)
        records = without_refused(results, refused)
        _WRITERS[form]((extracted.record for extracted in records), Console())
    return report_refused(refused)


def run_dates(phrase: str, said_on: dt.date | None, form: str) -> None:
    """Print what a time expression means when said on `said_on`, in `form` (table, json)."""
    from api.actions.dates import resolve  # noqa: PLC0415  # only this command pays for the grammar of dates

    resolved = resolve(phrase, said_on)
    if form == "json":
        write_json(Console(), resolved.as_json(), indent=2)
    else:
        _print_date(Console(), resolved)


def _print_date(console: Console, resolved: "Resolved") -> None:
    table = new_table(resolved.phrase, "Giá trị", "Từ ngày", "Đến ngày", "Vấn đề")
    table.expand = False
    table.add_row(resolved.value, day(resolved.first), day(resolved.last), resolved.problem or "—")
    console.print(table)


def run_schema() -> None:
    """Print the JSON Schema of records, by the names that the contract uses."""
    write_json(Console(), Record.model_json_schema(by_alias=True, mode="serialization"), indent=2)


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
    console = Console(stderr=True)
    if refused:
        console.print(f"Không nhận {len(refused)} văn bản:", style="bold red")
    for item in refused:
        console.print(Text.assemble("  ", (item.source, "bold"), ": ", item.reason), soft_wrap=True)
    return InputError.exit_code if refused else 0


def load_extractor() -> Extract:
    """Load the extractor that the settings ask for, which takes seconds, once."""
    settings = load_settings()
    return loaded(LoadExtractor(settings.units_file, settings.ner))
