"""The commands of the archive, end to end in a directory of its own."""

import json
from pathlib import Path

import pytest
from light import FAULTY, LoadLight, light
from shell import Run
from storing import keep, store

from api.actions import reprocessing
from api.engine import SerialEngine
from models.database import Database
from models.queue import Selection

TEXTS = [f"Giao Sở Y tế báo cáo việc số {at}." for at in range(3)]


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extract lightly."""
    monkeypatch.setattr("api.archive_commands.new_engine", lambda *_, **__: SerialEngine(LoadLight("new")))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Keep texts, with what an old version made of them, in the default database of the directory."""
    opened = Database(str(tmp_path / "chidao.db"))
    for text in TEXTS:
        store(
            opened, text, light(f"{text}\nHai việc.", "old").model_copy(update={"document": light(text, "").document})
        )
    return opened


def test_from_an_old_version_to_a_new_one_and_back(run: Run, database: Database) -> None:
    assert "Sẽ trích 3 văn bản" in run("reprocess", "--dry-run").out
    ran = run("reprocess", "--all")
    assert (ran.code, ran.err, "Lượt 1 xong: 3 văn bản" in ran.out) == (0, "", True)
    assert "không còn văn bản nào" in run("reprocess").err
    assert run("search", "Hai").out.startswith("3 ")
    said = json.loads(run("report", "1", "--json").out)
    assert (said["documents"]["changed"], len(said["directives"]), len(said["objections"])) == (3, 3, 1)
    refused = run("publish", "1")
    assert (refused.code, "50.0% nội dung chỉ đạo bị mất" in refused.err, "--reviewed" in refused.err) == (
        1,
        True,
        True,
    )
    assert "của 3 văn bản" in run("publish", "1", "--reviewed").out
    assert run("search", "Hai").out.startswith("Không tìm thấy")
    assert "Đã hoàn lại 3 văn bản của lượt 1" in run("rollback").out
    assert run("search", "Hai").out.startswith("3 ")
    assert run("rollback").code == 4
    database.close()


def test_a_part_is_published_and_the_rest_later(run: Run, database: Database) -> None:
    run("reprocess")
    assert "của 1 văn bản" in run("publish", "1", "--reviewed", "--where", "query=số 2", "--where", "kind=news").out
    assert "của 2 văn bản" in run("publish", "1", "--reviewed").out
    assert "Sẽ xóa 2 kết quả" not in run("prune", "--dry-run").out
    assert "Đã xóa 3 kết quả cũ" in run("prune", "--final").out
    assert run("search", "báo cáo").out.startswith("3 ")
    database.close()


@pytest.mark.parametrize("condition", ["kind=letter", "colour=red", "from=hôm qua", "news"])
def test_a_condition_that_is_none_is_named(run: Run, database: Database, condition: str) -> None:
    ran = run("publish", "1", "--where", condition)
    assert (ran.code, f"«{condition}»" in ran.err, "kind=news" in ran.err) == (2, True, True)
    database.close()


def test_what_waits_is_worked_off(run: Run, database: Database) -> None:
    keep(database, "Giao Sở Nội vụ tổng hợp.")
    keep(database, FAULTY)
    ran = run("work", "--once")
    assert "Đã trích 2 văn bản đang chờ, 1 hỏng" in ran.out
    assert "ZeroDivisionError" in ran.err
    assert run("search", "tổng hợp").out.startswith("1 ")
    assert "Đã trích 0" in run("work", "--once").out
    database.close()


def test_failures_are_listed_and_tried_again(run: Run, database: Database) -> None:
    store(database, FAULTY, light(FAULTY, "old"))
    ran = run("reprocess")
    assert (ran.code, "chidao reprocess --failed" in ran.err) == (3, True)
    again = run("reprocess", "--failed")
    assert (again.code, "Lượt 2" in again.out) == (3, True)
    listed = run("runs").out
    assert "Lượt" in listed
    assert "failed" in listed
    database.close()


@pytest.mark.parametrize(
    ("arguments", "waiting"),
    [
        pytest.param(["--query", "số 2"], 1, id="words"),
        pytest.param(["--version", "ol"], 3, id="the beginning of a version"),
        pytest.param(["--unit", "Sở Nội vụ"], 0, id="a unit that stands nowhere"),
    ],
)
def test_a_part_is_reprocessed(run: Run, database: Database, arguments: list[str], waiting: int) -> None:
    assert f"Sẽ trích {waiting} văn bản" in run("reprocess", *arguments, "--dry-run").out
    database.close()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["reprocess", "--all", "--failed"], 2, "--all", id="all and some"),
        pytest.param(["reprocess", "--version", "9"], 4, "các bản: old", id="unknown version"),
        pytest.param(["report", "9"], 4, "«9»", id="unknown run"),
        pytest.param(["report", "x"], 2, "LƯỢT", id="no number"),
        pytest.param(["db", "copy", "chidao.db", "chidao.db"], 5, "trống", id="onto itself"),
    ],
)
def test_a_complaint_names_the_thing(run: Run, database: Database, arguments: list[str], code: int, said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    database.close()


def test_a_page_is_written_and_a_database_copied(run: Run, database: Database, tmp_path: Path) -> None:
    run("reprocess")
    assert run("report", "1", "--html", "r.html").code == 0
    assert "<svg" in (tmp_path / "r.html").read_text("utf-8")
    assert "3 có đổi" in run("report", "1").out
    assert "Đã chép" in run("db", "copy", "chidao.db", "b.db").out
    assert run("search", "Hai", "--db", "b.db").out.startswith("3 ")
    database.close()


def test_the_run_that_is_interrupted_goes_on(run: Run, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> SerialEngine:
        engine = SerialEngine(LoadLight("new"))

        def interrupt(_job: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(engine, "submit", interrupt)
        return engine

    with monkeypatch.context() as patch:
        patch.setattr("api.archive_commands.new_engine", interrupted)
        assert run("reprocess").code == 130
    assert reprocessing.plan(database, "new", Selection()) == 3
    assert "Lượt 1 xong: 3" in run("reprocess").out
    database.close()
