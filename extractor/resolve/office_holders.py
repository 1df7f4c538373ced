"""Office-holders: which named person a bare title means, and who acts without being named anywhere."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.annotations import PositionFinding
from extractor.resolve.person_identity import Figure
from extractor.resolve.stand_ins import committee_of_place
from extractor.resolve.title_acts import does_act
from extractor.resolve.title_phrases import TitlePhrase, UnitPlaces
from extractor.resolve.unit_lexicon import strings
from models.spans import Span

_FORMER = re.compile(r"^(?:nguyên|cựu|quyền) ")
_ANY = -1  # of whatever unit


@dataclass(slots=True)
class Unnamed:
    """An office whose holder is named nowhere: the places of its title, and the first place where it acts."""

    title: str
    unit: int | None
    places: list[Span] = field(default_factory=list)
    acts: Span | None = None


class Offices:
    """Who holds which title, named or not, by title and unit."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        """Index the named by their titles, each title's mentions in reading order."""
        self.named: dict[tuple[str, int | None], list[tuple[int, Figure]]] = {}
        self.holding: dict[str, list[Figure]] = {}
        self.unnamed: dict[tuple[str, int | None], Unnamed] = {}
        self.latest: dict[str, Unnamed] = {}
        self.longer: dict[tuple[str, int | None], Figure | None] = {}  # who holds a longer title, asked once
        for figure in figures:
            for position in figure.positions:
                title = position.title.lower()
                self.holding.setdefault(title, []).append(figure)
                places = [(h.named.span.start, figure) for h in figure.holders]
                once = _FORMER.sub("", title)  # «cựu Cục trưởng» is called `Cục trưởng` further on
                for key in {(name, unit) for name in (title, once) for unit in (position.unit, _ANY)}:
                    self.named.setdefault(key, []).extend(places)
        for listed in self.named.values():
            listed.sort(key=lambda place: place[0])

    def holder(self, phrase: TitlePhrase, title: str) -> Figure | None:
        """Return whom a free title means: the nearest named before it who holds it, else the first behind."""
        units: list[int | None] = [_ANY] if phrase.unit is None else [phrase.unit]
        units += [None] if phrase.unit is not None and phrase.kind == "supreme" else []
        found = [f for unit in units if (f := self._nearest((title, unit), phrase.span.start)) is not None]
        if found:
            return found[0]
        bare = self._only_bare(title) if phrase.unit is not None else None
        return bare or self._of_longer_title(phrase, title)

    def _of_longer_title(self, phrase: TitlePhrase, title: str) -> Figure | None:
        """Return the one person whose title is this one and more: `Phó Thủ tướng` of `Phó Thủ tướng Thường trực`."""
        key = (title, phrase.unit)
        if key not in self.longer:
            self.longer[key] = self._with_longer_title(*key)
        return self.longer[key]

    def _with_longer_title(self, title: str, unit: int | None) -> Figure | None:
        longer = {
            id(figure): figure
            for held, figures in self.holding.items()
            for figure in figures
            if held.startswith(f"{title} ") and (unit is None or _holds_at(figure, held, unit))
        }
        return next(iter(longer.values())) if len(longer) == 1 else None

    def _nearest(self, key: tuple[str, int | None], position: int) -> Figure | None:
        places = self.named.get(key, [])
        i = bisect_left(places, position, key=lambda place: place[0])
        return places[max(0, i - 1)][1] if places else None

    def _only_bare(self, title: str) -> Figure | None:
        """Return the one person who holds this title, of no unit yet and beside no other office."""
        held = self.holding.get(title, [])
        bare = len(held) == 1 and len(held[0].positions) == 1 and held[0].positions[0].unit is None
        return held[0] if bare else None

    def office(self, phrase: TitlePhrase, title: str) -> Unnamed:
        """Return the office of a title; one without a unit is that of the last office of the same title."""
        last = self.latest.get(title)
        known = last if phrase.unit is None else self.unnamed.get((title, phrase.unit))
        if known is None and last is not None and last.unit is None and phrase.kind == "supreme":
            last.unit = phrase.unit
            known = last
        if known is None:
            known = self.latest[title] = Unnamed(title, phrase.unit)
        return self.unnamed.setdefault((title, phrase.unit), known)


def _holds_at(figure: Figure, title: str, unit: int) -> bool:
    return any(p.title.lower() == title and p.unit in {unit, None} for p in figure.positions)


def _placed(text: str, phrase: TitlePhrase, units: UnitPlaces) -> TitlePhrase:
    """Return a chairman's title with the committee of its place: «[Chủ tịch] tỉnh Bến Tre yêu cầu»."""
    seat = committee_of_place(text, phrase.span, units) if phrase.unit is None else None
    return phrase if seat is None else phrase._replace(unit=seat[0], end=seat[1])


def settle_titles(
    text: str, free: Sequence[TitlePhrase], figures: Sequence[Figure], units: UnitPlaces
) -> list[Unnamed]:
    """Give every free title its person where one is named; return the office-holders who act unnamed."""
    offices = Offices(figures)
    for phrase in free:
        if phrase.plural or phrase.nation or phrase.kind not in {"supreme", "office"} or _of_unknown(text, phrase):
            continue
        title = phrase.span.of(text).lower()
        placed = _placed(text, phrase, units)
        figure = offices.holder(placed, title)
        if figure is not None:
            figure.titles.append(phrase.span)
            held = next((p.title for p in figure.positions if p.title.lower() == title), None)
            if phrase.unit is not None and held is not None:
                figure.add([PositionFinding(held, phrase.unit)])
            continue
        office = offices.office(placed, title)
        office.places.append(phrase.span)
        if office.acts is None and does_act(text, placed):
            office.acts = phrase.span
    found = {id(o): o for o in offices.unnamed.values() if o.acts is not None}.values()
    return [o for o in found if o.unit is not None or o.title in strings("titles", "of_one")]


def _of_unknown(text: str, phrase: TitlePhrase) -> bool:
    """Whether an office is of a body that is no unit of the text: «Chủ tịch [UBND] các xã»."""
    behind = text[phrase.span.end : phrase.span.end + 2]
    return phrase.kind == "office" and phrase.unit is None and behind.startswith(" ") and behind[1:].isupper()
