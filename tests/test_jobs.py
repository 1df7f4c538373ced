"""Batches and files over HTTP: accepted whole, worked off in the background, watched."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from service import bearer, database_of, new_key, serving
from storing import count

from models.roles import Role
from models.tables import DocumentRow

TEXTS = [f"Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo trước ngày {day}/6/2024." for day in range(1, 4)]


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """Give a client with an ingester's key."""
    with serving(database_url) as client:
        client.headers |= bearer(new_key(client, Role.INGESTER))
        yield client


def watched(client: TestClient, job: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a job until it is over."""
    told: list[tuple[str, dict[str, Any]]] = []
    with client.stream("GET", f"{job}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for block in "".join(stream.iter_text()).split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
            if "data" in fields:
                told.append((fields["event"], json.loads(fields["data"])))
    return told


def test_a_batch_is_accepted_whole_and_done_afterwards(client: TestClient) -> None:
    documents = [{"text": text, "external_id": str(at)} for at, text in enumerate(TEXTS)]
    answer = client.post("/api/v1/batches", json={"documents": documents})
    assert answer.status_code == 202
    assert count(database_of(client), DocumentRow) == len(TEXTS)
    job = answer.headers["location"]
    events = watched(client, job)
    assert (events[-1][0], events[-1][1]["counts"]) == ("over", {"waiting": 0, "done": 3, "failed": 0, "refused": 0})
    entries = client.get(f"{job}/entries?limit=2").json()
    rest = client.get(f"{job}/entries?limit=2&cursor={entries['next']}").json()
    assert [entry["state"] for entry in (*entries["items"], *rest["items"])] == ["done"] * 3
    reader = bearer(new_key(client, Role.READER))
    opened = client.get(f"/api/v1/documents/{rest['items'][0]['document']}", headers=reader).json()
    assert opened["record"]["directives"][0]["text"] == "báo cáo trước ngày 3/6/2024"


def test_a_batch_sent_again_under_its_key_is_the_same_job(client: TestClient) -> None:
    send: dict[str, Any] = {"json": {"documents": [{"text": TEXTS[0]}]}, "headers": {"Idempotency-Key": "a"}}
    first, again = (client.post("/api/v1/batches", **send) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"


def test_files_sent_again_under_their_key_are_the_same_job(client: TestClient) -> None:
    headers = {"Idempotency-Key": "b"}
    files = [("files", ("a.txt", TEXTS[0].encode()))]
    first, again = (client.post("/api/v1/files", files=files, headers=headers) for _ in range(2))
    assert first.request.headers["content-type"] != again.request.headers["content-type"]
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    others = [("a.txt", TEXTS[1].encode()), ("b.txt", TEXTS[0].encode())]
    for other in others:
        assert client.post("/api/v1/files", files=[("files", other)], headers=headers).status_code == 409


def test_files_are_read_and_what_cannot_be_read_is_refused_with_the_reason(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bai.txt", TEXTS[1])
    files = [
        ("files", ("../../etc/passwd.txt", TEXTS[0].encode())),
        ("files", ("goi.zip", packed.getvalue())),
        ("files", ("hỏng.pdf", b"%PDF-1.7\nno more than this")),
    ]
    answer = client.post("/api/v1/files", files=files, data={"published_on": "2024-05-02"})
    assert answer.status_code == 202, answer.text
    job = answer.headers["location"]
    assert watched(client, job)[-1][1]["counts"] == {"waiting": 0, "done": 2, "failed": 0, "refused": 1}
    entries = client.get(f"{job}/entries").json()["items"]
    assert sorted(entry["source"] for entry in entries) == ["goi.zip/bai.txt", "hỏng.pdf", "passwd.txt"]
    [refused] = [entry for entry in entries if entry["state"] == "refused"]
    assert refused["reason"]
    reader = bearer(new_key(client, Role.READER))
    [own] = [entry for entry in entries if entry["source"] == "passwd.txt"]
    [read] = client.get(f"/api/v1/documents/{own['document']}/readings", headers=reader).json()["items"]
    assert (read["source"], read["reader"], read["encoding"]) == ("passwd.txt", "text", "utf-8")
    original = client.get(f"/api/v1/documents/{own['document']}/original?sha256={read['sha256']}", headers=reader)
    assert original.content == TEXTS[0].encode()
    assert original.headers["content-disposition"] == "attachment; filename*=UTF-8''passwd.txt"
    absent = client.get(f"/api/v1/documents/{own['document']}/original?sha256={'0' * 64}", headers=reader)
    assert absent.status_code == 404
    found = client.get("/api/v1/documents?since=2024-05-02&until=2024-05-02", headers=reader).json()["items"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        pytest.param("batches", {"json": {"documents": []}}, id="an empty batch"),
        pytest.param("batches", {"json": {"documents": [{"text": ""}]}}, id="an empty text"),
        pytest.param("files", {"data": {"kind": "news"}}, id="no file"),
    ],
)
def test_where_nothing_can_be_taken_nothing_is_accepted(client: TestClient, path: str, sent: dict[str, Any]) -> None:
    answer = client.post(f"/api/v1/{path}", **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert count(database_of(client), DocumentRow) == 0


def test_a_job_is_seen_by_its_owner_and_by_operators(client: TestClient) -> None:
    job = client.post("/api/v1/batches", json={"documents": [{"text": TEXTS[0]}]}).headers["location"]
    other, operator = bearer(new_key(client, Role.INGESTER, "other")), bearer(new_key(client, Role.OPERATOR))
    for path in (job, f"{job}/entries", f"{job}/events"):
        assert client.get(path, headers=other).status_code == 404
        assert client.get(path, headers=operator).status_code == 200


def test_what_waits_when_the_service_ends_is_done_by_the_next(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("api.backlog.Backlog._work_off", lambda _: None)
        with serving(database_url) as client:
            token = new_key(client, Role.OPERATOR)
            sent = {"documents": [{"text": text} for text in TEXTS]}
            answer = client.post("/api/v1/batches", json=sent, headers=bearer(token))
            assert client.get(answer.headers["location"], headers=bearer(token)).json()["counts"]["waiting"] == 3
            assert "chidao_documents_waiting 3.0" in client.get("/metrics", headers=bearer(token)).text
    with serving(database_url) as client:
        client.headers |= bearer(token)
        assert watched(client, answer.headers["location"])[-1][1]["counts"]["done"] == 3
