"""Tails that are places: `tỉnh Quảng Ninh`, `TP Huế`, `cấp cao tại Hà Nội`, and tails that are units or places."""

from collections.abc import Iterator

from extractor.resolve.unit_lexicon import Lexicon, Place, capital_at, pairs, strings
from extractor.resolve.unit_sites import Site, Tail, begins_person, in_case
from extractor.resolve.unit_spellings import SpellingReader
from extractor.resolve.unit_tokens import Token, spelled_as

_ABBREVIATED = 3  # letters and dots of «T.P»
_MAX_PLACE = 4  # words of the name of a district or commune
_WHOLE_NAME = 3  # words of a person's full name


def _words(key: str) -> tuple[str, ...]:
    return strings("places", key)


def _called(level: str) -> str:
    """Return a level as records write it (`TP.`: `thành phố`)."""
    return pairs("places", "written_levels").get(level.lower(), level.lower())


def place_at(tokens: list[Token], lexicon: Lexicon, at: int, *, titled: bool = False) -> Tail | None:
    """Return the place at `at` with or without its level, or the bare level (`UBND tỉnh`), None where none stands."""
    level = lexicon.levels.longest(tokens, at)
    if level and _is_compound(tokens, level[0]):
        return None
    start = level[0] if level else at
    known = _province(tokens, lexicon, start)
    if level is None and known is None:
        return None
    if known and (level is None or _fits(level[1], known[1])):
        stop, place = known
        return Tail(stop, place.name, place=place.name)
    if level is None:
        return None
    name = _called(level[1])
    if start < len(tokens) and tokens[start].text == "." and len(level[1]) <= _ABBREVIATED:  # «TP. Huế»
        start += 1
    person = begins_person(tokens, lexicon, start) and (
        titled or (name in _words("provincial") and _is_whole_person(tokens, start))
    )
    province = name in _words("never_below")
    city = name in _words("provincial") and not province and lexicon.cities.longest(tokens, start) is None
    if person and (province or city or _is_whole_person(tokens, start)):  # «Phó Chủ tịch UBND tỉnh Vũ Văn Hạnh»
        stop = start
    else:
        stop = _local_name(tokens, lexicon, start, titled=titled)
    if stop == start:
        return None if _goes_on(tokens, lexicon, start) else Tail(level[0], name, level=name)
    words = in_case(tokens[start:stop])
    return Tail(stop, f"{name} {words}", place=f"{name} {words}")


def _is_whole_person(tokens: list[Token], at: int) -> bool:
    """Whether three capitalised words or more stand at `at`, no comma behind them as behind `huyện Trần Văn Thời,`."""
    stop = at
    while stop < min(len(tokens), at + _MAX_PLACE) and tokens[stop].capital:
        stop += 1
    return stop - at >= _WHOLE_NAME and (stop == len(tokens) or tokens[stop].text != ",")


def _province(tokens: list[Token], lexicon: Lexicon, at: int) -> tuple[int, Place] | None:
    found = None
    for stop, words, place in lexicon.provinces.walk(tokens, at):
        if spelled_as(tokens, at, words):
            found = (stop, place)
    return found


def _fits(level: str, place: Place) -> bool:
    name = _called(level)
    return name == place.level or name in _words("never_below")


