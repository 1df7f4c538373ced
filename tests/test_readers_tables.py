"""Tables of documents and archives: every row and every member a document of its own."""

import bz2
import datetime as dt
import lzma

import pytest
from papers import NOTICE, page, read_all, read_only, tarred, word, workbook, zipped

from corpus.incoming import Incoming, Refused


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param("text,published_on,id", f'"{NOTICE}",2019-04-03,a1', id="commas"),
        pytest.param("id;published_on;text", f"a1;2019-04-03;{NOTICE}", id="semicolons"),
        pytest.param("Mã\tNgày đăng\tNội dung", f"a1\t03/04/2019\t{NOTICE}", id="tabs and Vietnamese names"),
        pytest.param("STT|NGÀY BAN HÀNH|NỘI DUNG|Số trang", f"a1|3.4.2019|{NOTICE}|7", id="bars and capitals"),
        pytest.param("\ufeffid,ngay dang,noi dung", f"a1,2019-04-03,{NOTICE}", id="a mark and names without marks"),
    ],
)
def test_a_row_is_a_document(header: str, row: str) -> None:
    incoming = read_only(f"{header}\r\n{row}\r\n".encode(), "a.csv")
    assert (incoming.text, incoming.published_on, incoming.external_id) == (NOTICE, dt.date(2019, 4, 3), "a1")
    assert (incoming.source, incoming.reading.published_from) == ("a.csv:2", "field")


def test_a_field_may_hold_lines_and_a_bad_row_costs_only_itself() -> None:
    made = 'text,published_on\n"Một\nhai",\n,2019-04-03\nBa,31/2/2019\nBốn,\n'
    items = read_all(made.encode(), "a.csv")
    assert [(item.source, isinstance(item, Incoming)) for item in items] == [
        ("a.csv:2", True),
        ("a.csv:4", False),
        ("a.csv:5", False),
        ("a.csv:6", True),
    ]
    assert isinstance(items[0], Incoming)
    assert items[0].text == "Một\nhai"


def test_a_table_without_a_text_column_is_refused_with_the_names_it_could_have() -> None:
    [refused] = read_all(b"ten,tuoi\nAn,5\n", "a.csv")
    assert isinstance(refused, Refused)
    assert "Nội dung" in refused.reason


def test_a_table_is_known_by_its_header() -> None:
    assert read_only(f"id,text\na1,{NOTICE}\n".encode(), "a.txt").reading.reader == "csv"
    assert read_only(b"Text, nothing else\nthan text\n", "a.txt").reading.reader == "text"


def test_a_sheet_that_names_its_columns_is_a_table_of_documents() -> None:
    made = workbook(
        [["Mã", "Ngày đăng", "Nội dung"], [7, dt.date(2019, 4, 3), NOTICE], [8, None, None], [9, "x", "Hai"]]
    )
    first, empty, undated = read_all(made, "a.xlsx")
    assert isinstance(first, Incoming)
    assert (first.text, first.published_on, first.external_id) == (NOTICE, dt.date(2019, 4, 3), "7")
    assert first.received == NOTICE.encode()
    assert (first.source, first.reading.places[0].label) == ("a.xlsx:Trang 1:2", "Trang 1!2")
    assert [type(item) for item in (empty, undated)] == [Refused, Refused]


def test_any_other_sheet_is_read_as_it_stands() -> None:
    incoming = read_only(
        workbook([["Đơn vị", "Được giao"], ["Sở Y tế", 15.0], [None, None], ["Sở Nội vụ", 2.5]]), "a.xlsx"
    )
    assert incoming.text == "Đơn vị\tĐược giao\nSở Y tế\t15\nSở Nội vụ\t2.5"
    assert [place.label for place in incoming.reading.places] == ["Trang 1!1", "Trang 1!2", "Trang 1!4"]


MEMBERS = {"tin/a.txt": NOTICE.encode(), "b.docx": word("Một"), "c.html": page(), "__MACOSX/._a": b"\0", ".an": b"\0"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(zipped(MEMBERS), "a.zip", id="zip"),
        pytest.param(tarred(MEMBERS, "w"), "a.tar", id="tar"),
        pytest.param(tarred(MEMBERS, "w:gz"), "a.tgz", id="tar.gz"),
        pytest.param(tarred(MEMBERS, "w:bz2"), "a.tar.bz2", id="tar.bz2"),
        pytest.param(tarred(MEMBERS, "w:xz"), "a", id="tar.xz without a name"),
    ],
)
def test_a_member_of_an_archive_is_read_as_a_file(content: bytes, name: str) -> None:
    items = read_all(content, name)
    assert [item.source for item in items] == [f"{name}/tin/a.txt", f"{name}/b.docx", f"{name}/c.html"]
    read_by = [item.reading.reader for item in items if isinstance(item, Incoming)]
    assert read_by == ["text", "docx", "html"]


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress], ids=["bzip2", "xz"])
def test_any_format_may_come_packed(pack: object) -> None:
    assert callable(pack)
    assert read_only(pack(word("Một")), "a.docx.xz").text == "Một"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_a_package_that_no_reader_knows_is_no_archive(name: str) -> None:
    [refused] = read_all(zipped({name: b"x", "ppt/slides/slide1.xml": b"<p/>"}), "a.pptx")
    assert isinstance(refused, Refused)
    assert "lưu thành DOCX" in refused.reason
