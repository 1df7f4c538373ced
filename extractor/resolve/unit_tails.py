"""Tails by the kind of head: a place, a unit, a field, a working group, a steering committee."""

import re

from extractor.resolve.districts import district_tail
from extractor.resolve.unit_fields import field_tail
from extractor.resolve.unit_lexicon import Head, capital_at, pairs, strings
from extractor.resolve.unit_nations import abroad_tail, countries_tail, nation_tail, police_tail
from extractor.resolve.unit_places import city_tail, local_tail, place_tail, sitting_tail, town_tail, unit_tail
from extractor.resolve.unit_sites import Site, Tail
from extractor.resolve.unit_tokens import joined

_PATTERNS = {"class": re.compile(r"\d{1,2}[A-ZĐ]\w{0,2}"), "numbered": re.compile(r"\d{1,2}")}
_SPEAKING = 4  # words of a head that says what a body is for
_SIGNS = 5  # words and signs of an abbreviation: «LĐ-TB&XH»
_DOMAINS = {"vn", "com", "net", "org"}
_ROMAN = re.compile(r"[IVX]+")
_NUMBER = re.compile(r"\d{2,4}")
_POLICE = re.compile(r"P[ACVX]\d{2}")
_CENTRAL = re.compile(r"[ACVK]\d{2}")  # departments of the ministry: «C04»
_TEAM = re.compile(r"U\d{2}")  # «Đội U23 Việt Nam»


def tail_of(site: Site, at: int, head: Head, sure: int) -> Tail | None:
    """Return what follows `head` at `at` and names the unit; `sure` is where a registered name ends."""
    if at >= len(site.tokens):
        return None
    match head.tail:
        case "place":
            found = _seat(site, at, head)
        case "unit" | "sector" | "cell":
            found = _seated(site, unit_tail(site, at), head) or _sector(site, at, head, sure) or _cell(site, at, head)
        case "group":
            found = _group_tail(site, at)
        case "steering":
            found = field_tail(site, at, sure=sure, topic=not sure, loose=not head.alone)
        case "proper":
            found = _proper_tail(site, at, head)
        case "field":
            found = _department_tail(site, at, head, sure) or _leveled(site, at, head)
        case "police" | "nation":
            found = police_tail(site, at) if head.tail == "police" else nation_tail(site, at)
        case "none":
            found = _ministry(site, at) if sure <= at else None
        case pattern:
            text = site.tokens[at].text
            found = Tail(at + 1, text) if _PATTERNS[pattern].fullmatch(text) else None
    return found


def _ministry(site: Site, at: int) -> Tail | None:
    """Return what a ministry that no registry holds is for: of another country (`Bộ Di trú Úc`), a field alone."""
    if not capital_at(site.tokens, at):
        return None
    field = site.lexicon.fields.longest(site.tokens, at)
    return abroad_tail(site, at) or (field_tail(site, at) if field else None)


def _seat(site: Site, at: int, head: Head) -> Tail | None:
    """Return the place of a body: in full, but as the text has it after `Tỉnh ủy` and `Thành ủy`."""
    if not head.name.endswith(("ủy", " đoàn")):
        return place_tail(site, at) or sitting_tail(site, at) or district_tail(site, at) or city_tail(site, at)
    if head.name == "Thành ủy":
        return _bare_city(local_tail(site, at)) or city_tail(site, at)
    return _of_province(local_tail(site, at)) or (town_tail(site, at) if head.name != "Tỉnh ủy" else None)


def _seated(site: Site, tail: Tail | None, head: Head) -> Tail | None:
    """Return a court's chamber with where it sits (`Tòa Phúc thẩm Tòa án nhân dân tối cao tại Đà Nẵng`)."""
    chamber = head.name.split()[0] in strings("unit_words", "chambers")
    if tail is None or not chamber or not capital_at(site.tokens, tail.stop + 1):
        return tail
    place = local_tail(site, tail.stop + 1) if site.tokens[tail.stop].key in strings("places", "seated_at") else None
    if place is None or place.level:
        return tail
    return tail._replace(stop=place.stop, text=f"{tail.text} {site.tokens[tail.stop].text} {place.text}")


