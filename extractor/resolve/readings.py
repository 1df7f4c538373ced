"""Readings: which status words belong to which number of a sentence, and which number divides which.

A number takes the status words between the last separator before it and the first after it: in «xử lý xong 40 công
việc (80%) đúng hạn, 10 việc còn lại» the first has `done` before and `on_time` behind. A bracket or «trong đó»
after a number opens a scope: what stands in it divides that number.
"""

import re
from collections.abc import Sequence

from extractor.resolve.slots import Slot, read_numbers
from extractor.resolve.statuses import COMPLETED, OPEN, Feature, compose, says_state
from extractor.rules.loader import Match, load_rules
from extractor.text.numbers import parse_percent
from models.spans import Span

_PERCENT = r"\d{1,3}(?:[.,]\d+)?\s?%"
# «(chiếm 73,3%)»: a bracket that opens no scope
_SHARE = re.compile(rf"\((?:[^\W\d]+ ){{0,4}}(?P<percent>{_PERCENT})\)")
_SAID_SHARE = re.compile(
    rf"^[^;.]{{0,60}}?(?:chiếm|đạt|bằng|tương ứng|tương đương|tỷ lệ|tỉ lệ) (?:[^\W\d]+ ){{0,4}}(?P<percent>{_PERCENT})",
    re.IGNORECASE,
)
_LEADING_SHARE = re.compile(rf"(?P<percent>{_PERCENT})(?: [^\W\d]+){{0,3}} \((?:[^\W\d]+ ){{0,3}}$")
_LEAD = r"(?:(?:hiện|nay|vẫn|chỉ|mới|cũng) )*(?:có|còn)(?: (?:lại|tới|đến|khoảng|gần|hơn|trên|chỉ|có))*"
_SEPARATOR = re.compile(
    rf"[;:()]|,(?!\d)|\.\.\.|(?<!\w)(?:và|trong đó|cùng với|song|nhưng)(?!\w)|(?<!\w){_LEAD}(?= ?$)|"
    r"(?=(?<!\w)trong (?:tổng )?số(?!\w))",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_] ?[:(] ?$")
_STOP = re.compile(r"[;:()]|,(?!\d)|\.\.\.")
_REMAINING = re.compile(r"(?<!\w)còn(?: (?:lại|tới|đến|khoảng|gần|hơn|trên|có))* ?$", re.IGNORECASE)
_THE_REST = re.compile(r" (?:khác )?còn lại(?!\w)", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?<!\w)(?:trong (?:số )?(?:đó|này|ấy)|bao gồm|gồm(?: có)?|cụ thể(?: là)?)(?!\w)|:", re.IGNORECASE
)
_JOINED = re.compile(r"[^.;:()\d]{0,90}")
# «Trong 14 nhiệm vụ quá hạn, có 5 nhiệm vụ của …»: a number that the next ones divide
_OUT_OF = re.compile(r"(?<!\w)trong(?: tổng)?(?: số)? (?:gần |hơn |khoảng )?$", re.IGNORECASE)
_REACH = 120  # how far behind a number «Chính phủ, Thủ tướng giao» may stand


def read_sentence(text: str, sentence: Span, taken: Sequence[Span], *, bare: bool) -> list[Slot]:
    """Return the numbers of a sentence with what is said of each."""
    found = load_rules("statuses").find(text, sentence.start, sentence.end)
    words = [w for w in found if not any(_cuts_into(name, w.span) for name in taken)]
    slots = _placed(text, sentence, read_numbers(text, sentence, taken, words, bare=bare))
    slots = [_said(text, sentence, slots, i, words) for i in range(len(slots))]
    return _scoped(text, sentence, _coordinated(text, slots))


def _cuts_into(name: Span, word: Span) -> bool:
    """Return whether a status word is a part of a name: «Bộ Xây dựng» builds nothing."""
    return word.overlaps(name) and not word.contains(name)


