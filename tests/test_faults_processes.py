"""Faults of processes, the service's own and its clients': what was accepted is all there afterwards."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from light import KILLED, ONCE, LoadLight
from sending import Clients, kept
from service import TESTER, bearer, database_of, listening, new_key, serving

from api.actions.keys import add_key
from api.engine import Job, SerialEngine
from api.workers import LocalEngine
from models.database import Database
from models.roles import Role
from models.storable import Storable

TEXT = "Bộ Y tế yêu cầu Sở Y tế các tỉnh rà soát, báo cáo kết quả về Bộ trước ngày 30/6/2024 để tổng hợp chung. " * 9


class SlowEngine(SerialEngine):
    """An engine that takes a second."""

    def submit(self, job: Job) -> Future[Storable]:
        """Wait, and extract."""
        time.sleep(1)
        return super().submit(job)


def test_a_worker_that_is_killed_at_a_document_costs_no_document(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LocalEngine(LoadLight(), workers=2, time_limit=60)
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: engine)
    with serving(database_url) as client:
        client.headers |= bearer(new_key(client, Role.OPERATOR))
        once = client.post("/api/v1/documents", json={"text": f"{ONCE} {tmp_path / 'killed'}\n{TEXT}"})
        assert (once.status_code, once.json()["record"] is not None) == (201, True)
        always = client.post("/api/v1/documents", json={"text": f"{KILLED} {TEXT}"})
        assert (always.status_code, always.json()["record"]) == (201, None)
        assert "chết 2 lần" in always.json()["failure"]
        after = client.post("/api/v1/documents", json={"text": "Bộ Y tế yêu cầu báo cáo."})
        assert (after.status_code, len(kept(database_of(client)))) == (201, 3)


@contextmanager
def processes(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Give a service of two serving processes and their workers, and end it."""
    told = ["uvicorn", "--factory", "serving_light:app", "--workers", "2", "--port", str(port), "--log-level", "error"]
    here = {"PYTHONPATH": str(Path(__file__).parent), "CHIDAO_DATABASE_URL": url, "CHIDAO_RATE_LIMIT": "1000000/minute"}
    running = subprocess.Popen([sys.executable, "-m", *told], env=os.environ | here, stderr=subprocess.DEVNULL)  # noqa: S603  # our own words
    try:
        for _ in range(600):
            with suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{port}/readyz").is_success:
                    break
            time.sleep(0.1)
        yield running
    finally:
        running.terminate()
        running.wait(120)


def serving_processes(parent: int) -> list[int]:
    """Return the processes that answer requests."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8").split()
    named = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [child for child, name in named.items() if b"spawn_main" in name]


def test_documents_that_were_accepted_outlive_killed_serving_processes(tmp_path: Path) -> None:
    url = str(tmp_path / "a.db")
    database = Database(url)
    token = add_key(database, TESTER, "operator", Role.OPERATOR, None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with processes(url, port) as running:
        texts = [{"text": f"Giao Sở Y tế báo cáo việc số {at}."} for at in range(60)]
        sent = httpx.post(f"{address}/api/v1/batches", json={"documents": texts}, headers=bearer(token), timeout=60)
        assert sent.status_code == 202
        clients = Clients(address, token, clients=3, documents=20)
        for _ in range(3):
            time.sleep(1)
            for victim in serving_processes(running.pid)[:1]:
                os.kill(victim, signal.SIGKILL)
        clients.end()
        for _ in range(600):
            done = httpx.get(f"{address}{sent.headers['location']}", headers=bearer(token), timeout=60)
            if done.is_success and done.json()["over"]:
                break
            time.sleep(0.2)
    found = kept(database)
    database.close()
    assert len(clients.accepted) == 60
    assert clients.accepted <= {*found}
    assert (len(found), done.json()["counts"]["done"]) == (120, 60)


def test_a_client_that_leaves_loses_nothing_that_was_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: SlowEngine(LoadLight()))
    database = Database(str(tmp_path / "a.db"))
    token = add_key(database, TESTER, "operator", Role.OPERATOR, None)
    with listening(str(tmp_path / "a.db")) as address:
        with suppress(httpx.ReadTimeout):
            text = {"text": "Bộ Y tế yêu cầu báo cáo."}
            httpx.post(f"{address}/api/v1/documents", json=text, headers=bearer(token), timeout=0.5)
        for _ in range(100):
            if [*kept(database).values()] == [True]:
                break
            time.sleep(0.1)
    assert [*kept(database).values()] == [True]
    database.close()


def test_a_service_that_is_told_to_end_answers_what_it_has_in_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.dependencies.new_engine", lambda *_, **__: SlowEngine(LoadLight()))
    database = Database(str(tmp_path / "a.db"))
    token = add_key(database, TESTER, "operator", Role.OPERATOR, None)
    answers: list[httpx.Response] = []

    def send(address: str) -> None:
        text = {"text": "Bộ Y tế yêu cầu báo cáo."}
        answers.append(httpx.post(f"{address}/api/v1/documents", json=text, headers=bearer(token), timeout=60))

    with listening(str(tmp_path / "a.db")) as address:
        thread = threading.Thread(target=send, args=(address,))
        thread.start()
        while not kept(database):
            time.sleep(0.02)
    thread.join()
    database.close()
    assert [(answer.status_code, answer.json()["record"] is not None) for answer in answers] == [(201, True)]
