"""Several names under one head: `các Bộ Tài chính, Công Thương`, `UBND các tỉnh: Hà Tĩnh, Huế`, `các Vụ: KTTH, CN`."""

import re
from collections.abc import Iterator
from functools import cache

from extractor.resolve.list_items import Item, core_item, department_item, ministry_item, placed_item
from extractor.resolve.list_levels import last_level, levels_end, town_level
from extractor.resolve.unit_lexicon import OF_A_BODY, Head, Place, load_places, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit
from extractor.resolve.unit_tokens import spelled_as

_PLACED = {"place", *OF_A_BODY}
_NUMBER = re.compile(r"[ivx]{1,5}|\d{1,2}|[a-zđ]")


def listed_at(reader: NameReader, at: int) -> list[Name]:
    """Return the names of the list whose plural or head begins at `at`; none where no list does."""
    tokens = reader.tokens
    if tokens[at].key in strings("unit_words", "opening_lists"):
        return plural(reader, at + 1)
    colon = at + 1 < len(tokens) and tokens[at + 1].text == ":"
    if colon and tokens[at].text in strings("unit_words", "opening_heads"):
        return plural(reader, at)  # «- Sở: NN&MT, TC»
    if not reader.lexicon.names.opens(tokens[at]):
        return []
    for stop, words, value in reader.lexicon.names.walk(tokens, at):
        if _is_several(reader, stop) and (spelled_as(tokens, at, words) or (isinstance(value, Head) and value.lower)):
            found = _shared_head(reader, at, stop + 1, value)
        elif isinstance(value, Head) and value.tail == "place":
            found = _level_list(reader, at, stop, value)
        else:
            continue
        if found:
            return found
    return []


def _is_several(reader: NameReader, at: int) -> bool:
    """Whether `các`, or a number before a level, opens a list at `at`: «Công an [hai] huyện Hải Hà và Đầm Hà»."""
    if at >= len(reader.tokens) or reader.tokens[at].key in strings("unit_words", "opening_lists"):
        return at < len(reader.tokens)
    return reader.tokens[at].key in strings("unit_words", "counts") and levels_end(reader, at + 1) > at + 1


def following(reader: NameReader, name: Name) -> list[Name]:
    """Return the names that go on under the head of `name` (`UBND tỉnh Bình Dương và Đồng Nai`)."""
    if any(unit.kind == "ministry" and unit.head == "Bộ" for unit in name.units):
        joint = name.first > 0 and reader.tokens[name.first - 1].key in strings("unit_words", "jointly")
        return items(reader, name.stop, lambda at: core_item(reader, at, "Bộ"), lead=False, dash=joint)
    if name.rule == "head-place" and name.name:
        head = next((h for h in _heads(reader, name.first) if h.tail == "place"), None)
        if head and place_name(name.name, head) in _known_places():
            return items(reader, name.stop, lambda at: placed_item(reader, at, head.name), lead=False)
    return []


def place_name(name: str, head: Head) -> str:
    """Return the place in a written-out name of a placed head."""
    return name[len(head.name) :].strip() if name.startswith(head.name) else ""


@cache
def _known_places() -> frozenset[str]:
    """Names of the provinces: a district or town is followed by its province, not by another one's body."""
    return frozenset(p.name for _, p in load_places()) | frozenset(p.short for _, p in load_places())


def _heads(reader: NameReader, at: int) -> list[Head]:
    return [value for _, _, value in reader.lexicon.names.walk(reader.tokens, at) if isinstance(value, Head)][::-1]


def plural(reader: NameReader, at: int) -> list[Name]:
    """Read after `các` or a number: a head noun, then its list with or without a colon."""
    tokens = reader.tokens
    if at >= len(tokens):
        return []
    if tokens[at].key in strings("unit_words", "ministries"):
        colon = _after_group(reader, at + 1)
        if colon:
            return items(reader, colon, lambda i: ministry_item(reader, i))
        return _headed_list(reader, at, items(reader, at + 1, lambda i: ministry_item(reader, i)))
    for stop, _, head in reversed([f for f in reader.lexicon.names.walk(tokens, at) if isinstance(f[2], Head)]):
        if not isinstance(head, Head) or not (head.tail == "field" or head.name == "Văn phòng"):
            continue
        if head.name == "Ban" and stop < len(tokens) and reader.begins_head(stop):
            continue  # «các Ban [HĐND tỉnh]»
        row = _after_row(reader, stop)
        if row:
            return items(reader, row[0], department_item(reader, head, *row[1]))
        return _headed_list(reader, at, items(reader, stop, department_item(reader, head)))
    return []


def _after_row(reader: NameReader, at: int) -> tuple[int, list[Head]] | None:
    """Return where the list begins after `:`, and the further heads before it (`các Vụ, Cục: NN, CN`)."""
    tokens = reader.tokens
    heads: list[Head] = []
    while at + 1 < len(tokens) and tokens[at].key in strings("unit_words", "held_together"):
        found = [
            f for f in reader.lexicon.names.walk(tokens, at + 1) if isinstance(f[2], Head) and f[2].tail == "field"
        ]
        if not found:
            break
        at = found[-1][0]
        heads += [head for _, _, head in found[-1:] if isinstance(head, Head)]
    return (at + 1, heads) if at < len(tokens) and tokens[at].text == ":" else None


