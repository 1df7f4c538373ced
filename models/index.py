"""Full-text tables on SQLite (FTS5) and PostgreSQL (tsvector): written, matched and ranked alike.

`directive_index` and `passage_index` stand beside the tables they index, `rowid` = `seq`, and hold in two
columns the words that `models.fulltext` cut. Rows go with the rows they index: by triggers on SQLite, by
foreign keys on PostgreSQL.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Select,
    TableClause,
    cast,
    column,
    func,
    intersect,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from models import bulk
from models.findings import PassageRow
from models.fulltext import Indexed, Term

COMMON = 2000
"""Rows up to which the best are told from the others; what stands in more is common, and listed newest first."""

_LARGEST_VECTOR = 900_000  # bytes; PostgreSQL refuses a vector of more than 1,048,575
_OF_A_WORD = 8  # bytes of a vector beside the word's own
_PLACES = tuple(map(str, range(1, 16_384)))  # of words in a vector; PostgreSQL knows no further


class Index(StrEnum):
    """The full-text tables."""

    DIRECTIVES = "directive_index"
    PASSAGES = "passage_index"


def _table(session: Session, index: Index) -> TableClause:
    vector = TSVECTOR() if _is_postgresql(session) else None
    return table(index, column("rowid", BigInteger), column("exact", vector), column("stripped", vector))


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def write(session: Session, index: Index, rows: Iterable[tuple[int, Indexed]]) -> None:
    """Index rows given as their `seq` and their words."""
    render = _vector if _is_postgresql(session) else str
    values = [(seq, render(words.exact), render(words.stripped)) for seq, words in rows]
    bulk.write(session, _table(session, index), ("rowid", "exact", "stripped"), values)


def _vector(words: str) -> str:
    """Return words as the literal of a tsvector, with their places, as far as the size limit goes."""
    said = words.split()
    if len(words.encode()) + _OF_A_WORD * len(said) > _LARGEST_VECTOR:
        sizes = accumulate(len(word.encode()) + _OF_A_WORD for word in said)
        said = said[: sum(size <= _LARGEST_VECTOR for size in sizes)]
    places: defaultdict[str, list[str]] = defaultdict(list)
    for word, at in zip(said, _PLACES, strict=False):
        places[word].append(at)
    return " ".join([f"'{word}':{','.join(at)}" for word, at in places.items()])


def matching(session: Session, index: Index, terms: Sequence[Term], *, weigh: bool = True) -> Select[Any]:
    """Return a select of `seq` and `rank` (the smaller the better) of the rows in which all terms stand.

    Unless they are to be weighed none is better than another, which saves most of the time.
    """
    rows = _table(session, index)
    seq = rows.c.rowid.label("seq")
    if not _is_postgresql(session):
        # FTS5 calls the whole row by the name of its table, and gives bm25 as `rank`
        whole = literal_column(index).op("MATCH")(" AND ".join(map(_phrase, terms)))
        weight: Any = literal_column("rank") if weigh else literal_column("0.0")
        return select(seq, weight.label("rank")).select_from(rows).where(whole)
    found = select(seq)
    rank: Any = literal(0.0)
    for name in dict.fromkeys(map(_column, terms)):
        query = _tsquery([term for term in terms if _column(term) == name])
        found = found.where(rows.c[name].bool_op("@@")(query))
        rank = rank - func.ts_rank_cd(rows.c[name], query) if weigh else rank
    return found.add_columns(rank.label("rank"))


def is_common(session: Session, index: Index, terms: Sequence[Term]) -> bool:
    """Whether terms stand in so many rows that to weigh each would take long, and tell little."""
    some = matching(session, index, terms, weigh=False).limit(COMMON + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) > COMMON


def _column(term: Term) -> str:
    return "exact" if term.exact else "stripped"


def _phrase(term: Term) -> str:
    """Return the term in the syntax of FTS5; its words are letters and digits, so quotes hold them."""
    return f'({_column(term)} : "{" ".join(term.words)}")'


def _tsquery(terms: Sequence[Term]) -> Any:  # noqa: ANN401  # SQLAlchemy has no public name for a cast to TSQUERY
    """Return the terms, all of one column, as a tsquery."""
    phrases = (" <-> ".join(f"'{word}'" for word in term.words) for term in terms)
    return cast(" & ".join(f"({phrase})" for phrase in phrases), TSQUERY)


def matching_documents(session: Session, terms: Sequence[Term], *, weigh: bool = True) -> Select[Any]:
    """Return a select of `seq` and `rank` of the documents in which all terms stand, best passage first.

    Terms may stand in different passages of a long document: such a one ranks last.
    """
    found = _by_passage(matching(session, Index.PASSAGES, terms, weigh=weigh))
    if len(terms) > 1 and session.scalar(select(PassageRow.seq).where(PassageRow.start > 0).limit(1)):
        found = union_all(found, _across_passages(session, terms))
    hits = found.subquery("hits")
    return select(hits.c.seq, func.min(hits.c.rank).label("rank")).group_by(hits.c.seq)


def _by_passage(hits: Select[Any]) -> Select[Any] | CompoundSelect[Any]:
    inner = hits.subquery("passage_hits")
    return select(PassageRow.document_seq.label("seq"), inner.c.rank).join(inner, inner.c.seq == PassageRow.seq)


def _across_passages(session: Session, terms: Sequence[Term]) -> Select[Any]:
    """Return the long documents that have each term in some passage, with rank 0."""
    long = select(PassageRow.document_seq.label("seq")).where(PassageRow.start > 0)
    each = [_by_passage(matching(session, Index.PASSAGES, [term], weigh=False)).subquery() for term in terms]
    both = intersect(long, *(select(hits.c.seq) for hits in each)).subquery("across")
    return select(both.c.seq, literal(0.0).label("rank"))
