"""Names that say only what kind of body they mean (`Ủy ban nhân dân tỉnh`), and heads that are names by themselves."""

from functools import cache

from extractor.resolve.merged_names import head_of
from extractor.resolve.unit_lexicon import load_heads, strings
from models.folding import fold

_BARE_WORDS = 8  # of a head with a level


@cache
def names_alone() -> frozenset[str]:
    """Return the heads that may be all of a body's name (`Ban Chỉ đạo`)."""
    return frozenset(head.key for _, head in load_heads() if head.alone == "name")


def is_bare(whole: str) -> bool:
    """Whether a name is a head with a level at most (`Ủy ban nhân dân tỉnh`)."""
    key = head_of(whole)
    level = fold(whole).removeprefix(key).strip()
    return bool(key) and (not level or level in strings("places", "bare_levels"))


def bare_end(official: str) -> str:
    """Return the bare unit with which a longer name ends, empty where none does."""
    words = official.split()
    ends = (" ".join(words[at:]) for at in range(1, len(words)) if len(words) - at <= _BARE_WORDS)
    return next((end for end in ends if is_bare(end)), "")


def below_province(body: str) -> str:
    """Return the commune or district of a body that each has: the party committee beside it is the place's."""
    head = head_of(body)
    place = body[len(head) :].strip()
    below = place and not place.lower().startswith(strings("places", "provincial"))
    return place if below and head in strings("unit_words", "councils") else body
