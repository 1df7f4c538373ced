"""The problems that the service answers with, explained at their `type`."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.errors import Kind, Problem, kinds
from api.schemas.service import ProblemKind

router = APIRouter(prefix="/problems", tags=["problems"])


@router.get("")
async def list_problems() -> list[ProblemKind]:
    """Mọi lỗi mà dịch vụ trả lời: mã, tên gọi và cách xử lý, bằng tiếng Việt và tiếng Anh."""
    return [_described(kind) for kind in kinds().values()]


@router.get("/{slug}")
async def get_problem(slug: Annotated[str, Path(examples=["not-found"])]) -> ProblemKind:
    """Một lỗi: mã, tên gọi và cách xử lý, bằng tiếng Việt và tiếng Anh."""
    if slug not in kinds():
        raise Problem("not-found")
    return _described(kinds()[slug])


def _described(kind: Kind) -> ProblemKind:
    vietnamese, english = kind.words["vi"], kind.words["en"]
    return ProblemKind(
        type=kind.type,
        status=kind.status,
        title=vietnamese["title"],
        detail=vietnamese["detail"],
        title_en=english["title"],
        detail_en=english["detail"],
    )
