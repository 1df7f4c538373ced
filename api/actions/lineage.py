"""Lineage: a unit's lives by the authority file, with those of the units before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.actions.units import UnitEntry, all_predecessors, known_units, predecessors_of
from extractor.resolve.unit_registry import RegisteredUnit


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lives of a unit of this name, the earliest first, and of those before and after it."""

    lives: Sequence[UnitEntry]
    before: Sequence[UnitEntry]
    after: Sequence[UnitEntry]


def trace(name: str) -> Lineage:
    """Return what the authority file knows of a unit by its official name; nothing for one that it does not have."""
    registry = known_units()
    lives = _lives([name], registry)
    after = dict.fromkeys(successor for life in lives for successor in life.unit.successors if successor != name)
    return Lineage(lives, _lives(all_predecessors(name), registry), _lives([*after], registry))


def _lives(names: Sequence[str], registry: Sequence[RegisteredUnit]) -> list[UnitEntry]:
    wanted = frozenset(names)
    found = [UnitEntry(unit, predecessors_of(unit, registry)) for unit in registry if unit.name in wanted]
    return sorted(found, key=lambda entry: (entry.unit.valid_to is None, entry.unit.valid_to, entry.unit.name))
