"""Search: what is wanted, found and shown with the matching words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.database import Database
from models.finding import Wanted
from models.fulltext import Piece, Term, snippet
from models.hits import DirectiveHit, DocumentHit
from models.repository import Repository

Hit = TypeVar("Hit", DirectiveHit, DocumentHit)


@dataclass(frozen=True, slots=True)
class Found(Generic[Hit]):
    """One hit and its snippet: the source's own characters, those that match marked."""

    hit: Hit
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[Hit]):
    """The first hits, and how many there are in all."""

    total: int
    items: tuple[Found[Hit], ...]


def search_directives(database: Database, wanted: Wanted, limit: int) -> Page[DirectiveHit]:
    """Return the first `limit` directives that are wanted, each whole."""
    with database.reading() as session:
        repository = Repository(session)
        hits = list(repository.directives(wanted, limit=limit))
        total = repository.count_directives(wanted)
    return Page(total, tuple(_found(hit, wanted.terms, width=len(hit.text)) for hit in hits))


def search_documents(database: Database, wanted: Wanted, limit: int) -> Page[DocumentHit]:
    """Return the first `limit` documents that are wanted, each with the place that matches best."""
    with database.reading() as session:
        repository = Repository(session)
        hits = list(repository.documents(wanted, limit=limit))
        total = repository.count_documents(wanted)
    return Page(total, tuple(_found(hit, wanted.terms, width=300) for hit in hits))


def _found(hit: Hit, terms: Sequence[Term], width: int) -> Found[Hit]:
    return Found(hit, snippet(hit.text, terms, width=width))
