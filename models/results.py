"""Results: what versions of the extraction made of documents, written many at a time, each whole or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from models import bulk, index
from models.documents import Kept
from models.findings import (
    DateRow,
    DirectivePersonRow,
    DirectiveRow,
    DirectiveUnitRow,
    PersonNameRow,
    PersonOfficeRow,
    PersonRow,
    ReferenceRow,
    TaskCountRow,
    TaskReportRow,
    UnitNameRow,
    UnitRow,
)
from models.index import Index
from models.queue import MADE_WITH_WHAT_IS_KNOWN
from models.storable import Storable
from models.tables import NO_DAY, DocumentRow, ResultRow

_POINTED_AT = (UnitRow, PersonRow, DateRow, TaskReportRow, DirectiveRow)
_FINDINGS = (*_POINTED_AT, TaskCountRow, ReferenceRow)
_DERIVED = (*_FINDINGS, UnitNameRow, PersonNameRow, PersonOfficeRow, DirectiveUnitRow, DirectivePersonRow)
_MADE = ("record", "error", "kind", "title", "published_on", "event_date", "day")
_ATTEMPT = ("seq", "document_seq", "version", "given_on", "given_kind", "attempt", "run_seq", "error")
_COLUMNS = (*_ATTEMPT[:-1], *_MADE)


@dataclass(frozen=True, slots=True)
class Result:
    """What a version made of a document, or why it made nothing; by a run, where it belongs to one."""

    document: Kept
    version: str
    made: Storable | str
    run: int | None = None


def keep(session: Session, results: Sequence[Result]) -> None:
    """Keep results, one of each document, in place of those that its version made before, and point readers at them.

    The record of a run becomes current only when it is published, save where there is nothing to be compared with:
    no current result, or one made with another date or kind than the document now has. Nor does a failure.
    """
    session.flush()
    read = _lock(session, [result.document.seq for result in results])
    seqs = _write(session, results)
    made = [(seq, result.made) for seq, result in zip(seqs, results, strict=True) if isinstance(result.made, Storable)]
    _derive(session, made)
    current = [
        seq
        for seq, result in zip(seqs, results, strict=True)
        if isinstance(result.made, Storable) and (result.run is None or read.get(result.document.seq) in {None, seq})
    ]
    _point(session, current)


def _lock(session: Session, documents: list[int]) -> dict[int, int]:
    """Lock documents in the one order, until the unit of work ends, and return what readers have of them.

    That is the current result, where it was made with the date and kind that its document has now.
    """
    mine = DocumentRow.seq.in_(documents)
    session.execute(select(DocumentRow.seq).where(mine).order_by(DocumentRow.seq).with_for_update()).all()
    current = select(DocumentRow.seq, ResultRow.seq).join(ResultRow, DocumentRow.result_seq == ResultRow.seq)
    found = session.execute(current.where(mine, *MADE_WITH_WHAT_IS_KNOWN))
    return {document: seq for document, seq in found}  # noqa: C416  # dict() takes a result for a mapping


def _write(session: Session, results: Sequence[Result]) -> list[int]:
    """Write the rows of results, the next attempt where there is one already, and return their numbers."""
    wanted = select(ResultRow.seq, ResultRow.document_seq, ResultRow.version, ResultRow.attempt).where(
        ResultRow.document_seq.in_([result.document.seq for result in results]),
        ResultRow.version.in_({result.version for result in results}),
    )
    before = {(document, version): (seq, tried) for seq, document, version, tried in session.execute(wanted)}
    known = [before.get((result.document.seq, result.version)) for result in results]
    fresh = iter(bulk.numbers(session, ResultRow, known.count(None)))
    attempts = [attempt or (next(fresh), 0) for attempt in known]
    rows = [_cells(result, seq, tried + 1) for result, (seq, tried) in zip(results, attempts, strict=True)]
    bulk.write(session, ResultRow, _COLUMNS, [list(row.values()) for row in rows if row["attempt"] == 1])
    _write_again(session, [row for row in rows if row["attempt"] > 1])
    return [seq for seq, _ in attempts]


def _cells(result: Result, seq: int, attempt: int) -> dict[str, Any]:
    """Return the row of a result, in the order of `_COLUMNS`."""
    made = result.made if isinstance(result.made, Storable) else None
    published_on, event_date = (made.published_on, made.event_date) if made else (None, None)
    cells = (
        *(seq, result.document.seq, result.version, result.document.given_on, result.document.given_kind),
        *(attempt, result.run, made and made.record, None if made else result.made),
        *(made and made.kind, made and made.title, published_on, event_date, published_on or event_date or NO_DAY),
    )
    return dict(zip(_COLUMNS, cells, strict=True))


def _write_again(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write attempts over those before; a failure leaves the record that there was, and what is derived from it."""
    records = [row for row in rows if row["error"] is None]
    failures = [{name: row[name] for name in _ATTEMPT} for row in rows if row["error"] is not None]
    for attempts in (records, failures):
        if attempts:
            names = attempts[0].keys() - {"seq"}
            change = update(ResultRow).where(ResultRow.seq == bindparam("at"))
            change = change.values({name: bindparam(f"new_{name}") for name in names})
            values = [{f"new_{name}": row[name] for name in names} | {"at": row["seq"]} for row in attempts]
            session.connection().execute(change, values)
    for table in _FINDINGS if records else ():
        session.execute(delete(table).where(table.result_seq.in_([row["seq"] for row in records])))


