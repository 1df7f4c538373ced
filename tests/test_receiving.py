"""Ingestion over HTTP: what is accepted is kept, sent again it is the same, and there is never too much at once."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from building import ARTICLE, article
from fastapi.testclient import TestClient
from prepared import Prepared
from service import TESTER, bearer, database_of, new_key, serving
from sqlalchemy import update
from storing import count, keep, save

from api.actions.purging import purge_document
from api.actions.refusals import list_refusals
from api.engine import Job
from api.extracting import Extracting
from models.answers import KEPT_FOR, Answer, Answers, Asked
from models.database import Database
from models.errors import EngineError, ExtractionError, WorkerLostError
from models.queue import Queue, Selection, Task
from models.records import Record
from models.repository import Repository
from models.roles import Role
from models.runs import ClaimRow
from models.storable import Storable
from models.tables import DocumentRow

TEXT = {"text": ARTICLE}


@pytest.fixture
def engine() -> Prepared:
    """Return the engine that the service is given."""
    return Prepared()


@pytest.fixture
def client(database_url: str, engine: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Give a client with an operator's key of a service with that engine."""
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: engine)
    with serving(database_url) as client:
        client.headers |= bearer(new_key(client, Role.OPERATOR))
        yield client


def send(client: TestClient, body: dict[str, Any], **headers: str) -> tuple[int, dict[str, Any]]:
    """Send a document and return status and answer."""
    answer = client.post("/api/v1/documents", json=body, headers=headers)
    return answer.status_code, answer.json()


def test_a_document_is_kept_and_answered_with_its_record(client: TestClient) -> None:
    answer = client.post("/api/v1/documents", json=TEXT | {"source": "bao", "external_id": "7"})
    body = answer.json()
    assert (answer.status_code, body["outcome"], len(body["record"]["directives"])) == (201, "new", 2)
    assert body["origins"] == [{"source": "bao", "external_id": "7"}]
    opened = client.get(answer.headers["location"]).json()
    assert {name: body[name] for name in opened} == opened


def test_a_document_sent_again_is_the_same_document(client: TestClient, engine: Prepared) -> None:
    first, again = send(client, TEXT), send(client, TEXT | {"source": "other"})
    assert (first[0], again[0], again[1]["outcome"]) == (201, 200, "known")
    assert first[1]["id"] == again[1]["id"]
    assert [origin["source"] for origin in again[1]["origins"]] == ["operator", "other"]
    assert len(engine.jobs) == 1


