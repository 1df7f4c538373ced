"""Office-holders: which named person a bare title means, and who acts without being named anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.annotations import PositionFinding
from extractor.resolve.person_identity import Figure
from extractor.resolve.title_phrases import TitlePhrase
from extractor.rules.loader import load_rules
from models.spans import Span

_REACH = 60


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
        if phrase.plural or phrase.nation or phrase.kind not in {"supreme", "office"}:
            continue
        title = phrase.span.of(text).lower()
        figure = _named_holder(phrase, title, figures)
        if figure is not None:
            figure.titles.append(phrase.span)
            if phrase.kind == "supreme" and phrase.unit is not None:
                figure.add([PositionFinding(_written(figure, title), phrase.unit)])
            continue
        office = _office(phrase, title, offices)
        office.places.append(phrase.span)
        if office.acts is None and does_act(text, phrase):
            office.acts = phrase.span
    return [office for office in offices if office.acts is not None]


def _written(figure: Figure, title: str) -> str:
    return next(p.title for p in figure.positions if p.title.lower() == title)


def _named_holder(phrase: TitlePhrase, title: str, figures: Sequence[Figure]) -> Figure | None:
    """Return the person a free title stands for: the nearest named before it who holds it, else the first behind."""
    holding: list[Figure] = []
    for figure in figures:
        held = [p.unit for p in figure.positions if p.title.lower() == title]
        fits = phrase.unit is None or phrase.unit in held or (phrase.kind == "supreme" and None in held)
        if held and fits:
            holding.append(figure)

    def rank(figure: Figure) -> tuple[bool, int]:
        before = [h.named.span.start for h in figure.holders if h.named.span.start < phrase.span.start]
        return (not before, -max(before) if before else figure.mentions[0].start)

    return min(holding, key=rank, default=None)


def _office(phrase: TitlePhrase, title: str, offices: list[Unnamed]) -> Unnamed:
    """Return the office a title belongs to; a title without a unit belongs to the nearest office of that title."""
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


def does_act(text: str, phrase: TitlePhrase) -> bool:
    """Whether the holder of this title speaks, orders or decides here."""
    before = text[
        max(text.rfind("\n", 0, phrase.span.start) + 1, phrase.span.start - _REACH) : phrase.span.start
    ]
    behind = text[phrase.end : phrase.end + _REACH].partition("\n")[0]
    sides = {
        "behind": behind,
        "behind-office": behind if phrase.kind == "office" else "",
        "before": before,
        "against": before,
    }
    found = {
        rule.text("side")
        for rule in load_rules("office_acts").rules
        if rule.pattern.search(sides[rule.text("side")])
    }
    return "before" in found or ("against" not in found and bool(found))
