"""The command line, end to end in a directory of its own."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from light import Load, light
from shell import Run

from api.engine import SerialEngine
from models.records import Record

TEXT = "Bộ trưởng yêu cầu Cục Điện lực thực hiện Nghị định số 30/2020/NĐ-CP trước ngày 30/6/2024.\n"


def write(directory: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


# Extract


def test_extract_prints_tables(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT})
    ran = run("extract", "a.txt", "--published-on", "2024-05-02")
    assert (ran.code, ran.err) == (0, "")
    assert "30/2020/NĐ-CP" in ran.out
    assert "02/05/2024" in ran.out


def test_extract_prints_the_contract(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    one = json.loads(run("extract", "a.txt", "--format", "json", "--kind", "minutes").out)
    two = json.loads(run("extract", "a.txt", "b.txt", "--format", "json").out)
    lines = run("extract", "a.txt", "b.txt", "--format", "jsonl").out.splitlines()
    assert one["document"]["kind"] == "minutes"
    assert [Record.model_validate(record) for record in two] == [Record.model_validate_json(x) for x in lines]


def test_extract_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert "30/2020/NĐ-CP" in run("extract", "-").out


# Ingest


BAD: dict[str, str | bytes] = {
    "nul.txt": b"Bo\0 Y te",
    "utf-16.txt": b"\xff\xfeB\0\xc9",
    "empty.txt": b"",
    "blank.txt": " \n\t\u00a0\n",
    "deep/er/feed.jsonl": json.dumps({"text": TEXT, "published_on": "2024-05-02", "id": "7"})
    + '\n{"text": 5}\n{"text": "Giao", "published_on": "2024-02-31"}\n{"text": "\\ud800"}\n{]\n',
    "pdf.txt": b"%PDF-1.7\n\xe2\xe3",
    ".hidden": b"\0",
}


def test_a_directory_with_bad_files_is_ingested_to_the_end(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", BAD | {"good.txt": "Giao Sở Y tế báo cáo.", "long.txt": "dài " * 600_000})
    ran = run("ingest", "in")
    assert ran.code == 3
    assert "mới 2" in ran.out
    assert "Không nhận 10 văn bản" in ran.err
    for name in (
        "nul.txt",
        "utf-16.txt",
        "empty.txt",
        "blank.txt",
        "pdf.txt",
        "long.txt",
        *(f"feed.jsonl:{n}" for n in "2345"),
    ):
        assert f"{name}: " in ran.err
    assert "CHIDAO_MAX_CHARACTERS" in ran.err
    assert "Traceback" not in ran.err
    again = run("ingest", "in")
    assert (again.code, "đã có 2" in again.out) == (3, True)


def test_what_was_ingested_is_found(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    assert run("ingest", "a.txt", "b.txt", "--published-on", "2024-05-02").code == 0
    ran = run("search", "--documents", "cuc dien luc")
    assert ran.out.startswith("1 văn bản")
    document = ran.out.splitlines()[2].split()[0]
    shown = run("show", document[:6])
    origins = [line.split(" · ")[0].strip() for line in shown.out.splitlines() if "Nguồn" in line]
    assert origins == ["Nguồn: a.txt", "Nguồn: b.txt"]
    assert run("show", document, "--format", "text").out == TEXT
    record = Record.model_validate_json(run("show", document, "--format", "json").out)
    assert str(record.document.published_on) == "2024-05-02"


def test_a_changed_date_makes_a_new_result(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT})
    assert "mới 1" in run("ingest", "a.txt").out
    assert "trích lại 1" in run("ingest", "a.txt", "--published-on", "2024-05-02").out
    assert "đã có 1" in run("ingest", "a.txt", "--published-on", "2020-01-01").out


def test_a_limit_is_a_setting(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": TEXT})
    monkeypatch.setenv("CHIDAO_MAX_CHARACTERS", "20")
    ran = run("extract", "a.txt")
    assert (ran.code, "quá giới hạn 20" in ran.err) == (3, True)
    monkeypatch.setenv("CHIDAO_MAX_CHARACTERS", "many")
    assert (run("extract", "a.txt").code, run("ingest", "a.txt").code) == (2, 2)


def test_the_program_failing_at_one_document_costs_only_that(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.txt": "Một văn bản.", "b.txt": "Hai văn bản."})

    def fail_at_one(text: str, *_: object) -> Record:
        if text.startswith("Một"):
            raise ZeroDivisionError
        return light(text, "1")

    monkeypatch.setattr("api.ingest_commands.new_engine", lambda _: SerialEngine(Load(fail_at_one)))
    ran = run("ingest", "a.txt", "b.txt")
    assert (ran.code, "mới 1" in ran.out, "a.txt: chương trình gặp lỗi" in ran.err) == (3, True, True)
    listed = run("search", "--documents", "Một")
    assert "ZeroDivisionError" in run("show", listed.out.splitlines()[2].split()[0]).err


def test_an_interrupted_ingestion_leaves_what_was_finished(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{at:02}.txt": f"Văn bản số {at}." for at in range(20)})

    def interrupt(text: str, *_: object) -> Record:
        if "17" in text:
            raise KeyboardInterrupt
        return light(text, "1")

    monkeypatch.setattr("api.ingest_commands.new_engine", lambda _: SerialEngine(Load(interrupt)))
    interrupted = run("ingest", ".")
    assert (interrupted.code, "đã ngắt" in interrupted.err) == (130, True)
    lines = run("export", "--format", "jsonl").out.splitlines()
    assert len(lines) == 17


# Complaints


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["extract", "none.txt"], 4, "không có tệp hoặc thư mục «none.txt»", id="missing file"),
        pytest.param(["ingest", "none"], 4, "không có tệp hoặc thư mục", id="missing directory"),
        pytest.param(["extract", "-", "--published-on", "2024-02-31"], 2, "«2024-02-31»", id="31/2"),
        pytest.param(["search", "--from", "hôm qua"], 2, "ngày không hợp lệ", id="words for a date"),
        pytest.param(["extract"], 2, "thiếu 'TỆP…'", id="missing argument"),
        pytest.param(["search", "--what"], 2, "không có tùy chọn --what", id="unknown option"),
        pytest.param(["search", "--kind", "letter"], 2, "'letter' không phải một trong", id="unknown kind"),
        pytest.param(["find"], 2, "không có lệnh 'find'", id="unknown command"),
        pytest.param(["show", "ffff"], 4, "không có văn bản «ffff»", id="unknown document"),
        pytest.param(["why", "ffff", "R1"], 4, "không có văn bản", id="unknown document to explain"),
        pytest.param(["evaluate", "none"], 4, "none", id="no gold there"),
        pytest.param(["search", "--db", "no/such/dir.db"], 5, "không dùng được", id="unusable database"),
        pytest.param(["search", "--db", "mysql://a/b"], 5, "chưa hỗ trợ", id="another database"),
        pytest.param(["export", "--output", "no/such/out.csv"], 1, "out.csv", id="unwritable output"),
    ],
)
def test_a_complaint_is_one_line_and_an_exit_code(run: Run, arguments: Sequence[str], code: int, said: str) -> None:
    ran = run(*arguments)
    assert ran.code == code
    assert ran.err.startswith("chidao: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_help_waits_for_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "spacy", "underthesea", "numpy")
    code = f"import sys, api.cli; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  # our own code
    assert ran.stdout == "[]\n"


def test_names_that_are_no_text_are_printed_and_kept(run: Run, tmp_path: Path) -> None:
    line = {"text": "Giao Sở Y tế báo cáo.", "id": "a\0b"}
    write(tmp_path, {"a.jsonl": json.dumps(line), "empty\udcff.txt": ""})
    ran = run("ingest", ".")
    assert (ran.code, "mới 1" in ran.out, "empty?.txt: văn bản trống" in ran.err) == (3, True, True)
    assert json.loads(run("export", "--format", "jsonl").out)["origins"][0]["external_id"] == "a?b"


@pytest.mark.parametrize(
    "command",
    ["", "extract", "ingest", "search", "show", "why", "export", "evaluate", "schema", "db upgrade"],
)
def test_help_is_in_vietnamese_with_an_example(run: Run, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert "Hiện trợ giúp này rồi thoát." in ran.out
    assert ("Ví dụ: chidao" if command else "Mã thoát: 0") in ran.out
    assert "Show this message" not in ran.out


def test_extract_imports_neither_a_store_nor_readers_libraries() -> None:
    program = "import sys, api.storeless_commands, extractor.pipeline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603  # our own program
    heavy = {"sqlalchemy", "alembic", "fastapi", "olefile", "email.policy"}  # a store, and what few files call for
    assert not heavy & set(done.stdout.split())


def test_extract_leaves_what_it_never_calls_of_spacy_and_underthesea_to_who_asks_for_it() -> None:
    program = """
import sys, extractor
extractor.load(ner=False)
print(*{"spacy.cli", "requests", "underthesea.pipeline.ner", "underthesea.pipeline.pos_tag"} & set(sys.modules), "none")
import spacy, spacy.cli, underthesea
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, callable(spacy.cli.download))
print(underthesea.chunk("Bộ")[0][0], underthesea.ner("Bộ")[0][0], underthesea.ner.__name__)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603  # our own program
    assert done.stdout.split() == ["none", "True", "True", "Bộ", "Bộ", "ner"]
