"""Choosing: for each word of a text the encoding in which it and its neighbours are Vietnamese syllables.

Every word costs what in it is no Vietnamese under an encoding; a change of encoding costs as well, less between
lines or cells than within one. The cheapest way through the text is taken: so a line too short to tell is read
as its neighbours, a Unicode heading over a TCVN3 body stays as it is, and one foreign word changes nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.encodings.charmaps import charmaps
from models.syllables import is_frequent, is_syllable

UNICODE = 0
"""The state that leaves a word as it is; the others are `charmaps()`, from 1 on."""

_WORD = re.compile(r"[^ \t\r\n\f\v]+")  # a no-break space is a letter of VISCII
_BREAK = re.compile(r"[\t\r\n\f\v]")
_RUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’](?=[^\W\d_]))*")
_STRAY = r"[\x02\x05\x06\x14\x19\x1e\x80-\x9f\xa2-\xa9\xab-\xaf\xb1\xb4\xb6-\xb9\xbb-\xbe×÷]"
_STRAYS = re.compile(rf"(?<=[^\W\d_]){_STRAY}|{_STRAY}(?=[^\W\d_])")
_GENUINE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")
_TYPOGRAPHY = re.compile("[\xa0\u2010-\u2026]")
_ABBREVIATION = 5
"""Capitals of an abbreviation at most: `QĐ-UBND`."""

_RARE = 0.1
_MIXED_CASE = 0.6
_SWITCH = 3.0
_SWITCH_AT_BREAK = 1.5


class Word(NamedTuple):
    """A word of the text: where it stands, itself, and whether a line or cell begins between it and the last."""

    start: int
    text: str
    breaks: bool


def words(text: str) -> list[Word]:
    """Return the words that are not plain ASCII: encodings have nothing to say about others."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        if not match[0].isascii() or not match[0].isprintable():
            breaks = not found or bool(_BREAK.search(text, last, match.start()))
            found.append(Word(match.start(), match[0], breaks))
            last = match.end()
    return found


def choose(found: Sequence[Word], prior: float) -> list[int]:
    """Return the state of each word on the cheapest way through them all; `prior` is what leaving Unicode costs."""
    costs = [word_costs(word.text) for word in found]
    if sum(cost[UNICODE] - min(cost) for cost in costs) <= prior:
        return [UNICODE] * len(found)
    states = range(len(charmaps()) + 1)
    total = [cost + (prior if state else 0.0) for state, cost in enumerate(costs[0])]
    back: list[list[int]] = []
    for word, cost in zip(found[1:], costs[1:], strict=True):
        cheapest = min(states, key=total.__getitem__)
        changed = total[cheapest] + (_SWITCH_AT_BREAK if word.breaks else _SWITCH)
        back.append([state if total[state] <= changed else cheapest for state in states])
        total = [min(total[state], changed) + cost[state] for state in states]
    way = [min(states, key=total.__getitem__)]
    for step in reversed(back):
        way.append(step[way[-1]])
    return way[::-1]


def stands(word: str, state: int) -> bool:
    """Whether a dash, quote or no-break space in a word is one, and no capital of VISCII: then the word stays."""
    costs = word_costs(word)
    good = costs[UNICODE] <= _RARE and (costs[state] >= _MIXED_CASE or not _RUN.search(word))
    return good and bool(_TYPOGRAPHY.search(word))


@lru_cache(maxsize=131_072)
def word_costs(word: str) -> tuple[float, ...]:
    """Return what is no Vietnamese in the word, for each state; a letter that only Unicode has speaks for it."""
    own = _strangeness(word)
    genuine = 1.0 if _GENUINE.search(word) else 0.0
    readings = (charmap.convert(word) for charmap in charmaps())
    return (own, *(genuine + (own if reading == word else _strangeness(reading)) for reading in readings))


def _strangeness(word: str) -> float:
    return sum(map(_run_cost, _RUN.findall(word))) + len(_STRAYS.findall(word))


def _run_cost(run: str) -> float:
    if is_syllable(run):
        rare = 0.0 if is_frequent(run) else _RARE
        return rare if run.islower() or run.isupper() or run.istitle() else _MIXED_CASE
    return 0.5 if run.isupper() and len(run) <= _ABBREVIATION else 1.0
