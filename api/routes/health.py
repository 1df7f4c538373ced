"""Health: whether the process lives, and whether it can serve."""

from fastapi import APIRouter

from api.dependencies import TheDatabase
from api.schemas.service import Health
from models.keyring import Keyring

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> Health:
    """Tiến trình còn sống: trả lời ngay, không hỏi cơ sở dữ liệu."""
    return Health(status="ok")


@router.get("/readyz")
def readyz(database: TheDatabase) -> Health:
    """Sẵn sàng phục vụ: cơ sở dữ liệu trả lời và có lược đồ mới nhất; nếu không thì 503."""
    with database.reading() as session:
        Keyring(session).all()
    return Health(status="ok")
