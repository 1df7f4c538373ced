"""Stage `directives`: who wills what of whom by when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import (
    Agent,
    Clue,
    DateFinding,
    DirectiveFinding,
    DocumentFinding,
    EnumeratorFinding,
    PersonFinding,
    Reason,
    UnitFinding,
)
from extractor.resolve import duties
from extractor.resolve.agents import Agents
from extractor.resolve.leads import Lead, Mode, heading_mode, lead_mode, lead_of_order
from extractor.resolve.orders import Licence, Order, read_order, says_nothing_yet
from extractor.resolve.quotes import find_quotes
from extractor.resolve.voices import Voice, Voices
from extractor.rules.loader import load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import AddresseeKind, Kind

_FIRST = {"1.", "1)", "1/", "(1)", "(i)", "i)", "a)", "a.", "(a)", "i.", "thứ nhất", "một là"}
_CLOSES_LIST = re.compile(r"(?:hoàn thành|báo cáo|gửi báo cáo|thời hạn|thời gian hoàn thành)(?!\w)", re.IGNORECASE)
_COLON = re.compile(r"\s*:\s*")
_CREDIT = re.compile(r"\(?Ảnh\b|\(?Nguồn ảnh", re.IGNORECASE)
_RULES = "directive_verbs.toml"


class _Walk:
    """Reads one text from top to bottom; `found` grows in reading order."""

    def __init__(self, layout: Layout, document: DocumentFinding, agents: Agents, dates: tuple[DateFinding, ...]) -> None:
        self.layout = layout
        self.agents = agents
        self.dates = dates
        self.header_issuer = _header_issuer(document, agents)
        self.official = document.kind is not Kind.NEWS
        self.announces = bool(document.header and document.header.type == "Thông báo")
        quotes = find_quotes(layout)
        chair = _chair(layout, agents) if document.kind is Kind.MINUTES else None
        default = chair or self.header_issuer or _title_agent(document, agents)
        self.voices = Voices(layout, agents, quotes, Voice(default))
        self.voice_of = dict(self.voices.walk())
        self.directors = self._directors()
        self.found: list[DirectiveFinding] = []
        self.contexts: dict[int, Lead] = {}
        self.pending = Lead()
        self.lead = Lead()
        body = [i for i, s in enumerate(layout.sentences) if layout.is_body(s.span.start)]
        self.place = {i: n for n, i in enumerate(body)}  # place of a sentence among those of the body
        self.last_directive = -10  # place of the sentence that last held a directive
        self.group: list[int] = []  # directives of the list now open

    def _directors(self) -> set[Agent]:
        """Return who gives orders in this text: subjects of orders, and those whose will is passed on."""
        directors: set[Agent] = {self.header_issuer} if self.header_issuer else set()
        for i, voice in self.voice_of.items():
            sentence = self.layout.sentences[i].span
            if not self.layout.is_body(sentence.start):
                continue
            if voice.principal is not None:
                directors |= {agent for agent in (voice.principal, voice.speaker) if agent}
            in_item = self.layout.blocks[self.layout.sentences[i].block].kind is BlockKind.ITEM
            order = read_order(self.agents, sentence, Licence())
            if order is not None and order.said_by is not None and (order.said_by.kind == "person" or not in_item):
                directors.add(order.said_by)
            elif lead_mode(sentence.of(self.layout.text)) is not Mode.NONE and voice.speaker and voice.said:
                directors.add(voice.speaker)
        return directors

    def run(self, enumerators: tuple[EnumeratorFinding, ...]) -> tuple[DirectiveFinding, ...]:
        by_block: dict[int, list[int]] = {}
        for i, mark in enumerate(enumerators):
            by_block.setdefault(self.layout.block_at(mark.span.start), []).append(i)
        children = {mark.parent for mark in enumerators}
        for b, block in enumerate(self.layout.blocks):
            if block.kind is BlockKind.HEADING:
                self.pending = Lead(heading_mode(block.span.of(self.layout.text), Mode.NONE)) if self.official else self.pending
            if not self.layout.is_body(block.span.start):
                continue
            marks = by_block.get(b, [])
            end = enumerators[marks[0]].span.start if marks else block.span.end
            belongs = self._belongs(enumerators, by_block, b) if not marks else None
            if end > block.span.start:
                self.paragraph(Span(block.span.start, end), belongs)
            for i in marks:
                self.item(enumerators, i, has_children=i in children)
            self.tail(enumerators, marks, block.span)
        return tuple(self.found)

    def tail(self, enumerators: tuple[EnumeratorFinding, ...], marks: list[int], block: Span) -> None:
        """Read the sentences that follow the last inline item of a block."""
        if marks and not block.start == enumerators[marks[-1]].span.start:
            after = enumerators[marks[-1]].item.end
            starts = [s.span for s in self.layout.sentences if after < s.span.start < block.end]
            if starts:
                self.paragraph(Span(starts[0].start, block.end), None)

    def _belongs(self, enumerators: tuple[EnumeratorFinding, ...], by_block: dict[int, list[int]], b: int) -> int | None:
        """Return the directive of the item that an unnumbered paragraph belongs to: one before, one of its list after."""
        before = next((by_block[i] for i in range(b - 1, max(-1, b - 6), -1) if i in by_block), None)
        after = next((by_block[i] for i in range(b + 1, min(len(self.layout.blocks), b + 6)) if i in by_block), None)
        if not before or not after or enumerators[after[0]].number.lower() in _FIRST:
            return None
        top = before[-1]
        while enumerators[top].parent is not None and enumerators[top].style != enumerators[after[0]].style:
            top = enumerators[top].parent or 0
        lead = self.contexts.get(top)
        return lead.parent if lead and enumerators[top].style == enumerators[after[0]].style else None

    def segments(self, sentence: Span) -> Iterator[Span]:
        """Cut a sentence at the quotations in it that no order introduces."""
        start = sentence.start
        for quote in self.voices.quotes:
            if quote.span.end <= start or quote.span.start >= sentence.end or quote.span.start < start:
                if quote.span.start < start < quote.span.end < sentence.end:
                    yield Span(start, quote.span.end)
                    start = quote.span.end + 1
                continue
            head = Span(start, quote.span.start - 1)
            if head.length > 0 and read_order(self.agents, Span(start, min(quote.span.end, sentence.end)), Licence()):
                continue
            if head.length > 0:
                yield head
            yield Span(quote.span.start, min(quote.span.end, sentence.end))
            start = min(quote.span.end + 1, sentence.end)
        if start < sentence.end:
            yield Span(start, sentence.end)

    def paragraph(self, span: Span, belongs: int | None) -> None:
        """Read running text sentence by sentence; its last sentence may be the lead-in of a list."""
        text = self.layout.text
        first = self.layout.sentence_at(span.start)
        self.pending = Lead()
        for i in range(first, len(self.layout.sentences)):
            sentence = self.layout.sentences[i].span
            if sentence.start >= span.end:
                break
            sentence = Span(max(sentence.start, span.start), min(sentence.end, span.end))
            if sentence.length <= 0 or _CREDIT.match(text, sentence.end + 1):
                continue
            for segment in self.segments(sentence):
                self.sentence(i, segment, belongs, closes=segment.end >= span.end)

    def since(self, i: int) -> int:
        """Sentences of the body since the last one that held a directive."""
        return self.place.get(i, 0) - self.last_directive

    def licence(self, i: int, segment: Span, voice: Voice) -> Licence:
        quote = self.voices.quote_at(segment.start)
        return Licence(
            may_order=not voice.answering and voice.will in self.directors,
            running=self.since(i) <= 2 and not voice.answering,  # noqa: PLR2004  # one sentence may come between
            following=self.since(i) <= 1 and not voice.answering,
            quoted=quote is not None and segment.start < quote.span.end,
            administrative=self.official,
            leaders=frozenset(self.directors),
        )

    def sentence(self, i: int, segment: Span, belongs: int | None, *, closes: bool) -> None:
        voice = self.voice_of[i]
        if voice.principal and voice.speaker and self.since(i) > 4:  # noqa: PLR2004  # what was conveyed is over
            voice = replace(voice, principal=None)
        order = read_order(self.agents, segment, self.licence(i, segment, voice))
        words = segment.of(self.layout.text)
        mode = lead_mode(words) if closes else Mode.NONE
        attributed = next(rule for rule in load_rules("speech").rules if rule.text("role") == "attributed")
        if i and (found := attributed.pattern.match(words)):
            whose = Span(segment.start + found.start("principal"), segment.start + found.end("principal"))
            self.attributed(i - 1, self.voices.principal(whose))
        if order is None:
            if mode is not Mode.NONE:
                self.pending = Lead(mode, voice.will, voice.conveyor, words=segment)
            return
        issuer, conveyor = self.attribute(order, voice, segment)
        if mode is not Mode.NONE and says_nothing_yet(order.span.of(self.layout.text)):
            self.pending = lead_of_order(self.agents, order, segment, (issuer, conveyor), self.dates)
            return
        lead = Lead(Mode.ORDER, issuer, conveyor, parent=belongs)
        if self.found and not (order.phrase and order.phrase.atoms) and self._goes_on(i, issuer, order):
            lead = replace(lead, addressees=self.found[-1].addressees, addressee_texts=self.found[-1].addressee_texts)
        index = self.emit(order.span, order, lead, None, segment)
        self.last_directive = self.place.get(i, 0)
        if mode is not Mode.NONE:
            self.pending = self.handed_down(index)
        if belongs is not None or _CLOSES_LIST.match(order.span.of(self.layout.text)):
            self.close_list(index, belongs)

    def attributed(self, i: int, issuer: Agent | None) -> None:
        """Take the sentence before «Đó là chỉ đạo của Thủ tướng» for that order."""
        before = self.layout.sentences[i].span
        if self.since(i) == 0 or not self.layout.is_body(before.start):
            return
        licence = Licence(may_order=True, running=True, following=True, quoted=True)
        if order := read_order(self.agents, before, licence):
            self.emit(order.span, order, Lead(Mode.ORDER, issuer), None, before)
            self.last_directive = self.place.get(i, 0)

    def _goes_on(self, i: int, issuer: Agent | None, order: Order) -> bool:
        """Whether an order without addressee is to the same as the one before: «Cần có …» after «yêu cầu Bộ …»."""
        same_block = self.layout.sentences[i].block == self.layout.block_at(self.found[-1].span.start)
        near = self.since(i) <= 3  # noqa: PLR2004  # two sentences may come between
        return self.found[-1].issuer == issuer and (same_block or (near and order.frame not in {"order", "clause"}))

    def attribute(self, order: Order, voice: Voice, segment: Span) -> tuple[Agent | None, Agent | None]:
        """Return issuer and conveyor of an order, by its own subject first, then by the voice."""
        subject = order.said_by
        if subject is None or subject == voice.will:
            return voice.will, voice.conveyor
        if order.by_leaders and voice.will:
            return voice.will, voice.conveyor  # «Lãnh đạo Chính phủ yêu cầu»: the one of whom the text tells
        near = voice.said is not None and segment.start - 200 <= voice.said.start
        speaker = voice.speaker if subject.kind == "person" and (near or voice.principal == subject) else None
        return subject, speaker if speaker != subject else None

    def handed_down(self, index: int) -> Lead:
        """Return what the directive at `index` hands down to items below it."""
        d = self.found[index]
        return Lead(
            Mode.ORDER, d.issuer, d.conveyed_by, d.addressees, d.addressee_texts, (), (), d.strength, (), index, d.span
        )  # fmt: skip

    def close_list(self, index: int, belongs: int | None) -> None:
        """Give the date of a closing sentence to the items above it that have none."""
        closing = self.found[index]
        if closing.deadline is None or not _CLOSES_LIST.search(closing.span.of(self.layout.text)):
            return
        above = [i for i in self.group if i < index] if belongs is None else range(belongs, index)
        for i in above:
            if self.found[i].deadline is None:
                dues = tuple(replace(due, inherited=True) for due in closing.dues)
                self.found[i] = replace(self.found[i], deadline=closing.deadline, dues=(*self.found[i].dues, *dues))

    def item(self, enumerators: tuple[EnumeratorFinding, ...], i: int, *, has_children: bool) -> None:
        """Read one item: a heading, a line that names who must act, or a directive."""
        mark = enumerators[i]
        if mark.parent is None and (mark.number.lower() in _FIRST or mark.style in {"dash", "bullet", "plus"}):
            self.lead = self.pending if self.pending.mode is not Mode.NONE or mark.number.lower() in _FIRST else self.lead
            self.group = [] if self.pending.parent is None else [self.pending.parent]
        lead = self.contexts.get(mark.parent, self.lead) if mark.parent is not None else self.lead
        text, item = self.layout.text, mark.item
        words = item.of(text)
        begin = item.start
        if found := re.match(r"(?:Giao|Yêu cầu|Đề nghị)(?: cho)? ", words):
            begin += found.end()
        phrase = self.agents.read(begin, item.end)
        rest = text[phrase.end : item.end].strip(" ,.;:")
        if phrase.atoms and (not rest or says_nothing_yet(rest)) and (has_children or not rest):
            self.contexts[i] = self.addressed(lead, phrase.units, phrase.addressees(), item)
            return
        if has_children and (words.isupper() or words.startswith("Về ") or self._is_heading(words)):
            self.contexts[i] = replace(lead, mode=heading_mode(words, lead.mode))
            return
        index = self.directive_item(mark, lead)
        self.contexts[i] = self.handed_down(index) if index is not None else replace(lead, mode=heading_mode(words, lead.mode))

    def _is_heading(self, words: str) -> bool:
        sentence = self.agents.text.find(words)
        return len(words) < 60 and sentence >= 0 and read_order(self.agents, Span(sentence, sentence + len(words)), Licence()) is None  # noqa: PLR2004  # longer than a heading

    def addressed(self, lead: Lead, units: tuple[int, ...], texts: tuple, item: Span) -> Lead:  # type: ignore[type-arg]  # of AddresseeFinding
        mode = Mode.ORDER if lead.mode is not Mode.NONE or self.official else lead.mode
        leaders = duties.lead_units(self.agents, item, units, None)
        together = duties.coordinating_units(self.agents, item)
        return replace(
            lead, mode=mode, addressees=units, addressee_texts=texts, lead=leaders or lead.lead,
            coordinating=together or lead.coordinating, issuer=lead.issuer or self.header_issuer,
        )  # fmt: skip

    def directive_item(self, mark: EnumeratorFinding, lead: Lead) -> int | None:
        """Return the index of the directive that an item is, None where it is none."""
        text, item = self.layout.text, mark.item
        i = self.layout.sentence_at(item.start)
        voice = self.voice_of[i]
        inside = lead.mode is not Mode.NONE
        licence = Licence(may_order=inside or voice.will in self.directors, running=inside, following=inside, administrative=self.official)
        stop = min(item.end, self.layout.sentences[i].span.end)
        named = self.agents.read(item.start, item.end)
        if named.atoms and (colon := _COLON.match(text, named.end, item.end)) and inside:
            order = Order(Span(colon.end(), item.end), "named", "addressee-colon", item, phrase=named)
            return self.emit(order.span, order, lead, mark, item)
        order = read_order(self.agents, Span(item.start, stop), licence)
        if order is None and lead.mode is Mode.CONCLUSION:
            order = read_order(self.agents, item, licence)
        if order is None or (inside and not self._is_own(order, item)):
            if lead.mode is not Mode.ORDER and order is None:
                return None
            if order is None and self.agents_praise(item):
                return None
            order = Order(item, "item", "item-of-list", item, phrase=self._subject(item))
        if not inside and order.said_by is None and voice.will is None:
            return None
        if lead.mode is Mode.NONE:
            issuer, conveyor = self.attribute(order, voice, item)
            lead = replace(lead, issuer=issuer, conveyed_by=conveyor, addressees=(), addressee_texts=())
        elif order.said_by is not None and order.frame in {"order", "clause"}:
            lead = replace(lead, issuer=order.said_by)
        index = self.emit(Span(order.span.start, max(order.span.end, item.end)), order, lead, mark, item)
        self.last_directive = self.place.get(i, 0)
        return index

    def agents_praise(self, item: Span) -> bool:
        praise = next(rule for rule in load_rules("directive_verbs").rules if rule.text("role") == "praise")
        return bool(praise.pattern.match(item.of(self.layout.text)))

    def _is_own(self, order: Order, item: Span) -> bool:
        """Whether an item's own words give the order: «Giao Bộ X …», «Để …, yêu cầu Bộ X …», «… ; cần nghiên cứu …»."""
        if order.frame in {"order", "clause"}:
            if order.said_by is not None:
                return order.rule != "chỉ đạo" and order.said_by.kind == "person"
            return order.rule != "chỉ đạo" and self._subject(item) is None
        return self.agents_praise(item)

    def _subject(self, item: Span):  # noqa: ANN202  # Phrase | None
        phrase = self.agents.read(item.start, item.end)
        return phrase if phrase.atoms else None

    def emit(self, span: Span, order: Order, lead: Lead, mark: EnumeratorFinding | None, sentence: Span) -> int:
        """Add a directive: its own addressees and dates first, else what the lead hands down."""
        phrase = order.phrase
        named = phrase is not None and any(a.kind is not AddresseeKind.PERSON for a in phrase.atoms)
        units = phrase.units if phrase is not None and named else lead.addressees
        texts = phrase.addressees() if phrase is not None and named else lead.addressee_texts
        own = duties.find_dues(self.layout.text, span, self.dates)
        dues = own or tuple(replace(due, inherited=True) for due in lead.dues)
        before = Span(sentence.start, span.start) if sentence.start < span.start else None
        issuer = lead.issuer or self.voice_of[self.layout.sentence_at(span.start)].will
        conveyor = lead.conveyed_by
        if conveyor is None and self.announces and issuer is not None and issuer.kind == "person":
            conveyor = self.header_issuer
        self.found.append(
            DirectiveFinding(
                span=span,
                reason=Reason(order.rule, _RULES, (Clue("trigger", order.trigger), *duties.due_clues(own))),
                number=mark.number if mark else None,
                parent=lead.parent,
                issuer=issuer,
                conveyed_by=conveyor if conveyor != issuer else None,
                addressees=units,
                lead=duties.lead_units(self.agents, span, units, before) or lead.lead,
                coordinating=duties.coordinating_units(self.agents, span) or lead.coordinating,
                deadline=duties.deadline_of(dues, self.dates),
                addressee_texts=texts,
                dues=dues,
                polarity=duties.polarity_of(self.layout.text, span),
                strength=order.strength or lead.strength,
                product=duties.find_product(self.layout.text, span),
                condition=duties.find_condition(self.layout.text, span),
                monitor=duties.monitors(self.agents, span, units),
                lead_in=lead.words,
            )
        )
        self.group.append(len(self.found) - 1)
        return len(self.found) - 1


