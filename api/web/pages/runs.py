"""Runs, for operators: started, watched, paused; what one would change; published behind limits, and undone."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from markupsafe import Markup

from api import labels, run_reports
from api.actions import publication, runs
from api.actions.reporting import limits_of
from api.actions.reprocessing import plan
from api.dependencies import Service, TheDatabase, TheService
from api.rendering import number
from api.routes.runs import pass_the_gate, watched
from api.schemas.pages import Ordinal, Paging
from api.schemas.runs import RunId, RunSelection
from api.schemas.searching import DocumentFilter
from api.web.asking import address, given, read
from api.web.rendering import render, wants_page
from api.web.visiting import TheVisitingActor, genuine, page
from models.errors import ChidaoError, ConflictError, GateError
from models.queue import Selection
from models.roles import Permission

router = APIRouter(prefix="/runs", include_in_schema=False, dependencies=[Depends(genuine)])
_PATH = "/runs"
_OPERATING = page(Permission.OPERATE)
Id = Annotated[RunId, Path()]
Words = Annotated[str, Form(max_length=1000)]


@router.get("", **_OPERATING)
def list_runs(request: Request, parts: TheService) -> Response:
    """Show the runs, the newest first, and how many documents a new one would do."""
    return _listed(request, parts)


def _listed(request: Request, parts: Service, status: int = HTTPStatus.OK, fault: str = "") -> Response:
    asked = given(request)
    paging = read(Paging, asked)[0]
    found = runs.list_runs(parts.database, paging.after(Ordinal), paging.limit + 1)
    after = paging.next([(progress, progress.run.id) for progress in found])
    return render(
        request,
        "runs.html",
        status,
        found=found[: paging.limit],
        version=parts.version,
        planned=plan(parts.database, parts.version, Selection()),
        fault=fault,
        next=after and address(_PATH, asked, cursor=after),
        first=_PATH if "cursor" in asked else None,
    )


@router.post("", **_OPERATING)
def start(request: Request, parts: TheService, who: TheVisitingActor, unit: Words = "", q: Words = "") -> Response:
    """Start a run in the background, of all documents that lack a result of this version or only some."""
    wanted, _ = read(RunSelection, {name: value for name, value in (("unit", unit), ("q", q)) if value.strip()})
    try:
        run = runs.start_in_background(parts.database, who, parts.version, wanted.selection())
    except ConflictError as error:
        return _listed(request, parts, HTTPStatus.CONFLICT, str(error))
    parts.backlog.wake()
    return RedirectResponse(f"{_PATH}/{run}", HTTPStatus.SEE_OTHER)


@router.get("/{run}", **_OPERATING)
def show_run(request: Request, parts: TheService, run: Id) -> Response:
    """Show how far a run is, and what can be done with it."""
    return _shown(request, parts, run)


def _shown(request: Request, parts: Service, run: int, *, told: str = "", fault: str = "") -> Response:
    return render(
        request,
        "run.html",
        HTTPStatus.CONFLICT if fault else HTTPStatus.OK,
        progress=runs.find_run(parts.database, run),
        limits=limits_of(parts.settings),
        told=told,
        fault=fault,
    )


@router.post("/{run}/{order}", **_OPERATING)
async def order(  # noqa: PLR0913, PLR0917  # one parameter a field of the form; FastAPI passes them by name
    request: Request,
    parts: TheService,
    who: TheVisitingActor,
    run: Id,
    order: Annotated[str, Path(pattern="^(pause|resume|cancel|publish|rollback)$")],
    reviewed: Annotated[bool, Form()] = False,  # noqa: FBT002  # as above
    unit: Words = "",
    kind: Words = "",
    q: Words = "",
) -> Response:
    """Do what is ordered with a run, and show what came of it or why it was not done."""
    told = fault = ""
    where = {name: value for name, value in (("unit", unit), ("kind", kind), ("q", q)) if value.strip()}
    try:
        if order == "publish":
            await pass_the_gate(parts, run, reviewed=reviewed)
            told = await run_in_threadpool(_publish, parts, who, run, where)
        else:
            told = await run_in_threadpool(_ordered, parts, who, run, order)
    except GateError as error:
        fault = labels.GATE.format("; ".join(error.reasons))
    except ChidaoError as error:
        fault = str(error)
    return await run_in_threadpool(_shown, request, parts, run, told=told, fault=fault)


def _publish(parts: Service, who: TheVisitingActor, run: int, where: dict[str, str]) -> str:
    wanted = read(DocumentFilter, where)[0].wanted() if where else None
    turned = publication.publish(parts.database, who, run, None, wanted)
    return labels.PUBLISHED.format(number(turned)) if turned else labels.NOTHING_PUBLISHED


def _ordered(parts: Service, who: TheVisitingActor, run: int, order: str) -> str:
    if order == "rollback":
        undone = publication.rollback(parts.database, who, run)
        left = f" {labels.LEFT_ALONE.format(number(undone.left))}" if undone.left else ""
        return f"{labels.ROLLED_BACK.format(number(undone.turned))}{left}"
    {"pause": runs.pause, "resume": runs.resume, "cancel": runs.cancel}[order](parts.database, who, run)
    parts.backlog.wake()
    return ""


@router.get("/{run}/report", **_OPERATING)
async def report(request: Request, parts: TheService, run: Id) -> Response:
    """Show what publishing a run would change; to a script without the page around it."""
    made = await parts.aside.do(run_reports.report_as_part, parts.settings.database_url, run, limits_of(parts.settings))
    template = "run_report.html" if wants_page(request) else "run_report_part.html"
    return await run_in_threadpool(render, request, template, run=run, report=Markup(made))  # noqa: S704  # made by our own template, which escapes


@router.get("/{run}/events", response_class=EventSourceResponse, **_OPERATING)
async def watch_run(database: TheDatabase, run: Id) -> AsyncIterator[ServerSentEvent]:
    """Tell a script how far a run is."""
    async for event in watched(database, run):
        yield event
