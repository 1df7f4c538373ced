"""Provinces that act: a place is a unit where, in its clause, it asks, answers, or is asked or given tasks."""

import re
from collections.abc import Iterable, Sequence

from extractor.resolve.coordination import provinces
from extractor.resolve.unit_contexts import apart
from extractor.resolve.unit_lexicon import Place
from extractor.resolve.unit_names import Name, NameReader
from extractor.rules.loader import Rule, load_rules
from extractor.text.layout import Layout

# A clause begins with the place: nothing before it in the sentence, or a word after which a new subject stands.
_OPENS = re.compile(r"(?:^|[“\"‘'(:;–-]\s?|, |(?<!\w)(?:mà|thì|để|rằng|nên|là|nếu|do|vì|khi|việc|theo đó,|và) )$")
_STRESS = re.compile(r"(?<!\w)(?:nhất là|đặc biệt là|trong đó có|trước hết là)(?: [^.;:\n]{0,60}, | )$")
_WINDOW = 100  # characters of the clause that are looked at


def acting_places(reader: NameReader, layout: Layout, names: Sequence[Name]) -> list[Name]:
    """Return the provinces that act as authorities, outside `names`."""
    return apart(_acting(reader, layout), names)


def _acting(reader: NameReader, layout: Layout) -> Iterable[Name]:
    for first, stop, place in provinces(reader):
        start = _with_level(reader, first)
        rule = _rule(layout, reader.tokens[start].start, reader.tokens[stop - 1].end)
        if rule:
            yield _name(start, stop, place, rule)


def _name(start: int, stop: int, place: Place, rule: Rule) -> Name:
    return Name(start, stop, "", place.name, rule.name, rule.file)


def _with_level(reader: NameReader, first: int) -> int:
    """Return where the level word before a place begins (`tỉnh Thái Bình`, `TP Đà Nẵng`)."""
    for back in (2, 1):
        at = first - back
        found = reader.lexicon.levels.longest(reader.tokens, at) if at >= 0 else None
        if found and found[0] == first:
            return at
    return first


def _rule(layout: Layout, start: int, end: int) -> Rule | None:
    sentence = layout.sentences[layout.sentence_at(start)].span
    before = layout.text[max(sentence.start, start - _WINDOW) : start]
    after = layout.text[end : min(sentence.end, end + _WINDOW)]
    whole = start - sentence.start <= _WINDOW
    for rule in load_rules("unit_authorities").rules:
        match rule.text("side"):
            case "before":
                holds = rule.pattern.search(before) is not None
            case "after":
                opens = _OPENS.search(before) if before else whole
                holds = bool(opens) and rule.pattern.match(after) is not None
            case _:
                holds = _STRESS.search(before) is not None and rule.pattern.match(after) is not None
        if holds:
            return rule
    return None
