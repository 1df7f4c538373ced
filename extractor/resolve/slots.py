"""Slots: the numbers of one sentence that may count tasks, with their nouns and shares."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from extractor.resolve.statuses import Features
from extractor.rules.loader import Match, load_rules, load_table
from extractor.text.numbers import parse_number
from models.folding import canonical
from models.spans import Span

_BARE = re.compile(r"(?<![\w.,/:%-])(?:\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\w%]|[.,]\d|/\d|\s%|-\d|:\d)")
_ABOUT = re.compile(r"(?<!\w)(?:gần|hơn|khoảng|trên|xấp xỉ|ngót|chừng|hàng)\s$", re.IGNORECASE)
# what may stand between a status word and a number whose noun is understood
_NEXT_TO = re.compile(r" ?(?::|là|có|cả|được|\(|chỉ có|chỉ|mới)? ?")
_ENDS = re.compile(r"\s?(?:[.,;:)(”\"]|$|và(?!\w))")
_STARTS = re.compile(r"(?:(?<!\w)(?:còn|có|lại|đó|là|và|chỉ|gồm)|[,;(:]) ?$", re.IGNORECASE)
# «hoàn thành 100% (số) nhiệm vụ», «kết quả đạt 100%»
_WHOLE = re.compile(
    r"(?<!\w)(?:hoàn thành|đạt|đạt tỷ lệ|thực hiện|giải quyết|xử lý)(?: được| xong)? (?P<share>100 ?%)"
    r"(?! (?!(?:tổng )?(?:số )?(?:các )?(?:nhiệm vụ|công việc|đầu việc|nội dung)|và )[^\W\d_])"
)
# «tổng số nhiệm vụ được giao là 833, trong đó 181 quá hạn»: the noun stands before its numbers
_SPOKEN = re.compile(
    r"(?<!\w)(?:số (?:lượng )?(?:các )?|nhiều )(?:nhiệm vụ|đầu việc|công việc|đề án|kiến nghị)(?!\w)", re.IGNORECASE
)
_COUNTED = re.compile(rf"{_SPOKEN.pattern}[^;.]{{0,110}}(?:là|:|đạt|có) $", re.IGNORECASE)
# «nhiều nhiệm vụ quá hạn gồm: Bộ Y tế (12), Bộ Nội vụ (5)»: numbers in brackets behind the names of who has so many
_LISTED = re.compile(
    rf"{_SPOKEN.pattern}[^;.()]{{0,80}}(?::|(?<!\w)(?:gồm|là|như)(?!\w))[^;.()]{{0,200}}(?=\()", re.IGNORECASE
)
_SAID = 120
_NOUN_REACH = 10


_NOWHERE = Span(0, 0)


class Slot(NamedTuple):
    """One number: what it counts, the text that belongs to it (`pre`, `post`), and what that says."""

    span: Span
    number: int
    kind: str  # of its noun: task, document, request, generic; `bare` without a noun, `whole` for «100%»
    noun: str | None
    rule: str
    none: bool = False
    word: bool = False  # spelled out («hai nhiệm vụ»)
    approximate: bool = False
    total: tuple[int, Span] | None = None  # the 52 of «48/52 nhiệm vụ»
    pre: Span = _NOWHERE
    post: Span = _NOWHERE
    features: Features = frozenset()
    clues: tuple[tuple[str, Span], ...] = ()
    within: int | None = None  # index of the slot that this one divides
    percent: float | None = None


def read_numbers(text: str, sentence: Span, taken: Iterable[Span], words: Sequence[Match], *, bare: bool) -> list[Slot]:
    """Return the numbers of a sentence in order; `taken` are spans of dates and references.

    `bare`: numbers without a noun, next to one of the status `words`, count too, since tasks have been spoken of.
    """
    blocked = [span for span in taken if span.overlaps(sentence)]
    matches = load_rules("task_nouns").find(text, sentence.start, sentence.end)
    found = [m for m in matches if not any(m.span.overlaps(b) for b in blocked)]
    slots = [slot for match in found for slot in _read(text, match)]
    given = any(word.rule.text("feature") == "assigned" for word in words)
    if bare or speaks_of_tasks(text, sentence) or any(given or slot.kind == "task" for slot in slots):
        blocked += [match.span for match in found]
        slots += _bare(text, sentence, words, blocked) + _wholes(text, sentence)
    return sorted(slots, key=lambda slot: slot.span)


def speaks_of_tasks(text: str, sentence: Span) -> bool:
    """Whether a sentence names a number of tasks without the number beside the noun."""
    return _SPOKEN.search(text, sentence.start, sentence.end) is not None


@cache
def _looks() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of the first words of the nouns, and the words that may stand before them."""
    table = load_table("task_nouns")["candidates"]
    heads, before = table["heads"], table["before"]  # type: ignore[index]  # a table of two lists
    forms = {form for head in heads for form in (head, head.capitalize(), head.title(), head.upper())}
    words = sorted(map(canonical, forms), key=len, reverse=True)
    return re.compile(rf"(?<=\w )(?:{'|'.join(words)})"), frozenset(map(canonical, before))


