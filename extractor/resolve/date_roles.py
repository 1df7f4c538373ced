"""Roles: what a date is of. The words around it decide (rules/date_roles.toml); else its place and its form.

A single day is an event when it is the day of the document's own news, the first day told that is nothing else, or lies
within the three days before it; other single days and months are asides. Everything longer is a period.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.annotations import DocumentFinding, ReferenceFinding
from extractor.resolve.anchors import Anchored
from extractor.resolve.calendar import Grain
from extractor.resolve.date_contexts import Context
from extractor.resolve.date_reading import Phrase
from extractor.rules.loader import Rule
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Kind, Role

_FRESH = dt.timedelta(days=3)
_OLD = 1990  # a year before it standing alone is history, nothing that is counted
_LONG_AGO = 9  # years
_OPENS = 25  # characters from the start of an item within which a day is the day of its task
_CITED = re.compile(r"(?:,| của [^.;:()]{1,70}| đã| được| ban hành| ký){0,4},? ?\(?")
_CREDIT = re.compile(r"[^.\n()]{0,40}\.? ?\((?:Nguồn|Ảnh)(?: ảnh)? ?:")
_CITED_REACH = 90
_HOLIDAYS = "holidays.toml"
_ANY_DAY = "XXXX-XX-XX"
_FRAME = frozenset({BlockKind.LETTERHEAD, BlockKind.SIGNATURE, BlockKind.RECIPIENTS})


class Given(NamedTuple):
    """A role and the rule that gave it; `file` is empty where the form or the place did."""

    role: Role
    rule: str
    file: str = ""


def give_roles(  # noqa: PLR0913  # what is known of a date, each its own
    dates: Sequence[Anchored],
    contexts: Sequence[Context],
    layout: Layout,
    document: DocumentFinding,
    references: Sequence[ReferenceFinding],
    *,
    cells: Sequence[Span] = (),
) -> list[Given]:
    """Return the role of each date, in order; `cells` are those of deadlines in tables of tasks."""
    cited = _cited(dates, layout, references)
    told = [
        Given(Role.DEADLINE, "deadline-column")
        if any(cell.contains(date.phrase.span) for cell in cells)
        else _by_words(date, context, layout, document, after_reference=after)
        for date, context, after in zip(dates, contexts, cited, strict=True)
    ]
    news = _day_of_news(dates, told, layout, document.date)
    given = [
        given or _by_form(date, news, document, context.role)
        for date, given, context in zip(dates, told, contexts, strict=True)
    ]
    return _of_that_day(dates, given)


def _of_that_day(dates: Sequence[Anchored], given: Sequence[Given]) -> list[Given]:
    """Give «16h cùng ngày» the role of the day it means, where that is told in passing."""
    roles = list(given)
    for i, date in enumerate(dates):
        if i and date.phrase.same_day and roles[i].role is Role.EVENT and dates[i - 1].phrase.is_day:
            roles[i] = roles[i - 1] if roles[i - 1].role is Role.OTHER else roles[i]
    return roles


def _cited(dates: Sequence[Anchored], layout: Layout, references: Sequence[ReferenceFinding]) -> list[bool]:
    """Say of each date whether it is the date of the document cited right before it."""
    ends = sorted(reference.span.end for reference in references)
    found: list[bool] = []
    at = 0
    for date in dates:
        start = date.phrase.span.start
        while at < len(ends) and ends[at] <= start:
            at += 1
        gap = layout.text[ends[at - 1] : start] if at and start - ends[at - 1] <= _CITED_REACH else None
        found.append(gap is not None and "\n" not in gap and bool(_CITED.fullmatch(gap)))
    return found


def _by_words(
    date: Anchored, context: Context, layout: Layout, document: DocumentFinding, *, after_reference: bool
) -> Given | None:
    """Return the role that place and words give, None where they give none."""
    span = date.phrase.span
    if date.phrase.birth:
        return Given(Role.OTHER, "birth")
    header = document.header
    dated = header is not None and header.date_span is not None and header.date_span.overlaps(span)
    block = layout.blocks[layout.block_at(span.start)]
    if dated or (block.kind in _FRAME and date.phrase.first.grain is Grain.DAY):  # «V/v lập danh sách năm 2021»
        return Given(Role.DOCUMENT, "letterhead")
    if after_reference and date.phrase.last is None:
        return Given(Role.DOCUMENT, "cited")
    if block.kind is BlockKind.ITEM and _is_task_of_minutes(date, block.span, layout.text, document):
        return Given(Role.DEADLINE, "task-of-minutes")
    return None if context.role is None else _by_rule(date, context.role, document.date)


def _by_rule(date: Anchored, rule: Rule, today: dt.date | None) -> Given | None:
    """Return the role that a rule gives, None where a stretch of time has none such or its form comes first."""
    if rule.fields.get("passing"):
        return None
    role = Role(rule.text("role")) if _is_near(date, rule, today) else Role.OTHER
    if role is Role.EVENT and date.phrase.ahead:  # «khai mạc ngày 23/10 tới»
        role = Role.OTHER
    return None if _is_long(date) and not _is_of_a_stretch(date, role) else Given(role, rule.name, rule.file)


def _is_near(date: Anchored, rule: Rule, today: dt.date | None) -> bool:
    """Whether it lies within the days before the document's date that the rule asks for, if it asks for any."""
    near = rule.fields.get("near")
    if near is None or today is None:
        return not rule.fields.get("dated")
    days = (date.phrase.last or date.phrase.first).days()
    return days is not None and today - days[1] <= dt.timedelta(days=int(str(near)))


