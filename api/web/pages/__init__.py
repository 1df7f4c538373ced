"""The pages, one subject a module; `PAGES` is everything that a browser is shown."""

from fastapi import APIRouter

from api.web.pages import documents, search, sessions, start

PAGES: tuple[APIRouter, ...] = (sessions.router, start.router, search.router, documents.router)
