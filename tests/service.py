"""Running the service in tests: a client of it, and keys."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient

from api.actions.keys import add_key
from api.app import create_app
from api.settings import Settings
from models.audit import Actor
from models.database import Database
from models.roles import Role

NOW = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
TESTER = Actor("tester", NOW)


@contextmanager
def serving(database_url: str, **settings: Any) -> Iterator[TestClient]:  # noqa: ANN401  # any settings
    """Give a client of a service on this database; what it fails at is answered, not raised."""
    app = create_app(Settings(database_url=database_url, **settings))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def new_key(client: TestClient, role: Role, name: str | None = None, days: int | None = None) -> str:
    """Return the token of a new key."""
    lifetime = dt.timedelta(days=days) if days else None
    return add_key(database_of(client), TESTER, name or role, role, lifetime)


def bearer(token: str) -> dict[str, str]:
    """Return the header that carries a key."""
    return {"Authorization": f"Bearer {token}"}


def database_of(client: TestClient) -> Database:
    """Return the database that the service uses."""
    found: Database = client.app.state.service.database  # type: ignore[attr-defined]  # the client knows any ASGI application
    return found
