"""Requests that nobody should send: slow, deep, huge, with syntax of other languages in them, for what is another's."""

import hmac
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from building import ARTICLE, article
from fastapi.testclient import TestClient
from service import bearer, database_of, listening, new_key, serving
from storing import count, store

from models.roles import Role
from models.tables import DocumentRow

SCRIPT = "<script>alert('Bộ Y tế')</script> yêu cầu Sở Y tế báo cáo \"><img src=x onerror=alert(1)>."


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """Give an operator's client of a service with one document."""
    with serving(database_url, rate_limit="100000/minute") as client:
        client.headers |= bearer(new_key(client, Role.OPERATOR))
        store(database_of(client), ARTICLE, article())
        yield client


@pytest.mark.parametrize(
    "words",
    [
        pytest.param('"; DROP TABLE documents; --', id="SQL"),
        pytest.param("' OR 1=1 --", id="SQL that is always true"),
        pytest.param("NEAR(a b, 5) OR exact : x*", id="the syntax of FTS5"),
        pytest.param('exact : "báo cáo" AND NOT ^rà', id="columns of FTS5"),
        pytest.param("bao:* & cao | !ra <-> soat", id="the syntax of tsquery"),
        pytest.param("'a':1 \\' \\\\", id="quotes and backslashes"),
        pytest.param('"""""" - -- -" (((((', id="nothing but signs"),
        pytest.param("a" * 1000, id="one very long word"),
        pytest.param("- " * 499, id="many a minus"),
        pytest.param("%25_%", id="wildcards"),
        pytest.param("\u202e\u200b\ufeff", id="invisible signs"),
    ],
)
def test_words_of_another_syntax_are_words(client: TestClient, words: str) -> None:
    for path in ("directives", "documents", "directives/facets", "deadlines"):
        answer = client.get(f"/api/v1/{path}", params={"q": words})
        assert answer.status_code == 200, answer.text
    for name in ("unit", "person", "group"):
        assert client.get("/api/v1/directives", params={name: words[:300]}).json()["items"] == []
    assert count(database_of(client), DocumentRow) == 1


