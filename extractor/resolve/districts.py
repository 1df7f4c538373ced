"""Districts: whose a district or town is that a text names without its province, and its level."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.resolve.unit_lexicon import Place, capital_at, load_places
from extractor.resolve.unit_sites import Site, Tail, begins_person, begins_whole_person
from extractor.resolve.unit_tokens import Token, Trie
from extractor.rules.loader import load_table
from models.errors import RuleError
from models.folding import canonical, strip_marks

_DOMAIN = (".", "gov", ".", "vn")


@dataclass(frozen=True, slots=True)
class District:
    """One district, town or city below a province, by the province's short name."""

    level: str
    province: str


@cache
def _entries() -> tuple[tuple[str, District], ...]:
    """Return every district with its name without the level."""
    found = []
    for province, levels in load_table("districts").items():
        if not isinstance(levels, dict):
            message = f"districts.toml: {province} must be a table of levels"
            raise RuleError(message)
        for level, names in levels.items():
            district = District(canonical(level), canonical(province))
            found += [(canonical(str(name)), district) for name in names]
    return tuple(found)


@cache
def _districts() -> Trie[District]:
    """Return every district by its name without the level."""
    return Trie(_entries())


@cache
def _levels() -> frozenset[str]:
    """Return the levels that districts have."""
    return frozenset(district.level for _, district in _entries())


@cache
def _provinces() -> dict[str, Place]:
    """Return the provinces by their short names and by those of their web sites (`nghean`)."""
    known = {place.short: place for _, place in load_places()}
    return known | {strip_marks(short).lower().replace(" ", ""): place for short, place in known.items()}


def district_tail(site: Site, at: int) -> Tail | None:
    """Return a district that a body is named by without its level (`UBND Quảng Xương`), the level written."""
    if not capital_at(site.tokens, at) or begins_whole_person(site, at):
        return None
    found = {(stop, d.level) for stop, _, d in _districts().walk(site.tokens, at)}
    stop = max((stop for stop, _ in found), default=0)
    goes_on = capital_at(site.tokens, stop) and not begins_person(site.tokens, site.lexicon, stop)
    if not stop or goes_on or not all(t.capital for t in site.tokens[at:stop]):
        return None
    name = " ".join(t.text for t in site.tokens[at:stop])
    levels = [level for end, level in found if end == stop]
    told = site.level_of(name)  # a commune may have the district's name
    level = told if told in _levels() else levels[0] if len(levels) == 1 else ""
    whole = f"{level} {name}".strip()
    return Tail(stop, whole, place=whole)


def with_implied(
    tokens: Sequence[Token], places: Sequence[tuple[int, Place]], towns: Iterable[tuple[int, Place]]
) -> list[tuple[int, Place]]:
    """Return the provinces that a text names, and of levels without any those of its districts and web addresses."""
    told = {place.level for _, place in places}
    shown = [*_seats(towns), *_sites(tokens)] if told != {place.level for _, place in load_places()} else []
    return sorted([*places, *((at, place) for at, place in shown if place.level not in told)], key=lambda one: one[0])


def _seats(towns: Iterable[tuple[int, Place]]) -> Iterator[tuple[int, Place]]:
    """Yield the provinces of towns that only one province has; a city is not the one its own city lies in."""
    for at, town in towns:
        owners = {d.province for d in _owners(town)}
        place = _provinces().get(owners.pop()) if len(owners) == 1 else None
        if place and place.level != town.level:
            yield at, place


def _sites(tokens: Sequence[Token]) -> Iterator[tuple[int, Place]]:
    """Yield the provinces of web sites of authorities (`nghean.gov.vn`)."""
    for at, token in enumerate(tokens):
        if token.key == "gov" and at > 1 and tuple(t.key for t in tokens[at - 1 : at + 3]) == _DOMAIN:
            place = _provinces().get(tokens[at - 2].key)
            if place:
                yield at - 2, place


def _owners(town: Place) -> Iterator[District]:
    """Yield the districts that are called as `town` is and have its level."""
    named = [Token(word, word.lower(), 0, 0, capital=True) for word in town.short.split()]
    for stop, _, district in _districts().walk(named, 0):
        if stop == len(named) and district.level == town.level:
            yield district
