"""Branches: a bank, firm or office with the branch that its name goes on with.

«Ngân hàng An Phát - Chi nhánh Huế»   one unit, another than the bank
«VNPT Quảng Trị»                      a firm's short name and a province
«Viettel Media»                       a firm that another calls by its own name
"""

from extractor.resolve.unit_fields import field_tail
from extractor.resolve.unit_lexicon import capital_at, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_places import local_tail
from extractor.resolve.unit_tokens import joined

_INSERTED = 3  # «(LĐLĐ)»
_FIRMS = {"company", "group", "bank"}
_BRANDED = {*_FIRMS, "press", "club"}


def _branches() -> tuple[str, ...]:
    return strings("unit_words", "branches")


def with_branch(reader: NameReader, name: Name) -> Name:
    """Return `name` with its branch, itself where no branch follows."""
    name = _limited(reader, _around(reader, name))
    alone = next(iter(reader.head_names(name.first, name.stop)), "") if name.alone == "name" else ""
    own = name.name or alone
    return (own and (_branch(reader, name, own) or _seat(reader, name) or _division(reader, name))) or name


def _around(reader: NameReader, name: Name) -> Name:
    """Return a name that goes on with its place behind its abbreviation (`Liên đoàn Lao động (LĐLĐ) TPHCM`)."""
    tokens, at = reader.tokens, name.stop
    signs = [t.text for t in tokens[at : at + 3]]
    if len(signs) < _INSERTED or signs[0] != "(" or signs[2] != ")" or not tokens[at + 1].shouted or name.level:
        return name
    head = name.name or next(iter(reader.head_names(name.first, name.stop)), "")
    place = local_tail(reader.site(at + _INSERTED), at + _INSERTED) if head else None
    if place is None:
        return name
    whole = f"{head} {place.text}" if not place.level else head
    return name._replace(stop=place.stop, name=whole, units=() if not place.level else name.units, level=place.level)


def _limited(reader: NameReader, name: Name) -> Name:
    """Return a firm with the English form that its name ends with (`Công ty Sao Mai Co., Ltd`)."""
    if reader.tokens[name.stop - 1].key != "co":
        return name
    signs = [t.key for t in reader.tokens[name.stop : name.stop + 3]]
    count = signs.index("ltd") + 1 if "ltd" in signs else 0
    if not count or not set(signs[: count - 1]) <= {".", ","}:
        return name
    stop = name.stop + count
    return name._replace(stop=stop, name=f"{name.name}{joined(reader.tokens[name.stop : stop])}")


def _branch(reader: NameReader, name: Name, body: str) -> Name | None:
    tokens = reader.tokens
    at = name.stop + (name.stop < len(tokens) and tokens[name.stop].key == "-")
    if " ".join(t.key for t in tokens[at : at + 2]) not in _branches():
        return None
    tail = field_tail(reader.site(at), at + 2)
    if tail is None or not any(t.capital or t.text.isdigit() for t in tokens[at + 2 : tail.stop]):
        return None
    dash = "- " if at > name.stop else ""
    own = f"{body} {dash}{_branches()[0].capitalize()} {joined(tokens[at + 2 : tail.stop])}"
    return name._replace(stop=tail.stop, name=own, units=(), rule="branch", level="", alone="")


def _seat(reader: NameReader, name: Name) -> Name | None:
    """Return a firm of one province: its short name and the province, nothing more behind."""
    tokens, short = reader.tokens, name.stop - name.first == 1
    if not short or not any(unit.kind in _FIRMS for unit in name.units):
        return None
    place = reader.lexicon.provinces.longest(tokens, name.stop)
    if place is None or not all(t.capital for t in tokens[name.stop : place[0]]):
        return None
    if place[0] < len(tokens) and tokens[place[0]].capital:
        return None  # «VNPT Thái Nguyên Văn Bình»: a person may begin there
    return name._replace(stop=place[0], name=joined(tokens[name.first : place[0]]), units=(), rule="branch")


def _division(reader: NameReader, name: Name) -> Name | None:
    """Return a firm that another calls by its own name (`Viettel Media`)."""
    tokens = reader.tokens
    if not any(unit.kind in _BRANDED for unit in name.units) or not capital_at(tokens, name.stop):
        return None
    found = reader.lexicon.divisions.longest(tokens, name.stop)
    if found is None:
        return None
    if found[1] in strings("places", "home") and all(unit.name.endswith(found[1]) for unit in name.units):
        return name._replace(stop=found[0])  # «Agribank Việt Nam»
    return name._replace(stop=found[0], name=joined(tokens[name.first : found[0]]), units=(), rule="division")
