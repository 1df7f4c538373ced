"""Faults of the database: what was accepted is all there afterwards."""

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from cluster import own_cluster
from light import LoadLight
from sending import Clients, kept
from service import TESTER, bearer, database_of, listening, new_key, serving
from sqlalchemy import create_engine, event
from sqlalchemy import text as sql

from api.actions.keys import add_key
from api.engine import SerialEngine
from models.database import Database
from models.roles import Role

_CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'cut'"
)


@pytest.fixture
def cut(database_url: str) -> str:
    """Return the URL of a PostgreSQL whose connections can be told from others'."""
    if not database_url.startswith("postgresql"):
        pytest.skip("only a database with a server can cut connections")
    return f"{database_url}&application_name=cut"


def test_documents_that_were_accepted_outlive_cut_connections(cut: str) -> None:
    database = Database(cut)
    token = add_key(database, TESTER, "operator", Role.OPERATOR, None)
    accepted: list[str] = []
    with listening(cut) as address:

        def send(client: int) -> None:
            with httpx.Client(base_url=address, headers=bearer(token), timeout=120) as http:
                for at in range(8):
                    answer = http.post("/api/v1/documents", json={"text": f"Bộ Y tế yêu cầu báo cáo số {client}-{at}."})
                    assert answer.status_code in {201, 503}, answer.text
                    if answer.status_code == 201:
                        accepted.append(answer.json()["id"])

        threads = [threading.Thread(target=send, args=(client,)) for client in range(3)]
        for thread in threads:
            thread.start()
        other = create_engine(cut.replace("&application_name=cut", ""))
        while any(thread.is_alive() for thread in threads):
            with other.begin() as connection:
                connection.execute(sql(_CUT))
            threads[0].join(1)
        other.dispose()
        with httpx.Client(base_url=address, headers=bearer(token), timeout=120) as http:
            found = http.get("/api/v1/documents?limit=200").json()["items"]
    database.close()
    assert len(accepted) > 0
    assert set(accepted) <= {item["id"] for item in found}


@pytest.fixture
def light_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let services extract lightly, in their own process."""
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: SerialEngine(LoadLight()))


@pytest.mark.usefixtures("light_engine")
def test_documents_that_were_accepted_outlive_restarts_of_the_database() -> None:
    with own_cluster() as cluster:
        database = Database(cluster.url)
        token = add_key(database, TESTER, "operator", Role.OPERATOR, None)
        with listening(cluster.url, rate_limit="1000000/minute") as address:
            clients = Clients(address, token, clients=4, documents=25)
            for _ in range(3):
                time.sleep(0.3)
                cluster.crash()
                time.sleep(0.3)
                cluster.start()
            clients.end()
        assert len(clients.accepted) == 100
        assert set(clients.refused) <= {"/problems/unavailable"}
        assert clients.accepted <= {*kept(database)}
        database.close()


@pytest.mark.usefixtures("light_engine")
def test_where_the_disk_is_full_nothing_accepted_is_lost_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with serving(str(tmp_path / "a.db")) as client:
        client.headers |= bearer(new_key(client, Role.OPERATOR))
        engine = database_of(client).engine
        pages = 0
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def limit(connection: Any, _: object) -> None:  # noqa: ANN401  # a connection of the driver
            connection.execute(f"PRAGMA max_page_count = {pages + 60}")

        engine.dispose()
        event.listen(engine, "connect", limit)
        accepted, answer = [], None
        for at in range(100):
            answer = client.post("/api/v1/documents", json={"text": f"Bộ Y tế yêu cầu báo cáo số {at}.\n" * 200})
            if answer.status_code != 201:
                break
            accepted.append(answer.json()["id"])
        assert answer
        assert (answer.status_code, answer.json()["type"]) == (507, "/problems/storage-full")
        assert answer.headers["retry-after"]
        assert client.get(f"/api/v1/documents/{accepted[0]}").json()["record"]
        event.remove(engine, "connect", limit)
        engine.dispose()
        assert client.post("/api/v1/documents", json={"text": "Bộ Y tế yêu cầu báo cáo."}).status_code == 201
        assert len(accepted) > 3
        assert {*accepted} <= {*kept(database_of(client))}
