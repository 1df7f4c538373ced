"""Ingestion: documents are kept first, then extracted, then their results kept, some at a time.

Each step is one unit of work: an interruption loses at most the extraction of the documents in hand, which
wait in the database and are taken up when they come again.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from sqlalchemy.orm import Session

from api.actions.extraction import Extract, extract_one
from corpus.incoming import Incoming, Refused
from models.database import Database
from models.hits import Origin
from models.provenance import PlaceAt, ReadingHit, keep_reading
from models.records import Record
from models.repository import Kept, Repository
from models.vocabulary import Kind

_AT_A_TIME = 16
_LINE = re.compile(r":\d+$")


class Outcome(StrEnum):
    """What became of a document that was taken in."""

    NEW = "new"
    UPDATED = "updated"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document that is in the database with a result of this version; KNOWN where it was there already."""

    source: str
    document: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of documents that do not say it themselves."""

    published_on: dt.date | None = None
    kind: Kind | None = None
    keep_received: bool = True


def ingest(
    database: Database, extract: Extract, version: str, items: Iterable[Incoming | Refused], given: Given
) -> Iterator[Ingested | Refused]:
    """Keep documents with their results, and yield what became of each."""
    pending = iter(items)
    while batch := list(islice(pending, _AT_A_TIME)):
        yield from (item for item in batch if isinstance(item, Refused))
        incoming = [item for item in batch if isinstance(item, Incoming)]
        kept = _keep(database, incoming, version, given)
        results = [
            (item, document, None if done else _extract(extract, item, document))
            for item, (document, done) in zip(incoming, kept, strict=True)
        ]
        yield from _save(database, version, results)


def _extract(extract: Extract, item: Incoming, document: Kept) -> Record | Refused:
    return extract_one(extract, document.text, item.source, document.given_on, document.given_kind)


def _keep(database: Database, incoming: list[Incoming], version: str, given: Given) -> list[tuple[Kept, bool]]:
    """Keep texts and origins; return each document and whether this version's result is there already."""
    kept: dict[int, tuple[Kept, bool]] = {}
    with database.writing() as session:
        repository = Repository(session)
        for at in sorted(range(len(incoming)), key=lambda at: incoming[at].text):  # one order, so no deadlock
            item = incoming[at]
            document = repository.add_document(
                item.text,
                _origin(item),
                given_on=item.published_on or given.published_on,
                given_kind=given.kind,
            )
            session.flush()
            _keep_reading(session, document.id, item, given)
            kept[at] = (document, repository.has_result(document.id, version))
        session.commit()
    return [kept[at] for at in range(len(incoming))]


def _keep_reading(session: Session, document: str, item: Incoming, given: Given) -> None:
    """Keep how the document was read, where a reader read it."""
    reading = item.reading
    if not reading.sha256:
        return
    hit = ReadingHit(
        origin=_origin(item),
        sha256=reading.sha256,
        reader=reading.reader,
        reader_version=reading.version,
        encoding=reading.encoding,
        flags=reading.flags,
        title=reading.title,
        lead=reading.lead,
        author=reading.author,
        address=reading.address,
        published_on=item.published_on,
        published_from=reading.published_from,
        places=tuple(PlaceAt(place.start, place.end, place.kind, place.label) for place in reading.places),
    )
    keep_reading(session, document, hit, item.received if given.keep_received else None)


def _origin(item: Incoming) -> Origin:
    """Return where a document came from; one with an id of its own is named by that, not by its line."""
    source = _LINE.sub("", item.source) if item.external_id else item.source
    return Origin(source, item.external_id)


def _save(
    database: Database, version: str, results: list[tuple[Incoming, Kept, Record | Refused | None]]
) -> list[Ingested | Refused]:
    """Keep all results or none; a failure is kept as one."""
    outcomes: list[Ingested | Refused] = []
    with database.writing() as session:
        repository = Repository(session)
        for item, document, result in sorted(results, key=lambda result: result[1].id):  # one order, as above
            if isinstance(result, Refused):
                repository.save_failure(document, version, result.reason)
                outcomes.append(result)
                continue
            if result is not None:
                repository.save_record(document, result)
            outcomes.append(Ingested(item.source, document.id, _outcome(document, result)))
        session.commit()
    return outcomes


def _outcome(document: Kept, result: Record | None) -> Outcome:
    if result is None:
        return Outcome.KNOWN
    return Outcome.NEW if document.created else Outcome.UPDATED
