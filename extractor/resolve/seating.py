"""Seating: of which place of the text a body is that is named by its level alone (`UBND tỉnh`, `Thành ủy`)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extractor.resolve.unit_lexicon import Place, pairs, strings
from extractor.resolve.unit_names import Name

MAIN_SHARE = 0.6  # share of the fitting mentions from which one unit is the one that short forms mean


def provincial() -> tuple[str, ...]:
    """Return the levels under the centre."""
    return strings("places", "provincial")


def of_one_province() -> Mapping[str, str]:
    """Return what every province or city has one of, with the level."""
    return pairs("unit_words", "of_one_province")


class Seats:
    """The places of one level, each with the token at which it stands, in reading order."""

    def __init__(self, places: Sequence[tuple[int, Place]]) -> None:
        """Take at least one."""
        self.starts, self.places = [at for at, _ in places], [place for _, place in places]
        self.shorts = {place.short for place in self.places}
        self.commonest, count = Counter(place.name for place in self.places).most_common(1)[0]
        self.mainly = count >= MAIN_SHARE * len(self.places)

    def before(self, at: int) -> Place | None:
        """Return the place that stands last before."""
        i = bisect_left(self.starts, at)
        return self.places[i - 1] if i else None


def by_level(places: Iterable[tuple[int, Place]]) -> dict[str, Seats]:
    """Return the places of each level."""
    found: dict[str, list[tuple[int, Place]]] = {}
    for at, place in places:
        found.setdefault(place.level, []).append((at, place))
    return {level: Seats(ones) for level, ones in found.items()}


class Seating:
    """The provinces and the towns of a text, each with the token at which it stands."""

    def __init__(self, places: Sequence[tuple[int, Place]], towns: Iterable[tuple[int, Place]]) -> None:
        """Take the provinces and the towns, in reading order."""
        self.places = places
        self.provincial, self.below = by_level(places), by_level(towns)

    def main_place(self, short: Name) -> str:
        """Return the place of a level that the text is about, else the one named last before, empty where none is."""
        found = self.provincial.get(short.level) if short.level in provincial() else None
        if found is None and short.level not in strings("places", "never_below"):  # «Tại TP Vinh, UBND TP …»
            found = self.below.get(short.level)
        if found is None:
            return ""
        if found.mainly:
            return found.commonest
        if short.level not in provincial():
            return ""  # of several communes none is the one that `UBND xã` means
        before = found.before(short.first)
        return before.name if before else found.commonest

    def only_province(self, level: str) -> str:
        """Return the province or city that the text is about, as `Thành ủy` names it; empty where there is none."""
        counts = Counter(p for _, p in self.places)
        if not counts:
            return ""
        place, count = counts.most_common(1)[0]
        mainly = count >= MAIN_SHARE * counts.total() and place.level == level
        return (place.name if place.name[0].isupper() else place.short) if mainly else ""