def _headed_list(reader: NameReader, at: int, names: list[Name]) -> list[Name]:
    """Return a list without a colon, its head taken into the first name; one name alone is no list."""
    if len(names) < 2 or not names[0].first - at <= 2:  # noqa: PLR2004  # a list has two; heads have one or two words
        return []
    if reader.tokens[names[0].first].key == reader.tokens[at].key:
        return names  # «các trường [Trường Đại học A], …» has its own head
    return [names[0]._replace(first=at), *names[1:]]


def _after_group(reader: NameReader, at: int) -> int | None:
    """Return where the list begins after `:`, over `, cơ quan`, `, ngành` and the like."""
    tokens = reader.tokens
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].key in strings("unit_words", "group_words")):
        at += 1
    if at >= len(tokens) or tokens[at].text != ":":
        return None
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "\n" else at + 1  # the list on the next line


def _shared_head(reader: NameReader, at: int, after: int, value: RegisteredUnit | Head | str) -> list[Name]:
    """Read `UBND các tỉnh …`, `Đảng ủy các Bộ: …`, `Sở Y tế các tỉnh: …`."""
    tokens = reader.tokens
    if after >= len(tokens) or isinstance(value, str):
        return []
    if isinstance(value, RegisteredUnit) and not value.template:
        return []
    if isinstance(value, Head) and value.tail not in _PLACED:
        return []
    if isinstance(value, Head) and tokens[after].key in strings("unit_words", "ministries"):
        names = plural(reader, after)
        return [_under(value, n) if n.rule == "core-of-a-name" else n for n in names]
    stop = levels_end(reader, after)
    return _placed_list(reader, at, after, stop, value.name) if stop > after else []


def _placed_list(reader: NameReader, at: int, after: int, stop: int, head: str) -> list[Name]:
    """Read the places behind the levels at `tokens[after:stop]` under a head that begins at `at`."""
    tokens = reader.tokens
    colon = stop < len(tokens) and tokens[stop].text == ":"
    start = stop + 1 if colon or (stop < len(tokens) and tokens[stop].key in strings("unit_words", "ranging")) else stop
    level = town_level(reader, after, stop)
    names = items(reader, start, lambda i: placed_item(reader, i, head, level))
    last = last_level(reader, after, stop)
    if len(names) < 2 and not colon and last > after:  # noqa: PLR2004  # «UBND các huyện, [TP. Cà Mau]»
        return items(reader, last, lambda i: placed_item(reader, i, head))
    return names if colon or not names else [names[0]._replace(first=at), *names[1:]]


def _under(head: Head, name: Name) -> Name:
    """Return the body of a ministry under a shared head (`Đảng ủy các Bộ: Y tế`)."""
    return name._replace(name=f"{head.name} {name.name}", key=head.key, units=(), whole=name.name or "")


def _level_list(reader: NameReader, at: int, stop: int, head: Head) -> list[Name]:
    """Read `UBND Thành phố: HCM, Hà Nội`."""
    tokens = reader.tokens
    after = levels_end(reader, stop)
    if after == stop or after >= len(tokens) or tokens[after].text != ":" or not tokens[at].capital:
        return []
    return items(reader, after + 1, lambda i: placed_item(reader, i, head.name))


def items(reader: NameReader, at: int, item: Item, *, lead: bool = True, dash: bool = False) -> list[Name]:
    """Return the items from `at` on, divided by `,`, `;`, `và`; with `lead` False a separator comes first.

    With `dash` a hyphen divides too (`liên Bộ Tài chính - Công Thương`).
    """
    names: list[Name] = []
    at = _past_number(reader, at) if lead else at
    while at < len(reader.tokens):
        if not lead or names:
            start = _past_separators(reader, at)
            start += 1 if start == at and dash and reader.tokens[at].key == "-" else 0
            if start == at:
                break
            at = start
        name = item(at) if at < len(reader.tokens) else None
        if name is None:
            break
        names.append(name)
        at = name.stop
    return names


def _past_separators(reader: NameReader, at: int) -> int:
    start = at
    while at < len(reader.tokens) and reader.tokens[at].key in strings("unit_words", "separators") and at - start < 2:  # noqa: PLR2004  # `, và`
        at += 1
    if at == start:
        return at
    following = at + 1 if at < len(reader.tokens) and reader.tokens[at].text == "\n" else at
    numbered = _past_number(reader, following)
    return numbered if numbered > following else at


def _past_number(reader: NameReader, at: int) -> int:
    """Return the end of the `(i)` or `(2)` that numbers an item, `at` where none stands."""
    signs = [token.text for token in reader.tokens[at : at + 3]]
    numbered = len(signs) == 3 and signs[0] == "(" and signs[2] == ")" and _NUMBER.fullmatch(signs[1])  # noqa: PLR2004  # `(`, `i`, `)`
    return at + 3 if numbered else at


def provinces(reader: NameReader) -> Iterator[tuple[int, int, Place]]:
    """Yield every province named in the text, wherever it stands."""
    named, past = reader.lexicon.provinces, 0
    for at in named.openings(reader.places):
        found = named.longest(reader.tokens, at) if at >= past and reader.tokens[at].capital else None
        if found:
            yield at, *found
            past = found[0]