def _of_province(tail: Tail | None) -> Tail | None:
    """Return a province by its own name (`Tỉnh ủy Thừa Thiên Huế` of «Tỉnh ủy Thừa Thiên - Huế»)."""
    if tail is None or not tail.place.startswith("tỉnh "):
        return tail
    return tail._replace(text=tail.place.removeprefix("tỉnh "))


def _bare_city(tail: Tail | None) -> Tail | None:
    """Return the city alone (`Thành ủy Biên Hòa` of «Thành ủy TP Biên Hòa»)."""
    small = tail is not None and tail.text.startswith("thành phố ")
    return tail._replace(text=tail.text.removeprefix("thành phố ")) if tail and small else tail


def _proper_tail(site: Site, at: int, head: Head) -> Tail | None:
    """Return capitalised words that are neither a country (`các báo Anh`) nor a number (`Đại hội Đảng XIII`)."""
    if head.name.startswith(("Ủy ban", "Nhóm", "Hội", "Phân ban")) and (pair := countries_tail(site, at)):
        return pair
    if not capital_at(site.tokens, at) or _ROMAN.fullmatch(site.tokens[at].text):
        return None
    tail = field_tail(site, at)
    field = site.lexicon.fields.longest(site.tokens, at)
    if field and head.name == "Đảng":  # «nghị sĩ đảng Cộng hòa Steve Scalise»: what follows is a person
        nation = site.lexicon.countries.longest(site.tokens, field[0])
        tail = Tail(nation[0] if nation else field[0], joined(site.tokens[at : nation[0] if nation else field[0]]))
    country = site.lexicon.countries.longest(site.tokens, at)
    if tail and country and country[0] >= tail.stop:
        return None
    return _with_domain(site, tail) if tail else None


def _with_domain(site: Site, tail: Tail) -> Tail:
    """Return the name of a site with its domain (`Báo điện tử Songxanh.vn`)."""
    end = [t.text for t in site.tokens[tail.stop : tail.stop + 2]]
    glued = len(end) > 1 and site.tokens[tail.stop + 1].start == site.tokens[tail.stop - 1].end + 1
    if not glued or end[0] != "." or end[1].lower() not in _DOMAINS:
        return tail
    return tail._replace(stop=tail.stop + 2, text=f"{tail.text}.{end[1]}")


def _cell(site: Site, at: int, head: Head) -> Tail | None:
    """Return the number of a party cell (`Chi bộ 4`); «Chi bộ 4 tốt», «Chi bộ 12 đảng viên» have none."""
    number, after = site.tokens[at].text, site.tokens[at + 1 : at + 2]
    closed = not after or not after[0].word or after[0].capital or after[0].key in site.lexicon.stops
    told = head.tail == "cell" and _PATTERNS["numbered"].fullmatch(number) and (closed or after[0].key == "đối")
    return Tail(at + 1, number) if told else None


def _sector(site: Site, at: int, head: Head, sure: int) -> Tail | None:
    """Return the field after a head that has one (`Công đoàn Y tế Việt Nam`)."""
    return _department_tail(site, at, head, sure) if head.tail == "sector" and capital_at(site.tokens, at) else None


def _department_tail(site: Site, at: int, head: Head, sure: int) -> Tail | None:
    above = pairs("unit_words", "numbered_within").get(head.name)
    if above and (numbered := _police_tail(site, at, above)):
        return numbered
    trade = head.proper and not head.topical  # «Cơ quan Quản lý Khẩn cấp Liên bang» is no firm
    found = field_tail(site, at, sure=sure, loose=not head.proper, trade=trade)
    if found is None or (head.topical and not _is_topic(site, at)):
        return None
    if head.name == "Ban" and site.inner(at) is not None and not site.lexicon.fields.longest(site.tokens, at):
        return None  # «các Ban [HĐND tỉnh]»
    country = site.lexicon.countries.longest(site.tokens, at)
    if country and country[0] >= found.stop:
        return None
    proper = any(t.capital or t.text.isdigit() for t in site.tokens[at : found.stop])
    return found if proper or not head.proper else None


