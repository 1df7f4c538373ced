"""A text and its record side by side: what the templates of both need to know."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.actions.show import Shown, reasons
from api.web.highlighting import highlighted
from models.hits import DocumentHit
from models.provenance import ReadingHit
from models.records import Record


def panes(
    document: DocumentHit, record: Record | None, ids: Mapping[str, str], readings: Sequence[ReadingHit]
) -> dict[str, Any]:
    """Return the text with what was found marked, and what findings are called and why they were found."""
    found = reasons(Shown(document, record, dict(ids), tuple(readings)), None) if record else []
    return {
        "text": highlighted(document.text, record),
        "why": {reason.id: reason for reason in found},
        "names": _names(record) if record else {},
        "dates": {date.id: date for date in record.dates} if record else {},
    }


def _names(record: Record) -> Mapping[str, str]:
    """Return what units and people are called, people with their first office."""
    names: dict[str, str] = {unit.id: unit.name for unit in record.units}
    for person in record.people:
        held = person.positions[0] if person.positions else None
        office = f"{held.title} {names.get(held.unit or '', '')}".strip() if held else ""
        mention = person.mentions[0].text if person.mentions and not office else ""
        names[person.id] = " ".join(filter(None, (office, person.name or mention)))
    return names
