"""The repository: the few verbs by which the program finds documents, records and directives."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import finding
from models.errors import NotFoundError
from models.finding import Wanted
from models.findings import (
    DateRow,
    DirectiveRow,
    PersonRow,
    ReferenceRow,
    TaskCountRow,
    TaskReportRow,
    UnitRow,
)
from models.hits import (
    DirectiveHit,
    DocumentHit,
    directive_hit,
    directive_loading,
    document_hit,
    document_loading,
)
from models.identities import text_hash
from models.ordering import in_order
from models.records import Record
from models.tables import DocumentRow, ResultRow

_DERIVED = (DirectiveRow, TaskReportRow, DateRow, PersonRow, UnitRow, ReferenceRow)


class Repository:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def has_text(self, text: str) -> bool:
        """Whether a document with this text is kept."""
        return bool(self._session.scalar(select(DocumentRow.seq).where(DocumentRow.text_hash == text_hash(text))))

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
