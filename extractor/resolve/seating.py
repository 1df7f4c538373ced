"""Seating: of which place of the text a body is that is named by its level alone (`UBND tỉnh`, `Thành ủy`)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.resolve.unit_lexicon import Place
from extractor.resolve.unit_names import Name

PROVINCIAL = {"tỉnh", "thành phố"}
MAIN_SHARE = 0.6  # share of the fitting mentions from which one unit is the one that short forms mean


@dataclass(frozen=True, slots=True)
class Seating:
    """The provinces and the towns of a text, each with the token at which it stands."""

    places: Sequence[tuple[int, Place]]
    towns: Sequence[tuple[int, Place]]

    def main_place(self, short: Name) -> str:
        """Return the place of a level that the text is about, else the one named last before, empty where none is."""
        below = short.level not in PROVINCIAL
        found = [(at, p.name) for at, p in (self.towns if below else self.places) if p.level == short.level]
        if not found and short.level == "thành phố":  # «Tại TP Vinh, UBND TP …»
            found = [(at, p.name) for at, p in self.towns if p.level == short.level]
        if not found:
            return ""
        name, count = Counter(n for _, n in found).most_common(1)[0]
        if below:  # of several communes none is the one that `UBND xã` means
            return name if count >= MAIN_SHARE * len(found) else ""
        before = [n for at, n in found if at < short.first]
        return name if count >= MAIN_SHARE * len(found) or not before else before[-1]

    def only_province(self, level: str) -> str:
        """Return the province or city that the text is about, as `Thành ủy` names it; empty where there is none."""
        counts = Counter(p for _, p in self.places)
        if not counts:
            return ""
        place, count = counts.most_common(1)[0]
        mainly = count >= MAIN_SHARE * counts.total() and place.level == level
        return (place.name if place.name[0].isupper() else place.short) if mainly else ""
