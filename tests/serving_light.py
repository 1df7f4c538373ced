"""The service with the light extraction, for tests that kill its processes: `uvicorn --factory serving_light:app`."""

from fastapi import FastAPI
from light import LoadLight

from api import dependencies
from api.app import create_app
from api.settings import Settings, load_settings
from api.workers import LocalEngine


def app() -> FastAPI:
    """Return the service that the environment sets up, with one worker process for the light extraction."""

    def engine(settings: Settings, *, workers: int | None = None) -> LocalEngine:
        return LocalEngine(LoadLight(), workers=workers or 1, time_limit=settings.time_limit)

    dependencies.new_engine = engine  # type: ignore[attr-defined]  # what a service makes its engine by
    return create_app(load_settings())
