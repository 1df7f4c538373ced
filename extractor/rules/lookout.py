"""The lookout: where in a text the openings of patterns stand, found for the rules of all files in one pass."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Generic, TypeVar

from extractor.rules.openings import KEY, Openings, lower_case, shape_of

_FIRST = 4  # letters by which openings are looked up
_BEGINNINGS = 16_000  # of which it is remembered what may stand there
_WORD = re.compile(r"\w+|[^\w\s]")
T = TypeVar("T")


class Opened:
    """Several patterns, by number; their openings are looked for with those of all others."""

    def __init__(self, patterns: Iterable[Openings]) -> None:
        """Take the openings of each pattern; one whose matches may begin within a word is left to a search."""
        for number, known in enumerate(patterns):
            if known.words:
                _lookout.add(self, number, known)


class _Table(Generic[T]):
    """Openings by their first letters, and whose each is."""

    def __init__(self) -> None:
        self._pairs: set[str] = set()
        self._by_key: defaultdict[str, dict[str, list[T]]] = defaultdict(dict)
        self._known_by = lru_cache(maxsize=_BEGINNINGS)(self._look_up)

    def add(self, text: str, whose: T) -> None:
        self._pairs.add(text[:KEY])
        self._by_key[text[:_FIRST]].setdefault(text, []).append(whose)
        self._known_by.cache_clear()

    def at(self, places: Iterable[int], shape: str) -> Iterator[tuple[int, T]]:
        """Yield at which of `places` of a text an opening stands, and whose it is."""
        for place in places:
            texts, owners = self._known_by(shape[place : place + _FIRST])
            if texts and shape.startswith(texts, place):
                for text, those in owners:
                    if shape.startswith(text, place):
                        for one in those:
                            yield place, one

    def anywhere(self, shape: str) -> list[int]:
        """Return where the first two letters of an opening stand."""
        return [at for at, key in enumerate(map(add, shape, shape[1:])) if key in self._pairs]

    def _look_up(self, first: str) -> tuple[tuple[str, ...], tuple[tuple[str, list[T]], ...]]:
        """Return the openings that may stand where these letters do, alone and with whose each is."""
        known = [self._by_key.get(first[:length], {}) for length in range(KEY, len(first) + 1)]
        return tuple(chain(*known)), tuple(chain(*(texts.items() for texts in known)))


class Shortlist:
    """Several patterns, by number, that are looked for in one short text after another."""

    def __init__(self, patterns: Iterable[Openings]) -> None:
        """Take the openings of each pattern; `unknown` are those of which nothing is known."""
        self._table: _Table[int] = _Table()
        listed = tuple(patterns)
        for number, known in enumerate(listed):
            for text in known.texts:
                self._table.add(text, number)
        self.unknown = tuple(number for number, known in enumerate(listed) if not known.texts)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in `text` which pattern may match, by place."""
        shape = shape_of(text)
        yield from self._table.at(self._table.anywhere(shape), shape)


class _Lookout:
    """The openings of all patterns, for as long as the process lives."""

    def __init__(self) -> None:
        self.size = 0
        self._table: _Table[tuple[Opened, int]] = _Table()

    def add(self, opened: Opened, number: int, known: Openings) -> None:
        """Look for the openings of one pattern more."""
        self.size += 1
        for text in known.texts:
            self._table.add(text, (opened, number))

    def find(self, shape: str) -> Mapping[Opened, Sequence[tuple[int, int]]]:
        """Return where in a text which patterns may match, by place and number."""
        found: defaultdict[Opened, list[tuple[int, int]]] = defaultdict(list)
        words = [word.start() for word in _WORD.finditer(shape)]
        for place, (opened, number) in self._table.at(words, shape):
            found[opened].append((place, number))
        return found


_lookout = _Lookout()


class Index:
    """Where in one text which patterns may match; `lower` is the text in lower case, every character in its place."""

    def __init__(self, text: str) -> None:
        """Index `text`."""
        self.lower = lower_case(text)
        self._shape = shape_of(text)
        self._places: Mapping[Opened, Sequence[tuple[int, int]]] = {}
        self._known = 0

    def holds(self, words: Iterable[str], start: int, stop: int) -> bool:
        """Whether any of `words` stands between `start` and `stop`."""
        text = self.lower[start:stop]
        return any(word in text for word in words)

    def places(self, opened: Opened, start: int = 0, stop: int | None = None) -> Sequence[tuple[int, int]]:
        """Return where, between `start` and `stop`, which pattern may match, by place and number."""
        if self._known != _lookout.size:
            self._known, self._places = _lookout.size, _lookout.find(self._shape)
        found = self._places.get(opened, ())
        return found[bisect_left(found, (start,)) : len(found) if stop is None else bisect_left(found, (stop,))]


def tried(
    pattern: Callable[[int], re.Pattern[str]], places: Iterable[tuple[int, int]], text: str, stop: int
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what searches of `text[:stop]` find, with the pattern's number; each is tried only at its `places`."""
    past: dict[int, int] = {}
    for place, number in places:
        found = pattern(number).match(text, place, stop) if place >= past.get(number, 0) else None
        if found:
            past[number] = found.end()
            yield number, found


@lru_cache(maxsize=4)
def index_of(text: str) -> Index:
    """Return the index of a text, which one rule after another is looked for in."""
    return Index(text)
