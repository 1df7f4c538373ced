"""Resolution: which unit of the text a short form stands for, which life of a registered unit a date means."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.resolve.unit_lexicon import Place, load_heads
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit, living, lives
from extractor.resolve.unit_tokens import tokenize
from models.folding import canonical, fold

_BARE = {"", "tỉnh", "thành phố", "huyện", "quận", "xã", "phường", "thị xã", "thị trấn"}
_MAIN_SHARE = 0.6  # share of the fitting mentions from which one unit is the one that short forms mean


@dataclass(frozen=True, slots=True)
class Known:
    """A name resolved: `official` as the record writes it."""

    name: Name
    official: str


class Resolver:
    """Resolves the names of one text."""

    def __init__(
        self,
        reader: NameReader,
        names: Sequence[Name],
        day: dt.date | None,
        places: Sequence[tuple[int, Place]],
    ) -> None:
        """Take the names in reading order, the day that decides lives, and the provinces in the text."""
        self.reader = reader
        self.names = names
        self.day = day or _day_by_evidence(names)
        self.places = places

    def resolve(self) -> list[Known]:
        """Return every name and every short form that stands for a unit of the text."""
        known = [Known(n, self._official(n)) for n in self.names if n.name is not None and not n.level]
        known = self._completed(_merged(known))
        shorts = [n for n in self.names if n.name is None or n.level]
        found = [k for n in shorts if (k := self._short(n, known))]
        return sorted((*known, *found), key=lambda k: k.name.first)

    def _completed(self, known: Sequence[Known]) -> list[Known]:
        """Write out the bare unit inside a name (`Văn phòng Bộ`, `Thường trực HĐND tỉnh`) as the text knows it."""
        done = []
        for one in known:
            whole = one.name.whole
            key = head_of(whole)
            rest = fold(whole).removeprefix(key).strip()
            if key and rest in _BARE and one.official.endswith(whole):
                inner = self._short(
                    replace(one.name, name=None, key=key, level=rest, whole="", units=(), alone="text"), known
                )
                full = inner.official if inner else whole
                done.append(Known(replace(one.name, whole=full), one.official.removesuffix(whole) + full))
            else:
                done.append(one)
        return done

    def _official(self, name: Name) -> str:
        if not name.units:
            return str(name.name)
        fits = living(name.units, self.day)
        text = fold(" ".join(t.text for t in self.reader.tokens[name.first : name.stop]))
        unit = self._mentioned(fits) or fits[-1]
        return next((full for full in unit.fuller if fold(full) == text), unit.name)

    def _mentioned(self, units: Sequence[RegisteredUnit]) -> RegisteredUnit | None:
        """Return the one of several units that the text names beyond doubt elsewhere."""
        if len({u.name for u in units}) < 2:  # noqa: PLR2004  # one unit leaves no choice
            return None
        sure = {n.units[0].name for n in self.names if len({u.name for u in n.units}) == 1}
        fitting = [u for u in units if u.name in sure]
        return fitting[-1] if fitting else None

    def _short(self, name: Name, known: Sequence[Known]) -> Known | None:
        candidates = [k for k in (*known, *_wholes(known)) if self._fits(name, k)]
        if candidates:
            return Known(name, self._choose(name, candidates))
        if name.level:
            return self._placed(name)
        return Known(name, self._own_name(name)) if name.alone == "name" else None

    def _fits(self, short: Name, known: Known) -> bool:
        if head_of(known.official) != short.key and not (
            short.units and known.official.startswith(short.units[0].name)
        ):
            return False
        if short.key == "bộ":
            return any(u.kind == "ministry" for u in lives().get(fold(known.official), ()))
        if short.units and not fold(known.official).startswith(fold(short.units[0].name)):
            return False
        return not short.level or short.level in fold(known.official)

    def _choose(self, short: Name, candidates: Sequence[Known]) -> str:
        counts = Counter(k.official for k in candidates)
        official, count = counts.most_common(1)[0]
        if count >= _MAIN_SHARE * len(candidates):
            return official
        ordered = sorted(candidates, key=lambda k: k.name.first)
        before = [k for k in ordered if k.name.first < short.first]
        return before[-1].official if before else ordered[0].official

    def _placed(self, short: Name) -> Known | None:
        """Name a body by its level and the one place of that level in the text (`UBND tỉnh`)."""
        head = short.name or self._own_name(short)
        place = self._main_place(short)
        if place:
            return Known(short, f"{head} {place}")
        return Known(short, short.name) if short.name else None

    def _main_place(self, short: Name) -> str:
        """Return the place of a level that the text is about, else the one named last before, empty where none is."""
        found = [(at, p.name) for at, p in self.places if p.level == short.level]
        if not found:
            return ""
        name, count = Counter(n for _, n in found).most_common(1)[0]
        before = [n for at, n in found if at < short.first]
        return name if count >= _MAIN_SHARE * len(found) or not before else before[-1]

    def _own_name(self, short: Name) -> str:
        return next((n for n in self.reader.head_names(short.first, short.stop)), "")


def _wholes(known: Sequence[Known]) -> list[Known]:
    """Return the units that stand inside the names of others (`Thường trực Ban Chỉ đạo …`): short forms may mean them."""
    return [replace(k, official=k.name.whole) for k in known if k.name.whole]


def _day_by_evidence(names: Sequence[Name]) -> dt.date | None:
    """Return a day on which the units that the text names beyond doubt lived, None where all live on."""
    ends = [
        u.valid_to
        for n in names
        for u in n.units
        if len({x.name for x in n.units}) == 1 and len(n.units) == 1 and u.valid_to
    ]
    return min(ends) if ends else None


@cache
def _head_spellings() -> tuple[tuple[str, str], ...]:
    pairs = {(fold(form), head.key) for form, head in load_heads()}
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cache
def head_of(official: str) -> str:
    """Return the key of the head noun that a written-out name begins with, empty where it has none."""
    folded = fold(official)
    return next((key for form, key in _head_spellings() if folded.startswith(f"{form} ") or folded == form), "")


def _merged(known: Sequence[Known]) -> list[Known]:
    """Let a shorter name stand for the one longer name of the text that has its head and all its words in order."""
    names = {k.official for k in known}
    longer = {name: _longer(name, names) for name in names}
    return [replace(k, official=longer[k.official]) for k in known]


def _longer(name: str, names: set[str]) -> str:
    head = head_of(name)
    if not head or fold(name) in lives():
        return name
    words = [t.key for t in tokenize(canonical(name))]
    rivals = [n for n in sorted(names) if fold(n) != fold(name) and head_of(n) == head]
    fitting = [n for n in rivals if _within(words, [t.key for t in tokenize(canonical(n))])]
    alike = len({fold(n) for n in fitting}) == 1
    return fitting[-1] if alike and len(words) > len(head.split()) else name


def _within(words: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    return len(words) < len(longer) and all(word in rest for word in words)
