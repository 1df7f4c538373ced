"""Jobs: batches of documents that were accepted together; what became of each is asked of the store, not kept.

jobs ──── job_entries      one for each document or refused file that was sent
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, case, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.access import Moment
from models.tables import DocumentRow, ResultRow, Table


class JobRow(Table):
    """One batch; `owner` is the name of the key that sent it."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), unique=True)
    owner: Mapped[str] = mapped_column(String(100), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)


class JobEntryRow(Table):
    """One thing that was sent: the document it became, or why it was refused."""

    __tablename__ = "job_entries"
    __table_args__ = (UniqueConstraint("job_seq", "at"),)

    job_seq: Mapped[int] = mapped_column(ForeignKey("jobs.seq", ondelete="CASCADE"))
    at: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(String(16), index=True)
    reason: Mapped[str | None] = mapped_column(Text)


class State(StrEnum):
    """What became of an entry."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that is sent: its document, or why it is refused."""

    source: str
    document: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, and what became of it."""

    at: int
    source: str
    document: str | None
    state: State
    reason: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A batch, and how many of its entries are in each state."""

    id: str
    created_at: dt.datetime
    counts: dict[State, int]

    @property
    def over(self) -> bool:
        """Whether nothing waits any more."""
        return not self.counts[State.WAITING]


_FAILED = exists().where(ResultRow.document_seq == DocumentRow.seq, ResultRow.error.is_not(None))
_STATE: ColumnElement[str] = case(
    (JobEntryRow.document.is_(None), State.REFUSED.value),
    (DocumentRow.result_seq.is_not(None), State.DONE.value),
    (_FAILED, State.FAILED.value),
    else_=State.WAITING.value,
)


class Jobs:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def add(self, owner: str, now: dt.datetime, sent: Sequence[Sent]) -> str:
        """Keep a job and return its id, which nobody can guess."""
        job = JobRow(id=uuid4().hex, owner=owner, created_at=now)
        self._session.add(job)
        self._session.flush()
        self._session.add_all(
            JobEntryRow(job_seq=job.seq, at=at, source=one.source, document=one.document, reason=one.reason)
            for at, one in enumerate(sent)
        )
        return job.id

    def find(self, job: str, owner: str | None) -> Job | None:
        """Return a job, if it is the owner's; of anyone where no owner is named."""
        found = select(JobRow).where(JobRow.id == job)
        row = self._session.scalar(found if owner is None else found.where(JobRow.owner == owner))
        if row is None:
            return None
        states = select(_STATE, func.count()).select_from(JobEntryRow).where(JobEntryRow.job_seq == row.seq)
        states = states.outerjoin(DocumentRow, DocumentRow.id == JobEntryRow.document).group_by(_STATE)
        found_states = {State(state): count for state, count in self._session.execute(states)}
        return Job(row.id, row.created_at, {state: found_states.get(state, 0) for state in State})

    def latest(self, owner: str | None, limit: int) -> list[Job]:
        """Return the last jobs, of this owner where one is named, the newest first."""
        found = select(JobRow.id).order_by(JobRow.seq.desc()).limit(limit)
        ids = self._session.scalars(found if owner is None else found.where(JobRow.owner == owner)).all()
        return [job for id_ in ids if (job := self.find(id_, None))]

    def entries(self, job: str, after: int | None, limit: int) -> Iterator[Entry]:
        """Yield the entries of a job in the order in which they were sent."""
        failure = (
            select(ResultRow.error).where(ResultRow.document_seq == DocumentRow.seq).order_by(ResultRow.seq.desc())
        )
        found = select(JobEntryRow, _STATE, failure.limit(1).scalar_subquery())
        found = found.join(JobRow, JobRow.seq == JobEntryRow.job_seq).where(JobRow.id == job)
        found = found.outerjoin(DocumentRow, DocumentRow.id == JobEntryRow.document)
        found = found.where(JobEntryRow.at > (-1 if after is None else after)).order_by(JobEntryRow.at).limit(limit)
        for row, state, error in self._session.execute(found):
            reason = error if state == State.FAILED else row.reason
            yield Entry(row.at, row.source, row.document, State(state), reason)
