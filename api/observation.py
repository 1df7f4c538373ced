"""What surrounds every request: its id, the limit of its body, one line in the log, an answer when all else fails.

The log never holds what was sent or found: paths are logged as routes, without queries; failures as a place in the
program, without the message.
"""

import asyncio
import re
import time
import traceback
import uuid
from pathlib import Path

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.errors import Problem, answer

_log = structlog.get_logger("chidao.service")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_PATIENCE = 20.0
_PROTECTION = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Observed:
    """Middleware that gives a request its id, answers what nobody caught, and logs how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        """Surround `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        status, began = 0, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in _PROTECTION.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001  # whatever it is, the client gets an answer and the log a line
            _log.error("failed", request_id=request_id, error=type(error).__name__, at=_places(error))
            if status:
                raise ConnectionAbortedError(request_id) from None  # half an answer must not look whole
            await answer(Request(scope), Problem("internal"))(scope, receive, sending)
        finally:
            _write(scope, request_id, status, time.perf_counter() - began)


def _write(scope: Scope, request_id: str, status: int, seconds: float) -> None:
    metrics.observe(scope["method"] if scope["method"] in _METHODS else "-", route_of(scope), status, seconds)
    key = scope.get("state", {}).get("key")
    _log.info(
        "request",
        request_id=request_id,
        method=scope["method"],
        route=route_of(scope),
        status=status,
        seconds=round(seconds, 4),
        key=key.name if key else None,
    )


def route_of(scope: Scope) -> str:
    """Return the path of the route that answered, as in the schema; `-` where none did."""
    return str(getattr(scope.get("route"), "path_format", "-"))


def _places(error: BaseException) -> list[str]:
    """Return where in the program it failed, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]


class BodyLimit:
    """Middleware that refuses a body over the limit, unread where its length is told, and one that comes too slowly."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        """Allow `limit` bytes."""
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        announced = Headers(scope=scope).get("content-length", "0") if scope["type"] == "http" else "0"
        if not announced.isdecimal() or int(announced[:20]) > self._limit:
            refusal = Problem("too-large", {"Connection": "close"}, limit=self._limit)
            await answer(Request(scope), refusal)(scope, receive, send)
            return
        read, more = 0, scope["type"] == "http"

        async def receiving() -> Message:
            nonlocal read, more
            try:
                message = await asyncio.wait_for(receive(), _PATIENCE if more else None)
            except TimeoutError:
                raise Problem("too-slow", {"Connection": "close"}) from None
            more = message.get("more_body", False)
            read += len(message.get("body", b""))
            if read > self._limit:
                raise Problem("too-large", {"Connection": "close"}, limit=self._limit)
            return message

        await self._app(scope, receiving, send)
