"""The review list: what a careful reader looks over first, told by a record alone.

A directive is doubtful where it speaks of time but got no deadline, where nobody is told to act, and where nothing
in the text says who wills it. A deadline that no directive took is doubtful too: its directive may have been missed.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from models.folding import canonical, tidy
from models.records import Date, Directive, Record
from models.spans import Span
from models.vocabulary import Role


class Doubt(StrEnum):
    """Why something is on the list."""

    NO_DEADLINE = "no_deadline"
    NO_ADDRESSEE = "no_addressee"
    NO_ISSUER = "no_issuer"
    ISSUER_BY_DEFAULT = "issuer_by_default"
    STRAY_DEADLINE = "stray_deadline"


class Doubtful(NamedTuple):
    """A directive or date (`id`) at `span` with its doubts, and the words of time that led to no deadline."""

    id: str
    span: Span
    text: str
    doubts: tuple[Doubt, ...]
    words: tuple[str, ...] = ()


# «trước 30/6», «chậm nhất», «trong vòng 5 ngày», and what is to be ended: «hoàn thành các công việc còn lại»;
# neither what is done or overdue («3 nhiệm vụ chưa hoàn thành») nor hours of work («trong giờ hành chính»)
_TIME = re.compile(
    r"(?<!\w)(?:thời hạn|hạn chót|hạn cuối|đúng hạn|chậm nhất|muộn nhất|trễ nhất|định kỳ|dứt điểm|"
    r"(?<!chưa )(?<!đã )(?<!không )(?:hoàn thành|hoàn tất|làm xong)|"
    r"(?:trước|trong|đến|hết|từ nay đến)(?: (?:hết|vòng|cuối|đầu|giữa))* "
    r"(?:\d+ )?(?:giờ(?! hành chính)|ngày|tuần|tháng|quý|năm|nhiệm kỳ|\d{1,2}[/-]\d+))(?!\w)",
    re.IGNORECASE,
)


def review(record: Record) -> tuple[Doubtful, ...]:
    """Return what is doubtful in a record, in the order of the text."""
    found = [*_directives(record), *_stray(record)]
    return tuple(sorted(found, key=lambda doubtful: (doubtful.span, doubtful.id)))


def _directives(record: Record) -> Iterator[Doubtful]:
    for directive in record.directives:
        words = () if directive.deadline else words_of_time(directive, record.dates)
        doubts = (
            *([Doubt.NO_DEADLINE] if words else []),
            *([] if directive.addressees or directive.addressee_texts else [Doubt.NO_ADDRESSEE]),
            *_issuer(directive),
        )
        if doubts:
            yield Doubtful(directive.id, Span(directive.start, directive.end), directive.text, doubts, words)


def _issuer(directive: Directive) -> list[Doubt]:
    if directive.issuer is None:
        return [Doubt.NO_ISSUER]
    guessed = any(step.what == "issuer: default" for step in directive.why.steps)
    return [Doubt.ISSUER_BY_DEFAULT] if guessed else []


def words_of_time(directive: Directive, dates: tuple[Date, ...]) -> tuple[str, ...]:
    """Return the dates and the words of a deadline in a directive that are no due time of it yet."""
    span = Span(directive.start, directive.end)
    known = [Span(due.start, due.end) for due in directive.dues]
    told = [Span(date.start, date.end) for date in dates if date.role is not Role.DOCUMENT]
    told = [place for place in told if span.contains(place) and not any(place.overlaps(due) for due in known)]
    rest = [*directive.text]
    for place in (*known, *told):
        for at in range(max(place.start - span.start, 0), min(place.end - span.start, span.length)):
            rest[at] = "_"
    words = _TIME.finditer(canonical(tidy("".join(rest))))
    return (*(directive.text[p.start - span.start : p.end - span.start] for p in told), *(m[0] for m in words))


def _stray(record: Record) -> Iterator[Doubtful]:
    """Yield the deadlines that no directive took."""
    taken = {due.date for directive in record.directives for due in directive.dues}
    taken |= {directive.deadline for directive in record.directives}
    for date in record.dates:
        if date.role is Role.DEADLINE and date.id not in taken:
            yield Doubtful(date.id, Span(date.start, date.end), date.text, (Doubt.STRAY_DEADLINE,), (date.text,))
