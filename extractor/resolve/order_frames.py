"""The frames of an order, tried in turn: the first that holds is what the sentence wills.

Where the span begins is the contract's: after addressee and modal where issuer and addressee stand before, at the
subject where a clause begins with it.
"""

from collections.abc import Iterator
from dataclasses import replace

from extractor.annotations import Agent
from extractor.resolve.agents import Agents, Atom, Phrase
from extractor.resolve.order_words import words
from extractor.resolve.orders import Frame, Licence, Order, Segment
from extractor.resolve.plain_frames import acts, modals, refrains
from extractor.resolve.speakers import opener
from extractor.resolve.unit_clauses import units_that_act
from extractor.rules.loader import Match
from models.spans import Span
from models.vocabulary import AddresseeKind

_QUALIFIER = 40  # characters by which a group may be narrowed
_OCCASION = 240  # characters that an occasion before the addressee may hold
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
    if words("judged").search(asked.rstrip(".;…")):
        return None  # «đề nghị Bộ Y tế cho ý kiến là không đúng quy định»
    if asked.endswith("?") and (not licence.quoted or words("asks").search(asked)):
        return None
    segment = Segment(agents, span, licence)
    return next((order for frame in _FRAMES for order in frame(segment)), None)


def _orders(segment: Segment) -> Iterator[Order]:
    """«Bộ trưởng yêu cầu Sở Y tế rà soát», «Giao Sở Y tế chủ trì»."""
    for match in segment.matches("order"):
        issuer, edge = segment.agents.subject(segment.start, match.span.start)
        issuer = opener(segment.agents, segment.start, (edge, match.span.start)) or issuer
        if _is_no_verb(segment, match, edge) or (issuer is None and not _may_be_subjectless(segment, match)):
            continue
        if issuer is not None and (not segment.agents.may_order(issuer) or segment.agents.is_foreign(issuer)):
            continue  # a player, an expert, one accused: no order comes from them
        order = _after_verb(segment, match, issuer)
        if order is not None and order.phrase is not None and not order.phrase.atoms:
            order = replace(order, phrase=_named_before(segment, match) or order.phrase)
        if order is not None:
            leaders = bool(words("leaders").match(segment.text, edge))
            yield replace(order, said_by=issuer, by_leaders=leaders)


def _may_be_subjectless(segment: Segment, match: Match) -> bool:
    """Whether the verb needs no subject of its own: it opens the sentence, or goes on after a comma.

    «Người dân yêu cầu chính quyền …» has one, though no list knows it.
    """
    left = segment.text[segment.begins() : match.span.start].strip(' "“”')
    opens = not left or left.endswith((",", ";", ":", ")")) or bool(words("goes-on").search(left))
    if segment.licence.official and not opens:  # «nếu có vướng mắc đề nghị các đơn vị …»
        told = segment.agents.within(segment.start, match.span.start)
        opens = not told and bool(words("in-case").search(segment.text, segment.start, match.span.start))
    return opens and (segment.licence.may_order or segment.licence.official)


def _named_before(segment: Segment, match: Match) -> Phrase | None:
    """«Đối với Bộ Y tế và Bộ Công an, Thủ tướng yêu cầu …»: the addressees stand first."""
    found = words("as-for").match(segment.text, segment.start, match.span.start)
    phrase = segment.agents.read(found.end(), match.span.start) if found else None
    return phrase if phrase is not None and phrase.starts_with_unit and segment.text[phrase.end] == "," else None


def _is_no_verb(segment: Segment, match: Match, edge: int) -> bool:
    """«được Thủ tướng yêu cầu», «nhiệm vụ Chính phủ giao»; of «chỉ đạo yêu cầu» the last counts."""
    left = segment.text[max(segment.start, edge - 40) : edge]
    doubled = any(0 < other.span.start - match.span.end <= len(", ") for other in segment.matches("order"))
    relative = match.rule.text("needs") == "addressee" or match.rule.name == "chỉ đạo"
    proposed = words("proposes").search(left)  # «đề xuất Thủ tướng giao Bộ …»
    if doubled or proposed or words("passive-before").search(left) or _is_own_work(segment, match, edge):
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


def _after_verb(segment: Segment, match: Match, issuer: Agent | None) -> Order | None:
    """Read what follows the verb: addressee and modal, then what is to be done."""
    found = words("between-verb-and-addressee").match(segment.text, match.span.end, segment.end)
    after = found.end() if found else match.span.end
    if segment.text[after : after + 1] in {",", ":"}:
        return _clause(segment, match, after + 1)
    phrase = segment.agents.read(after, segment.end)
    if not _may_will(segment, match, issuer, phrase):
        return None
    if not phrase.atoms and (told := _after_occasion(segment, after)):
        return segment.order(after, match, Frame.CLAUSE, told)
    unknown = segment.loose(after) if not phrase.atoms and (issuer or segment.licence.may_order) else None
    phrase, start = unknown or (phrase, _work_start(segment, match, phrase, after))
    return None if start is None else segment.order(start, match, Frame.ORDER, phrase)


