"""Runs: documents extracted anew in the background, watched, reported on, published and undone."""

import asyncio
import time
from collections.abc import AsyncIterator
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field

from api import run_reports
from api.actions import publication, runs
from api.actions.reporting import limits_of
from api.actions.reprocessing import plan
from api.actions.runs import Progress, State
from api.dependencies import Service, TheActor, TheDatabase, TheService, permitted
from api.idempotency import IdempotentRoute, once_permitted
from api.schemas.pages import Ordinal, Page, Paging
from api.schemas.reports import RunReport
from api.schemas.runs import Publication, Published, RolledBack, RunId, RunItem, RunPlan, RunProgress, RunSelection
from models.database import Database
from models.errors import GateError
from models.roles import Permission

router = APIRouter(prefix="/api/v1/runs", tags=["runs"], route_class=IdempotentRoute)
Id = Annotated[RunId, Path()]
_LOOK_SECONDS = 0.5
_LOOKS = 60  # then the client connects again, so that no stream holds up the end of the service
_OPERATING = permitted(Permission.OPERATE)
_CONFLICT: dict[int | str, dict[str, Any]] = {409: {"description": "Lúc này không làm được."}}


@router.post("", status_code=HTTPStatus.ACCEPTED, **once_permitted(Permission.OPERATE))
def start_run(wanted: RunSelection, parts: TheService, who: TheActor, response: Response) -> RunItem:
    """Trích lại văn bản bằng bản hiện tại: kết quả ghi cạnh kết quả đang dùng, làm nền; theo dõi ở `Location`.

    Lượt cùng lựa chọn mà chưa xong thì được làm tiếp, không tạo lượt thứ hai.
    """
    run = runs.start_in_background(parts.database, who, parts.version, wanted.selection())
    parts.backlog.wake()
    response.headers["Location"] = f"/api/v1/runs/{run}"
    return RunItem.of(runs.find_run(parts.database, run))


@router.get("", **_OPERATING)
def list_runs(database: TheDatabase, paging: Annotated[Paging, Query()]) -> Page[RunItem]:
    """Các lượt trích lại, mới trước: chọn gì, bản nào, đến đâu, đã công bố chưa."""
    found = runs.list_runs(database, paging.after(Ordinal), paging.limit + 1)
    return paging.page([(RunItem.of(progress), progress.run.id) for progress in found])


@router.get("/plan", **_OPERATING)
def plan_run(parts: TheService, wanted: Annotated[RunSelection, Query()]) -> RunPlan:
    """Một lượt như thế sẽ trích bao nhiêu văn bản: chỉ đếm, không làm."""
    return RunPlan(version=parts.version, documents=plan(parts.database, parts.version, wanted.selection()))


@router.get("/{run}", **_OPERATING)
def get_run(database: TheDatabase, run: Id) -> RunItem:
    """Một lượt trích lại: đang ở đâu, được bao nhiêu, hỏng bao nhiêu, còn bao nhiêu."""
    return RunItem.of(runs.find_run(database, run))


@router.post("/{run}/pause", responses=_CONFLICT, **_OPERATING)
def pause_run(database: TheDatabase, who: TheActor, run: Id) -> RunItem:
    """Tạm dừng: văn bản đang làm thì làm nốt, phần còn lại chờ đến khi làm tiếp; không mất gì."""
    runs.pause(database, who, run)
    return RunItem.of(runs.find_run(database, run))


@router.post("/{run}/resume", responses=_CONFLICT, **_OPERATING)
def resume_run(parts: TheService, who: TheActor, run: Id) -> RunItem:
    """Làm tiếp một lượt đã tạm dừng, hoặc một lượt mà dòng lệnh bỏ dở: dịch vụ nhận lấy, làm nền."""
    runs.resume(parts.database, who, run)
    parts.backlog.wake()
    return RunItem.of(runs.find_run(parts.database, run))


@router.post("/{run}/cancel", responses=_CONFLICT, **_OPERATING)
def cancel_run(database: TheDatabase, who: TheActor, run: Id) -> RunItem:
    """Hủy phần còn lại của một lượt: kết quả đã có vẫn nằm cạnh kết quả đang dùng, chưa ai thấy."""
    runs.cancel(database, who, run)
    return RunItem.of(runs.find_run(database, run))