def _derive(session: Session, made: Sequence[tuple[int, Storable]]) -> None:
    """Write what is derived from records, given with the numbers of their results."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sql("PRAGMA defer_foreign_keys = ON"))  # a row may point at a later one of its table
    taken: dict[str, list[list[int]]] = {}
    for table in _DERIVED:
        name = table.__tablename__
        found: list[Sequence[Any]] = [getattr(record.rows, name) for _, record in made]
        if table in _POINTED_AT:
            fresh = iter(bulk.numbers(session, table, sum(map(len, found))))
            taken[name] = [list(islice(fresh, len(cells))) for cells in found]
        rows = list(_rows(table, found, [seq for seq, _ in made], taken))
        bulk.write(session, table, list(rows[0]) if rows else (), [list(row.values()) for row in rows])
    said = [words for _, record in made for words in record.said]
    index.write(session, Index.DIRECTIVES, zip(chain(*taken["directives"]), said, strict=True))


def _rows(
    table: Any,  # noqa: ANN401  # a class of `models.findings`
    found: Sequence[Sequence[Any]],
    results: Sequence[int],
    taken: dict[str, list[list[int]]],
) -> Iterator[dict[str, Any]]:
    """Yield rows with their own numbers and those of the rows they point at."""
    pointers = _pointers(table)
    for at, (cells_of_one, result) in enumerate(zip(found, results, strict=True)):
        for place, cells in enumerate(cells_of_one):
            row = cells._asdict()
            for column, target in pointers.items():
                if row[column] is not None:
                    row[column] = taken[target][at][row[column]]
            if table in _FINDINGS:
                row["result_seq"] = result
            if table in _POINTED_AT:
                row["seq"] = taken[table.__tablename__][at][place]
            yield row


@cache
def _pointers(table: Any) -> dict[str, str]:  # noqa: ANN401  # as above
    """Return which columns point at which tables of the same record."""
    keys = table.__table__.foreign_keys
    return {key.parent.name: key.column.table.name for key in keys if key.column.table is not ResultRow.__table__}


def _point(session: Session, results: list[int]) -> None:
    """Let readers have these results."""
    if not results:
        return
    values = {name: getattr(ResultRow, name) for name in ("kind", "title", "published_on", "event_date")}
    pointed = update(DocumentRow).where(DocumentRow.seq == ResultRow.document_seq, ResultRow.seq.in_(results))
    pointed = pointed.values(result_seq=ResultRow.seq, **values)
    session.execute(pointed.execution_options(synchronize_session=False))
