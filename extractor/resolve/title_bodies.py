"""The body of a title that stands elsewhere than behind it.

«[Tổ công tác] do Bộ trưởng X làm Tổ trưởng»       before the name
«luật sư Trần A ([Đoàn Luật sư B])»                behind the name
«Chủ tịch HĐQT kiêm Giám đốc [Công ty A]»          behind the title held together with it
"""

import re
from collections.abc import Sequence

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.shared_titles import Holder
from extractor.resolve.title_links import SEAT
from extractor.resolve.title_phrases import TitlePhrase, UnitPlaces, also_served, heads_own
from extractor.resolve.unit_lexicon import strings

_AS_HEAD = re.compile(r"(?<!\w)do (?:đồng chí |ông |bà )?$")
_COUNTED = re.compile(r" gồm (?:có )?\d+ [^,.;:]{1,30} $")  # «Ban lễ tang [gồm 35 thành viên] do …»
_COUNTED_WIDTH = 50
_TOGETHER = re.compile(r",? kiêm(?: nhiệm)? ")
_BESIDE = re.compile(r", | [-–] ")
_PAIRED = re.compile(
    r"(?:phó )?chủ tịch(?: (?:hđqt|hđtv|hội đồng (?:quản trị|thành viên)))?|"
    r"(?:ủy viên|thành viên)(?: phụ trách| độc lập| chuyên trách)? (?:hđqt|hđtv|hội đồng (?:quản trị|thành viên))",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?:phó )?tổng (?:giám đốc|thư k[ýí])|giám đốc", re.IGNORECASE)
_SPEAKS = re.compile(r"(?:người phát ngôn|phát ngôn viên)", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?:nguyên |cựu )?(?:phó )?(?:bí thư|bộ trưởng|thứ trưởng|thủ tướng|ủy viên|đại biểu)", re.IGNORECASE
)
_PAUSE = re.compile(r", | [-–] | \(")
_PAUSE_ENDS = re.compile(r"[,;.)\n]| [-–] |$")
_DOES = 24  # characters behind a body in which it stands what its head does
_OF_MANY = re.compile(r"(?:đoàn|đội)(?: trưởng)?$|chủ tọa|thư ký$", re.IGNORECASE)
_BODY_ENDS = re.compile(r"(?: \([^()\n]{1,60}\))?,? \(?$")  # «Công ty A [(ở Hà Nội)] do bà B làm giám đốc»
_ASIDE = 70
_AND = " và "


def headed(text: str, units: UnitPlaces, holder: Holder, phrase: TitlePhrase) -> int | None:
    """Return the unit of a title behind a name: its own, or the body that the one named leads."""
    if phrase.unit is not None or not _led_by(text, holder, phrase):
        return phrase.unit
    before = _AS_HEAD.search(text, max(0, holder.start - 24), holder.start)
    if before is None:
        return None
    counted = _COUNTED.search(text, max(0, before.start() - _COUNTED_WIDTH), before.start())
    end = counted.start() if counted else before.start()
    gap = _BODY_ENDS.search(text, max(0, end - _ASIDE), end)
    body = units.mention_ending(gap.start() if gap and not counted else end)
    owners = tuple(f" {word} " for word in strings("unit_words", "owned_by"))
    if body is not None and text.endswith(owners, 0, body[0].start):
        return None  # «một công ty con của [Tập đoàn A], do ông B làm giám đốc»
    title = phrase.span.of(text).lower()
    if body is None:
        return None
    kindred = title in strings("titles", "of_any_body") or body[0].of(text).lower().split()[0] in title
    return body[1] if kindred else None


def _led_by(text: str, holder: Holder, phrase: TitlePhrase) -> bool:
    return text[holder.named.span.end : phrase.span.start].rstrip().endswith(strings("titles", "leading"))


def also(text: str, units: UnitPlaces, holder: Holder, i: int) -> int | None:
    """Return the body of a title told with the one before it: «[Công ty A] do bà B làm Chủ tịch kiêm Giám đốc»."""
    own, former = holder.behind[i].span, holder.behind[i - 1]
    joined = former.unit is None and _TOGETHER.fullmatch(text, former.span.end, own.start)
    return headed(text, units, holder, former) if joined else None


def seat(text: str, units: UnitPlaces, holder: Holder) -> int | None:
    """Return the unit told right behind a name whose title names none: «bác sĩ Lê C của [Viện D]»."""
    link = SEAT.match(text, holder.named.span.end)
    if link and holder.before[-1].kind == "office" and not any(word in link[0] for word in strings("unit_words", "of")):
        return None
    place = units.at(link.end()) if link else None
    if link is None or place is None:
        return None
    told = link[0] != ", " or text[place[0].end : place[0].end + 1] in {",", ")", ";", "."}
    return place[1] if told else None


def beside(text: str, units: UnitPlaces, phrase: TitlePhrase) -> int | None:
    """Return the unit that a pause parts from a title behind a name: «bà Lê C, Phó Đại sứ, [Đại sứ quán Mỹ] nói»."""
    link = _PAUSE.match(text, phrase.span.end)
    place = units.at(link.end()) if link and not _OF_MANY.search(phrase.span.of(text)) else None
    if place is None:
        return None
    ended = _PAUSE_ENDS.match(text, place[0].end) or load_lexicon().does_after.match(
        text[place[0].end : place[0].end + _DOES]
    )
    return place[1] if ended else None


def twins(text: str, units: UnitPlaces, phrase: TitlePhrase) -> list[int]:
    """Return the second body that one heads or serves: «Trưởng Ban Chỉ đạo 138 và [Ban Chỉ đạo 389]»."""
    if phrase.unit is None:
        return []
    served = also_served(text, units, phrase.span, phrase.end)
    if served is not None:
        return [served[1]]
    other = units.at(phrase.end + len(_AND)) if text.startswith(_AND, phrase.end) else None
    if other is None or phrase.unit == other[1]:
        return []
    own, next_to_it = (units.units[i].name.lower().split()[:2] for i in (phrase.unit, other[1]))
    return [other[1]] if own == next_to_it else []


def joint(text: str, units: UnitPlaces, phrases: Sequence[TitlePhrase], i: int) -> int | None:
    """Return the unit of the title that one and the same person holds together with a firm's."""
    if (
        i + 1 >= len(phrases)
        or _OF_OTHERS.match(phrases[i].span.of(text))
        or _is_apart(units, phrases[i], phrases[i + 1], text)
    ):
        return None
    own, other = phrases[i].span, phrases[i + 1].span
    if _SPEAKS.fullmatch(other.of(text)) and _BESIDE.fullmatch(text, own.end, other.start):
        return phrases[i + 1].unit  # «Chánh Văn phòng, người phát ngôn [Bộ A]»
    joined = _TOGETHER.fullmatch(text, own.end, other.start)
    pair = _PAIRED.fullmatch(own.of(text)) and _SECOND.fullmatch(other.of(text))  # «Chủ tịch HĐQT, Tổng Giám đốc [A]»
    return phrases[i + 1].unit if joined or (pair and _BESIDE.fullmatch(text, own.end, other.start)) else None


def _is_apart(units: UnitPlaces, own: TitlePhrase, other: TitlePhrase, text: str) -> bool:
    """Whether the second of two titles alone is of its body: «Phó Chủ tịch kiêm Trưởng [ban Quản lý Khu kinh tế A]»."""
    if other.unit is None:
        return False
    body = units.units[other.unit].name
    return heads_own(other.span.of(text), body) and not heads_own(own.span.of(text), body)
