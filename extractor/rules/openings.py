"""Openings: with what letters every match of a pattern begins, so that it is tried only where they stand.

A search tries a pattern at every character; most of ours begin with one of a few words, which `str.find` finds at once.
"""

import importlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import add
from typing import Any, NamedTuple

# The parser of `re` itself: what it makes of a pattern is what the pattern means.
_parser = importlib.import_module("re._parser")

_LONGEST, _KEY = 6, 2  # letters of an opening: longer ones are cut, with shorter ones it is not worth it
_MOST = 400  # openings of one pattern
_RANGE = 12  # letters of a range, `[1-9]`: so many are told apart
_BEGINNINGS = 20_000  # of which it is remembered what they open
_COUNTED = 4  # digits and the like: so many are told apart
_WORD = re.compile(r"\w+|[^\w\s]")
_NO_WORD_BEFORE = repr(_parser.parse(r"(?<!\w)")[0])
_DIGIT = re.compile(r"\d")
_IS_DIGIT = repr(_parser.parse(r"[\d]")[0][1][0])
_ZERO_WIDTH = {_parser.ASSERT, _parser.ASSERT_NOT, _parser.AT}


class _Begins(NamedTuple):
    """What a match may begin with: texts that more may follow, and texts of which the rest was left out."""

    whole: set[str]
    cut: set[str]


@dataclass(frozen=True, slots=True)
class Openings:
    """Texts with one of which every match begins, in lower case, every digit a 0; none where they are not known.

    `words`: a match begins where no letter or digit stands before, and with no space.
    """

    texts: tuple[str, ...]
    words: bool = False

    def may_stand_in(self, text: str) -> bool:
        """Whether a short text may hold a match: one of the openings stands in it, or none is known."""
        return not self.texts or any(map(_shape(text).__contains__, self.texts))


NOWHERE = Openings(())  # nothing is known


def openings(pattern: re.Pattern[str]) -> Openings:
    """Return what every match of a pattern begins with."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    texts = set().union(*_sequence(parsed))
    if len(texts) > _MOST or any(len(text) < _KEY for text in texts):
        return NOWHERE
    shortest: list[str] = []
    for text in sorted(texts):
        if not (shortest and text.startswith(shortest[-1])):
            shortest.append(text)
    words = repr(parsed[0]) == _NO_WORD_BEFORE and not any(text[0].isspace() for text in shortest)
    return Openings(tuple(shortest), words)


class Opened:
    """Several patterns whose openings are looked for, with those of all others, in one pass over a text."""

    def __init__(self, patterns: Iterable[Openings]) -> None:
        """Take the openings of each pattern; those of which nothing is known are left to a search."""
        for number, known in enumerate(patterns):
            _lookout.add(self, number, known)


class _Table:
    """Openings by their first two letters: whose each is, and the number of its pattern there."""

    def __init__(self) -> None:
        self._by_key: dict[str, tuple[str, ...]] = {}
        self._of: dict[str, list[tuple[Opened, int]]] = {}
        self._opened_by = lru_cache(maxsize=_BEGINNINGS)(self._look_up)

    def add(self, text: str, opened: Opened, number: int) -> None:
        if text not in self._of:
            self._by_key[text[:_KEY]] = (*self._by_key.get(text[:_KEY], ()), text)
        self._of.setdefault(text, []).append((opened, number))
        self._opened_by.cache_clear()

    def at(self, places: Iterable[int], shape: str) -> Iterator[tuple[int, tuple[tuple[Opened, int], ...]]]:
        """Yield at which of `places` of a text which openings stand."""
        for place in places:
            known = self._by_key.get(shape[place : place + _KEY])
            if known and shape.startswith(known, place):
                yield place, self._opened_by(shape[place : place + _LONGEST])

    def anywhere(self, shape: str) -> list[int]:
        """Return where the first two letters of an opening stand."""
        return [at for at, key in enumerate(map(add, shape, shape[1:])) if key in self._by_key]

    def _look_up(self, begin: str) -> tuple[tuple[Opened, int], ...]:
        texts = (begin[:length] for length in range(_KEY, len(begin) + 1))
        return tuple(one for text in texts for one in self._of.get(text, ()))


class _Lookout:
    """The openings of all patterns, for as long as the process lives: one pass over a text tells where they stand."""

    def __init__(self) -> None:
        self.size = 0
        self._of_words, self._others = _Table(), _Table()

    def add(self, opened: Opened, number: int, known: Openings) -> None:
        """Look for the openings of one pattern more."""
        self.size += 1
        table = self._of_words if known.words else self._others
        for text in known.texts:
            table.add(text, opened, number)

    def find(self, shape: str) -> Mapping[Opened, Sequence[tuple[int, int]]]:
        """Return where in a text which patterns may match, by place and number."""
        found: defaultdict[Opened, list[tuple[int, int]]] = defaultdict(list)
        words = (word.start() for word in _WORD.finditer(shape))
        others = self._others.anywhere(shape)
        for place, those in chain(self._of_words.at(words, shape), self._others.at(others, shape)):
            for opened, number in those:
                found[opened].append((place, number))
        for places in found.values():
            places.sort()
        return found


_lookout = _Lookout()


class Index:
    """Where in one text which patterns may match; `lower` is the text in lower case, every character in its place."""

    def __init__(self, text: str) -> None:
        """Index `text`."""
        self.text = text
        self.lower = _lower(text)
        self._shape = _shape(text)
        self._places: Mapping[Opened, Sequence[tuple[int, int]]] = {}
        self._known = 0

    def holds(self, words: Iterable[str], start: int, stop: int) -> bool:
        """Whether any of `words` stands between `start` and `stop`."""
        text = self.lower[start:stop]
        return any(word in text for word in words)

    def search(
        self, patterns: Sequence[re.Pattern[str]], opened: Opened, text: str, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield what searches of `text[start:stop]`, the indexed text or its `lower`, find, with the pattern's number.

        Each of `patterns` is tried only where it may match by `opened`; one of which nothing is known is passed over.
        """
        stop = len(text) if stop is None else stop
        past: dict[int, int] = {}
        for place, number in self.places(opened, start, stop):
            found = patterns[number].match(text, place, stop) if place >= past.get(number, 0) else None
            if found:
                past[number] = found.end()
                yield number, found

    def places(self, opened: Opened, start: int, stop: int) -> Sequence[tuple[int, int]]:
        """Return where, between `start` and `stop`, which pattern may match, by place and number."""
        if self._known != _lookout.size:
            self._known, self._places = _lookout.size, _lookout.find(self._shape)
        found = self._places.get(opened)
        return found[bisect_left(found, (start,)) : bisect_left(found, (stop,))] if found else ()