def _header_issuer(document: DocumentFinding, agents: Agents) -> Agent | None:
    """Who issues an administrative document: the person or body that its letterhead names."""
    span = document.header.issuer if document.header else None
    if span is None:
        return None
    inside = agents.within(span.start, span.end)
    people = [atom.person for atom in inside if atom.person is not None]
    units = [atom.units[0] for atom in inside if atom.units]
    return Agent("person", people[0]) if people else Agent("unit", units[-1]) if units else None


def _title_agent(document: DocumentFinding, agents: Agents) -> Agent | None:
    """Who opens the title of an article: «Tổ công tác của Thủ tướng nhắc các bộ»."""
    if document.title is None:
        return None
    for atom in agents.within(*document.title)[:1]:
        return Agent("person", atom.person) if atom.person is not None else Agent("unit", atom.units[0]) if atom.units else None
    return None


def _chair(layout: Layout, agents: Agents) -> Agent | None:
    """Who chairs a meeting, by its minutes."""
    for block in layout.blocks[:40]:
        if re.match(r"[*#\s-]*(?:Chủ trì|Chủ tọa)\b", block.span.of(layout.text), re.IGNORECASE):
            people = [a.person for a in agents.within(*block.span) if a.person is not None]
            if people:
                return Agent("person", people[-1])
    return None


def find_directives(
    layout: Layout,
    document: DocumentFinding,
    dates: tuple[DateFinding, ...],
    units: tuple[UnitFinding, ...],
    people: tuple[PersonFinding, ...],
    enumerators: tuple[EnumeratorFinding, ...],
) -> tuple[DirectiveFinding, ...]:
    """Return the directives of a text in reading order."""
    return _Walk(layout, document, Agents(layout.text, units, people), dates).run(enumerators)


@Language.component(
    "directives",
    assigns=["doc._.directives"],
    requires=["doc._.document", "doc._.dates", "doc._.units", "doc._.people", "doc._.enumerators"],
)
def directives(doc: Doc) -> Doc:
    """Set `doc._.directives`."""
    data = doc._
    data.directives = find_directives(data.layout, data.document, data.dates, data.units, data.people, data.enumerators)
    return doc
