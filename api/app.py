"""The application: `create_app(settings)` makes one; whoever serves it starts and ends it."""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from anyio import to_thread
from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.staticfiles import StaticFiles

from api import errors, logs
from api.dependencies import each_once, end_service, make_service
from api.loop_watch import LoopWatch
from api.observation import BodyLimit, Observed
from api.openapi import describe
from api.routes import ROUTERS
from api.settings import Settings, load_settings
from api.web.pages import PAGES

THREADS = 3
"""Requests that one process works at: more threads would only keep one another, and the event loop, waiting."""


def create_app(settings: Settings) -> FastAPI:
    """Return the service for these settings; its database is opened when it starts and closed when it ends."""
    app = FastAPI(
        title="chidao",
        version=version("chidao"),
        lifespan=partial(_living, settings),
        dependencies=[Depends(each_once)],
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    errors.install(app)
    for router in (*ROUTERS, *PAGES):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("api", "web/static")]))
    app.add_middleware(
        SessionMiddleware,
        secret_key=_secret(settings),
        session_cookie="chidao",
        max_age=settings.session_hours * 3600,
        same_site="lax",  # a link in a letter opens the page that it leads to
        https_only=settings.https_only,
    )
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(Observed)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's own way to describe an application
    return app


@asynccontextmanager
async def _living(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    app.state.service = make_service(settings)
    app.state.service.backlog.start()
    app.state.watch = LoopWatch()
    watching = asyncio.create_task(app.state.watch.run())
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    gc.collect()
    gc.freeze()  # what lives as long as the service: going through it all stops the event loop for 0.2 s
    yield
    gc.unfreeze()
    watching.cancel()
    await run_in_threadpool(end_service, app.state.service)


def _secret(settings: Settings) -> str:
    return settings.session_secret.get_secret_value() if settings.session_secret else secrets.token_urlsafe(32)


def from_environment() -> FastAPI:
    """Return the service that the environment sets up; what each worker process calls."""
    logs.configure()
    return create_app(load_settings())
