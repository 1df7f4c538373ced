"""Orders: the frames in which one sentence wills something of someone.

* order: «[ai] yêu cầu [ai] [làm gì]», the span begins after addressee and modal; after a comma or colon at the subject;
* passive: «[ai] được giao [làm gì]», the span begins at the subject;
* modal: «[ai] cần [làm gì]» and «Cần [làm gì]», from one who may order;
* act and refrain: a sentence that opens with what is to be done, or forbids, where orders are running;
* unit: «[đơn vị] [làm gì]», where orders are running.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.annotations import Agent
from extractor.resolve.agents import Agents, Phrase
from extractor.rules.loader import Match, RuleSet, load_rules
from models.spans import Span
from models.vocabulary import Strength

_MODAL = re.compile(
    r"[\s,]*(?:với [^,.;:]{3,60}, )?(?:(?:thì|cũng|đã|lại|đặc biệt|tiếp tục) )?(?:cần(?: phải)?|phải|nên)(?!\w)\s*",
    re.IGNORECASE,
)
_SKIP = re.compile(r"[\s\"“”]*(?:(?:rằng|là|thêm|rõ|ngay)(?!\w)\s*)*[\"“]?\s*", re.IGNORECASE)
_OPENERS = re.compile(
    r"(?:[\s\"“”,–-]*(?:bên cạnh đó|đồng thời|ngoài ra|cụ thể|theo đó|đặc biệt|trong đó|vì vậy|do vậy|do đó|vì thế|cùng với đó|"
    r"cùng đó|mặt khác|tuy nhiên|thời gian tới|trong thời gian tới|trước mắt|về lâu dài|cuối cùng|hơn nữa|đối với việc này|đối với|"
    r"một là|hai là|và|nhưng|nên|thì|trước hết|tiếp theo|từ nay đến cuối năm|riêng|còn|vì|"
    r"định kỳ [^,.;:]{3,60}|theo (?:chỉ đạo|yêu cầu|kết luận) [^,.;:]{3,60}|để [^,.;:]{3,160}|về [^,.;:]{3,100})(?:,| |(?=[:]))+)+",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?:, nhưng|, song|, nên|(?<!\w)nên|, do vậy|, do đó|, vì vậy|(?<!\w)rằng|:|;|, thì|, và|, còn)\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:nhiệm vụ|nội dung|công việc|chỉ tiêu|những gì|những việc|các việc|đề án|văn bản|kết quả|chỉ đạo|kết luận)(?: do| mà| được| đã| và| của)?\s*$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:các )?lãnh đạo(?!\w)", re.IGNORECASE)
_WHICH = re.compile(r"(?<!\w)(?:mà|những gì|điều)\s*$", re.IGNORECASE)
_THIS_IS = re.compile(r"(?:đây|đó|điều này|việc này) (?:là|cho thấy)(?!\w)", re.IGNORECASE)
_THINKS = re.compile(r"(?:cho rằng|nhấn mạnh|chỉ rõ|khẳng định|nêu rõ)(?!\w)", re.IGNORECASE)
_TENSED = re.compile(
    r"\s*(?:,\s*)?(?:đã|sẽ|đang|vừa|từng|cho biết|thông báo|xin|trân trọng|cho rằng|là|có|cũng đã|đề xuất|báo cáo|kiến nghị)(?!\w)",
    re.IGNORECASE,
)
_CLAUSE_WORDS = re.compile(
    r"(?:không|phải|cần|việc|khi|đến|trước|tại|trong|theo|để|có|là|từ|các|mọi|mỗi|đối với|hoàn thành|làm|về|với|nếu|tuyệt đối|"
    r"dứt khoát|ngay|hết sức|chậm nhất|đúng|bằng|ít nhất|tối thiểu|toàn|cùng)(?!\w)",
    re.IGNORECASE,
)
_WORK_WORDS = re.compile(
    r"(?:không|phải|cần|khi|trước|làm|nếu|tuyệt đối|dứt khoát|hết sức|chậm nhất|theo (?:chức năng|thẩm quyền|dõi)|trong (?:thời gian|quý|tháng)|"
    r"ngay|cùng|có)(?!\w)",
    re.IGNORECASE,
)
_HIGHER = (
    "chính phủ",
    "quốc hội",
    "ủy ban thường vụ quốc hội",
    "bộ chính trị",
    "ban bí thư",
    "trung ương",
    "tổ công tác",
)
_LEADING_UNITS = (
    "tổ công tác", "chính phủ", "thường trực chính phủ", "bộ chính trị", "ban bí thư", "ban chỉ đạo", "đoàn", "hội đồng",
    "văn phòng chính phủ", "quốc hội", "ủy ban thường vụ", "ủy ban nhân dân", "thường trực", "đảng ủy", "tỉnh ủy", "thành ủy",
)  # fmt: skip
_CLOSING = " \t,.;:…!?\"”“'–-/"


_WITH = re.compile(
    r"^chủ trì,? (?:và )?phối hợp(?: chặt chẽ)?(?: với)?\s*[^:]{0,200}?(?=(?:tham mưu|thực hiện|triển khai)|:?\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """One order read from a sentence; `said_by` is who stands as its subject, None where nobody does."""

    span: Span
    frame: str
    rule: str
    trigger: Span
    said_by: Agent | None = None
    phrase: Phrase | None = None
    strength: Strength | None = None
    by_leaders: bool = False  # «Lãnh đạo Chính phủ yêu cầu»


@dataclass(frozen=True, slots=True)
class Licence:
    """What the surroundings allow: `may_order`, the voice is one that gives orders; `running`, orders just
    preceded, `following`, one stands right before."""

    may_order: bool = False
    running: bool = False
    following: bool = False
    quoted: bool = False
    administrative: bool = False
    leaders: frozenset[Agent] = frozenset()


def read_order(agents: Agents, segment: Span, licence: Licence) -> Order | None:
    """Return the first order of a sentence, or None."""
    if agents.text[segment.start : segment.end].rstrip().endswith("?") and not licence.quoted:
        return None  # a question orders nothing
    reader = _Reader(agents, segment, licence)
    frames = (reader.orders, reader.passives, reader.refrains, reader.modals, reader.acts, reader.unit_acts)
    return next((order for frame in frames for order in frame()), None)


def says_nothing_yet(text: str) -> bool:
    """Whether an order's words only announce the list: «thực hiện các nhiệm vụ sau», «chủ trì, phối hợp với Bộ Y»."""
    rest = _WITH.sub("", text.strip(_CLOSING)).strip(_CLOSING)
    if not rest:
        return True
    rule = next(rule for rule in load_rules("directive_verbs").rules if rule.text("role") == "empty")
    return bool(rule.pattern.match(rest))


