"""Occasions: on which day a directive was given, and which cited paper carries it, where the text tells.

«Ngày 6/5, tại Công điện số 45/CĐ-TTg, Thủ tướng yêu cầu …»: the order, the items under it and the orders that go on
with it were given on that day in that paper. What a letterhead orders is given on the day of the letterhead.
"""

import re
from collections.abc import Sequence
from functools import cache

from extractor.annotations import Clue, DateFinding, DirectiveFinding, HeaderFinding, ReferenceFinding
from extractor.rules.loader import load_rules
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Role

_GOES_ON = 3  # sentences within which orders of the same issuer were given together


@cache
def _rule(field: str) -> re.Pattern[str]:
    return next(rule.pattern for rule in load_rules("occasions").rules if rule.text("field") == field)


def with_occasions(
    layout: Layout,
    directives: Sequence[DirectiveFinding],
    dates: Sequence[DateFinding],
    references: Sequence[ReferenceFinding],
    header: HeaderFinding | None = None,
) -> tuple[DirectiveFinding, ...]:
    """Return `directives` with the day and the paper in which they were given."""
    dated = header.date_span if header else None
    issued = None if dated is None else next((i for i, date in enumerate(dates) if date.span.overlaps(dated)), None)
    told: list[DirectiveFinding] = []
    at = -_GOES_ON - 1  # the sentence that last told a day or a paper, or went on with one
    for directive in directives:
        here, words = _words(layout, directive)
        paper, day = _paper(layout.text, words, references), None
        day = _day(layout.text, words, dates, None if paper is None else references[paper])
        above = told[-1] if told and told[-1].issuer == directive.issuer and 0 <= here - at <= _GOES_ON else None
        if directive.parent is not None:  # its words say what to do: «theo Nghị quyết số 7» is carried out there
            paper, day, above = None, None, told[directive.parent]
        if paper is None and day is None and above is not None:
            paper, day = above.instrument, above.given_on
        at = here if paper is not None or day is not None else at
        found = _given(directive, paper, issued if day is None else day, dates, references)
        told.append(found)
    return tuple(told)


def _words(layout: Layout, directive: DirectiveFinding) -> tuple[int, Span]:
    """Return the sentence of a directive's verb, and its words up to that verb; an item's are those of its lead-in."""
    trigger = next(
        (clue.span for clue in directive.reason.clues if clue.what == "trigger" and clue.span), directive.span
    )
    end = directive.lead_in.end if directive.lead_in is not None else trigger.start
    place = layout.sentence_at(max(0, end - 1) if directive.lead_in is not None else end)
    start = layout.sentences[place].span.start
    return layout.sentence_at(directive.span.start), Span(start, max(start, end))


def _paper(text: str, words: Span, references: Sequence[ReferenceFinding]) -> int | None:
    """Return the last paper in `words` that carries the order."""
    for i in reversed(range(len(references))):
        cited = references[i]
        before = text[words.start : max(words.start, cited.span.start)]
        orders = words.contains(cited.span) and _rule("type").match(cited.type.lower())
        if orders and _rule("instrument").search(before):
            return i
    return None


def _day(text: str, words: Span, dates: Sequence[DateFinding], paper: ReferenceFinding | None) -> int | None:
    """Return the day right behind the paper, else the one that opens `words`, or that they tell as their own news."""
    told = [i for i, date in enumerate(dates) if words.contains(date.span) and date.role is not Role.DEADLINE]
    inside = [i for i in told if dates[i].first == dates[i].last]  # «từ nay đến ngày 19/12» is no day
    if paper is not None:
        for i in inside:
            gap = text[paper.span.end : dates[i].span.start]
            if dates[i].span.start >= paper.span.end and _rule("paper_day").match(gap):
                return i
    opens = [i for i in inside if _rule("given_on").match(text[words.start : dates[i].span.start])]
    news = [i for i in inside if dates[i].role is Role.EVENT]
    return next(iter((*opens[-1:], *news[-1:])), None)


def _given(
    directive: DirectiveFinding,
    paper: int | None,
    day: int | None,
    dates: Sequence[DateFinding],
    references: Sequence[ReferenceFinding],
) -> DirectiveFinding:
    clues = [Clue("instrument", references[paper].span)] if paper is not None else []
    clues += [Clue("given on", dates[day].span)] if day is not None else []
    reason = directive.reason._replace(clues=(*directive.reason.clues, *clues))
    return directive._replace(instrument=paper, given_on=day, reason=reason)
