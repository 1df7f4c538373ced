"""The frames of an order, tried in turn: the first that holds is what the sentence wills.

Where the span begins is the contract's: after addressee and modal where issuer and addressee stand before, at the
subject where a clause begins with it.
"""

from collections.abc import Iterator

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words
from extractor.resolve.orders import Frame, Licence, Order, Segment
from extractor.resolve.papers import sent, stated
from extractor.resolve.phrases import Phrase
from extractor.resolve.plain_frames import acts, concerned, forbids, modals, refrains, speech_after
from extractor.resolve.speakers import opener
from extractor.resolve.told_before import after_occasion, met_before, named_before, qualified, sent_to, without_outcome
from extractor.resolve.unit_clauses import units_that_act
from extractor.resolve.wills import is_soon, is_wrong, may_will, to_abroad
from extractor.rules.loader import Match
from models.spans import Span
from models.vocabulary import AddresseeKind

_QUALIFIER = 40  # characters by which a group may be narrowed
_BEFORE_CLAUSE = {",", ":", "rõ,", "rõ:", "như sau:", "nguyên văn như sau:", "cụ thể:"}
_HELD = 2  # words: «khu đất đã giao cho quận [quản lý]» tells who holds it
_PRONOUNS = (" ông", " bà", " tôi", " đồng chí")
_ASIDE = 80  # characters that an aside between commas may hold


def read_order(agents: Agents, span: Span, licence: Licence) -> Order | None:
    """Return what a sentence (or a part of one) orders, None where it orders nothing; a question does not."""
    key = (span, licence)
    if key not in agents.read_before:
        agents.read_before[key] = _read(agents, span, licence)
    found = agents.read_before[key]
    return found if isinstance(found, Order) else None


def _read(agents: Agents, span: Span, licence: Licence) -> Order | None:
    asked = agents.text[span.start : span.end].rstrip(' "”')
    if asked.endswith("?") and (not licence.quoted or words("asks").search(asked)):
        return None
    segment = Segment(agents, span, licence)
    order = next((order for frame in _FRAMES for order in frame(segment)), None)
    if order is not None and words("judged").search(asked.rstrip(".;…")):
        return None  # «đề nghị Bộ Y tế cho ý kiến là không đúng quy định»
    return order


def _orders(segment: Segment) -> Iterator[Order]:
    """«Bộ trưởng yêu cầu Sở Y tế rà soát», «Giao Sở Y tế chủ trì»."""
    abroad = False  # «đề nghị phía Thái Lan quan tâm …, đề nghị sớm cấp phép»
    for match in segment.matches("order"):
        abroad = abroad or to_abroad(segment, match)
        issuer, edge = segment.agents.subject(segment.start, match.span.start)
        issuer = opener(segment.agents, segment.start, (edge, match.span.start), units=True) or issuer
        sent = sent_to(segment, match) or met_before(segment.agents, segment.start, edge, match.span.start)
        if sent:
            issuer, edge = sent[0], match.span.start
        bare = _is_bare(segment, match, issuer)
        if bare and segment.licence.running and issuer not in segment.licence.leaders:
            continue  # right after an order «Bộ Y tế chỉ đạo các sở …» is what the ministry is to do
        if (abroad and edge == match.span.start) or (issuer is None and _is_inside(segment, match)):
            continue
        if _is_no_verb(segment, match, edge) or (
            issuer is None and not sent and not _may_be_subjectless(segment, match)
        ):
            continue
        if issuer is not None and (not segment.agents.may_order(issuer) or segment.agents.is_foreign(issuer)):
            continue  # a player, an expert, one accused: no order comes from them
        order = _after_verb(segment, match, issuer, sent[1] if sent else None)
        if order is not None and order.phrase is not None and not order.phrase.atoms:
            told = sent[1] if sent else named_before(segment, match)
            order = order._replace(phrase=told or order.phrase)
        spoken = None if order is None else speech_after(segment.agents, match.span.end, segment.end, last=bool(issuer))
        if order is not None and spoken is not None and spoken[1] > order.span.start + 2 and not sent:
            issuer, order = issuer or spoken[0], order._replace(span=Span(order.span.start, spoken[1] - 2))
        if order is not None:
            leaders = bool(words("leaders").match(segment.text, edge))
            yield order._replace(said_by=issuer, by_leaders=leaders, bare=bare)


def _is_inside(segment: Segment, match: Match) -> bool:
    """Whether a verb stands inside what a sentence that opens with work orders: «Kiểm tra …; yêu cầu các đơn vị …»."""
    begin = segment.begin
    goes_on = match.rule.name == "chỉ đạo" and segment.licence.following
    opened = goes_on or (segment.licence.running and segment.opens("act", begin))
    return bool(opened) and ";" in segment.text[begin : match.span.start]


