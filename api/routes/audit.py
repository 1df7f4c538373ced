"""The audit log: every change and every export."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.actions.keys import read_audit
from api.dependencies import TheDatabase, permitted
from api.schemas.pages import Ordinal, Page, Paging
from api.schemas.service import AuditItem
from models.roles import Permission

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])


@router.get("", **permitted(Permission.ADMINISTER))
def list_audit(database: TheDatabase, paging: Annotated[Paging, Query()]) -> Page[AuditItem]:
    """Nhật ký: ai đã thay đổi hay xuất gì, lúc nào, trong yêu cầu nào; mới trước. Không ai sửa hay xóa được."""
    found = read_audit(database, paging.limit + 1, paging.after(Ordinal))
    return paging.page([(AuditItem.of(entry), entry.seq) for entry in found])
