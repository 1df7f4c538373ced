"""Documents: searched, opened, their texts, and what every version of the extraction made of them."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response

from api.actions.documents import list_readings, list_versions, open_document, read_original, read_text
from api.actions.listing import Part, list_documents
from api.conditional import ConditionalRoute
from api.dependencies import TheDatabase, permitted
from api.schemas.documents import FullDocument, VersionItem, VersionQuery
from api.schemas.findings import DocumentId, DocumentItem
from api.schemas.pages import CountedPage, Page
from api.schemas.readings import OriginalQuery, ReadingItem
from api.schemas.searching import DocumentSearch
from models.errors import NotFoundError
from models.roles import Permission

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], route_class=ConditionalRoute)
_BYTES = {"type": "string", "format": "binary"}
Id = Annotated[DocumentId, Path()]


@router.get("", **permitted(Permission.READ))
def search_documents(database: TheDatabase, search: Annotated[DocumentSearch, Query()]) -> CountedPage[DocumentItem]:
    """Tìm văn bản: theo từ, đơn vị (cả tên cũ, cả đơn vị trực thuộc), người, ngày, loại, trạng thái số liệu."""
    part = Part(search.limit + 1, search.place())
    listed = list_documents(database, search.wanted(), None, part, total=search.total)
    found = [(DocumentItem.found(item), place) for item, place in listed.items]
    return CountedPage(items=[item for item, _ in found[: search.limit]], next=search.next(found), total=listed.total)


@router.get("/{document}", response_model_by_alias=True, **permitted(Permission.READ))
def get_document(database: TheDatabase, document: Id, query: Annotated[VersionQuery, Query()]) -> FullDocument:
    """Một văn bản: nguồn, và bản ghi đang dùng hoặc của một bản trích; chưa có bản ghi thì nói vì sao."""
    return FullDocument.opened(open_document(database, document, query.version))


@router.get(
    "/{document}/text",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": "Bộ Y tế yêu cầu…"}}}},
    **permitted(Permission.READ),
)
def get_text(database: TheDatabase, document: Id) -> PlainTextResponse:
    """Nguyên văn, đúng từng ký tự như khi nhận; mọi vị trí trong bản ghi tính theo nguyên văn này."""
    return PlainTextResponse(read_text(database, document))


@router.get("/{document}/readings", **permitted(Permission.READ))
def get_readings(database: TheDatabase, document: Id) -> Page[ReadingItem]:
    """Văn bản được đọc từ tệp nào: bộ đọc, bảng mã, tiêu đề, tác giả, địa chỉ, ngày và nguồn của ngày."""
    return Page(items=[ReadingItem.of(reading) for reading in list_readings(database, document)], next=None)


@router.get(
    "/{document}/original",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": _BYTES, "example": "…"}}}},
    **permitted(Permission.READ),
)
def get_original(database: TheDatabase, document: Id, query: Annotated[OriginalQuery, Query()]) -> Response:
    """Tệp gốc mà văn bản được đọc ra, đúng từng byte như khi nhận; chỉ có khi dịch vụ giữ tệp đã nhận."""
    kept = [query.sha256] if query.sha256 else [reading.sha256 for reading in list_readings(database, document)]
    if not kept:
        raise NotFoundError(f"văn bản {document} không đọc từ tệp nào; nguyên văn của nó vẫn đọc được")
    reading, content = read_original(database, document, kept[0])
    name = reading.origin.source.rpartition("/")[2]
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/{document}/versions", **permitted(Permission.READ))
def get_versions(database: TheDatabase, document: Id) -> Page[VersionItem]:
    """Các bản trích của một văn bản, mới trước: có bản ghi hay lỗi, bản nào đang dùng."""
    found = list_versions(database, document)
    return Page(items=[VersionItem.model_validate(version, from_attributes=True) for version in found], next=None)
