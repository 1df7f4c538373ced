"""Copying: a whole database into an empty one, of whatever kind; ids, numbers of rows and pointers stay.

Full-text rows are written anew, for each kind of database has its own; everything else is copied as it is.
"""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Column, Table, bindparam, insert, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from models import access as _access  # noqa: F401  # completes the metadata
from models import answers as _answers  # noqa: F401  # the same
from models import finished as _finished  # noqa: F401  # the same
from models import index
from models import jobs as _jobs  # noqa: F401  # the same
from models import provenance as _provenance  # noqa: F401  # the same
from models import refusals as _refusals  # noqa: F401  # the same
from models import runs as _runs  # noqa: F401  # the same
from models.database import Database
from models.errors import StoreError
from models.findings import DirectiveRow, PassageRow
from models.fulltext import indexed
from models.index import Index
from models.tables import DocumentRow
from models.tables import Table as Base

_AT_A_TIME = 500


def copy_all(source: Database, target: Database) -> Iterator[tuple[str, int]]:
    """Copy every row in one unit of work, and yield each table's name with how many there were.

    Raises StoreError where the target holds anything.
    """
    tables = Base.metadata.sorted_tables
    with source.reading() as here, target.writing() as there:
        for table in tables:
            if there.execute(select(table).limit(1)).first():
                raise StoreError(f"{target.url.render_as_string()} đã có dữ liệu; hãy chép vào cơ sở dữ liệu trống")
        for table in tables:
            yield table.name, _copy(here, there, table)
        for table in tables:
            _point(here, there, table)
            if target.url.get_backend_name() == "postgresql":
                last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'seq'), max(seq)) FROM {table.name}"  # noqa: S608  # our own tables
                there.execute(sql(last))
        _index(there)
        there.commit()


def _copy(here: Session, there: Session, table: Table) -> int:
    """Copy the rows of a table without what points at rows that come later."""
    late = {column.name for column in _late(table)}
    copied = 0
    rows = here.execute(select(table).order_by(table.c.seq).execution_options(yield_per=_AT_A_TIME))
    for batch in rows.mappings().partitions():
        values = [{name: None if name in late else _moment(value) for name, value in row.items()} for row in batch]
        there.execute(insert(table), values)
        copied += len(values)
    return copied


def _late(table: Table) -> list[Column[object]]:
    """Return the columns that point at the table itself, or at one copied after it."""
    order = Base.metadata.sorted_tables
    return [key.parent for key in table.foreign_keys if order.index(key.column.table) >= order.index(table)]


def _moment(value: object) -> object:
    """Return a value of any column; a moment with its zone, which SQLite does not keep: it is UTC."""
    if not isinstance(value, dt.datetime):
        return value
    return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


def _point(here: Session, there: Session, table: Table) -> None:
    """Set what points at rows that came later."""
    for column in _late(table):
        change = update(table).where(table.c.seq == bindparam("at")).values({column.name: bindparam("to")})
        rows = select(table.c.seq.label("at"), column.label("to")).where(column.is_not(None))
        found = here.execute(rows.execution_options(yield_per=_AT_A_TIME)).mappings()
        for batch in found.partitions():
            there.connection().execute(change, [dict(row) for row in batch])


def _index(there: Session) -> None:
    """Write the full-text rows of what was copied."""
    stretches = select(PassageRow.seq, PassageRow.start, PassageRow.end, DocumentRow.text)
    stretches = stretches.join(DocumentRow, DocumentRow.seq == PassageRow.document_seq)
    for batch in there.execute(stretches.execution_options(yield_per=_AT_A_TIME)).partitions():
        found = [(seq, indexed(text[start:end])) for seq, start, end, text in batch]
        index.write(there, Index.PASSAGES, found)
    directives = select(DirectiveRow.seq, DirectiveRow.text)
    for rows in there.execute(directives.execution_options(yield_per=_AT_A_TIME)).partitions():
        index.write(there, Index.DIRECTIVES, [(seq, indexed(text)) for seq, text in rows])