class _Reader:
    """Reads one segment of the view; frames yield the orders they find, best first."""

    def __init__(self, agents: Agents, segment: Span, licence: Licence) -> None:
        self.agents = agents
        self.text = agents.text
        self.start, self.end = segment
        self.licence = licence
        self.rules: RuleSet = load_rules("directive_verbs")

    def matches(self, role: str) -> Iterator[Match]:
        return (m for m in self.rules.all(self.text, self.start, self.end) if m.rule.text("role") == role)

    def opens(self, role: str, start: int) -> Match | None:
        """Return the rule of `role` that opens `text[start:end]`."""
        opened = self.text[start : self.end]
        for rule in self.rules.rules:
            if rule.text("role") == role and (found := rule.pattern.match(opened)):
                return Match(rule, Span(start, start + found.end()), {}, {})
        return None

    def body_start(self) -> int:
        """Where the sentence begins after its connectives."""
        found = _OPENERS.match(self.text, self.start, self.end)
        return found.end() if found else self.start

    def finish(self, start: int, match: Match, frame: str, **more: object) -> Order | None:
        """Return the order that runs from `start` to the end of the segment, without closing punctuation."""
        start, end = self.skip(start), self.end
        while end > start and self.text[end - 1] in _CLOSING:
            end -= 1
        if len(self.text[start:end].split()) < 2:  # noqa: PLR2004  # one word says nothing to do
            return None
        strength = match.rule.text("strength")
        return Order(
            Span(start, end), frame, match.rule.name, match.span,
            strength=Strength(strength) if strength else None, **more,  # type: ignore[arg-type]  # said_by and phrase
        )  # fmt: skip

    def orders(self) -> Iterator[Order]:
        for match in self.matches("order"):
            if order := self.order(match):
                yield order

    def order(self, match: Match) -> Order | None:
        issuer, edge = self.agents.subject(self.start, match.span.start)
        left = self.text[self.start : edge]
        if re.search(r"(?<!\w)được\s*$", left, re.IGNORECASE) or self.followed_by_order(match):
            return None  # «được Thủ tướng yêu cầu» is passive; of «chỉ đạo yêu cầu» the last counts
        if _RELATIVE.search(self.text[max(self.start, edge - 40) : edge]) and match.rule.name in {
            "giao",
            "chỉ đạo",
        }:
            return None
        skipped = _SKIP.match(self.text, match.span.end, self.end)
        after = skipped.end() if skipped else match.span.end
        if self.text[after : after + 1] in {",", ":"}:
            return self.clause_order(match, issuer, edge, after + 1)
        phrase = self.agents.read(after, self.end)
        if not phrase.atoms and not phrase.offices and match.rule.text("needs") == "addressee":
            return None
        if match.rule.name == "gợi ý" and issuer is None:
            return None
        if match.rule.name == "đề nghị" and not self.may_propose(issuer, phrase):
            return None
        start = phrase.end
        modal = _MODAL.match(self.text, start, self.end)
        if modal:
            start = modal.end()
        elif not phrase.atoms and not self.opens_action(after):
            return None
        elif match.rule.text("needs") == "addressee" and not self.opens_work(self.skip(start)):
            return None
        if issuer is None and not (self.licence.may_order or self.licence.administrative):
            return None
        by_leaders = bool(
            re.match(r"(?:các )?lãnh đạo(?!\w)", self.text[edge : match.span.start], re.IGNORECASE)
        )
        return self.finish(start, match, "order", said_by=issuer, phrase=phrase, by_leaders=by_leaders)

    def by_leaders(self, edge: int) -> bool:
        return bool(_LEADERS.match(self.text, edge))

    def opens_work(self, start: int) -> bool:
        rest = Span(start, self.end).of(self.text)
        return bool(
            self.opens("act", start)
            or self.opens("refrain", start)
            or _WORK_WORDS.match(rest)
            or says_nothing_yet(rest)
        )

    def skip(self, start: int) -> int:
        while start < self.end and self.text[start] in _CLOSING:
            start += 1
        return start

    def followed_by_order(self, match: Match) -> bool:
        return any(0 < m.span.start - match.span.end <= 3 for m in self.matches("order"))  # noqa: PLR2004  # a space, a comma

    def opens_action(self, start: int) -> bool:
        return bool(
            self.opens("act", start) or self.opens("refrain", start) or _CLAUSE_WORDS.match(self.text, start)
        )

    def clause_order(self, match: Match, issuer: Agent | None, edge: int, start: int) -> Order | None:
        """Read «yêu cầu, các bộ cần …»: the span begins where the clause does."""
        if issuer is None and not self.licence.may_order:
            return None
        if self.text[match.span.end : start].strip() not in {",", ":"} or not self.text[
            start : self.end
        ].strip(_CLOSING):
            return None
        begin = start + len(self.text[start : self.end]) - len(self.text[start : self.end].lstrip(' "“'))
        phrase = self.agents.read(begin, self.end)
        modal = _MODAL.match(self.text, phrase.end, self.end)
        if not modal and not phrase.atoms and not self.opens_action(begin):
            return None
        return self.finish(
            begin if phrase.atoms or not modal else modal.end(),
            match,
            "clause",
            said_by=issuer,
            phrase=phrase,
        )

    def may_propose(self, issuer: Agent | None, phrase: Phrase) -> bool:
        """Whether «đề nghị» is a leader's: never to a higher body, and of units only from leading ones."""
        names = [self.agents.units[i].name.casefold() for i in phrase.units]
        if names and all(name.startswith(_HIGHER) for name in names):
            return issuer in self.licence.leaders if issuer else self.licence.may_order
        if issuer is None or issuer.kind == "person" or self.licence.administrative:
            return True
        return self.agents.units[issuer.index].name.casefold().startswith(_LEADING_UNITS)

    def passives(self) -> Iterator[Order]:
        for match in self.matches("passive"):
            _, edge = self.agents.subject(self.start, match.span.start)
            phrase = self.agents.read(edge, match.span.start)
            if (
                phrase.atoms
                and phrase.atoms[0].person is None
                and (order := self.finish(edge, match, "passive", phrase=phrase))
            ):
                yield order
        for match in self.matches("passive-by"):
            issuer, _ = self.agents.subject(match.spans["issuer"].start, match.spans["issuer"].end)
            if issuer is None:
                continue
            phrase = self.agents.read(match.span.end + 1, self.end)
            if order := self.finish(self.body_start(), match, "passive", said_by=issuer, phrase=phrase):
                yield order

    def modals(self) -> Iterator[Order]:
        for match in self.matches("modal"):
            if order := self.modal(match):
                yield order

    def modal(self, match: Match) -> Order | None:
        begin = self.body_start()
        charged = "nhiệm" in match.span.of(self.text)  # «có nhiệm vụ», «chịu trách nhiệm» say so themselves
        if not (self.licence.may_order or charged) or (
            match.span.start > begin and self.plans(begin, match.span.start)
        ):
            return None
        verb = match.span.start
        _, edge = self.agents.subject(begin, verb)
        if _WHICH.search(self.text[begin:edge]) or _THIS_IS.match(self.text, begin):
            return None  # «những nội dung mà Bộ cần quan tâm», «Đây là việc cần làm ngay»
        phrase = self.agents.read(edge, verb) if edge < verb else None
        if phrase is not None and phrase.atoms and phrase.atoms[0].person is None:
            parted = (
                "," in self.text[phrase.end : verb]
            )  # «lưu ý trách nhiệm của các lực lượng, cần quyết liệt»
            return self.finish(match.span.end if parted else edge, match, "modal", phrase=phrase)
        if match.rule.text("needs") == "subject" or charged:
            return None
        breaks = [m.end() for m in _BREAK.finditer(self.text, begin, verb)]
        clause = breaks[-1] if breaks else begin
        if edge < verb or not self.text[clause:verb].strip(_CLOSING):
            return self.finish(match.span.end, match, "modal")
        if not self.opens_duty(match.span.end):
            return None  # «cán bộ đó phải nghỉ việc» is a tale
        spoken = _THINKS.search(self.text, begin, verb)
        if (
            spoken
            or self.licence.quoted
            or self.licence.running
            or self.text[begin:verb].rstrip().endswith(",")
        ):
            start = (
                match.span.end
                if self.text[begin:verb].rstrip().endswith(",") and not breaks and not self.licence.quoted
                else clause
            )
            return self.finish(start, match, "modal")
        return None

    def opens_duty(self, start: int) -> bool:
        begin = start + len(self.text[start : self.end]) - len(self.text[start : self.end].lstrip())
        return bool(
            self.opens("act", begin)
            or re.match(r"(?:được|có|là|rõ|hết sức|thật)(?!\w)", self.text[begin : self.end])
        )

    def plans(self, start: int, end: int) -> bool:
        refuse = next(rule for rule in self.rules.rules if rule.text("role") == "refuse")
        return bool(refuse.pattern.search(self.text, start, end))

    def acts(self) -> Iterator[Order]:
        """Sentences that open with what is to be done, where orders are running or a director is quoted."""
        if not (self.licence.running or (self.licence.quoted and self.licence.may_order)):
            return
        begin = self.body_start()
        match = self.opens("act", begin)
        if match and not self.opens("praise", begin) and (order := self.finish(begin, match, "act")):
            yield order

    def refrains(self) -> Iterator[Order]:
        """Sentences that forbid, where orders are running or a director is quoted."""
        if self.licence.running or (self.licence.quoted and self.licence.may_order):
            begin = self.body_start()
            if (match := self.opens("refrain", begin)) and (order := self.finish(begin, match, "refrain")):
                yield order

    def unit_acts(self) -> Iterator[Order]:
        """«Bộ Xây dựng chuẩn bị nội dung …», where orders are running."""
        if not self.licence.following:
            return
        begin = self.body_start()
        phrase = self.agents.read(begin, self.end)
        if (
            not phrase.atoms
            or any(a.person is not None for a in phrase.atoms)
            or _TENSED.match(self.text, phrase.end)
        ):
            return
        action = (
            phrase.end
            + len(self.text[phrase.end : self.end])
            - len(self.text[phrase.end : self.end].lstrip(" ,"))
        )
        if (match := self.opens("act", action)) and (
            order := self.finish(begin, match, "unit", phrase=phrase)
        ):
            yield order
