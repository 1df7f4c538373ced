"""What routes depend on: the service's parts, who is calling, and whether the key permits it."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

from fastapi import Depends, Request, params
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.aside import Aside
from api.backlog import Backlog
from api.errors import Problem
from api.extracting import Extracting
from api.settings import Settings
from api.workers import new_engine
from models.audit import Actor
from models.database import Database
from models.keyring import Key, Keyring
from models.roles import Permission, permits

_bearer = HTTPBearer(auto_error=False, description="Khóa tạo bằng `chidao key add TÊN --role VAI_TRÒ`.")


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that live as long as the program."""

    settings: Settings
    database: Database
    extracting: Extracting
    backlog: Backlog
    aside: Aside
    limiter: MovingWindowRateLimiter

    @property
    def version(self) -> str:
        """The version of the extraction."""
        return self.extracting.engine.version


def make_service(settings: Settings) -> Service:
    """Open the database and what else requests need; raises StoreError."""
    database = Database(settings.database_url)
    engine = new_engine(settings, workers=_share(settings))
    return Service(
        settings,
        database,
        Extracting(engine, settings.queue_room),
        Backlog(database, engine),
        Aside(settings.time_limit),
        MovingWindowRateLimiter(MemoryStorage()),
    )


def end_service(parts: Service) -> None:
    """End the extraction and close the database."""
    parts.backlog.stop()
    parts.aside.close()
    parts.extracting.engine.close()
    parts.database.close()


def _share(settings: Settings) -> int:
    """Return how many extraction processes each of the serving processes has."""
    return max(1, settings.workers // settings.serve_workers) if settings.workers else 0


async def service(request: Request) -> Service:
    """Return the parts of the running service; in the event loop, as whatever is done at once."""
    found: Service = request.app.state.service
    return found


TheService = Annotated[Service, Depends(service)]


async def database(parts: TheService) -> Database:
    """Return the database."""
    return parts.database


TheDatabase = Annotated[Database, Depends(database)]


async def each_once(request: Request) -> None:
    """Refuse a parameter that is given twice: nobody can know which is meant."""
    names = [name for name, _ in request.query_params.multi_items()]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        faults = [{"type": "repeated", "loc": ("query", name), "msg": "Given more than once"} for name in repeated]
        raise RequestValidationError(faults)


def caller(
    request: Request, parts: TheService, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Key:
    """Return the key of the request; raises Problem for one without a key that opens anything, or too many at once."""
    with parts.database.reading() as session:
        key = Keyring(session).find(given.credentials, dt.datetime.now(dt.UTC)) if given else None
    if key is None:
        raise Problem("unauthenticated", {"WWW-Authenticate": "Bearer"})
    return admit(request, parts, key)


def admit(request: Request, parts: Service, key: Key) -> Key:
    """Return the key of a request that may go on; raises Problem for too many at once."""
    request.state.key = key
    allow(parts, parts.settings.rate_limit, key.prefix)
    return key


def allow(parts: Service, rate: str, *who: str) -> None:
    """Count one more request of someone; raises Problem for more than the rate, as `600/minute`."""
    allowance = parse(rate)
    if not parts.limiter.hit(allowance, *who):
        again = parts.limiter.get_window_stats(allowance, *who).reset_time
        seconds = max(1, round(again - dt.datetime.now(dt.UTC).timestamp()))
        raise Problem("rate-limited", {"Retry-After": str(seconds)}, limit=rate)


Caller = Annotated[Key, Depends(caller)]


async def actor(request: Request, key: Caller) -> Actor:
    """Return who acts, for the audit log."""
    return Actor(key.name, dt.datetime.now(dt.UTC), request.state.request_id)


TheActor = Annotated[Actor, Depends(actor)]


class Needs:
    """A dependency that lets only keys pass whose role has the permission."""

    def __init__(self, permission: Permission) -> None:
        """Ask for this permission."""
        self.permission = permission

    async def __call__(self, key: Caller) -> None:
        """Raise Problem where the role lacks the permission."""
        demand(self.permission, key)


def demand(permission: Permission, key: Key) -> None:
    """Raise Problem where the key's role lacks the permission."""
    if not permits(key.role, permission):
        raise Problem("forbidden", permission=permission, role=key.role)


class Permitted(TypedDict):
    """What a route is declared with, so that its permission is both asked for and written in the schema."""

    dependencies: list[params.Depends]
    openapi_extra: dict[str, Any]


def permitted(permission: Permission) -> Permitted:
    """Return the declaration of a route that needs this permission."""
    return {"dependencies": [Depends(Needs(permission))], "openapi_extra": {"x-permission": permission.value}}
