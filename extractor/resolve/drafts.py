"""Drafts: the directives found so far, and what each inherits from lead-ins, parents and what stands before it."""

from collections.abc import Sequence

from extractor.annotations import AddresseeFinding, Agent, Clue, DateFinding, DirectiveFinding, DueFinding, Reason
from extractor.resolve import duties
from extractor.resolve.leads import Lead, Mode
from extractor.resolve.order_words import words as around
from extractor.resolve.orders import Frame, Licence, Order, Segment
from extractor.resolve.phrases import Phrase
from extractor.resolve.recall import named_again, recalled_units
from extractor.resolve.testimony import Testimony
from models.spans import Span

_FILE = "directive_verbs.toml"


class Drafts:
    """The directives of one text in reading order; parents are indices into `found`."""

    def __init__(self, testimony: Testimony, dates: Sequence[DateFinding]) -> None:
        """Start with none."""
        self.testimony = testimony
        self.agents = testimony.agents
        self.dates = dates
        self.found: list[DirectiveFinding] = []
        self.group: list[int] = []  # the directives of the list now open
        self.last = -10  # place of the sentence that last held a directive

    def since(self, i: int) -> int:
        """Sentences of the body between sentence `i` and the last one that held a directive."""
        return self.testimony.place.get(i, 0) - self.last

    def go_on(self, start: int) -> None:
        """Count the sentence at `start` to the directive before it, of which it names something."""
        i = self.testimony.layout.sentence_at(start)
        self.last = self.testimony.place.get(i, self.last)

    def add(self, order: Order, lead: Lead, sentence: Span, number: str | None = None) -> int:
        """Add a directive and return its index: its own addressees and dates first, else what the lead hands down."""
        span, text = order.span, self.agents.text
        units, texts = self._told_to(order, lead)
        own = duties.find_dues(text, span, self.dates)
        dues = own or tuple(due._replace(inherited=True) for due in lead.dues)
        before = Span(sentence.start, span.start) if sentence.start < span.start else None
        issuer, conveyor = self._attributed(lead, sentence)
        if issuer is not None and issuer.kind == "unit" and units == (issuer.index,):
            # «đề nghị UBND TP chỉ đạo» in an article about UBND TP: someone else asks
            issuer = self.testimony.issuer if self.testimony.official else None
        self.found.append(
            DirectiveFinding(
                span=span,
                reason=self._reason(order, lead, own, self._told_by(issuer, order, lead, sentence)),
                number=number,
                parent=lead.parent,
                issuer=issuer,
                conveyed_by=conveyor,
                addressees=units,
                lead=duties.lead_units(self.agents, span, units, before) or lead.lead,
                coordinating=duties.coordinating_units(self.agents, span) or lead.coordinating,
                deadline=duties.deadline_of(dues, self.dates),
                addressee_texts=texts,
                dues=dues,
                polarity=duties.polarity_of(text, span),
                strength=order.strength or lead.strength,
                product=duties.find_product(text, span),
                condition=duties.find_condition(text, span),
                monitor=duties.monitors(self.agents, span, units),
                lead_in=lead.words,
            )
        )
        self.group.append(len(self.found) - 1)
        self.go_on(sentence.start)
        return len(self.found) - 1

    def _told_to(self, order: Order, lead: Lead) -> tuple[tuple[int, ...], tuple[AddresseeFinding, ...]]:
        """Return who must act: those whom the order names, behind a semicolon too, else whom the lead hands down."""
        phrase, told = order.phrase, order.frame in {Frame.ORDER, Frame.CLAUSE, Frame.ITEM}
        told = told or (order.frame is Frame.MODAL and self.testimony.official)  # «Ông Bình có trách nhiệm bàn giao»
        if phrase is None or not any(told or atom.person is None for atom in phrase.atoms):
            return lead.addressees, lead.addressee_texts
        units, texts = self.units_of(phrase, order.span.start), phrase.addressees()
        more = Segment(self.agents, order.span, Licence()).further(order.span)
        if more is None:
            return units, texts
        return tuple(dict.fromkeys((*units, *more.units))), (*texts, *more.addressees())

    def units_of(self, phrase: Phrase, start: int) -> tuple[int, ...]:
        """Return the units of a phrase, with those it names again: the document's addressees or those told last."""
        again = named_again(self.agents, phrase, [one.addressees for one in self.found])
        if again is not None:
            return again
        first = min(start, phrase.atoms[0].span.start)
        return recalled_units(self.agents, phrase, first, self.testimony.addressed)

    def told(self, lead: Lead, phrase: Phrase, item: Span) -> Lead:
        """Return `lead` with the addressees that a line only names, and who leads and co-ordinates by it."""
        official = lead.mode is not Mode.NONE or self.testimony.official
        voice = self.testimony.voice_of[self.testimony.layout.sentence_at(item.start)]
        if lead.issuer is None and voice.will is not None:  # the lead-in stands further above
            lead = lead._replace(issuer=voice.will, conveyed_by=voice.conveyor)
        return lead._replace(
            mode=Mode.ORDER if official else lead.mode,
            issuer=lead.issuer or self.testimony.issuer,
            addressees=self.units_of(phrase, item.start),
            addressee_texts=phrase.addressees(),
            lead=duties.lead_units(self.agents, item, phrase.units, None) or lead.lead,
            coordinating=duties.coordinating_units(self.agents, item) or lead.coordinating,
        )

    def _attributed(self, lead: Lead, sentence: Span) -> tuple[Agent | None, Agent | None]:
        """Return issuer and conveyor; a conclusion told by an office in a thông báo is passed on by that office."""
        testimony = self.testimony
        voice = testimony.voice_of[testimony.layout.sentence_at(sentence.start)]
        issuer = lead.issuer or voice.will
        conveyor = lead.conveyed_by
        if conveyor is None and testimony.announcer and issuer is not None and issuer.kind == "person":
            conveyor = testimony.announcer
        return issuer, conveyor if conveyor != issuer else None

    def _told_by(self, issuer: Agent | None, order: Order, lead: Lead, sentence: Span) -> tuple[Clue, ...]:
        """Return what tells whose will it is: the order's subject, its lead-in, who speaks, the letterhead."""
        if issuer is None:
            return ()
        testimony = self.testimony
        voice = testimony.voice_of[testimony.layout.sentence_at(sentence.start)]
        before = Span(sentence.start, max(sentence.start, order.span.start))
        if order.said_by == issuer or self.agents.names(issuer, before):
            return (Clue("issuer: subject", order.trigger),)
        if lead.words is not None and self.agents.names(issuer, lead.words):
            return (Clue("issuer: lead-in", lead.words),)
        if voice.said is not None and issuer in {voice.speaker, voice.principal}:
            return (Clue("issuer: speaker", voice.said),)
        if lead.parent is not None and self.found[lead.parent].issuer == issuer:
            return tuple(clue for clue in self.found[lead.parent].reason.clues if clue.what.startswith("issuer: "))
        known = {testimony.issuer: "letterhead", testimony.chair: "chair"}
        return (Clue(f"issuer: {known.get(issuer, 'default')}"),)

    def _reason(self, order: Order, lead: Lead, own: Sequence[DueFinding], told_by: Sequence[Clue]) -> Reason:
        """Return the chain that decided: trigger, lead-in, speaker, issuer, addressees, deadlines."""
        voice = self.testimony.voice_of[self.testimony.layout.sentence_at(order.span.start)]
        clues = [Clue("trigger", order.trigger), Clue(f"frame: {order.frame}")]
        clues += [Clue("lead-in", lead.words)] if lead.words else []
        clues += [Clue("speaker", voice.said)] if voice.said else []
        clues += told_by
        clues += [Clue("addressee", atom.span) for atom in (order.phrase.atoms if order.phrase else ())]
        return Reason(order.rule, _FILE, (*clues, *(Clue("due", due.span) for due in own)))

    def inherited(self, i: int, order: Order, lead: Lead) -> Lead:
        """Return `lead` with the addressees of the directive before, where this order goes on with it.

        «Cần có hệ thống thông tin» after «yêu cầu Bộ rà soát» is to the same Bộ.
        """
        if not self.found or (order.phrase and order.phrase.atoms):
            return lead
        by = self.found[-1].issuer
        if by != lead.issuer and not (self.since(i) <= 1 and self.testimony.leads(by, lead.issuer)):
            return lead  # «Thứ trưởng Bộ Y tế đề nghị Sở Y tế … . Bộ cũng yêu cầu …» goes on
        layout = self.testimony.layout
        same_block = layout.sentences[i].block == layout.block_at(self.found[-1].span.start)
        subjectless = order.frame not in {Frame.ORDER, Frame.CLAUSE}
        if not (same_block or subjectless) or self.since(i) > 3:  # noqa: PLR2004  # two sentences may come between
            return lead
        last = self.found[-1]
        return lead._replace(addressees=last.addressees, addressee_texts=last.addressee_texts)

    def handed_down(self, index: int) -> Lead:
        """Return what the directive at `index` hands down to the items below it; its own date is its own."""
        parent = self.found[index]
        return Lead(
            Mode.ORDER,
            parent.issuer,
            parent.conveyed_by,
            parent.addressees,
            parent.addressee_texts,
            strength=parent.strength,
            parent=index,
            words=parent.span,
        )

    def _list_above(self, index: int) -> list[int]:
        """Return the items of the open list right above `index`, and the directive they stand under."""
        items = [i for i in self.group if i < index and self.found[i].number is not None]
        parents = {self.found[i].parent for i in items}
        return [i for i in self.group if i < index and (i in items or i in parents)]

    def close_list(self, index: int, belongs: int | None) -> None:
        """Give the date of a closing sentence («Hoàn thành trước ngày …») to the items above it that have none.

        `belongs` is the directive whose paragraph the sentence is, None where it closes the whole list.
        """
        closing = self.found[index]
        words = closing.span.of(self.agents.text)
        says_so = around("closes-a-list").search(words) if belongs is not None else around("closes-a-list").match(words)
        if closing.deadline is None or not says_so:
            return
        for i in self._list_above(index) if belongs is None else range(belongs, index):
            if self.found[i].deadline is None:
                dues = tuple(due._replace(inherited=True) for due in closing.dues)
                self.found[i] = self.found[i]._replace(deadline=closing.deadline, dues=(*self.found[i].dues, *dues))
