"""What tests share: databases of both kinds, each test its own, and records built by hand."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from models.database import Database

_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


@pytest.fixture(scope="session")
def postgres() -> URL:
    """The PostgreSQL for tests; where none answers the test is skipped, or fails if it is required."""
    url = make_url(os.environ.get("CHIDAO_TEST_POSTGRES_URL", _POSTGRES))
    engine = create_engine(url, connect_args={"connect_timeout": 5})
    try:
        engine.connect().close()
    except OperationalError:
        reason = f"no PostgreSQL answers at {url.render_as_string()} (CHIDAO_TEST_POSTGRES_URL)"
        if os.environ.get("CHIDAO_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    finally:
        engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: a file, or a schema of its own that is dropped afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'chidao.db'}"
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


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with the newest schema."""
    opened = Database(database_url)
    yield opened
    opened.close()