def _work_start(segment: Segment, match: Match, phrase: Phrase, after: int) -> int | None:
    """Where what is to be done begins after the addressee `phrase`, None where no work follows."""
    needs_addressee = match.rule.text("needs") == "addressee"
    named = phrase.atoms or (phrase.offices and needs_addressee)
    modal = words("modal-after-addressee").match(segment.text, phrase.end, segment.end)
    if (needs_addressee and not named) or not (modal or named or segment.opens_action(after)):
        return None
    if modal:
        return modal.end()
    if segment.opens_work(segment.skip(phrase.end)):
        return phrase.end
    work = _work_apart(segment, phrase) if phrase.atoms else None
    idle = needs_addressee or words("no-work").match(segment.text, phrase.end, segment.end)
    return work if work or idle else phrase.end


def _after_occasion(segment: Segment, after: int) -> Phrase | None:
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


def _may_will(segment: Segment, match: Match, issuer: Agent | None, phrase: Phrase) -> bool:
    """Whether the verb is a leader's: «đề nghị» never goes to a higher body, and of units only from leading ones."""
    if not segment.agents.official and _only_asks(segment, match, issuer, phrase):
        return False
    if match.rule.name != "đề nghị":
        return match.rule.name != "gợi ý" or issuer is not None
    units, licence = segment.agents.units, segment.licence
    if phrase.units and all(words("higher-body").match(units[i].name) for i in phrase.units):
        return issuer in licence.leaders if issuer else licence.may_order
    if issuer is None:
        return True
    if licence.official:  # in minutes and conclusions those who do not lead only propose
        return issuer in licence.leaders or not licence.leaders
    return issuer.kind == "person" or _leads(
        units[issuer.index].name, [_called(segment, atom) for atom in phrase.atoms]
    )


def _only_asks(segment: Segment, match: Match, issuer: Agent | None, phrase: Phrase) -> bool:
    """Whether a person asks courts, as one who sues does, or anyone proposes something to the highest bodies."""
    names = [segment.agents.units[i].name for i in phrase.units]
    sues = issuer is not None and issuer.kind == "person" and all(words("court").match(name) for name in names)
    proposes = match.rule.name == "đề nghị" and all(words("highest-body").match(name) for name in names)
    return bool(names) and (sues or proposes)


def _leads(name: str, told: list[str]) -> bool:
    """Whether a body tells, where another would only propose: it leads all, or those told stand below it."""
    kind = name.partition(" ")[0]
    below = bool(told) and all(words("lower-body").match(other) and not other.startswith(kind) for other in told)
    higher = words("central-body").match(name)
    return bool(words("leading-body").match(name) or (below and higher))


def _called(segment: Segment, atom: Atom) -> str:
    """Return the name of a unit told to act, the words of a group."""
    return segment.agents.units[atom.units[0]].name if atom.units else atom.span.of(segment.text)


def _clause(segment: Segment, match: Match, start: int) -> Order | None:
    """«yêu cầu, các bộ cần …»: the span begins where the clause does."""
    begin = segment.skip(start)
    if segment.text[match.span.end : start].strip() not in {",", ":", "rõ,", "rõ:"} or begin >= segment.end:
        return None
    phrase = segment.agents.read(begin, segment.end)
    modal = words("modal-after-addressee").match(segment.text, phrase.end, segment.end)
    if modal is None and not phrase.atoms and not segment.opens_action(begin):
        return None
    works = modal or segment.opens_work(segment.skip(phrase.end))
    if match.rule.text("needs") in {"work", "addressee"} and not works and not _has_modal(segment, begin):
        return None  # «lưu ý, các thiết bị này rất nhỏ»
    return segment.order(modal.end() if modal and not phrase.atoms else begin, match, Frame.CLAUSE, phrase)


def _qualified(segment: Segment, verb: int) -> Phrase | None:
    """«Các cơ sở giáo dục đại học được yêu cầu …»: a group with words that no list knows."""
    phrase = segment.agents.read(segment.begins(), verb)
    between = segment.text[phrase.end : verb]
    group = phrase.starts_with_unit and phrase.atoms[-1].kind is AddresseeKind.GROUP
    return phrase if group and len(between) <= _QUALIFIER and not any(sign in between for sign in ",;:(") else None


def _has_modal(segment: Segment, start: int) -> bool:
    return any(match.span.start >= start for match in segment.matches("modal"))


def _passives(segment: Segment) -> Iterator[Order]:
    """«Sở Y tế được giao chủ trì», «việc này được Thủ tướng yêu cầu làm rõ»."""
    if not segment.agents.official and words("others-say").search(segment.text, segment.start, segment.end):
        return  # «Nhiều đại biểu cho rằng Chính phủ được giao …»
    for match in segment.matches("passive"):
        _, edge = segment.agents.subject(segment.start, match.span.start)
        phrase = segment.agents.read(edge, match.span.start)
        if not phrase.starts_with_unit and (told := _qualified(segment, match.span.start)):
            phrase, edge = told, segment.begins()
        if phrase.starts_with_unit and (order := segment.order(edge, match, Frame.PASSIVE, phrase)):
            yield order
    for match in segment.matches("passive-by"):
        issuer, _ = segment.agents.subject(*match.spans["issuer"])
        phrase = segment.agents.read(match.span.end + 1, segment.end)
        order = segment.order(segment.begins(), match, Frame.PASSIVE, phrase)
        if issuer is not None and order is not None:
            yield replace(order, said_by=issuer)


_FRAMES = (_orders, _passives, refrains, modals, acts, units_that_act)
