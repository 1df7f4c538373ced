"""Names: what a unit that a user names may be called in documents."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from api.actions.units import all_predecessors, all_sub_units
from extractor.resolve.added_units import per_registry
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import lives
from extractor.resolve.unit_tokens import tokenize
from models.folding import fold, strip_marks


def names_of(unit: str | None, *, predecessors: bool = False, sub_units: bool = False) -> tuple[str, ...]:
    """Return the name given and the official names that it may stand for; nothing for no name.

    With `predecessors` also the names of the units whose work it took over, however far back; with `sub_units` those
    of the units under it, however deep.

    >>> names_of("UBND TPHCM")
    ('UBND TPHCM', 'Ủy ban nhân dân Thành phố Hồ Chí Minh')
    >>> names_of("bo tn-mt")
    ('bo tn-mt', 'Bộ Tài nguyên và Môi trường')
    """
    if not unit or not unit.strip():
        return ()
    names = dict.fromkeys((unit, *_registered().get(fold(unit), ()), *_read(unit)))
    before = [old for name in names for old in all_predecessors(name)] if predecessors else []
    below = [under for name in names for under in all_sub_units(name)] if sub_units else []
    return tuple(dict.fromkeys((*names, *before, *below)))


def offices_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return the offices of a unit with these names that are said without it.

    >>> offices_of(("Chính phủ",))[:2]
    ('Thủ tướng', 'Phó Thủ tướng')
    """
    return tuple(office for name in names for office in _sole_offices().get(name, ()))


@cache
def _sole_offices() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((files("api") / "offices.toml").read_text("utf-8"))
    return {unit: tuple(offices) for unit, offices in table.items()}


@per_registry
def _registered() -> Mapping[str, tuple[str, ...]]:
    """Return the official names of the authority file by every other name, with and without marks."""
    names: dict[str, dict[str, None]] = {}
    for alias, units in lives().items():
        for key in (alias, strip_marks(alias)):
            names.setdefault(key, {}).update(dict.fromkeys(unit.name for unit in units))
    return {key: tuple(found) for key, found in names.items()}


def _read(unit: str) -> tuple[str, ...]:
    """Return the name that the extractor would write for these words, where they are one unit and no more."""
    tokens = tokenize(unit)
    name = NameReader(tokens).read(0) if tokens else None
    if not isinstance(name, Name) or name.stop < len(tokens) or name.name is None:
        return ()
    return (name.name,)
