"""What the model sees of a syllable: its form, what the gazetteers say of it, and the same of its neighbours.

No feature knows a registered name: the model learns how names are built, the authority file already knows which exist.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.resolve.name_lexicon import is_syllable, load_lexicon
from extractor.resolve.unit_lexicon import lexicon, load_heads
from extractor.resolve.unit_tokens import Token, Trie, tokenize
from extractor.text.layout import Layout
from models.spans import Span

WINDOW = 2
_LONGEST = 120  # syllables: what is longer is a table, and is read in pieces


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a piece of a long one: its syllables, and which of them begin a word of the tokenizer."""

    tokens: tuple[Token, ...]
    begins: tuple[bool, ...]


def pieces(layout: Layout, words: Collection[int] = ()) -> Iterator[Piece]:
    """Yield the sentences of a layout; `words` are the source offsets where words begin."""
    tokens = tokenize(layout.text)
    starts = [token.start for token in tokens]
    for sentence in layout.sentences:
        first, stop = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        for at in range(first, stop, _LONGEST):
            part = tuple(tokens[at : min(stop, at + _LONGEST)])
            begins = (layout.view.to_source(Span(t.start, t.end)).start in words for t in part)
            yield Piece(part, tuple(begins) if words else (True,) * len(part))


@lru_cache(maxsize=50_000)
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


def _marks(tokens: Sequence[Token]) -> list[str]:
    """Return, for each syllable, the gazetteers whose longest entry begins (`H`) or goes on (`h`) there."""
    known = list(tokens)
    marks = [""] * len(known)
    for letter, trie in _tries().items():
        at = 0
        while at < len(known):
            found = trie.longest(known, at)
            stop = found[0] if found else at + 1
            if found:
                marks[at] += letter.upper()
                for i in range(at + 1, stop):
                    marks[i] += letter
            at = stop
    return marks


def features_of(piece: Piece) -> list[list[str]]:
    """Return the features of each syllable of a sentence."""
    tokens = piece.tokens
    forms = [_form(token.text) for token in tokens]
    marks = _marks(tokens)
    edge = ("^", "^", "^")
    rows: list[list[str]] = []
    for i, (shape, kind, lower) in enumerate(forms):
        glued = piece.begins[i]
        row = ["1", f"s={shape}", f"k={kind}", f"m={marks[i]}", f"b={glued}{shape}", f"{shape}|{kind}|{marks[i]}"]
        row += [f"w={lower}", f"a={lower[:2]}", f"z={lower[-3:]}"]
        near = {d: forms[i + d] if 0 <= i + d < len(forms) else edge for d in range(-WINDOW, WINDOW + 1) if d}
        for d, (other, its, word) in near.items():
            row += [f"w{d}={word}", f"s{d}={other}", f"k{d}={its}"]
            row.append(f"m{d}={marks[i + d] if 0 <= i + d < len(marks) else '^'}")
        before, after = near[-1], near[1]
        row += [f"w-1w={before[2]}|{lower}", f"ww1={lower}|{after[2]}", f"w-2w-1={near[-2][2]}|{before[2]}|{shape}"]
        row += [f"s3={before[0]}{shape}{after[0]}", f"s-={near[-2][0]}{before[0]}{shape}", f"k3={before[1]}{kind}"]
        row.append(f"h={_head_left(marks, i)}|{shape}")
        rows.append(row)
    return rows


def _head_left(marks: Sequence[str], at: int) -> str:
    """Return how far left the nearest head noun begins, as far as eight syllables."""
    distance = next((d for d in range(9) if at - d >= 0 and "H" in marks[at - d]), 9)
    return "-" if distance > 8 else "near" if distance < 4 else "far"  # noqa: PLR2004  # syllables of a long name
