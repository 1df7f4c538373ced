"""Which candidates are people: by what stands around them, and by what the rest of the text says of the same words.

First pass: a title or honorific before, the shape, something a person does after; never after the head of a place, a
prize or a body. Second pass: what was accepted once is accepted everywhere, in its short forms too (`Vũ Thu Phương`,
then `Thu Phương`; `Erling Haaland`, then `Haaland`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractor.resolve.name_lexicon import Lexicon, load_lexicon
from extractor.resolve.person_names import Candidate, Shape
from models.spans import Span

_REACH = 48
_ADDRESS = re.compile(r"(?:^|[\s(])(?<!áo )(?<!áo số )(?:số )?\d{1,4}[A-Z]?(?:[/-]\d{1,4}[A-Z]?)*\s$")
_ADDRESS_AFTER = re.compile(r"^ ?,? ?(?:\(?(?:phường|quận|P\.|Q\.|xã|huyện|đoạn|nối)\b)")
_LISTS_ON = re.compile(r"^(?:,| và| -| –|…|;| hay| hoặc) $")
_QUOTED_WORK = re.compile(
    r"(?:phim|ca khúc|bài hát|vở|cuốn|sách|tác phẩm|truyện|MV|album|chương trình|gameshow)\s[\"“'‘]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person, and the rule that found it."""

    span: Span
    text: str
    shape: Shape
    led: bool
    rule: str


def accept(text: str, candidates: Sequence[Candidate], glued: Callable[[Span], bool]) -> list[Named]:
    """Return the candidates that are people, in reading order; `glued` says that a word goes on behind a span."""
    refused = _places(text, candidates)
    first = {c.span: rule for c in candidates if c.span not in refused and (rule := _sign(text, c, glued))}
    vouched = _vouched(c for c in candidates if c.span in first)
    doubtful = {c.text.lower() for c in candidates if c.span in refused} - {
        c.text.lower() for c in candidates if first.get(c.span) in {"led", "doing"}
    }
    found: list[Named] = []
    for candidate in candidates:
        rule = first.get(candidate.span, "")
        if rule == "shape" and candidate.text.lower() in doubtful:
            continue  # `Trần Hưng Đạo` here, `đường Trần Hưng Đạo` there
        if not rule and candidate.span not in refused and _is_vouched(text, candidate, vouched, glued):
            rule = "said-before"
        if rule:
            found.append(Named(candidate.span, candidate.text, candidate.shape, candidate.led, rule))
    return found


def _around(text: str, span: Span) -> tuple[str, str]:
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    return text[start : span.start], text[span.end : span.end + _REACH].partition("\n")[0]


def _places(text: str, candidates: Sequence[Candidate]) -> set[Span]:
    """Candidates that name a street, a place, a prize, a body or a work; a list of streets goes on."""
    lexicon = load_lexicon()
    refused: set[Span] = set()
    previous: Span | None = None
    for candidate in candidates:
        left, right = _around(text, candidate.span)
        bare = not candidate.led
        place = bare and (
            lexicon.place_before.search(left) is not None
            or _ADDRESS.search(left) is not None
            or _QUOTED_WORK.search(left) is not None
            or (_ADDRESS_AFTER.match(right) is not None and len(candidate.words) == 2)  # noqa: PLR2004  # two syllables
            or lexicon.is_place(candidate.text)
        )
        listed = bare and previous is not None and _LISTS_ON.match(text[previous.end : candidate.span.start])
        if place or listed:
            refused.add(candidate.span)
            previous = None if lexicon.is_place(candidate.text) else candidate.span
        else:
            previous = None
    return refused


def _sign(text: str, candidate: Candidate, glued: Callable[[Span], bool]) -> str:
    """Return what says that the candidate is a person by itself, empty where nothing does."""
    lexicon = load_lexicon()
    if candidate.led:
        goes_on = len(candidate.words) == 1 and candidate.shape is not Shape.FOREIGN and glued(candidate.span)
        return "led" if not goes_on and _may_be_led(candidate, lexicon) else ""  # «Bộ trưởng [Tư] pháp»
    _, right = _around(text, candidate.span)
    does = lexicon.does_after.match(right) is not None
    words = candidate.words
    known = all(lexicon.is_given(word) for word in words)
    if candidate.shape is Shape.FULL and not lexicon.is_place(" ".join(words[:2])):
        sure = lexicon.is_strong(words[0]) and (len(words) >= 3 or lexicon.is_given(words[1]))  # noqa: PLR2004  # family, middle, given
        if does:
            return "doing"
        return "shape" if sure or (known and len(words) >= 3) else ""  # noqa: PLR2004  # as above
    if candidate.shape in {Shape.WEAK, Shape.GIVEN}:
        return "doing" if does and known and len(words) > 1 else ""
    if candidate.shape is Shape.FOREIGN and len(words) > 1:
        if any(word.lower() in lexicon.foreign_other for word in words):
            return ""
        if words[0].lower() in lexicon.foreign_given or does:
            return "doing" if does else "shape"
    return ""


def _may_be_led(candidate: Candidate, lexicon: Lexicon) -> bool:
    if lexicon.is_place(candidate.text) or candidate.shape is Shape.OTHER:
        return candidate.shape is Shape.OTHER and len(candidate.words) == 1 and not candidate.text.isupper()
    if candidate.shape is Shape.FOREIGN:
        return not all(word.lower() in lexicon.foreign_other for word in candidate.words)
    return True


def _vouched(accepted: Iterable[Candidate]) -> dict[str, int]:
    """Folded strings that stand for someone, and how sure they are: 2 whole names and long tails, 1 single words."""
    sure: dict[str, int] = {}
    for candidate in accepted:
        words = [word.lower() for word in candidate.words]
        sure[" ".join(words)] = 2 if len(words) > 1 else max(1, sure.get(words[0], 0))
        if candidate.shape is Shape.FOREIGN:
            for word in (words[0], words[-1]):
                if len(word) > 2 and word not in load_lexicon().foreign_other:  # noqa: PLR2004  # «Al», «Li»
                    sure.setdefault(word, 1)
        elif len(words) >= 3:  # noqa: PLR2004  # family, middle, given
            sure[" ".join(words[-2:])] = 2
            sure.setdefault(words[-1], 1)
        elif len(words) == 2:  # noqa: PLR2004  # family and given
            sure.setdefault(words[-1], 1)
    return sure


def _is_vouched(
    text: str, candidate: Candidate, vouched: dict[str, int], glued: Callable[[Span], bool]
) -> bool:
    level = vouched.get(candidate.text.lower(), 0)
    if level > 1:
        return True
    if level == 0 or len(candidate.words) > 1:
        return False
    # one syllable: «Thành điều khiển ô tô», but not «Thành phố», «Hải quan», «nước Anh»
    left, right = _around(text, candidate.span)
    if candidate.shape is Shape.FOREIGN:
        return True
    lexicon = load_lexicon()
    acts = (
        lexicon.does_after.match(right)
        or lexicon.weakly_after.match(right)
        or re.match(r"[,.;)”\"]|$", right)
    )
    return bool(acts) and not glued(candidate.span) and bool(left) and not candidate.text.isupper()