_EXACT = re.compile(
    r"\d{4}|sáng|trưa|chiều|tối|thứ|chủ nhật", re.IGNORECASE
)  # «tuyên truyền ngày 8/3» is no time for it
# «báo cáo bằng văn bản vào 20/3»
_DUE_ON = re.compile(r"(?<!\w)(?:báo cáo|nộp|gửi|trình|bàn giao|hoàn thành)(?: [^\s,.;]+){0,6} vào $", re.IGNORECASE)
# «… để chuẩn bị cho buổi liên hoan sáng Chủ nhật» is no day for the task
_PURPOSE = re.compile(r"(?<!\w)(?:để|nhằm|cho (?:buổi|cuộc|hội|lễ|kỳ|đợt|dịp|ngày)|phục vụ|chuẩn bị)(?!\w)")
_SINCE_REACH = 8  # characters
_SINCE = re.compile(r"(?<!\w)(?:từ|kể từ) $", re.IGNORECASE)  # «- Từ ngày 20/8, tổ bảo vệ trực đêm»
_FOR_LONG = frozenset({Role.DEADLINE, Role.DOCUMENT})


def _is_long(date: Anchored) -> bool:
    """Whether it is a stretch of time, not a point in it."""
    phrase = date.phrase
    return (
        phrase.last is not None
        or phrase.open_end
        or phrase.open_start
        or phrase.first.grain in {Grain.HEAD, Grain.TAIL}
    )


def _is_of_a_stretch(date: Anchored, role: Role) -> bool:
    """Whether a stretch of time may have this role; days do where something took place: `diễn ra từ ngày 3-5/4`."""
    return role in _FOR_LONG or (role is Role.EVENT and date.phrase.first.grain is Grain.DAY)


def _is_task_of_minutes(date: Anchored, block: Span, text: str, document: DocumentFinding) -> bool:
    """Whether a day opens an item of minutes, or an item names one that was still to come when they met."""
    if (
        document.kind is not Kind.MINUTES
        or not date.phrase.is_day
        or _SINCE.search(text, max(block.start, date.phrase.span.start - _SINCE_REACH), date.phrase.span.start)
    ):
        return False
    near = date.phrase.span.start - block.start <= _OPENS
    days = date.phrase.first.days()
    met = document.met_on
    clause = max(block.start, text.rfind(",", block.start, date.phrase.span.start))
    said = _EXACT.search(date.phrase.span.of(text)) or _DUE_ON.search(text, clause, date.phrase.span.start)
    told = said and not _PURPOSE.search(text, clause, date.phrase.span.start)
    if met and days and days[0] <= met:
        return False  # «- Thời gian: 8 giờ ngày 3/4/2024»
    return near or bool(told and met and days)


