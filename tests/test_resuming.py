"""Ingestion goes on where it was: what is finished is not read again, and everything else is."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from papers import NOTICE, word, zipped
from shell import Run

import api.reading
from api.actions.intake import take_in
from api.actions.shift import Shift
from api.reading import ParallelReading
from corpus.incoming import Incoming, Reading, Refused
from corpus.limits import Limits
from models.documents import Kept
from models.queue import Task

OTHER = "Giao Sở Nội vụ thẩm định đề án trước ngày 30/7/2025."


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list into which the name of every file that is read goes."""
    names: list[str] = []
    real = api.reading.ParallelReading._given  # noqa: SLF001  # where every file passes

    def noted(
        self: api.reading.ParallelReading, file: api.reading.File, future: api.reading.Coming
    ) -> Iterator[Incoming | Refused]:
        names.append(file.source)
        return real(self, file, future)

    monkeypatch.setattr(api.reading.ParallelReading, "_given", noted)
    return names


def _write(directory: Path) -> None:
    (directory / "in").mkdir()
    (directory / "in" / "a.txt").write_text(NOTICE, "utf-8")
    (directory / "in" / "b.zip").write_bytes(zipped({"c.docx": word(OTHER), "d.txt": NOTICE.encode() + b" Thanks"}))


def test_what_is_finished_is_not_read_again(run: Run, tmp_path: Path, read_files: list[str]) -> None:
    _write(tmp_path)
    first = run("ingest", "in")
    assert (first.code, "đọc 3 · mới 3" in first.out) == (0, True), first
    assert read_files == ["in/a.txt", "in/b.zip", "in/b.zip/c.docx", "in/b.zip/d.txt"]
    read_files.clear()
    assert "đã có 3" in run("ingest", "in").out
    assert read_files == []


def test_a_changed_file_is_read_again(run: Run, tmp_path: Path, read_files: list[str]) -> None:
    _write(tmp_path)
    run("ingest", "in")
    read_files.clear()
    (tmp_path / "in" / "a.txt").write_text(OTHER + " Khẩn.", "utf-8")
    assert "mới 1 · đã có 2" in run("ingest", "in").out
    assert read_files == ["in/a.txt"]


def test_another_day_from_the_caller_is_another_ingestion(run: Run, tmp_path: Path, read_files: list[str]) -> None:
    _write(tmp_path)
    run("ingest", "in/a.txt")
    read_files.clear()
    assert "trích lại 1" in run("ingest", "in/a.txt", "--published-on", "2025-05-05").out
    assert read_files == ["in/a.txt"]


def test_a_file_of_which_something_was_refused_is_told_again(run: Run, tmp_path: Path, read_files: list[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "' + NOTICE + '"}\n{"text": ""}\n', "utf-8")
    for outcome in ("mới 1 · từ chối 1", "đã có 1 · từ chối 1"):
        ran = run("ingest", "a.jsonl")
        assert (ran.code, outcome in ran.out, "a.jsonl:2" in ran.err) == (3, True, True), ran
    assert read_files == ["a.jsonl", "a.jsonl"]


def test_after_an_interruption_only_the_rest_is_read(
    run: Run, tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(40):
        (tmp_path / f"{at:02}.txt").write_text(f"{NOTICE} Số {at}.", "utf-8")
    real = Shift.take
    batches = iter(range(40))

    def interrupted(self: Shift, task: Task, limit: int) -> list[Kept]:
        if next(batches) == 2:
            raise KeyboardInterrupt
        return real(self, task, limit)

    names = [f"{at:02}.txt" for at in range(40)]
    with monkeypatch.context() as once:
        once.setattr(Shift, "take", interrupted)
        assert run("ingest", *names).code == 130
    read_files.clear()
    ran = run("ingest", *names)
    assert (ran.code, "đọc 40" in ran.out) == (0, True), ran
    assert len(read_files) < 40
    assert "39.txt" in read_files


def test_a_dry_run_tells_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    _write(tmp_path)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7")
    run("ingest", "in/a.txt")
    for _ in range(2):
        ran = run("ingest", "in", "--dry-run")
        assert (ran.code, "đọc 4 · đã có 1 · sẽ là mới 2 · từ chối 1" in ran.out) == (3, True), ran
        assert "bad.pdf" in ran.err


def test_reasons_given_often_are_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": ""}\n' * 3 + "x\n", "utf-8")
    ran = run("ingest", "a.jsonl")
    assert "Từ chối theo lý do" in ran.err
    assert re.search(r"3 +văn bản trống", ran.err)
    assert re.search(r"1 +dòng không phải JSON", ran.err)


def test_names_of_any_bytes_can_be_kept() -> None:
    class Given(ParallelReading):
        def read(self, paths: Iterable[Path]) -> Iterator[Incoming | Refused]:
            del paths
            yield Incoming(NOTICE, None, "a\0", "b\udcff", Reading(title="c\ud800", author=None))

    with Given(Limits(), 1) as readers:
        [item] = take_in(readers, [], 99)
    assert isinstance(item, Incoming)
    assert (item.external_id, item.source, item.reading.title, item.reading.author) == ("a?", "b?", "c?", None)
