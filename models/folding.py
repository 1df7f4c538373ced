"""Foldings: how two Vietnamese spellings of one thing are brought to one form, in one place.

The source is never changed; only keys and the matching view (`extractor.text.offsets`) are folded.
Three strengths, each including the one before:

* `canonical`: NFC, and the tone mark of `oa oe uy` on the first vowel (`hoà → hòa`, `thuỷ → thủy`, `qúy → quý`);
* `fold`: canonical, casefolded, single spaces, dashes of all lengths one hyphen: the key of names and aliases;
* `strip_marks`: fold, without any mark, `đ → d`: the key of a search typed without marks.

Besides, `latinize` brings Cyrillic letters that were typed for Latin ones back to them.
"""

import re
import unicodedata
from functools import lru_cache

_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_QU_TONES = {"qùy": "quỳ", "qúy": "quý", "qủy": "quỷ", "qũy": "quỹ", "qụy": "quỵ"}


def _both_cases(table: dict[str, str]) -> dict[str, str]:
    """Extend a table of lower-case replacements by the capitalised and upper-case forms."""
    forms = (str.lower, str.capitalize, str.upper)
    swapped = {form(old): form(new) for old, new in table.items() for form in forms}
    mixed = {old[0].lower() + old[1:].upper(): new[0].lower() + new[1:].upper() for old, new in table.items()}
    return {**mixed, **swapped}


_TONES = _both_cases(_OLD_TONES)
_QU = _both_cases(_QU_TONES)
_MARKED = "àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ"
# `quý` keeps its mark: the u belongs to the initial; an open syllable only: `toàn` has its mark right already.
_OLD = re.compile(rf"[oOuU](?<![qQ].)[{_MARKED}](?![^\W\d_])")
_MISPLACED_QU = re.compile("[qQ][ùúủũụÙÚỦŨỤ][yY]")
# Cyrillic letters that look like Latin ones, as keyboards and scanners leave them in `16/BTC-QLN`.
_CYRILLIC = "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
_CYRILLIC_SMALL = "\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445"
_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC_SMALL, "ABESIJKMHOPCTYXaesijopcyx")
_ANY_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WITH_CYRILLIC = re.compile(r"\S*[\u0400-\u04ff]\S*")
_AMONG_LATIN = re.compile(r"[A-Za-zĐđ]|\d[/-]")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile("\\s*[-‐‑‒–—]\\s*")


def canonical(text: str) -> str:
    """Return `text` in NFC with new-style tone placement; length equals that of its NFC form."""
    return retone(unicodedata.normalize("NFC", text))


def retone(text: str) -> str:
    """Return composed `text` with new-style tone placement, every character in its place."""
    text = _OLD.sub(lambda m: _TONES.get(m[0], m[0]), text)
    return _MISPLACED_QU.sub(lambda m: _QU.get(m[0], m[0]), text) if "q" in text or "Q" in text else text


def latinize(text: str) -> str:
    """Return `text` with Cyrillic letters typed for Latin ones as these, every character in its place.

    Only where Latin letters or a number stand in the same word, and no letter that is Cyrillic alone.
    """
    if not _ANY_CYRILLIC.search(text):
        return text
    return _WITH_CYRILLIC.sub(lambda m: _typed_for_latin(m[0]), text)


def _typed_for_latin(word: str) -> str:
    latin = word.translate(_LATIN)
    return latin if _AMONG_LATIN.search(word) and not _ANY_CYRILLIC.search(latin) else word


def tidy(text: str) -> str:
    """Return `text` in NFC with single spaces: how records write names and titles."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=10_000)  # the same names again and again
def fold(text: str) -> str:
    """Return the comparison key of a name: canonical, casefolded, single spaces, plain hyphens."""
    return _DASHES.sub("-", _SPACES.sub(" ", canonical(text).casefold())).strip()


def strip_marks(text: str) -> str:
    """Return `fold(text)` without diacritics, `đ` as `d`: the key of a search typed without marks."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
