"""Orders: what one sentence wills of someone, read by the frames of `order_frames`."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import CLOSING, says_nothing_yet, verbs, words
from extractor.resolve.phrases import Atom, Phrase
from extractor.rules.loader import Match
from models.spans import Span
from models.vocabulary import AddresseeKind, Strength

_WORD_START = re.compile(r"(?<=[\w,)]) ")
_CLAUSE = re.compile(r"[;.]\s(?:đồng thời,? )?(?:(?:giao|yêu cầu|đề nghị)(?: cho)? )?", re.IGNORECASE)
_LOOSE = 120  # characters within which work must begin


class Frame(StrEnum):
    """How a sentence wills something."""

    ORDER = "order"  # «Bộ trưởng yêu cầu Sở Y tế [rà soát]»
    CLAUSE = "clause"  # «Bộ trưởng yêu cầu, [các sở cần rà soát]»
    PASSIVE = "passive"  # «[Sở Y tế được giao chủ trì]»
    MODAL = "modal"  # «[Sở Y tế cần rà soát]», «Cần [rà soát]»
    REFRAIN = "refrain"  # «[Không để chậm]»
    ACT = "act"  # «[Rà soát quy hoạch]»
    UNIT = "unit"  # «[Sở Y tế rà soát]»
    ITEM = "item"  # an item under a lead-in that orders


class Order(NamedTuple):
    """One order; `said_by` is who stands as its subject, `by_leaders` where only «lãnh đạo» of that unit do.

    `bare`: a body directs with no word between, which under another's orders is its duty.
    """

    span: Span
    frame: Frame
    rule: str
    trigger: Span
    said_by: Agent | None = None
    phrase: Phrase | None = None
    strength: Strength | None = None
    by_leaders: bool = False
    bare: bool = False

    @property
    def work(self) -> int:
        """Where what is to be done begins: behind the modal, where the span begins with who is told."""
        return max(self.span.start, self.trigger.end) if self.frame is Frame.MODAL else self.span.start


class Licence(NamedTuple):
    """What the surroundings allow.

    `may_order`: the voice is one that gives orders; `speaking`: it was heard close before. `running`: orders stand
    close before; `following`: right before. `quoted`: the words are a quotation. `official`: the document itself
    orders. `leaders`: who gives orders in it.
    """

    may_order: bool = False
    speaking: bool = False
    running: bool = False
    following: bool = False
    quoted: bool = False
    official: bool = False
    leaders: frozenset[Agent] = frozenset()


class Segment:
    """One sentence, or the part of one inside or outside a quotation, under a licence."""

    def __init__(self, agents: Agents, span: Span, licence: Licence) -> None:
        """Read `span` of the view that `agents` was made of."""
        self.agents = agents
        self.text = agents.text
        self.start, self.end = span
        self.licence = licence

    def matches(self, role: str) -> Iterator[Match]:
        """Yield the matches of the rules of `role`, by position."""
        return iter(verbs(role).all(self.text, self.start, self.end))

    def opens(self, role: str, start: int) -> Match | None:
        """Return the rule of `role` that opens the words from `start`."""
        opened = self.text[start : self.end]
        for rule in verbs(role).rules:
            if found := rule.pattern.match(opened):
                return Match(rule, Span(start, start + found.end()), {}, {})
        return None

    @cached_property
    def begin(self) -> int:
        """Where the sentence begins after its connectives."""
        found = words("connective").match(self.text, self.start, self.end)
        return found.end() if found else self.start

    def skip(self, start: int) -> int:
        """Where the next word stands, at or after `start`."""
        while start < self.end and self.text[start] in CLOSING:
            start += 1
        return start

    def opens_action(self, start: int) -> bool:
        """Whether what is to be done may begin at `start`."""
        known = self.opens("act", start) or self.opens("refrain", start)
        return bool(known or words("opens-clause").match(self.text, start, self.end))

    def opens_work(self, start: int) -> bool:
        """Whether work begins at `start`: stricter, for verbs that also govern nouns (`nhắc`, `giao`)."""
        rest = self.text[start : self.end]
        known = self.opens("act", start) or self.opens("refrain", start) or words("opens-work").match(rest)
        return bool(known or says_nothing_yet(rest))

    def opens_duty(self, start: int) -> bool:
        """Whether a duty begins after a modal: «phải được xem xét», not «phải nghỉ việc»."""
        begin = self.skip(start)
        return bool(self.opens("act", begin) or words("opens-duty").match(self.text, begin, self.end))

    def loose(self, start: int) -> tuple[Phrase, int] | None:
        """Return an addressee that no list knows and where its work begins: «các Đại sứ [phát huy …]»."""
        if not words("loose-addressee").match(self.text, start, self.end):
            return None
        work = self.work_after(start)
        if work is None:
            return None
        inside = [
            a
            for a in self.agents.within(start, work[0])
            if a.units and not self.agents.is_governed(start, a.span.start)
        ]
        named = [a for a in inside if words("one-more").search(self.text, start, a.span.start)]
        head = self.text[start : named[0].span.start if named else work[0]]
        group = Atom(Span(start, start + len(words("one-more").sub("", head))), AddresseeKind.GROUP)
        return Phrase((group, *named), (), work[0]), work[1]

    def work_after(self, start: int) -> tuple[int, int] | None:
        """Return where the words before some work end, and where it begins, within reach of `start`."""
        for found in _WORD_START.finditer(self.text, start, min(self.end, start + _LOOSE)):
            if any(atom.units and atom.span.end > found.end() for atom in self.agents.within(start, found.end())):
                continue  # «- Cơ quan Thường trực [Ban Chỉ đạo 751] đôn đốc»
            modal = words("modal-after-addressee").match(self.text, found.start(), self.end)
            told = words("told-of").search(self.text[start : found.end()])  # «đồng chí được Bộ Chính trị phân công»
            forbidden = words("firmly-not").match(self.text, found.end(), self.end)
            if modal or (not told and (forbidden or self.opens("act", found.end()))):
                return found.start(), modal.end() if modal else found.end()
        return None

    def order(self, start: int, match: Match, frame: Frame, phrase: Phrase | None = None) -> Order | None:
        """Return the order from `start` to the end, without closing punctuation; None where that is one word."""
        start, end, begin = self.skip(start), self.end, self.begin
        if begin < start and words("several").fullmatch(self.text[begin:start]):
            start = begin  # «[Các] tỉnh An Giang, Đồng Tháp cần …»
        while end > start and self.text[end - 1] in CLOSING:
            end -= 1
        if " " not in self.text[start:end]:
            return None
        strength = match.rule.text("strength")
        willed = Strength(strength) if strength else None
        told = self.with_partners(phrase) if phrase else None
        return Order(Span(start, end), frame, match.rule.name, match.span, phrase=told, strength=willed)

    def further(self, span: Span) -> Phrase | None:
        """Return who else is told in what is ordered: «… rà soát; [Sở Y tế] mua thuốc», or in its next sentence."""
        atoms: list[Atom] = []
        for found in _CLAUSE.finditer(self.text, *span):
            phrase = self.agents.read(found.end(), span.end)
            begin = self.skip(phrase.end)
            modal = words("modal-after-addressee").match(self.text, phrase.end, span.end)
            given = words("given-work").match(self.text, phrase.end, span.end)
            if phrase.starts_with_unit and (modal or given or self.opens("act", begin)):
                atoms += phrase.atoms
        return Phrase(tuple(atoms), (), span.end) if atoms else None

    def with_partners(self, phrase: Phrase) -> Phrase:
        """Return `phrase` with those who act together with it: «giao Bộ Y tế chủ trì cùng với Bộ Công an rà soát»."""
        together = words("together").match(self.text, phrase.end, self.end) if phrase.atoms else None
        more = self.agents.read(together.end(), self.end) if together else None
        return Phrase((*phrase.atoms, *more.atoms), (*phrase.offices, *more.offices), phrase.end) if more else phrase
