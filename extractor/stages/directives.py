"""Stage `directives`: who wills what of whom by when."""

import re

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
from extractor.resolve.agents import Agents
from extractor.resolve.columns import borders
from extractor.resolve.drafts import Drafts
from extractor.resolve.items import of_item, read_item
from extractor.resolve.leads import Lead, Mode, announced, is_agreed, lead_mode, lead_of_order
from extractor.resolve.lists import Lists
from extractor.resolve.occasions import with_occasions
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import CLOSING, says_nothing_yet, words
from extractor.resolve.orders import Licence, Order, Segment
from extractor.resolve.phrases import Atom, Phrase
from extractor.resolve.table_orders import add_row
from extractor.resolve.task_tables import TaskRow, task_rows
from extractor.resolve.testimony import Testimony
from extractor.rules.loader import load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import AddresseeKind, Kind

_LINK = "](http"
_CREDIT = re.compile(r"\(?(?:Nguồn )?[Ảả]nh\b")


class _Walk(Lists):
    """Reads one text from top to bottom; `drafts` grows in reading order."""

    def __init__(
        self, testimony: Testimony, drafts: Drafts, marks: tuple[EnumeratorFinding, ...], rows: tuple[TaskRow, ...] = ()
    ) -> None:
        super().__init__(testimony, drafts, marks)
        self.rows = {row.block: row for row in rows}

    def run(self) -> tuple[DirectiveFinding, ...]:
        law = self.testimony.law_from
        for b, block in enumerate(self.layout.blocks):
            if law is not None and block.span.start >= law:
                break
            if block.kind is BlockKind.HEADING and self.testimony.official:
                self.section(block.span)
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

    def paragraph(self, span: Span, owner: int | None) -> None:
        """Read running text sentence by sentence; its last sentence may be the lead-in of a list."""
        self.above, self.pending = self.pending, Lead()
        for i in range(self.layout.sentence_at(span.start), len(self.layout.sentences)):
            whole = self.layout.sentences[i].span
            if whole.start >= span.end:
                break
            sentence = Span(max(whole.start, span.start), min(whole.end, span.end))
            said_again = self.testimony.says_headline(sentence)
            if self.text.find(_LINK, sentence.start, sentence.end) >= 0:
                continue  # «![Bộ Y tế yêu cầu các sở …](https://…)»: the headline of another article
            if sentence.length > 0 and not said_again and not _CREDIT.match(self.text, sentence.end + 1):
                for part in self.testimony.segments(sentence):
                    self.sentence(i, part, owner, closes=part.end >= span.end)

    def sentence(self, i: int, span: Span, owner: int | None, *, closes: bool) -> None:
        """Read one sentence (or its part inside or outside a quotation)."""
        since = self.drafts.since(i)
        voice = self.testimony.voice(i, since)
        if words("from-now-on").match(self.text, *span):
            self.course.turns()
        licence = self.testimony.licence(span, voice, since, ordering=self.course.running)
        order = read_order(self.agents, span, licence) or self.concluded(span)
        mode = (
            self.meant(lead_mode(span.of(self.text), official=self.testimony.official), voice, span)
            if closes
            else Mode.NONE
        )
        if mode is not Mode.NONE:
            self.course.lead_in()
        self.attributed_above(i, span)
        if mode is Mode.ORDER and (lead := announced(self.agents, span, voice)):
            self.pending = lead
            return
        if order is None:
            if mode is not Mode.NONE:
                agreed = self.testimony.minutes and is_agreed(span.of(self.text))
                will = (self.testimony.chair if agreed else None) or voice.will
                self.pending = Lead(mode, will, None if agreed else voice.conveyor, words=span)
            return
        order = order if owner is None and self.named is None else of_item(order)
        issuer, conveyor = self.testimony.attribute(order, voice, span)
        if self.testimony.is_nobodys(issuer, order):
            return
        if mode is not Mode.NONE and says_nothing_yet(self.text[order.work : order.span.end]):
            self.pending = lead_of_order(self.agents, order, span, (issuer, conveyor), self.drafts.dates)
            return
        lead = self.drafts.inherited(i, order, Lead(Mode.ORDER, issuer or self.above.issuer, conveyor, parent=owner))
        if self.named is not None and not (order.phrase and order.phrase.atoms):
            lead = self.named._replace(issuer=issuer, conveyed_by=conveyor, parent=lead.parent)
        index = self.drafts.add(order, lead, span)
        self.drafts.close_list(index, owner)
        if mode is not Mode.NONE:
            named = words("names-below").search(order.span.of(self.text))
            self.pending = Lead(Mode.NAMES) if named else self.drafts.handed_down(index)

    def concluded(self, span: Span) -> Order | None:
        """Return what a sentence of minutes orders right below «Kết luận của chủ tọa:», though no list begins there."""
        if not self.testimony.minutes or self.above.mode is not Mode.ORDER:
            return None
        work = Segment(self.agents, span, Licence()).work_after(span.start)
        said = Span(span.start, span.start + len(span.of(self.text).rstrip(CLOSING)))
        order = read_item(self.testimony, said, Mode.ORDER) if work else None
        if order is None or work is None or order.phrase is not None:
            return order
        told = Atom(Span(span.start, work[0]), AddresseeKind.GROUP)  # «Quản đốc các phân xưởng ghi nhật ký ca»
        return order._replace(phrase=Phrase((told,), (), work[0]))

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
    rows = task_rows(layout, borders(layout, source)) if testimony.official else ()
    return _Walk(testimony, Drafts(testimony, dates), enumerators, rows).run()


@Language.component(
    "directives",
    assigns=["doc._.directives"],
    requires=["doc._.document", "doc._.dates", "doc._.units", "doc._.people", "doc._.enumerators", "doc._.references"],
)
def directives(doc: Doc) -> Doc:
    """Set `doc._.directives`."""
    data = doc._
    agents = (data.units, data.people)
    found = find_directives(data.layout, data.document, data.dates, agents, data.enumerators, data.source)
    data.directives = with_occasions(data.layout, found, data.dates, data.references, data.document.header)
    return doc
