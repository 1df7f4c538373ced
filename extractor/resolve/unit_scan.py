"""The scan: every unit that the text names, from left to right, and every short form that may stand for one."""

from extractor.resolve.coordination import following, listed_at
from extractor.resolve.counted_names import counted_at, counts
from extractor.resolve.list_items import core_after_title, department_after_title, foreign_ministry, ministers_in_a_row
from extractor.resolve.unit_branches import with_branch
from extractor.resolve.unit_insertions import held_abbreviations
from extractor.resolve.unit_lexicon import pairs, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_refusals import is_title, stands_for_none
from extractor.resolve.unit_tokens import joined


def _words(key: str) -> tuple[str, ...]:
    return strings("unit_words", key)


def scan(reader: NameReader) -> list[Name]:
    """Return names and short forms in reading order, none overlapping another."""
    names: list[Name] = []
    opens, opening = reader.lexicon.names.opens, _words("opening_lists")
    inserted = held_abbreviations(reader)
    at = 0
    while at < len(reader.tokens):
        token = reader.tokens[at]
        several = token.key in opening or counts(token.key)
        quiet = not (token.capital or several or opens(token) or token.start in reader.references)
        if quiet or not token.word:
            at += 1
            continue
        country = reader.lexicon.countries.longest(reader.tokens, at) if token.capital else None
        if country and not _begins_registered(reader, at, country[0]):
            at = country[0]
            continue
        cited = reader.references.get(token.start)
        if cited:
            at = _past(reader, at, cited)
            continue
        found = (inserted[at].stop, [inserted[at]]) if at in inserted else _read(reader, at)
        names += found[1]
        at = max(found[0], at + 1)
    return share_places(reader, names)


def _begins_registered(reader: NameReader, at: int, end: int) -> bool:
    """Whether a registered name begins with a country's name (`Pháp Luật TP.HCM`)."""
    found = reader.read(at)
    return isinstance(found, Name) and bool(found.units) and found.stop > end


def share_places(reader: NameReader, names: list[Name]) -> list[Name]:
    """Give the place of the last of a row of bodies to those before it (`Tỉnh ủy, HĐND, UBND tỉnh Ninh Bình`)."""
    shared = list(names)
    for i in range(len(names) - 2, -1, -1):
        name, following = names[i], shared[i + 1]
        between = reader.tokens[name.stop : following.first]
        if _shares_level(reader, name, following):
            shared[i] = name._replace(level=following.level, rule="head-and-level", alone="text")
        elif name.name is None and following.name and len(between) == 1 and between[0].key in _words("in_a_row"):
            place = reader.place_of(following)
            head = next(iter(reader.head_names(name.first, name.stop)), "")
            levels = [f"{level} " for level in strings("places", "before_names")]
            below = not place.lower().startswith(strings("places", "provincial"))
            party = below and name.key in _words("party_committees")  # «Đảng ủy, HĐND, UBND xã Tân Lập»
            if place and (party or reader.is_placed(name)):
                short = place.removeprefix(next((level for level in levels if place.startswith(level)), ""))
                shown = short if head.endswith(_words("with_short_places")) else place
                shared[i] = name._replace(name=f"{head} {shown}", rule="shared-place")
    return shared


def _shares_level(reader: NameReader, name: Name, following: Name) -> bool:
    """Whether a council is of the level of the body right behind it (`HĐND, UBND thành phố`)."""
    between = [t.key for t in reader.tokens[name.stop : following.first]]
    bare = name.name is None and not name.level and following.name is None and bool(following.level)
    return bare and name.key in _words("councils") and len(between) == 1 and between[0] in _words("in_a_row")


def _past(reader: NameReader, at: int, end: int) -> int:
    while at < len(reader.tokens) and reader.tokens[at].start < end:
        at += 1
    return at


