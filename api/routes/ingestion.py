"""Ingestion: one document within the request; and extraction without storing."""

import asyncio
import time
from contextlib import suppress
from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.actions.documents import open_document
from api.actions.ingestion import Outcome
from api.actions.receiving import Hold, Received, admit_sent, check_fitness, keep_hold, receive, settle, take
from api.actions.shift import LEASE
from api.dependencies import Service, TheActor, TheService, permitted
from api.engine import Job
from api.idempotency import IdempotentRoute, once_permitted
from api.schemas.documents import RECORD, IngestedDocument, NewDocument, NewText
from models.errors import ChidaoError
from models.hits import Origin
from models.records import Record
from models.roles import Permission
from models.storable import Storable

router = APIRouter(prefix="/api/v1", tags=["ingestion"], route_class=IdempotentRoute)
_LOOK_SECONDS = 0.2


@router.post(
    "/extract",
    response_model=Record,
    responses={200: {"content": {"application/json": {"example": RECORD}}}},
    **permitted(Permission.EXTRACT),
)
async def extract(sent: NewText, parts: TheService) -> Response:
    """Trích một văn bản mà không lưu: trả lời bản ghi, theo docs/record.md."""
    await run_in_threadpool(check_fitness, sent.text, parts.settings.max_characters)
    with parts.extracting.place():
        made = await parts.extracting.record(Job(sent.text, sent.published_on, sent.kind))
    return Response(made.record, media_type="application/json")


@router.post(
    "/documents",
    status_code=HTTPStatus.CREATED,
    response_model=IngestedDocument,
    responses={200: {"model": IngestedDocument, "description": "Văn bản đã có."}},
    **once_permitted(Permission.INGEST),
)
async def create_document(sent: NewDocument, parts: TheService, who: TheActor) -> Response:
    """Nạp một văn bản: lưu nguyên văn trước rồi trích ngay trong yêu cầu; 201 nếu mới, 200 nếu đã có.

    Trích không được thì văn bản vẫn được giữ: `record` là null, `failure` nói vì sao.
    """
    origin = Origin(sent.source or who.name, sent.external_id)
    limit = parts.settings.max_characters
    await run_in_threadpool(admit_sent, parts.database, who, sent.text, origin, limit)
    with parts.extracting.place():
        received = await run_in_threadpool(
            receive, parts.database, who, parts.version, sent.incoming(who.name), sent.kind
        )
        if await _in_hand(parts, received):
            result = await _result(parts, received)
            await run_in_threadpool(settle, parts.database, received, parts.version, result)
    return await run_in_threadpool(_answer, parts, received)


async def _in_hand(parts: Service, received: Received) -> bool:
    """Whether the document is to be extracted here; where others are at it, wait until they are done or let go."""
    hold, until = received.hold, time.monotonic() + parts.settings.time_limit
    while hold is Hold.OTHERS and time.monotonic() < until:
        await asyncio.sleep(_LOOK_SECONDS)
        hold = await run_in_threadpool(take, parts.database, received, parts.version)
    return hold is Hold.MINE


async def _result(parts: Service, received: Received) -> Storable | ChidaoError:
    """Return what becomes of a document, which stays in hand however long that takes."""
    kept = received.kept
    holding = asyncio.create_task(_hold(parts, received))
    try:
        return await parts.extracting.record(Job(kept.text, kept.given_on, kept.given_kind))
    except ChidaoError as error:
        return error
    finally:
        holding.cancel()


async def _hold(parts: Service, received: Received) -> None:
    while True:
        await asyncio.sleep(LEASE / 3)
        with suppress(ChidaoError):  # the database is away: the next time, or the lease runs out
            await run_in_threadpool(keep_hold, parts.database, received)


def _answer(parts: Service, received: Received) -> Response:
    """Return the answer to a document that was sent; not in the event loop, for a record may be large."""
    opened = open_document(parts.database, received.kept.id)
    status = HTTPStatus.CREATED if received.outcome is Outcome.NEW else HTTPStatus.OK
    answer = _as_json(IngestedDocument.received(opened, received.outcome), status)
    answer.headers["Location"] = f"/api/v1/documents/{received.kept.id}"
    return answer


def _as_json(value: BaseModel, status: int) -> Response:
    return Response(value.model_dump_json(by_alias=True), status, media_type="application/json")
