"""Voices: who speaks in each sentence, and whose will is told.

A voice lasts until another speaks. A speaker who passes on someone's will (`truyền đạt ý kiến chỉ đạo của Bộ trưởng`)
has that person as principal until giving an order of his or her own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import verbs, words
from extractor.resolve.orders import Frame, Licence, Order
from extractor.resolve.papers import paper_author
from extractor.resolve.quotes import Quote
from extractor.resolve.speakers import Voice, author, labelled, must_report, opener
from extractor.resolve.told_before import met_before
from extractor.rules.loader import Match, load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span

_MARKS = 2  # a mark and a space may stand before the words quoted
_NEXT = 4  # characters between a quotation and the sentence that tells whose it was
_GOES_ON = re.compile(r"[\s.…]*[,–-]\s*")


class Voices:
    """The voice of every sentence of one text."""

    def __init__(
        self, layout: Layout, agents: Agents, quotes: tuple[Quote, ...], default: Voice, *, official: bool
    ) -> None:
        """Follow the text from sentence to sentence; `default` speaks before anyone else does."""
        self.layout = layout
        self.agents = agents
        self.quotes = quotes
        self.default = default
        self.official = official

    def walk(self) -> Iterator[tuple[int, Voice]]:
        """Yield each sentence's index and its voice, as known once the sentence is read."""
        voice = self.default
        for i, sentence in enumerate(self.layout.sentences):
            # «3. Bộ Xây dựng chỉ đạo …, báo cáo …»: in an item people act, nobody speaks
            in_item = self.layout.blocks[sentence.block].kind is BlockKind.ITEM
            if self.layout.is_body(sentence.span.start) and (not in_item or self.quote_at(sentence.span.start)):
                voice = self._through(sentence.span, self.of(sentence.span, voice))
            yield i, voice

    def _through(self, span: Span, voice: Voice) -> Voice:
        """Return the voice that goes on after an order in the sentence: «ông Dũng cho biết Thủ tướng yêu cầu …»."""
        order = read_order(self.agents, span, Licence())
        if (
            order is None
            or order.said_by is None
            or order.by_leaders
            or order.said_by in {voice.speaker, voice.principal}
            or self._is_told(order.said_by)
            or (order.bare and self._directs_for(order.said_by, voice))
        ):
            return voice
        if order.said_by.kind == "person" and voice.speaker and voice.said and voice.said.start >= span.start:
            return voice._replace(principal=order.said_by, answering=False)
        return Voice(order.said_by, said=order.trigger)

    def of(self, span: Span, before: Voice) -> Voice:
        """Return the voice of `span`, `before` being that of what stands above."""
        quote = self.quote_at(span.start)
        told = self._attribution(quote, before) if quote is not None else None
        spoken = told.owned(before.will) if told is not None else None
        if quote is not None and spoken is not None:
            inner = self._explicit(span.start, min(span.end, quote.span.end), before)
            if inner is not None and inner.speaker == spoken.speaker:
                return inner
            if (
                spoken.principal is None
                and not self._wills(spoken)
                and spoken.speaker in {before.speaker, before.principal}
            ):
                return before._replace(answering=spoken.answering, said=spoken.said)
            return spoken
        return self._explicit(span.start, span.end, before) or before

    def quote_at(self, position: int) -> Quote | None:
        """Return the quotation that holds `position` (or opens there)."""
        at = bisect_right(self.quotes, position + _MARKS, key=lambda q: q.span.start) - 1
        return self.quotes[at] if at >= 0 and position < self.quotes[at].span.end else None

    def is_attributed(self, quote: Quote) -> bool:
        """Whether the text says whose the quotation is; «chuyên mục “Lấy ý kiến người dân”» is nobody's."""
        return self._attribution(quote, Voice(Agent("person", -1))) is not None

    def _matches(self, start: int, end: int) -> list[Match]:
        return load_rules("speech").all(self.layout.text, start, end)

    def principal(self, span: Span) -> Agent | None:
        """Return the last person named in `span`, else its first unit."""
        found = self.agents.within(span.start, span.end)
        people = [atom for atom in found if atom.person is not None]
        if people:
            return Agent("person", people[-1].person or 0)
        return next((Agent("unit", atom.units[0]) for atom in found if atom.units), None)

    def _explicit(self, start: int, end: int, before: Voice) -> Voice | None:
        """Return the voice that the words of `[start, end)` name."""
        if not self.official and (whose := labelled(self.agents, Span(start, end))):
            return Voice(whose, said=Span(start, start + 1))
        order = self._order_in(Span(start, end))
        inside = order.span.start if order else end  # what is said inside an order is no speech: «… báo cáo Bộ trưởng»
        matches = [m for m in self._matches(start, end) if m.span.start < inside]
        for read in (self._told, self._conveyed, self._followed):
            for match in matches:
                if voice := read(match, Span(start, end), before):
                    return voice
        return self._spoken(matches, start, before)

    def _order_in(self, span: Span) -> Order | None:
        """Return the order that a sentence gives, though it may name nobody as giving it: «Đồng thời giao Bộ X …»."""
        order = read_order(self.agents, span, Licence())
        if order or self.official or not verbs("order").all(self.agents.text, *span):
            return order
        order = read_order(self.agents, span, Licence(may_order=True))
        return order if order and order.frame is Frame.ORDER and order.phrase and order.phrase.units else None

    def _told(self, match: Match, _span: Span, _before: Voice) -> Voice | None:
        """«Ý kiến chỉ đạo của Thủ tướng được Bộ trưởng X truyền đạt»."""
        if match.rule.text("role") != "told" or not (principal := self.principal(match.spans["principal"])):
            return None
        speaker, _ = self.agents.subject(*match.spans["speaker"])
        return Voice(speaker, principal, said=match.span)

    def _conveyed(self, match: Match, span: Span, before: Voice) -> Voice | None:
        """«Truyền đạt ý kiến của Bộ trưởng X, Chánh Văn phòng Y cho biết»."""
        if match.rule.text("role") != "conveys" or not (principal := self.principal(match.spans["principal"])):
            return None
        speaker = self._speaker(span.start, match.span.start, before) or self._opener(match, span)
        return Voice(speaker or before.speaker, principal, said=match.span)

    def _followed(self, match: Match, _span: Span, before: Voice) -> Voice | None:
        """«Theo chỉ đạo của Thủ tướng, …» (a will passed on), «Theo Thủ tướng, …» (his own words)."""
        if match.rule.text("role") != "follows" or not (principal := self.principal(match.spans["principal"])):
            return None
        ordered = words("ordered").search(match.span.of(self.layout.text))
        return Voice(before.speaker if ordered else principal, principal if ordered else None, said=match.span)

    def _spoken(self, matches: list[Match], start: int, before: Voice) -> Voice | None:
        """Return who says something in the sentence: a person who says before one who answers, either before a unit."""
        best: tuple[int, Voice] | None = None
        teller: Agent | None = None
        for match in matches:
            role = match.rule.text("role")
            if role not in {"says", "reports"} or not (speaker := self._speaker(start, match.span.start, before)):
                continue
            if self._is_told(speaker) or (
                role == "reports" and (self.official or must_report(self.agents, speaker, match.span.end))
            ):
                continue
            said = match.span.of(self.layout.text)
            duty = said == "chỉ đạo" and self.agents.acts_at(match.span.start)
            if duty and self._directs_for(speaker, before):
                continue
            if teller and teller != speaker and speaker.kind == "person" and words("own-will").fullmatch(said):
                return Voice(teller, speaker, said=match.span)  # «ông Dũng cho biết: Thủ tướng yêu cầu …»
            if speaker.kind == "person" and words("tells").fullmatch(said):
                teller = speaker
            rank = (speaker.kind != "person") * 2 + (role == "reports")
            if best is None or rank < best[0]:
                best = rank, Voice(speaker, answering=role == "reports", said=match.span)
        if best is None:
            return None
        voice = best[1]
        if voice.speaker == before.speaker and not voice.answering and not self._wills(voice):
            return before._replace(answering=False, said=voice.said)
        same = voice.speaker == before.principal and not voice.answering
        return before._replace(said=voice.said) if same else voice

    @staticmethod
    def _directs_for(unit: Agent, voice: Voice) -> bool:
        """Whether a body that directs without more does so on the orders of the person who has the word."""
        return unit.kind == "unit" and voice.will is not None and voice.will.kind == "person"

    def _is_told(self, speaker: Agent) -> bool:
        """Whether `speaker` takes no word: in a document that orders, units other than its issuer are told."""
        return self.official and speaker.kind == "unit" and speaker != self.default.speaker

    def _wills(self, voice: Voice) -> bool:
        """Whether the words say that the speaker wills it himself: «ông Dũng lưu ý»."""
        return voice.said is not None and bool(words("own-will").fullmatch(voice.said.of(self.layout.text)))

    def _opener(self, match: Match, span: Span) -> Agent | None:
        """Return the subject after an opening clause: «truyền đạt ý kiến của Bộ trưởng, Chánh Văn phòng cho biết»."""
        for verb in self._matches(match.span.end, span.end):
            if verb.rule.text("role") == "says":
                return self._speaker(match.span.end, verb.span.start, Voice())
        return None

    def _speaker(self, start: int, verb: int, before: Voice) -> Agent | None:
        agent, edge = self.agents.subject(start, verb)
        met = met_before(self.agents, start, edge, verb)
        agent = met[0] if met else opener(self.agents, start, (edge, verb)) or agent
        if agent is not None and words("given-before").search(self.layout.text[max(start, edge - 40) : edge]):
            return None  # «nhiệm vụ Chính phủ giao» is no speech
        body = agent is not None and agent.kind == "unit"
        if body and before.will and words("leaders-of").match(self.layout.text, edge):
            return before.will
        if agent is not None:  # of «nguồn tin của báo Tuổi Trẻ cho biết» the paper wills nothing
            return agent if self.official or agent.kind == "person" or self.agents.may_order(agent) else None
        if (issued := author(self.agents, start, verb)) is not None:
            return issued
        left = self.layout.text[max(start, verb - 60) : verb]
        if words("document-before").search(left):
            return before.will or paper_author(self.agents, verb - 1)
        return before.will if words("pronoun-before").search(left) else None

    def _attribution(self, quote: Quote, before: Voice) -> Voice | None:
        """Return whose the quotation is, by the words after it, else by those before it in its sentence."""
        text, span = self.layout.text, quote.span
        asked = Voice(principal=before.will)
        block = self.layout.blocks[self.layout.block_at(span.end - 1)].span
        after = span.end + 1
        dashed = _GOES_ON.match(text, after, block.end)  # «”… – ông Điệp nhấn mạnh»: the sentence may seem to end
        here = self.layout.sentences[self.layout.sentence_at(dashed.end() if dashed else span.end)].span
        stop = min(block.end, here.end)
        if after < stop and (found := self._explicit(after, stop, asked)):
            return found
        told = next((m for m in self._matches(after, block.end) if m.rule.text("role") == "told"), None)
        if told is not None and told.span.start - after <= _NEXT and (found := self._told(told, told.span, asked)):
            return found
        opening = self.layout.sentences[self.layout.sentence_at(max(0, span.start - _MARKS))].span.start
        return self._explicit(opening, span.start - 1, asked) if opening < span.start - 1 else None
