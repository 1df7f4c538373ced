"""Serving: the application under uvicorn, on this machine alone as long as there is no key."""

import datetime as dt
import ipaddress
import os
import secrets
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import structlog
import uvicorn

from api import logs
from api.actions.keys import has_key
from api.settings import Settings
from models.database import Database

_log = structlog.get_logger("chidao.service")
LOOPBACK = "127.0.0.1"
_DRAIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service listens; `held_back`: here and not where it was told to, because nobody has a key."""

    host: str
    port: int
    held_back: bool


def address(settings: Settings, now: dt.datetime) -> Address:
    """Return where to listen: on loopback only as long as no key opens anything; raises StoreError."""
    database = Database(settings.database_url)
    try:
        keyless = not has_key(database, now)
    finally:
        database.close()
    return Address(LOOPBACK if keyless and not _is_loopback(settings.host) else settings.host, settings.port, keyless)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(settings: Settings, where: Address) -> None:
    """Serve until told to stop; requests in hand are answered first."""
    os.environ |= {"CHIDAO_DATABASE_URL": settings.database_url}  # worker processes read the environment
    logs.configure()
    if settings.session_secret is None:
        os.environ["CHIDAO_SESSION_SECRET"] = secrets.token_urlsafe(32)
        _log.warning("session secret made for this start alone", setting="CHIDAO_SESSION_SECRET")
    with TemporaryDirectory(prefix="chidao-metrics-") as shared:
        if settings.serve_workers > 1:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
        _run(settings, where)


def _run(settings: Settings, where: Address) -> None:
    uvicorn.run(
        "api.app:from_environment",
        factory=True,
        host=where.host,
        port=where.port,
        workers=settings.serve_workers,
        log_config=None,
        access_log=False,  # the application writes its own line, without queries
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
