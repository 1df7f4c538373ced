"""Reading over HTTP: search, filters, lists that go on, facets, documents, registers, exports; on both databases."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import ARTICLE, Builder, article
from conftest import KINDS, new_database_url
from fastapi.testclient import TestClient
from service import bearer, database_of, new_key, serving
from sqlalchemy import text as sql
from storing import plain, store

from models import finding
from models.ordering import in_order
from models.roles import Role

HOSTILE = '=HYPERLINK("http://x"); <script>alert(1)</script> \u202eĐẢO'


@pytest.fixture(scope="module", params=KINDS)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client with an analyst's key of a service with some documents."""
    with (
        new_database_url(request, tmp_path_factory.mktemp("reading")) as url,
        serving(url, rate_limit="100000/minute") as client,
    ):
        database = database_of(client)
        store(database, ARTICLE, article())
        store(database, HOSTILE, plain(HOSTILE))
        for at in range(7):
            store(database, f"Việc chung số {at}", plain(f"Việc chung số {at}"))
        later = Builder("Bộ Tài nguyên và Môi trường báo cáo")
        later.directive("báo cáo", addressees=(later.unit("Bộ Tài nguyên và Môi trường"),))
        store(database, later.text, later.record())
        client.headers |= bearer(new_key(client, Role.ANALYST))
        yield client


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    """Return the items of a list, which must be one."""
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        pytest.param("q=dia phuong", ["rà soát"], id="words without marks"),
        pytest.param("q=địa phương -quy", [], id="an excluded word"),
        pytest.param('q="quy hoạch"&unit=Cục ĐL', ["rà soát"], id="a phrase and a unit"),
        pytest.param("unit=Bộ Nông nghiệp và Môi trường", [], id="a unit"),
        pytest.param(
            "unit=Bộ Nông nghiệp và Môi trường&with_predecessors=true", ["báo cáo"], id="a unit under its former name"
        ),
        pytest.param("unit=Chính phủ&with_sub_units=true&q=bao cao", ["báo cáo"], id="units under one"),
        pytest.param("person=Diễm&due_before=2024-06-30", ["rà soát"], id="a person and a deadline"),
        pytest.param("due_after=2024-07-01", [], id="nothing due then"),
        pytest.param("overdue_as_of=2024-06-30", [], id="not yet overdue"),
        pytest.param("overdue_as_of=2024-07-01", ["rà soát"], id="overdue"),
        pytest.param("unresolved=true", ["hoàn thiện"], id="due at once"),
        pytest.param("group=các ĐỊA", ["hoàn thiện"], id="told to a group"),
        pytest.param("group=%25", [], id="a wildcard is a sign"),
        pytest.param("since=2024-05-02&until=2024-05-02&kind=news", ["rà soát", "hoàn thiện"], id="a day and a kind"),
        pytest.param("status=overdue&sort=due", ["rà soát"], id="a state, by deadline"),
        pytest.param("q='; DROP TABLE documents; --", [], id="SQL"),
        pytest.param('q=NEAR("a b", 3) OR exact:*', [], id="syntax of FTS5"),
        pytest.param("q=%26 | ! <-> :* \\", [], id="syntax of tsquery"),
        pytest.param("unit=' OR 1=1 --", [], id="SQL in a unit"),
    ],
)
def test_directives_are_found(client: TestClient, query: str, texts: list[str]) -> None:
    found = items(client, f"directives?{query}")
    assert sorted(item["text"].split()[0] for item in found) == sorted(text.split()[0] for text in texts)
    assert client.get(f"/api/v1/directives?{query}&total=true&limit=1").json()["total"] == len(texts)


@pytest.mark.parametrize("path", ["directives?", "directives?q=viec chung&", "documents?", "documents?q=viec chung&"])
@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_a_list_that_is_read_in_parts_is_the_whole_list(client: TestClient, path: str, limit: int) -> None:
    whole = [item["id"] for item in items(client, f"{path}limit=200")]
    read: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"/api/v1/{path}limit={limit}" + (f"&cursor={cursor}" if cursor else "")).json()
        read += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert read == whole
    assert len(set(read)) == len(read)


def test_a_cursor_holds_for_its_own_list_alone(client: TestClient) -> None:
    cursor = client.get("/api/v1/directives?limit=1").json()["next"]
    assert client.get(f"/api/v1/directives?limit=2&cursor={cursor}").status_code == 200
    for other in ("directives?q=việc", "directives?sort=due", "documents?kind=news", "people?"):
        answer = client.get(f"/api/v1/{other}&cursor={cursor}")
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/bad-cursor")


def test_a_snippet_marks_what_was_searched_for(client: TestClient) -> None:
    [found] = items(client, "directives?q=quy hoach")
    assert [piece["text"] for piece in found["snippet"] if piece["matches"]] == ["quy", "hoạch"]
    assert found["issuer"] == ["Bộ trưởng Bộ Công Thương Nguyễn Hồng Diễm"]
    assert (found["due_on"], found["document"]["published_on"]) == ("2024-06-30", "2024-05-02")


def test_facets_count_what_is_found(client: TestClient) -> None:
    counted = client.get("/api/v1/directives/facets?person=Diễm").json()
    assert (counted["partial"], counted["total"]) == (False, 2)
    assert counted["facets"]["due_month"] == [{"value": "2024-06", "count": 1}]
    assert [value["value"] for value in counted["facets"]["unit"]] == ["Cục Điện lực", "Vụ Kế hoạch"]


