"""Unit clauses: «Bộ Xây dựng chuẩn bị nội dung …» right after another order, or where a document gives its orders.

What a document orders may name its ground or its occasion first: «Sau khi có phương án, Bộ Y tế …», «Bộ Y tế căn cứ
quy định của pháp luật để …».
"""

import re
from collections.abc import Iterator

from extractor.annotations import Agent
from extractor.resolve.order_words import words
from extractor.resolve.orders import Frame, Order, Segment
from extractor.resolve.phrases import Atom, Phrase
from extractor.rules.loader import Match

_GROUND = 320  # characters that the ground of a duty may hold
_WORD = re.compile(r"(?<=[\w,)] )(?=[^\W\d_])")


def units_that_act(segment: Segment) -> Iterator[Order]:
    """Yield the order of a clause whose subject is a unit and whose verb says what is to be done."""
    if not segment.licence.running:
        return
    begin = segment.begin
    for at in (segment.skip(segment.start), begin) if segment.licence.official else ():
        if occasion := words("occasion").match(segment.text, at, segment.end):
            begin = occasion.end()
            break
    phrase = segment.agents.read(begin, segment.end)
    named = phrase.atoms and all(atom.person is None or _is_office(segment, atom, phrase) for atom in phrase.atoms)
    if not named or _is_fact(segment, phrase.end):
        return
    if not segment.licence.following and not words("urged").match(segment.text, phrase.end):
        return  # another sentence came between: only «Bộ Xây dựng tiếp tục …» still goes on
    match = _work(segment, phrase.end)
    if match and (order := segment.order(begin, match, Frame.UNIT, phrase)):
        yield order


def _is_office(segment: Segment, atom: Atom, phrase: Phrase) -> bool:
    """Whether one who is named by office alone is told, not heard: «Giám đốc Sở Y tế chủ trì, phối hợp …»."""
    person = Agent("person", atom.person or 0)
    unnamed = segment.agents.people[person.index].name is None
    return unnamed and bool(phrase.units) and person not in segment.licence.leaders


def _is_fact(segment: Segment, after: int) -> bool:
    """Whether a unit is told of, not told: «Bộ Y tế đã rà soát»; with a date it is to report right after an order."""
    found = words("told-as-fact").match(segment.text, after)
    if found is None or not (segment.licence.following and found[0].endswith("báo cáo")):
        return found is not None
    return not words("by-a-day").search(segment.text, found.end(), segment.end)


def _work(segment: Segment, after: int) -> Match | None:
    """Return the verb of what a unit is to do: right after its name, or after the ground it is done on."""
    at = segment.skip(after)
    listed = segment.licence.official and segment.text.startswith(",", after)  # «Phòng Thanh tra, giải quyết đơn thư»
    if listed or segment.opens("praise", at):
        return _on_ground(segment, after)
    return segment.opens("act", at) or segment.opens("refrain", at) or _on_ground(segment, after)


def _on_ground(segment: Segment, after: int) -> Match | None:
    """Return the verb behind «theo chức năng, nhiệm vụ», «căn cứ quy định của pháp luật để»."""
    ground = words("ground").match(segment.text, after, segment.end) if segment.licence.official else None
    if ground is None:
        return None
    starts = (m.start() for m in _WORD.finditer(segment.text, ground.end(), min(segment.end, after + _GROUND)))
    return next((found for start in starts if (found := segment.opens("act", start))), None)
