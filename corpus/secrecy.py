"""Secrecy: whether a document bears the stamp of a state secret, and of which degree.

A stamp stands alone, in a line or a cell of the first lines, in whatever form text extraction gave it: letters
spaced out, over two lines, beside the other column of the letterhead, in brackets, without diacritics.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_LINES = 40
_CHARACTERS = 4000
_CELLS = re.compile(r"\t|\||\s{3,}")
_FRAME = "*[](){}<>«»\"'“”.:;-–—_=# \t"
_SPACES = re.compile(r"\s+")


class _Stamps(NamedTuple):
    """What `secrecy.toml` says: levels by their letters without spaces, and the patterns around them."""

    levels: dict[str, str]
    led: re.Pattern[str]
    beside: re.Pattern[str]
    letterhead: re.Pattern[str]


def stamp(text: str) -> str | None:
    """Return the degree that is stamped on the document, as `TỐI MẬT`; None where there is no stamp."""
    stamps = _stamps()
    lines = unicodedata.normalize("NFC", text[:_CHARACTERS]).splitlines()
    lines = [line.strip() for line in lines if line.strip()][:_LINES]
    official = any(stamps.letterhead.search(line.upper()) for line in lines)
    found = [level for line in lines for level in _of_line(line, official=official)]
    for above, line in pairwise(lines):  # `TUYỆT` over `MẬT`
        found += _of_cell(f"{above} {line}", official=official) if " " not in above + line else []
    return max(found, key=list(stamps.levels.values()).index, default=None)


def _of_line(line: str, *, official: bool) -> Iterator[str]:
    for place in {line, *_CELLS.split(line)}:
        yield from _of_cell(place, official=official)


def _of_cell(cell: str, *, official: bool) -> Iterator[str]:
    """Yield the level that alone stands in this place; not in capitals it counts in a letterhead only."""
    stamps, shown = _stamps(), _SPACES.sub(" ", cell.strip(_FRAME))
    level = stamps.levels.get(shown.upper().replace(" ", ""))
    if level and (official or shown.isupper()):
        yield level
    if led := stamps.led.fullmatch(shown.upper()):
        yield stamps.levels[led["level"].replace(" ", "")]
    beside = stamps.beside.fullmatch(shown.upper())
    if beside and (written := beside["first"] or beside["last"]) in shown:
        yield stamps.levels[written.replace(" ", "")]


@cache
def _stamps() -> _Stamps:
    data = tomllib.loads((files("corpus") / "secrecy.toml").read_text("utf-8"))
    levels = {form.replace(" ", ""): level for level, *other in data["levels"] for form in (level, *other)}
    level = "|".join(form for forms in data["levels"] for form in forms)
    around = "|".join(data["beside"])
    return _Stamps(
        levels,
        re.compile(rf"(?:{'|'.join(data['leads'])})\s*:?\s*(?P<level>{level})"),
        re.compile(rf"(?P<first>{level}) (?:{around})|(?:{around}) (?P<last>{level})"),
        re.compile("|".join(data["letterhead"])),
    )
