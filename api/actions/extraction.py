"""Extraction without storing: documents in, records and refusals out, in order."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.engine import Extract
from corpus.incoming import Incoming, Refused
from models.errors import ChidaoError, ExtractionError
from models.records import Record
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document and its record."""

    incoming: Incoming
    record: Record


def extract_one(
    extract: Extract, text: str, source: str, published_on: dt.date | None, kind: Kind | None
) -> Record | Refused:
    """Return the record; a refusal where the text is refused, or where the program fails at it."""
    try:
        return extract(text, published_on, kind)
    except ChidaoError as error:
        return Refused(source, str(error))
    except Exception as error:  # noqa: BLE001  # one document that the program fails at must not cost the others
        return Refused(source, str(ExtractionError.caused_by(error)))


def extract_all(
    extract: Extract,
    items: Iterable[Incoming | Refused],
    *,
    published_on: dt.date | None = None,
    kind: Kind | None = None,
) -> Iterator[Extracted | Refused]:
    """Yield each document with its record; a document's own date wins over `published_on`."""
    for item in items:
        if isinstance(item, Refused):
            yield item
            continue
        found = extract_one(extract, item.text, item.source, item.published_on or published_on, kind)
        yield found if isinstance(found, Refused) else Extracted(item, found)
