"""Bare heads: of which body of the text one is whose title has its noun and no name.

«Bộ trưởng Trần A»     the ministry that the text calls `Bộ`
«Cục trưởng Trần A»    the only department of the text, named before
"""

from collections.abc import Sequence

from extractor.annotations import UnitFinding
from extractor.resolve.person_identity import Figure
from extractor.resolve.unit_lexicon import pairs, strings


def headed_alone(text: str, units: Sequence[UnitFinding], figure: Figure) -> int | None:
    """Return the body of someone whose only title names none."""
    title = figure.positions[0].title.lower()
    head = pairs("titles", "bare_heads").get(title)
    called = [i for i, u in enumerate(units) if head and any(m.of(text).lower() == head for m in u.mentions)]
    if len(called) == 1:
        return called[0]
    while title.partition(" ")[0] in strings("titles", "deputy_words"):
        title = title.partition(" ")[2]
    noun = pairs("titles", "heads_by_noun").get(title)
    return _only(units, noun, figure.mentions[0].start) if noun else None


def _only(units: Sequence[UnitFinding], noun: str, before: int) -> int | None:
    """Return the only unit of a text whose name begins with `noun`, where it stands before."""
    found = [i for i, unit in enumerate(units) if unit.name.lower().startswith(f"{noun} ")]
    first = len(found) == 1 and min(m.start for m in units[found[0]].mentions) < before
    return found[0] if first else None
