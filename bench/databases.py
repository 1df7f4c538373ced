"""Databases to measure on: empty ones that are dropped afterwards, and what the server of PostgreSQL spends on them."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy import text as sql

from bench.processes import spent
from models.database import Database

_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


@contextmanager
def sqlite() -> Iterator[Database]:
    """Give an empty file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(str(Path(folder, "bench.db")))
        yield database
        database.close()


@contextmanager
def postgresql() -> Iterator[Database]:
    """Give an empty database on the server for tests, CHIDAO_TEST_POSTGRES_URL."""
    url = make_url(os.environ.get("CHIDAO_TEST_POSTGRES_URL", _POSTGRES))
    name = f"chidao_bench_{uuid.uuid4().hex[:8]}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sql(f"CREATE DATABASE {name}"))
    try:
        database = Database(url.set(database=name).render_as_string(hide_password=False))
        yield database
        database.close()
    finally:
        with server.connect() as connection:
            connection.execute(sql(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def server_seconds(database: Database) -> float:
    """Return the processor time that the server has spent for connections open now; nothing for SQLite.

    The server must be on this machine; what it writes later by itself is not counted.
    """
    if database.engine.dialect.name == "sqlite":
        return 0.0
    with database.reading() as session:
        pids = session.scalars(sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")).all()
    return sum(map(spent, pids))


def size(database: Database) -> int:
    """Return the bytes of a database of PostgreSQL."""
    with database.reading() as session:
        return session.scalar(sql("SELECT pg_database_size(current_database())")) or 0
