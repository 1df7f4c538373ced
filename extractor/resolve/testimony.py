"""Testimony: a text as one that orders: its agents, who speaks where, and who in it gives orders."""

from bisect import bisect_left, bisect_right

from extractor.annotations import Agent, DocumentFinding, HeaderFinding
from extractor.resolve.agents import Agents
from extractor.resolve.issuers import (
    announcer_of,
    chair_of,
    decider_of,
    issuer_of,
    law_from,
    reports_upwards,
    title_agent,
)
from extractor.resolve.leads import Mode, lead_mode
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import rule, words
from extractor.resolve.orders import Frame, Licence, Order
from extractor.resolve.papers import tells_of_issue
from extractor.resolve.quotes import Quote, find_quotes, stands_alone
from extractor.resolve.recall import addressed_units
from extractor.resolve.speakers import Voice
from extractor.resolve.voices import Voices
from extractor.resolve.wills import leads_state, stands_high
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.folding import fold
from models.spans import Span
from models.vocabulary import Kind

_OVER = 4  # sentences without a directive after which what was conveyed is over
_NEAR_ORDER = 3  # sentences after an order within which its voice goes on
_HEARD = 4  # sentences after a speaker was heard within which what is said is still theirs
_BIDS = 500  # characters after a speaker was heard within which an order with no subject is theirs
_NEAR = 200  # characters before an order within which a speaker still introduces it


_FREELY = Licence(may_order=True, speaking=True, running=True, following=True)  # whatever the surroundings


