"""Pictures of the pages for the documentation, of our own sample texts: `make screenshots` writes them to docs/images.

python tests/screenshots.py [--out docs/images]
"""

import argparse
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir, suppress
from io import BytesIO
from pathlib import Path

from browsing import NARROW, WIDE, Site, launched, overflows, site_of, visit
from PIL import Image
from playwright.sync_api import Browser, Page

from api.cli import main as chidao
from models.database import Database
from models.roles import Role

ROOT = Path(__file__).parents[1]
_ARTICLE = "617b4bb34945ac4f"
_TRIED = "Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược chủ trì, phối hợp với Sở Y tế báo cáo trước ngày 30/6/2024."
_COLOURS = 128  # enough for a page, and a third of the bytes


def _narrowed(page: Page) -> None:
    page.goto("/search?q=thuốc&unit=Cục+Quản+lý+Dược")


def _suggesting(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("Từ cần tìm").press_sequentially("cuc quan")
    page.get_by_role("option").first.wait_for()


def _document(page: Page) -> None:
    page.goto(f"/documents/{_ARTICLE}#R3")


def _original(page: Page) -> None:
    page.goto(f"/documents/{_ARTICLE}")
    page.get_by_label("bản gốc bên cạnh").check()


def _trying(page: Page) -> None:
    page.goto("/ingest")
    page.get_by_label("Văn bản", exact=True).fill(_TRIED)
    page.get_by_role("button", name="Xem thử, không lưu").click()
    page.locator("#records").wait_for()


PICTURES: Mapping[str, Callable[[Page], object]] = {
    "start": lambda page: page.goto("/"),
    "search": _narrowed,
    "suggestions": _suggesting,
    "document": _document,
    "original": _original,
    "unit": lambda page: page.goto("/units/Cục Quản lý Dược"),
    "people": lambda page: page.goto("/people"),
    "counts": lambda page: page.goto("/counts"),
    "ingest": _trying,
    "run": lambda page: page.goto("/runs/1"),
}
"""What is photographed, by the name of the picture: how to come to it."""


def photograph(browser: Browser, site: Site, out: Path) -> None:
    """Write every picture, as wide as an office screen and as narrow as a telephone."""
    for suffix, viewport in (("", WIDE), ("-narrow", NARROW)):
        for name, come in PICTURES.items():
            with visit(browser, site, Role.OPERATOR, viewport=viewport) as page:
                come(page)
                page.wait_for_load_state("networkidle")
                assert not overflows(page), name
                picture = Image.open(BytesIO(page.screenshot()))
                picture.quantize(_COLOURS).save(out / f"{name}{suffix}.png", optimize=True)


def main() -> None:
    """Keep the samples in a database of their own, serve it, and photograph it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/samples.db"
        _fill(url)
        database = Database(url)
        with launched() as browser, site_of(database, home_unit="Bộ Y tế") as site:
            photograph(browser, site, out)
        database.close()


def _fill(url: str) -> None:
    samples = map(str, sorted(Path("corpus/samples").glob("*.txt")))
    with chdir(ROOT):
        for command in (["ingest", *samples], ["reprocess", "--all", "--force"]):
            with suppress(SystemExit):
                chidao([*command, "--db", url])


if __name__ == "__main__":
    main()
