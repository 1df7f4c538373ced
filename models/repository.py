"""The repository: the few verbs by which the program keeps and finds documents, results and records.

One text is one document, however many places it came from. A document has one date and one kind, the first
that a caller gave it: a later origin fills what was missing and is kept with its own date, but changes
nothing. A result made with another date or kind than the document now has is stale, and the document waits
for a new one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import finding, index
from models.errors import NotFoundError, PurgedError
from models.finding import Wanted
from models.findings import (
    DateRow,
    DirectiveRow,
    PassageRow,
    PersonRow,
    ReferenceRow,
    TaskCountRow,
    TaskReportRow,
    UnitRow,
)
from models.fulltext import stretches, words
from models.hits import (
    DirectiveHit,
    DocumentHit,
    Origin,
    directive_hit,
    directive_loading,
    document_hit,
    document_loading,
)
from models.identities import document_id, origin_key, text_hash
from models.index import Index
from models.ordering import in_order
from models.records import Record
from models.refusals import purged
from models.rows import derive
from models.tables import NO_DAY, DocumentRow, OriginRow, ResultRow
from models.vocabulary import Kind

_DERIVED = (DirectiveRow, TaskReportRow, DateRow, PersonRow, UnitRow, ReferenceRow)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it is kept, with what an extractor is to be told about it."""

    seq: int
    id: str
    text: str
    given_on: dt.date | None
    given_kind: Kind | None
    created: bool


def kept(row: DocumentRow, *, created: bool = False) -> Kept:
    """Return a row as a value."""
    kind = Kind(row.given_kind) if row.given_kind else None
    return Kept(row.seq, row.id, row.text, row.given_on, kind, created)


class Repository:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def add_document(
        self, text: str, origin: Origin, *, given_on: dt.date | None = None, given_kind: Kind | None = None
    ) -> Kept:
        """Keep a text and where it came from; raises SurrogateError for a text without UTF-8 form, PurgedError."""
        hashed = text_hash(text)
        for why in purged(self._session, [hashed.removeprefix("sha256:")]).values():
            raise PurgedError(why.at.date(), why.reason)
        values = {"id": document_id(hashed), "text_hash": hashed, "text": text}
        created = self._insert_new(DocumentRow, values, "text_hash")
        row = self._locked(DocumentRow.text_hash == hashed)
        if created:
            self._index_passages(row)
        row.given_on = row.given_on or given_on
        row.given_kind = row.given_kind or given_kind
        self._add_origin(row, origin, given_on)
        return kept(row, created=created)

    def has_text(self, text: str) -> bool:
        """Whether a document with this text is kept."""
        return bool(self._session.scalar(select(DocumentRow.seq).where(DocumentRow.text_hash == text_hash(text))))

    def save_record(self, document: Kept, record: Record, *, run: int | None = None) -> None:
        """Keep a record as its version's result, with the rows that are searched, and make it current.

        The result of a run becomes current only when it is published, save where there is nothing to be compared
        with: no current result, or one made with another date or kind than the document now has.
        """
        row = self._locked(DocumentRow.id == document.id)
        result = self._result(row, document, record.version, run)
        result.record, result.error = record.model_dump_json(by_alias=True), None
        result.kind, result.title = record.document.kind, record.document.title
        result.published_on, result.event_date = record.document.published_on, record.document.event_date
        result.day = result.published_on or result.event_date or NO_DAY
        self._session.flush()
        self._derive(result, row.id, record)
        if run is None or row.result_seq == result.seq or not self._is_read(row):
            row.result_seq = result.seq
            row.kind, row.title = result.kind, result.title
            row.published_on, row.event_date = result.published_on, result.event_date

    def save_failure(self, document: Kept, version: str, error: str, *, run: int | None = None) -> None:
        """Keep that this version could make no record; what is current stays current."""
        self._result(self._locked(DocumentRow.id == document.id), document, version, run).error = error

    def find_id(self, given: str) -> str:
        """Return the id of the one document whose id begins so; a record's id leads to its document.

        Raises NotFoundError where there is none, or more than one.
        """
        prefix = given.strip().partition("-")[0].lower().removeprefix("sha256:")[:16]
        found = select(DocumentRow.id).where(DocumentRow.id.startswith(prefix, autoescape=True)).limit(2)
        ids = self._session.scalars(found).all() if prefix else ()
        if not ids:
            raise NotFoundError(f"không có văn bản «{given}»; hãy tìm mã văn bản bằng: chidao search --documents")
        if len(ids) > 1:
            raise NotFoundError(f"«{given}» là đầu mã của nhiều văn bản; hãy viết thêm vài ký tự của mã")
        return ids[0]

    def document(self, document: str) -> DocumentHit:
        """Return a document by its whole id."""
        found = select(DocumentRow).where(DocumentRow.id == document).options(*document_loading())
        return document_hit(self._session.scalars(found).one())

    def record(self, document: str) -> Record | None:
        """Return a document's current record; None while there is none."""
        current = select(ResultRow.record).join(DocumentRow, DocumentRow.result_seq == ResultRow.seq)
        found = self._session.scalar(current.where(DocumentRow.id == document))
        return Record.model_validate_json(found) if found else None

    def failure(self, document: str) -> str | None:
        """Return why the last version that failed at this document failed; None where none did."""
        failed = select(ResultRow.error).join(DocumentRow, DocumentRow.seq == ResultRow.document_seq)
        failed = failed.where(DocumentRow.id == document, ResultRow.error.is_not(None))
        return self._session.scalar(failed.order_by(ResultRow.seq.desc()).limit(1))

    def versions(self) -> list[str]:
        """Return the versions of the current results, in alphabetical order."""
        current = select(ResultRow.version).join(DocumentRow, DocumentRow.result_seq == ResultRow.seq)
        return list(self._session.scalars(current.distinct().order_by(ResultRow.version)))

    def record_ids(self, document: str) -> dict[str, str]:
        """Return the contract ids of the current record's findings (`R3`) with their ids in the store."""
        ids: dict[str, str] = {}
        for table in (UnitRow, PersonRow, DateRow, TaskReportRow, TaskCountRow, DirectiveRow, ReferenceRow):
            rows = select(table.contract_id, table.id).join(DocumentRow, DocumentRow.result_seq == table.result_seq)
            found = self._session.execute(rows.where(DocumentRow.id == document).order_by(table.seq))
            ids |= {contract_id: own_id for contract_id, own_id in found}  # noqa: C416  # dict() takes a result for a mapping
        return ids

    def directives(self, wanted: Wanted, *, limit: int | None = None) -> Iterator[DirectiveHit]:
        """Yield the directives that are wanted, best first, then newest."""
        found = in_order(*finding.directives(self._session, wanted)).options(*directive_loading()).limit(limit)
        for directive, document in self._session.execute(found.execution_options(yield_per=500)):
            yield directive_hit(directive, document)

    def documents(self, wanted: Wanted, *, limit: int | None = None) -> Iterator[DocumentHit]:
        """Yield the documents that are wanted, best first, then newest."""
        found = in_order(*finding.documents(self._session, wanted)).options(*document_loading()).limit(limit)
        for document in self._session.scalars(found.execution_options(yield_per=500)):
            yield document_hit(document)

    def count_directives(self, wanted: Wanted) -> int:
        """Return how many directives are wanted."""
        return self._count(finding.directives(self._session, wanted)[0])

    def count_documents(self, wanted: Wanted) -> int:
        """Return how many documents are wanted."""
        return self._count(finding.documents(self._session, wanted)[0])

    def _count(self, found: Any) -> int:  # noqa: ANN401  # a select of any row
        rows = found.with_only_columns(DocumentRow.seq).subquery()
        return self._session.scalar(select(func.count()).select_from(rows)) or 0

    def _locked(self, condition: Any) -> DocumentRow:  # noqa: ANN401  # any condition on DocumentRow
        """Return the one document, locked until the unit of work ends: one at a time writes its results."""
        return self._session.scalars(select(DocumentRow).where(condition).with_for_update()).one()

    def _insert_new(self, table: type[DocumentRow | OriginRow], values: dict[str, Any], *unique: str) -> bool:
        """Insert a row unless there is one with these unique columns, and say whether it was inserted."""
        here = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        insert = here.insert(table).values(values).on_conflict_do_nothing(index_elements=unique)
        return self._session.scalar(insert.returning(table.seq)) is not None

    def _add_origin(self, row: DocumentRow, origin: Origin, given_on: dt.date | None) -> None:
        values = {
            "document_seq": row.seq,
            "key": origin_key(*origin),
            "given_on": given_on,
            **origin._asdict(),
        }
        self._insert_new(OriginRow, values, "document_seq", "key")

    def _index_passages(self, row: DocumentRow) -> None:
        parts = list(stretches(row.text))
        rows = [PassageRow(document_seq=row.seq, start=span.start, end=span.end) for span, _ in parts]
        self._session.add_all(rows)
        self._session.flush()
        index.write(self._session, Index.PASSAGES, [(r.seq, found) for r, (_, found) in zip(rows, parts, strict=True)])

    def _is_read(self, row: DocumentRow) -> bool:
        """Whether there is a current result made with the date and kind that the document has now."""
        made_with = select(ResultRow.given_on, ResultRow.given_kind).where(ResultRow.seq == row.result_seq)
        found = self._session.execute(made_with).one_or_none()
        return found is not None and tuple(found) == (row.given_on, row.given_kind)

    def _result(self, row: DocumentRow, document: Kept, version: str, run: int | None) -> ResultRow:
        """Return the row of this version's result, the next attempt where there is one already."""
        mine = select(ResultRow).where(ResultRow.document_seq == row.seq, ResultRow.version == version)
        result = self._session.scalars(mine.execution_options(populate_existing=True)).one_or_none()
        if result is None:
            result = ResultRow(document_seq=row.seq, version=version, attempt=0)
            self._session.add(result)
        result.attempt += 1
        result.given_on, result.given_kind, result.run_seq = document.given_on, document.given_kind, run
        return result

    def _derive(self, result: ResultRow, document: str, record: Record) -> None:
        for table in _DERIVED:
            self._session.execute(delete(table).where(table.result_seq == result.seq))
        derived = derive(record, document, result.seq)
        self._session.add_all(derived)
        self._session.flush()
        found = [(directive.seq, list(words(directive.text))) for directive in derived.directives.values()]
        index.write(self._session, Index.DIRECTIVES, found)
