"""Offices that a sentence tells of someone: «ông A được bổ nhiệm làm Giám đốc …», «bà từng giữ các chức vụ như …».

The title stands behind words of holding an office (rules/told_offices.toml); it is of the person named last before them
in the sentence or, where `ông` or `bà` alone stands there, of the last one whom the text called so by name.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractor.resolve.person_titles import TitleReader
from extractor.resolve.shared_titles import Holder
from extractor.resolve.title_phrases import TitlePhrase
from extractor.rules.loader import load_rules
from models.spans import Span

_PRONOUN = re.compile(r"(?<!\w)(ông|bà)(?= (?-i:[^\W\d_A-ZĐ]))", re.IGNORECASE)
_PARTY = re.compile(r"ủy viên$", re.IGNORECASE)  # «giữ các cương vị Tỉnh ủy viên, Giám đốc Sở»
_TERM = r"(?:,? ?\(?(?:khóa|nhiệm kỳ) [^,;.()]{1,24}\)?)*"
_POST = re.compile(
    r"(?:(?:miễn|bãi|bổ) nhiệm|chức vụ|chức danh|chức|nhiệm vụ|cương vị)(?: \d{1,2}| hai| ba)? $", re.IGNORECASE
)
_POST_WIDTH = 24
_RANK = "(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá)|ông|bà|đồng chí)"
_FOR = re.compile(rf"{_TERM} (?:(?:đối )?với|của) (?:\d |hai |các )?{_RANK} ")
_INSTEAD = re.compile(rf"{_TERM},? thay(?: thế)?(?: cho)? (?:ông|bà|đồng chí) ")
_AND_FOR = re.compile(r"\)?(?:[,;]| và|[,;] và) (?:ông|bà|đồng chí) ")
_HELD = r"(?: (?:là|làm|giữ chức(?: vụ)?|đảm nhiệm(?: chức vụ)?|giữ cương vị))"
_IN_POST = re.compile(
    rf"(?<!\w)(?:(?:trên|với|ở) (?:cương vị|vai trò|tư cách){_HELD}?|"
    rf"(?:trong (?:thời gian|thời kỳ|giai đoạn)|khi(?: còn| đang)?){_HELD}|(?:sau )?khi (?:nhậm|nhận) chức(?: vụ)?) $",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"{_TERM}(?: giai đoạn [\d –-]{{4,12}})?(?: \([^()]{{1,40}}\))?, (ông|bà|đồng chí) ", re.IGNORECASE
)
_OFFICES = {"office", "member", "supreme", "abroad"}
_ENDS = re.compile(r"[.!?;:“”\"\n]")
_REACH = 90  # characters in which the words of holding stand before the title
_LEAD = 8  # characters before the title with which a sentence begins: «Tân »
_FAR = 160  # from the name to the title
_OTHER = {"ông": "bà", "bà": "ông"}
_LAST_CALLED = 900  # from the name to a pronoun


class _Named(NamedTuple):
    """Who is named, in order, where each begins, and whom the text names most."""

    holders: Sequence[Holder]
    starts: Sequence[int]
    topic: str
    by_title: Mapping[tuple[str, int], int]  # of a body: the first who holds it


def tell_offices(reader: TitleReader, holders: Sequence[Holder], sentences: Sequence[Span]) -> None:
    """Give the titles that sentences tell to those they are told of; titles of others are left alone."""
    firsts = [sentence.start for sentence in sentences]
    starts = [holder.named.span.start for holder in holders]
    named = _Named(holders, starts, _topic(holders), _by_title(reader.text, holders))
    last: int | None = None  # of whom a career is told
    for start, phrase in sorted(reader.by_start.items()):
        post = phrase.kind in _OFFICES or phrase.unit is not None
        told = post or _PARTY.search(phrase.span.of(reader.text))
        if start in reader.taken or phrase.plural or not told:
            continue
        begin = firsts[max(0, bisect_right(firsts, start) - 1)]
        words, career = _told(reader.text, max(begin, start - _REACH), start)
        index = None if words is None else _whose(reader.text, named, begin, words)
        if index is None and words is not None and not career:
            index = _called_by_title(reader, named, begin, words)
        if career:
            near = bisect_right(starts, start) - 1
            known = near if last is None and near >= 0 and start - starts[near] <= _LAST_CALLED else last
            index = last = known if index is None else index
        if index is not None:
            reader.follow(holders[index], index, phrase)


def tell_ahead(reader: TitleReader, holders: Sequence[Holder]) -> None:
    """Give an office to those for whom the text names it: «miễn nhiệm chức Giám đốc Sở A đối với ông B và ông C»."""
    firsts = {holder.named.span.start: i for i, holder in enumerate(holders)}
    text = reader.text
    for phrase in reader.by_start.values():
        post = _POST.search(text, max(0, phrase.span.start - _POST_WIDTH), phrase.span.start)
        row = _row(reader, phrase) if post else [phrase]
        told = (_FOR.match(text, row[-1].ends[-1]) if post else None) or _INSTEAD.match(text, row[-1].ends[-1])
        i = firsts.get(told.end()) if told else None
        while i is not None:
            holders[i].before += row
            reader.taken = dict.fromkeys((p.span.start for p in row), i) | reader.taken
            behind = max(holders[i].named.span.end, *(p.ends[-1] for p in holders[i].behind), 0)
            goes_on = _AND_FOR.match(text, behind)
            i = firsts.get(goes_on.end()) if goes_on else None


def tell_in_post(reader: TitleReader, holders: Sequence[Holder]) -> None:
    """Give the offices told before the subject: «trên cương vị Bí thư Đảng ủy, Chủ tịch Hội đồng A, [ông] đã …»."""
    text = reader.text
    starts = [holder.named.span.start for holder in holders]
    for start, phrase in sorted(reader.by_start.items()):
        posted = _IN_POST.search(text, max(0, start - _POST_WIDTH * 2), start)
        if not posted or start in reader.taken:
            continue
        row = _row(reader, phrase)
        subject = _SUBJECT.match(text, row[-1].ends[-1])
        index = _meant(text, starts, subject) if subject else None
        if subject is None and phrase.kind in _OFFICES:
            index = _speaking(text, holders, starts, posted.start())
        if index is not None:
            holders[index].behind += row
            reader.taken |= dict.fromkeys((p.span.start for p in row), index)


def _row(reader: TitleReader, phrase: TitlePhrase) -> list[TitlePhrase]:
    """Return a title and the free ones that go on behind it."""
    row = [phrase]
    while following := reader.free_behind(row[-1].ends[-1]):
        row.append(following)
    return row


def _meant(text: str, starts: Sequence[int], subject: re.Match[str]) -> int | None:
    """Return the index of the one whom a subject names, or of the last one called by the same pronoun."""
    at = bisect_left(starts, subject.end())
    if at < len(starts) and starts[at] == subject.end():
        return at
    word = subject[1].lower()
    near = range(at - 1, bisect_left(starts, subject.end() - _LAST_CALLED) - 1, -1)
    return next((i for i in near if _is_called(text, starts[i], word, subject.end())), None)


def _speaking(text: str, holders: Sequence[Holder], starts: Sequence[int], words: int) -> int | None:
    """Return the index of the one who does what is told before `words`: «[Ông A] dự họp với tư cách Trưởng đoàn»."""
    last = bisect_left(starts, words) - 1
    if last < 0 or words - holders[last].named.span.end > _FAR:
        return None
    between = text[holders[last].named.span.end : words]
    return None if _ENDS.search(between) else last


def _told(text: str, begin: int, end: int) -> tuple[int | None, bool]:
    """Return where it is told that the title at `end` is held, and whether by a line of a life.

    That is where the words of holding begin or, where they hold their subject («Ông là …»), where they end.
    """
    for rule in load_rules("told_offices").rules:
        if match := rule.pattern.search(text, begin, end):
            career = bool(rule.fields.get("career"))
            return end if career or rule.fields.get("subject") else match.start(), career
    return None, False


def _whose(text: str, named: _Named, begin: int, words: int) -> int | None:
    """Return the index of the one of whom the words at `words` are told."""
    holders, starts, topic, _ = named
    last = bisect_right(starts, words) - 1
    if last < 0:
        return None
    name = holders[last].named.span
    called = [m for m in _PRONOUN.finditer(text, max(begin, words - _FAR), words + 1) if m.start() > name.end]
    if not called:
        return last if name.start >= begin and words - name.end <= _FAR else None
    word = called[-1][1].lower()
    near = range(last, bisect_left(starts, words - _LAST_CALLED) - 1, -1)
    found = next((i for i in near if _is_called(text, starts[i], word, words)), None)
    if name.start >= begin and not _is_called(text, name.start, _OTHER[word], words):
        return last  # «miễn nhiệm đại tướng Trần A sau khi [ông] được bầu làm …»
    return _last_told(holders, last, words, topic) if found is None else found


def _by_title(text: str, holders: Sequence[Holder]) -> Mapping[tuple[str, int], int]:
    """Return who first holds each title of a body."""
    found: dict[tuple[str, int], int] = {}
    for index, holder in enumerate(holders):
        for held in (*holder.before, *holder.behind):
            if held.unit is not None:
                found.setdefault((held.span.of(text).lower(), held.unit), index)
    return found


def _called_by_title(reader: TitleReader, named: _Named, begin: int, words: int) -> int | None:
    """Return the index of the holder of the title with which a sentence begins: «Tân [Bí thư Tỉnh ủy] từng …»."""
    start = next((at for at in range(begin, min(begin + _LEAD, words)) if at in reader.by_start), None)
    if start is None or bisect_left(named.starts, begin) < bisect_left(named.starts, words):
        return None
    said = reader.by_start[start]
    return None if said.unit is None else named.by_title.get((said.span.of(reader.text).lower(), said.unit))


def _topic(holders: Sequence[Holder]) -> str:
    """Return the name that the text tells most often, empty where none stands more than once."""
    [(name, count)] = Counter(holder.named.text.lower() for holder in holders).most_common(1) or [("", 0)]
    return name if count > 1 else ""


def _last_told(holders: Sequence[Holder], last: int, words: int, name: str) -> int | None:
    """Return the last mention of a name before `words`, if it is not far."""
    near = takewhile(lambda i: words - holders[i].named.span.end <= _LAST_CALLED, range(last, -1, -1))
    return next((i for i in near if holders[i].named.text.lower() == name), None)


def _is_called(text: str, start: int, word: str, words: int) -> bool:
    """Whether the name at `start`, not too far before `words`, stands behind `ông` or `bà`."""
    return words - start <= _LAST_CALLED and text[max(0, start - 4) : start].lower().endswith(f"{word} ")
