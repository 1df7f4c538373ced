"""How many documents wait for their first record, and since when."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.tables import DocumentRow, ResultRow


class Waiting(NamedTuple):
    """Documents without any result, and when the oldest of them came in."""

    documents: int
    since: dt.datetime | None


def waiting(session: Session) -> Waiting:
    """Return what waits now."""
    tried = exists().where(ResultRow.document_seq == DocumentRow.seq)
    found = select(func.count(), func.min(DocumentRow.created_at)).where(DocumentRow.result_seq.is_(None), ~tried)
    documents, oldest = session.execute(found).one()
    since: dt.datetime | None = oldest
    return Waiting(documents, since.replace(tzinfo=dt.UTC) if since and not since.tzinfo else since)
