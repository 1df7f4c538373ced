"""Training examples: sentences with a label for each syllable, from records of hand or of the rules."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from extractor.ner.features import Piece, features_of, pieces
from models.spans import Span

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the source and what it names: `ORG` or `PER`."""

    span: Span
    label: str


class GoldText(NamedTuple):
    """One text annotated by hand; `given` is the day that its record was given."""

    name: str
    text: str
    given: dt.date | None
    marked: tuple[Marked, ...]


class Example(NamedTuple):
    """One sentence: each syllable, its features and its label."""

    words: list[str]
    features: list[list[str]]
    labels: list[str]


def label(piece: Piece, spans: Sequence[Span], marked: Sequence[Marked]) -> list[str]:
    """Return the BIO labels of a sentence whose syllables stand at `spans` of the text that `marked` points into."""
    labels = [OUTSIDE] * len(piece.tokens)
    for one in marked:
        inside = [i for i, span in enumerate(spans) if one.span.contains(span)]
        for i in inside:
            labels[i] = f"{'B' if i == inside[0] else 'I'}-{one.label}"
    return labels


def examples_of(doc: Doc, marked: Iterable[Marked]) -> list[Example]:
    """Return an example for each sentence of a Doc; `marked` points into its source."""
    layout = doc._.layout
    ordered = sorted(marked, key=lambda one: one.span)
    found = []
    for piece in pieces(layout, doc._.starts):
        spans = [layout.view.to_source(Span(t.start, t.end)) for t in piece.tokens]
        if not spans:
            continue
        whole = Span(spans[0].start, spans[-1].end)
        here = [one for one in ordered if one.span.overlaps(whole)]
        found.append(Example([t.text for t in piece.tokens], features_of(piece), label(piece, spans, here)))
    return found


def marks_of_rules(doc: Doc) -> list[Marked]:
    """Return what the rule stages found, as places in the source: units, and people by name."""
    to_source = doc._.layout.view.to_source
    units = [Marked(to_source(span), "ORG") for unit in doc._.units for span in unit.mentions]
    people = [Marked(to_source(span), "PER") for one in doc._.people if one.name for span in one.mentions]
    return units + people


def load_gold(folder: Path) -> tuple[GoldText, ...]:
    """Return the texts `NAME.txt` of a folder with the units and named people of `NAME.json`, by name."""
    return tuple(_gold(path) for path in sorted(folder.glob("*.json")))


def _gold(path: Path) -> GoldText:
    record = json.loads(path.read_text("utf-8"))
    given = record["document"].get("published_on")
    found = [("ORG", unit) for unit in record["units"]]
    found += [("PER", person) for person in record["people"] if person["name"]]
    marked = tuple(Marked(Span(m["start"], m["end"]), label) for label, one in found for m in one["mentions"])
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    return GoldText(path.stem, text, dt.date.fromisoformat(given) if given else None, marked)
