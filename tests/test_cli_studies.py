"""`chidao evaluate` with errors, saved records and comparisons, and `chidao review`."""

import json
from pathlib import Path

import pytest
from shell import Run

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
TEXT = "Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ trước ngày 30/6/2024.\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Give gold of one document that wants nothing but a unit under a name that it does not have."""
    folder = tmp_path / "mau"
    folder.mkdir()
    (folder / "bai.txt").write_text(TEXT, "utf-8")
    start = TEXT.index("Cục Quản lý Dược")
    unit = {"id": "U1", "name": "Cục Dược", "mentions": [{"start": start, "end": start + 16}]}
    (folder / "bai.json").write_text(json.dumps({"units": [unit]}), "utf-8")
    return folder


def test_errors_stand_in_their_context(run: Run, gold: Path) -> None:
    ran = run("evaluate", str(gold), "--errors", "2")
    assert ran.code == 0
    assert "…Bộ trưởng Bộ Y tế yêu cầu «Cục Quản lý Dược» rà soát hồ sơ trước ngày 30/6/2024. …" in ran.out
    assert "cần: cục dược  ·  ra: cục quản lý dược" in ran.out
    assert "cần: không có gì" in ran.out


@pytest.mark.parametrize("errors", [["--errors"], ["--errors", "2"], []], ids=str)
def test_the_number_of_errors_may_be_left_out(run: Run, gold: Path, errors: list[str]) -> None:
    before, after = run("evaluate", *errors, str(gold)), run("evaluate", str(gold), *errors)
    assert (before.code, after.code) == (0, 0)
    assert before.out == after.out
    assert ("cần:" in after.out) == bool(errors)


def test_a_number_of_errors_below_nothing_is_refused(run: Run, gold: Path) -> None:
    assert run("evaluate", str(gold), "--errors", "-1").code == 2


def test_saved_records_are_the_same_again(run: Run) -> None:
    assert "Đã lưu 4 bản ghi" in run("evaluate", str(SAMPLES), "--save", "luu").out
    assert "Không có gì khác" in run("evaluate", str(SAMPLES), "--against", "luu").out


def test_what_changed_is_shown_with_its_words(run: Run, gold: Path) -> None:
    run("evaluate", str(gold), "--save", "luu")
    saved = json.loads(Path("luu/bai.json").read_text("utf-8"))
    saved["dates"], saved["directives"][0]["deadline"], saved["directives"][0]["dues"] = [], None, []
    saved["directives"][0]["product"] = saved["directives"][0]["condition"] = None
    saved["units"][0]["name"] = "Bộ Y"
    Path("luu/bai.json").write_text(json.dumps(saved), "utf-8")
    ran = run("evaluate", str(gold), "--against", "luu/bai.json")
    assert ran.code == 0
    for words in (
        "thêm  dates  ngày 30/6/2024",
        "đổi  units  Bộ Y tế",
        "name: Bộ Y → Bộ Y tế",
        "deadline: — → 2024-06-30",
    ):
        assert words in ran.out


def test_a_document_without_a_saved_record_is_named(run: Run, gold: Path) -> None:
    run("evaluate", str(SAMPLES), "--save", "luu")
    assert "Chưa có bản ghi đã lưu: bai" in run("evaluate", str(gold), "--against", "luu").out


def test_nothing_saved_is_said_with_a_code(run: Run, gold: Path) -> None:
    ran = run("evaluate", str(gold), "--against", "khong-co")
    assert ran.code == 4
    assert "--save" in ran.err


def test_the_review_list_says_why(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(
        TEXT.replace("rà soát", "hoàn thành").replace(" trước ngày 30/6/2024", ""), "utf-8"
    )
    ran = run("review", "bai.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "R1" in ran.out
    assert "nói đến thời hạn mà chưa có hạn: «hoàn thành»" in ran.out
    assert "1 chỗ nên xem lại trên 1 nội dung chỉ đạo" in ran.out


def test_the_review_list_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(
        TEXT.replace("rà soát", "hoàn thành").replace(" trước ngày 30/6/2024", ""), "utf-8"
    )
    [found] = json.loads(run("review", "bai.txt", "--format", "json").out)
    [one] = found["doubtful"]
    assert (one["id"], one["doubts"], one["words"]) == ("R1", ["no_deadline"], ["hoàn thành"])


def test_a_directory_of_gold_is_reviewed_by_its_texts(run: Run, gold: Path) -> None:
    ran = run("review", str(gold))
    assert (ran.code, ran.err) == (0, "")
    assert "0 chỗ nên xem lại trên 1 nội dung chỉ đạo" in ran.out
