"""Candidates: the units of a text that a short form may stand for, and the one that it means."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.resolve.seating import MAIN_SHARE
from extractor.resolve.unit_names import Name


class Known(NamedTuple):
    """A name resolved: `official` as the record writes it."""

    name: Name
    official: str


@dataclass(frozen=True)
class Candidates:
    """Names of units, in the order in which they are told; `weigh` says how much a mention speaks for its unit."""

    known: Sequence[Known]
    weigh: Callable[[Known], int]

    def of(self, owner: str) -> "Candidates":
        """Return those in whose name `owner` stands."""
        return Candidates([k for k in self.known if owner in k.official], self.weigh)

    def meant_at(self, first: int) -> str:
        """Return the unit that the text mainly names, else the one that it names last before the token `first`."""
        if self._main is not None:
            return self._main
        starts, officials = self._places
        return officials[max(0, bisect_left(starts, first) - 1)]

    @cached_property
    def _main(self) -> str | None:
        counts: Counter[str] = Counter()
        for known in self.known:
            counts[known.official] += self.weigh(known)
        official, count = counts.most_common(1)[0]
        return official if count >= MAIN_SHARE * counts.total() else None

    @cached_property
    def _places(self) -> tuple[list[int], list[str]]:
        """Return where those of some weight stand, in order, and which each is."""
        found: dict[int, str] = {}
        for known in self.known:
            if self.weigh(known):
                found.setdefault(known.name.first, known.official)
        return sorted(found), [found[at] for at in sorted(found)]
