"""Names in a list that a role opens or someone known stands in: «nghệ sĩ như Lan Khuê, Mỹ Uyên, Minh Tú»."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.name_signs import LISTS_ON, around
from extractor.resolve.person_names import Candidate, Shape
from extractor.rules.loader import load_rules
from models.spans import Span

_SERIES = 3  # names that make a list
_LEADS = {"role", "abroad", "hired", "rank", "part"}
_STOP = re.compile(r"[.;:]")


def listed(text: str, candidates: Sequence[Candidate], accepted: Mapping[Span, str]) -> Iterator[Span]:
    """Yield the candidates that such a list makes people of."""
    series: list[Candidate] = []
    for candidate in candidates:
        if not _is_namelike(candidate):
            continue
        if series and not LISTS_ON.match(text[series[-1].span.end : candidate.span.start]):
            yield from _settle(text, series, accepted)
            series = []
        series.append(candidate)
    yield from _settle(text, series, accepted)


def _settle(text: str, series: Sequence[Candidate], accepted: Mapping[Span, str]) -> Iterator[Span]:
    known = any(c.span in accepted for c in series)
    if known or (len(series) >= _SERIES and _is_opened(text, series[0].span)):
        yield from (c.span for c in series if c.span not in accepted)


def _is_namelike(candidate: Candidate) -> bool:
    lexicon = load_lexicon()
    words = candidate.words
    if len(words) == 1 or lexicon.is_place(candidate.text):
        return False
    if candidate.shape is Shape.FOREIGN:
        return not any(word.lower() in lexicon.foreign_other for word in words)
    return candidate.shape is not Shape.OTHER and all(lexicon.is_given(word) for word in words)


def _is_opened(text: str, span: Span) -> bool:
    """Whether a role stands before a list: «những nghệ sĩ thân thiết khác như …»."""
    window, _ = around(text, span)
    rules = [rule for name in ("titles", "honorifics") for rule in load_rules(name).rules]
    roles = [rule for rule in rules if rule.text("kind") in _LEADS and rule.search(window)]
    ends = (found.end() for rule in roles for found in rule.pattern.finditer(window))
    return any(not _STOP.search(window, end) or window.endswith(": ") for end in ends)
