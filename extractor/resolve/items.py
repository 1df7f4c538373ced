"""Items: what one item of a list orders, and which lines over items order nothing."""

import re

from extractor.resolve.agents import Agents, Phrase
from extractor.resolve.leads import Mode
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import opening, says_nothing_yet
from extractor.resolve.orders import Frame, Licence, Order, Segment
from extractor.resolve.testimony import Testimony
from models.spans import Span

ADDRESSED_ALREADY = {Frame.ORDER, Frame.CLAUSE}  # frames that name issuer and addressee themselves
_COLON = re.compile(r"\s*:\s*")
_HEADING = 60  # characters: a line above items that is longer says something


def only_names(agents: Agents, phrase: Phrase, item: Span) -> bool:
    """Whether a line over items that begins with `phrase` says no work of its own."""
    rest = agents.text[phrase.end : item.end]
    return says_nothing_yet(rest) or Segment(agents, item, Licence()).work_after(phrase.end) is None


def is_heading(agents: Agents, item: Span) -> bool:
    """Whether a line over items is their heading."""
    words = item.of(agents.text)
    return words.startswith("Về ") or (len(words) < _HEADING and read_order(agents, item, Licence()) is None)


def read_item(testimony: Testimony, item: Span, mode: Mode) -> Order | None:
    """Return what an item orders: by its own words, else (under a lead-in that orders) as a whole."""
    agents, layout = testimony.agents, testimony.layout
    inside = mode is not Mode.NONE
    if inside and (order := _named(agents, item)):
        return order
    i = layout.sentence_at(item.start)
    director = testimony.voice_of[i].will in testimony.directors
    licence = Licence(inside or director, running=inside, following=inside, official=testimony.official)
    order = read_order(agents, Span(item.start, min(item.end, layout.sentences[i].span.end)), licence)
    if order is None and mode is Mode.CONCLUSION:
        order = read_order(agents, item, licence)
    praises = bool(opening("praise").match(item.of(agents.text)))
    if order is not None and (not inside or praises or _is_own(agents, order, item)):
        return order
    if order is None and (praises or mode is not Mode.ORDER):
        return None
    phrase = agents.read(item.start, item.end)
    return Order(item, Frame.ITEM, "item-of-list", item, phrase=phrase if phrase.atoms else None)


def _named(agents: Agents, item: Span) -> Order | None:
    """«Nhóm 1: dọn vệ sinh»: the span begins after the colon."""
    phrase = agents.read(item.start, item.end)
    colon = _COLON.match(agents.text, phrase.end, item.end)
    if not phrase.atoms or colon is None:
        return None
    return Order(Span(colon.end(), item.end), Frame.ITEM, "addressee-colon", item, phrase=phrase)


def _is_own(agents: Agents, order: Order, item: Span) -> bool:
    """Whether an item's own words give the order: «Giao Bộ X …», «Để …, yêu cầu Bộ X …»."""
    if order.frame not in ADDRESSED_ALREADY or order.rule == "chỉ đạo":
        return False
    if order.said_by is not None:
        return order.said_by.kind == "person"
    return not agents.read(item.start, item.end).atoms
