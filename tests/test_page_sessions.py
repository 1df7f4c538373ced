"""Signing in to the page, and what protects a session: on both databases, in a real browser."""

from collections.abc import Iterator

import pytest
from browsing import NARROW, Site, faults_of, overflows, sign_in, site_of, visit
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from service import HTML, TESTER, database_of, enter, form_token, new_key, serving

from api.actions.keys import read_audit, revoke_key
from models.database import Database
from models.roles import Role


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """Give a running service on an empty database of either kind."""
    with site_of(shared_database) as running:
        yield running


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """Give a client that keeps cookies and follows no redirects."""
    with serving(database_url) as client:
        client.follow_redirects = False
        client.headers.update(HTML)
        yield client


def test_a_visitor_is_led_to_sign_in_and_back_by_keyboard(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, role=None) as page:
        page.goto("/search?q=gi%C3%A1+thu%E1%BB%91c")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        page.keyboard.type(site.keys[Role.READER])
        page.keyboard.press("Enter")
        expect(page.get_by_label("Từ cần tìm")).to_have_value("giá thuốc")
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        page.goto("/search")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_a_key_that_opens_nothing_is_told_so(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, role=None, wrong=(403,)) as page:
        page.goto("/sign-in")
        page.get_by_label("Khóa truy cập").fill("chidao_00000000_nothing")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_label("Khóa truy cập")).to_have_attribute("aria-invalid", "true")
        assert faults_of(page) == []


def test_the_first_thing_that_tab_reaches_leads_past_the_navigation(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_an_address_that_leads_nowhere_is_told_in_vietnamese(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, wrong=(404,), viewport=NARROW) as page:
        page.goto("/nowhere")
        expect(page.get_by_role("heading", name="Không có")).to_be_visible()
        assert faults_of(page) == []
        assert not overflows(page)


def test_text_of_twice_the_size_still_fits(chromium: Browser, site: Site) -> None:
    with visit(chromium, site, viewport={"width": 683, "height": 384}, device_scale_factor=2) as page:
        page.goto("/search")
        assert not overflows(page)


def test_the_page_and_the_api_are_asked_in_their_own_ways(client: TestClient) -> None:
    enter(client)
    assert client.get("/search").status_code == 200
    assert client.get("/api/v1/directives").json()["type"] == "/problems/unauthenticated"
    bearer = {"Authorization": f"Bearer {new_key(client, Role.ANALYST)}"}
    client.cookies.clear()
    assert client.get("/search", headers=bearer).headers["location"] == "/sign-in?next=/search"
    assert client.get("/search", headers={"Accept": "*/*"}).json()["type"] == "/problems/unauthenticated"


def test_a_session_ends_when_its_key_is_revoked(client: TestClient) -> None:
    enter(client)
    assert client.get("/search").status_code == 200
    revoke_key(database_of(client), TESTER, "analyst-on-page")
    assert client.get("/search").status_code == 303


def test_signing_in_is_written_down(client: TestClient) -> None:
    enter(client)
    [last, *_] = read_audit(database_of(client), 5, None)
    assert (last.action, last.actor, last.target) == ("key.signed_in", "analyst-on-page", "analyst-on-page (analyst)")


@pytest.mark.parametrize("sent", [{}, {"csrf": ""}, {"csrf": "made-up"}, {"csrf": "ký"}], ids=str)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_that_no_page_of_the_session_made_is_refused(
    client: TestClient, path: str, sent: dict[str, str]
) -> None:
    enter(client)
    answer = client.post(path, data={"key": "a", **sent})
    assert (answer.status_code, "Biểu mẫu không còn dùng được" in answer.text) == (403, True)
    assert client.get("/search").status_code == 200


def test_the_form_of_another_session_is_refused(client: TestClient) -> None:
    strange = form_token(client)
    client.cookies.clear()
    enter(client)
    assert client.post("/sign-out", data={"csrf": strange}).status_code == 403


def test_a_cookie_that_was_changed_opens_nothing(client: TestClient) -> None:
    enter(client)
    cookie = client.cookies["chidao"]
    client.cookies.clear()
    client.cookies["chidao"] = ("A" if cookie[0] != "A" else "B") + cookie[1:]
    assert client.get("/search").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"csrf": form_token(client), "key": new_key(client, Role.READER)})
    assert {"httponly", "samesite=lax", "max-age=43200"} <= set(answer.headers["set-cookie"].lower().split("; "))


def test_over_https_alone_where_it_is_set(database_url: str) -> None:
    with serving(database_url, https_only=True) as client:
        assert "secure" in client.get("/sign-in", headers=HTML).headers["set-cookie"].lower()


@pytest.mark.parametrize("next_page", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_leads_to_no_other_site(client: TestClient, next_page: str) -> None:
    form = {"csrf": form_token(client), "key": new_key(client, Role.READER), "next": next_page}
    assert client.post("/sign-in", data=form).headers["location"] == "/"


def test_who_guesses_keys_must_wait(client: TestClient) -> None:
    form = {"csrf": form_token(client), "key": "chidao_00000000_guess"}
    statuses = [client.post("/sign-in", data=form).status_code for _ in range(21)]
    assert statuses == [403] * 20 + [429]


def test_nobody_else_may_frame_a_page_or_run_a_script_in_it(client: TestClient) -> None:
    policy = client.get("/sign-in").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert client.get("/sign-in").headers["cache-control"] == "no-store"


def test_without_any_key_the_page_says_how_to_make_one(client: TestClient) -> None:
    assert "chidao key add" in client.get("/sign-in").text
    new_key(client, Role.READER, days=10_000)
    assert "chidao key add" not in client.get("/sign-in").text


def test_signing_in_again_with_another_key_leaves_nothing_of_the_first(chromium: Browser, site: Site) -> None:
    with visit(chromium, site) as page:
        page.goto("/search")
        expect(page.locator(".visitor")).to_contain_text("analyst")
        sign_in(page, site.keys[Role.ADMIN])
        expect(page.locator(".visitor")).to_contain_text("admin")
