"""Phrases: one name in the text, and a list of names as an order tells them to act."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.annotations import AddresseeFinding
from extractor.resolve.order_words import words
from models.spans import Span
from models.vocabulary import AddresseeKind


class Atom(NamedTuple):
    """One name in the text: a unit, a named person, a title that stands for a person, or a group."""

    span: Span
    kind: AddresseeKind
    units: tuple[int, ...] = ()
    person: int | None = None


class Phrase(NamedTuple):
    """A list of addressees read from the text; `end` is where its last name or modifier ends."""

    atoms: tuple[Atom, ...]
    offices: tuple[Span, ...]
    end: int

    @property
    def units(self) -> tuple[int, ...]:
        """Units named, each once, in reading order; of «Phó Thủ tướng [Chính phủ] Trần Hồng Hà» the person is told."""
        borne = {
            a for a, b in pairwise(self.atoms) if b.kind is AddresseeKind.PERSON and b.span.start - a.span.end <= 1
        }
        return tuple(dict.fromkeys(unit for atom in self.atoms if atom not in borne for unit in atom.units))

    @property
    def starts_with_unit(self) -> bool:
        """Whether the first name is a unit or a group, not a person."""
        return bool(self.atoms) and self.atoms[0].person is None

    def addressees(self) -> tuple[AddresseeFinding, ...]:
        """Return the words of everyone told to act; a unit after an office (`Chủ tịch UBND tỉnh`) is that office."""
        found: list[AddresseeFinding] = []
        for atom in self.atoms:
            office = next((o for o in self.offices if 0 <= atom.span.start - o.end <= 2), None)  # noqa: PLR2004  # a space or a comma apart
            if office is not None and atom.kind is AddresseeKind.UNIT:
                found.append(AddresseeFinding(Span(office.start, atom.span.end), AddresseeKind.OFFICE, atom.units))
            else:
                found.append(AddresseeFinding(atom.span, atom.kind, atom.units))
        return tuple(found)


def place_of(atom: Atom) -> tuple[int, int]:
    """Return the key by which names stand in reading order, the longest first."""
    return atom.span.start, -atom.span.end


def meeting(span: Span, atoms: Sequence[Atom]) -> list[Atom]:
    """Return those of `atoms`, in reading order, that share characters with `span`."""
    at = bisect_left(atoms, span.end, key=lambda a: a.span.start)
    return [atom for atom in atoms[max(0, at - 3) : at] if span.overlaps(atom.span)]


def denies(text: str, group: Atom, atom: Atom) -> bool:
    """Whether a name in the words of a group makes them none; in «cơ quan thuộc Chính phủ» it only says whose."""
    one = text[group.span.start : group.span.end].lower().startswith("đồng chí ")  # «đồng chí Chủ tịch UBND tỉnh»
    if atom.kind is AddresseeKind.OFFICE and group.span.contains(atom.span) and not one:
        return False  # «Bí thư và chủ tịch UBND các phường» are not the one Bí thư of the text
    inside = group.span.start < atom.span.start and atom.span.end <= group.span.end
    return not (
        inside and atom.units and text.endswith(("thuộc ", "viên ", "được ", "do "), group.span.start, atom.span.start)
    )


def says_whose(text: str, atom: Atom, told: Atom, end: int) -> bool:
    """Whether a name only says whose those told before it are, or what they are besides.

    «các công ty thuộc Bộ Xây dựng»: the ministry is not told. `end` is where the words for those told end.
    """
    start = told.span.start if told.kind is AddresseeKind.GROUP else end
    owns = atom.units and words("whose").search(text[start : atom.span.start])
    return bool(owns or words("what-besides").match(text, end))
