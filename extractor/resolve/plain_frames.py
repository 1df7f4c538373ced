"""The frames of an order that has no verb of will: a modal, the form of the sentence, who speaks."""

from collections.abc import Iterator

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import CLOSING, opening, words
from extractor.resolve.orders import Frame, Order, Segment
from extractor.resolve.phrases import Atom, Phrase
from extractor.rules.loader import Match, load_rules
from models.spans import Span
from models.vocabulary import AddresseeKind

_CONCERNS = "đối với "
_ARTICLE = 16  # characters of «Điều 123.», of «Nay chấp thuận»


def modals(segment: Segment) -> Iterator[Order]:
    """«Các sở cần rà soát», «Cần rà soát», of one who may order; «có nhiệm vụ» says so itself."""
    begin = segment.begin
    if words("this-is").match(segment.text, begin):
        return
    for match in segment.matches("modal"):
        verb = match.span.start
        charged = "nhiệm" in match.span.of(segment.text)
        if _is_cited(segment, match):
            continue
        if not (segment.licence.may_order or charged) or _is_planned(segment, begin, verb):
            continue
        _, edge = segment.agents.subject(begin, verb)
        phrase = segment.agents.read(edge, verb) if edge < verb else Phrase((), (), verb)
        if words("which").search(segment.text[begin:edge]) or _hangs(segment, begin, edge, phrase):
            continue
        if charged and (listed := _all_charged(segment, begin, verb)):
            edge, phrase = begin, listed
        if not (charged or segment.licence.speaking or phrase.units):
            continue  # whoever spoke last may be long silent: only a unit is told so
        start = _modal_start(segment, match, begin, edge, phrase)
        if start is not None and start < verb and not phrase.atoms:
            phrase = _subject_of(segment, start, verb)
        if start is not None and (order := segment.order(start, match, Frame.MODAL, phrase)):
            spoken = None if segment.agents.official else speech_after(segment.agents, verb, segment.end, last=True)
            yield order._replace(span=Span(order.span.start, spoken[1] - 2)) if spoken else order


def _hangs(segment: Segment, begin: int, edge: int, phrase: Phrase) -> bool:
    """Whether the names before a modal only tell whose something is: «sinh viên Đại học X», «quản lý của Bộ»."""
    governed = phrase.units and segment.agents.is_governed(begin, edge)
    return bool(phrase.atoms and (governed or words("people-of").search(segment.text[begin:edge])))


def _is_cited(segment: Segment, match: Match) -> bool:
    """Whether a modal is in quotation marks, of what a thing needs («mức mà dân phải nộp»), or a fact."""
    verb = match.span.start
    quoted = segment.text[verb - 1 : verb] in {'"', "“"} and segment.text[verb].islower()
    told = (words(name).search(segment.text, segment.start, verb) for name in ("of-a-thing", "lets"))
    fact = not segment.agents.official and words("of-necessity").search(segment.text, segment.start, segment.end)
    return quoted or bool(fact) or any(told)


def _is_planned(segment: Segment, begin: int, verb: int) -> bool:
    """Whether what a modal says is a plan or a promise; «các trường sẽ phải báo cáo» right after an order is none."""
    found = opening("refuse").search(segment.text, begin, verb)
    charged = segment.licence.following and found and segment.text[found.start() : verb] == "sẽ "
    return found is not None and not charged


def _all_charged(segment: Segment, begin: int, verb: int) -> Phrase | None:
    """«Chánh Văn phòng …, Giám đốc Sở Y tế, các hộ nuôi tôm ven biển chịu trách nhiệm …»: all who stand before it.

    A document that orders names them one after another, some with words that no list knows.
    """
    agents = segment.agents
    first = agents.read(begin, verb)
    if not segment.licence.official or not first.starts_with_unit or "," not in segment.text[begin:verb]:
        return None
    named = [atom for atom in agents.within(begin, verb) if atom.person is None]
    atoms = tuple(atom for atom in named if not agents.is_governed(begin, atom.span.start))
    offices = (Span(*found.span()) for found in words("office").finditer(segment.text, begin, verb))
    return Phrase(atoms, tuple(offices), verb)


def _modal_start(segment: Segment, match: Match, begin: int, edge: int, phrase: Phrase) -> int | None:
    """Where the span of a modal order begins, None where the modal orders nothing."""
    text, verb, after = segment.text, match.span.start, match.span.end
    if phrase.starts_with_unit:
        if "," not in text[phrase.end : verb]:
            return edge
        return None if words("about").match(text, after) else after  # «… của các lực lượng, cần quyết liệt»
    charged = "nhiệm" in match.span.of(text)
    if charged or match.rule.text("needs") == "subject":  # «Ông Bình có trách nhiệm bàn giao»
        return edge if charged and phrase.atoms and segment.agents.official else None
    breaks = [found.end() for found in words("clause-break").finditer(text, begin, verb)]
    clause = breaks[-1] if breaks else begin
    if edge < verb and phrase.atoms and not segment.agents.official:
        return None  # «ông Nam cũng cần thuyết phục cử tri»
    if edge < verb or not text[clause:verb].strip(CLOSING):
        return after
    return _clause_start(segment, match, begin, clause)


