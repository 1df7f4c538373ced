"""Title phrases: a title, the unit that follows it, and how phrases stack.

«Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Mai Tiến Dũng»   two phrases before one name
«ông Thái Văn Tài - quyền vụ trưởng Vụ Giáo dục tiểu học»   one phrase behind it
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from extractor.annotations import UnitFinding
from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.rolls import Roll, find_rolls, roll_unit
from extractor.resolve.title_fields import field_end
from extractor.resolve.title_nations import nation, posted, standing
from extractor.resolve.unit_lexicon import pairs, strings
from extractor.rules.loader import load_rules
from models.spans import Span

_PLURAL = re.compile(
    r"(?:^|\W)(?:các|những|hai|ba|bốn|một số|nhiều|0?\d)(?: đồng chí| đ/c| ông| bà| vị)? $", re.IGNORECASE
)
_RANKED = re.compile(r"(?:chuyên|thanh tra|kiểm sát|kiểm soát|điều tra|giảng) viên(?: \w+)?", re.IGNORECASE)
_HAS = re.compile(r" (?:hiện )?(?:có|còn) (?:các|hai|ba|bốn|năm|\d) $")
_OF = re.compile(r"\s?\((?:thuộc )?|,? (?:của |thuộc |tại )?", re.IGNORECASE)
_OWNED = re.compile(r" (?:phụ trách [^.,;:()\n]{2,50}? (?:của|tại)|của) ")  # «Chủ tịch phụ trách châu Á của»
_SEAT = re.compile(r" (?P<at>tại|thuộc) ")
_REACH = 40
_NEAR = 400  # characters within which a noun («giám đốc trung tâm») means the body of its kind named last
BODY_NOUN = re.compile(
    r"(?:trung tâm|chi cục|cục|sở|học viện|viện|bệnh viện|tổng công ty|công ty|tập đoàn|ngân hàng|hợp tác xã|nhà máy|"
    r"nhà hát|hiệp hội|liên đoàn|công đoàn|hội đồng trường|hội|chi bộ|trường|ban chỉ đạo)(?!\w)",
    re.IGNORECASE,
)
# What an office may be of that is no unit: a title may follow it («Chủ tịch xã, Trưởng ban …»).
_OF_NONE = re.compile(
    rf" (?P<noun>(?i:{BODY_NOUN.pattern})|"
    r"(?P<place>tỉnh|thành phố|huyện|quận|xã|phường|thôn)(?!\w)|(?:cơ quan|nhà trường|đơn vị|đảng ủy)(?!\w))(?: này)?"
)
_SHARED, _STEERING = " ban", " ban chỉ đạo"
_GOES_ON = re.compile(r" [^\W\d_A-ZĐ]")
_BESIDE = re.compile(r" và | - |-| & |&")
_ENDED = re.compile(r"[,;.)\n]| [-–] |$")  # «ông Trần A, Hiệu trưởng Trường[,] nói»
# What ends a title and, where a unit begins with it, is of the unit alone.


class TitlePhrase(NamedTuple):
    """A title at `span`; `unit` is an index into the units; `end` is where title and unit end."""

    span: Span
    kind: str
    unit: int | None
    end: int
    ends: tuple[int, ...]  # where a name may follow: behind the title, its unit, the unit's parent
    plural: bool = False
    nation: str | None = None


class UnitPlaces:
    """Where the units of a text stand, by their first character."""

    def __init__(self, units: Sequence[UnitFinding]) -> None:
        """Index all mentions."""
        self.units = units
        self.places = sorted((m, i) for i, unit in enumerate(units) for m in unit.mentions)
        self.by_end = {span.end: i for span, i in self.places}
        self.names = {unit.name.lower(): i for i, unit in enumerate(units)}
        self.starts = [span.start for span, _ in self.places]

    @cached_property
    def by_noun(self) -> Mapping[str, tuple[Sequence[int], Sequence[int]]]:
        """Where units of a kind stand, and which each is, by the noun that their names begin with."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        for span, i in self.places:
            if noun := BODY_NOUN.match(self.units[i].name):
                starts, units = found.setdefault(noun[0].lower(), ([], []))
                starts.append(span.start)
                units.append(i)
        return found

    def last_of_kind(self, noun: str, start: int) -> int | None:
        """Return the unit of a kind that stands last before `start`, else the only one of the text."""
        starts, units = self.by_noun.get(noun, ((), ()))
        at = bisect_left(starts, start) - 1
        if at >= 0 and start - starts[at] <= _NEAR:
            return units[at]
        return units[0] if len(set(units)) == 1 else None

    def at(self, start: int) -> tuple[Span, int] | None:
        """Return the longest mention that begins at `start`, and its unit."""
        found = self.places[bisect_left(self.starts, start) : bisect_right(self.starts, start)]
        return max(found, key=lambda p: p[0].length) if found else None

    def called(self, name: str) -> int | None:
        """Return the unit of this official name."""
        return self.names.get(name.lower())

    def inside(self, span: Span) -> tuple[Span, int] | None:
        """Return the mention that begins within `span` behind its first character and goes on beyond it."""
        for place in self.places[bisect_right(self.starts, span.start) : bisect_left(self.starts, span.end)]:
            if place[0].end > span.end or place[0].end == span.end:
                return place
        return None

    def covering(self, position: int) -> Span | None:
        """Return the mention that covers `position`."""
        i = bisect_right(self.starts, position) - 1
        while i >= 0 and i >= bisect_right(self.starts, position) - 4:
            if self.places[i][0].start <= position < self.places[i][0].end:
                return self.places[i][0]
            i -= 1
        return None

    def mention_ending(self, end: int) -> tuple[Span, int] | None:
        """Return the mention that ends at `end`, and its unit."""
        return next(((span, i) for span, i in self.places if span.end == end), None)

    def ending(self, end: int) -> int | None:
        """Return the unit of a mention that ends at `end`."""
        return self.by_end.get(end)


