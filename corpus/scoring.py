"""Scores of extracted records against gold: precision, recall and F1 of each measure, and every error.

The extractor is passed in, for this package knows none.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corpus.facts import DirectiveFacts, Fact, directive_facts, facts
from corpus.gold import GoldDocument, ScoredRecord, check_places, load_gold, scored
from models.records import Record
from models.spans import Span

MEASURES = (
    "unit_mentions",
    "units_named",
    "people_mentions",
    "positions",
    "date_spans",
    "dates_resolved",
    "date_roles",
    "task_counts",
    "task_counts_owned",
    "directives",
    "directive_numbers",
    "issuers",
    "addressees",
    "deadlines",
    "references",
)
OVERLAP = 0.7
"""Character Jaccard from which two directive spans are the same directive."""


class Row(NamedTuple):
    """One measure; `gold` is how many facts there were to find."""

    precision: float
    recall: float
    f1: float
    gold: int


class Scores(NamedTuple):
    """Every measure, with its errors as lines for people."""

    documents: int
    rows: Mapping[str, Row]
    errors: Mapping[str, tuple[str, ...]]

    @property
    def mean_f1(self) -> float:
        """Mean F1 of the measures that had something to find; 0 where none had."""
        found = [row.f1 for row in self.rows.values() if row.gold]
        return sum(found) / len(found) if found else 0.0


def score(gold_dir: Path, extract: Callable[[str, dt.date | None], Record]) -> Scores:
    """Extract every text of `gold_dir` and score it; `extract` is given the text and its publication date.

    Raises NotFoundError where the directory holds no gold, FormatError where a record is broken.
    """
    documents = load_gold(gold_dir)
    return score_records((gold, scored(extract(gold.text, gold.published_on))) for gold in documents)


def score_records(pairs: Iterable[tuple[GoldDocument, ScoredRecord]]) -> Scores:
    """Score records that are there already."""
    tally = _Tally()
    documents = 0
    for documents, (gold, found) in enumerate(pairs, 1):  # noqa: B007  # the last number is the number of all
        check_places(found, gold.text, f"bản ghi trích từ {gold.name}")
        tally.add_record(gold, found)
    rows = {measure: tally.row(measure) for measure in MEASURES}
    return Scores(documents, rows, {measure: tuple(tally.errors[measure]) for measure in MEASURES})


@dataclass(slots=True)
class _Tally:
    """Right, wrong and missed facts of each measure."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    errors: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add_record(self, gold: GoldDocument, found: ScoredRecord) -> None:
        wanted, got = facts(gold.record), facts(found)
        for measure in wanted.keys() | got.keys():
            self.add(measure, wanted[measure], got[measure], gold)
        self.add_directives(directive_facts(gold.record), directive_facts(found), gold)

    def add(self, measure: str, wanted: Iterable[Fact], got: Iterable[Fact], gold: GoldDocument) -> None:
        """Count facts as multisets."""
        there, claimed = Counter(wanted), Counter(got)
        missed, wrong = there - claimed, claimed - there
        self.right[measure] += (there & claimed).total()
        self.wrong[measure] += wrong.total()
        self.missed[measure] += missed.total()
        for mark, items in (("missed", missed), ("wrong", wrong)):
            for item in sorted(items.elements(), key=str):
                self.errors[measure].append(f"{gold.name} {mark} {item} {_shown(item, gold.text)!r}")

    def add_directives(self, wanted: list[DirectiveFacts], got: list[DirectiveFacts], gold: GoldDocument) -> None:
        """Count directives by overlap, then what is said of each."""
        paired = pair_directives(wanted, got)
        stray = [found for j, found in enumerate(got) if j not in paired.values()]
        hits: list[Fact] = [(*wanted[i].span,) for i in paired]
        self.add("directives", [(*w.span,) for w in wanted], [*hits, *((*s.span, "stray") for s in stray)], gold)
        for found in stray:  # what is said of a directive that is none is wrong too
            self.wrong.update(_said(found))
        for i, one in enumerate(wanted):
            if i in paired:
                self._add_attributes(one, got[paired[i]], gold)
            else:  # a missed directive misses its attributes too
                self.missed.update(_said(one))

    def _add_attributes(self, wanted: DirectiveFacts, got: DirectiveFacts, gold: GoldDocument) -> None:
        for measure, right, found in (
            ("directive_numbers", {wanted.number}, {got.number}),
            ("issuers", {wanted.issuer}, {got.issuer}),
            ("deadlines", {wanted.deadline}, {got.deadline}),
        ):
            self.add(measure, _at(wanted.span, right - {""}), _at(wanted.span, found - {""}), gold)
        self.add("addressees", _at(wanted.span, wanted.addressees), _at(wanted.span, got.addressees), gold)

    def row(self, measure: str) -> Row:
        right, wrong, missed = self.right[measure], self.wrong[measure], self.missed[measure]
        return Row(
            precision=right / (right + wrong) if right + wrong else 0.0,
            recall=right / (right + missed) if right + missed else 0.0,
            f1=2 * right / (2 * right + wrong + missed) if right else 0.0,
            gold=right + missed,
        )


def pair_directives(wanted: list[DirectiveFacts], got: list[DirectiveFacts]) -> dict[int, int]:
    """Return which found directive stands for which wanted one: best overlap first, each once."""
    overlaps = ((_jaccard(w.span, g.span), i, j) for i, w in enumerate(wanted) for j, g in enumerate(got))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, i, j in sorted(overlaps, reverse=True):
        if overlap >= OVERLAP and i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)
    return paired


def _jaccard(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0) / (max(one.end, other.end) - min(one.start, other.start) or 1)


def _said(directive: DirectiveFacts) -> dict[str, int]:
    """Return how many facts of each measure the directive carries."""
    return {
        "directive_numbers": bool(directive.number),
        "issuers": bool(directive.issuer),
        "deadlines": bool(directive.deadline),
        "addressees": len(directive.addressees),
    }


def _at(span: Span, values: Iterable[str]) -> list[Fact]:
    return [(*span, value) for value in values]


def _shown(fact: Fact, text: str) -> str:
    """Return the words a fact stands at, where it starts with a span."""
    match fact[:2]:
        case (int(start), int(end)):
            return text[start:end]
        case _:
            return ""
