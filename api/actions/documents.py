"""One document: what came in, what it is now, what every version of the extraction made of it."""

from dataclasses import dataclass

from corpus.comparison import Change, compare
from models import browsing
from models.browsing import Version
from models.database import Database
from models.errors import NotFoundError
from models.hits import DocumentHit
from models.provenance import ReadingHit, readings, received
from models.records import Record
from models.repository import Repository


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with a record, or with why there is none; `ids` leads from contract ids to ids of the store."""

    document: DocumentHit
    record: Record | None
    failure: str | None
    ids: dict[str, str]


def open_document(database: Database, document: str, version: str | None = None) -> Opened:
    """Return a document by its whole id, with its current record or that of a version; raises NotFoundError."""
    with database.reading() as session:
        repository = Repository(session)
        hit = repository.document(_known(repository, document))
        record = browsing.record_of(session, hit.id, version)
        if record is None and version is not None:
            raise NotFoundError(f"văn bản {document} không có bản ghi của bản trích «{version}»")
        failure = repository.failure(hit.id) if record is None else None
        ids = repository.record_ids(hit.id) if version is None else {}
    return Opened(hit, Record.model_validate_json(record) if record else None, failure, ids)


def read_text(database: Database, document: str) -> str:
    """Return the text of a document exactly as it came in; raises NotFoundError."""
    with database.reading() as session:
        repository = Repository(session)
        return repository.document(_known(repository, document)).text


def list_versions(database: Database, document: str) -> list[Version]:
    """Return what every version made of a document, the latest first; raises NotFoundError."""
    with database.reading() as session:
        return browsing.versions(session, _known(Repository(session), document))


def list_readings(database: Database, document: str) -> tuple[ReadingHit, ...]:
    """Return how each origin of a document was read; nothing for texts without a file. Raises NotFoundError."""
    with database.reading() as session:
        return tuple(readings(session, _known(Repository(session), document)))


def read_original(database: Database, document: str, sha256: str) -> tuple[ReadingHit, bytes]:
    """Return what a document was read from, as it was received; raises NotFoundError where that is not kept."""
    with database.reading() as session:
        reading = next((found for found in readings(session, document) if found.sha256 == sha256), None)
        content = received(session, sha256) if reading else None
    if reading is None or content is None:
        raise NotFoundError(f"không giữ bản gốc {sha256[:16]} của văn bản {document}")
    return reading, content


def compare_versions(database: Database, document: str, before: str, after: str) -> tuple[Change, ...]:
    """Return what differs between the records of two versions; raises NotFoundError where there is no such record."""
    old, new = (open_document(database, document, version).record for version in (before, after))
    return compare(old, new) if old and new else ()


def _known(repository: Repository, document: str) -> str:
    """Return the id where there is such a document; raises NotFoundError."""
    return repository.find_id(document)
