"""Items: what one item of a list orders, and which lines over items order nothing."""

import re

from extractor.annotations import EnumeratorFinding
from extractor.resolve.agents import Agents
from extractor.resolve.leads import Mode
from extractor.resolve.order_frames import read_order
from extractor.resolve.order_words import opening, says_nothing_yet
from extractor.resolve.order_words import words as around
from extractor.resolve.orders import Frame, Licence, Order, Segment
from extractor.resolve.phrases import Atom, Phrase
from extractor.resolve.speakers import Voice
from extractor.resolve.testimony import Testimony
from models.spans import Span
from models.vocabulary import AddresseeKind

ADDRESSED_ALREADY = {Frame.ORDER, Frame.CLAUSE}  # frames that name issuer and addressee themselves
_ATTENDANT = re.compile(r"[*_`]*(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3})[*_`]*\s*:[*_`]*\s*(?=\S)")
_COLON = re.compile(r"\s*:\s*")
_LABEL = re.compile(r"[^:.;]{3,60}:\s+(?=\S)")
_FURTHER = 12  # sentences of an item that order nothing, before one that does
_HEADING = 60  # characters: a line above items that is longer says something


def only_names(agents: Agents, phrase: Phrase, item: Span) -> bool:
    """Whether a line over items that begins with `phrase` says no work of its own."""
    rest = agents.text[phrase.end : item.end]
    return says_nothing_yet(rest) or Segment(agents, item, Licence()).work_after(phrase.end) is None


def after_topic(agents: Agents, mark: EnumeratorFinding) -> EnumeratorFinding:
    """Return `mark` with what follows the topic of «1. Về kinh phí: giao Bộ Tài chính …» for its item."""
    found = around("topic-before-work").match(agents.text, mark.item.start, mark.item.end)
    if found is None and (found := _LABEL.match(agents.text, mark.item.start, mark.item.end)):
        told = agents.at(found.end())  # «- Báo cáo tháng: Sở Tài chính tổng hợp …»
        works = told is not None and told.person is None and opens_work(agents, Span(told.span.end + 1, mark.item.end))
        found = found if works and not agents.within(mark.item.start, found.end() - 1) else None
    return mark._replace(item=Span(found.end(), mark.item.end)) if found else mark


def asks(text: str, mark: EnumeratorFinding, whole: EnumeratorFinding) -> bool:
    """Whether the topic before an item says that work follows: «3. Chuẩn bị: Các khoa gửi kế hoạch»."""
    return around("prepares").match(text, whole.item.start, mark.item.start) is not None


def is_heading(agents: Agents, item: Span, *, has_items: bool, over_text: bool = False) -> bool:
    """Whether a line is a heading: capitals, a topic («Về …»), a field of a plan, or a short line over items.

    `over_text`: a colon and a paragraph follow.
    """
    words = item.of(agents.text)
    if words.isupper() or around("field-of-a-plan").match(f"{words}:") or around("section-heading").match(words):
        return True
    if read_order(agents, item, Licence()) is not None:
        return False
    colon = _COLON.match(agents.text, item.end) is not None
    if around("topic-alone").match(words) or (colon and around("topic-over-items").match(words)):
        return True
    if (has_items or over_text) and around("topic-heading").match(words):
        return True
    idle = Segment(agents, item, Licence()).work_after(item.start) is None and not opens_work(agents, item)
    if idle and colon and len(words) < 2 * _HEADING:
        return True
    return has_items and (len(words) < _HEADING or (idle and len(words) < 2 * _HEADING))


def opens_work(agents: Agents, item: Span) -> bool:
    """Whether an item begins with what is to be done."""
    return Segment(agents, item, Licence()).opens("act", item.start) is not None


def read_item(
    testimony: Testimony, item: Span, mode: Mode, *, follows: bool = False, left: int = _FURTHER
) -> Order | None:
    """Return what an item orders: by its own words, else (under a lead-in that orders) as a whole.

    `follows`: it stands right behind an order. `left`: how many sentences that order nothing may stand before it.
    """
    order = _read_item(testimony, item, mode, follows=follows, left=left)
    if order is not None and mode is not Mode.NONE and _goes_before(testimony.agents, order, item):
        return order._replace(span=item, frame=Frame.ITEM)
    return order


