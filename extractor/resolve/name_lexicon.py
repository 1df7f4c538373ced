"""What `rules/names.toml` knows about syllables and words of names, in sets and patterns made once."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor.rules.loader import load_table
from models.folding import canonical

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
# A syllable as Vietnamese spells it: initial, one to three vowels, final.
_SYLLABLE = re.compile(
    rf"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case canonical words, by what they are; patterns match the text left or right of a name."""

    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    given: frozenset[str]
    never: frozenset[str]
    places: frozenset[str]
    nations: frozenset[str]
    foreign_given: frozenset[str]
    foreign_other: frozenset[str]
    particles: frozenset[str]
    place_before: re.Pattern[str]
    does_after: re.Pattern[str]
    weakly_after: re.Pattern[str]

    def is_surname(self, word: str) -> bool:
        """Whether `word` is a family name."""
        return word.lower() in self.surnames

    def is_strong(self, word: str) -> bool:
        """Whether `word` is a family name that is hardly anything else."""
        return word.lower() in self.surnames and word.lower() not in self.weak_surnames

    def is_given(self, word: str) -> bool:
        """Whether `word` is a syllable that names are made of."""
        return word.lower() in self.given or word.lower() in self.surnames

    def is_place(self, name: str) -> bool:
        """Whether `name` is a place or country that looks like a person's name."""
        return name.lower() in self.places or name.lower() in self.nations


def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word.lower()) is not None


def _words(key: str) -> frozenset[str]:
    entries = load_table("names")[key]
    return (
        frozenset(canonical(str(entry)).lower() for entry in entries)
        if isinstance(entries, list)
        else frozenset()
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of the shipped rules."""
    before = rf"(?:^|[\s(/“\"'–-])(?:{_any_of(_words('place_heads'))})(?: (?:số )?\d+)?\s?[“\"'‘]?$"
    after = r"^[”\"')]*\s(?:(?:cũng|đã|vẫn|đang|sẽ|mới|vừa|còn|liền|lại|thẳng thắn|cho|rất)\s){0,2}"
    return Lexicon(
        **{
            key: _words(key)
            for key in (
                "surnames", "weak_surnames", "given", "never", "places", "nations",
                "foreign_given", "foreign_other", "particles",
            )
        },
        place_before=re.compile(before, re.IGNORECASE),
        does_after=re.compile(rf"{after}(?:{_any_of(_words('doings'))})(?!\w)|^ \((?:SN|sinh|\d{{1,2}} tuổi|\d{{4}}\))|^, (?:\d{{1,2}} tuổi|sinh năm|SN)"),
        weakly_after=re.compile(rf"^ (?:{_any_of(_words('weak_doings'))})(?!\w)"),
    )  # fmt: skip


@cache
def upper_class() -> str:
    """Return the inside of a character class of all upper-case letters below U+1F00."""
    return "".join(chr(i) for i in range(min(0x1F00, sys.maxunicode)) if chr(i).isupper())
