"""A document on the page: text and records show each other, whatever the text holds; originals and versions."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from browsing import NARROW, WIDE, Site, faults_of, overflows, site_of, visit
from building import ARTICLE, Builder, article
from playwright.sync_api import Browser, Page, expect
from service import HTML, database_of, enter, serving
from storing import fail, keep, save_in_run, store

from api.web.highlighting import highlighted
from models.database import Database
from models.hits import Origin
from models.identities import text_hash
from models.provenance import Read, ReadingHit, keep_readings
from models.roles import Role

HOSTILE = """<script>window.broken = true</script> & "ngoặc" 'đơn' <img src=x onerror="window.broken = true">
\u202etrái sang phải\u202c, \u2067giữ\u2069 {x} {{ 7 * 7 }} javascript:alert(1)
"""
WORD = "dài" * 3400
PAGE = """<html><body><script>window.broken = true</script><h1 onclick="x()">Bản gốc</h1>
<img src="http://elsewhere.example/a.png"><a href="javascript:alert(1)">mở</a>
<form action="/x"><input></form></body></html>""".encode()


def nested() -> Builder:
    """Return a text whose directives lie in each other and across each other."""
    build = Builder("Bộ Y tế yêu cầu các sở rà soát giá thuốc, báo cáo trước ngày 30/6/2024 và công khai kết quả.")
    unit = build.unit("Bộ Y tế")
    build.date("ngày 30/6/2024", dt.date(2024, 6, 30))
    whole = build.directive("rà soát giá thuốc, báo cáo trước ngày 30/6/2024", issuer=unit)
    build.directive("báo cáo trước ngày 30/6/2024", parent=whole, issuer=unit)
    build.directive("ngày 30/6/2024 và công khai kết quả", issuer=unit)
    return build


def long_one(directives: int = 400, characters: int = 100_000) -> Builder:
    """Return a long text full of directives."""
    filling = "nội dung cần làm " * (characters // directives // 17)
    build = Builder("Kế hoạch\n" + "\n".join(f"{n}. Việc số {n}: {filling}" for n in range(1, directives + 1)))
    unit, at = build.unit("Kế hoạch"), 0
    for n in range(1, directives + 1):
        start = build.text.index(f"Việc số {n}:", at)
        at = build.text.index("\n", start) if n < directives else len(build.text)
        build.directive(build.text[start:at], number=f"{n}.", issuer=unit, addressees=(unit,))
    return build


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """Give a running service with some documents."""
    build = nested()
    store(shared_database, build.text, build.record())
    store(shared_database, ARTICLE, article())
    hostile = Builder(HOSTILE + WORD)
    hostile.directive(WORD)
    hostile.directive("<img src=x onerror")
    kept = store(shared_database, hostile.text, hostile.record())
    with shared_database.writing() as session:
        read = ReadingHit(Origin("a.txt"), "0" * 64, "html", "1")
        keep_readings(session, [Read(kept.seq, read, PAGE)])
        session.commit()
    with site_of(shared_database) as running:
        yield running


def address_of(text: str) -> str:
    """Return the address of the document with this text."""
    return f"/documents/{text_hash(text).removeprefix('sha256:')[:16]}"


def lit(page: Page, pane: str) -> str:
    """Return the words that are lit in a pane."""
    return "".join(page.locator(f"{pane} .on").all_text_contents())


def test_the_text_is_whole_however_findings_overlap() -> None:
    build = nested()
    shown = str(highlighted(build.text, build.record()))
    assert re.sub(r"<[^>]*>", "", shown) == build.text
    pieces = re.findall(r'data-of="([^"]*)">([^<]*)<', shown)
    by_id = {i: "".join(text for ids, text in pieces if i in ids.split()) for i in ("R1", "R2", "R3", "D1", "U1")}
    assert [by_id[directive.id] for directive in build.directives] == [directive.text for directive in build.directives]
    assert (by_id["D1"], by_id["U1"]) == ("ngày 30/6/2024", "Bộ Y tế")
    assert re.findall(r'id="t-(\w+)"', shown) == ["U1", "R1", "R2", "R3", "D1"]


def test_a_record_lights_up_its_words_by_mouse(chromium: Browser, site: Site) -> None:
    build = nested()
    with visit(chromium, site) as page:
        page.goto(address_of(build.text))
        for directive in build.directives:
            page.locator(f"#{directive.id} .what").hover()
            assert lit(page, "#text") == directive.text
        page.get_by_text("Bộ Y tế", exact=True).first.hover()
        expect(page.locator("#U1")).to_have_class(re.compile(r"\bon\b"))
        page.locator("[data-of~=R3]").last.click()
        expect(page.locator("#R3 .to-text")).to_be_focused()
        assert faults_of(page) == []


def test_a_record_lights_up_its_words_by_keyboard(chromium: Browser, site: Site) -> None:
    build = nested()
    with visit(chromium, site) as page:
        page.goto(address_of(build.text))
        page.locator("#R2 .to-text").focus()
        assert lit(page, "#text") == build.directives[1].text
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.press("ArrowRight")
        assert lit(page, "#text") == build.directives[2].text
        expect(page.get_by_role("status")).to_have_text(build.directives[2].text)
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        expect(page.locator("#R2 .to-text")).to_be_focused()


def test_an_address_opens_at_a_record_and_says_why_it_was_found(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, Role.READER) as page:
        page.goto(f"{address_of(ARTICLE)}#R2")
        assert lit(page, "#text") == "hoàn thiện báo cáo đánh giá"
        record = page.locator("#R2")
        expect(record).to_contain_text("Máy trích, chưa soát")
        record.get_by_text("vì sao").click()
        expect(record).to_contain_text("by-hand")
        expect(page.locator("#R1")).to_contain_text("hạn 30/6/2024")


def test_the_page_is_read_without_scripts_and_on_a_telephone(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, viewport=NARROW, java_script_enabled=False) as page:
        page.goto(address_of(ARTICLE))
        page.locator("#R1 .to-text").click()
        assert page.url.endswith("#t-R1")
    with visit(chromium, site, viewport=NARROW) as page:
        page.goto(address_of(ARTICLE))
        assert not overflows(page)
        assert faults_of(page) == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_text_shows_as_text_whatever_it_holds(chromium: Browser, site: Site, viewport: dict[str, int]) -> None:
    with visit(chromium, site, viewport=viewport) as page:
        page.goto(address_of(HOSTILE + WORD))
        shown = page.locator("#text").text_content()
        assert shown == re.sub("[\u202a-\u202e\u2066-\u2069]", lambda c: f"U+{ord(c[0]):04X}", HOSTILE) + WORD
        assert page.evaluate("window.broken") is None
        assert not overflows(page)


def test_an_original_is_seen_beside_the_text_and_does_nothing(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto(address_of(HOSTILE + WORD))
        page.get_by_label("bản gốc bên cạnh").check()
        expect(page.frame_locator("iframe").get_by_role("heading", name="Bản gốc")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Tải bản gốc").click()
        assert coming.value.path().read_bytes() == PAGE
        answer = page.request.get(f"{address_of(HOSTILE + WORD)}/originals/{'0' * 64}/view")
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert not re.search("script|onclick|img|form|<a", answer.text())
        assert page.request.get(f"{address_of(ARTICLE)}/originals/{'0' * 64}").status == 404


def test_two_versions_are_compared(chromium: Browser, site: Site, shared_database: Database) -> None:
    kept = keep(shared_database, ARTICLE)
    later = Builder(ARTICLE)
    later.directive("hoàn thiện báo cáo")
    save_in_run(shared_database, kept, later.record("2"))
    with visit(chromium, site) as page:
        page.goto(address_of(ARTICLE))
        page.get_by_role("link", name="Các bản trích").click()
        page.get_by_label("So từ bản 1").check()
        page.get_by_label("So đến bản 2").check()
        page.get_by_role("button", name="So hai bản").click()
        expect(page.get_by_text("hoàn thiện báo cáo đánh giá → hoàn thiện báo cáo")).to_be_visible()
        assert faults_of(page) == []
        page.get_by_role("link", name="2", exact=True).click()
        expect(page.locator(".record.directive")).to_have_count(1)


def test_a_document_that_waits_or_failed_is_shown_with_the_reason(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.backlog.Backlog._work_off", lambda _: None)
    with serving(database_url) as client:
        enter(client)
        kept = keep(database_of(client), "Văn bản chưa trích")
        waiting = client.get(f"/documents/{kept.id}", headers=HTML).text
        assert "đang chờ trích" in waiting
        assert "Văn bản chưa trích" in waiting
        fail(database_of(client), kept, "1", "hết giờ")
        assert "Chưa có bản ghi: hết giờ" in client.get(f"/documents/{kept.id}", headers=HTML).text


def test_every_directive_of_a_long_text_is_lit(chromium: Browser, site: Site, shared_database: Database) -> None:
    build = long_one()
    store(shared_database, build.text, build.record())
    with visit(chromium, site) as page:
        page.goto(address_of(build.text))
        expect(page.locator(".record.directive")).to_have_count(400)
        assert page.evaluate("document.querySelectorAll('#text .m-r').length") == 400
        page.locator("#R400 .to-text").focus()
        expect(page.locator("#text .on")).to_be_in_viewport()
