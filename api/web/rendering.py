"""Pages from templates: what every template knows, and the page of an error."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from api import labels
from api.web import formatting, navigation
from models.roles import permits

_PRIVATE = {"Cache-Control": "no-store", "Vary": "Cookie"}
_PROGRAMS = ("/api/", "/static/", "/metrics", "/healthz", "/readyz")


@cache
def environment() -> Environment:
    """Return what templates are rendered with: everything is escaped, what is undefined is an error."""
    made = Environment(
        loader=PackageLoader("api", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(formatting.FILTERS, called=_called)
    made.globals.update(labels=labels, is_here=navigation.is_here, permits=permits)
    return made


def _called(id_: str, names: Mapping[str, str]) -> str:
    """Return what a unit or person of a record is called."""
    return names[id_]


def render(request: Request, template: str, status: int = HTTPStatus.OK, **context: Any) -> HTMLResponse:  # noqa: ANN401  # whatever a template shows
    """Return a page; templates know the visitor's key, the navigation and what a form of the session must carry."""
    key = getattr(request.state, "key", None)
    body = (
        environment()
        .get_template(template)
        .render(
            context,
            key=key,
            path=request.url.path,
            entries=navigation.entries_for(key),
            form_token=request.scope.get("session", {}).get("csrf", ""),
            today=formatting.today(),
        )
    )
    return HTMLResponse(body, status, headers=_PRIVATE)


def wants_page(request: Request) -> bool:
    """Whether a browser asks, for a person who reads; programs get their answers as they are."""
    path = request.url.path
    return not path.startswith(_PROGRAMS) and "text/html" in request.headers.get("accept", "")


def error_page(request: Request, slug: str, status: int, words: tuple[str, str]) -> Response:
    """Return what an error tells a person: title and detail; who has no session is sent to sign in first."""
    if slug == "unauthenticated":
        return RedirectResponse(f"/sign-in?next={quote(_address(request), safe='/')}", HTTPStatus.SEE_OTHER)
    title, detail = words
    request_id = getattr(request.state, "request_id", None)
    return render(request, "error.html", status, title=title, detail=detail, request_id=request_id)


def _address(request: Request) -> str:
    """Return where a visitor wanted to go; nowhere in particular for what is no page to look at."""
    query = request.url.query
    return (request.url.path + (f"?{query}" if query else "")) if request.method == "GET" else ""
