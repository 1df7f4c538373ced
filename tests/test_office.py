"""Legacy office files, made by hand or by the libraries for them: what is read, and what is refused by name."""

import datetime as dt
import io
import shutil
from pathlib import Path

import pytest
import xlwt
from compound_files import compound_file, word_file

from corpus import converters
from corpus.converters import CATDOC, Converter
from corpus.encodings import MISREAD
from corpus.incoming import Incoming, Refused
from corpus.readers import read_stream

OLD = b"B\xb8o c\xb8o c\xf1a B\xe9 tr\xad\xebng\rNg\xb5y 5 th\xb8ng 6\r"
needs_catdoc = pytest.mark.skipif(not CATDOC.installed, reason="catdoc is not installed")


def _read(content: bytes, name: str = "a.bin") -> Incoming | Refused:
    [item] = read_stream(io.BytesIO(content), name)
    return item


def _taken(content: bytes) -> Incoming:
    item = _read(content)
    assert isinstance(item, Incoming), item
    return item


def _workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Biểu 1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value, *([day] if isinstance(value, dt.date) else []))
    book.save(out)
    return out.getvalue()


@needs_catdoc
def test_a_word_file_in_a_font_of_tcvn3_keeps_its_soft_hyphens() -> None:
    taken = _taken(word_file(OLD))
    assert taken.text == "Báo cáo của Bộ trưởng\nNgày 5 tháng 6"
    assert (taken.reading.reader, taken.reading.encoding, taken.reading.flags) == ("office", "tcvn3", (MISREAD,))
    assert [taken.text[p.start : p.end] for p in taken.reading.places] == ["Báo cáo của Bộ trưởng", "Ngày 5 tháng 6"]


@needs_catdoc
def test_a_word_file_saved_in_haste_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.office._order", lambda _: (CATDOC,))
    assert "fast-saved" in _taken(word_file(OLD, marks=4)).reading.flags


def test_a_workbook_is_rows_and_cells() -> None:
    old = OLD.decode("cp1252").split("\r")
    taken = _taken(_workbook((old[0], "", 12.0), (), (old[1], 87.235996326, True), (dt.date(2005, 12, 31),)))
    assert taken.text == "Báo cáo của Bộ trưởng\t\t12\n\nNgày 5 tháng 6\t87.23599633\tTRUE\n31/12/2005"
    cells = {p.label: taken.text[p.start : p.end] for p in taken.reading.places}
    assert cells["Biểu 1!C1"] == "12"
    assert cells["Biểu 1!A4"] == "31/12/2005"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (17469747308, "17469747308"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-2.5, "-2.5"),
        (1.5e12 + 0.2, "1500000000000"),
    ],
)
def test_a_number_is_shown_as_in_its_cell(value: float, shown: str) -> None:
    assert _taken(_workbook((value,))).text == shown


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        pytest.param(rb"\ansicpg1252", rb"B\'b8o c\'b8o tr\'ad\'eang\par H\'e4p", "Báo cáo trường\nHọp", id="TCVN3"),
        pytest.param(rb"\ansicpg1258", rb"B\'b8o c\'b8o tr\'ad\'eang", "Báo cáo trường", id="TCVN3 on another page"),
        pytest.param(rb"\ansicpg1258", rb"Vi\'ea\'f2t Nam h\'f4\'f2i", "Việt Nam hội", id="Windows-1258"),
        pytest.param(rb"\uc1", rb"B\u7897? Y t\u7871?", "Bộ Y tế", id="Unicode"),
        pytest.param(rb"\uc1", rb"{\pntext\f0 1.\tab}Giao S\u7903? Y", "1.\tGiao Sở Y", id="numbers of lists"),
    ],
)
def test_rich_text(head: bytes, body: bytes, text: str) -> None:
    taken = _taken(rb"{\rtf1\ansi" + head + rb"{\fonttbl{\f0\fcharset163 .VnTime;}}\f0 " + body + rb"\par}")
    assert taken.text.rstrip("\n") == text
    assert taken.reading.reader == "rtf"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(word_file(OLD, marks=0x100), "tệp Word đặt mật khẩu", id="Word with a password"),
        pytest.param(compound_file({"EncryptedPackage": b""}), "tệp Office đặt mật khẩu", id="OOXML with a password"),
        pytest.param(
            compound_file({"Current User": bytes(12) + b"\xdf\xc4\xd1\xf3", "PowerPoint Document": b""}),
            "tệp PowerPoint đặt mật khẩu",
            id="PowerPoint with a password",
        ),
        pytest.param(compound_file({"__properties_version1.0": b""}), "hãy lưu thư thành .eml", id="Outlook"),
        pytest.param(compound_file({"Something": b""}), "không phải Word, Excel", id="something else"),
        pytest.param(compound_file({"Workbook": b"\x09\x08\x10"}), "tệp Excel bị hỏng", id="a workbook of nothing"),
        pytest.param(_workbook(("a",))[:700], "bị hỏng", id="a workbook cut short"),
        pytest.param(word_file(OLD)[:300], "bị hỏng", id="a Word file cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(content: bytes, reason: str) -> None:
    refused = _read(content, "bao-cao.doc")
    assert isinstance(refused, Refused)
    assert reason in refused.reason


def test_without_a_converter_the_reason_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    refused = _read(word_file(OLD))
    assert isinstance(refused, Refused)
    assert "cần cài catdoc hoặc antiword hoặc libreoffice" in refused.reason


def test_a_converter_that_gives_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Converter("true", (), "coreutils")
    monkeypatch.setattr("corpus.readers.office._order", lambda _: (nothing,))
    refused = _read(word_file(OLD))
    assert isinstance(refused, Refused)
    assert "true không đọc được tệp .doc" in refused.reason


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("-c", "sleep 60 & wait"), id="it takes too long, and so does what it started"),
        pytest.param(("-c", "head -c 9000000 /dev/zero"), id="it writes too much"),
        pytest.param(("-c", "exit 1"), id="it fails"),
    ],
)
def test_a_converter_is_held_to_its_limits_and_leaves_nothing(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(converters, "_SECONDS", 1)
    monkeypatch.setattr(converters, "_LARGEST_OUTPUT", 1_000_000)
    assert Converter("sh", arguments, "dash").convert(OLD, ".doc") is None
    assert list(tmp_path.iterdir()) == []
