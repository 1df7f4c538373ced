"""Several names under one head: `các Bộ Tài chính, Công Thương`, `UBND các tỉnh: Hà Tĩnh, Huế`, `các Vụ: KTTH, CN`."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from extractor.resolve.unit_lexicon import Head, Place
from extractor.resolve.unit_names import HEADS_FILE, Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit
from extractor.resolve.unit_tails import Tail, field_tail, place_at
from extractor.resolve.unit_tokens import spelled_as

Item = Callable[[int], Name | None]
_SEPARATORS = {",", ";", "và", "&", "đến", "/"}
_GROUP_WORDS = {
    "ban",
    "ngành",
    "bộ",
    "cơ",
    "quan",
    "địa",
    "phương",
    "trung",
    "ương",
    "ngang",
    "liên",
    "đơn",
    "vị",
}
_PLACED = {"place", "unit"}


def listed_at(reader: NameReader, at: int) -> list[Name]:
    """Return the names of the list whose plural or head begins at `at`; none where no list does."""
    tokens = reader.tokens
    if tokens[at].key == "các":
        return _plural(reader, at + 1)
    for stop, words, value in reader.lexicon.names.walk(tokens, at):
        if stop < len(tokens) and tokens[stop].key == "các" and spelled_as(tokens, at, words):
            found = _shared_head(reader, at, stop + 1, value)
        elif isinstance(value, Head) and value.tail == "place":
            found = _level_list(reader, at, stop, value)
        else:
            continue
        if found:
            return found
    return []


def following(reader: NameReader, name: Name) -> list[Name]:
    """Return the names that go on under the head of `name` (`UBND tỉnh Bình Dương và Đồng Nai`)."""
    if any(unit.kind == "ministry" and unit.head == "Bộ" for unit in name.units):
        return _items(reader, name.stop, lambda at: _core(reader, at, "Bộ"), lead=False)
    if name.rule == "head-place" and name.name:
        head = next((h for h in _heads(reader, name.first) if h.tail == "place"), None)
        if head and place_name(name.name, head):
            return _items(reader, name.stop, lambda at: _placed(reader, at, head.name), lead=False)
    return []


def place_name(name: str, head: Head) -> str:
    """Return the place in a written-out name of a placed head."""
    return name[len(head.name) :].strip() if name.startswith(head.name) else ""


def _heads(reader: NameReader, at: int) -> list[Head]:
    return [value for _, _, value in reader.lexicon.names.walk(reader.tokens, at) if isinstance(value, Head)][::-1]


def _plural(reader: NameReader, at: int) -> list[Name]:
    """Read after `các`: a head noun, then its list with or without a colon."""
    tokens = reader.tokens
    if at >= len(tokens):
        return []
    if tokens[at].key == "bộ":
        colon = _after_group(reader, at + 1)
        if colon:
            return _items(reader, colon, lambda i: _ministry(reader, i))
        return _headed_list(reader, at, _items(reader, at + 1, lambda i: _ministry(reader, i)))
    for stop, _, head in reversed([f for f in reader.lexicon.names.walk(tokens, at) if isinstance(f[2], Head)]):
        if not isinstance(head, Head) or not (head.tail == "field" or head.name == "Văn phòng"):
            continue
        item = _department(reader, head)
        if stop < len(tokens) and tokens[stop].text == ":":
            return _items(reader, stop + 1, item)
        return _headed_list(reader, at, _items(reader, stop, item))
    return []


def _headed_list(reader: NameReader, at: int, names: list[Name]) -> list[Name]:
    """Return a list without a colon, its head taken into the first name; one name alone is no list."""
    if len(names) < 2 or not names[0].first - at <= 2:  # noqa: PLR2004  # a list has two; heads have one or two words
        return []
    return [replace(names[0], first=at), *names[1:]]


def _after_group(reader: NameReader, at: int) -> int | None:
    """Return where the list begins after `:`, over `, cơ quan`, `, ngành` and the like."""
    tokens = reader.tokens
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].key in _GROUP_WORDS):
        at += 1
    return at + 1 if at < len(tokens) and tokens[at].text == ":" else None


def _shared_head(reader: NameReader, at: int, after: int, value: RegisteredUnit | Head | str) -> list[Name]:
    """Read `UBND các tỉnh …`, `Đảng ủy các Bộ: …`, `Sở Y tế các tỉnh: …`."""
    tokens = reader.tokens
    if after >= len(tokens) or isinstance(value, str):
        return []
    if isinstance(value, RegisteredUnit) and not value.template:
        return []
    if isinstance(value, Head) and value.tail not in _PLACED:
        return []
    if isinstance(value, Head) and tokens[after].key == "bộ":
        names = _plural(reader, after)
        return [_under(value, n) if n.rule == "core-of-a-name" else n for n in names]
    stop = _levels(reader, after)
    if stop == after:
        return []
    colon = stop < len(tokens) and tokens[stop].text == ":"
    start = stop + 1 if colon or (stop < len(tokens) and tokens[stop].key == "từ") else stop
    names = _items(reader, start, lambda i: _placed(reader, i, value.name))
    return names if colon or not names else [replace(names[0], first=at), *names[1:]]


def _under(head: Head, name: Name) -> Name:
    """Return the body of a ministry under a shared head (`Đảng ủy các Bộ: Y tế`)."""
    return replace(name, name=f"{head.name} {name.name}", key=head.key, units=(), whole=name.name or "")


def _levels(reader: NameReader, at: int) -> int:
    """Return the end of `tỉnh, thành phố trực thuộc trung ương` at `at`."""
    tokens = reader.tokens
    while (found := reader.lexicon.levels.longest(tokens, at)) is not None:
        at = found[0]
        if [t.key for t in tokens[at : at + 4]] == ["trực", "thuộc", "trung", "ương"]:
            at += 4
        if (
            at + 1 < len(tokens)
            and tokens[at].key in {",", "và", "/"}
            and reader.lexicon.levels.longest(tokens, at + 1)
        ):
            at += 1
        else:
            break
    return at


def _level_list(reader: NameReader, at: int, stop: int, head: Head) -> list[Name]:
    """Read `UBND Thành phố: HCM, Hà Nội`."""
    tokens = reader.tokens
    after = _levels(reader, stop)
    if after == stop or after >= len(tokens) or tokens[after].text != ":" or not tokens[at].capital:
        return []
    return _items(reader, after + 1, lambda i: _placed(reader, i, head.name))


def _items(reader: NameReader, at: int, item: Item, *, lead: bool = True) -> list[Name]:
    """Return the items from `at` on, divided by `,`, `;`, `và`; with `lead` False a separator comes first."""
    names: list[Name] = []
    while at < len(reader.tokens):
        if not lead or names:
            start = _past_separators(reader, at)
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
    while at < len(reader.tokens) and reader.tokens[at].key in _SEPARATORS and at - start < 2:  # noqa: PLR2004  # `, và`
        at += 1
    return at


def _core(reader: NameReader, at: int, head: str) -> Name | None:
    """Return the ministry or department that is said by its core at `at` (`Công Thương`, `TN&MT`, `YT`)."""
    found: dict[int, list[RegisteredUnit]] = {}
    if head not in reader.lexicon.cores:
        return None
    for stop, words, unit in reader.lexicon.cores[head].walk(reader.tokens, at):
        if spelled_as(reader.tokens, at, words):
            found.setdefault(stop, []).append(unit)
    if not found or not reader.tokens[at].capital:
        return None
    stop = max(found)
    unit = found[stop][-1]
    return Name(at, stop, head.lower(), unit.name, "core-of-a-name", unit.file, tuple(found[stop]))


def core_after_title(reader: NameReader, at: int) -> Name | None:
    """Return the ministry said without its head noun after a title (`Bộ trưởng Công Thương`)."""
    return _core(reader, at, "Bộ") if at < len(reader.tokens) else None


def _ministry(reader: NameReader, at: int) -> Name | None:
    """Return an item of a list of ministries: a core, an abbreviation, or another body by its name."""
    core = _core(reader, at, "Bộ")
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


def _department(reader: NameReader, head: Head) -> Item:
    """Return the reader of items under a head of departments (`các Vụ: KTTH, CN`, `các Sở: Y tế, Tài chính`)."""

    def read(at: int) -> Name | None:
        core = _core(reader, at, head.name)
        if core:
            return core
        if head.name == "Vụ":
            for stop, words, unit in reader.lexicon.contextual.walk(reader.tokens, at):
                if tuple(t.text for t in reader.tokens[at:stop]) == words and unit.name.startswith("Vụ "):
                    return Name(at, stop, head.key, unit.name, "abbreviation-in-a-list", unit.file, (unit,))
        other = reader.read(at)
        if isinstance(other, Name) and other.name:
            return other
        return None if other is not None or reader.begins_head(at) else _tail_of(reader, head, at)

    return read


def _tail_of(reader: NameReader, head: Head, at: int) -> Name | None:
    """Return an item that is the head's tail alone (`các Bệnh viện: Hữu nghị Việt Đức, Bạch Mai`)."""
    tokens = reader.tokens
    if not tokens[at].capital or reader.lexicon.titles.longest(tokens, at):
        return None
    tail: Tail | None = field_tail(reader.site(at), at)
    if tail is None:
        return None
    name = f"{head.name} {tail.text}"
    return Name(at, tail.stop, head.key, name, "list-under-a-head", HEADS_FILE, reader.registered(name))


def _placed(reader: NameReader, at: int, head: str) -> Name | None:
    """Return the body of the place at `at` under a shared head."""
    place = place_at(reader.tokens, reader.lexicon, at)
    if place is None or place.level or not reader.tokens[at].word:
        return None
    return Name(at, place.stop, head.lower(), f"{head} {place.place}", "place-in-a-list", HEADS_FILE)


def provinces(reader: NameReader) -> Iterator[tuple[int, int, Place]]:
    """Yield every province named in the text, wherever it stands."""
    at = 0
    while at < len(reader.tokens):
        found = reader.lexicon.provinces.longest(reader.tokens, at) if reader.tokens[at].capital else None
        if found:
            yield at, *found
        at = found[0] if found else at + 1
