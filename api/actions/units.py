"""The authority file: what a name may stand for, when it did, and what came before and after."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.actions.place_units import place_units
from extractor.resolve.unit_registry import RegisteredUnit, load_registry
from models.errors import NotFoundError
from models.folding import fold, strip_marks


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit in one of its lives, with the units whose work it took over."""

    unit: RegisteredUnit
    predecessors: tuple[str, ...]

    @property
    def other_names(self) -> tuple[str, ...]:
        """Every other name: aliases, forms safe only in some places, longer names."""
        unit = self.unit
        names = dict.fromkeys((*unit.aliases, *unit.contextual, *unit.fuller))
        return tuple(name for name in names if name != unit.name)

    def as_json(self) -> dict[str, object]:
        """Return the entry by the names of the authority file."""
        unit = self.unit
        return {
            "name": unit.name,
            "kind": unit.kind,
            "parent": unit.parent,
            "aliases": [*self.other_names],
            "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
            "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
            "predecessors": [*self.predecessors],
            "successors": [*unit.successors],
            "in_every_province": unit.template,
            "file": unit.file,
        }


def known_units() -> tuple[RegisteredUnit, ...]:
    """Return the authority file, a user's own units, and the bodies of every province."""
    return (*load_registry(), *place_units())


def find_units(name: str, day: dt.date | None = None, kind: str | None = None) -> tuple[UnitEntry, ...]:
    """Return the units that `name`, or a part of it, may stand for, the closest first.

    Words with marks match exactly, words without any match regardless of marks. With `day` only units that existed
    then. Raises NotFoundError where there are none.
    """
    registry = known_units()
    ranked = [(_rank(unit, name), at, unit) for at, unit in enumerate(registry) if _fits(unit, day, kind)]
    found = sorted((rank, at) for rank, at, _ in ranked if rank is not None)
    if not found:
        raise NotFoundError(
            f"không có đơn vị nào{_asked(name, day, kind)} trong danh mục; xem các loại bằng: chidao units"
        )
    return tuple(UnitEntry(registry[at], predecessors_of(registry[at], registry)) for _, at in found)


def count_units(day: dt.date | None = None, kind: str | None = None) -> Mapping[str, int]:
    """Return how many units of each kind there are, the most first; lives of one name count as one each."""
    counts = Counter(unit.kind for unit in known_units() if _fits(unit, day, kind))
    if not counts:
        raise NotFoundError(
            f"không có đơn vị nào{_asked('', day, kind)} trong danh mục; xem các loại bằng: chidao units"
        )
    return dict(counts.most_common())


def predecessors_of(unit: RegisteredUnit, registry: Sequence[RegisteredUnit]) -> tuple[str, ...]:
    """Return the names of the units whose work `unit` took over, itself in an earlier life apart."""
    return tuple(dict.fromkeys(old.name for old in _before(unit, registry) if old.name != unit.name))


def all_predecessors(name: str) -> tuple[str, ...]:
    """Return the official names of the units before the one called `name`, however far back, nearest first."""
    registry = known_units()
    waiting = [unit for unit in registry if unit.name == name]
    found: dict[str, None] = {}
    seen: set[int] = set()
    while waiting:
        unit = waiting.pop(0)
        for old in _before(unit, registry):
            if id(old) not in seen:
                seen.add(id(old))
                waiting.append(old)
                found[old.name] = None
    return tuple(old for old in found if old != name)


def all_sub_units(name: str) -> tuple[str, ...]:
    """Return the official names of the units under the one called `name`, however deep, nearest first."""
    under: dict[str, list[str]] = {}
    for unit in known_units():
        if unit.parent:
            under.setdefault(unit.parent, []).append(unit.name)
    found = dict.fromkeys(under.get(name, ()))
    waiting = [*found]
    while waiting:
        new = [below for below in under.get(waiting.pop(0), ()) if below not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(below for below in found if below != name)


def _before(unit: RegisteredUnit, registry: Sequence[RegisteredUnit]) -> Iterator[RegisteredUnit]:
    """Yield the units that name `unit` as successor and ended no later than it did."""
    for old in registry:
        if unit.name in old.successors and old is not unit and _ended_before(old, unit):
            yield old


def _ended_before(old: RegisteredUnit, unit: RegisteredUnit) -> bool:
    """Whether `unit` lived on after `old` ended: a later life of the same name, not an earlier one."""
    return old.valid_to is None or unit.valid_to is None or old.valid_to < unit.valid_to


def _fits(unit: RegisteredUnit, day: dt.date | None, kind: str | None) -> bool:
    return (kind is None or unit.kind == kind) and (day is None or unit.lives_on(day))


def _rank(unit: RegisteredUnit, wanted: str) -> int | None:
    """Return 0 for the name of a unit, 1 for another name, 2 for part of its name, 3 for part of another, else None."""
    key = fold(wanted)
    bare = key == strip_marks(key)
    own, *others = (
        strip_marks(name) if bare else fold(name) for name in (unit.name, *unit.aliases, *unit.contextual, *unit.fuller)
    )
    if key == own:
        return 0
    if key in others:
        return 1
    part = f" {key}"
    if part in f" {own}":
        return 2
    return 3 if any(part in f" {other}" for other in others) else None


def _asked(name: str, day: dt.date | None, kind: str | None) -> str:
    said = [f" tên «{name}»"] if name else []
    said += [f" loại «{kind}»"] if kind else []
    said += [f" còn hoạt động ngày {day:%d/%m/%Y}"] if day else []
    return "".join(said)