@router.get("/{run}/events", response_class=EventSourceResponse, **_OPERATING)
async def watch_run(database: TheDatabase, run: Id) -> AsyncIterator[ServerSentEvent]:
    """Theo dõi một lượt bằng server-sent events: `progress` mỗi khi có thay đổi; `over` khi xong, hủy hay tạm dừng."""
    async for event in watched(database, run):
        yield event


async def watched(database: Database, run: int) -> AsyncIterator[ServerSentEvent]:
    """Yield how far a run is, whenever that changes; raises NotFoundError."""
    first = last = await run_in_threadpool(runs.find_run, database, run)
    began = time.monotonic()
    for look in range(_LOOKS):
        over = last.state in {State.FINISHED, State.CANCELLED, State.PAUSED}
        if not look or last != first:
            told = _told(first, last, time.monotonic() - began)
            yield ServerSentEvent(data=told, event="over" if over else "progress", retry=1000)
        if over:
            return
        await asyncio.sleep(_LOOK_SECONDS)
        last = await run_in_threadpool(runs.find_run, database, run)


def _told(first: Progress, last: Progress, seconds: float) -> RunProgress:
    """Return how far a run is, and how fast it went since the first look."""
    done = last.run.done + last.run.failed - first.run.done - first.run.failed
    rate = done / seconds if done > 0 and seconds > 0 else None
    left = last.waiting / rate if rate else None
    return RunProgress(
        **RunItem.of(last).model_dump(), per_second=rate and round(rate, 2), seconds_left=left and round(left, 1)
    )


class Form(StrEnum):
    """How a report is written."""

    JSON = "json"
    HTML = "html"


class ReportQuery(BaseModel):
    """How a report is wanted."""

    model_config = ConfigDict(extra="forbid")

    format: Annotated[Form, Field(description="cách viết", examples=["json"])] = Form.JSON


@router.get(
    "/{run}/report",
    response_model=RunReport,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>…"}}}},
    **_OPERATING,
)
async def report_run(parts: TheService, run: Id, query: Annotated[ReportQuery, Query()]) -> Response:
    """Báo cáo thay đổi: công bố lượt này thì mục nào đổi, thêm, mất; JSON hoặc một trang HTML có hình.

    Từng nội dung chỉ đạo bị mất, hay đổi thời hạn, chủ trì, nơi nhận, được kể riêng.
    """
    make = run_reports.report_as_html if query.format is Form.HTML else run_reports.report_as_json
    kind = "text/html" if query.format is Form.HTML else "application/json"
    made = await parts.aside.do(make, parts.settings.database_url, run, limits_of(parts.settings))
    return Response(await run_in_threadpool(made.encode), media_type=kind)


@router.post("/{run}/publish", responses=_CONFLICT, **once_permitted(Permission.OPERATE))
async def publish_run(parts: TheService, who: TheActor, run: Id, wanted: Publication) -> Published:
    """Đưa kết quả của một lượt ra dùng, tất cả cùng lúc; vượt ngưỡng trong thiết lập thì 409, trừ khi `reviewed`."""
    where = await run_in_threadpool(wanted.where.wanted) if wanted.where else None
    await pass_the_gate(parts, run, reviewed=wanted.reviewed)
    turned = await run_in_threadpool(publication.publish, parts.database, who, run, None, where)
    return Published(run=run, documents=turned)


async def pass_the_gate(parts: Service, run: int, *, reviewed: bool) -> None:
    """Raise NotFoundError for no run, GateError for one that changes too much, unless someone has looked at it."""
    if reviewed:
        await run_in_threadpool(runs.find_run, parts.database, run)
        return
    against = run_reports.objections_to
    reasons = await parts.aside.do(against, parts.settings.database_url, run, limits_of(parts.settings))
    if reasons:
        raise GateError(run, reasons)


@router.post("/{run}/rollback", responses=_CONFLICT, **_OPERATING)
def roll_back(database: TheDatabase, who: TheActor, run: Id) -> RolledBack:
    """Hoàn lại lần công bố gần nhất, nếu là của lượt này: văn bản trở về kết quả trước đó, tất cả cùng lúc."""
    runs.find_run(database, run)
    return RolledBack.of(publication.rollback(database, who, run))
