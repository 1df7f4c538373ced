"""Errors in their context: what gold expects, what came, and the words on either side.

What is said of a directive that was missed, or that is none, is wrong too and counts so in the scores; here that is
one error, the directive's.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from corpus.comparison import shared
from corpus.facts import Fact, directive_facts, facts
from corpus.gold import GoldDocument, ScoredRecord
from corpus.scoring import pair_directives
from models.spans import Span

AROUND = 40
"""Characters shown on either side."""

_Said: TypeAlias = tuple[Span, str]


class Mistake(NamedTuple):
    """One error at `span`, with the source's own words; None where nothing was expected, or nothing came."""

    document: str
    measure: str
    span: Span
    before: str
    words: str
    after: str
    expected: str | None
    came: str | None


def mistakes(gold: GoldDocument, found: ScoredRecord) -> tuple[Mistake, ...]:
    """Return the errors of one record, by measure and in the order of the text."""
    wanted, got = facts(gold.record), facts(found)
    errors: list[Mistake] = []
    for measure in sorted(wanted.keys() | got.keys()):
        missed = (wanted[measure] - got[measure]).elements()
        wrong = (got[measure] - wanted[measure]).elements()
        errors += _paired(
            gold,
            measure,
            [_said(fact, gold.record, gold.text) for fact in missed],
            [_said(fact, found, gold.text) for fact in wrong],
        )
    errors += _of_directives(gold, found)
    return tuple(sorted(errors, key=lambda one: (one.measure, one.span)))


def _said(fact: Fact, record: ScoredRecord, text: str) -> _Said:
    """Return where a fact stands and what it says there: its words, where it says no more."""
    match fact:
        case (int(start), int(end), *values):
            span = Span(start, end)
        case (int(start), *values):  # a count is known by where it starts
            ends = [count.end for report in record.task_reports for count in report.counts if count.start == start]
            span = Span(start, max(ends, default=start))
        case _:  # an office: where its holder is first named
            span, values = _holder(fact, record), [*fact]
    return span, " · ".join(str(value) for value in values if value not in {None, ""}) or span.of(text)


def _holder(fact: Fact, record: ScoredRecord) -> Span:
    """Return where the person of an office `(name, title, unit)`, all folded, is first named."""
    named = [person for person in record.people if " ".join((person.name or "").casefold().split()) == fact[0]]
    mentions = sorted((m.start, m.end) for person in named for m in person.mentions)
    return Span(*mentions[0]) if mentions else Span(0, 0)


def _paired(gold: GoldDocument, measure: str, missed: list[_Said], wrong: list[_Said]) -> Iterator[Mistake]:
    """Yield what was missed beside what came in its place, then what came in no one's place."""
    left = list(wrong)
    for span, value in missed:
        best = max(left, key=lambda came: shared(span, came[0]), default=None)
        if best is not None and (shared(span, best[0]) > 0):
            left.remove(best)
            yield _mistake(gold, measure, span, value, best[1])
        else:
            yield _mistake(gold, measure, span, value, None)
    for span, value in left:
        yield _mistake(gold, measure, span, None, value)


def _of_directives(gold: GoldDocument, found: ScoredRecord) -> Iterator[Mistake]:
    wanted, got = directive_facts(gold.record), directive_facts(found)
    paired = pair_directives(wanted, got)
    missed = [(w.span, w.span.of(gold.text)) for i, w in enumerate(wanted) if i not in paired]
    stray = [(g.span, g.span.of(gold.text)) for j, g in enumerate(got) if j not in paired.values()]
    yield from _paired(gold, "directives", missed, stray)
    for i, j in paired.items():
        one, other = wanted[i], got[j]
        for measure, expected, came in (
            ("directive_numbers", {one.number}, {other.number}),
            ("issuers", {one.issuer}, {other.issuer}),
            ("deadlines", {one.deadline}, {other.deadline}),
            ("addressees", one.addressees, other.addressees),
        ):
            if expected != came:
                yield _mistake(gold, measure, one.span, _list(expected), _list(came))


def _list(values: Iterable[str]) -> str | None:
    return "; ".join(sorted(values)) or None


def _mistake(gold: GoldDocument, measure: str, span: Span, expected: str | None, came: str | None) -> Mistake:
    before = gold.text[max(0, span.start - AROUND) : span.start]
    after = gold.text[span.end : span.end + AROUND]
    return Mistake(gold.name, measure, span, before, span.of(gold.text), after, expected, came)