def _is_bare(segment: Segment, match: Match, issuer: Agent | None) -> bool:
    """«Bộ Y tế chỉ đạo các sở …»: told of a body with nothing between, so that it may be its duty or its order."""
    directs = match.rule.name == "chỉ đạo" and issuer is not None and issuer.kind == "unit"
    return directs and segment.agents.acts_at(match.span.start)


def _may_be_subjectless(segment: Segment, match: Match) -> bool:
    """Whether the verb needs no subject of its own: it opens the sentence, or goes on after a comma.

    «Người dân yêu cầu chính quyền …» has one, though no list knows it.
    """
    left = segment.text[segment.begin : match.span.start].strip(' "“”')
    if (
        left
        and not left.endswith(_PRONOUNS)
        and words("people-act").match(segment.text, segment.begin, match.span.start)
    ):
        return False  # «Người dân không đồng ý và yêu cầu …»
    if match.rule.name == "chỉ đạo" and left.endswith(";"):
        return False  # «Sở đã thăm hỏi gia đình; chỉ đạo …»
    opens = not left or left.endswith((",", ";", ":", ")")) or bool(words("goes-on").search(left))
    if segment.licence.official and not opens:  # «nếu có vướng mắc đề nghị các đơn vị …»
        told = segment.agents.within(segment.start, match.span.start)
        opens = not told and bool(words("in-case").search(segment.text, segment.start, match.span.start))
    return opens and (segment.licence.may_order or segment.licence.official)


def _is_no_verb(segment: Segment, match: Match, edge: int) -> bool:
    """«được Thủ tướng yêu cầu», «nhiệm vụ Chính phủ giao»; of «chỉ đạo yêu cầu» the last counts.

    In «yêu cầu Sở Y tế chỉ đạo …» who directs is told to.
    """
    left = segment.text[max(segment.start, edge - 40) : edge]
    others = [other.span for other in segment.matches("order") if other.span != match.span]
    doubled = any(
        0 < other.start - match.span.end <= len(", ") or other.end + 1 == edge < match.span.start for other in others
    )
    relative = match.rule.text("needs") == "addressee" or match.rule.name == "chỉ đạo"
    unlike = any(words(w).search(left) for w in ("proposes", "petitions", "passive-before"))  # «đề xuất Thủ tướng giao»
    planned = words("planned").search(segment.text[segment.start : match.span.start])
    asked = edge < match.span.start and is_soon(segment, match, left)
    if doubled or unlike or planned or asked or _is_own_work(segment, match, edge):
        return True
    return relative and bool(words("relative-head").search(left))


