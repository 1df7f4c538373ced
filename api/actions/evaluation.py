"""Evaluation: the extractor against gold records, and against records that an earlier version found."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.engine import Extract
from corpus.comparison import Change, compare
from corpus.gold import load_gold, scored
from corpus.mistakes import Mistake, mistakes
from corpus.saved import load_records
from corpus.scoring import Scores, score_records
from models.records import Record


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores, every error in its context, and the records by the name of their documents."""

    scores: Scores
    mistakes: tuple[Mistake, ...]
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed in each document since the records were saved; `unknown` are documents that had none."""

    versions: tuple[str, ...]
    changes: Mapping[str, tuple[Change, ...]]
    unknown: tuple[str, ...]


def evaluate(extract: Extract, gold: Path) -> Evaluation:
    """Return what the extractor is worth on pairs of NAME.txt and NAME.json; raises NotFoundError, FormatError."""
    documents = load_gold(gold)
    records = {document.name: extract(document.text, document.published_on, None) for document in documents}
    pairs = [(document, scored(records[document.name])) for document in documents]
    errors = tuple(error for document, found in pairs for error in mistakes(document, found))
    return Evaluation(score_records(pairs), errors, records)


def compare_with_saved(records: Mapping[str, Record], saved: Path) -> Comparison:
    """Return what the records gained, lost and say differently than those at `saved`; raises as `load_records`."""
    before = load_records(saved)
    known = {name: before[record.document.id] for name, record in records.items() if record.document.id in before}
    return Comparison(
        versions=tuple(sorted({record.version for record in known.values()})),
        changes={name: compare(old, records[name]) for name, old in known.items()},
        unknown=tuple(name for name in records if name not in known),
    )
