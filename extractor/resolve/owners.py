"""Owners: which unit a number of tasks belongs to, who gave them, and which period they cover.

The owner is who was given the tasks: the subject of «được giao», «đã hoàn thành», the receiver of «giao cho». Who gives
(«Chính phủ, Thủ tướng giao») is no owner. A group («các bộ, ngành») owns as nobody in particular: unit None.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.annotations import Agent, DateFinding, UnitFinding
from extractor.resolve.slots import Slot
from models.spans import Span
from models.vocabulary import Role

_SUBJECT = 4  # of «X đã hoàn thành», of «X (15 nhiệm vụ)»
_RECEIVER = 5  # the weight of «giao cho X»
GROUP = -1  # owned, but by no particular unit

_GIVES = re.compile(
    r"(?:(?:, | và | hoặc )[^\W\d_][^,.;()]{1,45}){0,2}(?: (?:đã|mới|cũng|tiếp tục|trực tiếp|vừa))*"
    r" (?:giao(?! ban| lưu| thông| dịch)|phân công|chỉ đạo|yêu cầu)(?!\w)"
)
_RECEIVES = re.compile(
    r"(?:giao(?: (?:nhiệm vụ|việc))?(?: (?:cho|về))?|phân công(?: cho)?|được|của|tại|do|đối với|riêng|cho|thuộc)"
    r"(?: (?:lãnh đạo|ngành|tập thể))? $",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(r"(?:giao(?: (?:nhiệm vụ|việc))?(?: (?:cho|về))?|phân công(?: cho)?) $", re.IGNORECASE)
# «đã trình Chính phủ 24 văn bản»: whom documents go to
_TOWARDS = re.compile(r"(?<!\w)(?:trình|báo cáo|gửi|xin|với|lên|tham mưu)(?: (?:cho|lên|tới|đến))? $", re.IGNORECASE)
_REPORTS = re.compile(r"(?:báo cáo|thống kê|số liệu|tổng hợp|đánh giá|theo dõi|rà soát) của $", re.IGNORECASE)
_BY = re.compile(r"(?<!\w)do $", re.IGNORECASE)
_ACTS = re.compile(
    r"(?: (?:này|đó))?"
    r"(?:,? (?:đã|được|đang|mới|cũng|vẫn|đều|hiện|hiện nay|đến nay|cơ bản|chỉ|tiếp tục|phải|cần)(?!\w))*,?"
    r" (?:được (?:[^,.;()\d]{2,40}(?:, [^,.;()\d]{2,40})? )?giao|hoàn thành|hoàn tất|thực hiện|triển khai|"
    r"nhận|tiếp nhận|còn|có|chưa|không|giải quyết|xử lý|ban hành|trình|chậm|để|nợ|quá hạn)(?!\w)"
)
_BRACKET = re.compile(r"(?: (?:có|còn|với|là))?[ :]*\(?$")
_GROUP = re.compile(
    r"(?<!được )(?<!do )(?<!bởi )(?:giao (?:cho )?)?(?:tất cả )?(?:các|những) "
    r"(?:bộ|ngành|cơ quan|địa phương|đơn vị|sở|tỉnh|xã|phường|quận|huyện|cấp)(?!\w)|"
    r"(?:giao (?:cho )?)(?:bộ|ngành|cơ quan|địa phương|đơn vị|sở)(?:,| ngành)|"
    r"(?<!\w)(?:bộ|sở), (?:ban, )?ngành(?:, (?:cơ quan|địa phương))* (?:cần|phải|đã|chưa|được)",
)
_THIS = re.compile(r"(?:giao(?: cho)?|của) (?P<head>[^\W\d_]+) (?:này|đó|mình)(?!\w)", re.IGNORECASE)
_OVERSIGHT = re.compile(r"(?:Chính phủ|Văn phòng Chính phủ|Tổ công tác.*|Quốc hội|Ủy ban Thường vụ Quốc hội)")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a unit."""

    span: Span
    unit: int


class Scene(NamedTuple):
    """The text, every mention of a unit in reading order, and the units."""

    text: str
    places: Sequence[Place]
    units: Sequence[UnitFinding]


def places_of(units: Sequence[UnitFinding]) -> tuple[Place, ...]:
    """Return every mention in reading order."""
    found = [Place(span, i) for i, unit in enumerate(units) for span in unit.mentions]
    return tuple(sorted(found, key=lambda place: place.span))


def within(places: Sequence[Place], span: Span) -> Sequence[Place]:
    """Return the mentions inside `span`."""
    first = bisect_left(places, span.start, key=lambda place: place.span.start)
    last = bisect_left(places, span.end, key=lambda place: place.span.start)
    return places[first:last]


def owners_in_sentence(scene: Scene, sentence: Span, slots: Sequence[Slot]) -> list[int | None]:
    """Return the owner of each slot: an index into the units, GROUP, or None where the sentence names nobody."""
    own: list[int | None] = []
    for i in range(len(slots)):
        start = min(slots[i - 1].post.end, slots[i].pre.start) if i else sentence.start
        end = min(slots[i].post.end, slots[i + 1].pre.start) if i + 1 < len(slots) else sentence.end
        reach = slots[i + 1].pre.start if i + 1 < len(slots) else sentence.end
        own.append(_owner(scene, Span(start, end), reach, slots[i]))
    for i in range(1, len(own)):
        own[i] = own[i - 1] if own[i] is None else own[i]
    named = {owner for owner in own if owner is not None}
    if named:  # a total over several units is nobody's
        rest = named.pop() if len(named) == 1 else GROUP
        own = [rest if owner is None else owner for owner in own]
    if slots and all(owner is None for owner in own):
        own = [spoken_of_before(scene, slots[0].span.start, sentence.start)] * len(own)
    return own


