"""Faults: what was accepted is all there afterwards."""

import threading

import httpx
import pytest
from service import TESTER, bearer, listening
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from api.actions.keys import add_key
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
