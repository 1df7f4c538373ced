"""Metrics for Prometheus."""

import datetime as dt

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import QueuePool

from api.dependencies import TheService, permitted
from api.metrics import connections, exposition
from models.backlog import waiting
from models.roles import Permission

router = APIRouter(tags=["metrics"])


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": "chidao_requests_total 1"}}}},
    **permitted(Permission.OPERATE),
)
def metrics(parts: TheService) -> Response:
    """Số đo cho Prometheus: yêu cầu, thời gian trả lời, thời gian trích, văn bản đang chờ; cộng mọi tiến trình."""
    pool = parts.database.engine.pool
    connections.set(pool.checkedout() if isinstance(pool, QueuePool) else 0)
    with parts.database.reading() as session:
        now = waiting(session)
    return Response(exposition(now, dt.datetime.now(dt.UTC)), media_type=CONTENT_TYPE_LATEST)
