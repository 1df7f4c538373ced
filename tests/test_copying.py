"""Copying, backing up and restoring a database: whatever was there is there again."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from building import ARTICLE, article
from light import light
from service import TESTER
from sqlalchemy import text as sql
from sqlalchemy.engine import URL
from storing import contents, found, found_documents, keep, save_in_run, store

from api.actions import publication
from api.actions.shift import waiting
from models.copying import copy_all
from models.database import Database
from models.errors import StoreError
from models.finding import Wanted
from models.queue import Task

LONG = "Giao Sở Y tế báo cáo. " * 2500


def fill(database: Database) -> None:
    """Keep documents, results of two versions, a run and its publication."""
    kept = store(database, ARTICLE, light(ARTICLE, "old"))
    store(database, LONG, light(LONG, "old"))
    keep(database, "Một văn bản chưa đọc.")
    publication.publish(database, TESTER, save_in_run(database, kept, article("new")), None)


def same(database: Database, before: dict[str, list[dict[str, object]]]) -> None:
    """Assert that a database holds what another did, and is searched and written as it was."""
    now = contents(database)
    assert [name for name in before if list(map(_timeless, before[name])) != list(map(_timeless, now[name]))] == []
    assert len(found(database, Wanted("rà soát"))) == 1
    assert found_documents(database, Wanted("báo cáo y tế", units=())) == [LONG]
    assert waiting(database, Task("new")) == 2
    assert publication.rollback(database, TESTER).turned == 1
    store(database, "Giao Sở Nội vụ tổng hợp.", light("Giao Sở Nội vụ tổng hợp.", "new"))


def _timeless(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if not name.endswith("_at")}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_everything_is_copied_to_postgresql(database: Database, tmp_path: Path) -> None:
    source = Database(str(tmp_path / "source.db"))
    fill(source)
    before = contents(source)
    copied = dict(copy_all(source, database))
    assert copied == {name: len(rows) for name, rows in before.items()}
    same(database, before)
    source.close()


def test_everything_is_copied_to_sqlite(database: Database, tmp_path: Path) -> None:
    fill(database)
    with closing(Database(str(tmp_path / "copy.db"))) as target:
        dict(copy_all(database, target))
        same(target, contents(database))


def test_nothing_is_copied_over_what_is_there(database: Database, tmp_path: Path) -> None:
    fill(database)
    with closing(Database(str(tmp_path / "copy.db"))) as target:
        keep(target, "Một văn bản.")
        with pytest.raises(StoreError, match="trống"):
            dict(copy_all(database, target))
        assert found_documents(target) == ["Một văn bản."]


def test_a_backup_of_sqlite_is_a_database(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "used.db"))
    fill(database)
    with closing(sqlite3.connect(tmp_path / "used.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    with closing(Database(str(tmp_path / "backup.db"))) as restored:
        same(restored, contents(database))
    database.close()


@pytest.mark.skipif(not shutil.which("pg_dump"), reason="no pg_dump here to back up PostgreSQL with")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_backup_of_postgresql_is_restored(database: Database, postgres: URL, tmp_path: Path) -> None:
    fill(database)
    before = contents(database)
    with database.engine.connect() as connection:
        schema = connection.execute(sql("SELECT current_schema()")).scalar()
    server = ["--host", str(postgres.host), "--port", str(postgres.port), "--username", str(postgres.username)]
    dump = str(tmp_path / "backup.dump")
    saving = ["pg_dump", *server, "--format=custom", f"--schema={schema}", f"--file={dump}", str(postgres.database)]
    subprocess.run(saving, check=True)  # noqa: S603  # the command stands above
    with database.engine.begin() as connection:
        connection.execute(sql(f"DROP SCHEMA {schema} CASCADE"))
    restoring = ["pg_restore", *server, "--no-owner", f"--dbname={postgres.database}", dump]
    subprocess.run(restoring, check=True)  # noqa: S603  # as above
    with closing(Database(database.url.render_as_string(hide_password=False))) as restored:
        same(restored, before)
