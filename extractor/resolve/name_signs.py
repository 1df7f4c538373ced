"""Signs around a candidate: a title before, an act behind, its shape; or the head of a place or body."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from extractor.resolve.name_lexicon import Lexicon, load_lexicon
from extractor.resolve.person_names import WHOLE, Candidate, Shape
from models.spans import Span

Glued: TypeAlias = Callable[[Span], bool]

LISTS_ON = re.compile(r"^(?:,| và| -| –|…|;| hay| hoặc) $")
_REACH = 48
_ADDRESS = re.compile(r"(?:^|[\s(])(?<!áo )(?<!áo số )(?:số )?\d{1,4}[A-Z]?(?:[/-]\d{1,4}[A-Z]?)*\s$")
_ADDRESS_AFTER = re.compile(r"^ ?,? ?(?:\(?(?:phường|quận|P\.|Q\.|xã|huyện|đoạn|nối)\b)")
_QUOTED_WORK = re.compile(
    r"(?:phim|ca khúc|bài hát|vở|cuốn|sách|tác phẩm|truyện|MV|album|chương trình|gameshow)\s[\"“'‘]?$",
    re.IGNORECASE,
)
# Before a subject: «Nghĩa Bình» in «đường sắt Nghĩa Bình đề nghị» is none.
_SUBJECT_BEFORE = re.compile(
    r"(?:^|[,.;:“\"(–-]|(?<!\w)(?:và|khi|khiến|theo|thì|mà|rằng|nhưng|vì|do|nếu|là|để|cho|với|như)) ?$",
    re.IGNORECASE,
)
HONOURS = {"address", "rank", "part"}
_OFFICES = {"office", "member"}
_NO_NAME = re.compile(
    r"(?:Sáng|Trưa|Chiều|Tối|Đêm|Từ) (?:\d|ngày|tháng|năm|nay|qua|hôm|đó)|"
    r"(?:Luật(?: (?:Quốc|Kinh|Hình|Dân|Hành))?|Kinh tế|Y khoa|Ngữ văn)(?!\w| [A-ZĐ])"
    r"|Tổ (?![A-ZĐ])|Tổ Tiếng|Đức Quốc|Việt ?[-–] ?[A-ZĐ]"  # «Thủ tướng Việt - Lào»
)
_WARD = re.compile(r"[QPH]\. ")  # «cử tri Q. Thủ Đức»
_KOREAN = re.compile(r"[^\W\d_]{2,6} [^\W\d_]+-[^\W\d_A-Z]+")


def around(text: str, span: Span) -> tuple[str, str]:
    """Return some text before and behind `span`, of its own block."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    return text[start : span.start], text[span.end : span.end + _REACH].partition("\n")[0]


def refuse(text: str, candidates: Sequence[Candidate]) -> set[Span]:
    """Return what names a street, a place, a prize, a body or a work; a list of streets goes on."""
    refused: set[Span] = set()
    previous: Span | None = None
    for candidate in candidates:
        goes_on = previous is not None and LISTS_ON.match(text[previous.end : candidate.span.start])
        previous = None
        if not candidate.lead and (goes_on or _is_elsewise(text, candidate)):
            refused.add(candidate.span)
            previous = None if load_lexicon().is_place(candidate.text) else candidate.span
    return refused


def _is_elsewise(text: str, candidate: Candidate) -> bool:
    lexicon = load_lexicon()
    left, right = around(text, candidate.span)
    short = len(candidate.words) < WHOLE
    addressed = short and _ADDRESS_AFTER.match(right) is not None
    joined = lexicon.is_place(candidate.text.partition("-")[0])  # «quan hệ Việt Nam-Đức»
    if addressed or joined or lexicon.is_place(candidate.text) or lexicon.heads_place(left):
        return True
    return _ADDRESS.search(left) is not None or _QUOTED_WORK.search(left) is not None


