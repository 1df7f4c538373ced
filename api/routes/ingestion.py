"""Ingestion: one document within the request; and extraction without storing."""

from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.actions.documents import open_document
from api.actions.ingestion import Outcome
from api.actions.receiving import Received, admit_sent, check_fitness, receive, settle
from api.dependencies import Service, TheActor, TheService, permitted
from api.engine import Job
from api.idempotency import IdempotentRoute, once_permitted
from api.schemas.documents import RECORD, IngestedDocument, NewDocument, NewText
from models.errors import ChidaoError
from models.hits import Origin
from models.records import Record
from models.repository import Kept
from models.roles import Permission

router = APIRouter(prefix="/api/v1", tags=["ingestion"], route_class=IdempotentRoute)


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
        record = await parts.extracting.record(Job(sent.text, sent.published_on, sent.kind))
    return await run_in_threadpool(_as_json, record, HTTPStatus.OK)


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
        if received.outcome is not Outcome.KNOWN:
            await run_in_threadpool(
                settle, parts.database, received, parts.version, await _result(parts, received.kept)
            )
    return await run_in_threadpool(_answer, parts, received)


async def _result(parts: Service, kept: Kept) -> Record | ChidaoError:
    try:
        return await parts.extracting.record(Job(kept.text, kept.given_on, kept.given_kind))
    except ChidaoError as error:
        return error


def _answer(parts: Service, received: Received) -> Response:
    """Return the answer to a document that was sent; not in the event loop, for a record may be large."""
    opened = open_document(parts.database, received.kept.id)
    status = HTTPStatus.CREATED if received.outcome is Outcome.NEW else HTTPStatus.OK
    answer = _as_json(IngestedDocument.received(opened, received.outcome), status)
    answer.headers["Location"] = f"/api/v1/documents/{received.kept.id}"
    return answer


def _as_json(value: BaseModel, status: int) -> Response:
    return Response(value.model_dump_json(by_alias=True), status, media_type="application/json")
