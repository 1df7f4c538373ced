"""Words of the view as the unit grammar reads them, and tries over their keys."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from models.folding import canonical
from models.spans import Span

_TOKEN = re.compile(r"\w+|\n|[^\w\s]")
_HYPHENS = dict.fromkeys("‐‑‒–—", "-")
_TYPE = 4  # letters of the type of a document in its symbol
_new = tuple.__new__  # a token a word: `Token(…)` costs as much again
T = TypeVar("T")


class Token(NamedTuple):
    """One word or sign of the view; `key` is its lower case, dashes of all lengths one hyphen.

    `capital`: it begins with a capital letter.
    """

    text: str
    key: str
    start: int
    end: int
    capital: bool = False

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals: an abbreviation, or a word of a line in capitals."""
        return self.text.isupper()

    @property
    def word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()


class _Forms(dict[str, tuple[str, str, bool]]):
    """What a text's words show, told once for each: the word, its key, whether a capital begins it."""

    def __missing__(self, word: str) -> tuple[str, str, bool]:
        self[word] = form = (word, _key(word), word[0].isupper())
        return form


def tokenize(text: str) -> list[Token]:
    """Cut the view `text` into words, signs and line ends."""
    forms = _Forms()
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        word, key, capital = forms[found[0]]
        start, end = found.span()
        tokens.append(_new(Token, (word, key, start, end, capital)))
    return tokens


@lru_cache(maxsize=2)
def words_of(text: str) -> tuple[Token, ...]:
    """Return the same of a whole text, which more than one stage asks for."""
    return tuple(tokenize(text))


def _key(text: str) -> str:
    return _HYPHENS.get(text) or text.lower()


def span_of(tokens: list[Token], first: int, stop: int) -> Span:
    """Return the view span of `tokens[first:stop]`."""
    return Span(tokens[first].start, tokens[stop - 1].end)


class _Node(dict[str, "_Node[T]"], Generic[T]):
    """What goes on from here, by key, and the phrases that end here."""

    phrases: tuple[tuple[tuple[str, ...], T], ...] = ()

    def __missing__(self, key: str) -> "_Node[T]":
        below: _Node[T] = _Node()
        self[key] = below
        return below


class Trie(Generic[T]):
    """Phrases over token keys; a phrase keeps its own spelling, so that the case of a text can be judged by it."""

    def __init__(self, phrases: Iterable[tuple[str, T]] = ()) -> None:
        """Hold `(phrase, value)` pairs."""
        self.root: _Node[T] = _Node()
        for phrase, value in phrases:
            self.add(phrase, value)

    def add(self, phrase: str, value: T) -> None:
        """Add one phrase, once for each value."""
        words = tuple(_TOKEN.findall(canonical(phrase)))
        node = self.root
        for word in words:
            node = node[_key(word)]
        if (words, value) not in node.phrases:
            node.phrases = (*node.phrases, (words, value))

    def walk(self, tokens: list[Token], first: int) -> Iterator[tuple[int, tuple[str, ...], T]]:
        """Yield `(stop, spelling, value)` of every phrase that begins at `tokens[first]`, shortest first."""
        node = self.root
        for at in range(first, len(tokens)):
            below = node.get(tokens[at].key)
            if below is None:
                return
            node = below
            for words, value in node.phrases:
                yield at + 1, words, value

    def longest(self, tokens: list[Token], first: int) -> tuple[int, T] | None:
        """Return `(stop, value)` of the longest phrase at `tokens[first]`, whatever its case."""
        node, found = self.root, None
        for at in range(first, len(tokens)):
            below = node.get(tokens[at].key)
            if below is None:
                break
            node = below
            if node.phrases:
                found = (at + 1, node.phrases[-1][1])
        return found

    def opens(self, token: Token) -> bool:
        """Whether any phrase begins with `token`."""
        return token.key in self.root

    def openings(self, places: Mapping[str, Sequence[int]]) -> list[int]:
        """Return where a phrase may begin in a text whose words stand at `places`, by key."""
        return sorted(at for key in self.root.keys() & places.keys() for at in places[key])


def spelled_as(tokens: list[Token], first: int, words: tuple[str, ...]) -> bool:
    """Whether abbreviations in `words` stand in the text letter for letter, and a capital begins the name.

    `bộ Công an`, `BỘ CÔNG AN`, `Bộ công an` are spellings of `Bộ Công an`; `bộ công an` is none.
    """
    found = tokens[first : first + len(words)]
    for token, word in zip(found, words, strict=True):
        if len(word) > 1 and word.isupper() and token.text != word:
            return False
    if found[0].capital:
        return True
    lead = next((i for i, word in enumerate(words) if i and word[0].isupper()), None)
    return lead is not None and found[lead].capital


def capital_within(tokens: list[Token], first: int, stop: int) -> bool:
    """Whether a word behind the first of `tokens[first:stop]` is capitalised (`cơ quan CSĐT`)."""
    return any(token.capital for token in tokens[first + 1 : stop])


def shouted_at(tokens: list[Token], at: int) -> bool:
    """Whether a line in capitals goes on at `at`."""
    near = [t for t in tokens[at : at + 3] if t.word and not t.text.isdigit()]
    return len(near) > 1 and all(t.shouted for t in near) and any(len(t.text) > 1 for t in near)


def in_symbol(tokens: list[Token], at: int) -> bool:
    """Whether the word is part of a document's symbol (`637/TB-VPCP`, `34 - TTr / TCCS`)."""
    spaced = [t.key for t in tokens[max(0, at - 4) : at]]
    if len(spaced) > 3 and spaced[0].isdigit() and spaced[1] in "/-" and spaced[3] in "/-" and len(spaced[2]) <= _TYPE:  # noqa: PLR2004  # number, dash, type, stroke
        return True
    while at and tokens[at - 1].end == tokens[at].start:
        at -= 1
        if tokens[at].text[0].isdigit():
            return True
        if not (tokens[at].word or tokens[at].text in "/-&."):
            return False
    return False


def joins_names(tokens: list[Token], at: int, stop: int) -> bool:
    """Whether a hyphen without spaces joins `tokens[at:stop]` to another name (`Việt Nam-EU`): relations of the two."""
    before = at > 1 and _is_joint(tokens[at - 2 : at + 1])
    return before or (stop + 1 < len(tokens) and _is_joint(tokens[stop - 1 : stop + 2]))


def _is_joint(three: list[Token]) -> bool:
    """Whether a hyphen stands between two capitalised words with no space."""
    left, hyphen, right = three
    return (
        hyphen.key == "-" and left.end == hyphen.start and hyphen.end == right.start and left.capital and right.capital
    )


def joined(tokens: list[Token]) -> str:
    """Return tokens as they stand in the text, dashes of all lengths one hyphen."""
    parts = []
    for i, token in enumerate(tokens):
        gap = " " if i and token.start > tokens[i - 1].end else ""
        parts.append(gap + (token.key if token.key == "-" else token.text))
    return "".join(parts)
