"""Bulk: many rows of a table at once, under numbers taken for them before; COPY on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, TableClause, func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.tables import Table


def numbers(session: Session, table: type[Table], count: int) -> list[int]:
    """Take numbers for new rows of a table, in ascending order, in a unit of work that writes."""
    if not count:
        return []
    if session.get_bind().dialect.name == "sqlite":  # it has one writer at a time: nobody else adds rows
        last = session.scalar(select(func.max(table.seq))) or 0
        return list(range(last + 1, last + 1 + count))
    sequence = f"pg_get_serial_sequence('{table.__tablename__}', 'seq')"
    return list(session.scalars(sql(f"SELECT nextval({sequence}) FROM generate_series(1, {count})")))  # noqa: S608  # a table of ours


def write(
    session: Session,
    table: TableClause | type[Table],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Write rows, each with its values in the order of the columns."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
    else:
        name = table.name if isinstance(table, TableClause) else table.__tablename__
        _copy(connection, name, columns, rows)


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Send rows by the driver's COPY; what it refuses is told as SQLAlchemy tells it."""
    dialect, driver = connection.dialect, connection.connection.driver_connection
    failure: Any = getattr(dialect.loaded_dbapi, "Error", None)
    statement = f"COPY {table} ({', '.join(map(dialect.identifier_preparer.quote, columns))}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[union-attr]  # the connection is open
            for row in rows:
                copy.write_row(row)
    except failure as error:
        raise DBAPIError.instance(statement, None, error, failure, dialect=dialect) from error
