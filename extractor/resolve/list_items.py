"""Items of a list of units: a ministry by its core, a department by its abbreviation, a body by its place."""

from collections.abc import Callable
from typing import TypeAlias

from extractor.resolve.unit_fields import field_tail
from extractor.resolve.unit_lexicon import Head, strings, write_out
from extractor.resolve.unit_names import HEADS_FILE, Name, NameReader
from extractor.resolve.unit_places import local_tail, place_at, town_tail
from extractor.resolve.unit_sites import begins_person
from extractor.resolve.unit_tokens import joined, spelled_as

_MINISTRY = 14  # words of what a ministry is for
Item: TypeAlias = Callable[[int], Name | None]


def core_item(reader: NameReader, at: int, head: str) -> Name | None:
    """Return the ministry or department that is said by its core at `at` (`Công Thương`, `TN&MT`, `YT`)."""
    walked = reader.lexicon.cores[head].walk(reader.tokens, at)
    found = [(stop, unit) for stop, words, unit in walked if spelled_as(reader.tokens, at, words)]
    if not found or not reader.tokens[at].capital:
        return None
    stop = max(found, key=lambda f: f[0])[0]
    units = tuple(unit for end, unit in found if end == stop)
    return Name(at, stop, head.lower(), units[-1].name, "core-of-a-name", units[-1].file, units)


def core_after_title(reader: NameReader, at: int, head: str) -> Name | None:
    """Return the body said without its head noun after the title of who heads it (`Bộ trưởng Công Thương`)."""
    return core_item(reader, at, head) if at < len(reader.tokens) else None


def department_after_title(reader: NameReader, at: int, head: str) -> Name | None:
    """Return the department said by its fields alone (`Vụ trưởng Khoa học Công nghệ`), no person's name."""
    tokens, fields = reader.tokens, reader.lexicon.fields
    if at >= len(tokens) or not tokens[at].capital or begins_person(tokens, reader.lexicon, at):
        return None
    stop = at
    while field := fields.longest(tokens, stop + (stop > at and stop < len(tokens) and tokens[stop].key == "và")):
        stop = field[0]
    name = write_out(f"{head} {joined(tokens[at:stop])}")
    place = local_tail(reader.site(stop), stop) if stop > at else None
    if place and not place.level and tokens[stop].capital:
        stop, name = place.stop, f"{name} {place.text}"  # «Cục trưởng [Hải quan TP.HCM]»
    return Name(at, stop, head.lower(), name, "fields-after-a-title", HEADS_FILE) if stop > at else None


def ministers_in_a_row(reader: NameReader, at: int, stop: int) -> list[Name]:
    """Return the ministries of several ministers (`các Bộ trưởng: Công Thương Trần A, Xây dựng Lê B`)."""
    tokens = reader.tokens
    several = at > 0 and tokens[at - 1].key == "các"
    if not several or stop >= len(tokens) or tokens[stop].text != ":":
        return []
    names: list[Name] = []
    stop += 1
    while core := core_item(reader, stop, "Bộ") if stop < len(tokens) else None:
        names.append(core)
        stop = core.stop
        while stop < len(tokens) and (tokens[stop].capital or tokens[stop].key in {"ông", "bà"}):
            stop += 1  # who it is
        stop += stop < len(tokens) and tokens[stop].key in {",", ";", "và"}
    return names


def foreign_ministry(reader: NameReader, at: int) -> Name | None:
    """Return a ministry abroad by its own words and its country (`Bộ trưởng Năng lượng và Môi trường Na Uy`)."""
    tokens, countries = reader.tokens, reader.lexicon.countries
    if at >= len(tokens) or countries.longest(tokens, at):
        return None
    if not tokens[at].capital:  # «bộ trưởng quốc phòng Canada»
        field = reader.lexicon.fields.longest(tokens, at)
        country = countries.longest(tokens, field[0]) if field and field[0] < len(tokens) else None
        if field is None or country is None or not tokens[field[0]].capital or country[1].lower() == "việt nam":
            return None
        text = joined(tokens[at : country[0]])
        return Name(at, country[0], "bộ", f"Bộ {text[0].upper()}{text[1:]}", "foreign-body", HEADS_FILE)
    for first in range(at + 1, min(len(tokens), at + _MINISTRY)):
        token = tokens[first]
        country = countries.longest(tokens, first) if token.capital else None
        if country:
            text = joined(tokens[at : country[0]])
            known = reader.lexicon.fields.longest(tokens, at) or reader.lexicon.acts.longest(tokens, at)
            return Name(at, country[0], "bộ", f"Bộ {text}", "foreign-body", HEADS_FILE) if known else None
        if not token.word and token.text not in {",", "-"}:
            return None
    return None


