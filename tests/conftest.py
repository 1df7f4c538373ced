"""What tests share: databases of both kinds, each test its own, and records built by hand."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from shell import Ran, Run
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from api.cli import main
from models.database import Database

pytest_plugins = ["browsing"]
_NO_SERVER = "no PostgreSQL answers"
KINDS = ("sqlite", "postgresql")
_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


@pytest.fixture(scope="session")
def postgres() -> URL:
    """Return the PostgreSQL for tests; where none answers skip the test, or fail if it is required."""
    url = make_url(os.environ.get("CHIDAO_TEST_POSTGRES_URL", _POSTGRES))
    engine = create_engine(url, connect_args={"connect_timeout": 5})
    try:
        engine.connect().close()
    except OperationalError:
        reason = f"{_NO_SERVER} at {url.render_as_string()} (CHIDAO_TEST_POSTGRES_URL)"
        if os.environ.get("CHIDAO_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    finally:
        engine.dispose()
    return url


@contextmanager
def new_database_url(request: pytest.FixtureRequest, directory: Path) -> Iterator[str]:
    """Give the URL of an empty database of the kind in `request.param`, and drop it afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{directory / 'chidao.db'}"
        return
    url: URL = request.getfixturevalue("postgres")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(sql(f"CREATE SCHEMA {schema}"))
    here = url.update_query_dict({"options": f"-csearch_path={schema}"})
    yield here.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(sql(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database: a file, or a schema of its own that is dropped afterwards."""
    with new_database_url(request, tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give an empty database with the newest schema."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=KINDS)
def shared_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give a database to all tests of a module that only read what one of its fixtures wrote."""
    with new_database_url(request, tmp_path_factory.mktemp("shared")) as url:
        opened = Database(url)
        yield opened
        opened.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a function that runs a command line in an empty directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("CHIDAO_WORKERS", "0")
    for name in ("CHIDAO_DATABASE_URL", "CHIDAO_MAX_CHARACTERS", "CHIDAO_UNITS_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run_it(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        code = stopped.value.code
        assert isinstance(code, int | None)
        return Ran(code or 0, *capsys.readouterr())

    return run_it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that tests were skipped for want of a PostgreSQL."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if _NO_SERVER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} PostgreSQL tests skipped: {_NO_SERVER} at CHIDAO_TEST_POSTGRES_URL"
        )
