"""Keys, roles and the audit log: who may do what, and that it is written down."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from service import TESTER, bearer, database_of, new_key, serving
from shell import Run
from sqlalchemy import text as sql
from sqlalchemy.exc import DatabaseError

from api.actions.keys import add_key, list_keys
from api.app import create_app
from api.settings import Settings
from models.access import KeyRow
from models.database import Database
from models.keyring import Keyring
from models.roles import Role

PAGE = (Path(__file__).parents[1] / "docs" / "service.md").read_text("utf-8")
PATHS = create_app(Settings()).openapi()["paths"]
OPERATIONS = {
    f"{method.upper()} {path}": {*operation["x-roles"]}
    for path, methods in PATHS.items()
    for method, operation in methods.items()
    if "x-roles" in operation
}
DAY = dt.timedelta(days=1)


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """Give a client of a service on an empty database of either kind."""
    with serving(database_url) as client:
        yield client


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[Role, str]]]:
    """Give a client, and a token for each role."""
    with serving(str(tmp_path_factory.mktemp("roles") / "a.db"), rate_limit="100000/minute") as client:
        yield client, {role: new_key(client, role) for role in Role}


def test_the_documented_table_of_roles_is_true() -> None:
    rows = re.findall(r"^\| `([A-Z]+ /[^`]+)` \|(.*)\|$", PAGE, re.MULTILINE)
    documented = {
        operation: {role for role, cell in zip(Role, cells.split("|"), strict=True) if "✓" in cell}
        for operation, cells in rows
    }
    assert documented == OPERATIONS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_role_may_do_what_the_table_says(
    keyed: tuple[TestClient, dict[Role, str]], operation: str, role: Role
) -> None:
    client, tokens = keyed
    method, _, path = operation.partition(" ")
    answer = client.request(method, re.sub(r"\{\w+\}", "none", path), headers=bearer(tokens[role]))
    assert (answer.status_code != 403) == (role in OPERATIONS[operation]), answer.text
    assert answer.status_code not in {401, 500}


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_nothing_is_open_without_a_key(client: TestClient, operation: str) -> None:
    method, _, path = operation.partition(" ")
    answer = client.request(method, re.sub(r"\{\w+\}", "none", path))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_only_health_and_docs_are_open() -> None:
    open_paths = {path for path, methods in PATHS.items() if any("x-roles" not in o for o in methods.values())}
    assert open_paths == {"/healthz", "/readyz", "/problems", "/problems/{slug}"}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("Bearer nonsense", id="no key at all"),
        pytest.param("Bearer chidao_00000000_" + "a" * 43, id="an unknown key"),
        pytest.param("Bearer chidao_%00_é", id="strange signs"),
        pytest.param("Bearer ", id="empty"),
        pytest.param("Basic YTpi", id="another scheme"),
        pytest.param("Bearer {token}x", id="a wrong ending"),
        pytest.param("Bearer {prefix}", id="the prefix alone"),
        pytest.param("Bearer {digest}", id="what the database keeps"),
    ],
)
def test_what_is_no_key_opens_nothing(client: TestClient, given: str) -> None:
    token = new_key(client, Role.ADMIN)
    with database_of(client).reading() as session:
        row = session.query(KeyRow).one()
    said = given.format(token=token, prefix=token.rpartition("_")[0], digest=row.digest)
    assert client.get("/api/v1/keys", headers=[(b"Authorization", said.encode())]).status_code == 401


def test_a_key_opens_until_it_expires_or_is_revoked(database: Database) -> None:
    token = add_key(database, TESTER, "a", Role.READER, DAY)
    with database.writing() as session:
        ring = Keyring(session)
        assert ring.find(token, TESTER.now)
        assert ring.find(token, TESTER.now + DAY) is None
        assert ring.any_lives(TESTER.now)
        ring.revoke("a", TESTER.now)
        assert ring.find(token, TESTER.now) is None
        assert not ring.any_lives(TESTER.now)


def test_the_database_does_not_hold_a_key(database: Database) -> None:
    token = add_key(database, TESTER, "a", Role.READER, None)
    with database.reading() as session:
        rows = [str(vars(row)) for row in session.query(KeyRow)]
    assert token.split("_", 2)[2] not in "".join(rows)


def test_a_key_is_made_and_revoked_over_http_and_all_is_written_down(client: TestClient) -> None:
    admin = bearer(new_key(client, Role.ADMIN))
    made = client.post("/api/v1/keys", headers=admin, json={"name": "toa-soan", "role": "reader"})
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    assert client.post("/api/v1/keys", headers=admin, json={"name": "toa-soan", "role": "admin"}).status_code == 409
    own = bearer(made.json()["token"])
    assert client.get("/api/v1/keys", headers=own).status_code == 403
    assert client.delete("/api/v1/keys/toa-soan", headers=admin).json()["revoked_at"]
    assert client.get("/api/v1/keys", headers=own).status_code == 401
    assert client.delete("/api/v1/keys/nobody", headers=admin).status_code == 404
    listed = client.get("/api/v1/keys", headers=admin).json()["items"]
    assert [key["name"] for key in listed] == ["admin", "toa-soan"]
    log = client.get("/api/v1/audit", headers=admin).json()["items"]
    assert [(entry["action"], entry["actor"]) for entry in log] == [
        ("key.revoked", "admin"),
        ("key.added", "admin"),
        ("key.added", "tester"),
    ]
    assert log[1]["request_id"] == made.headers["x-request-id"]


def test_fields_that_are_not_asked_for_are_refused(client: TestClient) -> None:
    admin = bearer(new_key(client, Role.ADMIN))
    body = {"name": "a", "role": "reader", "prefix": "00000000", "revoked_at": None}
    assert client.post("/api/v1/keys", headers=admin, json=body).status_code == 422


def test_a_list_goes_on_where_it_ended(client: TestClient) -> None:
    admin = bearer(new_key(client, Role.ADMIN))
    for name in "abcde":
        new_key(client, Role.READER, name)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"/api/v1/audit?limit=4{cursor and '&cursor=' + cursor}", headers=admin).json()
        seen += [entry["target"] for entry in page["items"]]
        cursor = page["next"]
    assert seen == [*(f"{name} (reader)" for name in "edcba"), "admin (admin)"]


@pytest.mark.parametrize("cursor", ["!", "a", "AAAA", "eyJ2IjoxLCJhZnRlciI6ImEifQ", "W10", "W" * 1999])
def test_a_cursor_that_was_made_up_is_refused(client: TestClient, cursor: str) -> None:
    admin = bearer(new_key(client, Role.ADMIN))
    assert client.get(f"/api/v1/audit?cursor={cursor}", headers=admin).status_code in {404, 422}


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_nobody_can_change_the_audit_log(database: Database, statement: str) -> None:
    add_key(database, TESTER, "a", Role.READER, None)
    with database.writing() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(sql(statement))


def test_a_key_that_asks_too_often_must_wait(database_url: str) -> None:
    with serving(database_url, rate_limit="2/hour") as client:
        admin, other = bearer(new_key(client, Role.ADMIN)), bearer(new_key(client, Role.ADMIN, "other"))
        answers = [client.get("/api/v1/keys", headers=admin) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 3600
        assert client.get("/api/v1/keys", headers=other).status_code == 200


def test_keys_at_the_command_line(run: Run, tmp_path: Path) -> None:
    made = run("key", "add", "toa-soan", "--role", "ingester")
    assert (made.code, made.out.count("\n")) == (0, 1)
    assert run("key", "add", "toa-soan", "--role", "reader").code == 1
    assert run("key", "add", "tòa soạn", "--role", "reader").code == 2
    assert run("key", "revoke", "toa-soan").code == 0
    assert run("key", "revoke", "nobody").code == 4
    [listed] = json.loads(run("key", "list", "--format", "json").out)
    assert (listed["name"], listed["role"], listed["revoked_at"] is not None) == ("toa-soan", "ingester", True)
    assert "toa-soan" in run("key", "list").out
    assert made.out.strip() not in run("key", "list", "--format", "json").out
    database = Database(str(tmp_path / "chidao.db"))
    assert [key.name for key in list_keys(database)] == ["toa-soan"]
    database.close()
