"""Export: everything that is wanted, as a table of directives or as one record a line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from xlsxwriter import Workbook

from api.actions.listing import all_directives
from api.labels import REVIEWS
from models.database import Database
from models.finding import Wanted
from models.fulltext import normal
from models.hits import DirectiveHit, DocumentHit
from models.repository import Repository
from models.rows import Part

BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""

_SHEET_ROWS = 1_000_000
_LONGEST_CELL = 32_767  # of Excel, in code points
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "id", "document", "contract_id", "source", "title", "kind", "published_on", "event_date", "number",
    "text", "issuer", "conveyed_by", "addressees", "lead", "coordinating", "deadline", "due_on",
    "dues", "review",
)  # fmt: skip


def write_csv(database: Database, wanted: Wanted, out: TextIO) -> int:
    """Write the directives that are wanted as CSV for spreadsheets, and return how many there are."""
    written = -1  # the head
    for line in csv_lines(all_directives(database, wanted)):
        out.write(line)
        written += 1
    return written


def csv_lines(hits: Iterable[DirectiveHit]) -> Iterator[str]:
    """Yield directives as lines of CSV for spreadsheets, the head first."""
    row = io.StringIO(newline="")
    writer = csv.writer(row)
    row.write(BOM)
    for cells in chain([_COLUMNS], (map(as_text, _cells(hit)) for hit in hits)):
        writer.writerow(cells)
        yield row.getvalue()
        row.seek(0)
        row.truncate()


def write_xlsx(hits: Iterable[DirectiveHit], path: Path) -> None:
    """Write directives as a workbook, row by row, a further sheet where one is full; every cell is text."""
    with Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        rows = (map(_cell, _cells(hit)) for hit in hits)
        while sheet_rows := list(islice(rows, 1)):
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, _COLUMNS)
            for at, cells in enumerate(chain(sheet_rows, islice(rows, _SHEET_ROWS - 1)), start=1):
                for column, cell in enumerate(cells):
                    sheet.write_string(at, column, cell)
        if not book.worksheets():
            book.add_worksheet().write_row(0, 0, _COLUMNS)


def _cell(value: object) -> str:
    return normal("" if value is None else str(value))[:_LONGEST_CELL]


def as_text(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = normal("" if cell is None else str(cell))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(hit: DirectiveHit) -> Iterator[object]:
    yield from (hit.id, hit.document.id, hit.contract_id, "; ".join(map(str, hit.document.origins)))
    yield from (hit.document.title, hit.document.kind, hit.document.published_on, hit.document.event_date)
    yield from (hit.number, hit.text)
    for part in (Part.ISSUER, Part.CONVEYED_BY, Part.ADDRESSEE, Part.LEAD, Part.COORDINATING):
        yield "; ".join(hit.names(part))
    yield from (hit.deadline, hit.due_on, hit.dues, REVIEWS[hit.review])


def write_jsonl(database: Database, wanted: Wanted, out: TextIO) -> int:
    """Write the records of the documents that are wanted, one a line, and return how many there are."""
    written = 0
    for line in record_lines(database, wanted):
        out.write(line)
        written += 1
    return written


def record_lines(database: Database, wanted: Wanted) -> Iterator[str]:
    """Yield the records of the documents that are wanted as lines of JSON.

    Each is the contract's JSON with three fields before it: `id` of the document, `origins`, and `ids`, which leads
    from the record's own ids to those of the store.
    """
    with database.reading() as session:
        repository = Repository(session)
        for line in _lines(repository, repository.documents(wanted)):
            yield f"{line}\n"


def _lines(repository: Repository, documents: Iterable[DocumentHit]) -> Iterator[str]:
    for document in documents:
        record = repository.record(document.id)
        if record is not None:
            head = {
                "id": document.id,
                "origins": [origin._asdict() for origin in document.origins],
                "ids": repository.record_ids(document.id),
            }
            yield json.dumps(head | record.model_dump(mode="json", by_alias=True), ensure_ascii=False)
