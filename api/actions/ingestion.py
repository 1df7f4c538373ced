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

from api.actions.shift import Finished, Shift
from api.engine import Engine
from corpus.incoming import Incoming, Refused
from models import documents
from models.database import Database
from models.documents import Kept, Sent
from models.hits import Origin
from models.provenance import PlaceAt, Read, ReadingHit, keep_readings
from models.queue import Selection, Task
from models.repository import Repository
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
    database: Database, engine: Engine, items: Iterable[Incoming | Refused], given: Given
) -> Iterator[Ingested | Refused]:
    """Keep documents with their results, and yield what became of each, as soon as it is known."""
    pending = iter(items)
    sources: dict[int, tuple[Incoming, Kept]] = {}
    with Shift(database, engine) as shift:
        while batch := list(islice(pending, _AT_A_TIME)):
            yield from (item for item in batch if isinstance(item, Refused))
            incoming = [item for item in batch if isinstance(item, Incoming)]
            kept = keep(database, incoming, given)
            asked = Selection(seqs=tuple(document.seq for document in kept), unread=True, retry=True)
            taken = {document.seq for document in shift.take(Task(engine.version, asked), len(kept))}
            for item, document in zip(incoming, kept, strict=True):
                if document.seq in taken:
                    taken.discard(document.seq)
                    sources[document.seq] = (item, document)
                else:
                    yield Ingested(item.source, document.id, Outcome.KNOWN)
            while not shift.room:
                yield from (_outcome(done, *sources.pop(done.document.seq)) for done in shift.finish())
        while shift.in_hand:
            yield from (_outcome(done, *sources.pop(done.document.seq)) for done in shift.finish())


def _outcome(done: Finished, item: Incoming, document: Kept) -> Ingested | Refused:
    if done.error is not None:
        return Refused(item.source, done.error)
    return Ingested(item.source, document.id, Outcome.NEW if document.created else Outcome.UPDATED)


def keep(database: Database, incoming: list[Incoming], given: Given) -> list[Kept]:
    """Keep texts and origins, and return the documents."""
    sent = [Sent(i.text, _origin(i), i.published_on or given.published_on, given.kind) for i in incoming]
    with database.writing() as session:
        kept = documents.keep(session, sent)
        read = zip(kept, incoming, strict=True)
        keep_readings(session, [_read(document, item, given) for document, item in read if item.reading.sha256])
        session.commit()
    return kept


def _read(document: Kept, item: Incoming, given: Given) -> Read:
    """Return how a document was read by a reader."""
    reading = item.reading
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
    return Read(document.seq, hit, item.received if given.keep_received else None)


def _origin(item: Incoming) -> Origin:
    """Return where a document came from; one with an id of its own is named by that, not by its line."""
    source = _LINE.sub("", item.source) if item.external_id else item.source
    return Origin(source, item.external_id)


def would_be_new(database: Database, item: Incoming) -> bool:
    """Whether no document with this text is kept yet."""
    with database.reading() as session:
        return not Repository(session).has_text(item.text)
