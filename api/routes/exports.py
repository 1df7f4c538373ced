"""Exports: everything that a search finds, as CSV, XLSX or JSON Lines; each is written down in the audit log."""

import tempfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response, StreamingResponse
from pydantic import Field
from starlette.background import BackgroundTask

from api.actions.export import csv_lines, record_lines, write_xlsx
from api.actions.keys import note_export
from api.actions.listing import all_directives
from api.actions.search import Found
from api.dependencies import TheActor, TheDatabase, permitted
from api.schemas.findings import DirectiveItem
from api.schemas.searching import DirectiveFilter, DocumentFilter
from models.database import Database
from models.finding import Wanted
from models.roles import Permission

router = APIRouter(prefix="/api/v1/exports", tags=["exports"], default_response_class=Response)
_CHUNK = 65_536
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = {"schema": {"type": "string", "format": "binary"}, "example": "…"}


class Form(StrEnum):
    """How directives are written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


class DirectiveExport(DirectiveFilter):
    """Which directives are exported, and how."""

    format: Annotated[Form, Field(description="cách viết", examples=["csv"])] = Form.CSV


@router.get(
    "/directives",
    responses={200: {"content": {"text/csv": _FILE, _XLSX: _FILE, "application/x-ndjson": _FILE}}},
    **permitted(Permission.EXPORT),
)
def export_directives(database: TheDatabase, who: TheActor, search: Annotated[DirectiveExport, Query()]) -> Response:
    """Xuất mọi nội dung chỉ đạo tìm được, không giới hạn số lượng; ô của bảng bắt đầu bằng =, +, -, @ là chữ."""
    wanted = search.wanted()
    note_export(database, who, f"directives.{search.format} {search.model_dump_json(exclude_defaults=True)}")
    if search.format is Form.XLSX:
        return _workbook(database, wanted)
    hits = all_directives(database, wanted)
    if search.format is Form.CSV:
        return _streamed(csv_lines(hits), "text/csv; charset=utf-8", "chi-dao.csv")
    items = (DirectiveItem.found(Found(hit, ())) for hit in hits)
    lines = (item.model_dump_json(exclude={"snippet"}) + "\n" for item in items)
    return _streamed(lines, "application/x-ndjson", "chi-dao.jsonl")


@router.get(
    "/records",
    responses={200: {"content": {"application/x-ndjson": _FILE}}},
    **permitted(Permission.EXPORT),
)
def export_records(database: TheDatabase, who: TheActor, search: Annotated[DocumentFilter, Query()]) -> Response:
    """Xuất bản ghi của mọi văn bản tìm được, mỗi dòng một bản ghi JSON theo docs/record.md."""
    wanted = search.wanted()
    note_export(database, who, f"records.jsonl {search.model_dump_json(exclude_defaults=True)}")
    return _streamed(record_lines(database, wanted), "application/x-ndjson", "ban-ghi.jsonl")


def _streamed(lines: Iterable[str], kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_chunks(lines), media_type=kind, headers=headers)


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines in pieces of some size: each piece costs a change of threads."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _CHUNK:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()


def _workbook(database: Database, wanted: Wanted) -> Response:
    with tempfile.NamedTemporaryFile(prefix="chidao-", suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    try:
        write_xlsx(all_directives(database, wanted), path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=_XLSX, filename="chi-dao.xlsx", background=BackgroundTask(path.unlink))
