"""The archive: runs of reprocessing, what came of them, and how it differs from what readers have."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from models.errors import ConflictError, NotFoundError
from models.queue import Selection, Task
from models.runs import PublicationRow, RunRow, Standing, TurnRow
from models.tables import DocumentRow, ResultRow

_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A run and what came of it: results by the run, those current now, and when it was last published."""

    id: int
    version: str
    selection: Selection
    started_at: dt.datetime
    finished_at: dt.datetime | None
    done: int
    failed: int
    current: int
    published_at: dt.datetime | None
    standing: Standing = Standing.TERMINAL

    @property
    def task(self) -> Task:
        """What the run is to do."""
        return Task(self.version, self.selection, self.id)


@dataclass(frozen=True, slots=True)
class Pair:
    """What readers had of a document before a run's result, and that result: records as JSON, or why there is none."""

    document: str
    title: str | None
    text: str
    before: str | None
    after: str | None
    error: str | None


class Archive:
    """Verbs over one session; nothing is kept unless the session is committed."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def start_run(self, version: str, selection: Selection, standing: Standing = Standing.TERMINAL) -> int:
        """Return the run that does this selection under this version: the unfinished one, else a new one.

        One that a service works at stays with it, whoever else begins to.
        """
        asked = {"version": version, "selection": selection.dumped()}
        here = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        new = here.insert(RunRow).values(asked)
        self._session.execute(
            new.on_conflict_do_nothing(
                index_elements=["version", "selection"], index_where=RunRow.finished_at.is_(None)
            )
        )
        unfinished = select(RunRow.seq).filter_by(**asked).where(RunRow.finished_at.is_(None))
        run = self._session.scalars(unfinished).one()
        left = (RunRow.standing == Standing.PAUSED,) if standing is Standing.TERMINAL else ()
        self._session.execute(update(RunRow).where(RunRow.seq == run, *left).values(standing=standing))
        return run

    def hand_over(self, run: int, standing: Standing) -> None:
        """Say who is to work at a run from now on; raises NotFoundError, or ConflictError for one that is over."""
        values: dict[str, object] = {"standing": standing}
        if standing is Standing.CANCELLED:
            values["finished_at"] = func.now()
        unfinished = update(RunRow).where(RunRow.seq == run, RunRow.finished_at.is_(None)).values(values)
        if self._session.scalar(unfinished.returning(RunRow.seq)) is None:
            self.run(run)
            raise ConflictError(f"lượt chạy {run} đã kết thúc; hãy bắt đầu lượt khác")

    def goes_on(self, run: int) -> bool:
        """Whether a run is to be worked at."""
        standing = select(RunRow.standing).where(RunRow.seq == run)
        return self._session.scalar(standing) not in {Standing.PAUSED, Standing.CANCELLED}

    def background(self, version: str) -> list[Task]:
        """Return what services are to do under a version, the oldest first."""
        rows = select(RunRow).where(
            RunRow.version == version, RunRow.standing == Standing.BACKGROUND, RunRow.finished_at.is_(None)
        )
        return [
            Task(row.version, Selection.loaded(row.selection), row.seq)
            for row in self._session.scalars(rows.order_by(RunRow.seq))
        ]

    def finish_run(self, run: int) -> None:
        """Write down that a run has nothing left to do."""
        unfinished = (RunRow.seq == run, RunRow.finished_at.is_(None))
        self._session.execute(update(RunRow).where(*unfinished).values(finished_at=func.now()))

    def runs(self, *conditions: ColumnElement[bool], before: int | None = None, limit: int | None = None) -> list[Run]:
        """Return the runs, the newest first, those before one where it is given."""
        mine = ResultRow.run_seq == RunRow.seq
        current = exists().where(DocumentRow.result_seq == ResultRow.seq)
        counts = [
            select(func.count()).where(mine, condition).correlate(RunRow).scalar_subquery()
            for condition in (ResultRow.error.is_(None), ResultRow.error.is_not(None), current)
        ]
        published = select(func.max(PublicationRow.published_at)).where(
            PublicationRow.run_seq == RunRow.seq, PublicationRow.undone_at.is_(None)
        )
        rows = select(RunRow, *counts, published.scalar_subquery()).where(*conditions).order_by(RunRow.seq.desc())
        rows = rows.limit(limit) if before is None else rows.where(RunRow.seq < before).limit(limit)
        return [
            Run(
                *(row.seq, row.version, Selection.loaded(row.selection), row.started_at, row.finished_at),
                *(done, failed, read, at),
                Standing(row.standing),
            )
            for row, done, failed, read, at in self._session.execute(rows)
        ]

    def run(self, run: int) -> Run:
        """Return one run; raises NotFoundError."""
        found = self.runs(RunRow.seq == run)
        if not found:
            raise NotFoundError(f"không có lượt chạy «{run}»; xem các lượt bằng: chidao runs")
        return found[0]

    def pairs(self, run: int) -> Iterator[Pair]:
        """Yield what a run made of each document beside what readers have, or had before it was published."""
        turned = (
            select(func.max(TurnRow.before_seq))
            .join(PublicationRow, PublicationRow.seq == TurnRow.publication_seq)
            .where(TurnRow.after_seq == ResultRow.seq, PublicationRow.undone_at.is_(None))
            .scalar_subquery()
        )
        old = aliased(ResultRow)
        is_current = DocumentRow.result_seq == ResultRow.seq
        before = or_(~is_current & (old.seq == DocumentRow.result_seq), is_current & (old.seq == turned))
        rows = (
            select(DocumentRow.id, ResultRow.title, DocumentRow.text, old.record, ResultRow.record, ResultRow.error)
            .join(DocumentRow, DocumentRow.seq == ResultRow.document_seq)
            .join(old, (old.document_seq == DocumentRow.seq) & before, isouter=True)
            .where(ResultRow.run_seq == run)
            .order_by(DocumentRow.seq)
        )
        for row in self._session.execute(rows.execution_options(yield_per=_AT_A_TIME)):
            yield Pair(*row)
