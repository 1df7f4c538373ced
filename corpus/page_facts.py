"""What a web page says of itself: title, lead, author, address, and when it was published and where it says so."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.incoming import DateSource
from corpus.published import day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "sailthru.date",
    "citation_publication_date",
)
_AUTHOR = ("author", "article:author", "dc.creator")
_ARTICLES = re.compile(r"Article|NewsArticle|BlogPosting|Report")
_STAMPS = (
    ".//time | .//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')"
    " or contains(@itemprop, 'datePublished')]"
)
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_SHORTEST_LEAD = 30
_ROOMS_ABOVE_TITLE = 3


class PageFacts(NamedTuple):
    """What a page says of itself, each None where it does not; `lead` only where it stands on the page."""

    title: str | None
    lead: str | None
    author: str | None
    address: str | None
    published_on: dt.date | None
    published_from: DateSource | None


def facts_of(tree: "HtmlElement") -> PageFacts:
    """Read what the page says of itself."""
    said = _said(tree)
    linked = list(_linked_data(tree))
    stated = [*(said.get(name, "") for name in _PUBLISHED), *(str(entry.get("datePublished", "")) for entry in linked)]
    on = next((found for value in stated if (found := day(value))), None)
    source = DateSource.METADATA if on else None
    if on is None and (on := _stamped(tree)):
        source = DateSource.PAGE
    address = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or said.get("og:url")
    return PageFacts(_title(tree, said), _lead(tree, said), _author(said, linked), address or None, on, source)


def plain(text: str) -> str:
    """Return a text of the page on one line, as a browser shows it."""
    return " ".join(text.split())


def plain_inside(text: str) -> str:
    """Return a piece of a line with single spaces, those at its ends too."""
    return re.sub(r"\s+", " ", text)


def plain_row(line: str) -> str:
    """Return a line with single spaces and the tabs between its cells."""
    return "\t".join(plain(cell) for cell in line.split("\t"))


def _said(tree: "HtmlElement") -> dict[str, str]:
    """Return what the page's `meta` elements say, by name in lower case; the first of a name wins."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := plain(meta.get("content") or "")):
            said.setdefault(name.casefold(), content)
    return said


def _linked_data(tree: "HtmlElement") -> Iterator[dict[str, Any]]:
    """Yield the articles that the page describes in JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script)
        except (ValueError, RecursionError):
            continue
        entries = found if isinstance(found, list) else [found]
        inner = [part for entry in entries if isinstance(entry, dict) for part in _graph(entry)]
        yield from (entry for entry in inner if isinstance(entry, dict) and _ARTICLES.search(str(entry.get("@type"))))


def _graph(entry: dict[str, Any]) -> list[Any]:
    graph = entry.get("@graph")
    return [entry, *graph] if isinstance(graph, list) else [entry]


def _title(tree: "HtmlElement", said: dict[str, str]) -> str | None:
    """Return the one heading of first rank, else the title that the page gives to others."""
    headings = [plain(heading.text_content()) for heading in tree.iter("h1")]
    titled = [heading for heading in headings if heading]
    return titled[0] if len(titled) == 1 else said.get("og:title")


def _lead(tree: "HtmlElement", said: dict[str, str]) -> str | None:
    """Return the paragraph of the page that its description is, whole where the description is cut short."""
    description = said.get("og:description") or said.get("description") or ""
    start = _CUT.sub("", description).strip()
    if len(start) < _SHORTEST_LEAD:
        return None
    for element in tree.iter("h2", "h3", "p", "strong", "div"):
        text = plain(element.text_content())
        whole = text == description or (start != description and text.startswith(start))
        if whole and not element.xpath(".//p | .//h2 | .//div"):
            return text
    return None


def _author(said: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    named = next((said[name] for name in _AUTHOR if said.get(name) and "://" not in said[name]), None)
    if named:
        return named
    authors = [entry.get("author") for entry in linked]
    first = next((author[0] if isinstance(author, list) and author else author for author in authors), None)
    name = first.get("name") if isinstance(first, dict) else first
    return plain(name) if isinstance(name, str) and name.strip() else None


def _stamped(tree: "HtmlElement") -> dt.date | None:
    """Return the one day that stands beside the title; where two stand there, none."""
    room = next(iter(tree.iter("h1")), None)
    for _ in range(_ROOMS_ABOVE_TITLE):
        room = room.getparent() if room is not None else None
        if room is None or room.tag in {"body", "html"}:
            return None
        stamps = [element.get("datetime") or element.text_content()[:200] for element in room.xpath(_STAMPS)]
        days = {found for stamp in stamps if (found := day(stamp))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None