def _day_of_news(
    dates: Sequence[Anchored], told: Sequence[Given | None], layout: Layout, today: dt.date | None
) -> dt.date | str | None:
    """Return the day (or, with its year unknown, the notation) of the document's own news: the first that is told."""
    latest, cited = _latest_year(dates), _latest_cited(dates, told)
    for date, given in zip(dates, told, strict=True):
        moment = date.phrase.first
        if not _is_one_day(date.phrase) or (given is not None and given.role is not Role.EVENT):
            continue
        if moment.year is not None and not date.clues and moment.year < max(latest - _LONG_AGO, cited - 1):
            continue  # history told before the news, or older than a paper that it cites
        if date.phrase.file == _HOLIDAYS or moment.notation().startswith(_ANY_DAY):
            continue  # «sáng nay» of an undated text: its day may stand elsewhere
        aside = layout.text.startswith(")", date.phrase.span.end) and layout.text[date.phrase.span.start - 1] == "("
        if (aside and not moment.time) or _CREDIT.match(layout.text, date.phrase.span.end):
            continue  # the day of a picture, or one told aside: «chỉ trong một ngày (20/7/2015)»
        if layout.blocks[layout.block_at(date.phrase.span.start)].kind is not BlockKind.FOOTNOTE:
            days = moment.days()
            if days and today and days[0] - today > _FRESH:
                continue  # still to come
            return days[0] if days else moment.notation()[:10]
    return None


def _latest_year(dates: Sequence[Anchored]) -> int:
    """Return the latest year of which the text names a day or a month."""
    points = (date.phrase.first for date in dates if date.phrase.last is None)
    return max((m.year for m in points if m.year and m.grain in {Grain.DAY, Grain.MONTH}), default=0)


def _latest_cited(dates: Sequence[Anchored], told: Sequence[Given | None]) -> int:
    """Return the latest year of a paper that the text cites."""
    papers = (d.phrase.first for d, given in zip(dates, told, strict=True) if given and given.role is Role.DOCUMENT)
    return max((moment.year for moment in papers if moment.year), default=0)


def _is_one_day(phrase: Phrase) -> bool:
    """Whether it is one day, or one night: «đêm 3 rạng sáng 4/8»."""
    night = phrase.last is not None and phrase.first.time == "TNI" and phrase.last.time == "TMO"
    return phrase.is_day or night


def _is_close(day: str, news: str) -> bool:
    """Whether a day without a year (`XXXX-10-13`) is the day of the news or lies within the three days before it."""
    try:
        one, other = (dt.date.fromisoformat(f"2000{written[4:]}") for written in (day, news))
    except ValueError:
        return day == news
    return dt.timedelta(0) <= other - one <= _FRESH


def _by_form(date: Anchored, news: dt.date | str | None, document: DocumentFinding, rule: Rule | None) -> Given:
    """Return the role that the form of an expression gives; where that is an aside, what a rule for such says."""
    given = _formed(date, news, document)
    passing = given.role is Role.OTHER and rule is not None and rule.fields.get("passing")
    return Given(Role(rule.text("role")), rule.name, rule.file) if rule and passing else given


def _formed(date: Anchored, news: dt.date | str | None, document: DocumentFinding) -> Given:
    phrase = date.phrase
    if not _is_one_day(phrase):
        history = phrase.first.grain is Grain.YEAR and phrase.last is None and (phrase.first.year or _OLD) < _OLD
        long = _is_long(date) or (phrase.first.grain in {Grain.YEAR, Grain.QUARTER} and not history)
        return Given(Role.PERIOD, "stretch-of-time") if long else Given(Role.OTHER, "aside")
    if phrase.file == _HOLIDAYS:
        return Given(Role.OTHER, "holiday")
    days = phrase.first.days()
    if days is None:
        same = isinstance(news, str) and _is_close(phrase.first.notation()[:10], news)
        return Given(Role.EVENT, "day-of-news") if same else Given(Role.OTHER, "aside")
    day = days[0]
    ends = [day for day in (news, document.date) if isinstance(day, dt.date)]
    fresh = any(dt.timedelta(0) <= end - day <= _FRESH for end in ends)
    return Given(Role.EVENT, "day-of-news") if fresh else Given(Role.OTHER, "aside")