def candidates(text: str) -> list[int]:
    """Return where a number of tasks may stand: a noun after a digit, a number word, `không có`, `số`."""
    heads, before = _looks()
    found = []
    for match in heads.finditer(text):
        end = match.start() - 1
        word = text[max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1 : end]
        if word[-1:].isdigit() or word.lower() in before:
            found.append(match.start())
    return found


def _read(text: str, match: Match) -> list[Slot]:
    """Return the slot of a match, none where its number cannot be."""
    kind, noun = match.rule.text("kind"), match.groups["noun"].casefold()
    if match.rule.fields.get("none"):
        return [Slot(match.span, 0, kind, noun, match.rule.name, none=True)]
    written = match.groups.get("share") or match.groups["number"]
    number, total = parse_number(written), None
    if "whole" in match.groups:
        whole = parse_number(match.groups["whole"])
        total = None if whole is None else (whole, Span(match.spans["whole"].start, match.span.end))
    if number is None or (total is not None and total[0] < number):
        return []
    about = _ABOUT.search(text[max(0, match.span.start - _NOUN_REACH) : match.span.start]) is not None
    word = not written[0].isdigit()
    return [Slot(match.span, number, kind, noun, match.rule.name, word=word, approximate=about, total=total)]


def _bare(text: str, sentence: Span, words: Sequence[Match], blocked: Sequence[Span]) -> list[Slot]:
    """Return numbers whose noun is understood: next to a status word, and counting nothing else."""
    starts = {word.span.start for word in words}
    ends = sorted(word.span.end for word in words)
    listed, names = _LISTED.search(text, sentence.start, sentence.end), {span.end for span in blocked}
    slots = []
    for found in _BARE.finditer(text, sentence.start, sentence.end):
        span = Span(*found.span())
        number = parse_number(found[0])
        if number is None or any(span.overlaps(b) for b in blocked):
            continue
        last = max((end for end in ends if end <= span.start), default=None)
        after_word = last is not None and _NEXT_TO.fullmatch(text, last, span.start) is not None
        before_word = text[span.end : span.end + 1] == " " and span.end + 1 in starts
        opened = _STARTS.search(text[max(sentence.start, span.start - _NOUN_REACH) : span.start]) is not None
        ended = _ENDS.match(text, span.end, sentence.end) is not None
        after_noun = _COUNTED.search(text, max(sentence.start, span.start - _SAID), span.start) is not None
        named = f" ({found[0]})" == text[span.start - 2 : span.end + 1] and span.start - 2 in names
        in_list = named and listed is not None and span.start > listed.end()
        if in_list or (after_noun and ended) or (after_word and (ended or before_word)) or (before_word and opened):
            slots.append(Slot(span, number, "bare", None, "bare-number"))
    return slots


def _wholes(text: str, sentence: Span) -> list[Slot]:
    """Return the `100%` that stand for the whole of a stated total; their number is not known yet."""
    return [
        Slot(Span(*found.span("share")), 0, "whole", None, "whole-share")
        for found in _WHOLE.finditer(text, sentence.start, sentence.end)
    ]
