"""Joining the pieces of a received file into its text, with the place of each."""

from typing import NamedTuple

from corpus.encodings import repair_parts
from corpus.incoming import Place, PlaceKind


class Piece(NamedTuple):
    """A piece of the text, what parts it from the one before, and where it stands in the file."""

    text: str
    kind: PlaceKind
    label: str
    between: str


class Joined:
    """A text that grows piece by piece."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._pieces: list[Piece] = []

    def add(self, text: str, kind: PlaceKind, label: str, between: str = "\n") -> None:
        """Add a piece that is this place of the file, parted from what stands there already; a blank one is none."""
        if text.strip():
            self._pieces.append(Piece(text, kind, label, between if self._pieces else ""))

    def repair(self) -> tuple[str, tuple[str, ...]]:
        """Put right what an old encoding was taken for; return the encoding of most of it, and flags."""
        repaired = repair_parts([piece.text for piece in self._pieces])
        self._pieces = [piece._replace(text=text) for piece, text in zip(self._pieces, repaired.parts, strict=True)]
        return repaired.encoding, repaired.flags

    @property
    def text(self) -> str:
        """What was joined so far."""
        return "".join(piece.between + piece.text for piece in self._pieces)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each piece stands; pieces of one place that follow each other are one."""
        found: list[Place] = []
        at = 0
        for piece in self._pieces:
            start, at = at + len(piece.between), at + len(piece.between) + len(piece.text)
            if found and (found[-1].kind, found[-1].label) == (piece.kind, piece.label):
                start = found.pop().start
            found.append(Place(start, at, piece.kind, piece.label))
        return tuple(found)


def joined_lines(text: str) -> Joined:
    """Return a text cut into its paragraphs, one a line; blank lines between them stay."""
    joined, between = Joined(), ""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            joined.add(line, PlaceKind.PARAGRAPH, str(number), between)
            between = ""
        between += "\n"
    return joined
