"""The change report of a run, and the gate: what a run must not change too much to be published."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.settings import Settings
from corpus.change_report import ChangeReport
from models.archive import Archive, Run
from models.database import Database
from models.records import Record


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares that a run may reach and still be published without anyone having looked."""

    lost_directives: float
    altered_directives: float
    failed_documents: float


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the settings set."""
    return Limits(
        lost_directives=settings.max_lost_directives,
        altered_directives=settings.max_altered_directives,
        failed_documents=settings.max_failed_documents,
    )


def report(database: Database, run: int) -> tuple[Run, ChangeReport]:
    """Compare what a run made with what readers have, or had before it was published; raises NotFoundError."""
    made = ChangeReport()
    with database.reading() as session:
        archive = Archive(session)
        found = archive.run(run)
        for pair in archive.pairs(run):
            title = pair.title or pair.document
            if pair.after is None or pair.error is not None:
                made.add_failure(pair.document, title, pair.error or "")
                continue
            before = Record.model_validate_json(pair.before) if pair.before else None
            made.add(pair.document, title, pair.text, before, Record.model_validate_json(pair.after))
    return found, made


def objections(run: Run, made: ChangeReport, limits: Limits) -> Iterator[str]:
    """Yield why a run should not be published before someone has looked at its report."""
    if run.finished_at is None:
        yield "lượt chạy chưa xong"
    failed = len(made.failed) / (made.compared + made.new + len(made.failed) or 1)
    shares = [
        ("nội dung chỉ đạo bị mất", made.lost_directives, limits.lost_directives),
        ("nội dung chỉ đạo đổi thời hạn, chủ trì hoặc nơi nhận", made.altered_directives, limits.altered_directives),
        ("văn bản không trích được", failed, limits.failed_documents),
    ]
    for what, share, limit in shares:
        if share > limit:
            yield f"{share:.1%} {what}, quá ngưỡng {limit:.1%}"
