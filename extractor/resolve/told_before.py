"""Told before: who is told where they stand before the verb of will."""

from extractor.annotations import Agent
from extractor.resolve.order_words import words
from extractor.resolve.orders import Segment
from extractor.resolve.phrases import Phrase
from extractor.resolve.speakers import author
from extractor.rules.loader import Match


def named_before(segment: Segment, match: Match) -> Phrase | None:
    """«Đối với Bộ Y tế và Bộ Công an, Thủ tướng yêu cầu …»: the addressees stand first."""
    found = words("as-for").match(segment.text, segment.start, match.span.start)
    phrase = segment.agents.read(found.end(), match.span.start) if found else None
    return phrase if phrase is not None and phrase.starts_with_unit and segment.text[phrase.end] == "," else None


def sent_to(segment: Segment, match: Match) -> tuple[Agent | None, Phrase] | None:
    """«Bộ Y tế có công văn gửi Sở Y tế Hà Nội yêu cầu …»: whose paper it is and who gets it; None where none is."""
    text, verb = segment.text, match.span.start
    sent = list(words("sends-to").finditer(text, segment.start, verb))
    if not sent:
        return None
    phrase = segment.agents.read(sent[-1].end(), verb)
    if not phrase.atoms or not words("so-as-to").match(text[phrase.end : verb]):
        return None
    head = sent[-1].start()
    return segment.agents.subject(segment.start, head)[0] or author(segment.agents, segment.start, head), phrase