def test_facets_for_which_there_is_no_time_are_left_out(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.browsing._values", lambda _: {"unit": _endless()})
    counted = client.get("/api/v1/directives/facets").json()
    assert counted == {"facets": {}, "total": 11, "partial": True}


def _endless() -> Any:  # noqa: ANN401  # a select
    from sqlalchemy import func, literal, select  # noqa: PLC0415  # of this test alone

    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 2_000_000_000))
    return select(literal("x"), func.count()).select_from(numbers)


def test_a_document_is_opened(client: TestClient) -> None:
    [found] = items(client, "documents?q=quy hoach")
    path = f"/api/v1/documents/{found['id']}"
    opened = client.get(path)
    assert opened.json()["record"]["directives"][0]["id"] == "R1"
    assert opened.json()["ids"]["R1"].startswith(f"{found['id']}-r-")
    assert client.get(f"{path}/text").content.decode() == ARTICLE
    [version] = items(client, f"documents/{found['id']}/versions")
    assert (version["version"], version["current"]) == ("1", True)
    assert client.get(f"{path}?version=1").status_code == 200
    assert client.get(f"{path}?version=0").status_code == 404
    assert client.get(path, headers={"If-None-Match": f'"x", W/{opened.headers["etag"]}'}).status_code == 304
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("documents/0000000000000000", 404),
        ("documents/0000000000000000/text", 404),
        ("documents/0000000000000000/versions", 404),
        ("documents/..%2F..%2Fetc%2Fpasswd", 404),
        ("documents/%00", 422),
        ("documents/7", 422),
        ("directives?limit=0", 422),
        ("directives?due_befor=2024-01-01", 422),
        ("directives?q=%00", 422),
        ("directives?q=a&q=b", 422),
        ("directives?due_before=2024-02-30", 422),
        ("directives?due_before=1700000000", 422),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_refused(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_registers(client: TestClient) -> None:
    [person] = items(client, "people?name=hong diem")
    assert person == {"name": "Nguyễn Hồng Diễm", "titles": ["Bộ trưởng Bộ Công Thương"], "documents": 1}
    [cited] = items(client, "references?number=30/2020")
    assert (cited["type"], cited["number"]) == ("Nghị định", "30/2020/NĐ-CP")
    assert items(client, "references?number=31") == []
    [report] = items(client, "task-reports?status=overdue&unit=Cục ĐL")
    assert (report["unit"], report["counts"][0]["count"]) == ("Cục Điện lực", 2)
    assert items(client, "task-reports?reconciles=true") == []
    assert items(client, "deadlines?person=Diễm") == [{"due_on": "2024-06-30", "directives": 1}]
    units = items(client, "units?name=Bộ TN%26MT&living_on=2019-04-03")
    assert units[0]["name"] == "Bộ Tài nguyên và Môi trường"
    assert items(client, "units?name=không đâu") == []


def test_the_authority_file_is_read_in_parts(client: TestClient) -> None:
    first = client.get("/api/v1/units?kind=ministry&limit=3").json()
    then = client.get(f"/api/v1/units?kind=ministry&limit=3&cursor={first['next']}").json()
    whole = items(client, "units?kind=ministry&limit=6")
    assert [*first["items"], *then["items"]] == whole


def test_everything_that_is_found_is_exported(client: TestClient) -> None:
    found = items(client, "directives?limit=200")
    table = client.get("/api/v1/exports/directives?format=csv")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [item["id"] for item in found]
    assert [row["text"][:12] for row in rows if "script" in row["text"]] == ["'=HYPERLINK("]
    lines = client.get("/api/v1/exports/directives?format=jsonl").text.splitlines()
    assert [json.loads(line)["text"] for line in lines] == [item["text"] for item in found]
    records = client.get("/api/v1/exports/records?q=quy hoach").text.splitlines()
    assert [json.loads(line)["directives"][0]["id"] for line in records] == ["R1"]


def test_a_workbook_holds_text_and_no_formula(client: TestClient, tmp_path: Path) -> None:
    answer = client.get("/api/v1/exports/directives?format=xlsx")
    assert answer.headers["content-disposition"].endswith('"chi-dao.xlsx"')
    path = tmp_path / "a.xlsx"
    path.write_bytes(answer.content)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 1 + len(items(client, "directives?limit=200"))
    assert "<f>" not in sheet
    assert "=HYPERLINK(" in sheet


def test_an_export_is_written_down(client: TestClient) -> None:
    client.get("/api/v1/exports/directives?q=quy hoach")
    admin = bearer(new_key(client, Role.ADMIN, "export-admin"))
    [newest, *_] = [e for e in client.get("/api/v1/audit", headers=admin).json()["items"] if e["action"] == "exported"]
    assert (newest["actor"], newest["target"]) == ("analyst", 'directives.csv {"q":"quy hoach"}')


def test_an_empty_search_is_exported_with_its_head(client: TestClient) -> None:
    for form in ("csv", "xlsx", "jsonl"):
        answer = client.get(f"/api/v1/exports/directives?format={form}&q=vắngmặt")
        assert answer.status_code == 200
        assert bool(answer.content) == (form != "jsonl")


def test_sqlite_walks_a_list_in_its_order_and_does_not_sort_it_whole(client: TestClient) -> None:
    with database_of(client).reading() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by what it counted")
        found = in_order(*finding.directives(session, finding.Wanted())).limit(20)
        written = str(found.compile(session.connection(), compile_kwargs={"literal_binds": True}))
        steps = [step for *_, step in session.execute(sql(f"EXPLAIN QUERY PLAN {written}"))]
    assert "ix_results_day_document_seq" in steps[0]
