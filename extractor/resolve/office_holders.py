"""Office-holders: which named person a bare title means, and who acts without being named anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.annotations import PositionFinding
from extractor.resolve.person_identity import Figure
from extractor.resolve.title_acts import does_act
from extractor.resolve.title_phrases import TitlePhrase
from models.spans import Span

# Offices that only one can mean; of others (`giám đốc`, `đội trưởng`) a unit must say which.
_BARE = {
    "thủ tướng",
    "phó thủ tướng",
    "phó thủ tướng thường trực",
    "tổng bí thư",
    "chủ tịch nước",
    "bộ trưởng",
}


@dataclass(slots=True)
class Unnamed:
    """An office whose holder is named nowhere: the places of its title, and the first place where it acts."""

    title: str
    unit: int | None
    places: list[Span] = field(default_factory=list)
    acts: Span | None = None


def settle_titles(text: str, free: Sequence[TitlePhrase], figures: Sequence[Figure]) -> list[Unnamed]:
    """Give every free title its person where one is named; return the office-holders who act unnamed."""
    offices: list[Unnamed] = []
    for phrase in free:
        if phrase.plural or phrase.nation or phrase.kind not in {"supreme", "office"} or _of_unknown(text, phrase):
            continue
        title = phrase.span.of(text).lower()
        figure = _named_holder(phrase, title, figures)
        if figure is not None:
            figure.titles.append(phrase.span)
            if phrase.unit is not None:
                figure.add([PositionFinding(_written(figure, title), phrase.unit)])
            continue
        office = _office(phrase, title, offices)
        office.places.append(phrase.span)
        if office.acts is None and does_act(text, phrase):
            office.acts = phrase.span
    return [o for o in offices if o.acts is not None and (o.unit is not None or o.title in _BARE)]


def _of_unknown(text: str, phrase: TitlePhrase) -> bool:
    """Whether an office is of a body that is no unit of the text: «Chủ tịch [UBND] các xã»."""
    behind = text[phrase.span.end : phrase.span.end + 2]
    return phrase.kind == "office" and phrase.unit is None and behind.startswith(" ") and behind[1:].isupper()


def _written(figure: Figure, title: str) -> str:
    return next(p.title for p in figure.positions if p.title.lower() == title)


def _named_holder(phrase: TitlePhrase, title: str, figures: Sequence[Figure]) -> Figure | None:
    """Return whom a free title means: the nearest named before it who holds it, else the first behind."""
    holding: list[Figure] = []
    for figure in figures:
        held = [p.unit for p in figure.positions if p.title.lower() == title]
        fits = phrase.unit is None or phrase.unit in held or (phrase.kind == "supreme" and None in held)
        if held and fits:
            holding.append(figure)

    if not holding and phrase.unit is not None:
        holding = _only_bare(title, figures)

    def rank(figure: Figure) -> tuple[bool, int]:
        before = [h.named.span.start for h in figure.holders if h.named.span.start < phrase.span.start]
        return (not before, -max(before) if before else figure.mentions[0].start)

    return min(holding, key=rank, default=None)


def _only_bare(title: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return the one person who holds this title, of no unit yet and beside no other office."""
    held = [f for f in figures if any(p.title.lower() == title for p in f.positions)]
    bare = [f for f in held if len(f.positions) == 1 and f.positions[0].unit is None]
    return bare if len(held) == 1 else []


def _office(phrase: TitlePhrase, title: str, offices: list[Unnamed]) -> Unnamed:
    """Return the office of a title; one without a unit is that of the nearest office of the same title."""
    for office in reversed(offices):
        if office.title != title:
            continue
        if phrase.unit is None or office.unit == phrase.unit:
            return office
        if office.unit is None and phrase.kind == "supreme":
            office.unit = phrase.unit
            return office
    offices.append(Unnamed(title, phrase.unit))
    return offices[-1]
