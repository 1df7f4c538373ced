"""The refusal log: what was not taken, written down by name and hash alone, and read again."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.incoming import Incoming, Refused
from models.database import Database
from models.errors import PurgedError
from models.identities import text_hash
from models.refusals import Refusal, purged, read_refusals, write_refusal


def admit(database: Database, items: Iterable[Incoming | Refused], now: dt.datetime) -> Iterator[Incoming | Refused]:
    """Pass on what came in, what was purged once as refused, and write every refusal down."""
    for item in without_purged(database, items):
        if isinstance(item, Refused):
            with database.writing() as session:
                write_refusal(session, Refusal(item.source, item.sha256 or _hash_of(item.source), item.reason, now))
                session.commit()
        yield item


def without_purged(database: Database, items: Iterable[Incoming | Refused]) -> Iterator[Incoming | Refused]:
    """Pass on what came in, what was purged once as refused."""
    for item in items:
        hashes = _hashes(item)
        with database.reading() as session:
            known = purged(session, hashes) if hashes else {}
        why = next(iter(known.values()), None)
        yield Refused(item.source, str(PurgedError(why.at.date(), why.reason)), hashes[-1]) if why else item


def list_refusals(database: Database, limit: int) -> list[Refusal]:
    """Return the latest refusals."""
    with database.reading() as session:
        return list(read_refusals(session, limit))


def _hashes(item: Incoming | Refused) -> list[str]:
    """Return the hashes by which a document is known: of its text, and of what was received."""
    if isinstance(item, Refused):
        return []
    own = [text_hash(item.text).removeprefix("sha256:")]
    return [*own, item.reading.sha256] if item.received else own


def _hash_of(source: str) -> str:
    """Return the hash of a refused file; nothing for what is no file of its own."""
    try:
        with Path(source).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
