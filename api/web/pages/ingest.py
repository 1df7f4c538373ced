"""Ingestion: files dropped or text pasted, kept and read in the background, watched; or read at once and not kept."""

from collections.abc import AsyncIterator, Iterable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from api import labels
from api.actions.batches import accept, find_job, list_entries, list_jobs, read_files
from api.actions.ingestion import Given
from api.actions.intake import fit
from api.actions.receiving import check_fitness
from api.dependencies import Service, TheDatabase, TheService
from api.engine import Job as Task
from api.routes.jobs import watched
from api.schemas.days import Day
from api.schemas.jobs import JobId
from api.schemas.pages import Ordinal, Paging
from api.web.asking import address, given, read
from api.web.panes import panes
from api.web.rendering import render
from api.web.visiting import TheVisitingActor, Visitor, genuine, page
from corpus.incoming import Incoming, Refused
from models.audit import Actor
from models.errors import ChidaoError
from models.hits import DocumentHit
from models.jobs import Job
from models.keyring import Key
from models.records import Record
from models.roles import Permission, permits
from models.vocabulary import Kind

router = APIRouter(prefix="/ingest", include_in_schema=False, dependencies=[Depends(genuine)])
_RECENT = 10
Words = Annotated[str, Form(max_length=20_000_000)]
Small = Annotated[str, Form(max_length=100)]


class Said(BaseModel):
    """What is said of what is sent."""

    published_on: Day | None = None
    kind: Kind | None = None


def said_of(published_on: Small = "", kind: Small = "") -> Said:
    """Return what the fields of a form say; what is no good says nothing."""
    sent = {"published_on": published_on, "kind": kind}
    return read(Said, {name: value for name, value in sent.items() if value.strip()})[0]


TheSaid = Annotated[Said, Depends(said_of)]


@router.get("", **page(Permission.EXTRACT))
def show_form(request: Request, parts: TheService, key: Visitor) -> Response:
    """Show where to drop files and paste text, and what was sent last."""
    return _form(request, parts, key)


def _form(request: Request, parts: Service, key: Key, status: int = HTTPStatus.OK, **said: str) -> Response:
    keeps = permits(key.role, Permission.INGEST)
    return render(
        request,
        "ingest.html",
        status,
        jobs=list_jobs(parts.database, _owner(key), _RECENT) if keeps else [],
        **{"text": "", "published_on": "", "kind": "", "fault": "", **said},
    )


def _owner(key: Key) -> str | None:
    """Return whose jobs a key sees; None: everyone's."""
    return None if permits(key.role, Permission.OPERATE) else key.name


@router.post("/files", **page(Permission.INGEST))
def take_files(  # noqa: PLR0913, PLR0917  # one parameter a field of the form; FastAPI passes them by name
    request: Request,
    parts: TheService,
    who: TheVisitingActor,
    key: Visitor,
    said: TheSaid,
    files: Annotated[list[UploadFile], File()],
) -> Response:
    """Keep what stands in the files, and lead to where that is watched."""
    named = [(file.filename, file.file) for file in files if file.filename]
    if not named:
        return _form(request, parts, key, HTTPStatus.UNPROCESSABLE_ENTITY, fault=labels.NOTHING_SENT)
    with read_files(parts.settings, named) as items:
        about = Given(said.published_on, said.kind, keep_received=parts.settings.keep_received)
        return _accepted(parts, who, ((item, about) for item in items))


@router.post("/text", **page(Permission.INGEST))
def take_text(  # noqa: PLR0913, PLR0917  # as above
    request: Request,
    parts: TheService,
    who: TheVisitingActor,
    key: Visitor,
    said: TheSaid,
    text: Words,
) -> Response:
    """Keep a text, and lead to where it is watched."""
    if not text.strip():
        return _form(request, parts, key, HTTPStatus.UNPROCESSABLE_ENTITY, fault=labels.NOTHING_SENT)
    incoming = Incoming(_as_typed(text), said.published_on, None, who.name)
    return _accepted(parts, who, [(fit(incoming, parts.settings.max_characters), Given(kind=said.kind))])


@router.post("/preview", **page(Permission.EXTRACT))
async def preview(request: Request, parts: TheService, key: Visitor, said: TheSaid, text: Words) -> Response:
    """Show the record of a text that is not kept; where it is refused, the form again with the reason."""
    typed = _as_typed(text)
    try:
        await run_in_threadpool(check_fitness, typed, parts.settings.max_characters)
        with parts.extracting.place():
            made = await parts.extracting.record(Task(typed, said.published_on, said.kind))
    except ChidaoError as error:
        again = {"text": typed, "fault": str(error), **{k: v or "" for k, v in said.model_dump(mode="json").items()}}
        return await run_in_threadpool(_form, request, parts, key, HTTPStatus.UNPROCESSABLE_ENTITY, **again)
    record = await run_in_threadpool(Record.model_validate_json, made.record)
    about = record.document
    document = DocumentHit("", about.title, about.kind, about.published_on, about.event_date, typed, ())
    shown = await run_in_threadpool(panes, document, record, {}, ())
    return render(request, "preview.html", document=document, record=record, **shown)


def _as_typed(text: str) -> str:
    """Return a text with the line ends that were typed; forms send others."""
    return text.replace("\r\n", "\n")


def _accepted(parts: Service, who: Actor, items: Iterable[tuple[Incoming | Refused, Given]]) -> Response:
    job = accept(parts.database, who, items)
    parts.backlog.wake()
    return RedirectResponse(f"/ingest/{job}", HTTPStatus.SEE_OTHER)


def own_job(database: TheDatabase, key: Visitor, job: Annotated[JobId, Path()]) -> Job:
    """Return the job of the path, one's own, or anyone's for who operates the service; raises NotFoundError."""
    return find_job(database, job, _owner(key))


OwnJob = Annotated[Job, Depends(own_job)]


@router.get("/{job}", **page(Permission.INGEST))  # noqa: FAST003  # own_job takes it
def show_job(request: Request, database: TheDatabase, found: OwnJob) -> Response:
    """Show what became of each thing that was sent, part by part."""
    asked = given(request)
    paging, path = read(Paging, asked)[0], f"/ingest/{found.id}"
    entries = list_entries(database, found.id, paging.after(Ordinal), paging.limit + 1)
    after = paging.next([(entry, entry.at) for entry in entries])
    return render(
        request,
        "job.html",
        job=found,
        sent=entries[: paging.limit],
        next=after and address(path, asked, cursor=after),
        first=path if "cursor" in asked else None,
    )


@router.get(
    "/{job}/events",  # noqa: FAST003  # own_job takes it
    response_class=EventSourceResponse,
    **page(Permission.INGEST),
)
async def watch_job(database: TheDatabase, found: OwnJob) -> AsyncIterator[ServerSentEvent]:
    """Tell a script how far a job is."""
    async for event in watched(database, found.id):
        yield event
