"""The tables: what each encoding makes of text whose bytes were taken for Windows-1252 or Latin-1.

Such text is what a converter gives for a file in a font of its own (`B¸o c¸o`), and what `surface` makes of bytes:
so one table serves both.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import NamedTuple

_LETTERS = "aeiouyAEIOUY"
_SHOUTED = re.compile(r"[^\W\d_]+")
_INSIDE = r"(?:[^\W\d_]|[\xa1-\xbf])"  # what a word of this encoding looks like
_TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]")


class Charmap(NamedTuple):
    """An encoding: its name, and what turns text that was read as if in Windows-1252 into what was meant."""

    name: str
    convert: Callable[[str], str]


def surface(raw: bytes) -> str:
    """Return bytes as Windows-1252, the five bytes that it has no letter for as control characters."""
    return "".join(map(_surface, raw)) if max(raw, default=0).to_bytes() >= b"\x80" else raw.decode("ascii")


@cache
def _surface(byte: int) -> str:
    return bytes([byte]).decode("cp1252", errors="replace").replace("\ufffd", chr(byte))


@cache
def charmaps() -> tuple[Charmap, ...]:
    """Return all encodings that `corpus.encodings` knows beside Unicode."""
    tables = tomllib.loads((files("corpus.encodings") / "charmaps.toml").read_text("utf-8"))
    tcvn3, vni, viscii = tables["tcvn3"], tables["vni"], tables["viscii"]
    stand_ins = {stand_in: _pairs(tcvn3["letters"])[byte] for stand_in, byte in _pairs(tcvn3["stand_ins"]).items()}
    return (
        Charmap("tcvn3", partial(_tcvn3, _table(tcvn3["letters"]), stand_ins)),
        Charmap("vni", partial(_replace, _vni(vni["letters"], vni["marks"]))),
        Charmap("viscii", partial(_replace, _table(viscii["letters"]))),
        Charmap("windows-1258", _windows_1258),
        Charmap("utf-8", _utf8),
    )


def _pairs(written: str) -> dict[str, str]:
    items = written.split()
    return dict(zip(items[::2], items[1::2], strict=True))


def _table(written: str) -> dict[str, str]:
    """Return letters by what their byte looks like, in Windows-1252 and in Latin-1."""
    bytes_ = {int(byte, 16): letter for byte, letter in _pairs(written).items()}
    return {look: letter for byte, letter in bytes_.items() for look in (_surface(byte), chr(byte))}


def _vni(letters: str, marks: str) -> dict[str, str]:
    """Return letters by what they look like, most of them a vowel and the mark that follows it."""
    table = _table(letters)
    vowels = dict(zip(_LETTERS, _LETTERS, strict=True)) | {k: v for k, v in table.items() if v in "ơƠưƯ"}
    composed = {
        look + mark: unicodedata.normalize("NFC", vowel + meant)
        for look, vowel in vowels.items()
        for mark, meant in _table(marks).items()
    }
    return table | {look: letter for look, letter in composed.items() if len(letter) == 1}


@cache
def _pattern(looks: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(looks, key=len, reverse=True))))


def _replace(table: dict[str, str], text: str) -> str:
    return _pattern(frozenset(table)).sub(lambda m: table[m[0]], text)


def _tcvn3(table: dict[str, str], stand_ins: dict[str, str], text: str) -> str:
    """Convert TCVN3, which has no capitals with a tone: `CéNG` was `CỘNG`, typed with the capitals locked."""
    for stand_in, letter in stand_ins.items():
        if stand_in in text:  # `n−íc` is `nước`, `−5` is a number
            text = re.sub(rf"(?<={_INSIDE}){stand_in}|{stand_in}(?={_INSIDE})", letter, text)
    shouted = {word for word in _SHOUTED.findall(text) if _TWO_CAPITALS.search(word)}
    text = _replace(table, text)
    return _SHOUTED.sub(lambda m: _as_typed(m[0]), text) if shouted or _TWO_CAPITALS.search(text) else text


def _as_typed(word: str) -> str:
    typed = [letter for letter in word if letter.isascii()]
    return word.upper() if len(typed) > 1 and all(map(str.isupper, typed)) else word


def _windows_1258(text: str) -> str:
    """Convert Windows-1258, whose tones are letters of their own: they are composed."""
    meant = "".join(_meant_by_1258(letter) for letter in text)
    return unicodedata.normalize("NFC", meant) if meant != text else text


@cache
def _meant_by_1258(letter: str) -> str:
    try:
        return letter.encode("cp1252").decode("cp1258")
    except UnicodeError:
        return letter


def _utf8(text: str) -> str:
    """Convert UTF-8 that was read as Windows-1252 or Latin-1: `Bá»™` is `Bộ`."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


@cache
def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")
