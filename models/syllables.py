"""The inventory of Vietnamese syllables, built from `syllables.toml`: what may be a written Vietnamese word.

It is the orthography that decides, not a list of attested words: `thỏi` and `thoẻm` are syllables, `thẻic` is
none. Both places of the tone mark are right (`hoà`, `hòa`).
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from models.folding import canonical

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")
_SHAPES = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn
_STOPS = ("c", "ch", "p", "t", "k")


@lru_cache(maxsize=131_072)
def is_syllable(word: str) -> bool:
    """Whether a run of letters is a Vietnamese syllable, in any case and in any Unicode form."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [at for at, letter in enumerate(letters) if letter in _TONES]
    if len(tones) > 1:
        return False
    toneless = "".join(letter for letter in letters if letter not in _TONES)
    if unicodedata.normalize("NFC", toneless) not in _inventory():
        return False
    if not tones:
        return True
    stopped = toneless.endswith(_STOPS) and letters[tones[0]] not in _STOP_TONES
    return not stopped and _on_its_vowel(letters, tones[0])


def _on_its_vowel(letters: str, at: int) -> bool:
    """Whether the tone stands on the last vowel that has a shape of its own, where there is one: `tiến`, `nước`."""
    shaped = max((at for at, letter in enumerate(letters) if letter in _SHAPES), default=None)
    return shaped is None or abs(at - shaped) == 1


@lru_cache(maxsize=65_536)
def is_frequent(word: str) -> bool:
    """Whether a syllable is one that official writing uses often, or has no diacritics."""
    return word.isascii() or canonical(word.lower()) in _frequent()


@lru_cache(maxsize=65_536)
def is_bare_syllable(word: str) -> bool:
    """Whether a run of ASCII letters is a Vietnamese syllable that lost its diacritics: `Chinh`, `duong`, `viet`."""
    return word.lower() in _bare_inventory()


@cache
def _parts() -> dict[str, str]:
    return tomllib.loads((files("models") / "syllables.toml").read_text("utf-8"))


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_parts()["frequent"].split())


@cache
def _inventory() -> frozenset[str]:
    """All syllables without their tones, composed."""
    parts = _parts()
    rimes, front = parts["rimes"].split(), tuple(parts["front"])
    found = {*rimes, *parts["bare"].split(), *parts["irregular"].split()}
    found |= {"qu" + rime for rime in parts["after_qu"].split()} | {"g" + rime for rime in parts["after_g"].split()}
    for onset in parts["onsets"].split():
        if onset != "qu":
            found |= {onset + rime for rime in rimes if _joins(onset, rime, front)}
    return frozenset(found)


def _joins(onset: str, rime: str, front: tuple[str, ...]) -> bool:
    if onset in {"k", "gh", "ngh"}:
        return rime.startswith(front)
    if onset in {"c", "g", "ng"}:
        return not rime.startswith(front)
    return not (onset == "gi" and rime.startswith("i"))


@cache
def _bare_inventory() -> frozenset[str]:
    """All syllables without any diacritic."""
    decomposed = (unicodedata.normalize("NFD", word) for word in _inventory())
    return frozenset("".join(c for c in word if not unicodedata.combining(c)).replace("đ", "d") for word in decomposed)
