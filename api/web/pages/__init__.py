"""The pages, one subject a module; `PAGES` is everything that a browser is shown."""

from fastapi import APIRouter

from api.web.pages import counts, documents, ingest, people, runs, search, sessions, start, units

_SUBJECTS = (sessions, start, search, documents, units, people, counts, ingest, runs)
PAGES: tuple[APIRouter, ...] = tuple(subject.router for subject in _SUBJECTS)
