"""Conditional requests: every answer of such a route has an ETag, and is not sent again to who has it already."""

import hashlib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConditionalRoute(APIRoute):
    """A route whose GET answers carry the hash of their body as an ETag, and are 304 where the client has it."""

    def get_route_handler(self) -> Handler:
        """Return the route's handler, surrounded."""
        answer = super().get_route_handler()

        async def conditional(request: Request) -> Response:
            response = await answer(request)
            if request.method != "GET" or response.status_code != HTTPStatus.OK or not hasattr(response, "body"):
                return response
            tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
            if tag in _tags(request.headers.get("if-none-match", "")):
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
            response.headers.update(headers)
            return response

        return conditional


def _tags(field: str) -> set[str]:
    """Return the tags that a client has, weak or strong."""
    return {tag.strip().removeprefix("W/") for tag in field.split(",")}
