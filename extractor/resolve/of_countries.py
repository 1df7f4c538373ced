"""Bodies said without their country, which the words or the rest of the text give: `Đảng và Nhà nước Lào`."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.resolve.unit_lexicon import pairs, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit
from extractor.resolve.unit_spellings import FOREIGN
from extractor.resolve.unit_tokens import joined

_PARTY = "the-party"
_ROW = 10  # words of a row that ends with a country
_NEUTRAL = FOREIGN | {"police", "press", "international", "foreign", "company", "group", "bank", "club"}


def parties_abroad(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return `names`, `Đảng` in a row that another country closes as the party that rules there."""
    ruling = pairs("unit_words", "ruling_parties")
    return [
        replace(name, name=party, units=(), rule="party-abroad")
        if name.rule == _PARTY and (party := ruling.get(_closing(reader, name.stop)))
        else name
        for name in names
    ]


def _closing(reader: NameReader, at: int) -> str:
    """Return the country that closes a row of words for a state, empty where none does."""
    tokens, beside = reader.tokens, strings("unit_words", "beside_a_party")
    for i in range(at, min(len(tokens), at + _ROW)):
        country = reader.lexicon.countries.longest(tokens, i) if tokens[i].capital else None
        if country:
            return country[1]
        if tokens[i].key != "," and tokens[i].key not in beside:
            return ""
    return ""


def bodies_abroad(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return `names`, ministries without a country as those of the one country that a text is about."""
    said = {_country(reader, name) for name in names if name.rule == "foreign-body"} - {""}
    if len(said) != 1 or _is_named(reader) or _is_at_home(reader, names):
        return list(names)
    country = said.pop()
    return [
        replace(name, name=f"{unit.name} {country}", units=(), rule="foreign-body")
        if (unit := _bare(name)) is not None
        else name
        for name in names
    ]


def _bare(name: Name) -> RegisteredUnit | None:
    """Return the unit of a kind that every country has, as whose name stands in the text alone."""
    unit = name.units[-1] if name.units and not name.level else None
    return unit if unit is not None and unit.kind in FOREIGN and not unit.template else None


def _country(reader: NameReader, name: Name) -> str:
    """Return the country with which a name ends, empty where none does."""
    for first in range(name.first, name.stop):
        found = reader.lexicon.countries.longest(reader.tokens, first)
        if found and found[0] == name.stop:
            return joined(reader.tokens[first : name.stop])
    return ""


def _is_named(reader: NameReader) -> bool:
    """Whether a text names this country."""
    return any(word.lower() in reader.places for word in strings("places", "home"))


def _is_at_home(reader: NameReader, names: Sequence[Name]) -> bool:
    """Whether a text names a province or a body that only Vietnam has."""
    placed = any(reader.lexicon.provinces.longest(reader.tokens, at) for at in _capitals(reader))
    home = strings("places", "home")
    own = (u.kind not in _NEUTRAL or u.template or u.name.endswith(home) for name in names for u in name.units)
    return placed or any(own)


def _capitals(reader: NameReader) -> list[int]:
    """Return where a province may begin."""
    return [at for at in reader.lexicon.provinces.openings(reader.places) if reader.tokens[at].capital]
