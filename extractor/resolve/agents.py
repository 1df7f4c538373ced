"""Agents: where units, people, offices and groups stand, and which of them a phrase before or after a verb names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from extractor.annotations import Agent, PersonFinding, UnitFinding
from extractor.resolve.order_words import verbs, words
from extractor.resolve.phrases import Atom, Phrase, denies, meeting, place_of, says_whose
from extractor.resolve.stand_ins import bodies, heads_of, stand_ins
from extractor.rules.loader import load_rules
from models.letters import CAPITAL
from models.spans import Span
from models.syllables import is_syllable
from models.vocabulary import AddresseeKind

_PLACE = re.compile(
    r"(?<!\w)(?<!của )(?<!thuộc )(?<!toàn )(?<!trong )(?<!ngoài )(?<!tại )(?<!đạo )(?<!bàn )(?<!cho )(?<!với )"
    rf"(?:Tỉnh|Thành phố)(?= [^\W\d_A-Z{CAPITAL}])(?! (?:ủy|uỷ|đoàn|đội|trực thuộc|thuộc|và|để|trong|tại|giai)(?!\w))"
)
_WORDS = re.compile(r"\w+")
_REACH = 60  # characters before a name in which its office stands


class Agents:
    """The atoms of one text, in reading order."""

    def __init__(
        self, text: str, units: Sequence[UnitFinding], people: Sequence[PersonFinding], *, official: bool = False
    ) -> None:
        """Index every mention of a unit or person, every title that stands for a person, every group.

        In an `official` text (minutes, an administrative document) whoever gives an order may.
        """
        self.official = official
        self.text = text
        self.units = units
        self.people = people
        named = [Atom(m, AddresseeKind.UNIT, (i,)) for i, unit in enumerate(units) for m in unit.mentions]
        for i, person in enumerate(people):
            named += [Atom(m, AddresseeKind.PERSON, (), i) for m in (person.mentions if person.name else ())]
            named += [Atom(t, AddresseeKind.OFFICE, (), i) for t in person.titles]
        said = load_rules("stand_ins").find(text)
        meant = [Atom(span, AddresseeKind.OFFICE, (), i) for span, i in stand_ins(said, people, units)]
        meant += [Atom(span, AddresseeKind.OFFICE, (), i) for span, i in heads_of(text, units, people)]
        named = [*(a for a in named if not any(m.span.contains(a.span) for m in meeting(a.span, meant))), *meant]
        groups = [Atom(m.span, AddresseeKind.GROUP) for m in load_rules("groups").find(text)]
        named = [*named, *self._free(bodies(said, units), [*named, *groups])]
        named += [atom for atom in self._places() if official and not meeting(atom.span, sorted(named, key=place_of))]
        taken = sorted(named, key=place_of)
        free = [part for g in groups if (part := _free_of(text, g, meeting(g.span, taken)))]
        within = {atom for g in free for atom in meeting(g.span, taken)}
        self.atoms = sorted([*(a for a in taken if a not in within), *free], key=lambda a: (a.span.start, -a.span.end))
        self.starts = [atom.span.start for atom in self.atoms]
        self.known: dict[Agent, bool] = {}  # who was found to give orders or not
        self.read_before: dict[tuple[Span, object], object] = {}  # orders read of this text, by span and licence

    @staticmethod
    def _free(meant: Iterable[tuple[Span, int]], named: list[Atom]) -> Iterator[Atom]:
        """Yield the words that stand for a body where no name and no group stands: «các tỉnh, thành phố chỉ đạo»."""
        taken = sorted(named, key=place_of)
        for span, unit in meant:
            if not meeting(span, taken):
                yield Atom(span, AddresseeKind.UNIT, (unit,))

    def _places(self) -> Iterator[Atom]:
        """Yield «Tỉnh», «Thành phố» that alone stand for the one province or city of the text."""
        called: dict[str, tuple[int, ...]] = {}
        for found in _PLACE.finditer(self.text):
            word = found[0]
            if word not in called:
                heads = (f"{word.lower()} ", f"{word} ")
                called[word] = tuple(i for i, unit in enumerate(self.units) if unit.name.startswith(heads))
            unit = called[word] if len(called[word]) == 1 else ()
            yield Atom(Span(*found.span()), AddresseeKind.UNIT if unit else AddresseeKind.GROUP, unit)

    def within(self, start: int, end: int) -> list[Atom]:
        """Return the atoms that begin in `[start, end)`."""
        return self.atoms[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def at(self, position: int) -> Atom | None:
        """Return the longest atom that begins exactly at `position`."""
        i = bisect_left(self.starts, position)
        return self.atoms[i] if i < len(self.atoms) and self.starts[i] == position else None

    def acts_at(self, verb: int) -> bool:
        """Whether a name stands before `verb` with nothing between but how to do it: «Bộ Y tế tiếp tục chỉ đạo»."""
        how = words("how-to-act").search(self.text, max(0, verb - _REACH), verb)
        end = how.start() if how else verb - 1
        return any(atom.span.end == end for atom in self.within(max(0, end - 2 * _REACH), end))

    def read(self, start: int, end: int) -> Phrase:
        """Read a list of addressees from `start`: names, offices and groups with what links them."""
        atoms: list[Atom] = []
        offices: list[Span] = []
        position = settled = start
        while position < end:
            position += self.text.startswith(" ", position) and self.at(position + 1) is not None
            atom = self.at(position)
            if atom is not None and atom.span.end <= end:
                if not (atoms and says_whose(self.text, atom, atoms[-1], settled)):
                    atoms.append(atom)
                position = settled = atom.span.end
            elif found := words("office").match(self.text, position, end):
                offices.append(Span(*found.span()))
                position = found.end()
                settled = position if not atoms else settled
            elif atoms and (found := words("addressee-modifier").match(self.text, position, end)):
                position = settled = found.end()
            elif found := words("link").match(self.text, position, end):
                position = found.end()
            elif atoms and position > settled and (narrowed := self._narrowed(atoms[-1], settled, end)):
                position = settled = narrowed
            else:
                break
        return Phrase(tuple(atoms), tuple(offices), settled if atoms else start)

    def _narrowed(self, last: Atom, start: int, end: int) -> int | None:
        """Return where words that narrow a group end, before a further name: «các ngành [tư pháp], Công an tỉnh …»."""
        if last.kind is not AddresseeKind.GROUP:
            place = words("place-too").match(self.text, start, end) if last.units else None
            return place.end() if place else None
        found = words("narrows").match(self.text, start, end)
        further = self.at(found.end("sign")) if found else None
        if found is None or further is None or not further.units:
            return None
        act = verbs("act").rules[0].pattern
        works = any(act.match(found["words"][m.start() :]) for m in _WORDS.finditer(found["words"]))
        return None if works else found.end("words")

    def subject(self, start: int, verb: int) -> tuple[Agent | None, int]:
        """Return who stands as subject right before `verb`, and where that phrase begins (`verb` where none stands).

        A named person of the phrase comes before a title, a title before a unit; a unit after `của` is no subject.
        """
        chain: list[Atom] = []
        edge = self._past_alias(start, verb)
        for atom in reversed(self.within(start, verb)):
            if atom.span.end > edge or not _is_gap(self.text[atom.span.end : edge], last=not chain):
                if atom.span.end > edge:
                    continue
                break
            others = {a.person for a in chain if a.person is not None}
            if atom.person is not None and others and atom.person not in others:
                break  # «theo ông Dũng, Thủ tướng yêu cầu»: two people are no one subject
            before = self.text[max(start, atom.span.start - _REACH) : atom.span.start]
            aside = words("on-behalf").search(before[-40:]) or words("numbered-paper-of").search(before)
            if chain and aside and self.text[atom.span.end : edge].strip() == ",":
                break  # «Để báo cáo UBND tỉnh, Sở Y tế đề nghị …», «Theo Công văn 9/BYT của Bộ, Sở …»
            chain.append(atom)
            edge = atom.span.start
        while chain and (found := words("title-before").search(self.text, max(start, edge - 60), edge)):
            edge = found.start()
        name = chain[-1].span.start if chain else verb
        if not chain or any(words("on-behalf").search(self.text[max(start, at - 40) : at]) for at in (edge, name)):
            return None, verb
        people = [a for a in chain if a.person is not None]
        named = [a for a in people if a.kind is AddresseeKind.PERSON]
        if people:
            chosen = (named or people)[-1]
            return Agent("person", chosen.person or 0), edge
        units = [a for a in reversed(chain) if a.units and not self.is_governed(start, a.span.start)]
        return (Agent("unit", units[0].units[0]), edge) if units else (None, edge)

    def _past_alias(self, start: int, verb: int) -> int:
        """Return where an alias in brackets right before `verb` begins: «ông An - Trưởng ban … (Ban 389) giao»."""
        if not self.text.endswith(") ", start, verb):
            return verb
        opened = self.text.rfind("(", start, verb)
        alias = self.at(opened + 1) if opened > start else None
        if alias is None or alias.span.end != verb - len(") "):
            return verb
        before = opened - 1
        goes_on = words("goes-on-as-name")  # «Ban Chỉ đạo [về nhà ở xã hội] (Ban Chỉ đạo 12) giao»
        for atom in self.within(max(start, before - 4 * _REACH), before):
            if atom.span.end == before:
                return opened
            if atom.units and atom.units == alias.units and goes_on.match(self.text[atom.span.end : opened]):
                return atom.span.end
        return verb

    def may_order(self, agent: Agent) -> bool:
        """Whether orders come from an agent: a body that may order, or one who holds an office."""
        if agent not in self.known:
            self.known[agent] = self._holds_office(agent)
        return self.known[agent]

    def _holds_office(self, agent: Agent) -> bool:
        if agent.kind != "person":
            return self.official or not words("orders-nobody").match(self.units[agent.index].name)
        person = self.people[agent.index]
        titles = [position.title for position in person.positions]
        if any(words("no-office").match(title) for title in titles):
            return False
        if self.official:
            return True
        if self._is_deputy(person):
            return False
        return any(words("commands").search(title) for title in titles) or any(
            words("commands-before").search(self.text[max(0, m.start - 2 * _REACH) : m.start]) for m in person.mentions
        )

    def is_foreign(self, agent: Agent) -> bool:
        """Whether an agent is a person by whose name few syllables are Vietnamese: what they hold is an opinion."""
        name = (self.people[agent.index].name or "") if agent.kind == "person" else ""
        strange = [word for word in name.split() if not is_syllable(word.lower())]
        return not self.official and 2 * len(strange) > len(name.split())

    def _is_deputy(self, person: PersonFinding) -> bool:
        """Whether a person speaks as a deputy of an assembly, who proposes: «đại biểu Lê An (Bí thư Tỉnh ủy)»."""
        return any(words("deputy").search(self.text[max(0, m.start - _REACH) : m.start]) for m in person.mentions)

    def names(self, agent: Agent, span: Span) -> bool:
        """Whether the words of `span` name `agent`."""
        if agent.kind == "unit":
            return any(span.contains(mention) for mention in self.units[agent.index].mentions)
        person = self.people[agent.index]
        return any(span.contains(place) for place in (*person.mentions, *person.titles))

    def is_governed(self, start: int, position: int) -> bool:
        """Whether the name at `position` hangs on another; of «Văn bản của Sở Y tế» Sở Y tế speaks."""
        left = self.text[max(start, position - 80) : position]
        return bool(words("governed").search(left)) and not words("paper-of").search(left)


def _free_of(text: str, group: Atom, names: Sequence[Atom]) -> Atom | None:
    """Return a group that no name denies, else what of it stands before that name: «[các sở, ngành], Ban Quản lý …»."""
    denying = [atom.span.start for atom in names if denies(text, group, atom)]
    if not denying:
        return group
    before = load_rules("groups").find(text, group.span.start, max(group.span.start, min(denying)))
    return Atom(before[0].span, AddresseeKind.GROUP) if before else None


def _is_gap(gap: str, *, last: bool) -> bool:
    """Whether `gap` may stand inside a subject phrase, or (last) between it and its verb."""
    if last and words("adverbs").fullmatch(gap):
        return True
    if ")" in gap:
        return False  # «bà Hoa (vợ ông Nam), UBND tỉnh chỉ đạo»
    rest = gap
    while rest:
        found = words("link").match(rest) or words("office").match(rest)
        if not found or not found.end():
            return False
        rest = rest[found.end() :]
    return True