def find_phrases(text: str, units: UnitPlaces) -> list[TitlePhrase]:
    """Return the title phrases of `text` in reading order; titles inside a unit's name are none."""
    phrases = []
    rolls = find_rolls(text, units.places)
    for match in load_rules("titles").find(text):
        covered = units.covering(match.span.start)
        if covered is not None:
            continue  # «Tổ công tác của [Thủ tướng]»
        phrase = _phrase(text, match.span, match.rule.text("kind"), units, rolls)
        if phrase is not None:
            phrases.append(phrase)
    return phrases


def _phrase(text: str, span: Span, kind: str, units: UnitPlaces, rolls: Sequence[Roll]) -> TitlePhrase | None:
    span, place = _own_unit(text, span, units)
    seat = _SEAT.match(text, span.end) if place is None else None
    seat = seat if seat and (seat["at"] == "thuộc" or kind in {"role", "hired", "member"}) else None
    place = units.at(seat.end()) if seat else place  # «nhà khoa học tại [Viện Vật lý]»
    beside = _OF.match(text, span.end) if place is None and _RANKED.fullmatch(span.of(text)) else None
    place = units.at(beside.end()) if beside else place  # «Thanh tra viên, [Thanh tra Sở Y tế]»
    listed = roll_unit(text, rolls, span) if place is None else None
    ends = [span.end] if place is None else [place[0].end]
    country = nation(text, span.end) if place is None else ""  # «chủ tịch [VN Pharma]»
    if country:
        ends.append(span.end + 1 + len(country))
    ends += posted(text, span)
    if kind == "member" and place is None and listed is None:
        return None
    body = _bare_body(text, span) if place is None and listed is None else None
    named = body is not None and (_is_person(text, body.end() + 1) or _ENDED.match(text, body.end()))
    if body is not None and body["noun"][0].isupper() and not named:
        body = None  # «Giám đốc [Trung tâm] Trần Văn An» is of a body that the text does not name
    if body is not None:
        listed = units.last_of_kind(body["noun"].lower(), span.start)
        placed = body["place"] and text.startswith(" ", body.end()) and not _is_person(text, body.end() + 1)
        ends += [] if placed else [body.end()]
    elif place is None and (field := field_end(text, span.of(text), span.end)) and _is_person(text, field + 1):
        ends.append(field)  # «Trưởng phòng kỹ thuật [Trần Văn A]»
    ends += _ends_behind(text, units, span, ends[0], placed=place is not None)
    ends += standing(text, ends[-1], placed=place is not None)
    termed = text.startswith((" các khóa ", " các nhiệm kỳ "), ends[0])  # «Ủy viên Trung ương Đảng các khóa 10, 11»
    several = not termed and text.startswith((" các ", " những "), ends[0])  # «Bộ trưởng các Bộ: Quốc phòng, …»
    plural = several or bool(_PLURAL.search(text[max(0, span.start - _REACH) : span.start]))
    has = _HAS.search(text, max(0, span.start - _REACH), span.start) if plural and place is None else None
    listed = units.ending(has.start()) if has and listed is None else listed
    unit = units.called(pairs("titles", "lettered_bodies").get(span.of(text), ""))  # «ĐBQH đoàn Long An»
    unit = unit if unit is not None else place[1] if place else listed
    return TitlePhrase(span, kind, unit, ends[0], tuple(ends), plural, country or None)


