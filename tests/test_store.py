"""The store: every test on SQLite and on PostgreSQL."""

import datetime as dt
import threading

import pytest
from building import ARTICLE, article
from sqlalchemy import select
from sqlalchemy import text as sql
from storing import count, found, found_documents, keep, plain, save, save_failure, save_in_run, store

from api.actions.shift import waiting
from models import documents
from models.database import Database
from models.documents import Sent
from models.errors import NotFoundError, SurrogateError
from models.finding import Wanted
from models.findings import DirectiveRow, UnitRow
from models.hits import Origin
from models.queue import Task
from models.repository import Repository
from models.tables import DocumentRow, OriginRow, ResultRow
from models.vocabulary import Status

DAY = dt.date(2024, 5, 2)
WRITERS = 4


# Documents


def test_the_same_text_from_two_places_is_one_document_with_two_origins(database: Database) -> None:
    first, again, second = (keep(database, "Giao Sở Y tế báo cáo.", source) for source in ("a", "a", "b"))
    assert first.id == again.id == second.id
    assert [first.created, again.created, second.created] == [True, False, False]
    with database.reading() as session:
        assert [str(o) for o in Repository(session).document(first.id).origins] == ["a", "b"]
    assert (count(database, DocumentRow), count(database, OriginRow)) == (1, 2)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([None, DAY], DAY, id="a later origin fills a missing date"),
        pytest.param([DAY, dt.date(2020, 1, 1)], DAY, id="the first date stays"),
        pytest.param([DAY, None], DAY, id="no date changes nothing"),
    ],
)
def test_a_document_has_one_date(database: Database, given: list[dt.date | None], kept: dt.date) -> None:
    last = [keep(database, "Một văn bản.", source, day) for source, day in zip("ab", given, strict=True)][-1]
    assert last.given_on == kept


def test_a_result_is_stale_once_the_date_has_changed(database: Database) -> None:
    kept = store(database, ARTICLE, article(published_on=None))
    assert [waiting(database, Task(version)) for version in "12"] == [0, 1]
    dated = keep(database, ARTICLE, "b.txt", DAY)
    assert (dated.seq, waiting(database, Task("1"))) == (kept.seq, 1)
    with database.writing() as session:
        save(session, dated, article())
        session.commit()
    assert waiting(database, Task("1")) == 0
    with database.reading() as session:
        assert session.scalars(select(ResultRow.attempt)).all() == [2]


def test_a_text_without_a_form_in_utf8_is_refused(database: Database) -> None:
    with pytest.raises(SurrogateError):
        keep(database, "Bộ \ud800 Y tế")
    assert count(database, DocumentRow) == 0


