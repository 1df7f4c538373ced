"""Finding: the time expressions of a text, each whole: a day with its weekday, a range with both its ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractor.resolve.calendar import Grain, Moment
from extractor.resolve.date_reading import Phrase, read
from extractor.rules.loader import Match, Rule, RuleSet, keep_longest, load_rules
from extractor.rules.lookout import index_of
from models.folding import canonical
from models.spans import Cover, Span

_FILES = ("dates", "holidays")
_GAP = 4  # « - », «, », « (»
_REACH = 70  # characters on either side of what a rule needs, or of an expression, that are looked at
_NEXT_TO = re.compile(r",? ?(?:[-–] ?)?|,? ?\(")
_TO = re.compile(r",? (?:cho )?(?:đến|tới)(?: khoảng)? ")
_DASH = re.compile(r" ?[-–] ?")
_RANGE = re.compile(r"[-–]|(?<!\w)(?:đến|tới)(?!\w)")  # «từ thập niên 90» has none
_FROM = re.compile(r"(?<!\w)(?:giai đoạn )?từ (?:khoảng )?$", re.IGNORECASE)
_FROM_NOW = re.compile(r"(?<!\w)từ (?:nay|bây giờ|giờ) (?:cho )?(?:đến|tới) $", re.IGNORECASE)
_UNTIL_NOW = re.compile(
    r",? (?:cho )?(?:đến|tới) (?:nay|giờ|bây giờ|hiện nay|hiện tại|thời điểm này|thời điểm hiện tại)(?!\w)",
    re.IGNORECASE,
)

# «Quý⏎IV năm 2025», «ngày 24⏎tháng 11», «2021⏎- 2025»: a line that ends within a date
_BROKEN = re.compile(
    r"\n(?:(?<=\bngày\n)(?=\d)|(?<=\btháng\n)(?=\d)|(?<=\bnăm\n)(?=\d)|(?<=\bquý\n)(?=[1-4IV])"
    r"|(?<=\d\n)(?=(?:tháng|năm) \d)|(?<=\d{4}\n)(?=- ?\d{4}))",
    re.IGNORECASE,
)


def find_phrases(text: str, blocked: Sequence[Span] = (), *, alone: bool = False) -> list[Phrase]:
    """Return the time expressions of `text` outside `blocked`, in order; `alone`: `text` is one phrase by itself."""
    text = _BROKEN.sub(" ", text)
    found = [_narrow(m) for m in _searches().matches(text, alone=alone)]
    if blocked:
        taken = Cover(blocked)
        found = [m for m in found if not taken.meets(m.span)]
    kept = [m for m in keep_longest(found) if not m.rule.fields.get("refuse")]
    phrases = _with_weekdays(text, [read(m) for m in kept])
    return _with_ranges(text, phrases)


class _Searches:
    """The rules of all files.

    Those of which it is not known how they begin are tried only near what every match of them holds; those for a phrase
    by itself, at its beginning.
    """

    def __init__(self) -> None:
        rules = [rule for name in _FILES for rule in load_rules(name).rules]
        self._alone = [rule for rule in rules if rule.fields.get("alone")]
        others = [rule for rule in rules if not rule.fields.get("alone")]
        self._opened = RuleSet(", ".join(_FILES), tuple(rule for rule in others if not rule.text("needs")))
        self._near = [_Search(rule) for rule in others if rule.text("needs")]

    def matches(self, text: str, *, alone: bool) -> list[Match]:
        lower = index_of(text).lower
        found = [*self._opened.all(text), *(match for search in self._near for match in search.matches(text, lower))]
        return found + [match for rule in self._alone if alone for match in rule.all(text, 0, len(text))]


class _Search:
    """A rule, and what every match of it holds, in lower case."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._needed = re.compile(canonical(rule.text("needs")))
        self._reach = int(rule.text("reach") or _REACH)

    def matches(self, text: str, lower: str) -> Iterator[Match]:
        for span in _near(self._needed.finditer(lower), len(text), self._reach):
            yield from self._rule.all(text, *span)


@cache
def _searches() -> _Searches:
    return _Searches()


def _near(needed: Iterable[re.Match[str]], length: int, reach: int) -> Iterator[Span]:
    """Yield the stretches of a text of `length` within `reach` of what is needed, in order and apart."""
    start, end = 0, -1
    for found in needed:
        if found.start() - reach > end:
            if end >= 0:
                yield Span(start, end)
            start = max(0, found.start() - reach)
        end = min(length, found.end() + reach)
    if end >= 0:
        yield Span(start, end)


