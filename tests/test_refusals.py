"""Refusals, purges and secrecy, in the store and on the command line, on SQLite and on PostgreSQL."""

import datetime as dt
import json
from pathlib import Path

import pytest
from building import ARTICLE, article
from shell import Run
from sqlalchemy import text as sql
from storing import count, keep, store

from api.actions.purging import purge_document
from api.actions.refusals import admit, list_refusals
from corpus.incoming import Incoming, Reading, Refused
from models import documents
from models.answers import AnswerRow
from models.audit import Actor
from models.database import Database
from models.documents import Sent
from models.errors import NotFoundError, PurgedError
from models.findings import DirectiveRow, PassageRow
from models.hits import Origin
from models.provenance import Read, ReadingHit, ReceivedRow, keep_readings, received
from models.tables import DocumentRow, OriginRow, ResultRow

NOW = dt.datetime(2024, 5, 6, 7, 8, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
WHO = Actor("cli", NOW)
STAMPED = "BỘ NỘI VỤ\nSố: 12/BC-BNV\nTỐI MẬT\nGiao Sở Nội vụ báo cáo việc điều động cán bộ.\n"


def _incoming(text: str, received: bytes = b"", source: str = "a.txt") -> Incoming:
    return Incoming(text, None, None, source, Reading(sha256="f" * 64), received)


def test_refusals_are_written_down_once_with_their_last_time(database: Database) -> None:
    refused = [Refused("a.pdf", "có mật khẩu", "1" * 64), Refused("b.pdf", "có mật khẩu")]
    assert list(admit(database, refused, NOW)) == refused
    list(admit(database, [refused[0]], LATER))
    found = [(r.name, r.sha256, r.reason, r.at) for r in list_refusals(database, 10)]
    assert found == [("a.pdf", "1" * 64, "có mật khẩu", LATER), ("b.pdf", "", "có mật khẩu", NOW)]
    assert len(list_refusals(database, 1)) == 1


def test_a_purged_document_leaves_nothing_and_does_not_come_back(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    other = keep(database, "Một văn bản khác.", "b.txt")
    with database.writing() as session:
        for key, body in (("1", kept.id.encode()), ("2", b"{}")):
            session.add(AnswerRow(owner="a", key=key, fingerprint="f", begun_at=NOW, status=201, body=body))
        session.commit()
    assert purge_document(database, WHO, kept.id[:8], "nạp nhầm") == kept.id
    rows = {table.__tablename__: count(database, table) for table in (DocumentRow, OriginRow, ResultRow, DirectiveRow)}
    assert rows == {"documents": 1, "origins": 1, "results": 0, "directives": 0}
    assert (count(database, PassageRow), count(database, AnswerRow)) == (1, 1)
    with database.reading() as session:
        assert session.execute(sql("SELECT count(*) FROM directive_index")).scalar() == 0
        assert session.execute(sql("SELECT target FROM audit_log")).scalars().all() == [f"{kept.id} (nạp nhầm)"]
    again, fresh = admit(database, [_incoming(ARTICLE), _incoming(other.text)], NOW)
    assert isinstance(again, Refused)
    assert "đã bị xóa hẳn ngày 06/05/2024 (nạp nhầm)" in again.reason
    assert isinstance(fresh, Incoming)
    with pytest.raises(PurgedError):
        keep(database, ARTICLE)


def test_a_purged_document_is_known_by_its_bytes_too(database: Database) -> None:
    document = _kept_with_bytes(database, "Văn bản thứ nhất.", "c" * 64)
    purge_document(database, WHO, document, "nạp nhầm")
    assert count(database, ReceivedRow) == 0
    [again] = admit(database, [Incoming("Đọc cách khác.", None, None, "a", Reading(sha256="c" * 64), b"x")], NOW)
    assert isinstance(again, Refused)


def test_bytes_that_held_other_documents_too_are_taken_again(database: Database) -> None:
    document = _kept_with_bytes(database, "Văn bản thứ nhất.", "c" * 64)
    _kept_with_bytes(database, "Văn bản thứ hai.", "c" * 64)
    purge_document(database, WHO, document, "nạp nhầm")
    with database.reading() as session:
        assert received(session, "c" * 64) is None
    [again] = admit(database, [Incoming("Văn bản thứ hai.", None, None, "a", Reading(sha256="c" * 64), b"x")], NOW)
    assert isinstance(again, Incoming)


def _kept_with_bytes(database: Database, text: str, sha256: str) -> str:
    origin = Origin("bo.csv", text)
    with database.writing() as session:
        [kept] = documents.keep(session, [Sent(text, origin)])
        keep_readings(session, [Read(kept.seq, ReadingHit(origin, sha256, "csv", "1"), b"bytes")])
        session.commit()
    return kept.id


def test_what_was_never_there_cannot_be_purged(database: Database) -> None:
    with pytest.raises(NotFoundError):
        purge_document(database, WHO, "0123456789abcdef", "nhầm")


def test_purging_again_only_clears_again(database: Database) -> None:
    kept = store(database, ARTICLE, article())
    purge_document(database, WHO, kept.id, "nạp nhầm")
    assert purge_document(database, WHO, kept.id, "lần nữa") == kept.id


def test_nothing_of_a_purged_text_is_left_in_the_file(run: Run, tmp_path: Path) -> None:
    word = "Khuyếch-đại-Zxqv"
    (tmp_path / "a.txt").write_text(f"Giao Sở Y tế báo cáo về {word} trước ngày 30/6/2024.\n" * 40, "utf-8")
    (tmp_path / "b.txt").write_text("Giao Sở Nội vụ báo cáo trước ngày 30/6/2024.\n", "utf-8")
    assert run("ingest", "a.txt", "b.txt").code == 0
    assert _files_hold(tmp_path, "zxqv")
    document = run("search", "--documents", "Zxqv").out.split("\n\n")[1].split()[0]
    ran = run("purge", document, "--reason", "nạp nhầm")
    assert (ran.code, document in ran.out) == (0, True)
    assert not _files_hold(tmp_path, "zxqv")
    again = run("ingest", "a.txt", "b.txt")
    assert (again.code, "đã có 1" in again.out) == (3, True)
    assert "nạp nhầm" in again.err
    assert not _files_hold(tmp_path, "zxqv")


def _files_hold(folder: Path, word: str) -> bool:
    return any(word in path.read_bytes().decode("latin-1").casefold() for path in folder.glob("chidao.db*"))


def test_a_secret_document_stands_nowhere_but_in_the_refusal_log(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mat.txt").write_text(STAMPED, "utf-8")
    ran = run("ingest", "mat.txt")
    assert (ran.code, "TỐI MẬT" in ran.err) == (3, True)
    assert not _files_hold(tmp_path, "điều động".encode().decode("latin-1"))
    [entry] = json.loads(run("refusals", "--format", "json").out)
    assert entry["name"] == "mat.txt"
    assert len(entry["sha256"]) == 64
    assert "TỐI MẬT" in run("refusals").out


def test_an_unreadable_file_is_hashed_and_logged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x01\x02\x03\x04\xff" * 99)
    assert run("ingest", "a.bin").code == 3
    [entry] = json.loads(run("refusals", "--format", "json").out)
    assert (entry["name"], len(entry["sha256"])) == ("a.bin", 64)


def test_an_empty_log_says_so(run: Run) -> None:
    assert "chưa có dòng nào" in run("refusals").out


def test_text_is_printed_as_extraction_sees_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"B\xb8o c\xb8o c\xf1a B\xe9\r\nNg\xb5y 5\n")
    ran = run("text", "a.txt")
    assert (ran.code, ran.out) == (0, "Báo cáo của Bộ\r\nNgày 5\n")
    info = json.loads(run("text", "a.txt", "--info").out)
    assert (info["reader"], info["encoding"], info["flags"], info["characters"]) == ("text", "tcvn3", [], 23)
    assert (info["published_on"], info["published_from"]) == (None, None)


def test_a_publication_day_says_where_it_came_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("Giao Sở Y tế báo cáo.", "utf-8")
    info = json.loads(run("text", "2024-05-06.txt", "--info").out)
    assert (info["published_on"], info["published_from"]) == ("2024-05-06", "file_name")


@pytest.mark.parametrize("options", [(), ("--info",)], ids=["text", "info"])
def test_a_refused_file_gives_its_reason_and_nothing_else(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "mat.txt").write_text(STAMPED, "utf-8")
    ran = run("text", "mat.txt", *options)
    assert (ran.code, ran.out) == (3, "")
    assert "TỐI MẬT" in ran.err
