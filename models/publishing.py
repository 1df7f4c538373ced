"""Publishing: which results readers see.

To publish is to turn the pointers of documents from one result to another, all in one unit of work; what they pointed
at before is written down, so that it can be undone. Results themselves are never touched by it.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import finding
from models.errors import NotFoundError
from models.finding import Wanted
from models.queue import MADE_WITH_WHAT_IS_KNOWN
from models.runs import PublicationRow, TurnRow
from models.tables import DocumentRow, ResultRow

_COPIED = ("kind", "title", "published_on", "event_date")
_AT_A_TIME = 200

_Pointer = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


class Publishing:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def publish(self, run: int, wanted: Wanted | None = None) -> int:
        """Make the records of a run current, of the documents that are wanted now, and return how many there were.

        A record made with another date or kind than its document now has is left out: it waits to be made anew.
        """
        ready = (
            select(DocumentRow.seq)
            .join(ResultRow, ResultRow.document_seq == DocumentRow.seq)
            .where(
                ResultRow.run_seq == run,
                ResultRow.error.is_(None),
                DocumentRow.result_seq.is_distinct_from(ResultRow.seq),
                *MADE_WITH_WHAT_IS_KNOWN,
            )
        )
        if wanted is not None:
            found = finding.documents(self._session, wanted)[0].subquery()
            ready = ready.where(DocumentRow.seq.in_(select(found.c.seq)))
        self._lock(ready)
        publication = PublicationRow(run_seq=run)
        self._session.add(publication)
        self._session.flush()
        columns = ready.with_only_columns(
            literal(publication.seq), DocumentRow.seq, DocumentRow.result_seq, ResultRow.seq
        )
        names = ["publication_seq", "document_seq", "before_seq", "after_seq"]
        self._session.execute(insert(TurnRow).from_select(names, columns))
        turned = self._turn(publication.seq, TurnRow.after_seq, TurnRow.before_seq)
        if not turned:
            self._session.delete(publication)
        return turned

    def rollback(self) -> tuple[int, int, int]:
        """Undo the last publication; return its run, the documents turned back, and those changed since, left alone.

        Raises NotFoundError where there is none to undo.
        """
        last = select(PublicationRow).where(PublicationRow.undone_at.is_(None))
        last = last.order_by(PublicationRow.seq.desc()).limit(1).with_for_update()
        publication = self._session.scalar(last)
        if publication is None:
            raise NotFoundError("chưa có lần công bố nào để hoàn lại; xem các lượt bằng: chidao runs")
        turns = select(TurnRow.document_seq).where(TurnRow.publication_seq == publication.seq)
        self._lock(select(DocumentRow.seq).where(DocumentRow.seq.in_(turns)))
        all_turns = self._session.scalar(select(func.count()).select_from(turns.subquery())) or 0
        turned = self._turn(publication.seq, TurnRow.before_seq, TurnRow.after_seq)
        publication.undone_at = func.now()
        return publication.run_seq, turned, all_turns - turned

    def prune(self, *, version: str | None = None, undoable: bool = True) -> Iterator[int]:
        """Delete results that readers no longer see, some at a time, and yield how many; commit after each.

        Those are what publications left behind, or of a named `version` all that are not current; while `undoable`, not
        those that a rollback would bring back.
        """
        doomed = self._superseded(version, undoable=undoable).order_by(ResultRow.seq).limit(_AT_A_TIME)
        while seqs := self._session.scalars(doomed).all():
            self._session.execute(delete(ResultRow).where(ResultRow.seq.in_(seqs)))
            yield len(seqs)

    def count_superseded(self, *, version: str | None = None, undoable: bool = True) -> int:
        """Return how many results `prune` would delete."""
        doomed = self._superseded(version, undoable=undoable).subquery()
        return self._session.scalar(select(func.count()).select_from(doomed)) or 0

    def _superseded(self, version: str | None, *, undoable: bool) -> Select[int]:
        """Return a select of the `seq` of such results."""
        before = TurnRow.before_seq == ResultRow.seq
        standing = select(PublicationRow.seq).where(PublicationRow.undone_at.is_(None)).subquery()
        doomed = select(ResultRow.seq).join(DocumentRow, DocumentRow.seq == ResultRow.document_seq)
        doomed = doomed.where(DocumentRow.result_seq != ResultRow.seq)
        if version is not None:
            doomed = doomed.where(ResultRow.version == version)
        else:
            left_behind = exists().where(
                TurnRow.before_seq == ResultRow.seq, TurnRow.publication_seq.in_(select(standing.c.seq))
            )
            doomed = doomed.where(or_(ResultRow.run_seq.is_(None), left_behind))
        if undoable:
            last = select(func.max(standing.c.seq)).scalar_subquery()
            doomed = doomed.where(~exists().where(before, TurnRow.publication_seq == last))
        return doomed

    def _lock(self, documents: Select[int]) -> None:
        """Lock documents in the one order, until the unit of work ends."""
        locked = select(DocumentRow.seq).where(DocumentRow.seq.in_(documents)).order_by(DocumentRow.seq)
        self._session.execute(locked.with_for_update()).all()

    def _turn(self, publication: int, to: _Pointer, away_from: _Pointer) -> int:
        """Point documents of a publication at `to` where they still point away, and return how many did."""
        mine = (TurnRow.publication_seq == publication, TurnRow.document_seq == DocumentRow.seq)
        still = exists().where(*mine, away_from.is_not_distinct_from(DocumentRow.result_seq))
        pointed = update(DocumentRow).where(still).execution_options(synchronize_session=False)
        pointed = pointed.values(result_seq=select(to).where(*mine).scalar_subquery())
        turned = self._session.execute(pointed.returning(DocumentRow.seq)).all()
        copied = {name: _of_current(name) for name in _COPIED}
        copying = update(DocumentRow).where(exists().where(*mine)).execution_options(synchronize_session=False)
        self._session.execute(copying.values(**copied))
        return len(turned)


def _of_current(name: str) -> ColumnElement[object]:
    column = getattr(ResultRow, name)
    said: ColumnElement[object] = select(column).where(ResultRow.seq == DocumentRow.result_seq).scalar_subquery()
    return said
