"""Running the service in tests: a client of it, and keys."""

import datetime as dt
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from api.actions.keys import add_key
from api.app import create_app
from api.settings import Settings
from models.audit import Actor
from models.database import Database
from models.roles import Role

NOW = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
TESTER = Actor("tester", NOW)
HTML = {"Accept": "text/html"}


@contextmanager
def serving(database_url: str, **settings: Any) -> Iterator[TestClient]:  # noqa: ANN401  # any settings
    """Give a client of a service on this database; what it fails at is answered, not raised."""
    app = create_app(Settings(database_url=database_url, **{"workers": 0, **settings}))
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


def form_token(client: TestClient) -> str:
    """Return what a form of the client's session must carry to be taken."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/sign-in", headers=HTML).text)
    assert found
    return found[1]


def enter(client: TestClient, role: Role = Role.ANALYST) -> str:
    """Sign in to the page, and return what forms must carry from now on."""
    form = {"csrf": form_token(client), "key": new_key(client, role, f"{role}-on-page")}
    assert client.post("/sign-in", data=form, follow_redirects=False).status_code == 303
    return form_token(client)


@contextmanager
def listening(database_url: str, **settings: Any) -> Iterator[str]:  # noqa: ANN401  # any settings
    """Give the address of a service on this database that answers over the network of this machine."""
    app = create_app(Settings(database_url=database_url, **{"workers": 0, **settings}))
    config = uvicorn.Config(app, port=0, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    [port] = {socket.getsockname()[1] for running in server.servers for socket in running.sockets}
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
