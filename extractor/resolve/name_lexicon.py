"""What `rules/names.toml` knows about syllables and words of names, in sets and patterns made once."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.rules.loader import load_table
from models.folding import canonical

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# «Phạm Tuấn Thành (31 tuổi)», «Trần Văn A, sinh năm 1990»
_AGE = r"^ \((?:SN|sinh|\d{1,2} tuổi|\d{4}\))|^, (?:\d{1,2} tuổi|sinh năm|SN)"
# A syllable as Vietnamese spells it, tone mark apart: initial, nucleus, final.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê"
    r"|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)(?:ng|nh|ch|[cmnpt])?"
)


class Lexicon(NamedTuple):
    """Lower-case canonical words, by what they are; patterns match the text left or right of a name."""

    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    given: frozenset[str]
    middles: frozenset[str]
    sure_middles: frozenset[str]
    never: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    nations: frozenset[str]
    compounds: frozenset[str]
    foreign_given: frozenset[str]
    foreign_other: frozenset[str]
    particles: frozenset[str]
    korean_seconds: frozenset[str]
    korean_given: frozenset[str]
    highland_firsts: frozenset[str]
    highland_clans: frozenset[str]
    place_heads: re.Pattern[str]  # read from their end, as a search for what stands right before takes long
    does_after: re.Pattern[str]
    weakly_after: re.Pattern[str]

    def heads_place(self, left: str) -> bool:
        """Whether the head of a place or body stands at the end of `left`: «đường », «sân bay quốc tế », «quận 1 »."""
        return self.place_heads.match(left[::-1]) is not None

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


@lru_cache(maxsize=8_000)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as one Vietnamese syllable."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(toneless) is not None


def _words(key: str, file: str = "names") -> frozenset[str]:
    entries = load_table(file)[key]
    return frozenset(canonical(str(entry)).lower() for entry in entries) if isinstance(entries, list) else frozenset()


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of the shipped rules."""
    heads = _any_of(head[::-1] for head in _words("place_heads"))
    after = r"^[”\"')]*\s(?:(?:cũng|đã|vẫn|đang|sẽ|mới|vừa|còn|liền|lại|thẳng thắn|cho|rất)\s){0,2}"
    return Lexicon(
        **{
            key: _words(key)
            for key in (
                "surnames", "weak_surnames", "given", "middles", "sure_middles", "never", "bodies", "compounds",
                "foreign_given", "foreign_other", "particles", "korean_seconds", "korean_given", "highland_firsts",
                "highland_clans",
            )
        },
        places=_words("places") | _words("cities", "places") | _words("former", "places"),
        nations=_words("nations") | _words("countries", "places"),
        place_heads=re.compile(rf"[“\"'‘]?\s?(?:\d+(?: ốs)? )?(?:{heads})(?:\Z|[\s(/“\"'–-])", re.IGNORECASE),
        does_after=re.compile(rf"{after}(?:{_any_of(_words('doings'))})(?!\w)|{_AGE}"),
        weakly_after=re.compile(rf"^ (?:{_any_of(_words('weak_doings'))})(?!\w)"),
    )  # fmt: skip
