"""The commands that find and write what is kept, end to end in a directory of its own."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from building import ARTICLE, article
from shell import Run
from storing import plain, store

from models import migrations
from models.database import Database
from models.records import Record


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """Keep the article in the default database of the directory, and return its id."""
    database = Database(str(tmp_path / "chidao.db"))
    kept = store(database, ARTICLE, article())
    database.close()
    return kept.id


@pytest.mark.parametrize(
    ("arguments", "hits"),
    [
        pytest.param(["dia phuong"], 1, id="without marks"),
        pytest.param(["địa phương", "--unit", "Cục ĐL"], 1, id="words and a unit"),
        pytest.param(["--documents", "--unit", "bo ct"], 1, id="a name from the authority file"),
        pytest.param(["--person", "Diễm", "--from", "2024-05-02", "--to", "2024-05-02"], 2, id="person"),
        pytest.param(["--due-before", "2024-06-30", "--status", "overdue", "--kind", "news"], 1, id="due"),
        pytest.param(["--due-after", "2024-12-31"], 0, id="nothing due then"),
        pytest.param(['"; DROP TABLE documents; --'], 0, id="hostile"),
        pytest.param(["--limit", "1"], 2, id="more than are shown"),
    ],
)
def test_search(run: Run, filled: str, arguments: list[str], hits: int) -> None:
    ran = run("search", *arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{hits} " if hits else "Không tìm thấy")
    assert (filled in ran.out) == bool(hits)


def test_why_names_the_rule_of_each_finding(run: Run, filled: str) -> None:
    everything = run("why", filled)
    ids = [line.split()[0] for line in everything.out.splitlines() if re.match("[UPDTRC][0-9]", line)]
    assert ids == ["U1", "U2", "U3", "P1", "D1", "T1.1", "R1", "R2", "C1"]
    one = run("why", filled, "r2")
    assert (one.code, "by-hand" in one.out, "hoàn thiện báo cáo" in one.out) == (0, True, True)


def test_csv_is_for_spreadsheets(run: Run, filled: str, tmp_path: Path) -> None:
    ran = run("export", "--output", "out.csv")
    assert (ran.code, ran.out) == (0, "")
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [(row["document"], row["contract_id"]) for row in rows] == [(filled, "R1"), (filled, "R2")]
    assert (rows[0]["addressees"], rows[0]["due_on"]) == ("Cục Điện lực", "2024-06-30")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a")', "+84 rà soát", "- báo cáo", "@SUM(A1)"])
def test_no_cell_is_a_formula(run: Run, tmp_path: Path, text: str) -> None:
    database = Database(str(tmp_path / "chidao.db"))
    store(database, text, plain(text))
    database.close()
    ran = run("export")
    [row] = csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"), newline=""))
    assert (row["text"], row["title"]) == (f"'{text}", f"'{text}")


def test_jsonl_is_the_contract_with_ids(run: Run, filled: str) -> None:
    [line] = run("export", "--format", "jsonl", "--unit", "Cục Điện lực").out.splitlines()
    exported = json.loads(line)
    assert exported.pop("id") == filled
    assert exported.pop("origins") == [{"source": "a.txt", "external_id": None}]
    assert exported.pop("ids")["R1"].startswith(f"{filled}-r-")
    assert Record.model_validate(exported) == article()


def test_the_schema_speaks_the_names_of_the_contract(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert {"from", "to"} <= schema["$defs"]["Date"]["properties"].keys()


def test_the_schema_of_the_database_is_made_on_first_use_and_on_demand(run: Run, tmp_path: Path) -> None:
    assert run("search", "gì đó", "--db", "a.db").code == 0
    assert str(migrations.head()) in run("db", "upgrade", "--db", f"sqlite:///{tmp_path}/b.db").out
    assert {path.name for path in tmp_path.glob("*.db")} == {"a.db", "b.db"}
