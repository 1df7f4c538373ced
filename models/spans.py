"""Spans: half-open ranges of code points, the one way this project points into a text."""

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
