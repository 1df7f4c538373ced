"""A change report: what readers would gain, lose and see differently, over many documents, two records of each.

Fed document by document, it keeps counts, every directive that matters, and small samples; so its memory does not grow
with the archive.
"""

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from corpus.claims import claims
from corpus.comparison import Change, Turn, compare
from models.records import Record
from models.spans import Span

AROUND = 80
"""Code points of the text shown on each side of a change."""

_SAMPLED = 3  # of each kind and turn
_MOST_CHANGED = 20
_WATCHED = {"deadline", "dues", "lead", "addressees", "addressee_texts"}  # of a directive


class Shown(NamedTuple):
    """One change in its document, with the words around it and the rule that found what is there, or was."""

    document: str
    title: str
    change: Change
    before: str
    after: str
    rule: str

    @property
    def fields(self) -> tuple[tuple[str, str, str], ...]:
        """What differs, as `(name, before, after)`; the text only where its edges moved."""
        return tuple(f for f in self.change.fields if f[0] != "text" or self.change.turn is Turn.CHANGED)


@dataclass(frozen=True, slots=True, order=True)
class ChangedDocument:
    """How many findings of a document were changed, gained and lost in all."""

    changes: int
    document: str
    title: str
    turns: tuple[tuple[Turn, int], ...] = field(compare=False)


@dataclass
class ChangeReport:
    """Counts over all documents; `kinds` has how many findings there were before, are after, and each turn."""

    unchanged: int = 0
    changed: int = 0
    new: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    kinds: defaultdict[str, Counter[Turn]] = field(default_factory=lambda: defaultdict(Counter))
    rules: defaultdict[str, Counter[Turn]] = field(default_factory=lambda: defaultdict(Counter))
    directives: list[Shown] = field(default_factory=list)
    _sample: defaultdict[tuple[str, Turn], list[tuple[str, Shown]]] = field(default_factory=lambda: defaultdict(list))
    _most: list[ChangedDocument] = field(default_factory=list)

    @property
    def compared(self) -> int:
        """How many documents had a record before and have one after."""
        return self.unchanged + self.changed

    @property
    def sample(self) -> list[Shown]:
        """A few changes of each kind and turn, the same few each time."""
        return [shown for _, group in sorted(self._sample.items()) for _, shown in sorted(group, key=lambda s: s[0])]

    @property
    def most_changed(self) -> list[ChangedDocument]:
        """The documents with most change, the most first."""
        return sorted(self._most, reverse=True)

    def same(self, kind: str) -> int:
        """Return how many findings of a kind stayed as they were."""
        return self.after[kind] - self.kinds[kind][Turn.GAINED] - self.kinds[kind][Turn.CHANGED]

    @property
    def lost_directives(self) -> float:
        """The share of directives that are lost."""
        return self._share(self.kinds["directives"][Turn.LOST])

    @property
    def altered_directives(self) -> float:
        """The share of directives whose deadline, lead or addressee changed."""
        return self._share(sum(shown.change.turn is Turn.CHANGED for shown in self.directives))

    def _share(self, part: int) -> float:
        return part / self.before["directives"] if part else 0.0

    def add(self, document: str, title: str, text: str, before: Record | None, after: Record) -> None:
        """Take in a document with its two records; None where there was none before."""
        found = {kind: len(group) for kind, group in claims(after).items() if kind != "document"}
        self.after.update(found)
        if before is None:
            self.new += 1
            return
        if before.model_copy(update={"version": after.version}) == after:
            self.unchanged += 1
            self.before.update(found)
            return
        self.before.update({kind: len(group) for kind, group in claims(before).items() if kind != "document"})
        changes = compare(before, after)
        self.unchanged += not changes
        self.changed += bool(changes)
        rules = {Turn.LOST: rules_by_place(before)}
        there = rules_by_place(after)
        for change in changes:
            rule = rules.get(change.turn, there).get((change.kind, change.span), "—")
            start, end = change.span
            around = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            self._add_change(Shown(document, title, change, *around, rule))
        self._add_document(document, title, changes)

    def add_failure(self, document: str, title: str, reason: str) -> None:
        """Take in a document of which the later version made nothing."""
        self.failed.append((document, title, reason))

    def _add_change(self, shown: Shown) -> None:
        change = shown.change
        self.kinds[change.kind][change.turn] += 1
        self.rules[shown.rule][change.turn] += 1
        if change.kind == "directives" and _matters(change):
            self.directives.append(shown)
        group = self._sample[change.kind, change.turn]
        chance = sha256(f"{shown.document} {change.kind} {change.span}".encode()).hexdigest()
        group[:] = sorted([*group, (chance, shown)], key=lambda one: one[0])[:_SAMPLED]

    def _add_document(self, document: str, title: str, changes: tuple[Change, ...]) -> None:
        turns = Counter(change.turn for change in changes)
        if changes:
            heapq.heappush(self._most, ChangedDocument(len(changes), document, title, tuple(sorted(turns.items()))))
        if len(self._most) > _MOST_CHANGED:
            heapq.heappop(self._most)


def _matters(change: Change) -> bool:
    """Whether a directive is gone, or says otherwise who must act and by when."""
    return change.turn is Turn.LOST or (
        change.turn is Turn.CHANGED and any(name in _WATCHED for name, _, _ in change.fields)
    )


def rules_by_place(record: Record) -> dict[tuple[str, Span], str]:
    """Return the rule of each finding, by its kind and place."""
    found = [
        *(("units", mention, unit) for unit in record.units for mention in unit.mentions),
        *(("people", mention, person) for person in record.people for mention in person.mentions),
        *(("dates", date, date) for date in record.dates),
        *(("task_counts", count, count) for report in record.task_reports for count in report.counts),
        *(("directives", directive, directive) for directive in record.directives),
        *(("references", reference, reference) for reference in record.references),
    ]
    return {(kind, Span(place.start, place.end)): finding.why.rule for kind, place, finding in found}
