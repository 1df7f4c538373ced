"""Openings: with what letters every match of a pattern begins, so that it is tried only where they stand.

A search tries a pattern at every character; most of ours begin with one of a few words, which `str.find` finds at once.
"""

import importlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby
from typing import Any, NamedTuple

# The parser of `re` itself: what it makes of a pattern is what the pattern means.
_parser = importlib.import_module("re._parser")

_LONGEST, _KEY = 6, 2  # letters of an opening: longer ones are cut, with shorter ones it is not worth it
_MOST = 400  # openings of one pattern
_RANGE = 12  # letters of a range, `[1-9]`: so many are told apart
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
    """Texts with one of which every match begins, by their first two letters; empty where none is known.

    They are in lower case, every digit a 0; `every` are all of them.

    `words`: a match begins where no letter or digit stands before, and with no space.
    """

    texts: Mapping[str, tuple[str, ...]]
    words: bool = False
    every: tuple[str, ...] = ()

    def may_stand_in(self, text: str) -> bool:
        """Whether a short text may hold a match: one of the openings stands in it, or none is known."""
        return not self.every or any(map(_shape(text).__contains__, self.every))


NOWHERE = Openings({})  # nothing is known


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
    by_key = {key: tuple(ones) for key, ones in groupby(shortest, lambda text: text[:_KEY])}
    return Openings(by_key, words, tuple(shortest))


class Opened:
    """The openings of several patterns, by number, so that one pass over a text tells where each may match."""

    def __init__(self, patterns: Iterable[Openings]) -> None:
        """Take the openings of each pattern; those of which nothing is known are left to a search."""
        self.anywhere: dict[str, list[int]] = {}
        at_words: dict[str, dict[int, tuple[str, ...]]] = {}
        for number, known in enumerate(patterns):
            for key, texts in known.texts.items():
                if known.words:
                    at_words.setdefault(key, {})[number] = texts
                else:
                    for text in texts:
                        self.anywhere.setdefault(text, []).append(number)
        self.at_words = {key: (tuple({*chain(*each.values())}), [*each.items()]) for key, each in at_words.items()}


class Index:
    """Where the words of one text begin; `lower` is the text in lower case, every character in its place."""

    def __init__(self, text: str) -> None:
        """Index `text`."""
        self.text = text
        self.lower = _lower(text)
        self._shape = _shape(text)
        self._starts = self._begin()
        self._places: dict[Opened, list[tuple[int, int]]] = {}

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

    def places(self, opened: Opened, start: int, stop: int) -> list[tuple[int, int]]:
        """Return where, between `start` and `stop`, which pattern may match, by place and number."""
        found = self._places.get(opened)
        if found is None:
            found = self._places[opened] = sorted({*self._at_words(opened), *self._anywhere(opened)})
        return found[bisect_left(found, (start,)) : bisect_left(found, (stop,))] if found else found

    def _at_words(self, opened: Opened) -> Iterator[tuple[int, int]]:
        shape = self._shape
        for key in opened.at_words.keys() & self._starts.keys():
            every, each = opened.at_words[key]
            for at in [at for at in self._starts[key] if shape.startswith(every, at)]:
                yield from [(at, number) for number, texts in each if shape.startswith(texts, at)]

    def _anywhere(self, opened: Opened) -> Iterator[tuple[int, int]]:
        for text, numbers in opened.anywhere.items():
            at = self._shape.find(text)
            while at >= 0:
                for number in numbers:
                    yield at, number
                at = self._shape.find(text, at + 1)

    def _begin(self) -> Mapping[str, Sequence[int]]:
        """Return where words and signs begin, by their first two characters."""
        found: dict[str, list[int]] = {}
        for word in _WORD.finditer(self._shape):
            at = word.start()
            found.setdefault(self._shape[at : at + _KEY], []).append(at)
        return found


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