def test_a_document_is_found_by_the_beginning_of_its_id(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    with database.reading() as session:
        repository = Repository(session)
        own = repository.record_ids(kept.id)["R1"]
        for given in (kept.id, kept.id[:5], kept.id.upper(), own):
            assert repository.find_id(given) == kept.id
        for unknown in ("zzz", "", "%", "_"):
            with pytest.raises(NotFoundError):
                repository.find_id(unknown)


# Results


def test_a_result_comes_back_as_it_was(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    with database.reading() as session:
        assert Repository(session).record(kept.id) == article()


def test_a_unit_of_work_is_undone_unless_committed(database: Database) -> None:
    with database.writing() as session:
        documents.keep(session, [Sent("Một văn bản.", Origin("a"))])
    assert count(database, DocumentRow) == 0


@pytest.mark.parametrize("broken", ["models.results.index.write", "models.results._derive"])
def test_a_result_is_written_whole_or_not_at_all(
    database: Database, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    kept = store(database, ARTICLE, plain(ARTICLE))

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(broken, fail)
        with pytest.raises(RuntimeError):
            store(database, ARTICLE, article("2"))
    assert found(database) == [ARTICLE]
    assert (count(database, ResultRow), count(database, UnitRow)) == (1, 0)
    with database.reading() as session:
        assert Repository(session).record(kept.id) == plain(ARTICLE)


def test_only_the_current_result_is_found(database: Database) -> None:
    kept = store(database, ARTICLE, plain(ARTICLE))
    with database.writing() as session:
        save(session, kept, article("2"))
        session.commit()
    assert (count(database, ResultRow), count(database, DirectiveRow)) == (2, 3)
    assert found(database, Wanted("cung ứng điện")) == []
    assert len(found(database)) == 2
    for wanted in (Wanted(units=("Cục ĐL",)), Wanted(person="Diễm"), Wanted(status=Status.OVERDUE)):
        assert found_documents(database, wanted) == [ARTICLE]


def test_the_result_of_a_run_changes_nothing_for_readers(database: Database) -> None:
    kept = store(database, ARTICLE, plain(ARTICLE))
    save_in_run(database, kept, article("2"))
    assert (count(database, ResultRow), count(database, DirectiveRow)) == (2, 3)
    assert found(database) == found(database, Wanted("rà soát")) == [ARTICLE]
    hidden = (Wanted(units=("Cục ĐL",)), Wanted(person="Diễm"), Wanted(status=Status.OVERDUE), Wanted(due_since=DAY))
    assert [found_documents(database, wanted) for wanted in hidden] == [[]] * len(hidden)
    with database.reading() as session:
        repository = Repository(session)
        assert repository.record(kept.id) == plain(ARTICLE)
        assert list(repository.record_ids(kept.id)) == ["R1"]
        assert repository.document(kept.id).published_on is None


def test_a_failure_is_a_result_and_leaves_the_current_one(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    with database.writing() as session:
        for version in ("2", "2", "1"):
            save_failure(session, kept, version, "hết giờ")
        session.commit()
    with database.reading() as session:
        repository = Repository(session)
        assert repository.record(kept.id) == article()
        assert repository.failure(kept.id) == "hết giờ"
        rows = session.execute(select(ResultRow.version, ResultRow.attempt)).all()
        assert sorted(tuple(row) for row in rows) == [("1", 2), ("2", 2)]


def test_records_keep_their_ids_when_the_same_is_found_again(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    with database.reading() as session:
        before = Repository(session).record_ids(kept.id)
    with database.writing() as session:
        save(session, kept, article("2"))
        session.commit()
    with database.reading() as session:
        assert Repository(session).record_ids(kept.id) == before
    assert len(set(before.values())) == len(before) == 10
    assert all(own.startswith(f"{kept.id}-") for own in before.values())


def test_a_document_takes_everything_with_it(database: Database) -> None:
    store(database, ARTICLE, article())
    with database.writing() as session:
        session.execute(sql("DELETE FROM documents"))
        session.commit()
    with database.reading() as session:
        for name in (
            "results",
            "unit_names",
            "directive_units",
            "task_counts",
            "directive_index",
            "passage_index",
        ):
            assert session.execute(sql(f"SELECT count(*) FROM {name}")).scalar() == 0, name  # noqa: S608  # the names stand above


@pytest.mark.parametrize("same", [True, False], ids=["the same documents", "different documents"])
def test_writers_at_once_lose_nothing(database: Database, same: bool) -> None:  # noqa: FBT001  # a row of a table
    failures: list[Exception] = []
    together = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            for at in range(5):
                text = f"Giao Sở Y tế báo cáo việc {0 if same else writer} {at}."
                together.wait()
                kept = keep(database, text, f"{writer}/{at}")
                with database.writing() as session:
                    save(session, kept, plain(text))
                    session.commit()
        except Exception as error:  # noqa: BLE001  # whatever fails in a thread is told to the test
            failures.append(error)
            together.abort()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count(database, OriginRow) == 5 * WRITERS
    assert len(found(database, Wanted("báo cáo"))) == (5 if same else 5 * WRITERS)
