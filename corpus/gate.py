"""The text gate: whether a text is Vietnamese that can be read, told by the syllables that are none.

Tolerated are names in Latin letters, abbreviations, numbers, addresses and codes. A text without any diacritic is
measured against syllables without theirs. Clean text, of whatever kind, has few strange syllables; scrambled,
undecoded or foreign text has a third or more.
"""

import re
from typing import NamedTuple

from models.syllables import is_bare_syllable, is_syllable

UNREADABLE = 0.28
"""Share of strange syllables from which on a text with diacritics is not taken."""

UNREADABLE_BARE = 0.2
"""The same for a text without: `in`, `to` and `can` are syllables too."""

FEWEST = 8
"""Strange syllables below which nothing is said: three foreign names are no text in ruins."""

_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_WORD = re.compile(r"[^\s/|….,;:!?()\[\]{}\"“”‘’<>=_*+–—•\x07-]+")
_LETTERS = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_BROKEN = re.compile("[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\ufffd\ue000-\uf8ff]")
_CAPITALS = re.compile("[A-ZĂÂĐÊÔƠƯ]+")
_MARKED = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ\u0300\u0301\u0303\u0309\u0323]"
)
_BARE = 0.05
"""Share of words with a diacritic below which a text counts as one without."""


class Measured(NamedTuple):
    """What the gate counted: syllables, those of them that are none, and whether the text has no diacritics."""

    counted: int
    outside: int
    bare: bool

    @property
    def share(self) -> float:
        """The share outside the inventory; 0 for a text without syllables."""
        return self.outside / self.counted if self.counted else 0.0

    @property
    def unreadable(self) -> bool:
        """Whether the text is to be kept aside."""
        return self.outside >= FEWEST and self.share >= (UNREADABLE_BARE if self.bare else UNREADABLE)


def measure(text: str) -> Measured:
    """Count the syllables of a text and those that no Vietnamese word has."""
    found = _WORD.findall(_ADDRESS.sub(" ", text))
    bare = sum(1 for word in found if _MARKED.search(word.lower())) < _BARE * len(found)
    known = is_bare_syllable if bare else is_syllable
    strange = [word for word in found if not known(word) and not _tolerated(word)]
    syllables = sum(map(known, found)) + len(strange)
    return Measured(syllables, len(strange), bare)


def _tolerated(word: str) -> bool:
    """Whether a word that is no syllable says nothing: a name, an abbreviation, a number, a bullet."""
    if not _LETTERS.fullmatch(word):
        return not (_BROKEN.search(word) and len(word) > 1) or any(map(str.isdecimal, word))
    return len(word) == 1 or bool(_CAPITALS.fullmatch(word)) or (word.isascii() and not word.islower())