def ministry_item(reader: NameReader, at: int) -> Name | None:
    """Return an item of a list of ministries: a core, an abbreviation, or another body by its name."""
    core = core_item(reader, at, "Bộ")
    other = reader.read(at)
    named = other if isinstance(other, Name) and other.name else None
    if core and (named is None or core.stop >= named.stop or named.rule == "head-place"):
        return core
    if named:
        return named
    for stop, words, unit in reader.lexicon.contextual.walk(reader.tokens, at):
        if tuple(t.text for t in reader.tokens[at:stop]) == words and unit.kind in {"ministry", "state"}:
            return Name(at, stop, "", unit.name, "abbreviation-in-a-list", unit.file, (unit,))
    return None


def department_item(reader: NameReader, head: Head, *others: Head) -> Item:
    """Return the reader of items under heads of departments (`các Vụ: KTTH, CN`, `các Tập đoàn, Tổng công ty: …`)."""

    def read(at: int) -> Name | None:
        cores = [c for h in (head, *others) if (c := core_item(reader, at, h.name))]
        if cores:
            return _of_place(reader, max(cores, key=lambda c: c.stop))
        if head.name == "Phòng" and (section := _section(reader, head, at)):
            return section
        if head.name == "Vụ":
            for stop, words, unit in reader.lexicon.contextual.walk(reader.tokens, at):
                if tuple(t.text for t in reader.tokens[at:stop]) == words and unit.name.startswith("Vụ "):
                    return Name(at, stop, head.key, unit.name, "abbreviation-in-a-list", unit.file, (unit,))
        other = reader.read(at)
        if isinstance(other, Name) and other.name:
            return other
        return None if other is not None or reader.begins_head(at) else _tail_item(reader, head, at)

    return read


def _of_place(reader: NameReader, core: Name) -> Name:
    """Return a provincial department with the place right behind it (`các Sở Nội vụ và Xây dựng Hà Nam`)."""
    place = local_tail(reader.site(core.stop), core.stop) if any(u.template for u in core.units) else None
    if place is None or place.level or core.stop >= len(reader.tokens) or not reader.tokens[core.stop].capital:
        return core
    return core._replace(stop=place.stop, name=f"{core.name} {place.text}", units=())


def _section(reader: NameReader, head: Head, at: int) -> Name | None:
    """Return a section of an office by its abbreviation (`các phòng: NC, KTTH`)."""
    known = reader.lexicon.sections.get(reader.tokens[at].text)
    if known is None:
        return None
    return Name(at, at + 1, head.key, f"{head.name} {known}", "abbreviation-in-a-list", HEADS_FILE)


def _tail_item(reader: NameReader, head: Head, at: int) -> Name | None:
    """Return an item that is the head's tail alone (`các Bệnh viện: Hữu nghị Việt Đức, Bạch Mai`)."""
    tokens = reader.tokens
    if not tokens[at].capital or reader.lexicon.titles.longest(tokens, at):
        return None
    if tokens[at].text in strings("unit_words", "unjoined"):
        return None  # «các Bệnh viện A và Dự án B»
    tail = field_tail(reader.site(at), at)
    if tail is None:
        return None
    name = write_out(f"{head.name} {tail.text}")
    return Name(at, tail.stop, head.key, name, "list-under-a-head", HEADS_FILE, reader.registered(name))


def placed_item(reader: NameReader, at: int, head: str, level: str = "") -> Name | None:
    """Return the body of the place at `at` under a shared head; `level` is what a place unknown here is of."""
    place = place_at(reader.tokens, reader.lexicon, at)
    if place is None and level and not isinstance(reader.read(at), Name):
        return _town_item(reader, at, head, level)
    if place is None or place.level or not reader.tokens[at].word:
        return None
    return Name(at, place.stop, head.lower(), f"{head} {place.place}", "place-in-a-list", HEADS_FILE)


def _town_item(reader: NameReader, at: int, head: str, level: str) -> Name | None:
    """Return the body of a district or commune by its name alone (`UBND các huyện: Hiệp Hòa, Yên Dũng`)."""
    tail = town_tail(reader.site(at), at)
    if tail is None or (tail.stop - at > 2 and begins_person(reader.tokens, reader.lexicon, at)):  # noqa: PLR2004  # «Lê Chân» is a district, «Lê Văn Bình» a person
        return None
    return Name(at, tail.stop, head.lower(), f"{head} {level} {tail.text}", "place-in-a-list", HEADS_FILE)
