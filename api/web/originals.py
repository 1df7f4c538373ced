"""What was received, shown so that nothing in it acts: web pages without scripts and references, texts as texts.

The answers may be framed by our own pages, in a sandbox of their own.
"""

import base64
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape

from fastapi.responses import Response
from lxml.html import HTMLParser, document_fromstring, tostring
from lxml_html_clean import Cleaner

from corpus.encodings import decode
from models.provenance import ReadingHit

_LOOK = "body{margin:1rem;font:15px/1.6 system-ui,sans-serif;color:#1b2226}pre{white-space:pre-wrap;font:inherit}"
_LOOK_HASH = base64.b64encode(sha256(_LOOK.encode()).digest()).decode()
_INERT = {
    "Content-Security-Policy": f"sandbox; default-src 'none'; style-src 'sha256-{_LOOK_HASH}'; frame-ancestors 'self'",
    "Cache-Control": "no-store",
}
_OUTSIDE = {"img", "picture", "source", "video", "audio", "svg", "link", "base", "meta"}
_CLEANER = Cleaner(
    style=True,
    inline_style=True,
    links=True,
    meta=True,
    forms=True,
    embedded=True,
    frames=True,
    kill_tags=_OUTSIDE,
    remove_tags={"a"},
)


def download(reading: ReadingHit, content: bytes) -> Response:
    """Return what was received as a file to be kept, of no type that a browser would open."""
    suffix = "".join(re.findall(r"\.[A-Za-z0-9]{1,8}$", reading.origin.source))
    headers = {**_INERT, "Content-Disposition": f'attachment; filename="{reading.sha256[:16]}{suffix}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def can_be_shown(reading: ReadingHit) -> bool:
    """Whether what was received can be looked at beside the text."""
    return reading.reader in _VIEWS


def view(reading: ReadingHit, content: bytes) -> Response:
    """Return what was received as something to look at."""
    return _VIEWS[reading.reader](decode(content).text)


def _as_text(content: str) -> Response:
    return _page(f"<pre>{escape(content)}</pre>")


def _as_page(content: str) -> Response:
    parser = HTMLParser(encoding="utf-8")
    tree = document_fromstring(content.encode(), parser=parser)
    return _page(tostring(_CLEANER.clean_html(tree), encoding="unicode"))


def _page(body: str) -> Response:
    head = f"<!DOCTYPE html><html lang=vi><meta charset=utf-8><title>Bản gốc</title><style>{_LOOK}</style>"
    return Response(head + body, media_type="text/html", headers=_INERT)


_VIEWS: Mapping[str, Callable[[str], Response]] = {
    "html": _as_page,
    "text": _as_text,
    "jsonl": _as_text,
    "csv": _as_text,
    "eml": _as_text,
}
