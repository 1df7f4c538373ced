"""Runs over HTTP: ordered, done in the background, watched, paused, reported on, published, undone."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from fastapi.testclient import TestClient
from light import light
from service import bearer, database_of, new_key, serving
from storing import store

from api.actions import reprocessing
from api.actions.background import work_in_background
from api.actions.keys import read_audit
from api.actions.shift import work_through
from api.engine import Job
from models.queue import Selection
from models.roles import Role
from models.rows import storable
from models.runs import Standing
from models.storable import Storable

TEXTS = [f"Giao Sở Y tế báo cáo việc số {at}.\nGiao Sở Nội vụ tổng hợp việc số {at}." for at in range(24)]


class Held:
    """An engine of the version `new`, that drops the second line of every text and works only while it is let."""

    version = "new"
    workers = 1

    def __init__(self) -> None:
        """Be let."""
        self.let = threading.Event()
        self.let.set()

    def submit(self, job: Job) -> Future[Storable]:
        """Return the record to come."""
        made: Future[Storable] = Future()

        def make() -> None:
            self.let.wait(60)
            build = light(job.text, self.version)
            made.set_result(storable(build.model_copy(update={"directives": build.directives[:1]})))

        threading.Thread(target=make, daemon=True).start()
        return made

    def close(self) -> None:
        """Do nothing."""


@pytest.fixture
def engine() -> Held:
    """Return the engine that the service is given."""
    return Held()


@pytest.fixture
def client(database_url: str, engine: Held, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Give an operator's client of a service with that engine, and documents that an old version read."""
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: engine)
    with serving(database_url, rate_limit="100000/minute") as client:
        client.headers |= bearer(new_key(client, Role.OPERATOR))
        for text in TEXTS:
            store(database_of(client), text, light(text, "old"))
        yield client
        engine.let.set()


def until(client: TestClient, run: str, state: str) -> dict[str, object]:
    """Return a run when it is in this state."""
    for _ in range(600):
        found: dict[str, object] = client.get(run).json()
        if found["state"] == state:
            return found
        time.sleep(0.05)
    pytest.fail(f"the run never was {state}: {found}")


def start(client: TestClient, **wanted: object) -> str:
    """Order a run and return its path."""
    answer = client.post("/api/v1/runs", json=wanted)
    assert answer.status_code == 202, answer.text
    return str(answer.headers["location"])


def test_a_run_is_planned_done_in_the_background_reported_published_and_undone(client: TestClient) -> None:
    assert client.get("/api/v1/runs/plan").json() == {"version": "new", "documents": 24}
    run = start(client)
    done = until(client, run, "finished")
    assert (done["done"], done["failed"], done["waiting"], done["current"]) == (24, 0, 0, 0)
    report = client.get(f"{run}/report").json()
    assert (report["documents"]["changed"], report["kinds"]["directives"]["lost"]) == (24, 24)
    assert {one["turn"] for one in report["directives"]} == {"lost"}
    page = client.get(f"{run}/report?format=html")
    assert (page.headers["content-type"], "<svg" in page.text) == ("text/html; charset=utf-8", True)
    refused = client.post(f"{run}/publish", json={})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/beyond-limits")
    assert "50.0%" in refused.json()["detail"]
    count = "/api/v1/directives?total=true"
    assert client.get(count).json()["total"] == 48
    part = {"reviewed": True, "where": {"q": '"việc số 3"'}}
    assert client.post(f"{run}/publish", json=part).json()["documents"] == 1
    assert client.get(count).json()["total"] == 47
    assert client.post(f"{run}/publish", json={"reviewed": True}).json() == {"run": int(run[-1]), "documents": 23}
    assert client.get(count).json()["total"] == 24
    assert client.post(f"{run}/rollback").json() == {"run": int(run[-1]), "documents": 23, "left": 0}
    assert client.get(count).json()["total"] == 47
    actions = [entry.action for entry in read_audit(database_of(client), 9, None)]
    assert actions[:4] == ["run.rolled_back", "run.published", "run.published", "run.started"]


def test_a_run_is_paused_resumed_and_cancelled(client: TestClient, engine: Held) -> None:
    engine.let.clear()
    run = start(client)
    until(client, run, "running")
    assert client.post(f"{run}/pause").json()["state"] == "paused"
    engine.let.set()
    time.sleep(0.5)
    paused = client.get(run).json()
    assert (paused["state"], 0 < int(paused["waiting"]) < 24, paused["in_hand"]) == ("paused", True, 0)
    assert client.post(f"{run}/resume").status_code == 200
    assert until(client, run, "finished")["done"] == 24
    assert client.post(f"{run}/cancel").status_code == 409
    engine.let.clear()
    other = start(client, force=True)
    assert client.post(f"{other}/cancel").json()["state"] == "cancelled"
    engine.let.set()
    assert client.get("/api/v1/runs?limit=1").json()["items"][0]["id"] == int(other[-1])


def test_a_run_is_watched(client: TestClient, engine: Held) -> None:
    engine.let.clear()
    run = start(client)
    threading.Timer(1, engine.let.set).start()
    with client.stream("GET", f"{run}/events") as stream:
        told = "".join(stream.iter_text())
    assert "event: progress" in told
    assert told.count("event: over") == 1
    assert '"state":"finished"' in told


def test_the_same_run_is_not_ordered_twice_and_one_without_work_not_at_all(client: TestClient, engine: Held) -> None:
    engine.let.clear()
    assert start(client) == start(client)
    engine.let.set()
    until(client, "/api/v1/runs/1", "finished")
    nothing = client.post("/api/v1/runs", json={})
    assert (nothing.status_code, nothing.json()["type"]) == (409, "/problems/conflict")


def test_new_documents_come_before_runs(client: TestClient, engine: Held) -> None:
    engine.let.clear()
    run = start(client)
    until(client, run, "running")
    job = client.post("/api/v1/batches", json={"documents": [{"text": "Bộ Y tế yêu cầu báo cáo."}]}).headers["location"]
    engine.let.set()
    for _ in range(200):
        if client.get(job).json()["over"]:
            break
        time.sleep(0.05)
    assert client.get(job).json()["counts"]["done"] == 1
    assert until(client, run, "finished")["failed"] == 0


def test_a_run_of_a_command_is_left_to_it_until_it_is_handed_over(client: TestClient, engine: Held) -> None:
    database = database_of(client)
    task = reprocessing.start(database, "new", Selection())
    assert list(work_in_background(database, engine, lambda: False)) == []
    run = f"/api/v1/runs/{task.run}"
    assert client.get(run).json()["state"] == "waiting"
    client.post(f"{run}/resume")
    until(client, run, "finished")


def test_a_command_stops_at_a_run_that_is_paused(client: TestClient, engine: Held) -> None:
    database = database_of(client)
    task = reprocessing.start(database, "new", Selection())
    client.post(f"/api/v1/runs/{task.run}/pause")
    assert list(work_through(database, engine, task)) == []
    assert reprocessing.start(database, "new", Selection()) == task
    assert reprocessing.finish(database, task).standing is Standing.TERMINAL


def test_a_publication_of_another_run_is_not_undone(client: TestClient) -> None:
    first = start(client)
    until(client, first, "finished")
    client.post(f"{first}/publish", json={"reviewed": True})
    second = start(client, force=True)
    until(client, second, "finished")
    answer = client.post(f"{second}/rollback")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/conflict")
    assert client.post("/api/v1/runs/99/rollback").status_code == 404