@lru_cache(maxsize=4)
def index_of(text: str) -> Index:
    """Return the index of a text, which one rule after another is looked for in."""
    return Index(text)


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[0] for letter in text)  # «İ» becomes two


@lru_cache(maxsize=4)
def _shape(text: str) -> str:
    """Return a text as openings show it, every character in its place."""
    return _DIGIT.sub("0", _lower(text))


def _sequence(items: Iterable[Any]) -> _Begins:
    whole, cut = {""}, set[str]()
    for operation, argument in items:
        if operation in _ZERO_WIDTH:
            continue
        more = _one(operation, argument)
        if len(whole) * (len(more.whole) + len(more.cut)) > _MOST:
            return _Begins(set(), cut | whole)
        cut.update([(text + follows)[:_LONGEST] for text in whole for follows in more.cut])
        whole = {text + follows for text in whole for follows in more.whole}
        long = {text for text in whole if len(text) >= _LONGEST}
        if long:
            whole -= long
            cut.update([text[:_LONGEST] for text in long])
        if not whole:
            break
    return _Begins(whole, cut)


def _any_of(sequences: Iterable[Iterable[Any]]) -> _Begins:
    each = [_sequence(items) for items in sequences]
    return _Begins(set().union(*(one.whole for one in each)), set().union(*(one.cut for one in each)))


def _one(operation: Any, argument: Any) -> _Begins:  # noqa: ANN401  # whatever the parser says
    """Return what one part of a pattern may begin with; nothing is known of what is not named here."""
    members = [(operation, argument)] if operation is _parser.LITERAL else argument
    match str(operation):
        case "LITERAL" | "IN" if all(letters := [_letters(*member) for member in members]):
            return _Begins(set().union(*letters), set())
        case "SUBPATTERN":
            return _sequence(argument[3])
        case "BRANCH":
            return _any_of(argument[1])
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, part = argument
            if most <= _COUNTED and all(kind is _parser.IN for kind, _ in part):  # `\d{1,3}`
                return _any_of([*part] * times for times in range(least, most + 1))
            whole, cut = _sequence([*part] * max(1, min(least, _LONGEST)))
            if most not in {least, 1}:
                whole, cut = set(), whole | cut
            return _Begins(whole if least else {*whole, ""}, cut)
        case _:
            return _Begins(set(), {""})


def _letters(kind: Any, shown: Any) -> set[str]:  # noqa: ANN401  # whatever the parser says
    """Return what a member of a class of letters stands for, nothing where that is not known or too much."""
    if kind is _parser.LITERAL:
        return {_shown(shown)}
    if kind is _parser.RANGE and shown[1] - shown[0] < _RANGE:
        return {_shown(letter) for letter in range(shown[0], shown[1] + 1)}
    return {"0"} if repr((kind, shown)) == _IS_DIGIT else set()


@cache
def _shown(letter: int) -> str:
    """Return a letter of a pattern as an opening shows it."""
    return _DIGIT.sub("0", chr(letter).lower())
