"""The database: named by a URL, its schema created and upgraded on first use, work done in units of work.

SQLite: one file in write-ahead mode; readers never wait, writers queue for up to half a minute.
PostgreSQL: psycopg 3. No engine is made at import; whoever starts the program makes one `Database`.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy import text as sql
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from models import migrations
from models.errors import StoreError, StoreFullError

_WAIT_SECONDS = 30
_CONNECTIONS = 20
"""Connections that are kept open: one for each thread that answers requests or works in the background."""
_FULL = ("disk is full", "No space left on device", "disk I/O error")
"""What databases say where there is no room: SQLite, PostgreSQL, SQLite under a limit on files."""
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def parse_url(given: str) -> URL:
    """Return the URL; a bare path is a file of SQLite, `postgresql://` means psycopg 3. Raises StoreError."""
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except ArgumentError:
        raise StoreError(f"địa chỉ cơ sở dữ liệu không hợp lệ: «{given}»; {_EXAMPLES}") from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"chưa hỗ trợ cơ sở dữ liệu «{url.drivername}»; {_EXAMPLES}")
    return url


_EXAMPLES = "hãy viết như sqlite:///chidao.db hoặc postgresql://nguoidung@may/csdl"


class Database:
    """One database whose schema is the newest; `reading()` and `writing()` give sessions on it."""

    def __init__(self, url: str) -> None:
        """Connect, and create or upgrade the schema where it is missing or old; raises StoreError."""
        self.url = parse_url(url)
        with explained(self.url):
            self.engine = _engine(self.url)
            try:
                upgrade(self.engine)
            except BaseException:
                self.engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and changes nothing."""
        with explained(self.url), Session(_for_reading(self.engine)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose work is undone on leaving unless `session.commit()` was called."""
        engine = self.engine.execution_options(writing=True)
        with explained(self.url), Session(engine, expire_on_commit=False) as session:
            yield session

    @property
    def revision(self) -> str | None:
        """The revision of the schema."""
        return migrations.head()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn whatever the database refuses into a StoreError for the user."""
    try:
        yield
    except (SQLAlchemyError, NoSuchModuleError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        kind = StoreFullError if any(words in reason for words in _FULL) else StoreError
        raise kind(f"không dùng được cơ sở dữ liệu {url.render_as_string()}: {reason}; {_way_out(reason)}") from error


def _way_out(reason: str) -> str:
    """Return what the user can do about it."""
    if any(words in reason for words in _FULL):
        return "hết chỗ chứa: hãy dọn đĩa hoặc chuyển cơ sở dữ liệu sang đĩa lớn hơn, rồi gửi lại"
    if "locked" in reason:
        return "một tiến trình khác đang ghi, hãy thử lại sau"
    if "not a database" in reason:
        return "hãy chọn tệp khác bằng --db"
    if "unable to open" in reason:
        return "hãy kiểm tra đường dẫn và quyền ghi của thư mục"
    return "hãy kiểm tra địa chỉ trong --db hoặc CHIDAO_DATABASE_URL"


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=_CONNECTIONS)
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS}, pool_size=_CONNECTIONS)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _for_reading(engine: Engine) -> Engine:
    """Return the engine as a reader uses it: SQLite keeps to one state by nature, PostgreSQL where it is told to."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Set up a new connection of SQLite; transactions are begun by `_begin`, not by the driver."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    """Begin as a writer at once where the unit of work writes, so that writers queue and never deadlock."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def upgrade(engine: Engine) -> bool:
    """Bring the schema to the newest revision and say whether there was anything to do.

    Safe when several processes do it at once: one does it, the others wait and find it done.
    """
    with engine.connect() as connection:
        if migrations.is_current(connection):
            return False
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    with migrating(engine) as connection:
        if migrations.is_current(connection):
            return False
        migrations.upgrade(connection)
    return True


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection on which to change the schema, all or nothing, one process at a time."""
    writing = engine.execution_options(writing=True)
    with writing.connect() as connection, _keys_at_rest(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sql("SELECT pg_advisory_xact_lock(hashtext('chidao schema'))"))
        yield connection


@contextmanager
def _keys_at_rest(connection: Connection) -> Iterator[None]:
    """On SQLite, which changes a table by copying and dropping it, let nothing go with what is dropped."""
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")  # heeded outside transactions only
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _write_ahead(engine: Engine) -> None:
    """Put the file into write-ahead mode for good; SQLite does not wait here, so wait for it."""
    database = engine.url.database
    if not database or database == ":memory:":
        return
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        connection = sqlite3.connect(Path(database), timeout=_WAIT_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise StoreError(f"không mở được {database} để ghi: {error}; hãy thử lại sau") from error
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