def _read_item(testimony: Testimony, item: Span, mode: Mode, *, follows: bool, left: int) -> Order | None:
    agents, layout = testimony.agents, testimony.layout
    inside = mode is not Mode.NONE
    if inside and (order := _named(testimony, item)):
        return order
    i = layout.sentence_at(item.start)
    director = testimony.voice_of[i].will in testimony.directors
    licence = Licence(
        may_order=inside or director,
        speaking=True,
        running=inside or follows,
        following=inside or follows,
        official=testimony.official,
        leaders=testimony.directors if testimony.minutes else frozenset(),
    )
    order = read_order(agents, Span(item.start, min(item.end, layout.sentences[i].span.end)), licence)
    if order is None and mode is Mode.CONCLUSION:
        order = read_order(agents, item, licence)
    said = item.of(agents.text)
    praises = bool(opening("praise").match(said))
    aside = praises and said.startswith("Việc ") and order is not None and order.frame is Frame.MODAL
    if aside and not (order and order.phrase and order.phrase.atoms):
        return None  # «Việc sáp nhập có ý nghĩa lớn, cần thống nhất nhận thức» tells nobody
    if order is not None and (not inside or praises or _is_own(agents, order, item)):
        return order
    charged = inside and testimony.official and around("charged").match(said)
    praises = praises or bool(testimony.minutes and around("tells-the-meeting").match(said))
    if order is None and (praises or not (mode is Mode.ORDER or charged)):
        after = layout.sentences[i].span.end + 1
        further = left > 0 and after < item.end and (testimony.official or (praises and inside))
        return read_item(testimony, Span(after, item.end), mode, left=left - 1) if further else None
    told = around("told-to").match(agents.text, item.start, item.end)
    phrase = agents.read(told.end() if told else item.start, item.end)
    span = Span(phrase.end + 1, item.end) if told and phrase.atoms and phrase.end + 1 < item.end else item
    told_all = Segment(agents, item, Licence()).with_partners(phrase) if phrase.atoms else None
    return Order(span, Frame.ITEM, "item-of-list", item, phrase=told_all)


def _goes_before(agents: Agents, order: Order, item: Span) -> bool:
    """Whether an item says what to do before it says whom: «Bố trí thêm bàn khám, giao Khoa Khám bệnh sắp xếp»."""
    begins = order.frame in ADDRESSED_ALREADY and item.start < order.trigger.start and order.said_by is None
    return begins and agents.text[: order.trigger.start].endswith((", ", "; ")) and opens_work(agents, item)


def _named(testimony: Testimony, item: Span) -> Order | None:
    """«Nhóm 1: dọn vệ sinh», in minutes «**Minh**: vẽ sơ đồ» of who is named above: the span begins after the colon."""
    agents = testimony.agents
    phrase = agents.read(item.start, item.end)
    colon = _COLON.match(agents.text, phrase.end, item.end)
    if phrase.atoms and colon is not None:
        return Order(Span(colon.end(), item.end), Frame.ITEM, "addressee-colon", item, phrase=phrase)
    found = _ATTENDANT.match(agents.text, item.start, item.end) if testimony.minutes else None
    if found is None or not found["name"].istitle() or f" {found['name']}" not in agents.text[: item.start]:
        return None
    name = Atom(Span(*found.span("name")), AddresseeKind.PERSON)
    phrase = Phrase((name,), (), name.span.end)
    return Order(Span(found.end(), item.end), Frame.ITEM, "attendant-colon", item, phrase=phrase)


def _is_own(agents: Agents, order: Order, item: Span) -> bool:
    """Whether an item's own words give the order: «Giao Bộ X …», «Để …, yêu cầu Bộ X …»."""
    if order.frame not in ADDRESSED_ALREADY or order.rule == "chỉ đạo":
        return False
    if order.said_by is not None:
        return order.said_by.kind == "person"
    return not agents.read(item.start, item.end).atoms


def of_item(order: Order) -> Order:
    """Return an order of an item's paragraph: «Đồng thời [chỉ đạo các xã …]» is the duty of whom the item tells."""
    if order.rule != "chỉ đạo" or order.said_by is not None:
        return order
    return order._replace(span=Span(order.trigger.start, order.span.end), phrase=None, frame=Frame.ACT)


def wills_below(testimony: Testimony, voice: Voice, span: Span, *, recent: bool) -> bool:
    """Whether what stands below a lead-in is willed: by a document that orders, or by who orders in an article.

    A body that wills it in an article speaks in the lead-in itself, or gave a `recent` order.
    """
    if testimony.official or testimony.reports:
        return not testimony.reports
    return voice.will in testimony.directors and (recent or voice.tells_in(span))
