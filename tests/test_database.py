"""The database: its schema up and down, and what happens where it cannot be used."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from building import ARTICLE, article
from sqlalchemy import inspect
from sqlalchemy import text as sql
from storing import contents, found, plain, save_in_run, store

from models import index, migrations
from models.database import Database, migrating
from models.errors import StoreError
from models.finding import Wanted
from models.repository import Repository
from models.tables import Table

DAY = dt.date(2024, 5, 2)


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        indexes = tuple(index.Index)
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(indexes)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Table.metadata) == []


def test_the_schema_goes_down_with_data_and_up_again(database: Database) -> None:
    store(database, ARTICLE, article())
    with migrating(database.engine) as connection:
        migrations.downgrade(connection)
        left = inspect(connection).get_table_names()
        assert left == ["alembic_version"]
        migrations.upgrade(connection)
    store(database, ARTICLE, article())
    assert len(found(database, Wanted("rà soát"))) == 1


def test_a_schema_from_the_future_is_refused(database: Database, database_url: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="9999"):
        Database(database_url)


def test_two_that_open_a_new_database_at_once_both_can(database_url: str) -> None:
    failures: list[Exception] = []

    def open_it() -> None:
        try:
            Database(database_url).close()
        except Exception as error:  # noqa: BLE001  # whatever fails in a thread is told to the test
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("mysql://a/b", "chưa hỗ trợ", id="another database"),
        pytest.param("://", "không hợp lệ", id="no URL"),
        pytest.param("sqlite:////nowhere/at/all.db", "hãy kiểm tra đường dẫn", id="no such directory"),
        pytest.param("postgresql://a@127.0.0.1:1/b", "hãy kiểm tra địa chỉ", id="nobody answers"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_in_one_line(url: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as raised:
        Database(url)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("không phải cơ sở dữ liệu " * 200, encoding="utf-8")
    with pytest.raises(StoreError, match="tệp khác"):
        Database(str(path))


def test_findings_move_between_documents_and_current_results(database: Database) -> None:
    kept = store(database, ARTICLE, article("1"))
    save_in_run(database, kept, plain(ARTICLE, "2"))
    before = contents(database)
    with migrating(database.engine) as connection:
        migrations.downgrade(connection, "0003")
        assert len(connection.execute(sql("SELECT * FROM directives")).all()) == 2
        migrations.upgrade(connection)
        assert connection.dialect.name != "sqlite" or not connection.execute(sql("PRAGMA foreign_key_check")).all()
    after = contents(database)
    gone = [row for row in before["directives"] if row not in after["directives"]]
    assert [row["text"] for row in gone] == [ARTICLE]
    for row in (*before["results"], *after["results"]):
        assert row.pop("run_seq") is None or row["version"] == "2"
    assert [name for name in before if before[name] != after[name]] == ["runs", "directives"]
    assert (found(database, Wanted("cung ứng")), len(found(database, Wanted("rà soát")))) == ([], 1)
    store(database, ARTICLE, plain(ARTICLE, "3"))
    assert found(database) == [ARTICLE]
    with database.reading() as session:
        assert session.scalar(sql("SELECT count(*) FROM directive_index")) == 3


def test_who_reads_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    first, second = plain("Giao Sở Y tế báo cáo"), plain("Giao Sở Nội vụ báo cáo")
    store(database, "Giao Sở Y tế báo cáo", first)
    with database.reading() as session:
        repository = Repository(session)
        before = len(list(repository.directives(Wanted())))
        store(database, "Giao Sở Nội vụ báo cáo", second)
        assert (before, repository.count_directives(Wanted())) == (1, 1)
    assert len(found(database)) == 2
