"""Firms that no head noun tells, but the form at their end: `Inami & Co., Ltd`, `Asico LLC`, `RAND Corporation`."""

from collections.abc import Sequence

from extractor.resolve.name_lexicon import is_syllable
from extractor.resolve.unit_contexts import apart
from extractor.resolve.unit_lexicon import strings
from extractor.resolve.unit_names import HEADS_FILE, Name, NameReader
from extractor.resolve.unit_tokens import Token, joined

_MOST = 9  # words and signs before the form
_SIGNS = {".", ","}
_JOINERS = {"&", "-", "'"}


def english_firms(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return the firms outside `names` that end with an English form and have a foreign word before it."""
    found = []
    for form in strings("unit_words", "english_forms"):
        for at in reader.places.get(form, ()):
            first = _first(reader.tokens, at) if reader.tokens[at].capital else at
            if first < at:
                name = joined(reader.tokens[first : at + 1])
                found.append(Name(first, at + 1, form, name, "english-firm", HEADS_FILE))
    return apart(sorted(found, key=lambda name: (name.first, -name.stop)), names)


def _first(tokens: Sequence[Token], at: int) -> int:
    """Return where the capitalised words begin that a form at `at` closes, `at` where none of them is foreign."""
    kinds = strings("unit_words", "english_kinds")
    own = at
    while own > max(0, at - 4) and (tokens[own - 1].text in _SIGNS or tokens[own - 1].key in kinds):
        own -= 1  # «Inami & [Co.,] Ltd»
    first = own
    while first > max(0, own - _MOST) and _goes_on(tokens[first - 1]):
        first -= 1
    while first < own and (not tokens[first].word or is_syllable(tokens[first].key)):
        first += 1  # «[Theo] Asico LLC»; Vietnamese words alone name no firm
    return first if first < own else at


def _goes_on(token: Token) -> bool:
    return token.capital or token.text in _JOINERS or (token.word and token.text.isdigit())
