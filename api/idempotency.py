"""Idempotent requests: one that is sent again with its Idempotency-Key is answered as before, and done once.

The dependency comes after the key of the caller is checked, so that nobody is answered who may not ask.
"""

import datetime as dt
import hashlib
import json
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.datastructures import FormData

from api.conditional import Handler
from api.dependencies import Caller, Permitted, TheDatabase, permitted
from api.errors import Problem
from models.answers import Answer, Answers, Asked, Mismatch
from models.database import Database
from models.roles import Permission

REPLAYED = "Idempotency-Replayed"
_KEPT = ("content-type", "location")
_OK = range(200, 300)
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="mã của bạn cho yêu cầu này: gửi lại với cùng mã và cùng nội dung thì được trả lời như lần đầu",
        examples=["bai-4711"],
    ),
]


class Replay(Exception):  # noqa: N818  # it is an answer
    """The answer that was given before."""

    def __init__(self, answer: Answer) -> None:
        """Take it."""
        super().__init__()
        self.answer = answer


async def once(request: Request, key: Caller, database: TheDatabase, idempotency_key: IdempotencyKey = None) -> None:
    """Begin a request that has an Idempotency-Key; raises Replay where it was answered before."""
    if idempotency_key is None:
        return
    kind = request.headers.get("content-type", "").partition(";")[0]
    sent = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\0{kind}\0".encode())
    form = kind.strip().lower() == "multipart/form-data"
    sent.update(await run_in_threadpool(_parts, await request.form()) if form else await request.body())
    asked = Asked(key.prefix, idempotency_key, sent.hexdigest(), dt.datetime.now(dt.UTC))
    answer = await run_in_threadpool(_begin, database, asked)
    if answer and not answer.status:
        raise Problem("in-progress", {"Retry-After": "2"})
    if answer:
        raise Replay(answer)
    request.state.asked = asked


def _parts(form: FormData) -> bytes:
    """Return what tells a form from another: names and contents, not the boundary, which changes every time."""
    told: list[tuple[str, ...]] = []
    for name, value in form.multi_items():
        if isinstance(value, str):
            told.append((name, value))
        else:
            content = hashlib.file_digest(value.file, "sha256")  # type: ignore[arg-type]  # it has what that needs
            told.append((name, value.filename or "", content.hexdigest()))
            value.file.seek(0)
    return json.dumps(told).encode()


def once_permitted(permission: Permission) -> Permitted:
    """Return the declaration of a route that needs this permission, and answers a request sent again as before."""
    declared = permitted(permission)
    return {**declared, "dependencies": [*declared["dependencies"], Depends(once)]}


class IdempotentRoute(APIRoute):
    """A route that keeps the answers to requests that were begun by `once`."""

    def get_route_handler(self) -> Handler:
        """Return the route's handler, surrounded."""
        handle = super().get_route_handler()

        async def idempotent(request: Request) -> Response:
            answer: Answer | None = None
            try:
                response = await handle(request)
                if hasattr(request.state, "asked") and response.status_code in _OK:
                    headers = {name: response.headers[name] for name in _KEPT if name in response.headers}
                    answer = Answer(response.status_code, headers, bytes(response.body))
            except Replay as again:
                return Response(again.answer.body, again.answer.status, {**again.answer.headers, REPLAYED: "true"})
            finally:
                if hasattr(request.state, "asked"):
                    await run_in_threadpool(_end, request.app.state.service.database, request.state.asked, answer)
            return response

        return idempotent


def _begin(database: Database, asked: Asked) -> Answer | None:
    with database.writing() as session:
        try:
            answer = Answers(session).begin(asked)
        except Mismatch:
            raise Problem("idempotency-mismatch") from None
        session.commit()
    return answer


def _end(database: Database, asked: Asked, answer: Answer | None) -> None:
    with database.writing() as session:
        Answers(session).end(asked, answer)
        session.commit()
