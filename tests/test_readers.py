"""Readers: what comes in whole, and what is refused with which reason."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.incoming import Incoming, Refused
from corpus.readers import READERS, jsonl, read, read_stream, text
from models.errors import NotFoundError

LINE = {"text": "Giao Sở Y tế báo cáo.", "published_on": "2024-05-06", "id": "a1"}
GOOD = json.dumps(LINE, ensure_ascii=False).encode()


def _read(content: bytes, name: str) -> list[Incoming | Refused]:
    return list(read_stream(io.BytesIO(content), name))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "", id="an empty file is an empty text"),
        pytest.param("Bộ Y tế".encode(), "Bộ Y tế", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + "Bộ Y tế".encode(), "Bộ Y tế", id="a byte order mark is no text"),
        pytest.param("Một\r\nHai\rBa\n".encode(), "Một\r\nHai\rBa\n", id="line ends stay as they came"),
        pytest.param("quý\u0301  hai\u00a0".encode(), "quý\u0301  hai\u00a0", id="nothing is composed"),
        pytest.param(b"[1] B\xe1\xbb\x99", "[1] Bộ", id="a bracket makes no JSON"),
        pytest.param(b"B\xb8o c\xb8o", "Báo cáo", id="TCVN3"),
        pytest.param("Bộ Y tế".encode("utf-16"), "Bộ Y tế", id="UTF-16"),
    ],
)
def test_a_text_comes_in_unchanged(content: bytes, expected: str) -> None:
    assert _read(content, "a.txt") == [Incoming(expected, None, None, "a.txt")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"Bo\0 Y te", "ký tự NUL ở vị trí 2", id="NUL"),
        pytest.param(b"\0\xff\xfe", "ký tự NUL ở vị trí 0", id="NUL before what does not decode"),
        pytest.param(b"%PDF-1.7\n\xe2\xe3", "PDF bị cắt cụt", id="a PDF called .txt"),
        pytest.param(b"PK\x03\x04\x14\0", "DOCX", id="a Word file called .txt"),
        pytest.param(b"\xff\xfeB\x00\xc9", "không đọc được theo UTF-16-LE (byte thứ 2)", id="UTF-16 cut short"),
        pytest.param(b"\x80\x01\x01\xff\x03\x99", "ký tự điều khiển", id="bytes of nothing"),
        pytest.param(gzip.compress(b"Bo Y te " * 99)[:-9], "tệp nén bị hỏng", id="a truncated gzip"),
        pytest.param(b'{\n "text": "a"\n}\n', "tệp là JSON", id="JSON that is no JSON Lines"),
        pytest.param(gzip.compress(gzip.compress(b"x")), "gzip trong gzip", id="gzip in gzip"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    [refused] = _read(content, "a.txt")
    assert isinstance(refused, Refused)
    assert refused.source == "a.txt"
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"hong phai JSON", "không phải JSON", id="not JSON"),
        pytest.param(b'["text"]', "không phải một đối tượng", id="an array"),
        pytest.param(b'{"title": "x"}', "thiếu trường «text»", id="no text"),
        pytest.param(b'{"text": 5}', "không phải chuỗi", id="a text that is a number"),
        pytest.param(b'{"text": "a", "text": "b"}', "khóa «text» có hai lần", id="a key twice"),
        pytest.param(b'{"text": "a", "published_on": 20240506}', "phải là chuỗi", id="a numeric date"),
        pytest.param(b'{"text": "a", "published_on": "31/2/2024"}', "không phải ngày: «31/2", id="no date"),
        pytest.param(b'{"text": "a", "id": [1]}', "«id» phải là", id="an id that is a list"),
        pytest.param(b'{"text": "a\\ud800"}', "surrogate lẻ ở vị trí 1", id="a lone surrogate"),
        pytest.param(b'{"text": "a\\u0000"}', "ký tự NUL ở vị trí 1", id="an escaped NUL"),
        pytest.param(b'{"text": "\xb8"}', "không đọc được theo UTF-8", id="another encoding"),
        pytest.param(b'{"text": ' + b"[" * 99_999, "không phải JSON", id="nested without end"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    first, bad, last = _read(b"\n".join([GOOD, line, b"", GOOD]), "a.jsonl")
    assert first == Incoming("Giao Sở Y tế báo cáo.", date(2024, 5, 6), "a1", "a.jsonl:1")
    assert isinstance(bad, Refused)
    assert bad.source == "a.jsonl:2"
    assert reason in bad.reason
    assert isinstance(last, Incoming)
    assert last.source == "a.jsonl:4"


def test_a_line_over_the_limit_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 200)
    first, bad, last = _read(GOOD + b"\n" + b'{"text": "' + b"a" * 999 + b'"}\n' + GOOD, "a.jsonl")
    assert [first.source, bad.source, last.source] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]
    assert isinstance(bad, Refused)
    assert "dài hơn 200 byte" in bad.reason


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LONGEST", 200)
    [refused] = _read(b"a" * 201, "a.txt")
    assert isinstance(refused, Refused)
    assert "lớn hơn 200 byte" in refused.reason


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(GOOD, "a.jsonl", id="by name and content"),
        pytest.param(GOOD, "a.txt", id="by content against the name"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, "a.txt", id="after a byte order mark"),
        pytest.param(gzip.compress(GOOD), "a.jsonl.gz", id="in gzip"),
        pytest.param(gzip.compress(GOOD), "a", id="in gzip without a name"),
    ],
)
def test_json_lines_are_known_by_content(content: bytes, name: str) -> None:
    assert _read(content, name) == [Incoming("Giao Sở Y tế báo cáo.", date(2024, 5, 6), "a1", f"{name}:1")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2024-05-06", date(2024, 5, 6), id="a date"),
        pytest.param("2024-05-06T23:30:00+07:00", date(2024, 5, 6), id="a time keeps the day it names"),
        pytest.param("", None, id="an empty string is none"),
        pytest.param(None, None, id="null is none"),
    ],
)
def test_a_publication_date_is_read(day: str | None, expected: date | None) -> None:
    [incoming] = _read(json.dumps({"text": "a", "published_on": day, "id": 7}).encode(), "a.jsonl")
    assert incoming == Incoming("a", expected, "7", "a.jsonl:1")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "một.txt"
    path.write_bytes("Bộ Y tế".encode())
    assert list(read(path)) == [Incoming("Bộ Y tế", None, None, str(path))]


def test_a_missing_file_has_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="không có tệp"):
        list(read(tmp_path / "none.txt"))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.touch()

    def denied(*_: object) -> Iterator[None]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert list(read(path)) == [Refused(str(path), "không mở được tệp: Permission denied")]


def test_the_last_reader_takes_what_no_other_takes() -> None:
    assert READERS[-1].recognises(b"anything", "anything")
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize(
    ("name", "reader", "published_from"),
    [pytest.param("a.jsonl", "jsonl", "field", id="jsonl"), pytest.param("a.txt", "text", None, id="text")],
)
def test_a_document_knows_how_it_was_read(name: str, reader: str, published_from: str | None) -> None:
    content = GOOD if reader == "jsonl" else "Bộ Y tế".encode()
    [incoming] = _read(content, name)
    assert isinstance(incoming, Incoming)
    assert incoming.received == content
    reading = incoming.reading
    assert (reading.reader, reading.encoding, reading.published_from) == (reader, "utf-8", published_from)
    assert (reading.sha256, len(reading.version)) == (hashlib.sha256(content).hexdigest(), 12)


def test_nobody_waits_for_formats_that_do_not_come() -> None:
    heavy = "{'trafilatura', 'docx', 'lxml', 'pypdfium2', 'openpyxl', 'pytesseract', 'PIL'}"
    program = f"import sys, corpus.readers, api.reading; print({heavy} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603  # our own words
    assert ran.stdout.strip() == b"set()", ran.stdout
