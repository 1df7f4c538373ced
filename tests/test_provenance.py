"""Provenance: what was received is kept with how it was read, and a finding is shown on its page or paragraph."""

import datetime as dt
from pathlib import Path

import pytest
from papers import NOTICE, page, word, workbook, zipped
from printed import lines, pdf
from shell import Run
from sqlalchemy.orm import Session
from storing import keep

from models.database import Database
from models.hits import Origin
from models.provenance import PlaceAt, Read, ReadingHit, keep_readings, readings, received

HIT = ReadingHit(
    origin=Origin("a.pdf"),
    sha256="ab" * 32,
    reader="pdf",
    reader_version="1",
    encoding="unicode",
    flags=("ocr", "macros"),
    title="Tiêu đề",
    lead="Sapo",
    author="Minh Anh",
    address="https://baomau.example/1",
    published_on=dt.date(2019, 4, 3),
    published_from="text",
    places=(PlaceAt(0, 10, "page", "1"), PlaceAt(11, 20, "page", "2")),
)


def _kept(database: Database, hit: ReadingHit = HIT, content: bytes | None = b"%PDF") -> str:
    document = keep(database, "Bộ Y tế báo cáo", source="a.pdf")
    with database.writing() as session:
        keep_readings(session, [Read(document.seq, hit, content)])
        session.commit()
    return document.id


def _read(database: Database, document: str) -> tuple[list[ReadingHit], bytes | None]:
    with database.reading() as session:
        assert isinstance(session, Session)
        return list(readings(session, document)), received(session, HIT.sha256)


def test_a_reading_comes_back_as_it_was(database: Database) -> None:
    assert _read(database, _kept(database)) == ([HIT], b"%PDF")


def test_the_last_reading_of_an_origin_counts_and_bytes_stay(database: Database) -> None:
    again = ReadingHit(HIT.origin, HIT.sha256, "pdf", "2")
    _kept(database)
    assert _read(database, _kept(database, again, None)) == ([again], b"%PDF")


def test_bytes_are_kept_only_where_they_are_given(database: Database) -> None:
    assert _read(database, _kept(database, content=None))[1] is None


@pytest.mark.parametrize(
    ("start", "end", "labels"), [(0, 5, ["1"]), (8, 12, ["1", "2"]), (10, 11, []), (19, 30, ["2"])]
)
def test_a_stretch_stands_in_its_places(start: int, end: int, labels: list[str]) -> None:
    assert [place.label for place in HIT.places_of(start, end)] == labels


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        pytest.param("a.pdf", pdf([lines(["Mở đầu của văn bản."]), lines([NOTICE])]), "trang 2", id="pdf"),
        pytest.param("a.docx", word("Mở đầu", "", NOTICE), "đoạn 3", id="docx"),
        pytest.param("a.xlsx", workbook([["Mở đầu"], [NOTICE]], "Việc"), "Việc!2", id="xlsx"),
        pytest.param("a.csv", f"id,text\n1,{NOTICE}\n".encode(), "dòng 2", id="csv"),
    ],
)
def test_why_names_the_place_in_the_received_file(
    run: Run, tmp_path: Path, name: str, content: bytes, place: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert run("ingest", name).code == 0
    document = run("search", "--documents").out.split("\n")[2].split()[0]
    told = run("why", document, "D1")
    assert (told.code, place in told.out) == (0, True), told.out


def test_show_tells_how_a_document_was_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"tin/a.html": page()}))
    assert run("ingest", "a.zip").code == 0
    document = run("search", "--documents").out.split("\n")[2].split()[0]
    shown = run("show", document).out
    for words in ("a.zip/tin/a.html", "bộ đọc html", "ngày đăng 03/04/2019 (dữ liệu kèm theo)", "Minh Anh"):
        assert words in shown


def test_the_callers_day_wins_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    assert run("ingest", "a.html", "--published-on", "2020-01-02").code == 0
    document = run("search", "--documents").out.split("\n")[2].split()[0]
    assert "ngày đăng 02/01/2020 (người nạp cho)" in run("show", document).out


def test_received_bytes_are_left_out_where_the_setting_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIDAO_KEEP_RECEIVED", "off")
    (tmp_path / "a.txt").write_text(NOTICE, "utf-8")
    assert run("ingest", "a.txt").code == 0
    with Database(str(tmp_path / "chidao.db")).reading() as session:
        document = run("search", "--documents").out.split("\n")[2].split()[0]
        [hit] = readings(session, document)
        assert received(session, hit.sha256) is None
