"""A real Chromium in tests: pages of a running service as a person sees them, by mouse and by keyboard.

Every visit asserts when it ends that nothing was asked of another machine, and that the console holds no error.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright
from service import TESTER, listening

from api.actions.keys import add_key
from models.database import Database
from models.roles import Role

CHROMIUM = Path(os.environ.get("CHIDAO_TEST_CHROMIUM", "/usr/bin/chromium"))
_QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-first-run",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_HERE = "127.0.0.1"
_PATIENCE = 60_000  # milliseconds: machines that run tests are busy
WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 390, "height": 844}


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser that asks nothing of the network by itself."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a browser to the tests of a module; where there is none skip them, or fail if it is required."""
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM} (CHIDAO_TEST_CHROMIUM); Debian's package is «chromium»"
        if os.environ.get("CHIDAO_REQUIRE_CHROMIUM") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with launched() as browser:
        yield browser


class Site:
    """A running service, a key of each role for it, and the sessions that were opened with them."""

    def __init__(self, address: str, database: Database) -> None:
        """Make the keys."""
        self.address = address
        self.sessions: dict[Role, StorageState] = {}
        self.keys = {role: add_key(database, TESTER, role, role, None) for role in Role}


@contextmanager
def site_of(database: Database, **settings: Any) -> Iterator[Site]:  # noqa: ANN401  # any settings
    """Give a running service on a database."""
    url = database.url.render_as_string(hide_password=False)
    with listening(url, rate_limit="100000/minute", **settings) as address:
        yield Site(address, database)


@contextmanager
def visit(
    browser: Browser,
    site: Site,
    role: Role | None = Role.ANALYST,
    *,
    wrong: tuple[int, ...] = (),
    **options: Any,  # noqa: ANN401  # options of a context
) -> Iterator[Page]:
    """Give a page, signed in with a key of the role; `wrong` are the statuses of refusals that the test provokes."""
    options = {
        "viewport": WIDE,
        "locale": "vi-VN",
        "storage_state": site.sessions.get(role) if role else None,
    } | options
    context = browser.new_context(base_url=site.address, **options)
    context.set_default_timeout(_PATIENCE)
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = context.new_page()
    if role and role not in site.sessions:
        sign_in(page, site.keys[role])
        site.sessions[role] = context.storage_state()
    yield page
    context.close()
    assert [url for url in asked if urlsplit(url).hostname != _HERE] == []
    expected = tuple(f"status of {status}" for status in wrong)
    assert [fault for fault in faults if not any(status in fault for status in expected)] == []


def sign_in(page: Page, token: str) -> None:
    """Sign in by the form, as a person does by keyboard."""
    page.goto("/sign-in")
    expect(page.get_by_label("Khóa truy cập")).to_be_focused()
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def faults_of(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page, each with the first place."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]})
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found.response["violations"]]


def overflows(page: Page) -> bool:
    """Whether the page is wider than the window, so that one must scroll sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide
