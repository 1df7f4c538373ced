"""The start page, units, people and counts, as who reads all day meets them: on both databases, in a real browser."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from browsing import NARROW, Site, faults_of, overflows, site_of, visit
from building import Builder
from playwright.sync_api import Browser, expect
from service import new_key, serving
from storing import store

from api.web.formatting import today
from models.database import Database
from models.records import Due, Step, TaskReport
from models.roles import Role
from models.vocabulary import Bound, Kind

TITLE = "Kết luận của Bộ trưởng <script>alert(1)</script>"
TEXT = f"""{TITLE}
Bộ trưởng Bộ Y tế Đỗ Văn Ánh giao Cục Dược kiểm kê kho trong hôm nay, rà soát giá tuần sau.
Cục Dược báo cáo hằng tháng, đã muộn.
Thủ tướng giao Bộ Y tế mua thuốc hiếm. Bộ Y tế được giao 9831 nhiệm vụ, còn 319 nhiệm vụ.
Bộ Nông nghiệp và Môi trường cử người dự."""


def fill(database: Database) -> None:
    """Keep one document with a directive in each part of the lists, and counts that do not add up."""
    build, now = Builder(TEXT), today()
    health, drugs = build.unit("Bộ Y tế"), build.unit("Cục Dược")
    build.unit("Bộ Nông nghiệp và Môi trường")
    minister, premier = build.person("Đỗ Văn Ánh", "Bộ trưởng", health), build.holder("Thủ tướng", "Thủ tướng")
    given = {"issuer": minister, "addressees": (drugs,)}
    build.directive("kiểm kê kho", deadline=build.date("hôm nay", now), **given)
    build.directive("rà soát giá", deadline=build.date("tuần sau", now + dt.timedelta(days=3)), **given)
    build.directive("đã muộn", deadline=build.date("muộn", now - dt.timedelta(days=2)), **given)
    due = build.place("hằng tháng")
    build.directive("báo cáo hằng tháng", dues=(Due(bound=Bound.RECURRING, recurrence="monthly", **due),), **given)
    soon = build.date("mua", now + dt.timedelta(days=6))
    build.directive("mua thuốc hiếm", issuer=premier, addressees=(health,), deadline=soon)
    build.counts(health, assigned="9831 nhiệm vụ", overdue="319 nhiệm vụ")
    build.reports[-1] = _unfit(build.reports[-1])
    store(database, TEXT, build.record(published_on=now, kind=Kind.MINUTES), given_on=now)


def _unfit(report: TaskReport) -> TaskReport:
    said = Step(what="Số 9.831 có thể đảo hai chữ số liền nhau; nếu là 9.813 thì mọi số đều khớp")
    steps = (Step(what="unit Bộ Y tế"), Step(what="Không khớp: 319, văn bản ghi 9.831"), said)
    return report.model_copy(update={"reconciles": False, "why": report.why.model_copy(update={"steps": steps})})


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """Give a running service of a ministry."""
    fill(shared_database)
    with site_of(shared_database, home_unit="Bộ Y tế", workers=0) as running:
        yield running


def test_the_start_page_tells_what_is_due_and_leads_to_it(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/")
        leaders = page.get_by_role("region", name="Lãnh đạo Bộ Y tế giao")
        government = page.get_by_role("region", name="Chính phủ, Thủ tướng giao Bộ Y tế")
        for name in ("1 Hôm nay", "1 Trong 3 ngày", "0 Trong 7 ngày", "1 Đã quá thời hạn", "1 Hạn chưa ra ngày"):
            expect(leaders.get_by_role("link", name=name)).to_be_visible()
        expect(leaders).to_contain_text("Đã quá thời hạn, chưa có thông tin hoàn thành")
        expect(government).to_contain_text("mua thuốc hiếm")
        expect(leaders).to_contain_text("Máy trích, chưa soát")
        leaders.get_by_role("link", name="1 Đã quá thời hạn").click()
        expect(page.locator(".directive .what")).to_have_text(["đã muộn"])


def test_counts_that_do_not_add_up_come_with_the_repair(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/")
        wrong = page.get_by_role("region", name="Số liệu không khớp")
        expect(wrong).to_contain_text("Không khớp: 319, văn bản ghi 9.831")
        expect(wrong).to_contain_text("nếu là 9.813 thì mọi số đều khớp")
        wrong.get_by_role("link", name="Số liệu không khớp").press("Enter")
        expect(page.get_by_label("Cộng lại")).to_have_value("false")
        page.get_by_label("Cộng lại").select_option("true")
        page.get_by_role("button", name="Lọc").click()
        expect(page.get_by_text("Không có báo cáo số liệu nào như thế.")).to_be_visible()


def test_a_mark_of_a_chart_leads_to_its_records_by_keyboard(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/")
        chart = page.locator("figure", has_text="Lãnh đạo Bộ Y tế giao: ai được giao nhiều nhất")
        expect(chart.get_by_role("link", name="Cục Dược: 4")).to_be_attached()
        chart.locator("svg a").first.press("Enter")
        expect(page.locator(".directive")).to_have_count(4)


@pytest.mark.parametrize(
    "path", ["/", "/charts", "/units", "/units/B%E1%BB%99 Y t%E1%BA%BF", "/people", "/people/Đỗ Văn Ánh", "/counts"]
)
def test_pages_are_accessible_and_fit_a_telephone(chromium: Browser, site: Site, path: str) -> None:
    with visit(chromium, site, viewport=NARROW) as page:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert faults_of(page) == []
        assert not overflows(page)


def test_a_unit_is_found_and_shown_with_its_names_over_time(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/units")
        page.get_by_label("Tên").fill("nong nghiep")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Bộ Nông nghiệp và Môi trường").click()
        names = page.get_by_role("table")
        expect(names).to_contain_text("Bộ Tài nguyên và Môi trường")
        expect(names).to_contain_text("1/3/2025")
        page.get_by_role("link", name="Tính cả việc của các đơn vị tiền thân").click()
        expect(page.get_by_text("Đang tính cả việc của các đơn vị tiền thân.")).to_be_visible()


def test_a_unit_tells_what_it_was_given_and_gave_and_its_counts(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/units/Bộ Y tế")
        expect(page.get_by_role("region", name="Việc được giao")).to_contain_text("mua thuốc hiếm")
        expect(page.get_by_role("region", name="Việc đã giao")).to_contain_text("kiểm kê kho")
        expect(page.locator("figure", has_text="Số liệu nhiệm vụ qua các kỳ").locator("svg a")).to_have_count(2)


def test_a_person_is_shown_with_offices_and_what_was_given(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/people?q=anh")
        page.get_by_role("link", name="Đỗ Văn Ánh").click()
        expect(page.get_by_role("row", name="Bộ trưởng Bộ Y tế")).to_be_visible()
        expect(page.get_by_role("region", name="Việc đã giao")).to_contain_text("rà soát giá")


def test_without_scripts_everything_can_be_reached(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Xem biểu đồ").click()
        expect(page.locator("figure svg").first).to_be_visible()
        page.locator("figure summary").first.click()
        expect(page.locator("figure table").first).to_be_visible()


def test_a_page_of_nobody_says_so(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/units/Không%20Có")
        expect(page.get_by_text("Chưa có trong danh mục đơn vị")).to_be_visible()
        page.goto("/people/%3Cscript%3E%22%26")
        expect(page.get_by_role("heading", name='<script>"&')).to_be_visible()


def test_without_a_home_unit_the_page_says_how_to_set_one(database_url: str) -> None:
    with serving(database_url) as client:
        client.headers.update({"Accept": "text/html"})
        key = new_key(client, Role.READER, "homeless")
        [token] = set(re.findall(r'name="csrf" value="([^"]+)"', client.get("/sign-in").text))
        shown = client.post("/sign-in", data={"csrf": token, "key": key}).text
    assert "CHIDAO_HOME_UNIT" in shown
    assert "Mọi nội dung chỉ đạo" in shown