def _read(reader: NameReader, at: int) -> tuple[int, list[Name]]:
    """Return where to go on, and the names that begin at `at`."""
    listed = counted_at(reader, at) if counts(reader.tokens[at].key) else listed_at(reader, at)
    if listed:
        return listed[-1].stop, listed
    found = reader.read(at)
    if isinstance(found, int):
        names = _behind_title(reader, at, found)
        return (names[-1].stop if names else found), names
    if found is None:
        place = reader.lexicon.provinces.longest(reader.tokens, at) if reader.tokens[at].capital else None
        return (place[0] if place else at + 1), []
    if is_title(reader, at):
        return at + 1, []
    if stands_for_none(reader, found):
        return found.stop, []
    found = with_branch(reader, found)
    group = [found, *following(reader, found), *_of_another(reader, found)]
    return group[-1].stop, group


def _behind_title(reader: NameReader, at: int, stop: int) -> list[Name]:
    """Return the bodies said without their head nouns behind the title at `tokens[at:stop]`."""
    title = " ".join(t.key for t in reader.tokens[at:stop])
    head = pairs("unit_words", "headed_by").get(title, "")
    core = core_after_title(reader, stop, head) if head else None
    core = core or (department_after_title(reader, stop, head) if head in _words("departments") else None)
    if core and not _is_of_several(reader, at, core.stop):
        several = title in _words("one_minister") and at > 0 and reader.tokens[at - 1].key in _words("many")
        row = following(reader, core) if several else []
        nation = row and reader.lexicon.countries.longest(reader.tokens, row[-1].stop)
        return [_of_country(reader, core), *([] if nation else row)]
    if title not in _words("ministers"):
        return []
    abroad = foreign_ministry(reader, stop)
    return [abroad] if abroad else ministers_in_a_row(reader, at, stop)


def _of_another(reader: NameReader, name: Name) -> list[Name]:
    """Return the same body of a second country (`Chính phủ Nhật Bản và Mỹ`), whose name nothing goes on with."""
    tokens, at = reader.tokens, name.stop + 1
    joined_to = at < len(tokens) and tokens[name.stop].key in _words("and") and tokens[at].capital
    if name.rule != "foreign-body" or not joined_to:
        return []
    country = reader.lexicon.countries.longest(tokens, at)
    if country is None or (country[0] < len(tokens) and tokens[country[0]].capital):
        return []
    first = next(i for i in range(name.first, name.stop) if reader.lexicon.countries.longest(tokens, i))
    head = str(name.name).removesuffix(" ".join(t.text for t in tokens[first : name.stop]))
    other = " ".join(t.text for t in tokens[at : country[0]])
    return [name._replace(first=at, stop=country[0], name=f"{head}{other}")]


def _is_of_several(reader: NameReader, at: int, stop: int) -> bool:
    """Whether a title is of any minister: «Bộ trưởng Quốc phòng hai nước», «một Bộ trưởng Quốc phòng mới»."""
    behind = [t.key for t in reader.tokens[stop : stop + 2]]
    several = len(behind) > 1 and behind[0] in _words("many") and behind[1] in _words("states")
    before = " ".join(t.text for t in reader.tokens[max(0, at - 2) : at])
    held = before in _words("meetings")  # «Hội nghị Bộ trưởng Y tế ASEAN»
    some = at > 0 and reader.tokens[at - 1].key in _words("any_one") and behind[:1] == [*_words("newly")]
    return several or held or some


def _of_country(reader: NameReader, core: Name) -> Name:
    """Return the ministry of the country right behind it (`Bộ trưởng Quốc phòng Nga`); `Việt Nam` adds nothing."""
    country, home = reader.lexicon.countries.longest(reader.tokens, core.stop), strings("places", "home")
    if not country or not reader.tokens[core.stop].capital or country[1] in home:
        return core._replace(stop=country[0]) if country and reader.tokens[core.stop].capital else core
    said = reader.tokens[core.first : core.stop]  # «Bộ trưởng Nông nghiệp Pháp» is not of our ministry's full name
    ours = str(core.name) if any(t.shouted for t in said) else f"{str(core.name).split()[0]} {joined(said)}"
    name = f"{ours} {' '.join(t.text for t in reader.tokens[core.stop : country[0]])}"
    return core._replace(stop=country[0], name=name, units=(), rule="foreign-body")
