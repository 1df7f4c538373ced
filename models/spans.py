"""Spans: half-open ranges of code points, the one way this project points into a text."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Code points covered."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the slice of `text` under this span."""
        return text[self.start : self.end]


class Cover:
    """What many spans cover together, asked whether another meets it: at a price that does not grow with them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Cover `spans`."""
        self._places = {at for span in spans for at in range(*span)}

    def meets(self, span: Span) -> bool:
        """Whether any code point of `span` is covered."""
        return not self._places.isdisjoint(range(*span))