def _bare_body(text: str, title: Span) -> re.Match[str] | None:
    """Return the noun of a body without its name behind a title, which may share a word: «Trưởng [ban chỉ đạo], …»."""
    shared = title.end - len(_SHARED)
    guides = text[shared : shared + len(_STEERING)].lower() == _STEERING
    found = _OF_NONE.match(text, shared if guides else title.end)
    return None if found and guides and _GOES_ON.match(text, found.end()) else found


def _ends_behind(text: str, units: UnitPlaces, title: Span, end: int, *, placed: bool) -> list[int]:
    """Return where a title's unit ends with those it is of, or with the one that the office serves too."""
    ends: list[int] = []
    at = end
    for _ in range(2):  # «Cục trưởng Cục Thú y, Bộ Nông nghiệp và Môi trường»
        link = _OF.match(text, at)
        parent = units.at(link.end()) if link and placed else None
        if parent is None:
            break
        at = parent[0].end
        at += text.startswith(")", at)
        ends.append(at)
    served = also_served(text, units, title, at) if placed else None
    return [*ends, served[0].end] if served else ends


def also_served(text: str, units: UnitPlaces, title: Span, end: int) -> tuple[Span, int] | None:
    """Return the committee that an office serves beside the council: «Chánh Văn phòng HĐND và [UBND quận A]»."""
    link = _BESIDE.match(text, end) if title.of(text).lower().endswith(strings("titles", "serving_two")) else None
    place = units.at(link.end()) if link else None
    is_committee = place and units.units[place[1]].name.lower().startswith(strings("titles", "committee"))
    return place if is_committee else None


def _is_person(text: str, start: int) -> bool:
    """Whether a whole name stands at `start`, no place's: «Chủ tịch xã [Trần Phú Dũng]»."""
    words = re.split(r"[^\w]", text[start : start + _REACH])[:3]
    whole = len(words) == 3 and all(word[:1].isupper() for word in words)  # noqa: PLR2004  # family, middle, given name
    return whole and load_lexicon().is_strong(words[0]) and not load_lexicon().is_place(" ".join(words))


def _own_unit(text: str, span: Span, units: UnitPlaces) -> tuple[Span, tuple[Span, int] | None]:
    """Return the title without what belongs to its unit alone, and the unit's mention."""
    shared = units.inside(span)
    if shared is not None:
        word = text[shared[0].start : span.end].lower()
        if word.startswith(strings("titles", "of_a_board")):  # «Ủy viên [Thường vụ Tỉnh ủy]»
            return Span(span.start, shared[0].start - 1), shared
        served = text[span.end + 1 : shared[0].end]
        if word == "thường trực" and (unit := units.called(served)) is not None:
            return span, (Span(span.end + 1, shared[0].end), unit)  # «Phó Thủ tướng Thường trực [Chính phủ]»
        return span, shared
    owned = _OWNED.match(text, span.end)
    if owned and (owner := units.at(owned.end())) is not None:
        return span, owner  # «Trưởng đại diện của [báo Tuổi Trẻ]»
    dashed = units.at(span.end + 3) if text.startswith(" - ", span.end) else None
    if dashed is not None and heads_own(span.of(text), dashed[0].of(text)):
        return span, dashed  # «Cục trưởng - [Cục Thú y]»
    return span, units.at(span.end + 1) if text.startswith(" ", span.end) else None


def heads_own(title: str, body: str) -> bool:
    """Whether a title has the word with which a body's name begins: «Quyền Cục trưởng» of «Cục Thú y»."""
    head = body.partition(" ")[0].lower()
    return f"{head} trưởng" in title.lower() or title.lower().endswith(f"trưởng {head}")
