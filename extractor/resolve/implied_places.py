"""Implied places: the provinces that a text names by their districts and web sites alone."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractor.resolve.districts import load_districts
from extractor.resolve.seating import of_one_province, provincial
from extractor.resolve.unit_lexicon import Place, load_places
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_tokens import Token
from models.folding import fold, strip_marks

_DOMAIN = (".", "gov", ".", "vn")


def with_implied(
    reader: NameReader, names: Sequence[Name], places: Sequence[tuple[int, Place]]
) -> list[tuple[int, Place]]:
    """Return the provinces that a text names, and those it implies of a level that only its short forms say."""
    unsaid = _asked(names) - {place.level for _, place in places}
    shown = [*_seats(reader.towns), *_sites(reader.tokens)] if unsaid else []
    implied = [one for level in unsaid for one in _only([(at, place) for at, place in shown if place.level == level])]
    return sorted([*places, *implied], key=lambda one: one[0])


def _asked(names: Iterable[Name]) -> set[str]:
    """Return the levels of provinces for which short forms stand (`UBND tỉnh`, `Thành ủy`, `Văn phòng Tỉnh ủy`)."""
    said = {part for name in names for part in (name.level, name.key, fold(name.whole)) if part}
    own = {level for key, level in of_one_province().items() if any(part.endswith(key) for part in said)}
    return own | {level for level in provincial() if any(part.endswith(level) for part in said)}


def _only(places: Sequence[tuple[int, Place]]) -> Sequence[tuple[int, Place]]:
    """Return places that are one, none where they are several: nothing says which a short form means."""
    return places if len({place for _, place in places}) == 1 else ()


@cache
def _provinces() -> dict[str, Place]:
    """Return the provinces by their short names and by those of their web sites (`nghean`)."""
    known = {place.short: place for _, place in load_places()}
    return known | {strip_marks(short).replace(" ", ""): place for short, place in known.items()}


@cache
def _owners() -> dict[tuple[str, str], set[str]]:
    """Return the provinces that have a district, by its level and its name."""
    owners: dict[tuple[str, str], set[str]] = {}
    for name, district in load_districts():
        owners.setdefault((district.level, fold(name)), set()).add(district.province)
    return owners


def _seats(towns: Iterable[tuple[int, Place]]) -> Iterator[tuple[int, Place]]:
    """Yield the provinces of towns that only one province has; a city is not the one its own city lies in."""
    for at, town in towns:
        owners = _owners().get((town.level, fold(town.short)), ())
        place = _provinces().get(next(iter(owners))) if len(owners) == 1 else None
        if place and place.level != town.level:
            yield at, place


def _sites(tokens: Sequence[Token]) -> Iterator[tuple[int, Place]]:
    """Yield the provinces of web sites of authorities (`nghean.gov.vn`)."""
    for at, token in enumerate(tokens):
        if token.key == "gov" and at > 1 and tuple(t.key for t in tokens[at - 1 : at + 3]) == _DOMAIN:
            place = _provinces().get(tokens[at - 2].key)
            if place:
                yield at - 2, place
