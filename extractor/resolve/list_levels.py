"""The levels before a list of places: `các tỉnh, thành phố trực thuộc Trung ương: …`, `các huyện, TP. Cà Mau`."""

from extractor.resolve.unit_lexicon import strings
from extractor.resolve.unit_names import NameReader


def levels_end(reader: NameReader, at: int) -> int:
    """Return the end of `tỉnh, thành phố trực thuộc trung ương` at `at`."""
    tokens = reader.tokens
    while (found := reader.lexicon.levels.longest(tokens, at)) is not None:
        at = found[0]
        if " ".join(t.key for t in tokens[at : at + 4]) in strings("places", "of_the_centre"):
            at += 4
        if " ".join(t.key for t in tokens[at : at + 2]) in strings("places", "regions_of_levels"):
            at += 2
        if (
            at + 1 < len(tokens)
            and tokens[at].key in strings("places", "between_levels")
            and reader.lexicon.levels.longest(tokens, at + 1)
        ):
            at += 1
        else:
            break
    return at


def last_level(reader: NameReader, at: int, stop: int) -> int:
    """Return where the last of the levels at `tokens[at:stop]` begins."""
    for first in range(at, stop):
        found = reader.lexicon.levels.longest(reader.tokens, first)
        if found and found[0] == stop:
            return first
    return at


def town_level(reader: NameReader, at: int, stop: int) -> str:
    """Return the one level below a province at `tokens[at:stop]` (`các huyện`), empty where there are more."""
    found = reader.lexicon.levels.longest(reader.tokens, at)
    level = found[1].lower() if found and found[0] == stop else ""
    return level if level in strings("places", "town_levels") else ""
