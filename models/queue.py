"""The queue: which documents wait for a version of the extraction, and in whose hands they are. Asked, not kept.

A document waits while it has no result of that version made with its date and kind. Whoever works claims some
for a while, renews the claims as long as the work goes on, and gives each back with its result; the claims of
the dead run out. Nothing else is written down, so nothing can be lost or be out of step.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    delete,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import finding
from models.documents import Kept, kept
from models.finding import Wanted
from models.runs import ClaimRow
from models.tables import DocumentRow, ResultRow

MADE_WITH_WHAT_IS_KNOWN = (
    ResultRow.given_on.is_not_distinct_from(DocumentRow.given_on),
    ResultRow.given_kind.is_not_distinct_from(DocumentRow.given_kind),
)
"""That a result was made with the date and kind that its document has now."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents; conditions all hold. `seqs` names them, `version` is that of the current result.

    `unread`: without a current result made with their date and kind. `failed`: at which some version failed.
    `retry`: those at which this version failed are tried again, once a run; `force`: all are done again, once a run.
    """

    query: str = ""
    units: tuple[str, ...] = ()
    version: str = ""
    seqs: tuple[int, ...] | None = None
    unread: bool = False
    failed: bool = False
    retry: bool = False
    force: bool = False

    def dumped(self) -> str:
        """Return what is asked for as JSON, the same for the same."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps({name: value for name, value in asked.items() if value}, ensure_ascii=False)

    @classmethod
    def loaded(cls, dumped: str) -> "Selection":
        """Return the selection that was dumped."""
        asked = json.loads(dumped)
        return cls(**asked | {"units": tuple(asked.get("units", ()))})


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: a selection of documents under a version, by a run where it belongs to one."""

    version: str
    selection: Selection = Selection()
    run: int | None = None


class Queue:
    """Verbs over one session, for one holder of claims; nothing holds unless the session is committed."""

    def __init__(self, session: Session, holder: str = "") -> None:
        """Work in this session."""
        self._session = session
        self._holder = holder

    def count(self, task: Task) -> int:
        """Return how many documents wait, in hand or not."""
        waiting = select(func.count()).select_from(DocumentRow).where(*self._waiting(task))
        return self._session.scalar(waiting) or 0

    def in_hand(self, task: Task) -> int:
        """Return how many of them are in someone's hands."""
        waiting = select(func.count()).select_from(DocumentRow).where(*self._waiting(task), self._claimed(task.version))
        return self._session.scalar(waiting) or 0

    def any(self, task: Task) -> bool:
        """Whether a document waits that is in nobody's hands."""
        free = select(DocumentRow.seq).where(*self._waiting(task), ~self._claimed(task.version))
        return self._session.scalar(free.limit(1)) is not None

    def claim(self, task: Task, limit: int, seconds: float, *, after: int = 0) -> list[Kept]:
        """Take up to `limit` documents that wait, in the order of `seq` and behind `after`, for some seconds."""
        now = self._now()
        free = select(DocumentRow.seq, literal(task.version), literal(self._holder), literal(now + seconds))
        free = free.where(*self._waiting(task), DocumentRow.seq > after, ~self._claimed(task.version, now))
        free = free.order_by(DocumentRow.seq).limit(limit).with_for_update(skip_locked=True)
        here = sqlite if self._is_sqlite else postgresql
        insert = here.insert(ClaimRow).from_select(["document_seq", "version", "holder", "until"], free)
        mine = insert.on_conflict_do_update(
            index_elements=["document_seq", "version"],
            set_={"holder": self._holder, "until": now + seconds},
            where=ClaimRow.until < now,
        ).returning(ClaimRow.document_seq)
        claimed = self._session.scalars(mine).all()
        return self._still_waiting(task, claimed)

    def _still_waiting(self, task: Task, claimed: Sequence[int]) -> list[Kept]:
        """Return the documents, and give back those that someone finished between the look and the claim."""
        rows = select(DocumentRow).where(DocumentRow.seq.in_(claimed), *self._waiting(task)).order_by(DocumentRow.seq)
        found = [kept(row) for row in self._session.scalars(rows)]
        if done := set(claimed) - {document.seq for document in found}:
            self._session.execute(delete(ClaimRow).where(self._mine, ClaimRow.document_seq.in_(done)))
        return found

    def renew(self, seconds: float) -> None:
        """Keep what is in hand for some more seconds."""
        self._session.execute(update(ClaimRow).where(self._mine).values(until=self._now() + seconds))

    def give_back(self, documents: Collection[Kept], version: str) -> set[int]:
        """End the claims of documents and return the numbers of those that still held; other results are not kept."""
        held = ClaimRow.document_seq.in_([document.seq for document in documents])
        claims = delete(ClaimRow).where(self._mine, held, ClaimRow.version == version)
        return set(self._session.scalars(claims.returning(ClaimRow.document_seq)))

    def give_all_back(self) -> None:
        """End all claims of this holder."""
        self._session.execute(delete(ClaimRow).where(self._mine))

    @property
    def _mine(self) -> ColumnElement[bool]:
        return ClaimRow.holder == self._holder

    @property
    def _is_sqlite(self) -> bool:
        return self._session.get_bind().dialect.name == "sqlite"

    def _now(self) -> float:
        """Return the seconds of the database's clock."""
        clock = "julianday('now') * 86400.0" if self._is_sqlite else "extract(epoch from clock_timestamp())"
        return float(self._session.scalar(select(text(clock))) or 0)

    def _claimed(self, version: str, now: float | None = None) -> ColumnElement[bool]:
        mine = exists().where(ClaimRow.document_seq == DocumentRow.seq, ClaimRow.version == version)
        return mine.where(ClaimRow.until >= (self._now() if now is None else now))

    def _waiting(self, task: Task) -> list[ColumnExpressionArgument[bool]]:
        """Return the conditions on documents that a task is to do."""
        asked = task.selection
        done = exists().where(ResultRow.document_seq == DocumentRow.seq, ResultRow.version == task.version)
        done = done.where(*MADE_WITH_WHAT_IS_KNOWN)
        mine = false() if task.run is None else ResultRow.run_seq == task.run
        if asked.retry:
            done = done.where(or_(ResultRow.error.is_(None), mine))
        if asked.force:
            done = done.where(mine)
        conditions: list[ColumnExpressionArgument[bool]] = [~done]
        if asked.seqs is not None:
            conditions.append(DocumentRow.seq.in_(asked.seqs))
        if asked.unread:
            current = ResultRow.seq == DocumentRow.result_seq
            conditions.append(~exists().where(current, *MADE_WITH_WHAT_IS_KNOWN))
        if asked.failed:
            conditions.append(exists().where(ResultRow.document_seq == DocumentRow.seq, ResultRow.error.is_not(None)))
        if asked.version:
            current = ResultRow.seq == DocumentRow.result_seq
            conditions.append(exists().where(current, ResultRow.version == asked.version))
        if asked.query or asked.units:
            found = finding.documents(self._session, Wanted(asked.query, asked.units))[0].subquery()
            conditions.append(DocumentRow.seq.in_(select(found.c.seq)))
        return conditions
