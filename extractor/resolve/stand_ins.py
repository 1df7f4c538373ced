"""Stand-ins: words other than a title or a name that stand for an office-holder or a body of the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.annotations import PersonFinding, UnitFinding
from extractor.resolve.title_phrases import UnitPlaces
from extractor.resolve.unit_lexicon import pairs, strings
from extractor.rules.loader import Match, load_rules
from models.folding import fold
from models.spans import Cover, Span


def _level(word: str) -> str:
    return pairs("places", "written_levels").get(word, word)


def _word(key: str) -> str:
    return pairs("stand_ins", "words")[key]


def stand_ins(
    found: Sequence[Match], people: Sequence[PersonFinding], units: Sequence[UnitFinding]
) -> Iterator[tuple[Span, int]]:
    """Yield such words («Chủ tịch thành phố yêu cầu») with the person meant: who holds the title, named last before."""
    named = Cover(mention for person in people if person.name is not None for mention in person.mentions)
    for match in found:
        if "body" in match.groups:
            continue
        title = match.rule.text("title") or match.groups["title"].casefold()
        level = match.groups.get("level", "").casefold().rstrip(".")
        at_level = frozenset(i for i, unit in enumerate(units) if _level(level) in fold(unit.name))
        person = _holder(people, title, match.span.start, at_level)
        if person is not None and not named.meets(match.span):
            yield match.span, person


def bodies(found: Sequence[Match], units: Sequence[UnitFinding]) -> Iterator[tuple[Span, int]]:
    """Yield «ban chỉ đạo (yêu cầu)», «tỉnh (đã chỉ đạo)» with the unit meant: the last such one named before."""
    called: dict[str, list[tuple[int, int]]] = {}
    for match in found:
        if "body" not in match.groups:
            continue
        head = match.groups["body"].casefold()
        named = called.get(head)
        if named is None:
            named = called[head] = _mentions(_level(head), units)
        before = bisect_left(named, (match.span.start,))
        if before:
            yield match.spans["body"], named[before - 1][1]


def heads_of(text: str, units: Sequence[UnitFinding], people: Sequence[PersonFinding]) -> Iterator[tuple[Span, int]]:
    """Yield «Trưởng [Ban Chỉ đạo] (yêu cầu)» with who is named as head of that body, where the word is told once."""
    leading = {
        q.unit: i for i, p in enumerate(people) for q in p.positions if q.title.lower() in strings("stand_ins", "heads")
    }
    head, deputy = f"{_word('head')} ", f"{_word('deputy')} "
    for i, unit in enumerate(units):
        for mention in unit.mentions if i in leading else ():
            start = mention.start - len(head)
            before = text[max(0, start - len(deputy)) : max(0, start)].lower()
            if text[max(0, start) : mention.start].lower() == head and before != deputy:
                yield Span(start, mention.end), leading[i]


def committee_of_place(text: str, title: Span, units: UnitPlaces, *, told: bool = False) -> tuple[int, int] | None:
    """Return the People's Committee, named in the text, of the place behind a chairman's title, and the place's end.

    «Chủ tịch tỉnh» alone is of the one named last before, unless the place must be `told`.
    """
    place = _of_place().match(text, title.start)
    if place is None or (told and not place["place"]) or not fold(place["title"]).endswith(_word("chair")):
        return None
    level = place["level"].casefold().rstrip(".")
    seat = f"{fold(_word('committee'))} {fold(_level(level))} "
    name = seat + fold(place["place"] or "")  # «Chủ tịch tỉnh Long An Trần B»: a name may be taken in
    called = {i: f"{fold(unit.name)} " for i, unit in enumerate(units.units) if f"{fold(unit.name)} ".startswith(seat)}
    fitting = {i for i, said in called.items() if said.startswith(name) or (said != seat and name.startswith(said))}
    seats = [(span.start, i) for span, i in units.places if i in fitting]
    before = [i for start, i in seats if start < title.start]
    meant = before or ([i for _, i in seats] if place["place"] else [])
    return (meant[-1], place.end()) if meant else None


@cache
def _of_place() -> re.Pattern[str]:
    return next(rule.pattern for rule in load_rules("stand_ins").rules if rule.name == "office-of-a-place")


def _mentions(head: str, units: Sequence[UnitFinding]) -> list[tuple[int, int]]:
    """Return where units whose names begin with `head` are named, with which they are, in order."""
    heads = (
        (f"{head} ", f"{_word('committee')} {head}") if head in strings("places", "committee_levels") else (f"{head} ",)
    )
    begins = tuple(map(fold, heads))
    return sorted(
        (m.start, i) for i, unit in enumerate(units) if fold(unit.name).startswith(begins) for m in unit.mentions
    )


def _holder(people: Sequence[PersonFinding], title: str, position: int, at_level: frozenset[int]) -> int | None:
    """Return who holds `title` in a unit `at_level` or in none that is known, the last named before `position` first.

    «Chủ tịch tỉnh» is not who heads the city.
    """
    held = [(i, q) for i, p in enumerate(people) for q in p.positions if q.title.casefold() == title]
    holders = list(dict.fromkeys(i for i, q in held if q.unit is None or q.unit in at_level))
    named = {i: [m.start for m in (*people[i].mentions, *people[i].titles)] for i in holders}
    before = {i: max(at for at in starts if at < position) for i, starts in named.items() if min(starts) < position}
    return max(before, key=lambda i: before[i]) if before else next(iter(holders), None)
