"""Ids that are the same in every database: documents' from their text, records' from their place in it."""

import hashlib
from collections import Counter

from models.errors import SurrogateError


def text_hash(text: str) -> str:
    """Return `sha256:` and the hash of the UTF-8 text; raises SurrogateError where it has no UTF-8 form."""
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SurrogateError(error.start) from None
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def document_id(hashed: str) -> str:
    """Return the id of the document with this text hash: its first 16 hexadecimal digits."""
    return hashed.removeprefix("sha256:")[:16]


def origin_key(source: str, external_id: str | None) -> str:
    """Return the key of an origin, of fixed length however long its names are."""
    return hashlib.sha256(f"{source}\0{external_id or ''}".encode()).hexdigest()


class RecordIds:
    """Ids for the records of one document: `DOCUMENT-r-0123456789`.

    The same kind and identity (a span, a folded name) give the same id in every version's result; a second
    record with the identity of an earlier one is told apart by its ordinal.
    """

    def __init__(self, document: str) -> None:
        """Start with the document's id."""
        self._document = document
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, kind: str, *identity: object) -> str:
        """Return the id of the next record of this kind (one letter) with this identity."""
        key = "\0".join(map(str, identity))
        self._seen[kind, key] += 1
        ordinal = self._seen[kind, key]
        digest = hashlib.sha256(f"{kind}\0{key}\0{ordinal}".encode()).hexdigest()
        return f"{self._document}-{kind}-{digest[:10]}"