def is_group(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether what follows a head makes it any body of its kind (`UBND các cấp`, `UBND tỉnh, thành phố`)."""
    if at < len(tokens) and tokens[at].key in _words("any_of"):
        return " ".join(t.key for t in tokens[at : at + 2]) not in _words("high")
    return levels_end(tokens, lexicon, at) > 0


def levels_end(tokens: list[Token], lexicon: Lexicon, at: int) -> int:
    """Return where the second of two bare levels at `at` ends (`tỉnh, thành phố`), 0 where there are none."""
    level = lexicon.levels.longest(tokens, at)
    return _goes_on(tokens, lexicon, level[0]) if level is not None and not capital_at(tokens, level[0]) else 0


def _goes_on(tokens: list[Token], lexicon: Lexicon, at: int) -> int:
    """Return where the level behind a bare one ends (`UBND tỉnh, thành phố`, a group), 0 where none stands there."""
    joined = at + 1 < len(tokens) and tokens[at].text in strings("unit_words", "in_a_row")
    level = lexicon.levels.longest(tokens, at + 1) if joined else None
    return level[0] if level is not None and not _is_compound(tokens, level[0]) else 0


def _is_compound(tokens: list[Token], at: int) -> bool:
    """Whether what stands at `at` makes another noun of a level: «Tỉnh [ủy]», not «UBND Thành phố ủy quyền»."""
    words = [t.key for t in tokens[at : at + 2]]
    return words[:1] != [] and words[0] in _words("no_level") and " ".join(words) not in _words("level_before")


def _local_name(tokens: list[Token], lexicon: Lexicon, start: int, *, titled: bool) -> int:
    """Return where the name of a district or commune that begins at `start` ends, `start` where none does."""
    at = start
    if (known := lexicon.cities.longest(tokens, start)) and tokens[start].capital:
        return known[0]  # «quận Hai Bà Trưng»
    while at < min(len(tokens), start + _MAX_PLACE):
        token = tokens[at]
        named = token.word and (token.capital or token.text.isdigit())
        if not named or lexicon.titles.longest(tokens, at) or token.key in _words("no_place"):
            break  # «lực lượng công an TP. Các cán bộ»
        if titled and at > start and begins_person(tokens, lexicon, at):
            break
        at += 1
        if token.text.isdigit():
            break
    return at


def place_tail(site: Site, at: int) -> Tail | None:
    """Return the tail of `UBND`, `Công an`, `Tòa án`: a place, a level, `cấp cao tại …`, `khu vực 1 - …`."""
    tokens, lexicon = site.tokens, site.lexicon
    keys = [t.key for t in tokens[at : at + 3]]
    two, third = " ".join(keys[:2]), " ".join(keys[2:])
    if two in _words("high"):
        start = at + 2 + (third in _words("seated_at"))  # «TAND cấp cao TP HCM»
        place = place_at(tokens, lexicon, start)
        return place and Tail(place.stop, f"{two} {_words('seated_at')[0]} {_short(tokens, start, place)}")
    if two in _words("regions") and at + 2 < len(tokens) and tokens[at + 2].text.isdigit():
        dash = at + 3 < len(tokens) and tokens[at + 3].key == "-"
        place = place_at(tokens, lexicon, at + 4) if dash else None
        name = f"{two} {third}"
        return Tail(place.stop, f"{name} - {_short(tokens, at + 4, place)}") if place else Tail(at + 3, name)
    return place_at(tokens, lexicon, at, titled=site.titled)


def _short(tokens: list[Token], at: int, place: Tail) -> str:
    """Return a place as the text has it, the city's abbreviations written out."""
    if place.place in _words("always_in_full"):
        return place.place
    words = " ".join(t.text for t in tokens[at : place.stop])
    if tokens[at].key in _words("abbreviated") or words[0].isupper() is False:
        return place.text
    if words.isupper() and not words.lower().startswith(_words("provincial")):
        return _without_level(place.place)
    if words.isupper():
        return place.place
    return words


def _without_level(place: str) -> str:
    for level in _words("provincial"):
        place = place.removeprefix(f"{level} ")
    return place


def towns(reader: SpellingReader) -> Iterator[tuple[int, Place]]:
    """Yield the places below a province that stand with their level (`xã Minh Tân`, `TP Vinh`), wherever they stand."""
    tokens, lexicon = reader.tokens, reader.lexicon
    for at in lexicon.levels.openings(reader.places):
        level = lexicon.levels.longest(tokens, at)
        by_number = level is not None and level[1].lower() in _words("numbered_places")
        numbered = tokens[level[0] : level[0] + 1] if level is not None and by_number else []
        if level is None or not (capital_at(tokens, level[0]) or (numbered and numbered[0].text.isdigit())):
            continue
        below = level[1] in _words("below")
        if tokens[level[0]].shouted and not below:
            continue  # «TP UBND»
        known = _province(tokens, lexicon, level[0])
        if level[1] in _words("never_below") or (not below and known and _fits(level[1], known[1])):
            continue  # «tỉnh Hà Nam», «TP Hà Nội»; «TP Thanh Hóa» is below its province
        place = place_at(tokens, lexicon, at, titled=True)
        if place is not None and place.place:
            name = _called(level[1])
            yield at, Place(place.place, place.place.removeprefix(name).strip(), name)


def sitting_tail(site: Site, at: int) -> Tail | None:
    """Return the place of a body that sits for a term, the term before it left out (`khóa XV tỉnh Nghệ An`)."""
    keys = [t.key for t in site.tokens[at : at + 5]]
    if keys[:1] != [*_words("terms")] or at + 1 >= len(site.tokens) or not site.tokens[at + 1].shouted:
        return None
    start = at + 2 + (keys[2:3] == [","])
    behind = " ".join(t.key for t in site.tokens[start : start + 2])
    seat = behind in _words("electoral")  # «khóa XIII, đơn vị tỉnh Nghệ An»
    return place_at(site.tokens, site.lexicon, start + 2 if seat else at + 2)


def local_tail(site: Site, at: int) -> Tail | None:
    """Return the place in the tail of a named department: as the text has it (`Sở Y tế Hà Nội`)."""
    place = place_at(site.tokens, site.lexicon, at, titled=site.titled)
    if place is None or place.level:
        return place
    return Tail(place.stop, _short(site.tokens, at, place), place=place.place)


def city_tail(site: Site, at: int) -> Tail | None:
    """Return the city of a province at `at` (`Thành ủy Đà Lạt`)."""
    found = site.lexicon.cities.longest(site.tokens, at) if capital_at(site.tokens, at) else None
    return Tail(found[0], in_case(site.tokens[at : found[0]])) if found else None


def town_tail(site: Site, at: int) -> Tail | None:
    """Return the name of a district without its level (`Huyện ủy Thanh Oai`)."""
    person = site.titled and begins_person(site.tokens, site.lexicon, at)
    if person and _is_whole_person(site.tokens, at):  # «Bí thư Huyện ủy Trần Văn Bình»
        return None
    stop = _local_name(site.tokens, site.lexicon, at, titled=site.titled)
    return Tail(stop, in_case(site.tokens[at:stop])) if stop > at else None


def unit_tail(site: Site, at: int) -> Tail | None:
    """Return the tail of `Văn phòng`, `Đảng ủy`, `Thanh tra`: a unit or a place."""
    return site.inner(at) or local_tail(site, at) or city_tail(site, at)