class Testimony:
    """Who says what in one text; sentences are counted among those of the body only."""

    def __init__(self, layout: Layout, document: DocumentFinding, agents: Agents) -> None:
        """Follow the voices through the text, then find who gives orders."""
        self.layout = layout
        self.agents = agents
        self.official = document.kind is not Kind.NEWS
        self.reports = reports_upwards(document, layout.text)
        self.issuer = decider_of(layout, document, agents) or issuer_of(document, agents)
        self.law_from = law_from(layout) if not self.official else None
        self.headline = fold(document.title.of(layout.text)) if document.title else ""
        self.told = tuple(line.span for line in (document.header or document.printed or HeaderFinding()).to)
        self.addressed = addressed_units(document, agents)
        self.announcer = announcer_of(layout, agents)
        if self.announcer is None and document.header and document.header.type == "Thông báo":
            self.announcer = self.issuer
        self.minutes = document.kind is Kind.MINUTES
        self.chair = chair = chair_of(layout, agents) if self.minutes else None
        default = chair or self.issuer or title_agent(document, agents)
        self.voices = Voices(layout, agents, find_quotes(layout), Voice(default), official=self.official)
        self.voice_of = dict(self.voices.walk())
        self.directors = frozenset([chair]) if chair else frozenset(self._directors())
        body = [i for i, s in enumerate(layout.sentences) if layout.is_body(s.span.start)]
        self.place = {i: n for n, i in enumerate(body)}

    def _directors(self) -> set[Agent]:
        """Return who gives orders: subjects of orders and of lead-ins, and those whose will is passed on."""
        found: set[Agent] = {self.issuer} if self.issuer else set()
        for i, voice in self.voice_of.items():
            sentence = self.layout.sentences[i]
            if not self.layout.is_body(sentence.span.start):
                continue
            if voice.principal is not None:
                found |= {agent for agent in (voice.principal, voice.speaker) if agent}
            order = read_order(self.agents, sentence.span, Licence())
            in_item = self.layout.blocks[sentence.block].kind is BlockKind.ITEM
            duty = order is not None and order.bare and voice.will != order.said_by
            if order and order.said_by and not duty and (order.said_by.kind == "person" or not in_item):
                found.add(order.said_by)
            elif self._bids(sentence.span, voice) or self._charges(sentence.span, voice):
                found |= {agent for agent in (voice.will,) if agent}
            elif voice.speaker and voice.said:
                told = sentence.span.of(self.agents.text)
                wills = self._issues(voice, i) or self._leads_in(voice.speaker, told)
                found |= {voice.speaker} if wills else set()
        return {agent for agent in found if self.agents.may_order(agent) and not self.agents.is_foreign(agent)}

    def _leads_in(self, speaker: Agent, words: str) -> bool:
        """Whether a sentence opens a list of orders; in an article a person's may stand in the same sentence."""
        head = words if self.official or speaker.kind == "unit" else words.partition(": ")[0] + ":"
        return any(lead_mode(part) is not Mode.NONE for part in {words, head})

    def _bids(self, span: Span, voice: Voice) -> bool:
        """Whether a sentence of an article orders with no subject, of one heard right before: «Đồng thời giao …»."""
        if self.official or voice.will is None or voice.said is None or span.start - voice.said.start > _BIDS:
            return False
        order = read_order(self.agents, span, Licence(may_order=True))
        return order is not None and order.frame is Frame.ORDER and bool(order.phrase and order.phrase.atoms)

    def _charges(self, span: Span, voice: Voice) -> bool:
        """Whether one who leads the state holds in an article that a body or group must act: «Bộ Y tế cần rà soát»."""
        will, said = voice.will, voice.said
        if self.official or voice.answering or will is None or said is None or span.start - said.start > _BIDS:
            return False
        if not leads_state(self.agents, will) or self._others_say(span, None):
            return False
        order = read_order(self.agents, span, Licence(may_order=True, speaking=True))
        return order is not None and order.frame is Frame.MODAL and bool(order.phrase and order.phrase.starts_with_unit)

    def says_headline(self, span: Span) -> bool:
        """Whether words only say the title again: «… năm 2025.Thủ tướng yêu cầu ứng phó bão số 9», glued to a lead."""
        if not self.headline or not len(self.headline) <= span.length <= 2 * len(self.headline):
            return False
        return fold(span.of(self.layout.text)).strip(" .") == self.headline

    def voice(self, i: int, since: int) -> Voice:
        """Return the voice of sentence `i`, `since` sentences after the last directive."""
        voice = self.voice_of[i]
        told = self.layout.sentence_at(voice.said.start) if voice.said else -_OVER
        if voice.principal and voice.speaker and since > _OVER and i - told > _OVER:
            return Voice(voice.speaker, None, voice.answering, voice.said)
        return voice

    def licence(self, span: Span, voice: Voice, since: int, *, ordering: bool = False) -> Licence:
        """Return what the surroundings of `span` allow, `since` sentences after the last directive.

        `ordering`: a document that orders has said that what follows are its orders.
        """
        quote = self.voices.quote_at(span.start)
        attributed = quote is not None and self.voices.is_attributed(quote)
        alone = quote is not None and not attributed and stands_alone(self.layout, quote)
        said = attributed or (alone and self._goes_on(span, voice, since))
        clause = quote is None or (self._is_clause(span, quote) and not self._is_name(span, quote))
        heard = not voice.answering and (quote is None or said) and clause
        heard = heard and not self._others_say(span, quote)
        told = self._by_paper(voice, self.layout.sentence_at(span.start)) and self._accordingly(span)
        running = heard and (ordering or told or since <= 2)  # noqa: PLR2004  # one sentence may come between
        return Licence(
            may_order=heard and voice.will in self.directors and not (self.reports and voice.will == self.issuer),
            speaking=heard and (attributed or told or self._goes_on(span, voice, since)),
            running=running,
            following=heard and (ordering or told or since <= 1),
            quoted=said and quote is not None and self._is_clause(span, quote),
            official=self.official,
            leaders=self.directors if running or self.official else frozenset(),  # whom else nobody asks for
        )

    def _issues(self, voice: Voice, i: int) -> bool:
        """Whether the voice issued a paper in sentence `i` of an article, and the next tells what it orders."""
        below = self.layout.sentences[i + 1].span if i + 1 < len(self.layout.sentences) else None
        if below is None or not (self._by_paper(voice, i) and self._accordingly(below)):
            return False
        order = read_order(self.agents, below, _FREELY) if stands_high(self.agents, voice.will) else None
        return order is not None and order.phrase is not None and order.phrase.starts_with_unit

    def _by_paper(self, voice: Voice, i: int) -> bool:
        """Whether sentence `i` of an article, or the one before it, tells that the voice issued a paper."""
        if self.official or voice.said is None or i - self.layout.sentence_at(voice.said.start) > 1:
            return False
        return tells_of_issue(voice.said.of(self.layout.text))

    def _accordingly(self, span: Span) -> bool:
        """Whether a sentence tells what the paper says: «Theo đó, các bệnh viện …»."""
        return words("accordingly").match(span.of(self.layout.text)) is not None

    def _goes_on(self, span: Span, voice: Voice, since: int) -> bool:
        """Whether the voice still speaks at `span`: in an article, close after it was heard or an order."""
        if self.official or since <= _NEAR_ORDER:
            return True
        if voice.said is None or voice.will is None or voice.will.kind != "person":
            return False
        here, told = (self.place.get(self.layout.sentence_at(at), 0) for at in (span.start, voice.said.start))
        return here - told <= _HEARD

    def _others_say(self, span: Span, quote: Quote | None) -> bool:
        """Whether a sentence of an article tells what a group holds: «nhiều đại biểu cho rằng cần sửa luật»."""
        return not self.official and quote is None and bool(rule("others-say").search(span.of(self.layout.text)))

    def _is_name(self, span: Span, quote: Quote) -> bool:
        """Whether what is quoted at `span` is the name of something: «bài viết “Chống lãng phí”»."""
        before = self.layout.text[max(0, quote.span.start - _NEAR) : quote.span.start - 1].rstrip()
        named = words("names-a-quote").search(before) and not words("before-quote").search(before)
        return span.start <= quote.span.start + 1 and bool(named)

    def _is_clause(self, span: Span, quote: Quote) -> bool:
        """Whether what is quoted at `span` is a clause, not the end of the reporter's: «điều này “không lợi”»."""
        if span.start > quote.span.start + 1:
            return True
        before = self.layout.text[max(0, quote.span.start - _NEAR) : quote.span.start - 1].rstrip()
        first = quote.span.of(self.layout.text).lstrip()[:1]
        return first.isupper() or not before or before[-1] in ".:,;?!\n" or bool(words("before-quote").search(before))

    def is_nobodys(self, issuer: Agent | None, order: Order) -> bool:
        """Whether an order is none: «UBND cấp tỉnh có trách nhiệm …» explains the law, or a body asks one above it."""
        named = order.phrase is not None and bool(order.phrase.units)
        if issuer is None and not self.official and not named:
            return True
        return order.rule == "đề nghị" and self._asks_above(issuer, order)

    def _asks_above(self, issuer: Agent | None, order: Order) -> bool:
        """Whether a body asks the one it is part of: «Văn phòng UBND tỉnh … đề nghị UBND tỉnh chỉ đạo»."""
        told = order.phrase.units if order.phrase else ()
        if issuer is None or issuer.kind != "unit" or len(told) != 1 or told[0] == issuer.index:
            return False
        return self.agents.units[issuer.index].name.endswith(f" {self.agents.units[told[0]].name}")

    def proposes(self, order: Order) -> bool:
        """Whether an order is the issuer's in a paper to those above, which asks and orders nothing."""
        return self.reports and order.said_by in {None, self.issuer}

    def attribute(self, order: Order, voice: Voice, span: Span) -> tuple[Agent | None, Agent | None]:
        """Return issuer and conveyor of an order: its own subject first, then the voice."""
        subject = order.said_by
        if subject is not None and order.by_leaders and self.leads(voice.speaker, subject):
            return voice.speaker, None  # «ông Khánh, Giám đốc Sở, cho biết lãnh đạo Sở đã chỉ đạo …»
        if subject is None or subject == voice.will or (order.by_leaders and voice.will):
            return voice.will, voice.conveyor
        near = voice.said is not None and span.start - _NEAR <= voice.said.start
        told = subject.kind == "person" and (near or voice.principal == subject)
        return subject, voice.speaker if told and voice.speaker != subject else None

    def leads(self, agent: Agent | None, unit: Agent | None) -> bool:
        """Whether a person holds an office in a unit."""
        if agent is None or agent.kind != "person" or unit is None or unit.kind != "unit":
            return False
        return any(position.unit == unit.index for position in self.agents.people[agent.index].positions)

    def segments(self, span: Span) -> list[Span]:
        """Cut a sentence at the quotations in it that no order introduces."""
        cut: list[Span] = []
        start = span.start
        quotes = self.voices.quotes
        first = bisect_right(quotes, span.start, key=lambda quote: quote.span.end)
        stop = bisect_left(quotes, span.end, key=lambda quote: quote.span.start)
        for quote in quotes[first:stop]:
            inside = quote.span
            if inside.start < start < inside.end < span.end:  # the quotation began in a sentence before
                cut.append(Span(start, inside.end))
                start = inside.end + 1
            elif start <= inside.start < span.end:
                head = Span(start, inside.start - 1)
                if head.length > 0 and read_order(self.agents, Span(start, min(inside.end, span.end)), _FREELY):
                    continue  # «yêu cầu “không để chậm”» is one order
                cut.extend([head] if head.length > 0 else [])
                cut.append(Span(inside.start, min(inside.end, span.end)))
                start = min(inside.end + 1, span.end)
        return [*cut, Span(start, span.end)] if start < span.end else cut
