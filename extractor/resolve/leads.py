"""Leads: what a lead-in or a parent item hands down to the items of its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from extractor.annotations import AddresseeFinding, Agent, DateFinding, DueFinding
from extractor.resolve.agents import Agents
from extractor.resolve.duties import coordinating_units, find_dues, lead_units
from extractor.resolve.order_words import CLOSING, verbs, words
from extractor.resolve.orders import Order
from extractor.resolve.speakers import Voice
from extractor.rules.loader import RuleSet, load_rules
from models.spans import Span
from models.vocabulary import Strength

_END = 10  # letters: the last words of a lead-in


class Mode(StrEnum):
    """What the items of a list are taken for."""

    ORDER = "order"  # every item is a directive
    CONCLUSION = "conclusion"  # an item is a directive where its own words say so
    NAMES = "names"  # an item only names something
    NONE = "none"  # only what its own words order of someone


class Lead(NamedTuple):
    """What a list's items inherit; `parent` is the index of the directive they belong to."""

    mode: Mode = Mode.NONE
    issuer: Agent | None = None
    conveyed_by: Agent | None = None
    addressees: tuple[int, ...] = ()
    addressee_texts: tuple[AddresseeFinding, ...] = ()
    lead: tuple[int, ...] = ()
    coordinating: tuple[int, ...] = ()
    strength: Strength | None = None
    dues: tuple[DueFinding, ...] = ()
    parent: int | None = None
    words: Span | None = None


@dataclass(slots=True)
class Course:
    """How far a document that orders has come: whether its orders were announced, and whether they run here."""

    official: bool
    announced: bool = False
    running: bool = False

    def lead_in(self) -> None:
        """Note that the text has said that orders follow."""
        self.announced = self.running = self.running or self.official

    def turns(self) -> None:
        """Note that the text turns to what is to be done: it orders again, where orders were announced."""
        self.running = self.running or self.announced

    def heading(self, words: str, *, suspended: bool = False) -> bool:
        """Note what a heading says of what follows: an evaluation holds no orders, tasks and conclusions do.

        Return whether orders announced before are suspended below it, as they are below all that stands under a
        heading where they were `suspended`; the next section may order again.
        """
        inherited = Mode.CONCLUSION if self.announced and not suspended else Mode.NONE
        self.running = self.official and heading_mode(words, inherited) is not Mode.NONE
        self.announced = self.announced or self.running
        return self.announced and not self.running


def lead_mode(text: str, *, official: bool = False) -> Mode:
    """Return what a lead-in's words make of the list below it; some only in a document that is `official`."""
    said = text.strip()
    if not words("lead-end").search(said, max(0, len(said) - _END)):
        return Mode.NONE
    return next((Mode(rule.text("says")) for rule in _leads(official).found_in(said)), Mode.NONE)


@cache
def _leads(official: bool) -> RuleSet:  # noqa: FBT001  # passed on as it came
    roles, known = {"lead", "lead-of-document"} if official else {"lead"}, load_rules("directive_verbs")
    return RuleSet(known.file, tuple(rule for rule in known.rules if rule.text("role") in roles))


def is_agreed(text: str) -> bool:
    """Whether a lead-in tells what a meeting agreed on, whoever spoke last."""
    agreed = next(rule for rule in load_rules("directive_verbs").rules if rule.name == "agreed")
    return agreed.search(text.strip()) is not None


def is_evaluation(heading: str) -> bool:
    """Whether what stands below a heading evaluates, reports or frames, so that it orders nothing."""
    return bool(words("heading-of-evaluation").search(heading[:80]) or words("heading-of-a-frame").match(heading))


def heading_mode(text: str, inherited: Mode) -> Mode:
    """Return what a heading over items makes of them: tasks are orders, evaluations are none."""
    text = text.lstrip("#* ")  # Markdown
    if is_evaluation(text):
        return Mode.NONE
    if words("heading-of-clauses").match(text):
        return Mode.CONCLUSION
    return Mode.ORDER if words("heading-of-tasks").search(text[:120]) else inherited


def lead_of_order(
    agents: Agents,
    order: Order,
    sentence: Span,
    by: tuple[Agent | None, Agent | None],
    dates: Sequence[DateFinding],
) -> Lead:
    """Return the lead of an order that announces a list."""
    units = order.phrase.units if order.phrase else ()
    return Lead(
        Mode.ORDER,
        *by,
        units,
        order.phrase.addressees() if order.phrase else (),
        lead_units(agents, Span(order.span.start, sentence.end), units, None),
        coordinating_units(agents, Span(order.span.start, sentence.end)),
        order.strength,
        find_dues(agents.text, sentence, dates),
        words=sentence,
    )


def whose_work(agents: Agents, heading: Span) -> Lead:
    """Return the addressees of a heading that says whose work stands below it: «Nhiệm vụ của Tổ công tác»."""
    said = words("whose-work").match(heading.of(agents.text))
    phrase = agents.read(heading.start + said.end(), heading.end) if said else None
    if phrase is None or agents.text[phrase.end : heading.end].strip(CLOSING):
        return Lead()
    return Lead(addressees=phrase.units, addressee_texts=phrase.addressees())


def announced(agents: Agents, span: Span, voice: Voice) -> Lead | None:
    """Return the lead of «…, Bộ Xây dựng yêu cầu các cơ quan, đơn vị:», which says whom and nothing more."""
    for match in reversed(verbs("order").all(agents.text, *span)):
        rest = agents.text[match.span.end : span.end]
        after = span.end - len(rest.lstrip())
        phrase = agents.read(after, span.end)
        if agents.text[max(phrase.end, match.span.end) : span.end].strip(CLOSING):
            continue
        issuer, _ = agents.subject(span.start, match.span.start)
        strength = match.rule.text("strength")
        return Lead(
            Mode.ORDER,
            issuer or voice.will,
            voice.conveyor if issuer in {None, voice.will} else None,
            phrase.units,
            phrase.addressees(),
            strength=Strength(strength) if strength else None,
            words=span,
        )
    return None
