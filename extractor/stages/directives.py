"""Stage `directives`: who wills what of whom by when."""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import (
    DateFinding,
    DirectiveFinding,
    DocumentFinding,
    EnumeratorFinding,
    PersonFinding,
    UnitFinding,
)
from extractor.resolve import items
from extractor.resolve.agents import Agents
from extractor.resolve.columns import borders
from extractor.resolve.drafts import Drafts
from extractor.resolve.leads import Course, Lead, Mode, announced, heading_mode, lead_mode, lead_of_order
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import says_nothing_yet
from extractor.resolve.orders import Licence
from extractor.resolve.table_orders import add_row
from extractor.resolve.task_tables import TaskRow, task_rows
from extractor.resolve.testimony import Testimony
from extractor.resolve.voices import Voice
from extractor.rules.loader import load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Kind

_FIRST = {"1.", "1)", "1/", "(1)", "(i)", "i)", "a)", "a.", "(a)", "i.", "thứ nhất", "một là"}
_UNORDERED = {"dash", "bullet", "plus"}
_CREDIT = re.compile(r"\(?(?:Nguồn )?[Ảả]nh\b")
_NEAR = 2  # sentences after a directive within which a list goes on
_REACH = 6  # blocks within which paragraphs and items are of one list


class _Walk:
    """Reads one text from top to bottom; `drafts` grows in reading order."""

    def __init__(
        self, testimony: Testimony, drafts: Drafts, marks: tuple[EnumeratorFinding, ...], rows: tuple[TaskRow, ...] = ()
    ) -> None:
        self.testimony = testimony
        self.layout = testimony.layout
        self.agents = testimony.agents
        self.text = testimony.layout.text
        self.drafts = drafts
        self.marks = marks
        self.of_block: dict[int, list[int]] = {}
        for i, mark in enumerate(marks):
            self.of_block.setdefault(self.layout.block_at(mark.span.start), []).append(i)
        self.parents = {mark.parent for mark in marks}
        self.rows = {row.block: row for row in rows}
        self.contexts: dict[int, Lead] = {}  # what each enumerator hands down
        self.pending = Lead()  # what the text right above hands down to a list
        self.lead = Lead()  # what the list now open has been handed
        self.course = Course(testimony.official and not testimony.reports)
        self.suspended: dict[int, bool] = {}  # headings below which orders rest
        self.named: Lead | None = None  # «2. Sở Tài chính», below which paragraphs say what it is to do

    def run(self) -> tuple[DirectiveFinding, ...]:
        for b, block in enumerate(self.layout.blocks):
            if block.kind is BlockKind.HEADING and self.testimony.official:
                self.pending = Lead(heading_mode(block.span.of(self.text), Mode.NONE))
                self.course.heading(block.span.of(self.text))
                self.named = None
            if b in self.rows:
                add_row(self.drafts, self.rows[b])
                continue
            if not self.layout.is_body(block.span.start):
                continue
            marks = self.of_block.get(b, [])
            end = self.marks[marks[0]].span.start if marks else block.span.end
            if end > block.span.start:
                self.paragraph(Span(block.span.start, end), None if marks else self.owner(b))
            for i in marks:
                self.item(i)
            if marks and self.marks[marks[-1]].span.start != block.span.start:
                self.tail(self.marks[marks[-1]].item.end, block.span.end)
        return tuple(self.drafts.found)

    def tail(self, start: int, end: int) -> None:
        """Read the sentences that follow the last inline item of a block."""
        starts = [s.span.start for s in self.layout.sentences if start < s.span.start < end]
        if starts:
            self.paragraph(Span(starts[0], end), None)

    def owner(self, b: int) -> int | None:
        """Return the directive of the item that an unnumbered paragraph belongs to: its list goes on after it."""
        above = next((self.of_block[i] for i in range(b - 1, b - _REACH, -1) if i in self.of_block), None)
        below = next((self.of_block[i] for i in range(b + 1, b + _REACH) if i in self.of_block), None)
        if not above or not below or self.marks[below[0]].number.lower() in _FIRST:
            return None
        top, style = above[-1], self.marks[below[0]].style
        while self.marks[top].style != style:
            parent = self.marks[top].parent
            if parent is None:
                return None
            top = parent
        return self.contexts[top].parent if top in self.contexts else None

    def paragraph(self, span: Span, owner: int | None) -> None:
        """Read running text sentence by sentence; its last sentence may be the lead-in of a list."""
        self.pending = Lead()
        for i in range(self.layout.sentence_at(span.start), len(self.layout.sentences)):
            whole = self.layout.sentences[i].span
            if whole.start >= span.end:
                break
            sentence = Span(max(whole.start, span.start), min(whole.end, span.end))
            if sentence.length > 0 and not _CREDIT.match(self.text, sentence.end + 1):
                for part in self.testimony.segments(sentence):
                    self.sentence(i, part, owner, closes=part.end >= span.end)

    def sentence(self, i: int, span: Span, owner: int | None, *, closes: bool) -> None:
        """Read one sentence (or its part inside or outside a quotation)."""
        since = self.drafts.since(i)
        voice = self.testimony.voice(i, since)
        licence = self.testimony.licence(span, voice, since, ordering=self.course.running)
        order = read_order(self.agents, span, licence)
        mode = self.meant(lead_mode(span.of(self.text)), voice) if closes else Mode.NONE
        if mode is not Mode.NONE:
            self.course.lead_in()
        self.attributed_above(i, span)
        if mode is Mode.ORDER and (lead := announced(self.agents, span, voice)):
            self.pending = lead
            return
        if order is None:
            if mode is not Mode.NONE:
                self.pending = Lead(mode, voice.will, voice.conveyor, words=span)
            return
        issuer, conveyor = self.testimony.attribute(order, voice, span)
        if mode is not Mode.NONE and says_nothing_yet(order.span.of(self.text)):
            self.pending = lead_of_order(self.agents, order, span, (issuer, conveyor), self.drafts.dates)
            return
        lead = self.drafts.inherited(i, order, Lead(Mode.ORDER, issuer, conveyor, parent=owner))
        if self.named is not None and not (order.phrase and order.phrase.atoms):
            lead = replace(self.named, issuer=issuer, conveyed_by=conveyor, parent=lead.parent)
        index = self.drafts.add(order, lead, span)
        self.drafts.close_list(index, owner)
        if mode is not Mode.NONE:
            self.pending = self.drafts.handed_down(index)

    def attributed_above(self, i: int, span: Span) -> None:
        """Take the sentence above «Đó là chỉ đạo của Thủ tướng …» for that order."""
        rule = next(rule for rule in load_rules("speech").rules if rule.text("role") == "attributed")
        found = rule.pattern.match(span.of(self.text))
        if not found or not i or self.drafts.since(i - 1) == 0:
            return
        above = self.layout.sentences[i - 1].span
        whose = Span(span.start + found.start("principal"), span.start + found.end("principal"))
        order = read_order(
            self.agents, above, Licence(may_order=True, speaking=True, running=True, following=True, quoted=True)
        )
        if order is not None and self.layout.is_body(above.start):
            self.drafts.add(order, Lead(Mode.ORDER, self.testimony.voices.principal(whose)), above)

    def item(self, i: int) -> None:
        """Read one item: a heading, a line that only names who must act, or a directive."""
        mark = items.after_topic(self.agents, self.marks[i])
        self.named = None
        if mark.parent is None:
            self.open_list(mark)
        lead = self.lead if mark.parent is None else self.contexts.get(mark.parent, self.lead)
        if lead.mode is Mode.NONE and self.course.running and not self.testimony.minutes:
            lead = replace(lead, mode=Mode.CONCLUSION)
        words = mark.item.of(self.text)
        told = items.TOLD_TO.match(words)
        phrase = self.agents.read(mark.item.start + (told.end() if told else 0), mark.item.end)
        rest = self.text[phrase.end : mark.item.end].strip(" ,.;:")
        names = phrase.atoms and (not rest or (i in self.parents and items.only_names(self.agents, phrase, mark.item)))
        if names:
            self.contexts[i] = self.named = self.drafts.told(lead, phrase, mark.item)
        elif items.is_heading(self.agents, mark.item, has_items=i in self.parents):
            self.contexts[i] = replace(lead, mode=heading_mode(words, lead.mode))
            suspended = self.suspended.get(mark.parent, False) if mark.parent is not None else False
            self.suspended[i] = self.course.heading(words, suspended=suspended)
        elif (index := self.directive(mark, lead)) is not None:
            self.contexts[i] = self.drafts.handed_down(index)
        else:
            self.contexts[i] = replace(lead, mode=heading_mode(words, lead.mode))

    def meant(self, mode: Mode, voice: Voice) -> Mode:
        """Return what a lead-in means here: minutes conclude what is to do, reports nothing; articles tell a will."""
        willed = self.testimony.official or voice.will in self.testimony.directors
        if self.testimony.reports or not willed:
            return Mode.NONE
        return Mode.ORDER if mode is Mode.CONCLUSION and self.testimony.minutes else mode

    def open_list(self, mark: EnumeratorFinding) -> None:
        """Take what the text above hands down, where `mark` opens a list of its own."""
        first = mark.number.lower() in _FIRST
        block = self.layout.block_at(mark.span.start)
        after_text = block > 0 and self.layout.blocks[block - 1].kind is BlockKind.PARAGRAPH
        over = after_text and self.drafts.since(self.layout.sentence_at(mark.item.start)) > _NEAR
        if first or (mark.style in _UNORDERED and (over or self.pending.mode is not Mode.NONE)):
            self.lead = self.pending
        if first or mark.style in _UNORDERED:
            self.drafts.group = [] if self.pending.parent is None else [self.pending.parent]

    def directive(self, mark: EnumeratorFinding, lead: Lead) -> int | None:
        """Return the index of the directive that an item is, None where it is none."""
        item = mark.item
        i = self.layout.sentence_at(item.start)
        voice = self.testimony.voice_of[i]
        inside = lead.mode is not Mode.NONE
        order = items.read_item(self.testimony, item, lead.mode)
        if order is None or (not inside and order.said_by is None and voice.will is None):
            return None
        if not inside:
            issuer, conveyor = self.testimony.attribute(order, voice, item)
            lead = replace(lead, issuer=issuer, conveyed_by=conveyor, addressees=(), addressee_texts=())
        elif order.said_by is not None and order.frame in items.ADDRESSED_ALREADY:
            lead = replace(lead, issuer=order.said_by)
        whole = replace(order, span=Span(order.span.start, max(order.span.end, item.end)))
        return self.drafts.add(whole, lead, item, mark.number)


def find_directives(  # noqa: PLR0913, PLR0917  # what the stages before left, each its own
    layout: Layout,
    document: DocumentFinding,
    dates: tuple[DateFinding, ...],
    agents: tuple[tuple[UnitFinding, ...], tuple[PersonFinding, ...]],
    enumerators: tuple[EnumeratorFinding, ...],
    source: str = "",
) -> tuple[DirectiveFinding, ...]:
    """Return the directives of a text in reading order; `agents` are its units and its people."""
    testimony = Testimony(layout, document, Agents(layout.text, *agents, official=document.kind is not Kind.NEWS))
    rows = task_rows(layout, borders(layout, source)) if document.kind is Kind.MINUTES else ()
    return _Walk(testimony, Drafts(testimony, dates), enumerators, rows).run()


@Language.component(
    "directives",
    assigns=["doc._.directives"],
    requires=["doc._.document", "doc._.dates", "doc._.units", "doc._.people", "doc._.enumerators"],
)
def directives(doc: Doc) -> Doc:
    """Set `doc._.directives`."""
    data = doc._
    agents = (data.units, data.people)
    data.directives = find_directives(data.layout, data.document, data.dates, agents, data.enumerators, doc.text)
    return doc
