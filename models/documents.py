"""Documents: texts as they came in, kept many at a time, with where they came from and the words to find them by.

One text is one document, however many places it came from. A document has one date and one kind, the first
that a caller gave it: a later origin fills what was missing and is kept with its own date, but changes
nothing. A result made with another date or kind than the document now has is stale, and the document waits
for a new one.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import bulk, index
from models.errors import PurgedError
from models.findings import PassageRow
from models.fulltext import stretches
from models.hits import Origin
from models.identities import document_id, origin_key, text_hash
from models.index import Index
from models.refusals import purged
from models.tables import DocumentRow, OriginRow
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Sent:
    """A text, where it came from, and what the caller says of it."""

    text: str
    origin: Origin
    given_on: dt.date | None = None
    given_kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it is kept, with what an extractor is to be told about it."""

    seq: int
    id: str
    text: str
    given_on: dt.date | None
    given_kind: Kind | None
    created: bool


def kept(row: DocumentRow) -> Kept:
    """Return a row as a value."""
    return Kept(
        row.seq, row.id, row.text, row.given_on, Kind(row.given_kind) if row.given_kind else None, created=False
    )


def keep(session: Session, sent: Sequence[Sent]) -> list[Kept]:
    """Keep texts and where they came from, and return the documents in the same order.

    Raises SurrogateError for a text without UTF-8 form, PurgedError for one that was purged; then none is kept.
    """
    hashes = [text_hash(one.text) for one in sent]
    for why in purged(session, [hashed.removeprefix("sha256:") for hashed in hashes]).values():
        raise PurgedError(why.at.date(), why.reason)
    texts = {hashed: one.text for hashed, one in zip(hashes, sent, strict=True)}
    new = _insert(session, texts)
    before = _locked(session, texts, new)
    _index(session, [document for document in before.values() if document.created])
    after, documents = dict(before), []
    for hashed, one in zip(hashes, sent, strict=True):
        document = after[hashed]
        day, kind = document.given_on or one.given_on, document.given_kind or one.given_kind
        documents.append(replace(document, given_on=day, given_kind=kind))
        after[hashed] = replace(documents[-1], created=False)
    _tell(session, [after[hashed] for hashed in after if _said(after[hashed]) != _said(before[hashed])])
    _add_origins(session, documents, sent)
    return documents


def _insert(session: Session, texts: Mapping[str, str]) -> set[str]:
    """Insert the texts that are not kept yet, and return their hashes."""
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = here.insert(DocumentRow).on_conflict_do_nothing()  # be it over the hash or the id that comes of it
    ordered = sorted(texts)  # one order, so no deadlock
    rows = [{"id": document_id(hashed), "text_hash": hashed, "text": texts[hashed]} for hashed in ordered]
    return set(session.connection().scalars(insert.returning(DocumentRow.text_hash), rows)) if rows else set()


def _locked(session: Session, texts: Mapping[str, str], new: set[str]) -> dict[str, Kept]:
    """Return the documents by the hashes of their texts, locked until the unit of work ends."""
    row = DocumentRow
    wanted = select(row.text_hash, row.seq, row.id, row.given_on, row.given_kind).where(row.text_hash.in_(texts))
    return {
        hashed: Kept(seq, own, texts[hashed], day, Kind(kind) if kind else None, hashed in new)
        for hashed, seq, own, day, kind in session.execute(wanted.order_by(row.seq).with_for_update())
    }


def _index(session: Session, documents: Sequence[Kept]) -> None:
    """Write the passages of new documents, and their words."""
    parts = [(document.seq, *part) for document in documents for part in stretches(document.text)]
    seqs = bulk.numbers(session, PassageRow, len(parts))
    rows = [(seq, document, *span) for seq, (document, span, _) in zip(seqs, parts, strict=True)]
    bulk.write(session, PassageRow, ("seq", "document_seq", "start", "end"), rows)
    index.write(session, Index.PASSAGES, [(seq, words) for seq, (_, _, words) in zip(seqs, parts, strict=True)])


def _said(document: Kept) -> tuple[dt.date | None, Kind | None]:
    return document.given_on, document.given_kind


def _tell(session: Session, documents: Sequence[Kept]) -> None:
    """Write what callers said of documents of which it was not known."""
    if documents:
        change = update(DocumentRow).where(DocumentRow.seq == bindparam("at"))
        change = change.values(given_on=bindparam("day"), given_kind=bindparam("said"))
        told = [{"at": one.seq, "day": one.given_on, "said": one.given_kind} for one in documents]
        session.connection().execute(change, told)


def _add_origins(session: Session, documents: Sequence[Kept], sent: Sequence[Sent]) -> None:
    here = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = here.insert(OriginRow).on_conflict_do_nothing(index_elements=["document_seq", "key"])
    rows = [
        {
            "document_seq": document.seq,
            "key": origin_key(*one.origin),
            "given_on": one.given_on,
            **one.origin._asdict(),
        }
        for document, one in zip(documents, sent, strict=True)
    ]
    if rows:
        session.connection().execute(insert, rows)
