"""Resolution: which unit of the text a short form stands for, which life of a registered unit a date means."""

import datetime as dt
from collections.abc import Sequence

from extractor.resolve.bare_names import bare_end, below_province, is_bare, names_alone
from extractor.resolve.candidates import Candidates, Known
from extractor.resolve.merged_names import fuller_names, head_of
from extractor.resolve.seating import Seating, by_level, of_one_province, provincial
from extractor.resolve.unit_lexicon import Place, pairs, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit, lives, living
from models.folding import fold

_IN_A_ROW = {"core-of-a-name", "shared-place", "place-in-a-list"}
_TITLE = 12  # words of a title before its unit


def _words(key: str) -> tuple[str, ...]:
    return strings("unit_words", key)


class Resolver:
    """Resolves the names of one text."""

    def __init__(  # what the text says of them, each its own
        self,
        reader: NameReader,
        names: Sequence[Name],
        day: dt.date | None,
        places: Sequence[tuple[int, Place]],
        letterhead: int = 0,
    ) -> None:
        """Take the names in reading order, the day that decides lives, the provinces, and where a letterhead ends."""
        self.reader = reader
        self.letterhead = letterhead
        self.names = names
        self.day = day or _day_by_evidence(names)
        self.sure = {n.units[0].name for n in names if n.units and len({u.name for u in n.units}) == 1}
        self.spelled = {fold(self._text(n)) for n in names if any(u.fuller for u in n.units)}
        self.places = places
        self.levelled = {n.first: n for n in names if n.level}
        self.seating = Seating(places, reader.towns)
        self.provinces = {level: self.seating.only_province(level) for level in of_one_province().values()}

    def resolve(self) -> list[Known]:
        """Return every name and every short form that stands for a unit of the text."""
        named = [(n, self._official(n)) for n in self.names if n.name is not None and not n.level]
        fuller = fuller_names(official for _, official in named)
        known = [Known(n, official if n.whole and bare_end(official) else fuller[official]) for n, official in named]
        self._index(known)
        known = [self._completed(one) for one in known]
        self._index(known)
        shorts = [n for n in self.names if n.name is None or n.level]
        found = [k for n in shorts if (k := self._short(n))]
        return sorted(self._seated([*known, *found], found), key=lambda k: k.name.first)

    def _seated(self, every: Sequence[Known], found: Sequence[Known]) -> list[Known]:
        """Write a body of every province (`Sở Xây dựng`) with the one place that its name with a level has (`… TP`)."""
        placed: dict[str, set[str]] = {}
        for one in found:
            if one.name.level and one.name.name:
                placed.setdefault(one.name.name, set()).add(one.official)
        only = {name: next(iter(ones)) for name, ones in placed.items() if len(ones) == 1}
        return [k._replace(official=only.get(k.official, k.official)) for k in every]

    def _index(self, known: Sequence[Known]) -> None:
        """Keep what is known by its head noun and by its place; units inside names can be meant by short forms too."""
        self.known: dict[str, list[Known]] = {}
        self.fitting: dict[object, tuple[Candidates, Candidates]] = {}  # by what is asked of a short form
        ends = {f" {place.short}": place for _, place in self.places}
        seats = ((k.name.first, p) for k in known for end, p in ends.items() if k.official.endswith(end))
        self.seats = by_level(sorted(seats, key=lambda seat: seat[0]))
        self.begun = {one.name.first: one.official for one in known}
        called = pairs("unit_words", "called_too").items()
        above = (one for one in known if self.reader.tokens[one.name.first].start < self.letterhead)
        self.home = {head_of(one.official): one.official for one in above}
        for one in known:
            for official in filter(None, dict.fromkeys((one.official, one.name.whole))):
                kinds = (kind for kind in _words("kinds") if fold(official).startswith(f"{kind} "))
                heads = {head_of(official), *(kinds if head_of(official) not in _words("no_kinds") else ())}
                heads |= {short for long, short in called if fold(official).startswith(long)}
                for head in heads:  # «Hội» means the «Hội Luật gia …» too
                    self.known.setdefault(head, []).append(one._replace(official=official))

    def _completed(self, one: Known) -> Known:
        """Write out the bare unit inside a name (`Văn phòng Bộ`, `Đảng ủy UBND tỉnh`) as the text knows it."""
        whole = bare_end(one.official) if one.name.whole else ""
        if not whole:
            return one
        key = head_of(whole)
        rest = fold(whole).removeprefix(key).strip()
        head = whole[: len(whole) - len(rest)].strip()
        short = one.name._replace(name=head, key=key, level=rest, whole="", units=(), alone="text")
        inner = self._short(short)
        full = inner.official if inner and inner.official != head else whole
        return Known(one.name._replace(whole=full), one.official.removesuffix(whole) + full)

    def _text(self, name: Name) -> str:
        return " ".join(t.text for t in self.reader.tokens[name.first : name.stop])

    def _official(self, name: Name) -> str:
        if not name.units:
            return str(name.name)
        fits = living(name.units, self.day)
        unit = self._mentioned(fits) or fits[-1]
        return next((full for full in unit.fuller if fold(full) in self.spelled), unit.name)

    def _mentioned(self, units: Sequence[RegisteredUnit]) -> RegisteredUnit | None:
        """Return the one of several units that the text names beyond doubt elsewhere."""
        if len({u.name for u in units}) < 2:  # noqa: PLR2004  # one unit leaves no choice
            return None
        return next((u for u in reversed(units) if u.name in self.sure), None)

    def _short(self, name: Name) -> Known | None:
        candidates, told = self._candidates(name)
        if name.key in _words("within_one_body") and (body := self._body_of(name)):
            return Known(name, f"{self._own_name(name)} {body}")
        if name.alone in {"text", "within"} and not name.level and name.key in self.home:
            return Known(name, self.home[name.key])  # «Giám đốc Sở» in the minutes of a department
        owner = self._owner(name)
        if owner and name.alone == "name":  # «Tổ công tác của Bộ Công Thương» is not the Prime Minister's
            candidates, told = candidates.of(owner), told.of(owner)
        placed = bool(name.level) or name.key in of_one_province()
        if placed and (near := self._nearest_place(name)):
            return Known(name, f"{name.name or self._own_name(name)} {near}")
        if not placed and (name.key in names_alone() or not told.known):  # «Ban Chỉ đạo»: all of a name
            told = candidates
        return Known(name, told.meant_at(name.first)) if told.known else self._untold(name, candidates)

    def _candidates(self, name: Name) -> tuple[Candidates, Candidates]:
        """Return what a short form may stand for, and of that what is more than a head with a level."""
        keys = tuple(sorted({name.key, *(head_of(u.name) for u in name.units)}))
        asked = (keys, name.key, name.name, name.level, bool(name.units))
        if asked not in self.fitting:
            found = [k for key in keys for k in self.known.get(key, ()) if self._fits(name, k)]
            told = [k for k in found if not is_bare(k.official)]
            self.fitting[asked] = Candidates(found, self._weight), Candidates(told, self._weight)
        return self.fitting[asked]

    def _untold(self, name: Name, candidates: Candidates) -> Known | None:
        """Return what a short form stands for in a text that names no such body in full."""
        if name.level and (not candidates.known or self.seating.main_place(name)):
            return self._placed(name)
        if place := self.provinces.get(of_one_province().get(name.key, ""), ""):
            return Known(name, f"{name.name or self._own_name(name)} {place}")
        head = name.name or self._own_name(name)
        district = pairs("unit_words", "of_one_district").get(head.lower(), "")
        own_seat = district and district not in self.seating.provincial
        if own_seat and (place := self.seating.main_place(name._replace(level=district))):
            own = place if place[-1].isdigit() else place.removeprefix(district).strip()
            return Known(name, f"{head} {own}")
        if candidates.known:
            return Known(name, candidates.meant_at(name.first))
        some = [t.key for t in self.reader.tokens[name.stop : name.stop + 2]]
        several = " ".join(some) in _words("some") or some[:1] == [*_words("opening_lists")]
        led = name.key in _words("led") and not several  # «Phó Bí thư Đảng ủy, Giám đốc Sở», not of «một số tỉnh»
        office = led and not name.level and self.reader.after_office(name.first)
        return Known(name, self._own_name(name)) if name.alone == "name" or office else None

    def _body_of(self, short: Name) -> str:
        """Return the body of the office named beside a party office (`Bí thư Chi bộ, Vụ trưởng Vụ Pháp chế`)."""
        tokens = self.reader.tokens
        if short.stop >= len(tokens) or tokens[short.stop].text not in _words("held_together"):
            return ""
        if self.reader.lexicon.titles.longest(tokens, short.stop + 1) is None:
            return ""
        for at in range(short.stop + 2, min(len(tokens), short.stop + _TITLE)):
            row = tokens[at].key == "," and self.reader.lexicon.titles.longest(tokens, at + 1)
            if tokens[at].key == "-" or row:
                continue  # «Phó Bí thư Đảng đoàn, Phó Chủ tịch - Tổng Thư ký [Ủy ban …]»
            if not tokens[at].word or at in self.begun or at in self.levelled:
                body = self.begun.get(at) or self._begun_short(at)
                for board in _words("party_boards"):
                    body = body.removeprefix(f"{board} ")
                return below_province(body) if short.key in _words("party_committees") else body
        return ""

    def _begun_short(self, at: int) -> str:
        """Return the body that a short form with a level at `at` means (`Bí thư Đảng ủy, Chủ tịch HĐND xã`)."""
        name = self.levelled.get(at)
        found = self._short(name) if name else None
        return found.official if found else ""

    def _owner(self, short: Name) -> str:
        """Return the unit that `của` or `thuộc` names as a short form's own; the Government owns what its head owns."""
        after = self.reader.tokens[short.stop : short.stop + 1]
        if not after or after[0].key not in _words("owned_by"):
            return ""
        owner = self.begun.get(short.stop + 1, "")
        return "" if owner in _words("own_all") else owner

    def _fits(self, short: Name, known: Known) -> bool:
        if short.key in _words("ministries") and not short.units:
            return any(u.kind == "ministry" for u in lives().get(fold(known.official), ()))
        if short.key in _words("of_every_body") and fold(known.official) in lives():
            return False
        if short.name and not known.official.startswith(short.name):
            return False
        if not short.level or short.level in fold(known.official):
            return True
        seats = self.seating.provincial.get(short.level)
        place = next((name for name in seats.shorts if known.official.endswith(f" {name}")), "") if seats else ""
        # «UBND tỉnh» is none of «UBND thành phố Cà Mau»
        rest = fold(known.official.removesuffix(place)).strip()
        return bool(place) and not rest.endswith(strings("places", "of_committees"))

    def _weight(self, known: Known) -> int:
        """Say how much a mention speaks for its unit: behind an office more, in a row of several nothing."""
        if self.reader.after_office(known.name.first):
            return 2
        return 0 if known.name.rule in _IN_A_ROW else 1

    def _placed(self, short: Name) -> Known | None:
        """Name a body by its level and the one place of that level in the text (`UBND tỉnh`)."""
        head = short.name or self._own_name(short)
        place = self.seating.main_place(short)
        if place:
            return Known(short, f"{head} {place}")
        unsaid = short.level in provincial() and short.level not in self.seating.provincial
        if short.name or unsaid:  # a text at home in its province does not name it
            return Known(short, short.name or f"{head} {short.level}")
        return None

    def _nearest_place(self, short: Name) -> str:
        """Return the province whose body is named last before, in a text of bodies of several and mainly of none."""
        level = short.level or of_one_province()[short.key]
        seats = self.seats.get(level) if level in provincial() else None
        place = seats.before(short.first) if seats and not seats.mainly else None
        if place is None:
            return ""
        return place.name if short.level or place.name[0].isupper() else place.short

    def _own_name(self, short: Name) -> str:
        return next((n for n in self.reader.head_names(short.first, short.stop)), "")


def _day_by_evidence(names: Sequence[Name]) -> dt.date | None:
    """Return a day on which the units that the text names beyond doubt lived, None where all live on."""
    ends = [
        u.valid_to
        for n in names
        for u in n.units
        if len({x.name for x in n.units}) == 1 and len(n.units) == 1 and u.valid_to
    ]
    return min(ends) if ends else None
