"""Places that act: a province or district is a unit where, in its clause, it asks, answers, or is asked to act."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractor.resolve.coordination import provinces
from extractor.resolve.seating import provincial
from extractor.resolve.unit_contexts import apart
from extractor.resolve.unit_lexicon import Place, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_places import place_at
from extractor.rules.loader import Rule, load_rules
from extractor.text.layout import Layout

# A clause begins with the place: nothing before it in the sentence, or a word after which a new subject stands.
_OPENS = re.compile(
    r"(?:^|[“\"‘'(:;–-]\s?|, |(?<!\w)(?:mà|thì|để|rằng|nên|là|nếu|do|vì|khi|việc|theo đó,|và) )"
    r"(?:[Ll]ãnh đạo |[Cc]hính quyền |[Pp]hía )?$"
)
_STRESS = re.compile(r"(?<!\w)(?:nhất là|đặc biệt là|trong đó có|trước hết là)(?: [^.;:\n]{0,60}, | )$")
_WINDOW = 100  # characters of the clause that are looked at
_LEAD = re.compile(
    r"(?<!\w)(?:các|hai|ba|bốn|năm|\d{1,2})(?: (?:tỉnh|thành phố|địa phương)(?:,| và)?){0,2}(?: sau)?:? ?$",
    re.IGNORECASE,
)
_REST = re.compile(r",? ?(?:\.{3}|…|v\.v\.)")

_OFFICIAL = {"administrative", "minutes"}
_MAIN_SHARE = 0.6  # share of the mentions from which a document is about one place

_Found = tuple[int, int, Place]  # first token with its level, token behind the last, the place


def acting_places(reader: NameReader, layout: Layout, names: Sequence[Name]) -> list[Name]:
    """Return the provinces and districts that act as authorities, outside `names`."""
    return apart([*_acting(reader, layout), *_unnamed(reader, layout)], names)


def _acting(reader: NameReader, layout: Layout) -> Iterable[Name]:
    for run in _runs(reader):
        shared = _rule(layout, *_reach(reader, layout, run)) if len(run) > 1 else None
        for start, stop, place in run:
            rule = shared or _rule(layout, reader.tokens[start].start, reader.tokens[stop - 1].end)
            if rule:
                yield _name(start, stop, place, rule)


def _unnamed(reader: NameReader, layout: Layout) -> Iterable[Name]:
    """Yield «Tỉnh», «Thành phố» that act, in a document about one of them."""
    if reader.kind not in _OFFICIAL:
        return
    for level in provincial():
        words = tuple(level.capitalize().split())
        told = Counter(place for _, _, place in provinces(reader) if place.level == level)
        place, count = told.most_common(1)[0] if told else (None, 0)
        if place is None or count < _MAIN_SHARE * told.total():
            continue
        for at, token in enumerate(reader.tokens):
            stop = at + len(words)
            if token.text == words[0] and tuple(t.text for t in reader.tokens[at:stop]) == words:
                rule = _rule(layout, token.start, reader.tokens[stop - 1].end, bare=True)
                if rule:
                    yield _name(at, stop, place, rule)


def _runs(reader: NameReader) -> list[list[_Found]]:
    """Return the places of the text, those of one list together: «Nghệ An, Hà Tĩnh và tỉnh Quảng Trị»."""
    runs: list[list[_Found]] = []
    known = [(_with_level(reader, first), stop, place) for first, stop, place in provinces(reader)]
    for start, stop, place in sorted(
        [*known, *_districts(reader, {stop for _, stop, _ in known})], key=lambda f: f[:2]
    ):
        between = [token.key for token in reader.tokens[runs[-1][-1][1] : start]] if runs else []
        if between and set(between).issubset(strings("places", "between_authorities")):
            runs[-1].append((start, stop, place))
        else:
            runs.append([(start, stop, place)])
    return runs


def _districts(reader: NameReader, ends: set[int]) -> Iterator[_Found]:
    """Yield the districts and their cities named with their level, outside the provinces that end at `ends`."""
    for at in reader.lexicon.levels.openings(reader.places):
        level = reader.lexicon.levels.longest(reader.tokens, at)
        if not level or level[1].lower() not in strings("places", "district_levels") or level[0] >= len(reader.tokens):
            continue
        named = reader.tokens[level[0]].capital or reader.tokens[level[0]].text.isdigit()
        tail = place_at(reader.tokens, reader.lexicon, at) if named else None
        cut = tail and tail.stop < len(reader.tokens) and reader.tokens[tail.stop].capital  # «quận Hai | Bà Trưng»
        if tail and tail.place and tail.stop not in ends and not cut:
            yield at, tail.stop, Place(tail.place, tail.place, "")


def _reach(reader: NameReader, layout: Layout, run: Sequence[_Found]) -> tuple[int, int]:
    """Return where a list begins and ends: «[các tỉnh: Nghệ An, Hà Tĩnh…] khẩn trương …»."""
    start, end = reader.tokens[run[0][0]].start, reader.tokens[run[-1][1] - 1].end
    lead = _LEAD.search(layout.text, max(0, start - _WINDOW), start)
    rest = _REST.match(layout.text, end)
    return lead.start() if lead else start, rest.end() if rest else end


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


def _rule(layout: Layout, start: int, end: int, *, bare: bool = False) -> Rule | None:
    """Return the rule by which the place between `start` and `end` acts; `bare`: its name is not said again."""
    sentence = layout.sentences[layout.sentence_at(start)].span
    before = layout.text[max(sentence.start, start - _WINDOW) : start]
    after = layout.text[end : min(sentence.end, end + _WINDOW)]
    whole = start - sentence.start <= _WINDOW
    for rule in load_rules("unit_authorities").rules:
        match rule.text("side"):
            case "before":
                holds = rule.pattern.search(before) is not None
            case "after-bare" if not bare:
                holds = False
            case "after" | "after-bare":
                opens = _OPENS.search(before) if before else whole
                holds = bool(opens) and rule.pattern.match(after) is not None
            case _:
                holds = _STRESS.search(before) is not None and rule.pattern.match(after) is not None
        if holds:
            return rule
    return None
