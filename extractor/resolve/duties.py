"""Duties: what a directive says of its doing: who leads, who co-ordinates, by when, and how it is willed."""

import re
from collections.abc import Iterable, Sequence

from extractor.annotations import Clue, DateFinding, DueFinding
from extractor.resolve.agents import Agents
from models.spans import Span
from models.vocabulary import Bound, Polarity, Role, TimeUnit

_LEAD = re.compile(r"(?<!\w)(?:đơn vị |cơ quan )?(?:đồng )?chủ trì(?!\w)(?! bởi)", re.IGNORECASE)
_COORDINATE = re.compile(
    r"(?<!\w)phối hợp(?: chặt chẽ| hiệu quả| thường xuyên| kịp thời|,? cùng)* với\s+", re.IGNORECASE
)
_BOUNDS = (
    (re.compile(r"(?:trước|xong trước)(?: thời điểm)?\s*$", re.IGNORECASE), Bound.BEFORE),
    (re.compile(r"(?:chậm nhất(?: là)?(?: vào| trước| trong| đến)?|đến hết|hết|muộn nhất(?: là)?|hạn(?: chót)?(?: là)?|đến)\s*$", re.IGNORECASE), Bound.BY),
    (re.compile(r"(?:trong|vào|ngay trong)\s*$", re.IGNORECASE), Bound.IN),
)  # fmt: skip
_WITHIN = re.compile(
    r"(?:trong (?:vòng|thời hạn|thời gian)|chậm nhất(?: là)?(?: sau)?|sau) (?P<amount>\d{1,3}) (?P<unit>giờ|ngày làm việc|ngày|tuần|tháng|quý|năm)(?!\w)",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"(?:(?:định kỳ )?(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm|6 tháng)|(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật) (?:hằng|hàng) tuần)(?: trước ngày \d{1,2})?",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?<!\w)(?:ngay lập tức|lập tức|khẩn trương, ngay|triển khai ngay|thực hiện ngay|báo cáo ngay|xử lý ngay)(?!\w)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"^(?:tuyệt đối |dứt khoát |kiên quyết )?(?:không|đừng|chấm dứt|nghiêm cấm|cấm|dừng|tạm dừng)(?!\w)",
    re.IGNORECASE,
)
_MONITOR = re.compile(
    r"(?<!\w)(?:theo dõi, đôn đốc|đôn đốc, theo dõi|theo dõi, kiểm tra|kiểm tra, đôn đốc|giám sát, đôn đốc)(?!\w)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:(?:trong )?trường hợp [^,.;:]{3,120}|nếu [^,.;:]{3,120}|khi có [^,.;:]{3,80})(?=[,.;:]|$)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?:dự thảo (?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị|luật|kế hoạch|đề án|báo cáo|văn bản|tờ trình)|đề án|kế hoạch|"
    r"báo cáo(?= (?:kết quả|tình hình|tiến độ|tổng kết|đánh giá|thẩm định))|phương án|tờ trình|quy chế|hướng dẫn liên ngành|nghị định|thông tư|chương trình)"
    r"(?: [^,.;:()]{3,120})?",
    re.IGNORECASE,
)
_UNITS = {
    "giờ": TimeUnit.HOUR, "ngày": TimeUnit.DAY, "ngày làm việc": TimeUnit.WORKING_DAY, "tuần": TimeUnit.WEEK,
    "tháng": TimeUnit.MONTH, "quý": TimeUnit.QUARTER, "năm": TimeUnit.YEAR,
}  # fmt: skip


def lead_units(agents: Agents, span: Span, addressees: Sequence[int], before: Span | None) -> tuple[int, ...]:
    """Return who leads (chủ trì): the units right before the word, else the addressees where it opens the action."""
    found = _LEAD.search(agents.text, span.start, span.end)
    if found is None:
        return ()
    start = before.start if before is not None else span.start
    _, edge = agents.subject(min(start, span.start), found.start())
    named = agents.read(edge, found.start()).units if edge < found.start() else ()
    return tuple(named) or tuple(addressees)


def coordinating_units(agents: Agents, span: Span) -> tuple[int, ...]:
    """Return the units after `phối hợp với`, as far as the list of names goes."""
    units: list[int] = []
    for found in _COORDINATE.finditer(agents.text, span.start, span.end):
        units.extend(agents.read(found.end(), span.end).units)
    return tuple(dict.fromkeys(units))


def monitors(agents: Agents, span: Span, addressees: Sequence[int]) -> tuple[int, ...]:
    """Return who follows up: the addressees of an order to follow up and urge on."""
    return tuple(addressees) if _MONITOR.search(agents.text, span.start, span.end) else ()


def find_dues(text: str, span: Span, dates: Sequence[DateFinding]) -> tuple[DueFinding, ...]:
    """Return every due time that stands in `span`, in reading order, resolvable or not."""
    dues: list[DueFinding] = []
    for i, date in enumerate(dates):
        if not span.contains(date.span):
            continue
        left = text[max(span.start, date.span.start - 30) : date.span.start]
        bound = next((kind for pattern, kind in _BOUNDS if pattern.search(left)), None)
        if date.role is Role.DEADLINE:
            dues.append(DueFinding(date.span, bound or Bound.BY, date=i))
    for found in _WITHIN.finditer(text, span.start, span.end):
        unit = _UNITS[found["unit"].lower()]
        dues.append(DueFinding(Span(*found.span()), Bound.WITHIN, amount=int(found["amount"]), unit=unit))
    for found in _RECURRING.finditer(text, span.start, span.end):
        dues.append(DueFinding(Span(*found.span()), Bound.RECURRING, recurrence=found[0].lower()))
    for found in _AT_ONCE.finditer(text, span.start, span.end):
        dues.append(DueFinding(Span(*found.span()), Bound.AT_ONCE))
    return tuple(sorted(dues, key=lambda due: due.span))


def deadline_of(dues: Iterable[DueFinding], dates: Sequence[DateFinding]) -> int | None:
    """Return the later of the dated dues, the last written where they do not compare."""
    dated = [due.date for due in dues if due.date is not None]
    known = [i for i in dated if dates[i].last is not None]
    if known:
        return max(known, key=lambda i: (dates[i].last, i))
    return dated[-1] if dated else None


def polarity_of(text: str, span: Span) -> Polarity:
    """Return whether the words forbid."""
    return (
        Polarity.DO_NOT
        if _FORBIDS.match(text, span.start, span.end) or _FORBIDS.match(span.of(text))
        else Polarity.DO
    )


def find_product(text: str, span: Span) -> Span | None:
    """Return the words of what is to be produced."""
    found = _PRODUCT.search(text, span.start, span.end)
    return Span(*found.span()) if found else None


def find_condition(text: str, span: Span) -> Span | None:
    """Return the words that say when the order holds."""
    found = _CONDITION.search(text, span.start, span.end)
    return Span(*found.span()) if found else None


def due_clues(dues: Iterable[DueFinding]) -> tuple[Clue, ...]:
    """Return one clue for each due time."""
    return tuple(Clue("due", due.span) for due in dues)
