"""Searching on the page, as a person does it by mouse and by keyboard, on both databases."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pytest
from browsing import NARROW, Site, faults_of, overflows, site_of, visit
from building import ARTICLE, Builder, article
from playwright.sync_api import Browser, Page, expect
from storing import store

from api.actions.keys import read_audit
from models.database import Database
from models.records import Marked
from models.roles import Role

BOX = "Từ cần tìm"


def meeting(day: int) -> Builder:
    """Return a meeting at which two things were ordered, the second with the words before it."""
    build = Builder(f"Họp ngày {day}/6/2024\nChủ tịch yêu cầu Sở Y tế:\n- rà soát số {day}\n- báo cáo số {day}")
    unit = build.unit("Sở Y tế")
    due = build.date(f"{day}/6/2024", dt.date(2024, 6, day))
    lead = Marked(**build.place("Chủ tịch yêu cầu Sở Y tế:"))
    build.directive(f"rà soát số {day}", number="-", addressees=(unit,), lead_in=lead, deadline=due)
    build.directive(f"báo cáo số {day}", number="-", addressees=(unit,), lead_in=lead)
    return build


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """Give a running service with an article and a meeting on every day of a month."""
    store(shared_database, ARTICLE, article())
    for day in range(1, 31):
        build = meeting(day)
        store(shared_database, build.text, build.record(published_on=dt.date(2024, 6, day)))
    with site_of(shared_database) as running:
        yield running


def results(page: Page) -> list[str]:
    """Return what the results say is to be done."""
    return page.locator("article .what").all_inner_texts()


@pytest.mark.parametrize("typed", ["quy hoạch nguồn điện", "quy hoach nguon dien", '"QUY HOẠCH" -sông'])
def test_words_are_found_with_or_without_marks_by_keyboard(chromium: Browser, site: Site, typed: str) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        page.get_by_label(BOX).focus()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator("article")).to_have_count(1)
        assert [words.lower() for words in page.locator("article mark").all_inner_texts()][:2] == ["quy", "hoạch"] or (
            page.locator("article mark").first.inner_text().lower() == "quy hoạch"
        )
        expect(page.locator("article")).to_contain_text("Máy trích, chưa soát")
        expect(page.locator("article")).to_contain_text("Cục Điện lực")
        page.locator("article .what a").click()
        expect(page.locator("#R1")).to_be_in_viewport()


def test_an_item_is_shown_with_the_words_that_it_needs(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search?q=rà+soát+số+7")
        expect(page.locator("article .lead-in").first).to_have_text("Chủ tịch yêu cầu Sở Y tế:")


def test_filters_stand_in_the_address_and_come_off_again(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        page.get_by_text("Lọc và xếp").click()
        page.get_by_label("Đơn vị", exact=True).fill("cuc dien luc")
        page.get_by_label("Hạn đến ngày").fill("2024-06-30")
        page.get_by_role("button", name="Áp dụng").click()
        page.wait_for_url("**/search?unit=cuc+dien+luc&due_before=2024-06-30")
        assert len(results(page)) == 1
        page.get_by_role("link", name="hạn đến: 30/6/2024").click()
        page.wait_for_url("**/search?unit=cuc+dien+luc")
        page.goto("/search?since=yesterday&unit=cuc+dien+luc&kind=nothing")
        expect(page.get_by_role("alert")).to_be_visible()
        assert len(results(page)) == 1


def test_facets_narrow_a_search(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        facets = page.get_by_label("Đếm theo nhóm")
        expect(facets).to_contain_text("62 nội dung chỉ đạo")
        facets.get_by_role("link", name="Cục Điện lực").click()
        expect(page.locator("article")).to_have_count(1)
        assert faults_of(page) == []


def test_a_unit_is_suggested_and_chosen_by_keyboard(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search?kind=news")
        page.get_by_label(BOX).focus()
        page.keyboard.type("cuc dien")
        expect(page.get_by_role("option").first).to_contain_text("Cục Điện lực")
        assert faults_of(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?kind=news&unit=C*")
        assert len(results(page)) == 1


def test_a_person_is_suggested_and_chosen_by_mouse(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        page.get_by_label(BOX).press_sequentially("nguyen hong")
        page.get_by_role("option", name="Nguyễn Hồng Diễm").click()
        expect(page.get_by_role("link", name="người: Nguyễn Hồng Diễm")).to_be_visible()
        assert len(results(page)) == 2


def test_a_list_goes_on_to_its_end_and_back(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search?q=số")
        read = results(page)
        while page.get_by_role("link", name="Xem tiếp").count():
            page.get_by_role("link", name="Xem tiếp").click()
            page.wait_for_load_state()
            read += results(page)
        assert len(read) == len(set(read)) == 61
        page.get_by_role("link", name="Về đầu danh sách").click()
        assert len(results(page)) == 20


def test_the_same_search_is_exported_and_written_down(chromium: Browser, site: Site, shared_database: Database) -> None:
    with visit(chromium, site) as page:
        page.goto("/search?q=báo+cáo+số")
        with page.expect_download() as coming:
            page.get_by_role("link", name="CSV").click()
        rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8-sig"))))
        assert len(rows) == 30
        assert {row["review"] for row in rows} == {"Máy trích, chưa soát"}
        [last, *_] = read_audit(shared_database, 1, None)
        assert (last.action, last.target) == ("exported", 'directives.csv {"q":"báo cáo số"}')
    with visit(chromium, site, Role.READER) as page:
        page.goto("/search")
        expect(page.get_by_text("Xuất tất cả")).to_have_count(0)
        assert page.request.get("/search/export?format=csv").status == 403


def test_documents_are_found_too(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search?q=quy+hoạch&due_before=2024-06-30")
        page.get_by_role("link", name="Văn bản", exact=True).click()
        page.wait_for_url("**/search/documents?q=quy+ho*")
        page.get_by_role("link", name="Bộ Công Thương họp về cung ứng điện").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bộ Công Thương họp về cung ứng điện")


def test_it_is_all_there_without_scripts(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, java_script_enabled=False) as page:
        page.goto("/search")
        page.get_by_label(BOX).fill("quy hoạch")
        page.get_by_role("button", name="Tìm", exact=True).click()
        page.get_by_role("link", name="Đếm theo nhóm").click()
        expect(page.get_by_role("heading", name="Đếm theo nhóm")).to_be_visible()
        page.get_by_role("link", name="Cục Điện lực").click()
        expect(page.locator("article")).to_have_count(1)


@pytest.mark.parametrize("path", ["/search", "/search?q=khong-co-dau-ca", "/search/documents", "/search/facets"])
def test_nothing_is_wrong_on_a_telephone(chromium: Browser, site: Site, path: str) -> None:
    with visit(chromium, site, viewport=NARROW) as page:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert not overflows(page)
        assert faults_of(page) == []