def _narrow(match: Match) -> Match:
    """Return the expression itself, where the rule needs words around it."""
    span = match.spans.get("date") or match.spans.get("same")
    return match if span is None else match._replace(span=span)


def _with_weekdays(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Make one of `thứ Hai, ngày 5/3`, `hôm nay 21/2`, `sáng nay (ngày 16/11/2025)`, `5/3/2019 (thứ Ba)`."""
    merged: list[Phrase] = []
    for phrase in phrases:
        joined = _apposed(text, merged[-1], phrase) if merged else None
        if joined is None:
            merged.append(phrase)
        else:
            merged[-1] = joined
    return merged


def _apposed(text: str, one: Phrase, other: Phrase) -> Phrase | None:
    gap = text[one.span.end : other.span.start]
    if not (one.is_day and other.is_day and len(gap) <= _GAP and _NEXT_TO.fullmatch(gap)):
        return None
    if _is_explicit(one.first) == _is_explicit(other.first):
        return None
    explicit, relative = (one, other) if _is_explicit(one.first) else (other, one)
    if explicit is one and not (relative.first.is_weekday and gap.endswith("(")):
        return None
    end = other.span.end
    if gap.endswith("("):
        if text[end : end + 1] != ")":
            return None
        end += 1
    time = explicit.first.time or relative.first.time
    weekday = relative.first.weekday
    span = Span(one.span.start, end)
    return explicit._replace(span=span, first=explicit.first._replace(time=time, weekday=weekday))


def _is_explicit(moment: Moment) -> bool:
    return moment.month is not None and moment.day is not None


def _with_ranges(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Make one of `từ năm 2018 đến ngày 28/2/2019`; take `từ … đến nay` into what they bound."""
    merged: list[Phrase] = []
    for phrase in phrases:
        joined = _range(text, merged[-1], phrase) if merged else None
        if joined is None:
            merged.append(phrase)
        else:
            merged[-1] = joined
    return [_opened(text, phrase) for phrase in merged]


def _range(text: str, one: Phrase, other: Phrase) -> Phrase | None:
    if one.last or other.last or one.birth or other.birth or one.open_end:
        return None
    gap = text[one.span.end : other.span.start]
    came_from = _FROM.search(text, max(0, one.span.start - _REACH), one.span.start)
    dashed = bool(_DASH.fullmatch(gap))
    if not (dashed or _TO.fullmatch(gap)):
        return None
    if not came_from and one.first.grain is not other.first.grain:
        return None
    start = came_from.start() if came_from else one.span.start
    first = first_day(one.first) if one.first.edge == "đầu" else one.first
    if first.is_weekday and first.shift is None and other.first.is_weekday:  # «từ thứ Hai đến thứ Sáu tuần này»
        first = first._replace(shift=other.first.shift)
    return one._replace(span=Span(start, other.span.end), first=first, last=other.first, cycle=None)


def first_day(moment: Moment) -> Moment:
    """Return the first day of a moment, its year perhaps unknown: `đầu năm` as the start of a range is 1 January."""
    match moment.grain:
        case Grain.MONTH:
            month = moment.month
        case Grain.QUARTER:
            month = 3 * (moment.number or 1) - 2
        case Grain.TAIL:
            month = 13 - (moment.number or 1)
        case Grain.YEAR | Grain.HEAD:
            month = 1
        case _:
            return moment
    if moment.shift is not None:  # «từ đầu tháng này»: its day is known when its month is
        return moment
    return moment._replace(grain=Grain.DAY, month=month, day=1, number=None, edge="")


def _opened(text: str, phrase: Phrase) -> Phrase:
    """Take in `từ … đến nay`, `từ nay đến …`, and the `từ` of a range written with a dash."""
    start, end = phrase.span
    came_from = _FROM.search(text, max(0, start - _REACH), start)
    until_now = _UNTIL_NOW.match(text, end)
    if came_from and until_now and phrase.last is None:
        return phrase._replace(span=Span(came_from.start(), until_now.end()), open_end=True)
    from_now = _FROM_NOW.search(text, max(0, start - _REACH), start)
    if from_now and phrase.last is None:
        return phrase._replace(span=Span(from_now.start(), end), open_start=True)
    if came_from and _RANGE.search(text, start, end) and phrase.last is not None and not until_now:
        return phrase._replace(span=Span(came_from.start(), end))
    return phrase