def _is_own_work(segment: Segment, match: Match, edge: int) -> bool:
    """«Bộ Xây dựng chỉ đạo các sở …» in an order is the ministry's duty; «đã kịp thời chỉ đạo …» is praise."""
    if match.rule.name != "chỉ đạo":
        return False
    agent, _ = segment.agents.subject(segment.start, match.span.start)
    left = segment.text[max(segment.start, min(edge, match.span.start - _ASIDE // 2)) : match.span.start]
    unit = agent is not None and agent.kind == "unit"
    done = unit or words("achieved").search(left)
    return bool(words("praised").search(left) or (segment.licence.official and done))


def _after_verb(segment: Segment, match: Match, issuer: Agent | None, told: Phrase | None) -> Order | None:
    """Read what follows the verb: addressee (where not `told` before) and modal, then what is to be done."""
    found = words("between-verb-and-addressee").match(segment.text, match.span.end, segment.end)
    after = found.end() if found else match.span.end
    if told_so := words("as-follows").match(segment.text, after, segment.end):
        clause = _clause(segment, match, told_so.end())
        return None if clause is None or is_wrong(segment, match, clause) else clause
    if to_abroad(segment, match):
        return None
    phrase = segment.agents.read(after, segment.end)
    if not may_will(segment, match, issuer, phrase if phrase.atoms or told is None else told):
        return None
    if not phrase.atoms and (named := after_occasion(segment, after)):
        return segment.order(after, match, Frame.CLAUSE, named)
    unknown = segment.loose(after) if not phrase.atoms and (issuer or segment.licence.may_order) else None
    phrase, start = unknown or (phrase, _work_start(segment, match, phrase, after))
    order = None if start is None else segment.order(start, match, Frame.ORDER, phrase)
    held = order is not None and match.rule.name == "giao" and len(order.span.of(segment.text).split()) <= _HELD
    if order is None or held or is_wrong(segment, match, order):
        return None
    return without_outcome(segment, match, order)


def _work_start(segment: Segment, match: Match, phrase: Phrase, after: int) -> int | None:
    """Where what is to be done begins after the addressee `phrase`, None where no work follows."""
    needs_addressee = match.rule.text("needs") == "addressee"
    named = phrase.atoms or (phrase.offices and needs_addressee)
    modal = words("modal-after-addressee").match(segment.text, phrase.end, segment.end)
    if (needs_addressee and not named) or not (modal or named or segment.opens_action(after)):
        return None
    if modal:
        return modal.end()
    begin = segment.skip(phrase.end + segment.text.startswith(")", phrase.end))
    asks = named and any(other.span.start == begin for other in segment.matches("order"))
    if asks or segment.opens_work(begin):  # «phân công ông An đề nghị Công an tỉnh xem xét»
        return begin
    work = _work_apart(segment, phrase) if phrase.atoms else None
    idle = needs_addressee or words("no-work").match(segment.text, phrase.end, segment.end)
    return work if work or idle else phrase.end


def _work_apart(segment: Segment, phrase: Phrase) -> int | None:
    """Where work begins after a qualifier («các đơn vị vận tải tuân thủ») or an aside («Cục X, theo phân cấp, lập»)."""
    work = segment.work_after(phrase.end)
    between = segment.text[phrase.end : work[0]] if work else ""
    group = phrase.atoms[-1].kind is AddresseeKind.GROUP and not words("governs-work").search(between)
    if work and group and len(between) <= _QUALIFIER and not any(sign in between for sign in ",;:("):
        return work[1]
    if not words("in-apposition").match(segment.text, phrase.end):
        return None
    dashed = segment.text.startswith((" - ", " – "), phrase.end)
    comma = -1 if dashed else segment.text.find(",", phrase.end + 2, min(segment.end, phrase.end + _ASIDE))
    work = segment.work_after(max(phrase.end, comma))
    return work[1] if work else None


def _clause(segment: Segment, match: Match, start: int) -> Order | None:
    """«yêu cầu, các bộ cần …»: the span begins where the clause does."""
    begin = segment.skip(start)
    if segment.text[match.span.end : start].strip().removeprefix("thêm") not in _BEFORE_CLAUSE or begin >= segment.end:
        return None
    phrase = segment.agents.read(begin, segment.end)
    modal = words("modal-after-addressee").match(segment.text, phrase.end, segment.end)
    if modal is None and not phrase.atoms and not segment.opens_action(begin):
        return None
    works = modal or segment.opens_work(segment.skip(phrase.end))
    works = works or any(duty.span.start >= begin for duty in segment.matches("modal"))
    if match.rule.text("needs") in {"work", "addressee"} and not works:
        return None  # «lưu ý, các thiết bị này rất nhỏ»
    return segment.order(modal.end() if modal and not phrase.atoms else begin, match, Frame.CLAUSE, phrase)


def _passives(segment: Segment) -> Iterator[Order]:
    """«Sở Y tế được giao chủ trì», «việc này được Thủ tướng yêu cầu làm rõ»."""
    active, by = list(segment.matches("passive")), list(segment.matches("passive-by"))
    if not (active or by):
        return
    if not segment.agents.official and words("others-say").search(segment.text, segment.start, segment.end):
        return  # «Nhiều đại biểu cho rằng Chính phủ được giao …»
    for match in active:
        _, edge = segment.agents.subject(segment.start, match.span.start)
        phrase = segment.agents.read(edge, match.span.start)
        if not phrase.starts_with_unit and (group := qualified(segment, match.span.start)):
            phrase, edge = group, segment.begin
        vain = words("given-in-vain").search(segment.text, match.span.end, segment.end)
        works = not vain and (segment.agents.official or segment.opens_work(segment.skip(match.span.end)))
        told = phrase.starts_with_unit or (phrase.units and phrase.atoms[0].kind is AddresseeKind.OFFICE)
        if works and told and (order := segment.order(edge, match, Frame.PASSIVE, phrase)):
            yield order
    for match in by:
        issuer, _ = segment.agents.subject(*match.spans["issuer"])
        phrase = segment.agents.read(match.span.end + 1, segment.end)
        order = segment.order(segment.begin, match, Frame.PASSIVE, phrase)
        retold = not segment.agents.official and words("says").search(segment.text, segment.start, match.span.start)
        works = bool(phrase.atoms) or segment.opens_action(segment.skip(match.span.end))
        if issuer is not None and order is not None and works and not retold and segment.agents.may_order(issuer):
            yield order._replace(said_by=issuer)


_FRAMES = (stated, _orders, sent, _passives, forbids, refrains, modals, acts, units_that_act, concerned)
