"""Openings: with what letters every match of a pattern begins, so that it is tried only where they stand.

A search tries a pattern at every character; most of ours begin with one of a few words, which `str.find` finds at once.
"""

import importlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, groupby
from typing import Any, NamedTuple

# The parser of `re` itself: what it makes of a pattern is what the pattern means.
_parser = importlib.import_module("re._parser")

_LONGEST, _KEY = 6, 2  # letters of an opening: longer ones are cut, with shorter ones it is not worth it
_MOST = 400  # openings of one pattern
_WORD = re.compile(r"\w+|[^\w\s]")
_NO_WORD_BEFORE = repr(_parser.parse(r"(?<!\w)")[0])
_ZERO_WIDTH = {"ASSERT", "ASSERT_NOT", "AT"}


class _Begin(NamedTuple):
    """What a match may begin with; `whole` where nothing has been left out, so that more may follow."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Openings:
    """Texts in lower case, by their first two letters, with one of which every match begins; empty where none is known.

    `words`: a match begins where no letter or digit stands before, and with no space.
    """

    texts: Mapping[str, tuple[str, ...]]
    words: bool = False


NOWHERE = Openings({})  # nothing is known


def openings(pattern: re.Pattern[str]) -> Openings:
    """Return what every match of a pattern begins with."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    texts = {begin.text for begin in _sequence(parsed)}
    if len(texts) > _MOST or any(len(text) < _KEY for text in texts):
        return NOWHERE
    texts = {text for text in texts if not any(text != one and text.startswith(one) for one in texts)}
    words = repr(parsed[0]) == _NO_WORD_BEFORE and not any(text[0].isspace() for text in texts)
    return Openings({key: tuple(ones) for key, ones in groupby(sorted(texts), lambda text: text[:_KEY])}, words)


class Index:
    """Where the words of one text begin, in lower case."""

    def __init__(self, text: str) -> None:
        """Index `text`."""
        self.text = text
        self.lower = text.lower()
        self.even = len(self.lower) == len(text)  # «İ» in lower case is two characters

    @cached_property
    def starts(self) -> Mapping[str, Sequence[int]]:
        """Where words and signs begin, by their first two characters."""
        found: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self.lower):
            at = word.start()
            found[self.lower[at : at + _KEY]].append(at)
        return dict(found)

    def holds(self, words: Iterable[str], start: int, stop: int) -> bool:
        """Whether any of `words` stands between `start` and `stop`."""
        if not self.even:
            return any(word in self.text[start:stop].lower() for word in words)
        return any(self.lower.find(word, start, stop) >= 0 for word in words)

    def places(self, opening: Openings, start: int, stop: int) -> list[int]:
        """Return where between `start` and `stop` a match may begin, in order."""
        if not opening.words:
            every = chain.from_iterable(opening.texts.values())
            return sorted({at for text in every for at in self._all(text, start, stop)})
        found: list[int] = []
        for key in opening.texts.keys() & self.starts.keys():
            texts, starts = opening.texts[key], self.starts[key]
            for at in starts[bisect_left(starts, start) :]:
                if at >= stop:
                    break
                if self.lower.startswith(texts, at):
                    found.append(at)
        return sorted(found)

    def _all(self, text: str, start: int, stop: int) -> Iterator[int]:
        at = self.lower.find(text, start, stop)
        while at >= 0:
            yield at
            at = self.lower.find(text, at + 1, stop)


@lru_cache(maxsize=4)
def index_of(text: str) -> Index:
    """Return the index of a text, which one rule after another is looked for in."""
    return Index(text)


def _sequence(items: Iterable[Any]) -> set[_Begin]:
    begins = {_Begin("", whole=True)}
    for operation, argument in items:
        if str(operation) in _ZERO_WIDTH:
            continue
        follows = _one(str(operation), argument)
        begins = set(chain.from_iterable(_joined(begin, follows) if begin.whole else [begin] for begin in begins))
        if len(begins) > _MOST or not any(begin.whole for begin in begins):
            break
    return begins


def _joined(begin: _Begin, follows: Iterable[_Begin]) -> Iterator[_Begin]:
    for more in follows:
        text = begin.text + more.text
        yield _Begin(text[:_LONGEST], more.whole and len(text) < _LONGEST)


def _one(operation: str, argument: Any) -> set[_Begin]:  # noqa: ANN401  # whatever the parser says
    """Return what one part of a pattern may begin with; nothing is known of what is not named here."""
    match operation:
        case "LITERAL":
            return {_Begin(chr(argument).lower(), whole=True)}
        case "IN" if all(str(kind) == "LITERAL" for kind, _ in argument):
            return {_Begin(chr(letter).lower(), whole=True) for _, letter in argument}
        case "SUBPATTERN":
            return _sequence(argument[3])
        case "BRANCH":
            return set(chain.from_iterable(map(_sequence, argument[1])))
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, part = argument
            once = _sequence(part)
            kept = once if most == 1 else {_Begin(begin.text, whole=False) for begin in once}
            return kept if least else {*kept, _Begin("", whole=True)}
        case _:
            return {_Begin("", whole=False)}
