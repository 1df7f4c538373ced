"""Listing: what a search finds, part by part, with the matching words marked; and how many there are of what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.actions.search import Found
from models import browsing, finding
from models.browsing import Facets
from models.database import Database
from models.finding import Wanted
from models.fulltext import snippet
from models.hits import DirectiveHit, DocumentHit
from models.ordering import Order, Place
from models.repository import Repository

Hit = TypeVar("Hit", DirectiveHit, DocumentHit)
_WIDTH = 300  # code points of a snippet


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted: so many items, after this place."""

    limit: int
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Listed(Generic[Hit]):
    """Part of a list, each item with its place in it; `total` where it was asked for."""

    items: list[tuple[Found[Hit], Place]]
    total: int | None


def list_directives(
    database: Database, wanted: Wanted, order: Order | None, part: Part, *, total: bool
) -> Listed[DirectiveHit]:
    """Return part of the directives that are wanted."""
    with database.reading() as session:
        hits = list(browsing.directives(session, wanted, order, part.after, part.limit))
        count = browsing.count(session, finding.directives(session, wanted, order)[0]) if total else None
    return Listed([(_found(hit, wanted), place) for hit, place in hits], count)


def lead_ins(database: Database, hits: Sequence[DirectiveHit]) -> dict[str, str]:
    """Return the words before each directive that are needed to understand it, by its id."""
    with database.reading() as session:
        return browsing.lead_ins(session, hits)


def list_documents(
    database: Database, wanted: Wanted, order: Order | None, part: Part, *, total: bool
) -> Listed[DocumentHit]:
    """Return part of the documents that are wanted."""
    with database.reading() as session:
        hits = list(browsing.documents(session, wanted, order, part.after, part.limit))
        count = browsing.count(session, finding.documents(session, wanted, order)[0]) if total else None
    return Listed([(_found(hit, wanted), place) for hit, place in hits], count)


def count_facets(database: Database, wanted: Wanted, seconds: float) -> Facets:
    """Return the commonest values of each facet, in at most so many seconds."""
    with database.reading() as session:
        return browsing.facets(session, wanted, seconds)


def all_directives(database: Database, wanted: Wanted) -> Iterator[DirectiveHit]:
    """Yield every directive that is wanted, from one state of the database."""
    with database.reading() as session:
        yield from Repository(session).directives(wanted)


def _found(hit: Hit, wanted: Wanted) -> Found[Hit]:
    return Found(hit, snippet(hit.text, wanted.terms, width=_WIDTH))
