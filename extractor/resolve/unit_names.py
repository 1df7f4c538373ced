"""Names: the unit that begins at a word of the text, by the authority file or by head and tail."""

from functools import cached_property
from typing import NamedTuple, TypeAlias

from extractor.resolve.unit_bearers import leads_person
from extractor.resolve.unit_lexicon import DECOY, OF_A_BODY, Head, Place, capital_at, write_out
from extractor.resolve.unit_nations import abroad_tail
from extractor.resolve.unit_places import is_group, local_tail, towns
from extractor.resolve.unit_registry import RegisteredUnit, lives
from extractor.resolve.unit_sites import Site, Tail, in_case, letterhead_end
from extractor.resolve.unit_spellings import FOREIGN, SpellingReader
from extractor.resolve.unit_tails import tail_of
from extractor.resolve.unit_tokens import capital_within, joined, shouted_at, tokenize
from models.folding import fold

HEADS_FILE = "unit_heads.toml"
Heads: TypeAlias = list[tuple[int, Head]]  # where a head noun ends, and which it is
_WITH_LETTERHEADS = {"minutes", "administrative"}
_FURTHER = 6  # words of what else a ministry abroad is for
_CALLED = {"press", "company", "group", "club"}  # «hãng thông tấn Kyodo», «hãng Vietnam Airlines»
_LINED = "head-in-a-letterhead"  # «TỈNH ỦY LONG AN», below it «BAN TỔ CHỨC»
_NESTING = 2  # a unit inside a unit inside a name
_HOLDS_UNIT = {"department", "police", "committee", "party", "mass", "provincial", "military", "press"}


class Name(NamedTuple):
    """A unit read at `tokens[first:stop]`: `name` is None for a short form that the text must resolve.

    `units` are the lives of registered units that the words may stand for; `key` is the folded head noun.
    """

    first: int
    stop: int
    key: str
    name: str | None
    rule: str
    file: str
    units: tuple[RegisteredUnit, ...] = ()
    level: str = ""
    whole: str = ""
    alone: str = ""


