"""The routes, one noun a module; `ROUTERS` is everything the service answers."""

from fastapi import APIRouter

from api.routes import audit, health, keys, problems

ROUTERS: tuple[APIRouter, ...] = (health.router, problems.router, keys.router, audit.router)
