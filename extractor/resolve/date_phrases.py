"""Phrases by themselves: `resolve_phrase("thứ Hai tuần tới", date(2019, 4, 3))`, with no document around them."""

import datetime as dt

from extractor.annotations import Clue, DateFinding, Reason
from extractor.resolve.anchors import Anchors, anchor
from extractor.resolve.date_contexts import Context
from extractor.resolve.date_finding import find_phrases
from extractor.resolve.date_values import value_of
from models.folding import canonical, tidy
from models.vocabulary import Role


def resolve_phrase(phrase: str, anchor_date: dt.date | None) -> DateFinding | None:
    """Return what a time expression means when said on `anchor_date`; None where there is none in it.

    The span is an offset into the tidied phrase (composed, single spaces). Of several expressions the longest counts.
    """
    text = canonical(tidy(phrase))
    found = find_phrases(text, alone=True)
    if not found:
        return None
    longest = max(range(len(found)), key=lambda i: found[i].span.length)
    fixed = anchor(found, [Context()] * len(found), Anchors(anchor_date, alone=True), text)[longest]
    value = value_of(fixed.phrase, anchor_date)
    reason = Reason(fixed.phrase.rule, fixed.phrase.file, tuple(Clue(clue) for clue in fixed.clues))
    return DateFinding(fixed.phrase.span, value.text, value.first, value.last, Role.OTHER, reason, value.problem)