class NameReader(SpellingReader):
    """Reads names at any word of one tokenized text."""

    @cached_property
    def nested(self) -> dict[tuple[int, int, bool], Tail | None]:
        """The units within names, read once for each depth."""
        return {}

    @cached_property
    def towns(self) -> tuple[tuple[int, Place], ...]:
        """The places below a province that stand with their level, and where."""
        return tuple(towns(self))

    @cached_property
    def town_levels(self) -> dict[str, str]:
        """The levels with which the text first names its towns (`thị xã Dĩ An`, within which `xã Dĩ An` stands)."""
        return {town.short: town.level for _, town in reversed(self.towns)}

    def level_of(self, town: str) -> str:
        """Return the level with which the text names a town, empty where it does not."""
        return self.town_levels.get(town, "")

    def read(self, at: int, depth: int = 0, *, titled: bool = False) -> Name | int | None:
        """Return the unit that begins at `at`; the end of a decoy; None where neither begins."""
        if at >= len(self.tokens) or not self.lexicon.names.opens(self.tokens[at]):
            return None
        decoy = 0
        heads: Heads = []
        named: dict[int, list[RegisteredUnit]] = {}
        for stop, words, value in self.lexicon.names.walk(self.tokens, at):
            if value == DECOY:
                decoy = stop if self._is_decoy(at, words) else decoy
            elif isinstance(value, Head):
                heads += [(stop, value)] if self._head_fits(at, stop, words, value) else []
            elif isinstance(value, RegisteredUnit) and self._name_fits(at, words, value):
                named.setdefault(stop, []).append(value)
        if not heads and not named:
            return decoy or None
        best, decoy = self._best(self.site(at, depth, titled=titled), at, heads, named, decoy)
        lined = best is not None and best.rule == _LINED
        return decoy if decoy and not lined and (best is None or best.stop <= decoy) else best

    def _best(
        self, site: Site, at: int, heads: Heads, named: dict[int, list[RegisteredUnit]], decoy: int
    ) -> tuple[Name | None, int]:
        """Return the longest of the registered and the headed names at `at`, and the end of what is no unit."""
        found = [self._registered(site, at, stop, tuple(units)) for stop, units in named.items()]
        if heads:
            stop, head = max(heads, key=lambda h: h[0])
            if head.tail in {"place", "steering", *OF_A_BODY} and is_group(self.tokens, self.lexicon, stop):
                decoy = max(decoy, stop)
            elif decoy <= stop:  # «Đài Loan 2.669 tấn» is no station
                name = self._headed(site, at, stop, head, max(named, default=0))
                found += [name] if name else []
        best = max(found, key=lambda n: (n.stop, bool(n.units), n.name is not None, len(n.key)), default=None)
        return best, decoy

    def head_names(self, first: int, stop: int) -> list[str]:
        """Return the written-out heads that begin at `first`, the longest first."""
        found = [
            v.name for end, _, v in self.lexicon.names.walk(self.tokens, first) if isinstance(v, Head) and end <= stop
        ]
        return found[::-1]

    def is_placed(self, name: Name) -> bool:
        """Whether the head of `name` is named by a place (`HĐND`, `Tỉnh ủy`)."""
        walked = self.lexicon.names.walk(self.tokens, name.first)
        return any(isinstance(v, Head) and v.tail == "place" and stop == name.stop for stop, _, v in walked)

    def place_of(self, name: Name) -> str:
        """Return the place in a written-out name of a placed head, empty where it has none."""
        if name.rule not in {"head-place", "shared-place", "place-in-a-list"}:
            return ""
        head = next((h for h in self.head_names(name.first, name.stop) if str(name.name).startswith(f"{h} ")), "")
        place = str(name.name)[len(head) :].strip() if head else ""
        known = {p.short: p.name for _, _, p in self.lexicon.provinces.walk(tokenize(place), 0)} if place else {}
        return known.get(place, place)

    def begins_head(self, at: int) -> bool:
        """Whether any head noun begins at `at`."""
        return bool(self.head_names(at, len(self.tokens)))

    def registered(self, name: str) -> tuple[RegisteredUnit, ...]:
        """Return the registered lives of the unit that is called `name`."""
        return lives().get(fold(name), ())

    def site(self, at: int, depth: int = 0, *, titled: bool = False) -> Site:
        """Return what a tail that begins near `at` needs to know of the text; `titled`: the name around it is."""
        titled = titled or self.after_office(at)

        def inner(position: int) -> Tail | None:
            if depth >= _NESTING:
                return None
            key = position, depth, titled
            if key not in self.nested:
                self.nested[key] = self._inner(position, depth + 1, titled=titled)
            return self.nested[key]

        shouted = shouted_at(self.tokens, at)
        heads = shouted and self.kind in _WITH_LETTERHEADS
        line = letterhead_end(self.tokens, at, inner=depth > 0) if heads else 0
        cited, levels = self.references, self.level_of
        return Site(self.tokens, self.lexicon, inner, titled, shouted, cited, self.inside_word, levels, line)

    def _inner(self, at: int, depth: int, *, titled: bool) -> Tail | None:
        """Return the unit at `at` as part of a longer name, a bare head too: the text completes it."""
        found = self.read(at, depth, titled=titled)
        if not isinstance(found, Name) or self._is_plural_row(found):
            return None
        if found.name is None and (not found.alone or found.key in {"văn phòng", "công ty"}):
            return None
        head = next(iter(self.head_names(at, found.stop)), "")
        name = found.name or f"{head} {found.level}".strip()
        return Tail(found.stop, name, whole=name)

    def _is_plural_row(self, name: Name) -> bool:
        """Whether a bare head is followed by more of its kind (`Bộ, ngành`): a group."""
        after = self.tokens[name.stop] if name.stop < len(self.tokens) else None
        return name.name is None and after is not None and after.key in {"ngành", "khác"}

    def _registered(self, site: Site, at: int, stop: int, units: tuple[RegisteredUnit, ...]) -> Name:
        unit = units[-1]
        whole = Name(at, stop, fold(unit.name.split()[0]), unit.name, "authority-file", unit.file, units)
        if unit.template:
            place = local_tail(site, stop)
            if place and place.level:
                return whole._replace(stop=place.stop, level=place.level)
            if place:
                return whole._replace(stop=place.stop, name=f"{unit.name} {place.text}", units=(), level="")
            inner = site.inner(stop)
            return whole._replace(stop=inner.stop, name=f"{unit.name} {inner.text}", units=()) if inner else whole
        named = stop + (stop < len(self.tokens) and self.tokens[stop].key == "nước")  # «Quốc hội [nước] Cộng hòa Cuba»
        if unit.kind in FOREIGN and (country := self.lexicon.countries.longest(self.tokens, named)):
            return self._foreign(whole, named, country[0])
        inner = site.inner(stop) if unit.kind in _HOLDS_UNIT and capital_at(self.tokens, stop) else None
        if inner:
            owned = unit.parent and fold(inner.whole) == fold(unit.parent)
            return whole._replace(stop=inner.stop, name=unit.name if owned else f"{unit.name} {inner.text}", units=())
        return self._further(site, whole) if unit.kind == "ministry" else whole

    def _further(self, site: Site, name: Name) -> Name:
        """Return a ministry abroad with what else it is for (`Bộ Giáo dục [và Thể thao Lào]`)."""
        after = self.tokens[name.stop : name.stop + 2]
        if len(after) < 2 or after[0].key != "và" or not after[1].capital or site.inner(name.stop + 1):  # noqa: PLR2004  # `và` and the word behind it
            return name
        if any(isinstance(value, Head) for _, _, value in self.lexicon.names.walk(self.tokens, name.stop + 1)):
            return name
        found = abroad_tail(site, name.stop + 1)
        if found is None or found.stop - name.stop > _FURTHER:
            return name
        words = joined(self.tokens[name.first : found.stop])
        return name._replace(stop=found.stop, name=words, units=(), rule="foreign-body")

    def _foreign(self, name: Name, at: int, stop: int) -> Name:
        """Return the body of another country, which is in no authority file; `Việt Nam` adds nothing to a name."""
        if not capital_at(self.tokens, at):
            return name
        if (country := " ".join(t.text for t in self.tokens[at:stop])).lower().endswith("việt nam"):
            return name._replace(stop=stop)
        said = self.tokens[name.first : name.stop]  # «Bộ Văn hóa Trung Quốc» is not our ministry's full name
        short = any(t.shouted for t in said if t.word) or fold(said[0].text) != name.key
        own = name.name if short else in_case(said)[0].upper() + in_case(said)[1:]
        return name._replace(stop=stop, name=f"{own} {country}", units=(), rule="foreign-body")

    def _is_proper(self, at: int, stop: int) -> bool:
        """Whether a word is capitalised: «trưởng phòng hành chính» names no unit."""
        return self.tokens[at].capital or capital_within(self.tokens, at, stop)

    def _headed(self, site: Site, at: int, stop: int, head: Head, sure: int) -> Name | None:
        again = stop == at + 1 < len(self.tokens) and self.tokens[stop].key == self.tokens[at].key
        led = site.titled and leads_person(self, site, at, stop, head)
        tail = None if again or led else tail_of(site, stop, head, sure)  # «Trưởng phòng Phòng Đào tạo»
        if tail is None or not (self._is_proper(at, tail.stop) or head.tail == "class" or self.is_doubled(at, stop)):
            if head.tail == "unit" and not head.alone and self.is_line(at, stop):
                return Name(at, stop, head.key, None, _LINED, HEADS_FILE, alone="text")
            if not head.alone or not self._is_proper(at, stop):
                return None
            name, rule = (head.name, "head-of-a-body") if head.inner else (None, "head-alone")
            return Name(at, stop, head.key, name, rule, HEADS_FILE, whole=head.inner, alone=head.alone)
        if tail.level and not tail.text.removesuffix(tail.level):
            return Name(at, tail.stop, head.key, None, "head-and-level", HEADS_FILE, level=tail.level, alone="text")
        papers = tuple(u for u in self.registered(tail.text) if u.kind in _CALLED) if head.tail == "proper" else ()
        if papers:  # «báo Zing.vn», «hãng thông tấn Kyodo»
            return Name(at, tail.stop, head.key, papers[-1].name, "authority-file", papers[-1].file, papers)
        name = write_out(f"{head.name} {tail.text}")
        rule = "head-and-level" if tail.level else f"head-{head.tail}"
        return Name(at, tail.stop, head.key, name, rule, HEADS_FILE, level=tail.level, whole=tail.whole)
