"""Recall: phrases that name again those whom the document is addressed to.

«các tỉnh, thành phố nêu trên» are the People's Committees of the `điện:` or `Kính gửi:` list, «từ Hà Tĩnh đến Khánh
Hòa» all of that list from the one to the other.
"""

from collections.abc import Sequence

from extractor.annotations import DocumentFinding
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words as around
from extractor.resolve.phrases import Phrase
from extractor.text.numbers import parse_number
from models.spans import Span


def addressed_units(document: DocumentFinding, agents: Agents) -> tuple[int, ...]:
    """Return the units that `điện:` or `Kính gửi:` names, in its order."""
    lines = document.header.to if document.header else ()
    units = (unit for line in lines for atom in agents.within(*line.span) for unit in atom.units)
    return tuple(dict.fromkeys(units))


def recalled_units(agents: Agents, phrase: Phrase, start: int, addressed: tuple[int, ...]) -> tuple[int, ...]:
    """Return the units of `phrase` with those it names again among `addressed`; `start` is where it begins."""
    words = Span(start, phrase.end).of(agents.text)
    units = list(phrase.units)
    if around("named-above").search(words):
        local, central = around("local-bodies").search(words), around("central-bodies").search(words)
        for unit in addressed:
            name = agents.units[unit].name
            if name.startswith("Ủy ban nhân dân") if local else (central and name.startswith("Bộ ")):
                units.append(unit)
    for first, last in zip(phrase.atoms, phrase.atoms[1:], strict=False):
        gap = Span(first.span.end, last.span.start).of(agents.text)
        ends = (*first.units, *last.units)
        both = len(ends) == 2 and set(ends) <= set(addressed)  # noqa: PLR2004  # from, to
        if both and around("ranging-to").fullmatch(gap) and around("ranging-from").search(words):
            units += addressed[addressed.index(ends[0]) : addressed.index(ends[1])]
    return tuple(sorted(set(units), key=lambda u: (addressed.index(u) if u in addressed else -1, u)))


def named_again(agents: Agents, phrase: Phrase, told: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    """Return those whom «hai cơ quan này», «3 đơn vị nêu trên» names again among those told before, else None.

    They are the last as many as it says, else those told last.
    """
    if len(phrase.atoms) != 1 or phrase.atoms[0].units or not told:
        return None
    found = around("so-many-again").match(agents.text, phrase.atoms[0].span.start)
    if found is None:
        return None
    said = found["how_many"].lower()
    number = int(said) if said.isdigit() else parse_number(said)
    return next((units for units in reversed(told) if len(units) == number), told[-1])
