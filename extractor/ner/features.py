"""What the model sees of a syllable: its form, what the gazetteers say of it, and the same of its neighbours.

No feature knows a registered name: the model learns how names are built, the authority file already knows which exist.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from extractor.resolve.name_lexicon import is_syllable, load_lexicon
from extractor.resolve.unit_lexicon import lexicon, load_heads
from extractor.resolve.unit_tokens import Token, Trie, words_of
from extractor.text.layout import Layout

WINDOW = 2
# What a syllable shows: its shape (`9` a number, `p` a sign, `^` no syllable), what the name lexicon says of it, and
# how far left of it the nearest head noun begins.
SHAPES = ("9", "p", "X", "XX", "XXX", "Xx", "XxX", "x", "xX", "^")
KINDS = ("s", "sf", "w", "wf", "g", "gf", "n", "nf", "-", "^")
HEADS = ("near", "far", "-")
_NEAR, _FAR = 4, 9  # syllables from a head noun
_LONGEST = 120  # syllables: what is longer is a table, and is read in pieces


class Piece(NamedTuple):
    """A sentence, or a piece of a long one: its syllables, and which of them begin a word of the tokenizer."""

    tokens: tuple[Token, ...]
    begins: tuple[bool, ...]


# A syllable as it stands in a sentence: as written, its marks of gazetteers, whether a word begins with it.
Form: TypeAlias = tuple[str, str, bool]


class Seen(NamedTuple):
    """A syllable as the model sees it: shape, what the name lexicon and the gazetteers say, whether a word begins."""

    shape: str
    kind: str
    lower: str
    marks: str
    begins: bool


_EDGE = Seen("^", "^", "^", "^", begins=True)
EDGE: Form = ("", "", True)  # before the first syllable of a sentence and after the last


def pieces(layout: Layout, words: Collection[int] = ()) -> Iterator[Piece]:
    """Yield the sentences of a layout; `words` are the view offsets where words begin."""
    tokens = words_of(layout.text)
    starts = [token.start for token in tokens]
    begins = [not words or start in words for start in starts]
    for sentence in layout.sentences:
        first, stop = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        for at in range(first, stop, _LONGEST):
            end = min(stop, at + _LONGEST)
            yield Piece(tokens[at:end], tuple(begins[at:end]))


@lru_cache(maxsize=8_000)
def _form(text: str) -> tuple[str, str, str]:
    """Return shape, what the name lexicon says, and the form by which a syllable is known."""
    lower = text.lower()
    if text.isdigit():
        return "9", "-", f"9{min(len(text), 5)}"
    if not text[0].isalpha():
        return "p", "-", text
    if text.isupper():
        shape = "X" if len(text) == 1 else "XX" if len(text) < 6 else "XXX"  # noqa: PLR2004  # «UBND», «VIETTEL»
    else:
        shape = "Xx" if text[0].isupper() else "x"
        shape += "X" if any(c.isupper() for c in text[1:]) else ""
    names = load_lexicon()
    kind = "s" if names.is_strong(lower) else "w" if names.is_surname(lower) else "g" if names.is_given(lower) else "n"
    foreign = "" if is_syllable(lower) or not text.isalpha() else "f"
    return shape, kind + foreign, lower


@cache
def _tries() -> dict[str, Trie[str]]:
    """Return the gazetteers that mark runs of syllables, by the letter they mark with."""
    words = lexicon()
    heads = Trie((form, head.tail) for form, head in load_heads())
    places = Trie((place, place) for place in load_lexicon().places)
    return {"h": heads, "t": words.titles, "c": words.countries, "f": words.fields, "p": places}


@cache
def _opening() -> dict[str, str]:
    """Return the letters of the gazetteers that have an entry beginning with a word."""
    found: dict[str, str] = {}
    for letter, trie in _tries().items():
        for key in trie.root:
            found[key] = found.get(key, "") + letter
    return found


def _marks(tokens: Sequence[Token]) -> list[str]:
    """Return, for each syllable, the gazetteers whose longest entry begins (`H`) or goes on (`h`) there."""
    known = list(tokens)
    marks = [""] * len(known)
    opening = _opening()
    begins = [(at, opening[token.key]) for at, token in enumerate(known) if token.key in opening]
    for letter, trie in _tries().items():
        past = 0
        for at, letters in begins:
            found = trie.longest(known, at) if letter in letters and at >= past else None
            if found:
                past = found[0]
                marks[at] += letter.upper()
                for i in range(at + 1, past):
                    marks[i] += letter
    return marks


def forms(piece: Piece) -> list[Form]:
    """Return the syllables of a sentence as they stand in it."""
    return list(zip((token.text for token in piece.tokens), _marks(piece.tokens), piece.begins, strict=True))


def seen(form: Form) -> Seen:
    """Return a syllable as the model sees it."""
    text, marks, begins = form
    return _EDGE if not text else Seen(*_form(text), marks, begins)


def alone(one: Seen) -> list[str]:
    """Return the features of a syllable by itself."""
    shape, kind, lower, marks, begins = one
    row = ["1", f"s={shape}", f"k={kind}", f"m={marks}", f"b={begins}{shape}", f"{shape}|{kind}|{marks}"]
    return [*row, f"w={lower}", f"a={lower[:2]}", f"z={lower[-3:]}"]


def beside(one: Seen, d: int) -> list[str]:
    """Return what a syllable adds to the features of the one that it stands `d` right of."""
    return [f"w{d}={one.lower}", f"s{d}={one.shape}", f"k{d}={one.kind}", f"m{d}={one.marks}"]


def together(window: Sequence[Seen], head: str) -> list[str]:
    """Return the features of two and three syllables; `window` is those from two left to one right."""
    (s0, _, w0, *_), (s1, k1, w1, *_), (s2, k2, w2, *_), (s3, _, w3, *_) = window
    row = [f"w-1w={w1}|{w2}", f"ww1={w2}|{w3}", f"w-2w-1={w0}|{w1}|{s2}"]
    return [*row, f"s3={s1}{s2}{s3}", f"s-={s0}{s1}{s2}", f"k3={k1}{k2}", f"h={head}|{s2}"]


def features_of(piece: Piece) -> list[list[str]]:
    """Return the features of each syllable of a sentence."""
    syllables = forms(piece)
    edge = [EDGE] * WINDOW
    line = [seen(form) for form in (*edge, *syllables, *edge)]
    rows: list[list[str]] = []
    for at, head in enumerate(heads_left(syllables), start=WINDOW):
        near = [feature for d in (-2, -1, 1, 2) for feature in beside(line[at + d], d)]
        rows.append([*alone(line[at]), *near, *together(line[at - 2 : at + 2], head)])
    return rows


def heads_left(syllables: Sequence[Form]) -> list[str]:
    """Return, for each syllable, how far left the nearest head noun begins, as far as eight syllables."""
    found: list[str] = []
    last = -_FAR
    for at, (_, marks, _) in enumerate(syllables):
        last = at if "H" in marks else last
        found.append("near" if at - last < _NEAR else "far" if at - last < _FAR else "-")
    return found
