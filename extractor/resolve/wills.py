"""Wills: whether a verb of will is a leader's, or only asks and proposes."""

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words
from extractor.resolve.orders import Licence, Order, Segment
from extractor.resolve.phrases import Atom, Phrase
from extractor.rules.loader import Match, Rule, load_rules

_HIGHEST, _LOWEST = 1, 9


def may_will(segment: Segment, match: Match, issuer: Agent | None, phrase: Phrase) -> bool:
    """Whether the verb is a leader's: «đề nghị» never goes to a higher body, and of units only from leading ones."""
    asks = _only_asks(segment, match, issuer, phrase) or _asks_above(segment, match, issuer, phrase)
    if asks and not segment.agents.official:
        return False
    if match.rule.name != "đề nghị":
        wished = match.rule.name == "mong muốn" and match.span.start == segment.begin and not segment.licence.quoted
        return issuer is not None or not (match.rule.name == "gợi ý" or wished)  # «Mong xã sớm cấp lại sổ», dân nói
    units, licence = segment.agents.units, segment.licence
    if phrase.units and all(_rank(_standing(units[i].name)) == _HIGHEST for i in phrase.units):
        return _asks_highest(segment.agents, issuer, licence) if issuer else licence.may_order
    must = not phrase.atoms and words("modal-after-addressee").match(segment.text, match.span.end, segment.end)
    if issuer is None or must:
        return True  # «Sở cũng đề nghị phải đẩy mạnh tuyên truyền»
    if licence.official:  # in minutes and conclusions those who do not lead only propose
        return issuer in licence.leaders or not licence.leaders
    told = [_called(segment, atom) for atom in phrase.atoms]  # «UBND tỉnh đề nghị giảm mức phí» asks those above
    proposes = not told and words("asked-for").match(segment.text, match.span.end)
    return issuer.kind == "person" or (not proposes and _leads(units[issuer.index].name, told))


def _asks_above(segment: Segment, match: Match, issuer: Agent | None, phrase: Phrase) -> bool:
    """Whether a person asks only those who stand above: «Giám đốc Sở đề nghị Bộ …», «chúng tôi đề nghị Thủ tướng …»."""
    if match.rule.name not in {"đề nghị", "mong muốn"}:
        return False
    agents = segment.agents
    people = [Agent("person", atom.person) for atom in phrase.atoms if atom.person is not None]
    own = _LOWEST if issuer is None else _rank_of(agents, issuer)
    if any(_rank_of(agents, person) == _HIGHEST for person in people):
        return own != _HIGHEST
    told = [_standing(_called(segment, atom)) for atom in phrase.atoms if atom.person is None]
    known = issuer is not None and issuer.kind == "person" and own < _LOWEST
    return (
        bool(told) and known and all(rule and rule.name != "who-speaks-for-it" and _rank(rule) < own for rule in told)
    )


def _rank_of(agents: Agents, person: Agent) -> int:
    """Return how high an office-holder stands, by what he or she leads or whose member he or she is."""
    held = agents.people[person.index].positions if person.kind == "person" else ()
    if any(words("heads-the-state").match(position.title) for position in held):
        return _HIGHEST
    names = [agents.units[p.unit].name if p.unit is not None else p.title.replace("trưởng", "") for p in held]
    return min((_rank(_standing(name.strip())) for name in names), default=_LOWEST)


def _asks_highest(agents: Agents, issuer: Agent, licence: Licence) -> bool:
    """Whether one who asks the highest bodies leads them: the Prime Minister, the Assembly, no ministry."""
    if licence.official:
        return issuer in licence.leaders
    if issuer.kind == "unit":
        return _rank(_standing(agents.units[issuer.index].name)) == _HIGHEST
    return any(words("heads-the-state").match(position.title) for position in agents.people[issuer.index].positions)


def _only_asks(segment: Segment, match: Match, issuer: Agent | None, phrase: Phrase) -> bool:
    """Whether a person asks courts, as one who sues does, or anyone proposes something to the highest bodies."""
    names = [segment.agents.units[i].name for i in phrase.units]
    sues = (
        issuer is not None
        and issuer.kind == "person"
        and not leads_state(segment.agents, issuer)
        and all(words("court").match(name) for name in names)
    )
    proposes = match.rule.name == "đề nghị" and all(words("highest-body").match(name) for name in names)
    inquires = match.rule.name == "đề nghị" and _investigates(segment.agents, issuer)
    return inquires or (bool(names) and (sues or proposes))


def _investigates(agents: Agents, issuer: Agent | None) -> bool:
    """«Cơ quan Cảnh sát điều tra đề nghị Sở Y tế cung cấp hồ sơ»: who investigates asks what others know."""
    if issuer is None or issuer.kind != "unit":
        return False
    return words("investigates").match(agents.units[issuer.index].name) is not None


def _leads(name: str, told: list[str]) -> bool:
    """Whether a body tells, where another would only propose: those told stand below it, or it leads all."""
    rule = _standing(name)
    if told:
        return _rank(rule) < min(_rank(_standing(other)) for other in told)
    return rule is not None and bool(rule.fields.get("leads"))


def _standing(name: str) -> Rule | None:
    """Return the rule that says how high a body or group stands."""
    return next((rule for rule in load_rules("ranks").rules if rule.pattern.match(name)), None)


def _rank(rule: Rule | None) -> int:
    return int(rule.text("rank")) if rule else _LOWEST


def _called(segment: Segment, atom: Atom) -> str:
    """Return the name of a unit told to act, the words of a group."""
    return segment.agents.units[atom.units[0]].name if atom.units else atom.span.of(segment.text)


def stands_high(agents: Agents, agent: Agent | None) -> bool:
    """Whether an agent is of those whose papers others must follow: a body of the state or the Party, or a person."""
    if agent is None or agent.kind == "person":
        return agent is not None
    return _standing(agents.units[agent.index].name) is not None


def leads_state(agents: Agents, agent: Agent) -> bool:
    """Whether a person leads the state, a ministry or a province."""
    held = agents.people[agent.index].positions if agent.kind == "person" else ()
    of_firm = any(p.unit is not None and words("firm").match(agents.units[p.unit].name) for p in held)
    return not of_firm and any(words("of-the-state").match(position.title) for position in held)


def is_soon(segment: Segment, match: Match, left: str) -> bool:
    """«Thời gian tới, Bộ Quốc phòng chỉ đạo …» is a plan; in a document that orders it is a task."""
    return not segment.licence.official and match.rule.name == "chỉ đạo" and bool(words("soon").search(left))


def is_wrong(segment: Segment, match: Match, order: Order) -> bool:
    """Whether what was ordered is told as a wrong, or is a statement: «chỉ đạo lập khống hồ sơ», «lưu ý: … là …»."""
    if segment.licence.official:
        return False
    wrong = match.rule.name == "chỉ đạo" and words("wrongdoing").match(segment.text, *order.span)
    wrong = wrong or (
        match.rule.name in {"giao", "chỉ đạo"} and words("done-wrongly").match(order.span.of(segment.text))
    )
    told = match.rule.name == "lưu ý" and words("states").search(segment.text, *order.span)
    return bool(wrong or told)


def to_abroad(segment: Segment, match: Match) -> bool:
    """Whether something is asked of another state, which nobody here may tell."""
    found = words("between-verb-and-addressee").match(segment.text, match.span.end, segment.end)
    after = found.end() if found else match.span.end
    return not segment.licence.official and words("foreign-side").match(segment.text, after, segment.end) is not None
