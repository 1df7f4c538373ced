"""Export: everything that is wanted, as a table of directives or as one record a line."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from models.database import Database
from models.finding import Wanted
from models.fulltext import normal
from models.hits import DirectiveHit, DocumentHit
from models.repository import Repository
from models.rows import Part

BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "id", "document", "contract_id", "source", "title", "kind", "published_on", "event_date", "number",
    "text", "issuer", "conveyed_by", "addressees", "lead", "coordinating", "deadline", "due_on",
    "dues",
)  # fmt: skip


def write_csv(database: Database, wanted: Wanted, out: TextIO) -> int:
    """Write the directives that are wanted as CSV for spreadsheets, and return how many there are."""
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    written = 0
    with database.reading() as session:
        for hit in Repository(session).directives(wanted):
            writer.writerow(map(as_text, _cells(hit)))
            written += 1
    return written


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
    yield from (hit.deadline, hit.due_on, hit.dues)


def write_jsonl(database: Database, wanted: Wanted, out: TextIO) -> int:
    """Write the records of the documents that are wanted, one a line, and return how many there are.

    Each line is the contract's JSON with three fields before it: `id` of the document, `origins`, and `ids`,
    which leads from the record's own ids to those of the store.
    """
    written = 0
    with database.reading() as session:
        repository = Repository(session)
        for line in _lines(repository, repository.documents(wanted)):
            out.write(f"{line}\n")
            written += 1
    return written


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
