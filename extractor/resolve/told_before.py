"""Told before: who is told where they stand before the verb of will."""

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words
from extractor.resolve.orders import Order, Segment
from extractor.resolve.phrases import Phrase
from extractor.resolve.speakers import author
from extractor.rules.loader import Match
from models.spans import Span
from models.vocabulary import AddresseeKind

_OCCASION = 240  # characters that an occasion before the addressee may hold
_QUALIFIER = 40  # characters by which a group may be narrowed
_ONCE = 20  # characters before a verb in which the words stand that set it in the past


def named_before(segment: Segment, match: Match) -> Phrase | None:
    """«Đối với Bộ Y tế và Bộ Công an, Thủ tướng yêu cầu …»: the addressees stand first."""
    found = words("as-for").match(segment.text, segment.start, match.span.start)
    comma = segment.text.rfind(", ", found.end(), match.span.start) if found else -1
    phrase = segment.agents.read(found.end(), comma) if found and comma > 0 else None
    return phrase if phrase is not None and phrase.starts_with_unit and phrase.end == comma else None


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


def met_before(agents: Agents, start: int, edge: int, verb: int) -> tuple[Agent, Phrase] | None:
    """«Chủ tịch tỉnh làm việc với Sở Y tế, yêu cầu …»: who met whom, where the names of those met begin at `edge`."""
    met = words("meets").search(agents.text, start, edge) if edge < verb else None
    who = agents.subject(start, met.start())[0] if met else None
    return (who, agents.read(edge, verb)) if who else None


def without_outcome(segment: Segment, match: Match, order: Order) -> Order:
    """«Bộ đã yêu cầu [dừng thi công], nhưng chủ đầu tư vẫn làm»: what came of an order told in the past is outside."""
    verb = match.span.start
    asked = words("once").search(segment.text, max(segment.start, verb - _ONCE), verb)
    outcome = words("outcome").search(segment.text, *order.span) if asked else None
    return order._replace(span=Span(order.span.start, outcome.start())) if outcome else order


def after_occasion(segment: Segment, after: int) -> Phrase | None:
    """Return who is told where the occasion comes first: «yêu cầu ngay sau khi có kết quả, Bộ Y tế báo cáo …»."""
    found = words("occasion-first").match(segment.text, after, segment.end)
    comma = segment.text.find(", ", after, min(segment.end, after + _OCCASION)) if found else -1
    while comma >= 0:
        phrase = segment.agents.read(comma + 2, segment.end)
        modal = words("modal-after-addressee").match(segment.text, phrase.end, segment.end)
        if phrase.atoms and (modal or segment.opens_work(segment.skip(phrase.end))):
            return phrase
        comma = segment.text.find(", ", comma + 2, min(segment.end, after + _OCCASION))
    return None


def qualified(segment: Segment, verb: int) -> Phrase | None:
    """«Các cơ sở giáo dục đại học được yêu cầu …»: a group with words that no list knows."""
    phrase = segment.agents.read(segment.begin, verb)
    between = segment.text[phrase.end : verb]
    group = phrase.starts_with_unit and phrase.atoms[-1].kind is AddresseeKind.GROUP
    return phrase if group and len(between) <= _QUALIFIER and not any(sign in between for sign in ",;:(") else None
