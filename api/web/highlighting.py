"""The text of a document with everything that was found in it marked, however findings overlap.

The text is cut wherever a finding begins or ends; each piece names the findings that it is part of. Every character is
shown as it is, those that turn the direction of writing by their number, so that none can rearrange what is read.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from models.records import Record

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Mark(NamedTuple):
    """Code points `[start, end)` of the text belong to the finding with this contract id."""

    start: int
    end: int
    id: str


def highlighted(text: str, record: Record | None) -> Markup:
    """Return the text as HTML, in which `data-of` of a piece has the ids of its findings, the first found first.

    Where a finding first stands there is an empty element with the id `t-ID`.
    """
    return Markup("".join(_pieces(text, marks(record) if record else [])))  # noqa: S704  # every piece is escaped


def marks(record: Record) -> list[Mark]:
    """Return where every finding stands, in the order of the text, the longer first."""
    found = [
        *(Mark(m.start, m.end, unit.id) for unit in record.units for m in unit.mentions),
        *(Mark(m.start, m.end, person.id) for person in record.people for m in person.mentions),
        *(Mark(date.start, date.end, date.id) for date in record.dates),
        *(
            Mark(count.start, count.end, f"{report.id}.{at}")
            for report in record.task_reports
            for at, count in enumerate(report.counts, start=1)
        ),
        *(Mark(directive.start, directive.end, directive.id) for directive in record.directives),
        *(Mark(place.start, place.end, r.id) for r in record.references for place in (r, *r.again)),
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def _pieces(text: str, found: list[Mark]) -> Iterator[str]:
    edges = sorted({0, len(text), *(edge for mark in found for edge in (mark.start, mark.end))})
    active: list[Mark] = []
    seen: set[str] = set()
    waiting = iter([*found, Mark(len(text) + 1, 0, "")])
    coming = next(waiting)
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start]
        while coming.start <= start:
            active.append(coming)
            if coming.id not in seen:
                seen.add(coming.id)
                yield f'<span class="at" id="t-{coming.id}"></span>'
            coming = next(waiting)
        yield _piece(text[start:end], active)


def _piece(text: str, active: list[Mark]) -> str:
    shown = _TURNS.sub(lambda turn: f'<span class="sign">U+{ord(turn[0]):04X}</span>', escape(text))
    if not active:
        return shown
    kinds = dict.fromkeys(f"m-{mark.id[0].lower()}" for mark in active)
    depth = sum(mark.id.startswith("R") for mark in active)
    classes = " ".join([*kinds, *(["deep"] if depth > 1 else [])])
    return f'<span class="{classes}" data-of="{" ".join(dict.fromkeys(mark.id for mark in active))}">{shown}</span>'