def _owner(scene: Scene, span: Span, reach: int, slot: Slot) -> int | None:
    """Return who the words around one number say it belongs to."""
    text, places, units = scene.text, scene.places, scene.units
    ranked: list[tuple[int, int, int]] = []
    for place in within(places, span):
        weight = _weight(text, span, slot, place)
        if weight and not (weight < _SUBJECT and _is_oversight(units[place.unit])):
            ranked.append((weight, -abs(place.span.start - slot.span.start), place.unit))
    group = _GROUP.search(text, span.start, max(span.end, reach))
    sure = bool(ranked) and max(ranked)[0] >= _RECEIVER  # a named receiver beats a group
    if group and not sure and not any(p.span.end >= group.end() for p in within(places, Span(*group.span()))):
        return GROUP
    if ranked:
        return max(ranked)[2]
    return _this(scene, span)


def _weight(text: str, span: Span, slot: Slot, place: Place) -> int:
    """Return how surely a mention owns a number: receiver 5, bracketed or subject 4, «của» 3, who reports 1, else 0."""
    before = text[max(span.start - 20, place.span.start - 24, 0) : place.span.start]
    gives = _GIVES.match(text, place.span.end) and not _GIVEN_TO.search(before)
    apart = ";" in text[slot.span.end : place.span.start]  # «còn nợ 5 văn bản; Cục Y có 2 đề án»
    if apart or gives or _BY.search(before) or _TOWARDS.search(before):
        return 0
    if _GIVEN_TO.search(before):
        return _RECEIVER
    bracketed = place.span.end <= slot.span.start and _BRACKET.fullmatch(text, place.span.end, slot.span.start)
    if bracketed or _ACTS.match(text, place.span.end):
        return _SUBJECT
    if _REPORTS.search(before):
        return 1  # «theo báo cáo của Văn phòng, Bộ được giao 5 nhiệm vụ»
    return 3 if _RECEIVES.search(before) else 0


def _is_oversight(unit: UnitFinding) -> bool:
    return _OVERSIGHT.fullmatch(unit.name) is not None


def _this(scene: Scene, span: Span) -> int | None:
    """Return who «giao cho Bộ này» means: the unit of that kind spoken of last."""
    found = _THIS.search(scene.text, span.start, span.end)
    if not found:
        return None
    head = found["head"].casefold()
    earlier = within(scene.places, Span(0, found.start()))
    return next((p.unit for p in reversed(earlier) if scene.units[p.unit].name.casefold().startswith(head)), None)


def spoken_of_before(scene: Scene, position: int, floor: int) -> int | None:
    """Return the unit spoken of last in `[floor, position)`, who gives and oversees left out."""
    for place in reversed(within(scene.places, Span(floor, position))):
        if not _is_oversight(scene.units[place.unit]) and not _GIVES.match(scene.text, place.span.end):
            return place.unit
    return None


def giver(scene: Scene, slot: Slot, titles: Sequence[tuple[Span, int]]) -> Agent | None:
    """Return who gave these tasks («do Chính phủ giao 120»), the first of several; None where nobody is named.

    `titles` are the mentions and titles of people in reading order, each with its index.
    """
    span = Span(slot.pre.start, slot.post.end)
    first = bisect_left(titles, span.start, key=lambda title: title[0].start)
    last = bisect_left(titles, span.end, key=lambda title: title[0].start)
    agents = [(place.span, Agent("unit", place.unit)) for place in within(scene.places, span)]
    agents += [(title, Agent("person", person)) for title, person in titles[first:last]]
    agents.sort(key=lambda agent: agent[0])
    return next((agent for place, agent in agents if _HANDS_OUT.match(scene.text, place.end)), None)


_HANDS_OUT = re.compile(
    r"(?:(?:, | và )(?:Phó )?(?:Thủ tướng|Chính phủ|Bộ trưởng|Chủ tịch|[^\W\d_]+)[^,.;()\d]{0,30}?)?"
    r"(?: Chính phủ)?(?: (?:đã|mới|trực tiếp))* giao(?!\w)"
)


def period_of(
    text: str, sentence: Span, paragraph: Span, slots: Sequence[Slot], dates: Sequence[DateFinding]
) -> int | None:
    """Return the index of the date that says which period the numbers cover: in the sentence, else just before."""
    first = slots[0].span.start
    for area in (sentence, Span(paragraph.start, sentence.start)):
        low = bisect_left(dates, area.start, key=lambda date: date.span.start)
        high = bisect_left(dates, area.end, key=lambda date: date.span.start)
        spans = [i for i in range(low, high) if _is_period(text, dates[i])]
        if spans:
            return min(spans, key=lambda i: (dates[i].span.start > first, abs(dates[i].span.start - first)))
    return None


_UP_TO = re.compile(r"(?:tính đến|tính tới|đến|tới)(?: hết)? $", re.IGNORECASE)
_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}.*")


def _is_period(text: str, date: DateFinding) -> bool:
    if date.role in {Role.DEADLINE, Role.DOCUMENT}:
        return False
    if not _DAY.fullmatch(date.value) or "/" in date.value:
        return True
    return _UP_TO.search(text[max(0, date.span.start - 16) : date.span.start]) is not None
