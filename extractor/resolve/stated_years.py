"""Stated years: which years a text names, where, and what a year that one of its days borrows may not contradict."""

import datetime as dt
from bisect import bisect, insort
from collections.abc import Sequence

from extractor.resolve.calendar import Grain
from extractor.resolve.date_contexts import Context
from extractor.resolve.date_reading import Phrase
from models.vocabulary import Role

_OLD = 1990  # a year before it standing alone is history, no year of the text


def is_due(context: Context) -> bool:
    """Whether its words make it a deadline."""
    return context.role is not None and context.role.text("role") == Role.DEADLINE


def _is_cited(context: Context) -> bool:
    """Whether its words make it the date of a paper."""
    return context.role is not None and context.role.text("role") == Role.DOCUMENT


def _is_to_come(context: Context) -> bool:
    """Whether a rule says that it may lie ahead: «có hiệu lực từ ngày 1/7»."""
    return context.role is not None and bool(context.role.fields.get("to_come"))


def _years_apart(phrases: Sequence[Phrase], contexts: Sequence[Context]) -> frozenset[int]:
    """Years of which the text speaks as of another year than its own."""
    return frozenset(
        year
        for phrase, context in zip(phrases, contexts, strict=True)
        if (year := phrase.stated_year) is not None
        and phrase.last is None
        and not phrase.open_end
        and (context.apart or (context.past and not context.ahead and phrase.first.grain is Grain.YEAR))
    )


class StatedYears:
    """The years that a text states, each with the phrases that state it, and what a borrowed one may not contradict."""

    def __init__(self, phrases: Sequence[Phrase], contexts: Sequence[Context]) -> None:
        """Take the phrases of a text in order, each with what its sentence says of it."""
        pairs = list(zip(phrases, contexts, strict=True))
        self.stamps = frozenset(p.first.year for p, c in pairs if _is_cited(c) and p.first.time and p.first.year)
        self.apart = _years_apart(phrases, contexts) - self.stamps
        self.older: frozenset[int] = frozenset()  # years in which the news would be older than a paper it cites
        self.reported: int | None = None
        self.places: dict[int, list[int]] = {}
        for i, (phrase, context) in enumerate(pairs):
            old = (phrase.stated_year or _OLD) < _OLD and phrase.first.grain is Grain.YEAR
            if phrase.stated_year is not None and not context.apart and not old:
                self.places.setdefault(phrase.stated_year, []).append(i)
        others = any(p.stated_year is not None and not c.planned for p, c in pairs)
        ends = () if others else (p.last.year for p, c in pairs if c.planned and p.last)
        self.planned = next(iter(ends), None)  # the last year of a plan, where no other year is stated
        stated = [(p, c, d) for p, c in pairs if not p.birth and (d := (p.last or p.first).days()) is not None]
        points = [(p, c, d) for p, c, d in stated if p.first.grain is not Grain.YEAR]
        # a day that has come lies neither after what is still due nor before what has been told
        self.due = min((d[1] for _, c, d in points if c.ahead or is_due(c)), default=dt.date.max)
        told = (d[0] for p, c, d in points if c.past and not (c.ahead or is_due(c)) and p.first.grain is not Grain.DAY)
        self.told = max(told, default=dt.date.min)
        come = (d[0].year for p, c, d in points if not (c.ahead or c.apart or is_due(c) or _is_to_come(c)))
        self.latest = max(come, default=0)
        cited = (d[0] for p, c, d in points if p.first.grain is Grain.DAY and _is_cited(c) and not p.first.time)
        self.cited = max(cited, default=dt.date.min)
        self.opening = next((p.span for p in phrases if p.is_day), None)

    def nearest(self, i: int) -> list[int]:
        """Return the years in the order of their nearness to phrase `i`: those before it, then those after.

        The year of the hour at which the text was posted comes before all.
        """
        before, after = [], []
        for year, places in self.places.items():
            at = bisect(places, i)
            if at:
                before.append((-places[at - 1], year))
            if at < len(places):
                after.append((places[at], year))
        near = (year for _, year in (*sorted(before), *sorted(after)))
        return list(dict.fromkeys((*sorted(self.stamps), *near)))

    def add(self, i: int, year: int) -> None:
        """Take phrase `i`, now with its year, for one that states it."""
        insort(self.places.setdefault(year, []), i)
