"""Tails that are countries: whose parliament, army, embassy, delegation (`Đại sứ quán Nhật Bản tại Việt Nam`)."""

from extractor.resolve.unit_lexicon import capital_at
from extractor.resolve.unit_places import local_tail
from extractor.resolve.unit_sites import Site, Tail, begins_person
from extractor.resolve.unit_tokens import joined

_FORM = ("hoàng", "gia")  # «Hải quân Hoàng gia Anh»
_MINISTRY = 9  # words of what a ministry is for
_SHARED = 16  # words of what two countries do together
_HOST = 3  # words of a town abroad


def nation_tail(site: Site, at: int) -> Tail | None:
    """Return the country whose body it is and where it sits; else the unit or the place that sent it."""
    tokens = site.tokens
    start = at + len(_FORM) if tuple(t.key for t in tokens[at : at + len(_FORM)]) == _FORM else at
    country = site.lexicon.countries.longest(tokens, start) if capital_at(tokens, start) else None
    if country is None:
        return site.inner(at) or _placed(site, at)
    stop = _seat(site, country[0])
    return Tail(stop, " ".join(t.text for t in tokens[at:stop]))


def countries_tail(site: Site, at: int) -> Tail | None:
    """Return what two countries do together and both of them (`hợp tác kinh tế Việt Nam - Lào`)."""
    tokens = site.tokens
    for first in range(at, min(len(tokens), at + _SHARED)):
        one = site.lexicon.countries.longest(tokens, first) if tokens[first].capital else None
        if one is None:
            if not tokens[first].word and tokens[first].text not in {",", "-"}:
                return None
            continue
        if one[0] + 1 >= len(tokens) or tokens[one[0]].key != "-":
            return None
        other = site.lexicon.countries.longest(tokens, one[0] + 1)
        return Tail(other[0], joined(tokens[at : other[0]])) if other else None
    return None


def abroad_tail(site: Site, at: int) -> Tail | None:
    """Return the words and the country of a ministry abroad (`Bộ Di trú Úc`, `Bộ An ninh Nội địa Mỹ`)."""
    tokens, countries = site.tokens, site.lexicon.countries
    if countries.longest(tokens, at) or site.lexicon.titles.longest(tokens, at):
        return None
    for first in range(at + 1, min(len(tokens), at + _MINISTRY)):
        country = countries.longest(tokens, first) if tokens[first].capital else None
        if country and _ends_person(site, at, first):
            return None
        if country:
            text = joined(tokens[at : country[0]])
            return None if text.endswith("Việt Nam") else Tail(country[0], text)
        if not tokens[first].word and tokens[first].text not in {",", "-"}:
            return None
    return None


def _ends_person(site: Site, at: int, last: int) -> bool:
    """Whether a country's name is the given name of someone: «Bộ trưởng Bộ Khoa học và Công nghệ Chu Ngọc [Anh]»."""
    firsts = [i for i in (last - 3, last - 2) if i > at and all(t.capital for t in site.tokens[i:last])]
    return any(begins_person(site.tokens, site.lexicon, i) for i in firsts)


def police_tail(site: Site, at: int) -> Tail | None:
    """Return the police of a place, whose force it is (`Cảnh sát cơ động Công an tỉnh Nghệ An`)."""
    inner = site.inner(at)
    return inner if inner and inner.text.startswith("Công an") else None


def _placed(site: Site, at: int) -> Tail | None:
    """Return the place that sent it, over what kind of people it is of (`Đoàn đại biểu người có công tỉnh Huế`)."""
    field = site.lexicon.fields.longest(site.tokens, at)
    start = field[0] if field else at
    place = local_tail(site, start)
    if place is None or place.level:
        return None
    kind = "".join(f"{t.text} " for t in site.tokens[at:start])
    return Tail(place.stop, f"{kind}{place.text}", place=place.place)


def _seat(site: Site, at: int) -> int:
    """Return the end of the country, the body or the town where it sits, `at` where none is said."""
    tokens = site.tokens
    if at + 1 >= len(tokens) or tokens[at].key != "tại" or not capital_at(tokens, at + 1):
        return at
    country = site.lexicon.countries.longest(tokens, at + 1)
    inner = site.inner(at + 1)
    if country or inner:
        return country[0] if country else inner.stop if inner else at
    stop = at + 1
    while stop < min(len(tokens), at + 1 + _HOST) and tokens[stop].capital:
        stop += 1
    return stop