def test_a_date_that_comes_later_extracts_again(client: TestClient, engine: Prepared) -> None:
    send(client, TEXT)
    assert send(client, TEXT | {"published_on": "2024-05-02"})[1]["outcome"] == "updated"
    assert engine.jobs[-1].published_on == dt.date(2024, 5, 2)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        pytest.param(ExtractionError("hỏng"), "hỏng", id="the program fails at it"),
        pytest.param(WorkerLostError(2, -9), str(WorkerLostError(2, -9)), id="it kills the worker"),
        pytest.param(EngineError("không chạy"), None, id="nothing can be extracted"),
    ],
)
def test_a_document_that_cannot_be_extracted_is_kept(
    client: TestClient, engine: Prepared, error: Exception, failure: str | None
) -> None:
    engine.result = error
    status, body = send(client, TEXT)
    assert (status, body["record"], body["failure"]) == (201, None, failure)
    engine.result = article()
    assert send(client, TEXT)[1]["record"] is not None
    assert count(database_of(client), DocumentRow) == 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"text": ""}, id="empty"),
        pytest.param({"text": " \ufeff\n"}, id="nothing but space"),
        pytest.param({"text": "a\0b"}, id="NUL"),
        pytest.param({"text": "\ud800"}, id="half a character"),
        pytest.param({"text": "a" * 2_000_001}, id="too long"),
        pytest.param({"text": "a", "id": "0" * 16}, id="an id of one's own"),
        pytest.param({"text": "a", "kind": "poem"}, id="an unknown kind"),
        pytest.param({"text": "a", "published_on": "2024-02-30"}, id="no day"),
        pytest.param({"text": "a", "source": "a\0"}, id="NUL in a name"),
        pytest.param({"text": "a", "published_on": 0}, id="seconds for a day"),
        pytest.param({"text": ["a"]}, id="a list"),
        pytest.param(["a"], id="no object"),
    ],
)
def test_what_is_no_document_is_refused_and_not_kept(client: TestClient, body: Any) -> None:  # noqa: ANN401  # any JSON
    for path in ("documents", "extract"):
        answer = client.post(
            f"/api/v1/{path}", content=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert count(database_of(client), DocumentRow) == 0


def test_extraction_without_storing_stores_nothing(client: TestClient) -> None:
    assert client.post("/api/v1/extract", json=TEXT).json()["directives"][0]["id"] == "R1"
    assert count(database_of(client), DocumentRow) == 0


def test_where_there_is_no_room_nothing_is_taken(client: TestClient) -> None:
    parts = client.app.state.service  # type: ignore[attr-defined]  # the client knows any ASGI application
    parts.extracting.waiting = parts.settings.queue_room
    answer = client.post("/api/v1/documents", json=TEXT)
    assert (answer.status_code, answer.json()["type"], answer.headers["retry-after"]) == (429, "/problems/busy", "2")
    assert count(database_of(client), DocumentRow) == 0
    parts.extracting.waiting = 0
    assert send(client, TEXT)[0] == 201
    assert parts.extracting.waiting == 0


def test_a_request_with_a_key_is_done_once(client: TestClient, engine: Prepared) -> None:
    first = client.post("/api/v1/documents", json=TEXT, headers={"Idempotency-Key": "a"})
    again = client.post("/api/v1/documents", json=TEXT, headers={"Idempotency-Key": "a"})
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert (first.headers["location"], again.headers["idempotency-replayed"]) == (again.headers["location"], "true")
    assert "idempotency-replayed" not in first.headers
    assert len(engine.jobs) == 1


def test_a_key_belongs_to_one_request_of_one_caller(client: TestClient) -> None:
    send(client, TEXT, **{"Idempotency-Key": "a"})
    other = send(client, TEXT | {"source": "b"}, **{"Idempotency-Key": "a"})
    assert (other[0], other[1]["type"]) == (409, "/problems/idempotency-mismatch")
    elsewhere = bearer(new_key(client, Role.INGESTER))
    assert send(client, TEXT, **{"Idempotency-Key": "a"}, **elsewhere)[1]["outcome"] == "known"
    reader = bearer(new_key(client, Role.READER))
    assert send(client, TEXT, **{"Idempotency-Key": "a"}, **reader)[0] == 403


def test_a_request_that_was_refused_may_be_mended_under_its_key(client: TestClient) -> None:
    assert send(client, {"text": ""}, **{"Idempotency-Key": "a"})[0] == 422
    assert send(client, TEXT, **{"Idempotency-Key": "a"})[0] == 201


def test_an_answer_is_kept_for_a_day_and_one_that_never_came_is_given_up(database: Database) -> None:
    asked = Asked("k", "a", "f", TESTER.now)
    later = Asked("k", "a", "other", TESTER.now + KEPT_FOR + dt.timedelta(hours=2))
    with database.writing() as session:
        answers = Answers(session)
        assert answers.begin(asked) is None
        assert answers.begin(asked) == Answer()
        assert answers.begin(Asked("k", "a", "f", TESTER.now + dt.timedelta(hours=1))) is None
        answers.end(asked, Answer(201, {"location": "/x"}, b"{}"))
        assert answers.begin(asked) == Answer(201, {"location": "/x"}, b"{}")
        assert answers.begin(later) is None


def test_a_document_is_kept_before_it_is_extracted(client: TestClient, engine: Prepared) -> None:
    kept: list[int] = []

    def submit(job: Job) -> Future[Storable]:
        kept.append(count(database_of(client), DocumentRow))
        return Prepared.submit(engine, job)

    parts = client.app.state.service  # type: ignore[attr-defined]  # the client knows any ASGI application
    assert isinstance(parts.extracting, Extracting)
    engine.submit = submit  # type: ignore[method-assign]  # a spy
    send(client, TEXT)
    assert kept == [1]


def test_a_document_that_others_have_in_hand_is_waited_for_and_not_done_twice(
    client: TestClient, engine: Prepared
) -> None:
    kept = keep(database_of(client), ARTICLE)
    with database_of(client).writing() as session:
        [taken] = Queue(session, "other").claim(Task("1", Selection(seqs=(kept.seq,))), 1, 60)
        session.commit()

    def finish() -> None:
        with database_of(client).writing() as session:
            assert Queue(session, "other").give_back([taken], "1")
            save(session, taken, article())
            session.commit()

    threading.Timer(0.5, finish).start()
    status, body = send(client, TEXT)
    assert (status, body["outcome"], len(body["record"]["directives"])) == (200, "updated", 2)
    assert engine.jobs == []


def test_a_result_that_comes_after_the_claim_ran_out_is_not_kept(client: TestClient, engine: Prepared) -> None:
    def submit(job: Job) -> Future[Storable]:
        with database_of(client).writing() as session:
            session.execute(update(ClaimRow).values(holder="other"))
            session.commit()
        return Prepared.submit(engine, job)

    engine.submit = submit  # type: ignore[method-assign]  # a spy
    assert send(client, TEXT)[1]["record"] is None


def test_the_real_extraction_answers(database_url: str) -> None:
    with serving(database_url) as client:
        client.headers |= bearer(new_key(client, Role.INGESTER))
        body = {"text": "Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo trước ngày 30/6/2024."}
        sent = client.post("/api/v1/documents", json=body).json()
        record = client.post("/api/v1/extract", json=body).json()
        assert sent["record"] == record
        assert record["directives"][0]["text"] == "báo cáo trước ngày 30/6/2024"
        with database_of(client).reading() as session:
            assert Repository(session).record(sent["id"]) == Record.model_validate(record)


def test_a_stamped_document_is_refused_and_only_logged(client: TestClient) -> None:
    stamped = {"text": "BỘ NỘI VỤ\nSố: 12/BC-BNV\nTỐI MẬT\n" + ARTICLE, "source": "mat.txt"}
    status, body = send(client, stamped)
    assert (status, "TỐI MẬT" in body["detail"]) == (422, True)
    database = database_of(client)
    assert count(database, DocumentRow) == 0
    assert [refusal.name for refusal in list_refusals(database, 9)] == ["mat.txt"]
    assert client.post("/api/v1/extract", json={"text": stamped["text"]}).status_code == 422


def test_a_purged_document_is_refused(client: TestClient, engine: Prepared) -> None:
    document = send(client, TEXT)[1]["id"]
    purge_document(database_of(client), TESTER, document, "nạp nhầm")
    status, body = send(client, TEXT)
    assert (status, "nạp nhầm" in body["detail"]) == (422, True)
    assert len(engine.jobs) == 1
