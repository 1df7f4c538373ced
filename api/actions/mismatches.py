"""Mismatches: reported counts with what the arithmetic said of them, and the repair it proposed."""

from dataclasses import dataclass

from models import registers
from models.database import Database
from models.registers import Asked, Reported
from models.repository import Repository

_OWNER = "unit "  # how the step that tells whose report it is begins


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with its counts, and what the arithmetic said of it, line by line."""

    reported: Reported
    said: tuple[str, ...]


def list_checked(database: Database, asked: Asked, after: int | None, limit: int) -> list[Checked]:
    """Return task reports, those of the newest results first, each with what was said of it."""
    with database.reading() as session:
        found = list(registers.reports(session, asked, after, limit))
        repository = Repository(session)
        records = {document: repository.record(document) for document in {one.document.id for one in found}}
    said = {
        (document, report.id): tuple(step.what for step in report.why.steps if not step.what.startswith(_OWNER))
        for document, record in records.items()
        for report in (record.task_reports if record else ())
    }
    return [Checked(one, said.get((one.document.id, one.row.contract_id), ())) for one in found]
