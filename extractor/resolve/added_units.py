"""The units that whoever made an extractor adds to the authority file: what is built from it is built once for each.

They are in force while that extractor reads (`adding`), in its thread alone; outside nothing is added.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from extractor.resolve.unit_registry import RegisteredUnit

_Built = TypeVar("_Built")
_EXTRACTORS = 8  # with files of their own at one time in one program


@dataclass(frozen=True, slots=True)
class AddedUnits:
    """Units of a user's own file, known by `content`, the bytes they were read from."""

    content: bytes = b""
    units: "tuple[RegisteredUnit, ...]" = field(default=(), compare=False)


_ADDED: ContextVar[AddedUnits] = ContextVar("_ADDED", default=AddedUnits())  # noqa: B039  # the default is frozen


@contextmanager
def adding(added: AddedUnits) -> Iterator[None]:
    """Let the authority file hold `added` as well."""
    token = _ADDED.set(added)
    try:
        yield
    finally:
        _ADDED.reset(token)


def added_units() -> "tuple[RegisteredUnit, ...]":
    """Return the units that are added now."""
    return _ADDED.get().units


def per_registry(build: Callable[[], _Built]) -> Callable[[], _Built]:
    """Return `build` remembering its result for the shipped authority file, and for each file added to it."""

    @lru_cache(maxsize=_EXTRACTORS)
    def remembered(_added: AddedUnits) -> _Built:
        return build()

    @wraps(build)
    def current() -> _Built:
        return remembered(_ADDED.get())

    return current
