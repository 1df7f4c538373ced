"""The service as such: health, problems, request ids, limits, its description."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient
from service import bearer, new_key, serving

from api.app import create_app
from api.errors import ANSWERS, kinds
from api.openapi import operations
from api.serving import address
from api.settings import Settings
from models import errors
from models.roles import Role

PAGE = (Path(__file__).parents[1] / "docs" / "service.md").read_text("utf-8")
DESCRIPTION: dict[str, Any] = create_app(Settings()).openapi()
OPERATIONS = {operation["operationId"]: operation for operation in operations(DESCRIPTION)}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a service on an empty database."""
    with serving(str(tmp_path_factory.mktemp("service") / "a.db"), max_body_bytes=1000) as client:
        yield client


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_is_well_without_a_key(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        pytest.param("GET", "/nowhere", 404, "not-found", id="no such path"),
        pytest.param("GET", "/problems/nothing", 404, "not-found", id="no such problem"),
        pytest.param("POST", "/healthz", 405, "method-not-allowed", id="a method that does nothing here"),
        pytest.param("GET", "/api/v1/keys", 401, "unauthenticated", id="no key"),
    ],
)
def test_an_error_is_a_problem_that_explains_itself(
    client: TestClient, method: str, path: str, status: int, slug: str
) -> None:
    answer = client.request(method, path, headers={"X-Request-ID": "abc-1"})
    body = answer.json()
    assert (answer.status_code, body["status"], body["type"]) == (status, status, f"/problems/{slug}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (body["request_id"], body["instance"], answer.headers["x-request-id"]) == ("abc-1", path, "abc-1")
    assert client.get(body["type"]).json()["title"] == body["title"]


@pytest.mark.parametrize(("accepted", "title"), [("en-GB", "Not found"), ("vi,en", "Không có"), ("", "Không có")])
def test_a_problem_is_told_in_the_language_of_the_client(client: TestClient, accepted: str, title: str) -> None:
    assert client.get("/nowhere", headers={"Accept-Language": accepted}).json()["title"] == title


def test_a_refused_method_is_told_every_one_that_works(client: TestClient) -> None:
    assert client.put("/api/v1/keys").headers["allow"] == "GET, POST"


def test_a_request_id_that_is_no_word_is_not_taken_over(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": 'a"}\n{"b'.replace("\n", " ")})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b'{"name": "' + b"a" * 2000, 413, id="over the limit"),
        pytest.param(b"[" * 999, 400, id="nested without end"),
        pytest.param(b"{", 400, id="half a body"),
        pytest.param(b'{"name": 1}', 422, id="against the schema"),
        pytest.param(b"\xff", 400, id="no UTF-8"),
        pytest.param(b'{"name": NaN, "role": "\\ud800"}', 422, id="signs that JSON has not"),
    ],
)
def test_a_body_that_is_no_good_is_refused(client: TestClient, body: bytes, status: int) -> None:
    headers = bearer(new_key(client, Role.ADMIN, f"bodies-{sum(body)}")) | {"Content-Type": "application/json"}
    answer = client.post("/api/v1/keys", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_body_of_unknown_length_is_refused_as_soon_as_it_is_too_long(client: TestClient) -> None:
    sent = []

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            sent.append(1)
            yield b" " * 100

    headers = {"Content-Type": "application/json"}
    assert client.post("/api/v1/keys", content=pieces(), headers=headers).status_code == 413


def test_a_failure_of_the_program_is_a_problem_and_says_nothing_of_what_was_sent(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    headers = bearer(new_key(client, Role.ADMIN, "failing"))
    monkeypatch.setattr("api.routes.keys.list_keys", fail)
    answer = client.get("/api/v1/keys?secret=1", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    logged = capsys.readouterr()
    assert "keys.py:" in logged.out
    assert "secret" not in answer.text + logged.out + logged.err


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_a_problem_is_documented(kind: Any) -> None:  # noqa: ANN401  # a row of the table
    assert re.search(rf"^\| `{kind.type}` \| {kind.status} \| [^|]+ \|$", PAGE, re.MULTILINE)


def test_every_error_of_the_program_has_an_answer() -> None:
    assert {*ANSWERS.values()} <= {*kinds()}
    for error in errors.ChidaoError.__subclasses__():
        assert any(kind in ANSWERS for kind in error.__mro__), error


def test_the_description_is_openapi_3_1() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1.")


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_is_described_with_examples_that_fit(name: str) -> None:
    operation = OPERATIONS[name]
    assert len(operation["description"]) > 20
    contents = [response.get("content", {}) for response in operation["responses"].values()]
    contents.append(operation.get("requestBody", {}).get("content", {}))
    for described in (entry for content in contents for kind, entry in content.items() if kind.endswith("json")):
        schema = {**described["schema"], "components": DESCRIPTION["components"]}
        jsonschema_rs.validate(schema, described["example"])
    for parameter in operation.get("parameters", ()):
        assert parameter["schema"].get("examples"), parameter["name"]


def test_without_any_key_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    settings = Settings(database_url=str(tmp_path / "a.db"), host="0.0.0.0")  # noqa: S104  # what is held back
    now = dt.datetime.now(dt.UTC)
    assert address(settings, now).host == "127.0.0.1"
    with serving(settings.database_url) as client:
        new_key(client, Role.READER, days=10_000)
    assert address(settings, now).host == settings.host


def test_metrics_count_requests_by_route_and_say_nothing_else(client: TestClient) -> None:
    operator = bearer(new_key(client, Role.OPERATOR))
    for query in ("bí mật", "khác"):
        client.get(f"/api/v1/directives?q={query}", headers=operator)
    shown = client.get("/metrics", headers=operator).text
    assert 'chidao_requests_total{method="GET",route="/api/v1/directives",status="200"}' in shown
    assert "chidao_documents_waiting 0.0" in shown
    assert "chidao_extraction_seconds_bucket" in shown
    assert "bí mật" not in shown
    assert client.get("/metrics").status_code == 401