def _gap(slots: Sequence[Slot], i: int, sentence: Span) -> Span:
    """Text between the number before slot `i` and slot `i`."""
    return Span(slots[i - 1].span.end if i else sentence.start, slots[i].span.start)


def _masked(text: str, span: Span) -> str:
    """Return the text of `span` with shares in brackets blanked, offsets unchanged."""
    return _SHARE.sub(lambda m: "~" * len(m[0]), span.of(text))


def _placed(text: str, sentence: Span, slots: list[Slot]) -> list[Slot]:
    """Give every slot the text before it that is its own, and the text behind it."""
    cuts = [_cut(text, _gap(slots, i, sentence), slot) for i, slot in enumerate(slots)]
    placed = []
    for i, slot in enumerate(slots):
        last = i + 1 == len(slots)
        limit = sentence.end if last else max(cuts[i + 1][0], slot.span.end)
        if not last and cuts[i + 1][0] == slot.span.end:  # nothing separates: the words go on to the next number
            limit = slots[i + 1].span.start
        stop = _STOP.search(_masked(text, Span(slot.span.end, limit)))
        post = Span(slot.span.end, slot.span.end + stop.start() if stop else limit)
        placed.append(slot._replace(pre=Span(cuts[i][1], slot.span.start), post=post))
    return placed


def _cut(text: str, gap: Span, slot: Slot) -> tuple[int, int]:
    """Return where the separator stands behind which the words before a number are its own; the gap's start if none."""
    found = list(_SEPARATOR.finditer(_masked(text, gap)))
    if found and found[-1][0] == "(" and _LEADING_SHARE.search(gap.of(text)):  # «đạt 91,8% (tức 2.501 nhiệm vụ)»
        found.pop()
    elif found and _LABELLED.search(text, gap.start, gap.end):  # «hoàn thành: 40; quá hạn: 5», «quá hạn (5)»
        bracketed = found[-1][0] == "("
        if not bracketed or text[slot.span.end : slot.span.end + 1] == ")":
            found.pop()
    return (gap.start + found[-1].start(), gap.start + found[-1].end()) if found else (gap.start, gap.start)


def _said(text: str, sentence: Span, slots: Sequence[Slot], i: int, words: Sequence[Match]) -> Slot:
    """Return slot `i` with the features and the percentage that stand with it."""
    slot = slots[i]
    gap = _gap(slots, i, sentence)
    limit = slots[i + 1].pre.start if i + 1 < len(slots) else sentence.end
    near = [w for w in words if slot.pre.contains(w.span) or slot.post.contains(w.span)]
    found = {Feature(w.rule.text("feature")) for w in near}
    if _REMAINING.search(gap.of(text)) or _THE_REST.match(text, slot.span.end):
        found.add(Feature.REMAINING)
    if not found - {Feature.REMAINING, Feature.DRAFTED}:
        behind = Span(slot.span.end, min(limit, slot.span.end + _REACH))
        far = [w for w in words if w.rule.text("feature") == "assigned"]
        found_near, near = near, [w for w in far if behind.contains(w.span)][:1]
        near = near or (
            [w for w in far if gap.contains(w.span)][-1:]
            if i == 0 and _reaches(slot, gap, text, drafted=Feature.DRAFTED in found)
            else []
        )
        near = near or (_headed(text, gap, words) if i == 0 else []) or found_near
        found |= {Feature(w.rule.text("feature")) for w in near}
    clues = tuple((w.rule.name, w.span) for w in near)
    share = _share(text, gap, Span(slot.span.end, slots[i + 1].span.start if i + 1 < len(slots) else sentence.end))
    return slot._replace(features=frozenset(found), clues=clues, percent=share)


def _headed(text: str, gap: Span, words: Sequence[Match]) -> list[Match]:
    """Return the words of the heading before a list: «còn nhiều nhiệm vụ quá hạn: Bộ Y tế (15), …»."""
    colon = text.rfind(":", gap.start, gap.end)
    clause = max(text.rfind(mark, gap.start, max(colon, gap.start)) for mark in ",;")
    return [w for w in words if max(clause, gap.start) <= w.span.start and w.span.end <= colon]


