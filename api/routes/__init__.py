"""The routes, one noun a module; `ROUTERS` is everything the service answers."""

from fastapi import APIRouter

from api.routes import (
    audit,
    directives,
    documents,
    exports,
    health,
    ingestion,
    jobs,
    keys,
    metrics,
    problems,
    registers,
    runs,
)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    metrics.router,
    problems.router,
    documents.router,
    ingestion.router,
    jobs.router,
    directives.router,
    registers.router,
    runs.router,
    exports.router,
    keys.router,
    audit.router,
)
