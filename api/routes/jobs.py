"""Batches: documents and files accepted with 202, and the job to watch them by."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Path, Query, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.actions.batches import accept, find_job, list_entries, read_files
from api.actions.ingestion import Given
from api.actions.intake import fit
from api.dependencies import Caller, Service, TheActor, TheDatabase, TheService, permitted
from api.idempotency import IdempotentRoute, once_permitted
from api.schemas.days import Day
from api.schemas.jobs import EntryItem, JobId, JobItem, NewBatch
from api.schemas.pages import Ordinal, Page, Paging
from corpus.incoming import Incoming, Refused
from models.audit import Actor
from models.database import Database
from models.jobs import Job
from models.roles import PERMISSIONS, Permission
from models.vocabulary import Kind

router = APIRouter(prefix="/api/v1", tags=["jobs"], route_class=IdempotentRoute)
_LOOK_SECONDS = 0.5
_LOOKS = 60  # then the client connects again, so that no stream holds up the end of the service


def own_job(database: TheDatabase, key: Caller, job: Annotated[JobId, Path()]) -> Job:
    """Return the job of the path, one's own, or anyone's for who operates the service."""
    everyones = Permission.OPERATE in PERMISSIONS[key.role]
    return find_job(database, job, None if everyones else key.name)


OwnJob = Annotated[Job, Depends(own_job)]


@router.post("/batches", status_code=HTTPStatus.ACCEPTED, **once_permitted(Permission.INGEST))
def create_batch(sent: NewBatch, parts: TheService, who: TheActor, response: Response) -> JobItem:
    """Nạp nhiều văn bản: tất cả được lưu trước khi trả lời 202, rồi trích sau; theo dõi ở `Location`."""
    limit = parts.settings.max_characters
    items = ((fit(one.incoming(who.name), limit), Given(kind=one.kind)) for one in sent.documents)
    return _accepted(parts, who, items, response)


@router.post("/files", status_code=HTTPStatus.ACCEPTED, **once_permitted(Permission.INGEST))
def upload_files(  # noqa: PLR0913, PLR0917  # one parameter a field of the form; FastAPI passes them by name
    parts: TheService,
    who: TheActor,
    response: Response,
    files: Annotated[
        list[UploadFile], File(min_length=1, description="tệp theo docs/readers.md: DOCX, PDF, HTML, TXT, ZIP…")
    ],
    published_on: Annotated[Day | None, Form(description="ngày của văn bản", examples=["2024-05-02"])] = None,
    kind: Annotated[Kind | None, Form(description="loại văn bản", examples=["news"])] = None,
) -> JobItem:
    """Nạp tệp: đọc trong tiến trình riêng có giới hạn, lưu rồi trả lời 202; tệp không đọc được thì nêu lý do."""
    named = [(file.filename or "tep", file.file) for file in files]
    with read_files(parts.settings, named) as items:
        given = Given(published_on, kind, keep_received=parts.settings.keep_received)
        return _accepted(parts, who, ((item, given) for item in items), response)


def _accepted(
    parts: Service, who: Actor, items: Iterable[tuple[Incoming | Refused, Given]], response: Response
) -> JobItem:
    job = accept(parts.database, who, items)
    parts.backlog.wake()
    response.headers["Location"] = f"/api/v1/jobs/{job}"
    return JobItem.of(find_job(parts.database, job, None))


@router.get("/jobs/{job}", **permitted(Permission.INGEST))  # noqa: FAST003  # own_job takes it
def get_job(found: OwnJob) -> JobItem:
    """Một lượt nạp: bao nhiêu mục đang chờ, đã xong, hỏng, bị từ chối."""
    return JobItem.of(found)


@router.get("/jobs/{job}/entries", **permitted(Permission.INGEST))  # noqa: FAST003  # own_job takes it
def get_entries(database: TheDatabase, found: OwnJob, paging: Annotated[Paging, Query()]) -> Page[EntryItem]:
    """Từng mục của một lượt nạp theo thứ tự gửi: thành văn bản nào, tình trạng, vì sao hỏng hoặc bị từ chối."""
    entries = list_entries(database, found.id, paging.after(Ordinal), paging.limit + 1)
    return paging.page([(EntryItem.model_validate(entry, from_attributes=True), entry.at) for entry in entries])


@router.get(
    "/jobs/{job}/events",  # noqa: FAST003  # own_job takes it
    response_class=EventSourceResponse,
    **permitted(Permission.INGEST),
)
async def watch_job(database: TheDatabase, found: OwnJob) -> AsyncIterator[ServerSentEvent]:
    """Theo dõi một lượt nạp bằng server-sent events: `progress` mỗi khi có thay đổi, `over` khi xong."""
    async for event in watched(database, found.id):
        yield event


async def watched(database: Database, job_id: str) -> AsyncIterator[ServerSentEvent]:
    """Yield how far a job is, whenever that changes."""
    told: JobItem | None = None
    for _ in range(_LOOKS):
        job = JobItem.of(await run_in_threadpool(find_job, database, job_id, None))
        if job != told:
            yield ServerSentEvent(data=job, event="over" if job.over else "progress", retry=1000)
            told = job
        if job.over:
            return
        await asyncio.sleep(_LOOK_SECONDS)