def _reaches(slot: Slot, gap: Span, text: str, *, drafted: bool) -> bool:
    """Whether the words far before a sentence's first number may speak of it: tasks, and no quotation between."""
    return (
        (slot.kind == "task" or drafted)
        and not slot.none
        and gap.length < _REACH
        and not re.search('[:“"]', gap.of(text))
    )


def _share(text: str, gap: Span, behind: Span) -> float | None:
    """Return the percentage that stands with a number: in brackets behind it, said of it, or before its bracket."""
    found = _SHARE.match(text, *_skip_space(text, behind)) or _SHARE.search(text, behind.start, behind.start + 40)
    if found and found.end() > behind.end:
        found = None
    found = found or _SAID_SHARE.match(behind.of(text)) or _LEADING_SHARE.search(gap.of(text))
    return None if found is None else parse_percent(found["percent"])


def _skip_space(text: str, span: Span) -> Span:
    return Span(span.start + 1, span.end) if text[span.start : span.start + 1] == " " else span


def _coordinated(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """Share words along a list: «trình 5 dự án luật, 3 đề án», «15 nhiệm vụ và 3 đề án quá hạn»."""
    out = list(slots)
    for i in range(1, len(out)):
        between = text[out[i - 1].span.end : out[i].span.start]
        listed = _JOINED.fullmatch(between) is not None or out[i - 1].rule == out[i].rule
        if not out[i].features and listed and out[i - 1].features and not out[i - 1].none:
            out[i] = out[i]._replace(features=out[i - 1].features, clues=out[i - 1].clues)
    for i in range(len(out) - 2, -1, -1):
        between = text[out[i].span.end : out[i + 1].span.start]
        if not out[i].features and between.strip() in {",", "và", ", và"}:
            out[i] = out[i]._replace(features=out[i + 1].features, clues=out[i + 1].clues)
    return out


def _scoped(text: str, sentence: Span, slots: Sequence[Slot]) -> list[Slot]:
    """Give every slot the one that it divides, by brackets and «trong đó»."""
    out: list[Slot] = []
    scopes: list[tuple[int, str]] = []
    for i, slot in enumerate(slots):
        masked = _masked(text, _gap(slots, i, sentence))
        scopes = _moved(masked, scopes, i - 1)
        if i and _OUT_OF.search(text[max(sentence.start, slots[i - 1].span.start - 20) : slots[i - 1].span.start]):
            scopes.append((i - 1, "in"))
        while scopes and scopes[-1][1] != "(" and _leaves(slot, slots[scopes[-1][0]]):
            scopes.pop()
        out.append(slot._replace(within=scopes[-1][0] if scopes else None))
    return out


def _moved(gap: str, scopes: list[tuple[int, str]], before: int) -> list[tuple[int, str]]:
    """Return the scopes that stand open after `gap`, which follows slot number `before`."""
    scopes = list(scopes)
    closed = False
    for found in re.finditer(rf"[();]|{_WITHIN.pattern}", gap, re.IGNORECASE):
        mark = found[0]
        if mark == ":" and not gap[found.end() :].strip():
            continue  # «hoàn thành: 40»
        if mark == ")":
            closed = True
            while scopes and scopes.pop()[1] != "(":
                pass
        elif mark == ";":
            while scopes and scopes[-1][1] != "(":
                scopes.pop()
        elif before >= 0 and not (closed and mark == "("):
            scopes.append((before, "(" if mark == "(" else "in"))
    return scopes


def _leaves(slot: Slot, above: Slot) -> bool:
    """Whether a number says a state of its own that cannot lie within the one above: «…, chưa hoàn thành 5.863»."""
    status, over = compose(slot.features), compose(above.features)
    if not says_state(slot.features) or status is None or over is None:
        return False
    return (status in OPEN and over in COMPLETED) or (status in COMPLETED and over in OPEN)
