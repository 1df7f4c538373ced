"""The field of a title in lower case, which names no unit: «Trưởng phòng [kỹ thuật] Trần A»."""

import re
from functools import cache

from extractor.resolve.unit_lexicon import strings

_OF_A_FIELD = ("phòng", "ban", "khoa", "đội", "tổ", "bộ phận")
_SMALL = re.compile(r"(?: [^\W\d_A-ZĐ][^\W\d_A-ZĐ]*){1,6}(?= [^\W\d_a-zđ])")
_MOST = 4  # words of one field


@cache
def _fields() -> frozenset[str]:
    return frozenset((*strings("unit_words", "fields"), *strings("unit_words", "acts"), "và"))


def field_end(text: str, title: str, end: int) -> int:
    """Return where the fields behind a title end at a capital, 0 where other words stand before it."""
    found = _SMALL.match(text, end) if title.lower().endswith(_OF_A_FIELD) else None
    words = found[0].split() if found else []
    at = 0
    while at < len(words):
        longest = range(min(_MOST, len(words) - at), 0, -1)
        taken = next((n for n in longest if " ".join(words[at : at + n]) in _fields()), 0)
        if not taken:
            return 0
        at += taken
    return found.end() if found else 0