@pytest.mark.parametrize("depth", [1_000, 100_000, 1_000_000])
@pytest.mark.parametrize("sign", ["[", '{"a":'], ids=["lists", "objects"])
def test_json_nested_without_end_is_refused(client: TestClient, sign: str, depth: int) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (sign * depth, f'{{"text": {sign * depth}'):
        answer = client.post("/api/v1/documents", content=body, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    closed = '{"text": ' + "[" * depth + "]" * depth + "}"
    assert client.post("/api/v1/documents", content=closed, headers=headers).status_code in {400, 422}


def test_a_bomb_of_json_costs_no_more_than_its_size(client: TestClient) -> None:
    began = time.process_time()
    fields = {f"field{at}": at for at in range(100_000)}
    answer = client.post("/api/v1/documents", json={"text": "a", **fields})
    assert answer.status_code == 422
    assert len(answer.content) < 100_000
    answer = client.post("/api/v1/batches", json={"documents": [{"text": ""}] * 100_000})
    assert (answer.status_code, len(answer.content) < 100_000) == (422, True)
    assert time.process_time() - began < 60


def test_markup_in_a_text_comes_back_as_text_and_never_as_a_page(client: TestClient) -> None:
    sent = client.post("/api/v1/documents", json={"text": SCRIPT, "source": "<b>nguon</b>"}).json()
    text = client.get(f"/api/v1/documents/{sent['id']}/text")
    assert (text.text, text.headers["content-type"]) == (SCRIPT, "text/plain; charset=utf-8")
    for path in (f"documents/{sent['id']}", "documents?q=alert", "directives?q=bao+cao"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_belongs_to_the_service_cannot_be_assigned(client: TestClient) -> None:
    for field in ("id", "record", "outcome", "created_at", "result_seq"):
        assert client.post("/api/v1/documents", json={"text": ARTICLE, field: "x"}).status_code == 422
    for field in ("standing", "run", "state", "finished_at", "seqs"):
        assert client.post("/api/v1/runs", json={field: "paused"}).status_code == 422
    assert client.post("/api/v1/runs/1/publish", json={"reviewed": True, "documents": 5}).status_code == 422


def test_keys_are_compared_in_constant_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token = client.headers["authorization"].removeprefix("Bearer ")
    compared: list[int] = []
    same = hmac.compare_digest

    def spy(one: str, other: str) -> bool:
        compared.append(len(one))
        return same(one, other)

    monkeypatch.setattr(hmac, "compare_digest", spy)
    mark, name, secret = token.split("_", 2)
    prefix = f"{mark}_{name}"
    for given in (token, f"{prefix}_{'a' * len(secret)}", f"{prefix}_{secret[:-1]}a", f"chidao_00000000_{secret}"):
        client.get("/api/v1/directives", headers=bearer(given))
    assert compared == [64] * 4


def talk(address: str, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Return what comes back for bytes that are sent piece by piece, until the other side ends or is silent."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        return connection.recv(65_536)


def head(token: str, length: int) -> bytes:
    """Return the head of a request that announces a body."""
    fields = (
        "Host: a",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
    )
    return "\r\n".join(("POST /api/v1/extract HTTP/1.1", *fields, "", "")).encode()


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401  # a path
    monkeypatch.setattr("api.observation._PATIENCE", 0.3)
    with serving(str(tmp_path / "a.db")) as client:
        token = new_key(client, Role.OPERATOR)
    with listening(str(tmp_path / "a.db")) as address:
        answer = talk(address, head(token, 1000), b'{"text": "')
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"/problems/too-slow" in answer or b"connection: close" in answer.lower()


def test_a_body_over_the_limit_is_refused_before_it_is_read(tmp_path: Any) -> None:  # noqa: ANN401  # a path
    with serving(str(tmp_path / "a.db")) as client:
        token = new_key(client, Role.OPERATOR)
    with listening(str(tmp_path / "a.db"), max_body_bytes=1000) as address:
        assert talk(address, head(token, 10**12)).startswith(b"HTTP/1.1 413")
        assert talk(address, head(token, 10**30)).startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))


def test_a_slow_client_holds_up_nobody_else(tmp_path: Any) -> None:  # noqa: ANN401  # a path
    with serving(str(tmp_path / "a.db")) as client:
        token = new_key(client, Role.OPERATOR)
    with listening(str(tmp_path / "a.db")) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        slow = [socket.create_connection((host, int(port)), timeout=30) for _ in range(60)]
        for connection in slow:
            connection.sendall(head(token, 1000) + b'{"te')
        assert talk(address, b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n").startswith(b"HTTP/1.1 200")
        for connection in slow:
            connection.close()


@pytest.mark.parametrize("path", ["..%2f..%2fetc%2fpasswd", "%00", "../../keys", "{}", "a" * 5000])
def test_a_path_that_leads_elsewhere_leads_nowhere(client: TestClient, path: str) -> None:
    for place in ("documents", "jobs", "runs", "keys"):
        assert client.get(f"/api/v1/{place}/{path}").status_code in {403, 404, 405, 422}


def test_the_ids_of_others_are_as_unknown_as_none(client: TestClient) -> None:
    job = client.post("/api/v1/batches", json={"documents": [{"text": ARTICLE}]}).headers["location"]
    other = bearer(new_key(client, Role.INGESTER))
    hidden = client.get(job, headers=other)
    absent = client.get(f"/api/v1/jobs/{'0' * 32}", headers=other)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    told = [json.loads(answer.content) for answer in (hidden, absent)]
    assert told[0]["type"] == told[1]["type"]
    assert client.get("/api/v1/runs/1", headers=other).status_code == 403
