"""Identity: which mentions are one person, what the person is called, which offices are held."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractor.annotations import PositionFinding
from extractor.resolve.person_names import Named, Shape
from extractor.resolve.person_titles import Holder
from models.folding import strip_marks
from models.spans import Span

_BYLINES = {"byline", "credit", "trailing-byline"}


@dataclass(slots=True)
class Figure:
    """One person in the making."""

    holders: list[Holder] = field(default_factory=list)
    positions: list[PositionFinding] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)

    @property
    def mentions(self) -> list[Span]:
        """Where the person is named, in reading order."""
        return sorted(h.named.span for h in self.holders)

    def best(self) -> Named:
        """Return the fullest form; of equally full ones the most frequent, then the first."""
        forms = Counter(h.named.text.lower() for h in self.holders)
        return max(
            (h.named for h in self.holders),
            key=lambda n: (len(n.text.split()), forms[n.text.lower()], not n.text.isupper(), -n.span.start),
        )

    def add(self, positions: Iterable[PositionFinding]) -> None:
        """Add positions; a title without a unit gives way to the same title with one."""
        for position in positions:
            same = [p for p in self.positions if p.title.lower() == position.title.lower()]
            if any(p.unit == position.unit for p in same) or (same and position.unit is None):
                continue
            bare = next((p for p in same if p.unit is None), None)
            if bare is None:
                self.positions.append(position)
            else:
                self.positions[self.positions.index(bare)] = position


def identify(holders: Sequence[Holder], positions: Callable[[Holder], list[PositionFinding]]) -> list[Figure]:
    """Return the people of a text in the order in which they are first named."""
    figures: dict[str, Figure] = {}
    short: list[Holder] = []
    for holder in sorted(holders, key=lambda h: (-_fullness(h.named), h.named.span.start)):
        key = holder.named.text.lower()
        if key not in figures and holder.named.rule not in _BYLINES and _longer(holder.named, figures):
            short.append(holder)
            continue
        figure = figures.setdefault(key, Figure())
        figure.holders.append(holder)
        figure.add(positions(holder))
    merged = _merge_misprints(list(figures.values()))
    for holder in sorted(short, key=lambda h: h.named.span.start):
        held = positions(holder)
        figure = _nearest(holder.named, merged, held)
        figure.holders.append(holder)
        figure.add(held)
    for figure in merged:
        figure.holders.sort(key=lambda h: h.named.span.start)
    return sorted(merged, key=lambda f: f.mentions[0])


def _fullness(named: Named) -> int:
    return len(named.text.split()) * 2 + (named.shape is Shape.FULL)


def _fits(short: str, whole: str) -> bool:
    """Whether `short` is a shorter form of `whole`: its end, or a foreign name's first word."""
    few, many = short.lower().split(), whole.lower().split()
    return len(few) < len(many) and (many[-len(few) :] == few or (len(few) == 1 and few[0] == many[0]))


def _longer(named: Named, figures: dict[str, Figure]) -> bool:
    words = named.text.split()
    return any(
        _fits(named.text, key) and (named.text.lower() != key.split()[0] or _foreign(figure))
        for key, figure in figures.items()
        if len(words) < len(key.split()) and figure.holders[0].named.rule not in _BYLINES
    )


def _foreign(figure: Figure) -> bool:
    return figure.holders[0].named.shape is Shape.FOREIGN


def _nearest(named: Named, figures: Sequence[Figure], held: Sequence[PositionFinding]) -> Figure:
    """Return whom a short form means: the nearest before it, first one who holds the title beside it."""
    fitting = [f for f in figures if _fits(named.text, f.best().text)]
    titles = {p.title.lower() for p in held}

    def rank(figure: Figure) -> tuple[bool, bool, int]:
        shared = bool(titles & {p.title.lower() for p in figure.positions})
        before = [m.start for m in figure.mentions if m.start < named.span.start]
        return (bool(titles) and not shared, not before, -max(before) if before else figure.mentions[0].start)

    return min(fitting, key=rank)


def _merge_misprints(figures: list[Figure]) -> list[Figure]:
    """Join names that differ in one syllable or in marks alone, where given name and office agree."""
    kept: list[Figure] = []
    by_given: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (-len(f.holders), f.mentions[0])):
        best = figure.best().text.lower()
        twin = next((f for f in by_given[best.split()[-1]] if _is_misprint(best, figure, f)), None)
        if twin is None:
            by_given[best.split()[-1]].append(figure)
            kept.append(figure)
        else:
            twin.holders.extend(figure.holders)
            twin.add(figure.positions)
    return kept


def _is_misprint(name: str, figure: Figure, other: Figure) -> bool:
    words, theirs = name.split(), other.best().text.lower().split()
    if len(words) != len(theirs) or len(words) < 3:  # noqa: PLR2004  # family, middle, given
        return False
    shared = {(p.title.lower(), p.unit) for p in figure.positions} & {
        (p.title.lower(), p.unit) for p in other.positions
    }
    different = sum(a != b for a, b in zip(words, theirs, strict=True))
    return bool(shared) and (different == 1 or strip_marks(name) == strip_marks(" ".join(theirs)))
