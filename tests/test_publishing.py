"""Publishing: what readers see turns all at once, can be undone, and what nobody needs is pruned; on both databases."""

import datetime as dt

import pytest
from building import ARTICLE, article
from light import light
from service import TESTER
from storing import contents, count, fail, found, found_documents, keep, plain, save, save_failure, save_in_run, store

from api.actions import publication
from api.actions.publication import Undone
from api.actions.reporting import Limits, report
from models.database import Database
from models.errors import GateError, NotFoundError
from models.finding import Wanted
from models.findings import DirectiveRow
from models.publishing import Publishing
from models.repository import Repository
from models.tables import ResultRow
from models.vocabulary import Kind, Status

OTHER = "Giao Sở Tài chính báo cáo."
CLOSED = Limits(lost_directives=0, altered_directives=0, failed_documents=0)
WATCHED = (Wanted("địa phương"), Wanted(units=("Cục ĐL",)), Wanted(status=Status.OVERDUE), Wanted(kind=Kind.MINUTES))


@pytest.fixture
def run(database: Database) -> int:
    """Keep two documents as an old version read them, and a run that reads one of them quite differently."""
    kept = store(database, ARTICLE, plain(ARTICLE, "old"))
    store(database, OTHER, light(OTHER, "old"))
    return save_in_run(database, kept, article("new"))


def seen(database: Database) -> list[object]:
    """Return what readers find by several ways, and what the documents say of themselves."""
    hits = [found_documents(database, wanted) for wanted in WATCHED]
    with database.reading() as session:
        about = [(hit.title, hit.kind, hit.published_on) for hit in Repository(session).documents(Wanted())]
    return [sorted(found(database)), *hits, sorted(map(str, about))]


def test_publishing_turns_what_readers_see_and_undoing_turns_it_back(database: Database, run: int) -> None:
    before = seen(database)
    assert publication.publish(database, TESTER, run, None) == 1
    after = seen(database)
    assert len(found(database)) == 3
    assert after[2] == after[3] == [ARTICLE]
    assert publication.publish(database, TESTER, run, None) == 0
    assert publication.rollback(database, TESTER) == Undone(run, 1, 0)
    assert seen(database) == before
    assert publication.publish(database, TESTER, run, None) == 1
    assert seen(database) == after


def test_a_publication_is_one_transaction(database: Database, run: int) -> None:
    before = contents(database)
    with database.writing() as session:
        assert Publishing(session).publish(run) == 1
    assert contents(database) == before


@pytest.mark.parametrize(
    ("wanted", "published"),
    [
        pytest.param(Wanted("cung ứng điện"), 1, id="words"),
        pytest.param(Wanted("không có"), 0, id="other words"),
        pytest.param(Wanted(kind=Kind.MINUTES), 0, id="another kind"),
    ],
)
def test_a_part_can_be_published(database: Database, run: int, wanted: Wanted, published: int) -> None:
    assert publication.publish(database, TESTER, run, None, wanted) == published


def test_undoing_leaves_alone_what_changed_since(database: Database, run: int) -> None:
    publication.publish(database, TESTER, run, None)
    later = keep(database, ARTICLE, "b.txt", dt.date(2024, 5, 2))
    with database.writing() as session:
        save(session, later, plain(ARTICLE, "newest"))
        session.commit()
    assert publication.rollback(database, TESTER) == Undone(run, 0, 1)
    assert sorted(found(database)) == sorted([ARTICLE, OTHER])


def test_a_record_of_another_date_is_not_published(database: Database, run: int) -> None:
    keep(database, ARTICLE, "b.txt", dt.date(2024, 5, 2))
    assert publication.publish(database, TESTER, run, None) == 0


def test_there_must_be_something_to_undo(database: Database, run: int) -> None:
    with pytest.raises(NotFoundError, match="chidao runs"):
        publication.rollback(database, TESTER)
    publication.publish(database, TESTER, run, None)
    publication.rollback(database, TESTER)
    with pytest.raises(NotFoundError):
        publication.rollback(database, TESTER)


def test_a_run_beyond_the_limits_is_refused_until_someone_has_looked(database: Database, run: int) -> None:
    with pytest.raises(GateError, match="--reviewed") as refused:
        publication.publish(database, TESTER, run, CLOSED)
    assert "chưa xong" in str(refused.value)
    assert len(found(database)) == 2
    assert publication.publish(database, TESTER, run, None) == 1


def test_a_run_that_is_not_there_is_named(database: Database) -> None:
    with pytest.raises(NotFoundError, match="«7»"):
        report(database, 7)


def test_the_report_of_a_run_says_the_same_before_and_after_it_is_published(database: Database, run: int) -> None:
    before = report(database, run)[1]
    publication.publish(database, TESTER, run, None)
    assert report(database, run)[1] == before
    assert (before.changed, before.unchanged, before.new) == (1, 0, 0)


def test_failures_stand_in_the_report(database: Database, run: int) -> None:
    kept = store(database, "Một văn bản khó.", light("Một văn bản khó.", "old"))
    with database.writing() as session:
        save_failure(session, kept, "new", "hết giờ", run)
        session.commit()
    assert [reason for _, _, reason in report(database, run)[1].failed] == ["hết giờ"]


def test_what_a_publication_left_behind_is_pruned_but_not_what_can_be_undone(database: Database, run: int) -> None:
    assert sum(publication.prune(database, TESTER, None, undoable=True)) == 0
    publication.publish(database, TESTER, run, None)
    assert publication.count_superseded(database, None, undoable=True) == 0
    assert publication.count_superseded(database, None, undoable=False) == 1
    kept = keep(database, OTHER)
    again = save_in_run(database, kept, light(OTHER, "newer"))
    publication.publish(database, TESTER, again, None)
    before = seen(database)
    assert sum(publication.prune(database, TESTER, None, undoable=True)) == 1
    assert (count(database, ResultRow), count(database, DirectiveRow)) == (3, 4)
    assert seen(database) == before
    assert publication.rollback(database, TESTER).turned == 1


def test_the_unused_results_of_a_version_can_be_pruned(database: Database, run: int) -> None:
    failed = keep(database, "Một văn bản khó.")
    fail(database, failed, "new")
    assert sum(publication.prune(database, TESTER, "new", undoable=True)) == 1
    assert sum(publication.prune(database, TESTER, "old", undoable=False)) == 0
    assert publication.publish(database, TESTER, run, None) == 0
    assert len(found(database)) == 2