def _clause_start(segment: Segment, match: Match, begin: int, clause: int) -> int | None:
    """Where the span begins of a clause whose subject no list knows, None where it is nobody's order."""
    text, licence, verb, after = segment.text, segment.licence, match.span.start, match.span.end
    comma = text[begin:verb].rstrip().endswith(",")
    urged = match.span.of(text) in {"hãy", "đừng"} or segment.opens_duty(after)
    if not urged or (comma and words("matters").match(text, clause)):
        return None
    if comma and not licence.quoted and words("is-done").match(text, after):
        return None  # «vụ việc gây bức xúc, cần được khắc phục» tells nobody
    named = licence.speaking and _subject_of(segment, clause, verb).starts_with_unit
    last = text.rfind(", ", clause, verb) + 2
    if licence.speaking and not named and last > clause and segment.agents.read(last, verb).starts_with_unit:
        return last  # «cùng với mở rộng tín dụng, hỗ trợ kinh tế, [các ngân hàng tư nhân cần …]»
    goes_on = licence.following and clause == begin
    heard = licence.quoted or goes_on or named or words("holds").search(text, begin, verb)
    if not (heard or comma):
        return None
    return after if comma and clause == begin and not licence.quoted else clause


def _subject_of(segment: Segment, start: int, verb: int) -> Phrase:
    """Return who is told at the head of a clause: «Các cá nhân lập hồ sơ phải có chứng chỉ» tells that group."""
    phrase = segment.agents.read(start, verb)
    if phrase.starts_with_unit or not words("who-acts").match(segment.text, start, verb):
        return phrase
    end = start + len(segment.text[start:verb].rstrip(" ,"))
    return Phrase((Atom(Span(start, end), AddresseeKind.GROUP),), (), end)


def refrains(segment: Segment) -> Iterator[Order]:
    """Sentences that forbid, where orders are running or one who gives them is quoted."""
    yield from _opened(segment, "refrain", Frame.REFRAIN)


def forbids(segment: Segment) -> Iterator[Order]:
    """«Sở Y tế nghiêm cấm các trạm thu thêm»: who may order forbids; without «nghiêm» only a body of the state."""
    for match in segment.matches("forbid"):
        issuer, _ = segment.agents.subject(segment.start, match.span.start)
        if issuer is None or not segment.agents.may_order(issuer) or segment.agents.is_foreign(issuer):
            continue
        name = segment.agents.units[issuer.index].name if issuer.kind == "unit" else ""
        firmly = match.span.of(segment.text).lower() != "cấm"
        of_state = firmly or words("state-body").match(name)
        if of_state and (order := segment.order(match.span.start, match, Frame.REFRAIN)):
            yield order._replace(said_by=issuer)


def acts(segment: Segment) -> Iterator[Order]:
    """Sentences that open with what is to be done, where orders are running or one who gives them is quoted."""
    yield from _opened(segment, "act", Frame.ACT)


def concerned(segment: Segment) -> Iterator[Order]:
    """«Đối với hồ sơ đã hết hạn, lập lại danh sách»: what an order right above goes on with, its matter first.

    In a quotation what is to be done may stand behind a semicolon: «Việc này làm sau; trước hết rà soát hồ sơ».
    """
    licence, text = segment.licence, segment.text
    if licence.official or not (licence.following and licence.speaking):
        return
    begin = segment.skip(segment.start)
    quoted = licence.quoted and licence.may_order
    matter = words("matter").match(text, begin, segment.end)
    sign = ", " if matter else "; "
    at = text.find(sign, begin, segment.end) if matter or quoted else -1
    if at < 0 or any(words(w).search(text, begin, segment.end) for w in ("states", "says", "happens")):
        return
    while at >= 0:
        if match := segment.opens("act", at + 2):
            if order := segment.order(begin, match, Frame.ACT, Phrase((), (), begin)):
                yield order
            return
        at = text.find(sign, at + 2, segment.end)


def _opened(segment: Segment, role: str, frame: Frame) -> Iterator[Order]:
    licence = segment.licence
    begin = segment.begin
    if not (licence.running or (licence.quoted and licence.may_order)) or segment.opens("praise", begin):
        return
    if words("enacts").search(segment.text, max(0, begin - _ARTICLE), begin + _ARTICLE):
        return  # «Điều 1. Bãi bỏ Quyết định …»
    if (named := segment.agents.at(begin)) and named.units:
        return  # «Thanh tra Chính phủ lập kế hoạch»
    concerns = segment.text[max(0, begin - len(_CONCERNS)) : begin].lower() == _CONCERNS
    tells = (
        concerns
        or words("leads-up").match(segment.text, begin, segment.end)
        or _opens_speech(segment, begin)
        or any(words(w).search(segment.text, begin, segment.end) for w in ("states", "says"))
    )
    if not tells and (match := segment.opens(role, begin)) and (order := segment.order(begin, match, frame)):
        yield order


def speech_after(agents: Agents, begin: int, end: int, *, last: bool = False) -> tuple[Agent, int] | None:
    """Return who is told behind a comma to speak, and where they stand: «Yêu cầu rà soát, Bộ trưởng cho biết …».

    `last`: only where nothing follows, «Thủ tướng yêu cầu Bộ Y tế rà soát, ông Dũng nói».
    """
    for match in load_rules("speech").all(agents.text, begin, end):
        if last and agents.text[match.span.end : end].strip(CLOSING):
            continue
        if match.rule.text("role") in {"says", "reports"}:
            agent, edge = agents.subject(begin, match.span.start)
            if agent is not None and agents.text[begin:edge].endswith(", "):
                return agent, edge
    return None


def _opens_speech(segment: Segment, begin: int) -> bool:
    """Whether a sentence only leads up to who speaks or acts: «Giải thích lý do, Bộ trưởng nói / đã có văn bản»."""
    agents, text = segment.agents, segment.text
    if speech_after(agents, begin, segment.end):
        return True
    ends = (
        agents.read(atom.span.start, segment.end).end
        for atom in agents.within(begin, segment.end)
        if text[begin : atom.span.start].endswith(", ") and atom.kind is not AddresseeKind.GROUP
    )
    return any(words("did").match(text, end, segment.end) for end in ends)
