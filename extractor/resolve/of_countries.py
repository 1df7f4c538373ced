"""Bodies said without their country, which the words or the rest of the text give: `Đảng và Nhà nước Lào`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.resolve.unit_lexicon import pairs, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_sites import in_case
from extractor.resolve.unit_spellings import FOREIGN
from extractor.resolve.unit_tokens import joined
from models.folding import fold

_PARTY = "the-party"
_OFTEN = 4  # times that a text names the country it is about
_MAIN = 0.8  # share of that country of all countries named
_ROW = 10  # words of a row that ends with a country
_NEUTRAL = FOREIGN | {"police", "press", "international", "foreign", "company", "group", "bank", "club"}


def parties_abroad(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return `names`, `Đảng` in a row that another country closes as the party that rules there, if one is known."""
    found = []
    for name in names:
        country = _closing(reader, name.stop) if name.rule == _PARTY else ""
        if not country or country.endswith(strings("places", "home")):
            found.append(name)
        elif party := pairs("unit_words", "ruling_parties").get(country):
            found.append(name._replace(name=party, units=(), rule="party-abroad"))
    return found


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
    if not said or _is_at_home(reader, names):
        return list(names)
    country = _main_country(reader) if len(said) > 1 or _is_named(reader) else next(iter(said))
    if country not in said:
        return list(names)
    told = {name.name for name in names}
    return [
        name._replace(name=f"{called} {country}", units=(), rule="foreign-body")
        if (called := _bare(reader, name)) and (not _has_two(called) or f"{called} {country}" in told)
        else name
        for name in names
    ]


def _main_country(reader: NameReader) -> str:
    """Return the country that a text names far more often than all others and this one, empty where none is."""
    counts = Counter(country for _, country in _countries(reader))
    home = sum(len(reader.places.get(word.lower(), ())) for word in strings("places", "home"))
    country, count = counts.most_common(1)[0] if counts else ("", 0)
    return country if count >= _OFTEN and count >= _MAIN * (counts.total() + home) else ""


def _countries(reader: NameReader) -> Iterator[tuple[int, str]]:
    """Yield every other country that the text names, and where."""
    past, home = 0, strings("places", "home")
    for at in reader.lexicon.countries.openings(reader.places):
        found = reader.lexicon.countries.longest(reader.tokens, at) if at >= past else None
        if found and reader.tokens[at].capital:
            past = found[0]
            if not found[1].endswith(home):
                yield at, found[1]


def _has_two(called: str) -> bool:
    """Whether a body is of two fields (`Bộ Văn hóa và Thể thao`): other countries may divide them."""
    return any(f" {word} " in called for word in strings("unit_words", "and"))


def _bare(reader: NameReader, name: Name) -> str:
    """Return what a body of a kind that every country has is called where the text names it alone, else nothing.

    `Bộ Giáo dục` of another country is no `Bộ Giáo dục và Đào tạo`.
    """
    unit = name.units[-1] if name.units and not name.level else None
    if unit is None or unit.kind not in FOREIGN or unit.template:
        return ""
    said = in_case(reader.tokens[name.first : name.stop])
    return said if fold(unit.name).startswith(f"{fold(said)} ") else unit.name


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
    home, terms = strings("places", "home"), strings("places", "home_terms")
    if any(name.units and joined(reader.tokens[name.stop : name.stop + 2]) in terms for name in names):
        return True  # «Quốc hội khóa XV»
    own = (u.kind not in _NEUTRAL or u.template or u.name.endswith(home) for name in names for u in name.units)
    return placed or any(own)


def _capitals(reader: NameReader) -> list[int]:
    """Return where a province may begin."""
    return [at for at in reader.lexicon.provinces.openings(reader.places) if reader.tokens[at].capital]
