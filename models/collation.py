"""Collation: the order of Vietnamese dictionaries, in one place.

Letters first, each of the alphabet's its own (`a ă â … d đ e ê …`); syllables that have the same letters by their tone:
none, huyền, hỏi, ngã, sắc, nặng. Keys are compared as they are, in Python and in a database that sorts by code points.
"""

import unicodedata
from functools import lru_cache

from models.folding import fold

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_RANKS = {letter: chr(ord("A") + at) for at, letter in enumerate(_ALPHABET)}


def collation_key(text: str) -> str:
    """Return what a name is sorted by.

    >>> sorted(["Đà Nẵng", "Dân tộc", "Ân", "Ba", "ba", "An", "Ánh", "Ảnh", "2"], key=collation_key)
    ['2', 'An', 'Ảnh', 'Ánh', 'Ân', 'Ba', 'ba', 'Dân tộc', 'Đà Nẵng']
    """
    return " ".join(_syllable(syllable) for syllable in fold(text).split(" "))


@lru_cache(maxsize=10_000)
def _syllable(syllable: str) -> str:
    """Return the letters of a syllable, then its tone; `!` and digits come before letters, all of ASCII."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = max((_TONES.find(mark) for mark in decomposed), default=-1) + 1
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    letters = "".join(_RANKS.get(c, c) for c in bare if not unicodedata.combining(c))
    return f"{letters}!{tone}"
