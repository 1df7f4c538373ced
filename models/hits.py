"""What finding gives back: directives and documents as frozen values, free of any session."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import selectinload

from models.findings import DirectivePersonRow, DirectiveRow, DirectiveUnitRow, PersonRow
from models.rows import Part
from models.tables import DocumentRow, OriginRow
from models.vocabulary import Kind, Review


class Origin(NamedTuple):
    """Where a text came from: a file or feed, and the id it has there."""

    source: str
    external_id: str | None = None

    def __str__(self) -> str:
        """Return it as users read it: `feed.jsonl · 4711`."""
        return f"{self.source} · {self.external_id}" if self.external_id else self.source


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """One document that was found; `published_on` … `kind` are what its current record says."""

    id: str
    title: str | None
    kind: Kind | None
    published_on: dt.date | None
    event_date: dt.date | None
    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class DirectiveHit:
    """One directive that was found, with the names of those who have a part in it, and who vouches for it."""

    id: str
    contract_id: str
    document: DocumentHit
    number: str | None
    start: int
    end: int
    text: str
    parts: Mapping[Part, tuple[str, ...]]
    groups: str
    deadline: str | None
    due_on: dt.date | None
    dues: str
    review: Review = Review.MACHINE

    def names(self, part: Part) -> tuple[str, ...]:
        """Return who has this part; among those who must act also groups that are no particular unit."""
        groups = (self.groups,) if part is Part.ADDRESSEE and self.groups else ()
        return (*self.parts.get(part, ()), *groups)


def document_loading() -> tuple[Any, ...]:
    """Return the loader options that `document_hit` needs."""
    return (selectinload(DocumentRow.origins),)


def directive_loading() -> tuple[Any, ...]:
    """Return the loader options that `directive_hit` needs."""
    return (
        selectinload(DirectiveRow.units).joinedload(DirectiveUnitRow.unit),
        selectinload(DirectiveRow.people).joinedload(DirectivePersonRow.person),
        *document_loading(),
    )


def document_hit(row: DocumentRow) -> DocumentHit:
    """Return a row as a value."""
    return DocumentHit(
        id=row.id,
        title=row.title,
        kind=Kind(row.kind) if row.kind else None,
        published_on=row.published_on,
        event_date=row.event_date,
        text=row.text,
        origins=tuple(map(origin, row.origins)),
    )


def origin(row: OriginRow) -> Origin:
    """Return a row as a value."""
    return Origin(row.source, row.external_id)


def directive_hit(row: DirectiveRow, document: DocumentRow) -> DirectiveHit:
    """Return a row and its document's as a value."""
    return DirectiveHit(
        id=row.id,
        contract_id=row.contract_id,
        document=document_hit(document),
        number=row.number,
        start=row.start,
        end=row.end,
        text=row.text,
        parts=_parts(row.units, row.people),
        groups=row.groups,
        deadline=row.deadline,
        due_on=row.due_on,
        dues=row.dues,
    )


def _parts(units: Sequence[DirectiveUnitRow], people: Sequence[DirectivePersonRow]) -> Mapping[Part, tuple[str, ...]]:
    named = [(Part(row.part), _called(row.person)) for row in people]
    named += [(Part(row.part), row.unit.name) for row in units]
    return {part: tuple(name for p, name in named if p is part) for part in Part if any(p is part for p, _ in named)}


def _called(person: PersonRow) -> str:
    """Return the person's name, with the first title where there is one; the title alone for the unnamed."""
    return " ".join(filter(None, (person.titles.split(", ")[0], person.name)))
