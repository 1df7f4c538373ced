"""Insertions: a name that holds its own abbreviation (`Bảo hiểm xã hội (BHXH) Việt Nam`)."""

from extractor.resolve.unit_names import Name, NameReader

_BEFORE = 8  # words of a name before its abbreviation
_BEHIND = 6
_PLACED = "head-place"  # «Tòa án nhân dân (TAND) tỉnh Long An»
_BRACKET = 3  # «(BHXH)»


def held_abbreviations(reader: NameReader) -> dict[int, Name]:
    """Return the names that go on behind their abbreviation, by where they begin."""
    found: dict[int, Name] = {}
    for at in reader.places.get("(", ()):
        signs = reader.tokens[at + 1 : at + _BRACKET]
        if len(signs) == _BRACKET - 1 and signs[0].shouted and signs[1].text == ")":
            found |= _around(reader, at)
    return found


def _around(reader: NameReader, at: int) -> dict[int, Name]:
    low = max(0, at - _BEFORE)
    behind = reader.tokens[at + _BRACKET : at + _BRACKET + _BEHIND]
    whole = NameReader([*reader.tokens[low:at], *behind], kind=reader.kind)
    for first in range(low, at):
        if not reader.tokens[first].word:
            continue
        name = whole.read(first - low)
        if not isinstance(name, Name) or name.stop <= at - low or not (name.units or name.rule == _PLACED):
            continue
        if _is_told(reader, first, at, name):
            return {first: name._replace(first=first, stop=name.stop + low + _BRACKET)}
    return {}


def _is_told(reader: NameReader, first: int, at: int, name: Name) -> bool:
    """Whether the abbreviation is known for this unit, or the words before it alone are none."""
    short = reader.read(at + 1)
    alone = reader.read(first)
    return not isinstance(alone, Name) or (isinstance(short, Name) and set(short.units) >= set(name.units))
