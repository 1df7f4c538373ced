"""Lists: the items of one text, each under the lead-in, heading or item that it stands under."""

from extractor.annotations import EnumeratorFinding
from extractor.resolve import items, plan_fields
from extractor.resolve.drafts import Drafts
from extractor.resolve.leads import (
    Course,
    Lead,
    Mode,
    announced,
    heading_mode,
    is_evaluation,
    lead_mode,
    lead_of_order,
    whose_work,
)
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import says_nothing_yet
from extractor.resolve.order_words import words as around
from extractor.resolve.orders import Frame, Licence
from extractor.resolve.phrases import Phrase
from extractor.resolve.speakers import Voice
from extractor.resolve.testimony import Testimony
from extractor.text.kinds import BlockKind
from models.spans import Span

_FIRST = {"1.", "1)", "1/", "1-", "(1)", "(i)", "i)", "a)", "a.", "(a)", "i.", "thứ nhất", "một là"}
_UNORDERED = {"dash", "bullet", "plus"}
_NEAR = 2  # sentences after a directive within which a list goes on
_REACH = 6  # blocks within which paragraphs and items are of one list


class Lists:
    """What each item inherits and hands down, and what of it is a directive."""

    def __init__(self, testimony: Testimony, drafts: Drafts, marks: tuple[EnumeratorFinding, ...]) -> None:
        """Read `marks`, the items of the text of `testimony`."""
        self.testimony = testimony
        self.layout = testimony.layout
        self.agents = testimony.agents
        self.text = testimony.layout.text
        self.drafts = drafts
        self.marks = marks
        self.of_block: dict[int, list[int]] = {}
        for i, mark in enumerate(marks):
            self.of_block.setdefault(self.layout.block_at(mark.span.start), []).append(i)
        told = {i for i, mark in enumerate(marks) if plan_fields.is_field(mark.item.of(self.text))}
        self.tasked = {mark.parent for i, mark in enumerate(marks) if i in told}  # a line with such fields is a task
        self.parents = {mark.parent for i, mark in enumerate(marks) if i not in told}  # fields tell of the line above
        self.contexts: dict[int, Lead] = {}  # what each enumerator hands down
        self.pending = Lead()  # what the text right above hands down to a list
        self.above = Lead()  # what the text above the paragraph now read hands down
        self.lead = Lead()  # what the list now open has been handed
        self.course = Course(testimony.official and not testimony.reports)
        self.suspended: dict[int, bool] = {}  # headings below which orders rest
        self.rested = False  # whether they rest in the section now open
        self.began = 0  # where the section now open begins
        self.named: Lead | None = None  # «2. Sở Tài chính», below which paragraphs say what it is to do

    def section(self, at: Span) -> None:
        """Begin a section of a document under the heading `at`."""
        heading, self.began = at.of(self.text), at.start
        mode = heading_mode(heading, Mode.NONE)
        to = whose_work(self.agents, at)
        self.pending = self.lead = to._replace(mode=mode, issuer=self.testimony.chair if mode is Mode.ORDER else None)
        self.rested = self.course.heading(heading)
        self.named = None

    def rests(self, mark: EnumeratorFinding) -> bool:
        """Whether no orders are given where `mark` stands: under a heading that only tells, before minutes conclude."""
        above = mark.parent
        while above is not None:
            if self.suspended.get(above):
                return True
            above = self.marks[above].parent
        return self.testimony.minutes and not self.course.running

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

    def item(self, i: int) -> None:
        """Read one item: a heading, a line that only names who must act, or a directive."""
        mark = items.after_topic(self.agents, self.marks[i])
        self.named = None
        if any(span.overlaps(mark.item) for span in self.testimony.told):
            return  # «Kính gửi:⏎- Bộ trưởng các bộ»
        if mark.parent is None:
            self.open_list(mark)
        lead = self.lead_at(i, mark)
        words = mark.item.of(self.text)
        if lead.mode is Mode.NAMES or around("appointed").search(words):
            self.drafts.go_on(mark.item.start)
            return
        if i in self.parents and (said := self.says_whom(mark, lead)):
            self.contexts[i] = said._replace(parent=lead.parent)
        elif (phrase := self.only_names(i, mark)) is not None:
            self.contexts[i] = self.named = self.drafts.told(lead, phrase, mark.item)
        elif self.field(i) and mark.item == self.marks[i].item:
            self.contexts[i] = lead._replace(mode=Mode.NONE)
        elif items.is_heading(self.agents, mark.item, has_items=i in self.parents, over_text=self.stands_over_text(i)):
            self.below_heading(i, mark, lead)
        elif (index := self.directive(mark, lead)) is not None:
            self.contexts[i] = self.drafts.handed_down(index)
        else:
            self.contexts[i] = lead._replace(mode=heading_mode(words, lead.mode))

    def below_heading(self, i: int, mark: EnumeratorFinding, lead: Lead) -> None:
        """Note what a heading hands down to the items below it, and whether orders rest there."""
        words = mark.item.of(self.text)
        if mark.parent is None and (mark.style == "capital-roman-dot" or words.isupper()):
            lead = Lead(lead.mode, lead.issuer, lead.conveyed_by)  # a section of its own
            self.began = mark.span.start
        mode = self.told_by(mark.item, heading_mode(words, lead.mode))
        if (to := whose_work(self.agents, mark.item)).addressee_texts:
            lead = lead._replace(addressees=to.addressees, addressee_texts=to.addressee_texts)
        concluded = self.testimony.chair if mode is Mode.ORDER else None  # minutes: whoever spoke last
        self.contexts[i] = lead._replace(mode=mode, issuer=lead.issuer or concluded)
        if mark.style == "capital-roman-dot":
            self.rested = False
        suspended = self.rested if mark.parent is None else self.suspended.get(mark.parent, False)
        self.suspended[i] = self.course.heading(words, suspended=suspended)

    def only_names(self, i: int, mark: EnumeratorFinding) -> Phrase | None:
        """Return whom an item names that says nothing more: «2. Giao Sở Tài chính:»."""
        words = mark.item.of(self.text)
        told = around("told-to").match(words)
        phrase = self.agents.read(mark.item.start + (told.end() if told else 0), mark.item.end)
        rest = self.text[phrase.end : mark.item.end].strip(" ,.;:")
        over = i in self.parents or self.stands_over_text(i)
        names = phrase.atoms and (not rest or (over and items.only_names(self.agents, phrase, mark.item)))
        titled = words.isupper() and not phrase.units  # «C. THẢO LUẬN» is nobody's name
        return phrase if names and not titled and (told or not self.rests(mark)) else None

    def says_whom(self, mark: EnumeratorFinding, lead: Lead) -> Lead | None:
        """Return what «2. Bộ trưởng yêu cầu Cục Quản lý Dược:» hands down: it says who orders whom, its items what."""
        said = announced(self.agents, mark.item, Voice())
        inside = lead.mode is not Mode.NONE
        order = read_order(self.agents, mark.item, Licence(may_order=inside, speaking=inside)) if said is None else None
        if order is not None and order.frame is Frame.ORDER and says_nothing_yet(order.span.of(self.text)):
            said = lead_of_order(self.agents, order, mark.item, (order.said_by, None), self.drafts.dates)
        if said is not None and said.issuer is None and inside:  # «2. Yêu cầu các cấp ủy …:»
            said = said._replace(issuer=lead.issuer or self.testimony.issuer, conveyed_by=lead.conveyed_by)
        return said if said and said.issuer and self.agents.may_order(said.issuer) else None

    def told_by(self, heading: Span, mode: Mode) -> Mode:
        """Return what a line with a colon makes of the items below, in minutes: «5. Hội nghị thống nhất giao:»."""
        words = heading.of(self.text)
        colon = self.text.startswith(":", heading.end)
        if not (self.testimony.minutes and colon) or mode is Mode.ORDER or is_evaluation(words):
            return mode
        said = lead_mode(f"{words}:", official=True)
        if said is Mode.NONE:
            return mode
        self.course.lead_in()
        return Mode.ORDER

    def field(self, i: int) -> bool:
        """Tell the tasks above what a field of a plan says of them; whether mark `i` is one."""
        said = self.marks[i].item
        if not self.testimony.official or not plan_fields.is_field(said.of(self.text)):
            return False
        plan_fields.tell(self.drafts, said, self.tasks(i))
        return True

    def stands_over_text(self, i: int) -> bool:
        """Whether mark `i` is a line with a colon over a paragraph: «3. Sở Tài chính:⏎Bố trí kinh phí»."""
        block = self.layout.block_at(self.marks[i].span.start)
        below = self.layout.blocks[block + 1 : block + 2]
        closed = self.layout.blocks[block].span.of(self.text).endswith(":")
        return closed and bool(below) and below[0].kind is BlockKind.PARAGRAPH

    def lead_of(self, mark: EnumeratorFinding) -> Lead:
        """Return what hands down to an item: its parent, else the lead-in; a document that orders concludes."""
        lead = self.lead if mark.parent is None else self.contexts.get(mark.parent, self.lead)
        if lead.mode is Mode.NONE and self.course.running and not self.testimony.minutes:
            return lead._replace(mode=Mode.CONCLUSION)
        return lead

    def lead_at(self, i: int, mark: EnumeratorFinding) -> Lead:
        """Return what hands down to mark `i`, which fields below it or its topic («Chuẩn bị: …») may make a task."""
        lead = self.lead_of(mark)
        if lead.mode is not Mode.NONE or not self.course.official:
            return lead
        if items.asks(self.text, mark, self.marks[i]):
            return lead._replace(mode=Mode.ORDER, issuer=self.testimony.chair or self.testimony.issuer)
        return lead._replace(mode=Mode.ORDER) if i in self.tasked and not self.testimony.minutes else lead

    def tasks(self, i: int) -> range:
        """Return the directives of the item that the field at mark `i` is told of: since the heading over its list."""
        top = self.marks[i].parent
        while top is not None and around("field-of-a-plan").match(f"{self.marks[top].item.of(self.text)}:"):
            top = self.marks[top].parent
        start = self.marks[top].span.start if top is not None else self.began
        found = self.drafts.found
        first = next((k for k, one in enumerate(found) if one.span.start >= start), len(found))
        return range(first, len(found))

    def meant(self, mode: Mode, voice: Voice, span: Span) -> Mode:
        """Return what a lead-in means: minutes conclude what is to do, reports nothing; articles tell who wills it."""
        recent = self.drafts.since(self.layout.sentence_at(span.start)) <= _NEAR
        if not items.wills_below(self.testimony, voice, span, recent=recent):
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
        order = items.read_item(self.testimony, item, lead.mode, follows=self.drafts.since(i) == 1)
        unsaid = (
            order is not None
            and order.said_by is None
            and (voice.will is None or (self.testimony.minutes and self.rests(mark)))
        )
        nobody = unsaid and lead.issuer is None and not self.testimony.official
        if order is None or (unsaid and not inside) or nobody or self.testimony.proposes(order):
            return None
        if not inside:
            issuer, conveyor = self.testimony.attribute(order, voice, item)
            lead = lead._replace(issuer=issuer, conveyed_by=conveyor, addressees=(), addressee_texts=())
        elif order.said_by is not None and order.frame in items.ADDRESSED_ALREADY:
            lead = lead._replace(issuer=order.said_by)
        whole = order._replace(span=Span(order.span.start, max(order.span.end, item.end)))
        return self.drafts.add(whole, lead, item, mark.number)
