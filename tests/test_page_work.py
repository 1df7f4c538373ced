"""Ingestion and runs on the page, as who sends texts and who operates the archive use them: on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import NARROW, Site, faults_of, overflows, site_of, visit
from building import ARTICLE, article
from playwright.sync_api import Browser, expect
from storing import fail, keep, save_in_run, store

from models.archive import Archive
from models.database import Database
from models.roles import Role

TEXT = "Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo trước ngày 30/6/2024."


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """Give a running service."""
    with site_of(shared_database) as running:
        yield running


@pytest.fixture(scope="module")
def run(shared_database: Database) -> int:
    """Give a finished run that lost a directive of the one document that readers have."""
    kept = store(shared_database, ARTICLE, article("old"))
    poorer = article("new")
    made = save_in_run(shared_database, kept, poorer.model_copy(update={"directives": poorer.directives[:1]}))
    with shared_database.writing() as session:
        Archive(session).finish_run(made)
        session.commit()
    return made


def test_a_text_is_tried_without_being_kept_by_keyboard(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, Role.ANALYST) as page:
        page.goto("/ingest")
        expect(page.get_by_role("button", name="Lưu và trích")).to_have_count(0)
        page.get_by_label("Văn bản", exact=True).focus()
        page.keyboard.insert_text(TEXT)
        page.get_by_role("button", name="Xem thử, không lưu").press("Enter")
        expect(page.get_by_text("Xem thử, không lưu")).to_be_visible()
        expect(page.locator("#records")).to_contain_text("báo cáo trước ngày 30/6/2024")
        expect(page.locator("#records")).to_contain_text("Máy trích, chưa soát")
        assert faults_of(page) == []
        page.goto("/search?q=30/6/2024")
        expect(page.get_by_text("Không tìm thấy nội dung chỉ đạo nào")).to_be_visible()


def test_a_refused_text_comes_back_with_the_reason(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, Role.INGESTER, wrong=(422,)) as page:
        page.goto("/ingest")
        page.get_by_label("Văn bản", exact=True).fill("xyzzy qwrt plgh " * 40)
        page.get_by_role("button", name="Xem thử, không lưu").click()
        expect(page.get_by_role("alert")).to_contain_text("Không nhận: ")
        expect(page.get_by_label("Văn bản", exact=True)).to_have_value("xyzzy qwrt plgh " * 40)
        assert faults_of(page) == []


def test_files_are_sent_watched_and_refused_with_the_reason(chromium: Browser, site: Site, tmp_path: Path) -> None:
    (tmp_path / "cong-van.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    (tmp_path / "trong.txt").write_text("", encoding="utf-8")
    with visit(chromium, site, Role.OPERATOR) as page:
        page.goto("/ingest")
        page.get_by_label("Chọn tệp").set_input_files([tmp_path / "cong-van.txt", tmp_path / "trong.txt"])
        expect(page.locator(".dropped li")).to_have_text(["cong-van.txt", "trong.txt"])
        page.get_by_role("button", name="Nạp các tệp").click()
        # A row may be read as done just before its job is: the page is then asked once more.
        expect(page.locator("[data-over]")).to_be_visible()
        expect(page.get_by_role("row", name="cong-van.txt đã trích")).to_be_visible()
        expect(page.get_by_role("row", name="trong.txt không nhận")).to_contain_text("trống")
        assert faults_of(page) == []
        page.get_by_role("link", name="Xem văn bản").click()
        expect(page.locator("#text")).to_contain_text("Cục Quản lý Dược")


def test_a_pasted_text_is_kept_and_watched_without_scripts(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, Role.INGESTER, java_script_enabled=False) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Nạp văn bản")).to_be_visible()
        page.get_by_label("Văn bản", exact=True).fill("Bộ Y tế giao Vụ Pháp chế rà soát văn bản trước ngày 1/7/2024.")
        page.get_by_role("button", name="Lưu và trích").click()
        expect(page.get_by_role("cell", name="đã trích")).to_be_visible(timeout=20_000)
        page.goto("/ingest")
        expect(page.get_by_role("region", name="Các lượt nạp gần đây")).to_contain_text("1 đã trích")


def test_who_ingests_sees_no_job_of_others(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, Role.INGESTER, wrong=(404, 403)) as page:
        page.goto(f"/ingest/{'0' * 32}")
        expect(page.get_by_role("heading", name="Không có")).to_be_visible()
        page.goto("/runs")
        expect(page.get_by_role("heading", name="Khóa này không có quyền")).to_be_visible()


def test_a_run_is_looked_at_published_and_undone(chromium: Browser, site: Site, run: int) -> None:
    with visit(chromium, site, Role.OPERATOR, wrong=(409,)) as page:
        page.goto("/runs")
        page.get_by_role("link", name=f"Lượt {run}").click()
        report = page.get_by_role("region", name="Báo cáo thay đổi")
        expect(report).to_contain_text("hoàn thiện báo cáo đánh giá")
        assert faults_of(page) == []
        page.get_by_role("button", name="Công bố kết quả của lượt này").click()
        expect(page.get_by_role("alert")).to_contain_text("nội dung chỉ đạo bị mất, quá ngưỡng")
        page.get_by_text("Chỉ công bố một phần").click()
        page.get_by_label("Loại văn bản").select_option("minutes")
        page.get_by_label("Đã xem báo cáo").check()
        page.get_by_role("button", name="Công bố kết quả của lượt này").click()
        expect(page.get_by_text("Không có văn bản nào đổi kết quả")).to_be_visible()
        page.get_by_label("Đã xem báo cáo").check()
        page.get_by_role("button", name="Công bố kết quả của lượt này").press("Enter")
        expect(page.get_by_text("Đã công bố kết quả mới của 1 văn bản.")).to_be_visible()
        page.get_by_role("button", name="Hoàn lại lần công bố gần nhất").click()
        expect(page.get_by_text("Đã hoàn lại 1 văn bản về kết quả trước đó.")).to_be_visible()


def test_a_run_is_started_and_its_progress_told(
    chromium: Browser, site: Site, run: int, shared_database: Database
) -> None:
    fail(shared_database, keep(shared_database, "Bộ Y tế họp giao ban tuần."), "old")
    with visit(chromium, site, Role.OPERATOR) as page:
        page.goto("/runs")
        page.get_by_role("button", name="Bắt đầu trích lại").click()
        expect(page.get_by_role("heading", name="Lượt trích lại")).not_to_have_text(f"Lượt trích lại {run}")
        expect(page.get_by_text("đã xong", exact=True)).to_be_visible()
        assert faults_of(page) == []


@pytest.mark.parametrize("path", ["/ingest", "/runs", "/runs/1", "/runs/1/report"])
def test_pages_fit_a_telephone(chromium: Browser, site: Site, run: int, path: str) -> None:
    with visit(chromium, site, Role.OPERATOR, viewport=NARROW) as page:
        page.goto(path.replace("1", str(run)))
        page.wait_for_load_state("networkidle")
        assert not overflows(page)
