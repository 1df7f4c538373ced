"""Identity: which mentions are one person, what the person is called, which offices are held."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.annotations import PositionFinding
from extractor.resolve.person_names import WHOLE, Named, Shape
from extractor.resolve.shared_titles import Holder
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
            key=lambda n: (
                len(n.text.split()),
                forms[n.text.lower()],
                not n.text.isupper(),
                n.span.length,
                -n.span.start,
            ),
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
    tails: set[str] = set()
    firsts = _telling_firsts(holders)
    short: list[Holder] = []
    for holder in sorted(holders, key=lambda h: (-_fullness(h.named), h.named.span.start)):
        key = holder.named.text.lower()
        byline = holder.named.rule in _BYLINES
        if key not in figures and key in tails and not byline:
            short.append(holder)
            continue
        figure = figures.setdefault(key, Figure())
        figure.holders.append(holder)
        figure.add(positions(holder))
        tails.update(() if byline else _short_forms(holder.named, firsts))
    merged = _merge_misprints(list(figures.values()))
    _assign(short, merged, positions, firsts)
    for figure in merged:
        figure.holders.sort(key=lambda h: h.named.span.start)
    return sorted(merged, key=lambda f: f.mentions[0])


def _fullness(named: Named) -> int:
    return len(named.text.split()) * 2 + (named.shape is Shape.FULL)


def _telling_firsts(holders: Iterable[Holder]) -> set[str]:
    """Return family names that one whole name alone begins with and none ends with: `Hoàng` of `Hoàng Tuấn Tài`."""
    whole = {
        h.named.text.lower() for h in holders if len(h.named.text.split()) >= WHOLE and h.named.rule not in _BYLINES
    }
    begins = Counter(name.split()[0] for name in whole)
    return {word for word, count in begins.items() if count == 1} - {name.split()[-1] for name in whole}


def _short_forms(named: Named, firsts: Collection[str]) -> Iterator[str]:
    """Yield the shorter forms of a name: its ends, a foreign name's first word, one of `firsts`."""
    words = named.text.lower().split()
    yield from (" ".join(words[i:]) for i in range(1, len(words)))
    if len(words) > 1 and (named.shape is Shape.FOREIGN or (len(words) >= WHOLE and words[0] in firsts)):
        yield words[0]


def _assign(
    short: Sequence[Holder],
    figures: Sequence[Figure],
    positions: Callable[[Holder], list[PositionFinding]],
    firsts: Collection[str],
) -> None:
    """Give every short form to the one last named before it, first to one who holds the title beside it."""
    forms = {id(f): {form for h in f.holders for form in _short_forms(h.named, firsts)} for f in figures}
    whole = sorted(((h.named.span.start, h, f) for f in figures for h in f.holders), key=_start)
    first: dict[tuple[str, str], Figure] = {}
    recent: dict[tuple[str, str], Figure] = {}
    for _, _, known in whole:
        for key in _keys(known, forms[id(known)]):
            first.setdefault(key, known)
    events: list[tuple[int, Holder, Figure | None]] = [*whole, *((h.named.span.start, h, None) for h in short)]
    for _, holder, owner in sorted(events, key=_start):
        figure = owner
        if figure is None:
            held = positions(holder)
            form = holder.named.text.lower()
            wanted = [*((form, p.title.lower()) for p in held), (form, "")]
            figure = next(found[key] for key in wanted for found in (recent, first) if key in found)
            figure.holders.append(holder)
            figure.add(held)
        recent.update(dict.fromkeys(_keys(figure, forms[id(figure)]), figure))


def _start(event: tuple[int, Holder, Figure | None] | tuple[int, Holder, Figure]) -> int:
    return event[0]


def _keys(figure: Figure, forms: Iterable[str]) -> list[tuple[str, str]]:
    titles = ["", *(p.title.lower() for p in figure.positions)]
    return [(form, title) for form in forms for title in titles]


def _merge_misprints(figures: list[Figure]) -> list[Figure]:
    """Join names that differ in one syllable or in marks alone, where given name and office agree."""
    kept: list[Figure] = []
    twins: dict[tuple[str, str, int | None], Figure] = {}
    for figure in sorted(figures, key=lambda f: (-len(f.holders), f.mentions[0])):
        keys = [(form, p.title.lower(), p.unit) for form in _near_forms(figure) for p in figure.positions]
        twin = next((twins[key] for key in keys if key in twins), None)
        if twin is None:
            kept.append(figure)
            twins.update(dict.fromkeys(keys, figure))
        else:
            twin.holders.extend(figure.holders)
            twin.add(figure.positions)
    return kept


def _near_forms(figure: Figure) -> list[str]:
    """Return what a name shares with its misprints: the name without one syllable but the last, and without marks."""
    words = figure.best().text.lower().split()
    if len(words) < WHOLE:
        return []
    gaps = [" ".join([*words[:i], "*", *words[i + 1 :]]) for i in range(len(words) - 1)]
    return [*gaps, strip_marks(" ".join(words))]