def read_sign(text: str, candidate: Candidate, glued: Glued) -> str:
    """Return what makes the candidate a person: `led`, `doing` or `shape`, empty where nothing does."""
    lexicon = load_lexicon()
    left, right = around(text, candidate.span)
    does = lexicon.does_after.match(right) is not None
    if _WARD.match(candidate.text) or (candidate.lead and _NO_NAME.match(f"{candidate.text}{right}")):
        return ""
    if candidate.lead:
        goes_on = _goes_on(text, candidate, glued)
        return "led" if not goes_on and _may_be_led(candidate, lexicon, does=does) else ""
    if candidate.shape is Shape.FULL:
        whole = len(candidate.words) >= WHOLE or lexicon.is_strong(candidate.words[0])
        lettered = candidate.titled and whole  # «Phạm C, Giám đốc Sở Y tế», «Hà Trung Chiến, Phó Bí thư»
        shaped = lettered or _is_full(candidate.words, lexicon)
        return "doing" if does and not _begins_as_place(candidate, lexicon) else "shape" if shaped else ""
    if candidate.shape in {Shape.WEAK, Shape.GIVEN}:
        free = candidate.opens or _SUBJECT_BEFORE.search(left) is not None
        known = len(candidate.words) > 1 and all(lexicon.is_given(word) for word in candidate.words)
        return "doing" if does and known and free else ""
    if candidate.shape is Shape.FOREIGN and _is_foreign_name(candidate, lexicon, does=does):
        return "doing" if does else "shape"
    return ""


def _goes_on(text: str, candidate: Candidate, glued: Glued) -> bool:
    """Whether what a title leads to is the first syllable of something else: «Bộ trưởng [Tư] pháp»."""
    if len(candidate.words) > 1 or candidate.shape is Shape.FOREIGN:
        return False
    return (candidate.lead != "address" and glued(candidate.span)) or opens_compound(text, candidate.span)


def opens_compound(text: str, span: Span) -> bool:
    """Whether the word goes on to a compound of its own: «[Công] an», «[Tư] pháp»."""
    following = text[span.end : span.end + 10].split(" ")
    if len(following) == 1:
        return False
    return f"{span.of(text)} {following[1].rstrip('.,;:)')}".lower() in load_lexicon().compounds


def _may_be_led(candidate: Candidate, lexicon: Lexicon, *, does: bool) -> bool:
    single = len(candidate.words) == 1
    nouns = lexicon.never if candidate.lead == "part" else lexicon.bodies if candidate.lead in _OFFICES else ()
    if len(candidate.text) == 1 or (single and candidate.text.lower() in nouns):
        return False  # «chị Y.», «học sinh Trường», «Phó Hiệu trưởng Trường»
    if candidate.shape is Shape.OTHER:
        return (candidate.lead == "address" or (single and candidate.lead == "rank")) and not candidate.text.isupper()
    if candidate.shape is Shape.FOREIGN:
        if single and candidate.lead in _OFFICES and not does:
            return False  # «giám đốc [Vinamilk]»
        if lexicon.is_place(candidate.text):
            return False  # «nghệ nhân [Bhutan]»
        others = [word.lower() in lexicon.foreign_other for word in candidate.words]
        known = candidate.lead == "address" or candidate.words[0].lower() in lexicon.foreign_given
        return not (all(others) if known else any(others))
    whole = candidate.shape is Shape.FULL and len(candidate.words) >= WHOLE  # «Chủ tịch Hồ Chí Minh»
    placed = lexicon.is_place(candidate.text) and not whole
    return not placed and not (single and candidate.text.isupper())


def _begins_as_place(candidate: Candidate, lexicon: Lexicon) -> bool:
    return lexicon.is_place(" ".join(candidate.words[:2]))


def _is_full(words: Sequence[str], lexicon: Lexicon) -> bool:
    if lexicon.is_place(" ".join(words[:2])):
        return False
    known = all(lexicon.is_given(word) for word in words[1:])
    if words[1].lower() in lexicon.sure_middles:
        return len(words) >= WHOLE
    return known if len(words) < WHOLE or not lexicon.is_strong(words[0]) else True


def _is_foreign_name(candidate: Candidate, lexicon: Lexicon, *, does: bool) -> bool:
    words = candidate.words
    if len(words) == 1 or any(word.lower() in lexicon.foreign_other for word in words):
        return False
    return (
        words[0].lower() in lexicon.foreign_given
        or does
        or candidate.titled
        or _KOREAN.fullmatch(candidate.text) is not None
    )
