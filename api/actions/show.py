"""Showing one document: its text, its record, and why each finding was found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.database import Database
from models.errors import NotFoundError
from models.hits import DocumentHit
from models.provenance import PlaceAt, ReadingHit, readings
from models.records import Found, Mention, Record
from models.repository import Repository


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with its current record; `ids` leads from contract ids to ids of the store."""

    document: DocumentHit
    record: Record
    ids: dict[str, str]
    readings: tuple[ReadingHit, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding (`R3`, `T1.2`), what it is, where it stands, and why it was found."""

    id: str
    what: str
    finding: Found
    start: int
    end: int
    places: tuple[PlaceAt, ...] = ()


def show(database: Database, document: str) -> Shown:
    """Return a document named by its id or the beginning of it; raises NotFoundError."""
    with database.reading() as session:
        repository = Repository(session)
        found = repository.find_id(document)
        record = repository.record(found)
        if record is None:
            reason = repository.failure(found) or "chưa được trích"
            raise NotFoundError(f"văn bản {found} chưa có bản ghi ({reason}); hãy nạp lại bằng: chidao ingest")
        read = tuple(readings(session, found))
        return Shown(repository.document(found), record, repository.record_ids(found), read)


def reasons(shown: Shown, wanted: str | None) -> list[Reason]:
    """Return why the findings were found; all, or the one with this contract id or id of the store.

    Raises NotFoundError where the record has no such finding.
    """
    everything = [replace(reason, places=_places(shown, reason)) for reason in _reasons(shown.record)]
    if wanted is None:
        return everything
    chosen = [r for r in everything if wanted.upper() == r.id or wanted == shown.ids.get(r.id)]
    if not chosen:
        known = ", ".join(reason.id for reason in everything[:12]) or "không có mục nào"
        raise NotFoundError(f"văn bản {shown.document.id} không có mục «{wanted}»; các mục: {known} …")
    return chosen


def _places(shown: Shown, reason: Reason) -> tuple[PlaceAt, ...]:
    """Return where in the received file a finding stands, by the first reading that knows."""
    found = (reading.places_of(reason.start, reason.end) for reading in shown.readings)
    return next((places for places in found if places), ())


def _reasons(record: Record) -> Iterator[Reason]:
    for unit in record.units:
        yield Reason(unit.id, unit.name, unit, *_place(unit.mentions))
    for person in record.people:
        mention = person.mentions[0].text if person.mentions else ""
        yield Reason(person.id, person.name or mention, person, *_place(person.mentions))
    for date in record.dates:
        yield Reason(date.id, f"{date.text} → {date.value}", date, date.start, date.end)
    for report in record.task_reports:
        for at, count in enumerate(report.counts, start=1):
            yield Reason(f"{report.id}.{at}", f"{count.text} → {count.status}", count, count.start, count.end)
    for directive in record.directives:
        yield Reason(directive.id, directive.text, directive, directive.start, directive.end)
    for reference in record.references:
        yield Reason(reference.id, reference.text, reference, reference.start, reference.end)


def _place(mentions: tuple[Mention, ...]) -> tuple[int, int]:
    return (mentions[0].start, mentions[0].end) if mentions else (0, 0)
