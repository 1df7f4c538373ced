"""Metrics for Prometheus: requests, extraction, what waits; right with several workers, whose figures are summed.

With several workers `PROMETHEUS_MULTIPROC_DIR` names a directory through which they share them; it must be set
before this module is imported.
"""

import datetime as dt
import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from models.backlog import Waiting

SHARED = "PROMETHEUS_MULTIPROC_DIR"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_requests = Counter("chidao_requests", "Requests answered", ["method", "route", "status"])
_latency = Histogram("chidao_request_seconds", "Time until a request was answered", ["route"], buckets=_SECONDS)
_extraction = Histogram("chidao_extraction_seconds", "Time in which a text was extracted", buckets=_SECONDS)
loop_lag = Histogram(
    "chidao_event_loop_lag_seconds",
    "Time for which the event loop was kept from its work",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
)
in_hand = Gauge("chidao_extractions_in_hand", "Texts of requests being extracted", multiprocess_mode="livesum")
connections = Gauge("chidao_database_connections", "Database connections in use", multiprocess_mode="livesum")


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request that was answered; `route` is the path as in the schema."""
    _requests.labels(method, route, status).inc()
    _latency.labels(route).observe(seconds)


def observe_extraction(seconds: float) -> None:
    """Count a text that was extracted."""
    _extraction.observe(seconds)


class _Store(Collector):
    """What the store says of itself when it is asked."""

    def __init__(self, waiting: Waiting, now: dt.datetime) -> None:
        self._waiting, self._now = waiting, now

    def collect(self) -> Iterator[Metric]:
        """Yield how many documents wait, and for how long the oldest has."""
        oldest = self._waiting.since
        age = (self._now - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily("chidao_documents_waiting", "Documents without a record", self._waiting.documents)
        yield GaugeMetricFamily("chidao_documents_waiting_seconds", "Age of the oldest of them", max(0.0, age))


def exposition(waiting: Waiting, now: dt.datetime) -> bytes:
    """Return all metrics as text."""
    store = CollectorRegistry()
    store.register(_Store(waiting, now))
    registry = REGISTRY
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library types most of itself
    return generate_latest(registry) + generate_latest(store)
