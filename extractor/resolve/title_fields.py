"""The field of a title in lower case, which names no unit: «Trưởng phòng [kỹ thuật] Trần A»."""

import re
from functools import cache
from itertools import takewhile

from extractor.resolve.unit_lexicon import strings

_WORDS = re.compile(r"(?: [^\W\d_]+){2,7}")
_MOST = 4  # words of one field


@cache
def _fields() -> frozenset[str]:
    return frozenset((*strings("unit_words", "fields"), *strings("unit_words", "acts"), *strings("unit_words", "and")))


def field_end(text: str, title: str, end: int) -> int:
    """Return where the fields behind a title end at a capital, 0 where other words stand before it."""
    found = _WORDS.match(text, end) if title.lower().endswith(strings("titles", "of_a_field")) else None
    said = found[0].split() if found else []
    words = list(takewhile(str.islower, said))
    if not words or len(words) == len(said):
        return 0
    at = 0
    while at < len(words):
        longest = range(min(_MOST, len(words) - at), 0, -1)
        taken = next((n for n in longest if " ".join(words[at : at + n]) in _fields()), 0)
        if not taken:
            return 0
        at += taken
    return end + sum(len(word) + 1 for word in words)
