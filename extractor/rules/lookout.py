"""The lookout: where in a text the openings of patterns stand, found for the rules of all files in one pass."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import Generic, TypeVar

from extractor.rules.openings import KEY, LONGEST, Openings, lower_case, shape_of

_BEGINNINGS = 8_000  # of which it is remembered what they open
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
    """Openings by their first two letters, and whose each is."""

    def __init__(self) -> None:
        self._by_key: dict[str, tuple[str, ...]] = {}
        self._of: dict[str, list[T]] = {}
        self._opened_by = lru_cache(maxsize=_BEGINNINGS)(self._look_up)

    def add(self, text: str, whose: T) -> None:
        if text not in self._of:
            self._by_key[text[:KEY]] = (*self._by_key.get(text[:KEY], ()), text)
        self._of.setdefault(text, []).append(whose)
        self._opened_by.cache_clear()

    def at(self, places: Iterable[int], shape: str) -> Iterator[tuple[int, tuple[T, ...]]]:
        """Yield at which of `places` of a text which openings stand."""
        for place in places:
            known = self._by_key.get(shape[place : place + KEY])
            if known and shape.startswith(known, place):
                yield place, self._opened_by(shape[place : place + LONGEST])

    def anywhere(self, shape: str) -> list[int]:
        """Return where the first two letters of an opening stand."""
        return [at for at, key in enumerate(map(add, shape, shape[1:])) if key in self._by_key]

    def _look_up(self, begin: str) -> tuple[T, ...]:
        texts = (begin[:length] for length in range(KEY, len(begin) + 1))
        return tuple(one for text in texts for one in self._of.get(text, ()))


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
        for place, those in self._table.at(self._table.anywhere(shape), shape):
            yield from ((place, number) for number in those)


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
        for place, those in self._table.at(words, shape):
            for opened, number in those:
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
