"""What `chidao ingest` does once its options are read."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from api.actions.ingestion import Given, Outcome, ingest, would_be_new
from api.actions.refusals import admit, without_purged
from api.actions.resuming import Resuming
from api.commands import opened
from api.printing import print_counts
from api.printing_provenance import print_refusal_table
from api.settings import load_settings
from api.storeless_commands import report_refused, without_refused
from api.watching import taking_in
from api.workers import new_engine
from corpus.incoming import Refused
from corpus.readers import reading_version
from models.vocabulary import Kind

_OUTCOMES = {Outcome.NEW: "mới", Outcome.UPDATED: "trích lại", Outcome.KNOWN: "đã có"}


def run_ingest(paths: Sequence[Path], db: str | None, published_on: dt.date | None, kind: Kind | None) -> int:
    """Keep the documents with their records; return 3 where some were refused."""
    refused: list[Refused] = []
    counts: Counter[str] = Counter()
    settings = load_settings()
    with opened(db) as database, closing(new_engine(settings)) as engine:
        resuming = Resuming(database, reading_version(), engine.version, published_on, kind, settings.max_characters)
        with taking_in(paths, "Đang nạp", published_on, resuming) as items:
            given = Given(published_on, kind, settings.keep_received)
            admitted = admit(database, items, dt.datetime.now(dt.UTC))
            results = resuming.settle(ingest(database, engine, admitted, given))
            for done in without_refused(results, refused):
                counts[_OUTCOMES[done.outcome]] += 1
    counts[_OUTCOMES[Outcome.KNOWN]] += resuming.documents
    return _close(counts, refused)


def run_dry(paths: Sequence[Path], db: str | None, published_on: dt.date | None) -> int:
    """Read the documents and tell what would become of them, keeping nothing; return 3 where some are refused."""
    refused: list[Refused] = []
    counts: Counter[str] = Counter()
    with opened(db) as database, taking_in(paths, "Đang đọc thử", published_on) as items:
        for item in without_refused(without_purged(database, items), refused):
            counts["sẽ là mới" if would_be_new(database, item) else "đã có"] += 1
    return _close(counts, refused)


def _close(counts: Counter[str], refused: list[Refused]) -> int:
    """Print how many documents there were of each outcome, and which were refused and why."""
    read = sum(counts.values()) + len(refused)
    print_counts(Console(), {"đọc": read, **counts, "từ chối": len(refused)})
    print_refusal_table(Console(stderr=True), refused)
    return report_refused(refused)