def _police_tail(site: Site, at: int, above: str) -> Tail | None:
    """Return the number of a department of the police, the code or name behind it (`Phòng 4 (C04)`)."""
    number, after = site.tokens[at], site.tokens[at + 1 : at + 3]
    if not _PATTERNS["numbered"].fullmatch(number.text) or not after:
        return None
    if after[0].text in {"(", "-", "/", ","} and len(after) > 1 and _CENTRAL.fullmatch(after[1].text):
        return Tail(at + 1, number.text)
    inner = site.inner(at + 1) if after[0].text == above else None
    return Tail(inner.stop, f"{number.text} {inner.text}", whole=inner.whole) if inner else None


def _leveled(site: Site, at: int, head: Head) -> Tail | None:
    """Return the level of a body whose head says what it is for (`Bệnh viện Đa khoa tỉnh`)."""
    place = local_tail(site, at) if len(head.name.split()) >= _SPEAKING else None
    return place if place and place.level else None


def _is_topic(site: Site, at: int) -> bool:
    """Whether a field, an act, a topic, an abbreviation or a unit begins here.

    After a small head an abbreviation must be of a field: «phòng CSGT», not «phòng COVID-19».
    """
    token = site.tokens[at]
    topics = (site.lexicon.fields, site.lexicon.acts, *((site.lexicon.topics,) if token.capital else ()))
    small = not site.tokens[at - 1].capital
    short = (
        token.shouted
        and not token.text[0].isdigit()
        and not _TEAM.fullmatch(token.text)
        and (_numbered(site, at) if small else len(token.text) > 1)
    )
    return short or any(t.longest(site.tokens, at) for t in topics) or site.inner(at) is not None


def _numbered(site: Site, at: int) -> bool:
    """Whether an abbreviation at `at` is of a field or numbers a department of the police (`phòng PC08`)."""
    return bool(_POLICE.fullmatch(site.tokens[at].text)) or _glued(site, at) in site.lexicon.written_out


def _glued(site: Site, at: int) -> str:
    """Return the abbreviation at `at` with its signs (`GD&ĐT`)."""
    stop = at + 1
    while stop < len(site.tokens) and site.tokens[stop].start == site.tokens[stop - 1].end and stop - at < _SIGNS:
        stop += 1
    while stop > at + 1 and not site.tokens[stop - 1].word:
        stop -= 1
    return joined(site.tokens[at:stop])


def _group_tail(site: Site, at: int) -> Tail | None:
    """Return `của` and an office-holder, a number, what the group helps, or its unit."""
    keys = [t.key for t in site.tokens[at : at + 2]]
    match keys:
        case ["của", *_]:
            return _holder(site, at)
        case ["giúp", "việc"]:
            helped = site.inner(at + 2)
            return Tail(helped.stop, f"giúp việc {helped.text}", whole=helped.whole) if helped else None
        case ["số", number] if number.isdigit():
            return Tail(at + 2, f"số {number}")
        case ["đặc", "biệt"]:
            holder = _holder(site, at + 2)
            return Tail(holder.stop, f"đặc biệt {holder.text}") if holder else Tail(at + 2, "đặc biệt")
    if _NUMBER.fullmatch(keys[0]):
        return Tail(at + 1, keys[0])
    return site.inner(at) if capital_at(site.tokens, at) else None


def _holder(site: Site, at: int) -> Tail | None:
    """Return `của` and an office-holder: the Prime Minister's is written with his Government."""
    if not capital_at(site.tokens, at + 1) or site.tokens[at].key != "của":
        return None
    holder = site.lexicon.holders.longest(site.tokens, at + 1)
    if holder is None:
        return None
    stop, title = holder
    inner = site.inner(stop) if capital_at(site.tokens, stop) else None
    if title.endswith("Thủ tướng") and (inner is None or inner.whole != "Chính phủ"):
        return Tail(stop, f"của {title} Chính phủ")
    return Tail(inner.stop, f"của {title} {inner.text}") if inner else Tail(stop, f"của {title}")
