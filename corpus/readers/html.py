"""Web pages: title, lead, body, captions and tables of the article; furniture and scripts are dropped.

The text has the title first, then the lead, then what follows on the page, a block on each line.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.encodings import Decoded, decode
from corpus.incoming import Incoming, PlaceKind, Reading, Refused
from corpus.joining import Joined
from corpus.page_facts import PageFacts, facts_of, plain, plain_inside, plain_row
from corpus.published import is_stamp
from corpus.readers.text import take
from models.errors import FormatError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# ruff: noqa: PLC0415  # trafilatura is heavy: only who reads a page waits for it
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{,200}\?>\s*)?(?:<!--(?:(?!-->).){,4000}-->\s*)*"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES = (".html", ".htm", ".xhtml")
_INLINE = {"hi", "ref", "del", "graphic"}
_HEAD_LINES = 8


def recognises(head: bytes, name: str) -> bool:
    """Whether the file begins as a page does, or is called one and begins with a tag."""
    return bool(_PAGE.match(head)) or (name.endswith(_SUFFIXES) and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<")


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the article of the page; raises InputError where the page has none."""
    raw = take(stream)
    yield article(decode(raw), source, raw)


def article(page: Decoded, source: str, raw: bytes) -> Incoming:
    """Return the article of a page; raises FormatError where there is none."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    tree = load_html(page.text)
    if tree is None:
        raise FormatError("trang HTML không đọc được; hãy lưu lại trang từ trình duyệt rồi nạp lại")
    facts = facts_of(tree)
    _keep_captions(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True)
    if not isinstance(found, Document) or found.body is None:
        raise FormatError("trang HTML không có bài viết nào; hãy lưu trang của chính bài viết")
    title = facts.title or found.title
    joined = _joined(title, facts, found.body)
    _, flags = joined.repair()
    reading = Reading(
        encoding=page.encoding,
        flags=tuple(sorted({*page.flags, *flags})),
        title=title,
        lead=facts.lead,
        author=facts.author or found.author,
        address=facts.address or found.url,
        published_from=facts.published_from,
        places=joined.places,
    )
    return Incoming(joined.text, facts.published_on, None, source, reading, raw)


def _keep_captions(tree: "HtmlElement") -> None:
    """Make captions paragraphs, which the search for the article keeps."""
    for caption in tree.xpath("//figcaption"):
        figure = caption.getparent()
        caption.tag = "p"
        if figure is not None and figure.tag == "figure" and figure.getparent() is not None:
            caption.tail = None
            figure.addnext(caption)


def _joined(title: str | None, facts: PageFacts, body: Any) -> Joined:  # noqa: ANN401  # lxml has no types
    joined = Joined()
    opening = [line for line in (title, facts.lead) if line]
    lines = [line for line in _flow(body).split("\n") if line.strip() and not is_stamp(line)]
    for number, line in enumerate([*opening, *_without(lines, opening)], start=1):
        joined.add(line, PlaceKind.PARAGRAPH, str(number))
    return joined


def _without(lines: list[str], opening: list[str]) -> list[str]:
    """Return the lines of the body without the title and lead that stand there too, once each, near its head."""
    left = list(opening)
    kept: list[str] = []
    for at, line in enumerate(lines):
        if line in left and at < _HEAD_LINES:
            left.remove(line)
        else:
            kept.append(line)
    return kept


def _flow(element: Any) -> str:  # noqa: ANN401  # lxml has no types
    """Return what an element says with a block on each line; a row of a table is one, its cells parted by tabs."""
    if element.tag == "row":
        return "\n" + "\t".join(plain(" ".join(cell.itertext())) for cell in element) + "\n"
    if element.tag == "lb":
        return "\n"
    if element.tag == "list":
        return "\n" + "".join(
            _sign(element, at) + _flow(item).strip() + "\n" for at, item in enumerate(element, start=1)
        )
    parts = [plain_inside(element.text or "")]
    for child in element:
        parts += [_flow(child), plain_inside(child.tail or "")]
    inner = "".join(parts)
    return inner if element.tag in _INLINE else "\n" + "\n".join(map(plain_row, inner.split("\n"))) + "\n"


def _sign(items: Any, at: int) -> str:  # noqa: ANN401  # lxml has no types
    """Return what a browser puts before an item of a list."""
    return f"{at}. " if items.get("rend") == "ol" else "- "
