"""Papers: whose paper an article tells of, and what it says that someone is to do: «Công điện nêu rõ Bộ Y tế …»."""

import re
from collections.abc import Iterator
from functools import cache

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import looked_for, words
from extractor.resolve.orders import Frame, Order, Segment
from extractor.rules.loader import load_rules

_NAME = 80  # characters that the name of its author may hold
_ABOVE = 1500  # characters above in which a paper was told of


@cache
def _issues() -> re.Pattern[str]:
    return next(rule.pattern for rule in load_rules("speech").rules if rule.name == "issues")


def tells_of_issue(words_said: str) -> bool:
    """Whether what makes someone the voice is that a paper was issued: «vừa ký văn bản»."""
    return _issues().fullmatch(words_said) is not None


def paper_author(agents: Agents, here: int) -> Agent | None:
    """Return who issued the paper told of last above `here`: «công điện của Thủ tướng», «Bộ Y tế có công văn»."""
    top = max(0, here - _ABOVE)
    for found in reversed(list(words("a-paper").finditer(agents.text, top, here))):
        named = agents.read(found.end(), min(here, found.end() + _NAME)).atoms if found["whose"] else ()
        people = [atom.person for atom in named if atom.person is not None]
        if people or (named and named[0].units):
            return Agent("person", people[0]) if people else Agent("unit", named[0].units[0])
        who, _ = agents.subject(max(top, found.start() - _ABOVE // 6), found.start())
        if who is not None and not found["whose"]:
            return who
    return None


def sent(segment: Segment) -> Iterator[Order]:
    """«UBND tỉnh có công điện gửi các huyện [kiểm soát tàu thuyền]»: what a paper sent to someone has them do."""
    for found in looked_for("sends-to").all(segment.text, segment.start, segment.end):
        phrase = segment.agents.read(found.span.end, segment.end)
        begin = segment.skip(phrase.end)
        match = segment.opens("act", begin) if phrase.atoms and begin == phrase.end + 1 else None
        issuer, _ = segment.agents.subject(segment.start, found.span.start)
        if match is None or issuer is None or any(atom.person is not None for atom in phrase.atoms):
            continue
        if words("paper-tells").match(segment.text, begin) or segment.agents.official:
            continue
        order = segment.order(begin, match, Frame.ORDER, phrase) if segment.agents.may_order(issuer) else None
        if order is not None:
            yield order._replace(said_by=issuer)


def stated(segment: Segment) -> Iterator[Order]:
    """«Công điện nêu rõ Bộ Y tế rà soát …»: what a paper says of a body or group is that one's duty."""
    found = words("paper-states").match(segment.text, segment.begin, segment.end)
    begin = found.end() if found else segment.start
    phrase = segment.agents.read(begin, segment.end) if found else None
    if found is None or phrase is None or not phrase.starts_with_unit:
        return
    author = paper_author(segment.agents, found.end("paper"))
    match = segment.opens("act", segment.skip(phrase.end))
    order = segment.order(begin, match, Frame.CLAUSE, phrase) if match and author else None
    if order is not None:
        yield order._replace(said_by=author)
