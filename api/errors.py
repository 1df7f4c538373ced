"""Errors as HTTP answers: RFC 9457 problem details for whatever is refused, from one table.

`problems.toml` holds each problem's status and words, `ANSWERS` says which problem an error of the program is.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.web.rendering import error_page, wants_page
from models import errors

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
_AGAIN = {"unavailable", "storage-full"}

ANSWERS: Mapping[type[errors.ChidaoError], str] = {
    errors.InputError: "unfit-text",
    errors.ExtractionError: "extraction-failed",
    errors.EngineError: "unavailable",
    errors.DateFormatError: "unfit-text",
    errors.KeyNameError: "unfit-text",
    errors.NotFoundError: "not-found",
    errors.ConflictError: "conflict",
    errors.GateError: "beyond-limits",
    errors.StoreFullError: "storage-full",
    errors.StoreError: "unavailable",
    errors.RuleError: "internal",
    errors.SettingError: "internal",
}
_MOST_FAULTS = 100  # of a request that are told: it may have a million
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_STATUSES = {
    400: "malformed-request",
    404: "not-found",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One problem of the table; `words` by language: title and detail; `page`: the detail for who sees a page."""

    slug: str
    status: int
    words: Mapping[str, Mapping[str, str]]
    page: str | None

    @property
    def type(self) -> str:
        """The stable URI, at which the service explains the problem."""
        return f"/problems/{self.slug}"


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every problem by its slug."""
    table = tomllib.loads((files("api") / "problems.toml").read_text("utf-8"))["problem"]
    return {row["slug"]: _kind(row) for row in table}


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(row["slug"], row["status"], {"vi": row["vi"], "en": row["en"]}, row.get("page"))


class Problem(HTTPException):
    """A refusal with the slug of `problems.toml`, what its words name, and header fields."""

    def __init__(self, slug: str, /, headers: Mapping[str, str] | None = None, **named: object) -> None:
        """Take what to say."""
        super().__init__(kinds()[slug].status, headers=dict(headers or {}))
        self.slug, self.named = slug, named


def language(accepted: str) -> str:
    """Return `en` where Accept-Language puts English before Vietnamese, else `vi`.

    >>> language("en-US,en;q=0.9"), language("vi,en;q=0.5"), language("en;q=0.1, vi;q=0.8"), language("fr")
    ('en', 'vi', 'vi', 'vi')
    """
    wishes = [part.partition(";") for part in accepted.split(",")]
    weights = {tag.strip()[:2].lower(): _weight(rest) for tag, _, rest in reversed(wishes)}
    return "en" if weights.get("en", 0.0) > weights.get("vi", 0.0) else "vi"


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q="))
    except ValueError:
        return 1.0


def answer(
    request: Request, problem: Problem, faults: Sequence[Mapping[str, str]] = (), said: str | None = None
) -> Response:
    """Return a problem as the client's language has it, to a browser as a page; `said` replaces the table's detail."""
    kind = kinds()[problem.slug]
    if wants_page(request):
        words = kind.words["vi"]
        detail = said or kind.page or words["detail"].format_map(problem.named)
        return error_page(request, kind.slug, kind.status, (words["title"], detail))
    spoken = language(request.headers.get("accept-language", ""))
    words = kind.words[spoken]
    body = {
        "type": kind.type,
        "title": words["title"],
        "status": kind.status,
        "detail": said or words["detail"].format_map(problem.named),
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", None),
    }
    headers = {"Content-Language": spoken, **(problem.headers or {})}
    if kind.slug in _AGAIN:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if faults:
        body["errors"] = list(faults)
    return JSONResponse(body, kind.status, headers, MEDIA_TYPE)


def problem_of(error: errors.ChidaoError) -> Problem:
    """Return what an error of the program is for a client."""
    slug = next(ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)
    return Problem(slug, reason=str(error))


def install(app: FastAPI) -> None:
    """Make the application answer every error with a problem."""

    @app.exception_handler(Problem)
    async def refused(request: Request, error: Problem) -> Response:
        return answer(request, error)

    @app.exception_handler(errors.ChidaoError)
    async def failed(request: Request, error: errors.ChidaoError) -> Response:
        return answer(request, problem_of(error))

    @app.exception_handler(HTTPException)
    async def unanswerable(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return answer(request, Problem("method-not-allowed", {"Allow": ", ".join(_allowed(request))}))
        return answer(request, Problem(_STATUSES.get(error.status_code, "malformed-request"), error.headers))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        slug = "malformed-request" if any(fault["type"] == "json_invalid" for fault in found) else "invalid-request"
        return answer(request, Problem(slug), [_fault(fault) for fault in found[:_MOST_FAULTS]])


def _allowed(request: Request) -> list[str]:
    """Return the methods that some route answers at this path; Starlette tells those of the first alone."""
    tried = {method: {**request.scope, "method": method} for method in _METHODS}
    routes = request.app.router.routes
    return [method for method, scope in tried.items() if any(r.matches(scope)[0] is Match.FULL for r in routes)]


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    """Return where a fault is and what it is, without what was sent: that may be a document's text."""
    return {"where": ".".join(map(str, fault["loc"])), "what": str(fault["msg"])}
