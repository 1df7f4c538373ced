"""Contexts: what the words of its sentence say of a time expression, as the rule files of roles and clues have it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.resolve.date_reading import Phrase
from extractor.rules.loader import Rule, load_rules
from models.spans import Span

_LEFT, _RIGHT = 160, 80  # characters of the sentence looked at before and after
_MARKS = re.compile(r"[⟦⟧]")


class Context(NamedTuple):
    """What the words around an expression say: the rule that gives its role, and clues to its year."""

    role: Rule | None = None
    past: bool = False
    ahead: bool = False
    apart: bool = False
    planned: bool = False


def read_contexts(text: str, phrases: Sequence[Phrase], sentences: Sequence[Span]) -> list[Context]:
    """Return the context of each phrase; `sentences` are in order, each phrase starts inside one."""
    contexts = []
    at = 0
    for phrase in phrases:
        while at + 1 < len(sentences) and sentences[at + 1].start <= phrase.span.start:
            at += 1
        contexts.append(_read(_shown(text, phrase.span, sentences[at])))
    return contexts


def _shown(text: str, span: Span, sentence: Span) -> str:
    """Show the expression between ⟦ and ⟧ within its sentence."""
    left = text[max(sentence.start, span.start - _LEFT) : span.start]
    right = text[span.end : max(span.end, min(sentence.end, span.end + _RIGHT))]
    return f"{_MARKS.sub(' ', left)}⟦{_MARKS.sub(' ', span.of(text))}⟧{_MARKS.sub(' ', right)}"


def _read(shown: str) -> Context:
    role = next(iter(load_rules("date_roles").found_in(shown)), None)
    clues = {rule.text("clue") for rule in load_rules("date_clues").found_in(shown)}
    told = {clue: clue in clues for clue in ("past", "ahead", "apart", "planned")}
    return Context(role, **told)
