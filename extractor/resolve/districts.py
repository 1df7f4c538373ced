"""Districts: those below each province, and the level of one that a body is named by without it."""

from functools import cache
from typing import NamedTuple

from extractor.resolve.unit_lexicon import capital_at
from extractor.resolve.unit_sites import Site, Tail, begins_person, begins_whole_person
from extractor.resolve.unit_tokens import Trie
from extractor.rules.loader import load_table
from models.errors import RuleError
from models.folding import canonical


class District(NamedTuple):
    """One district, town or city below a province, by the province's short name."""

    level: str
    province: str


@cache
def load_districts() -> tuple[tuple[str, District], ...]:
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
    return Trie(load_districts())


@cache
def _levels() -> frozenset[str]:
    """Return the levels that districts have."""
    return frozenset(district.level for _, district in load_districts())


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
