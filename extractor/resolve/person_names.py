"""Names of people by their shape: runs of capitalised words, cut into what can be a name.

    «Chủ nhiệm Văn phòng Chính phủ Mai Tiến Dũng»   units and titles are masked, `Mai Tiến Dũng` is left
    «C.Luận», «Y Thanh Hà Niê Kđăm», «Mohammed bin Salman», «NHƯ HÙNG»

Whether a candidate is a person is decided by `name_evidence`.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from extractor.resolve.name_lexicon import Lexicon, is_syllable, load_lexicon
from models.letters import ANY_CAPITAL
from models.spans import Span

LONGEST = 5  # words of a Vietnamese name
WHOLE = 3  # family, middle and given name
_HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_A-Z]+")
_APOSTROPHE = re.compile(r"(?<=\w)[’'ʼ](?=\w)")  # «Ksor H'Bơ Khắp»
_LONGEST_SYLLABLE = 7
_LONGEST_FOREIGN = 5
# «Putin», «McCain», «DiCaprio», «O'Neil», «Hang-seo»
_FOREIGN_CASE = re.compile(
    r"[AY]|(?:(?:Mc|Mac|Di|De|Le|La|Van|[HKOR][’'ʼ] ?)?[^\W\d_][^\W\d_A-Z]+(?:[-’'ʼ]\w+)*(?: - [a-z]+)?)"
)


class Shape(StrEnum):
    """What a run of capitalised words looks like."""

    FULL = "full"  # a family name and two more syllables, or an unmistakable family name and one
    WEAK = "weak"  # begins with a syllable that is also a family name
    GIVEN = "given"  # syllables that given names are made of
    INITIAL = "initial"  # C.Luận
    FOREIGN = "foreign"
    OTHER = "other"


class Candidate(NamedTuple):
    """Words that may be a name; `lead` is what stands right before: a kind of title, `address` or nothing."""

    span: Span
    text: str
    shape: Shape
    lead: str
    opens: bool  # first word of its sentence or block
    titled: bool = False  # a title stands right behind, in apposition

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words."""
        return tuple(self.text.split())


class Named(NamedTuple):
    """A mention of a person, and the rule that found it."""

    span: Span
    text: str
    shape: Shape
    rule: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    up = f"[{ANY_CAPITAL}]"
    particles = "|".join(sorted(load_lexicon().particles, key=len, reverse=True))
    initials = rf"(?:{up}[hr]?\.)+"
    tail = rf"(?:[-’'ʼ]\w+)*{_spaced()}"
    shape = rf"(?={up}\w))?(?:[HKR][’'ʼ] )?{up}\w*{tail}|(?:al|el)(?:-| - ){up}\w*)"
    word, inner = rf"(?:(?:{initials} ?{shape}", rf"(?:(?:{initials}{shape}"  # «anh Nguyễn Văn T. Sau đó»
    run = re.compile(rf"(?<![\w.@/#-]){word}(?: (?:(?:{particles}) ){{0,2}}{inner})*")
    return run, re.compile(rf"{word}|\w+")


def _spaced() -> str:
    """Return the pattern of a Korean name's second syllable behind a hyphen between spaces: «Kang Kyung[ - wha]»."""
    given = (name.partition(" ") for name in sorted(load_lexicon().korean_given))
    known = "|".join(rf"(?<={first.title()}) {second}" for first, _, second in given)
    return rf"(?:(?:{known}|(?<=[a-z]) - (?:{'|'.join(sorted(load_lexicon().korean_seconds))}))(?![\w-]))?"


def capital_runs(text: str, masks: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the words of every run of capitalised words, runs cut where `masks` (sorted, disjoint) lie."""
    run_pattern, word_pattern = _patterns()
    at = 0
    for run in run_pattern.finditer(text):
        words: list[Span] = []
        for found in word_pattern.finditer(text, run.start(), run.end()):
            word = Span(*found.span())
            while at < len(masks) and masks[at].end <= word.start:
                at += 1
                if words:  # a border between two columns
                    yield words
                    words = []
            addressed = word.of(text) == "Ông" and run.end() - word.end > _LONGEST_SYLLABLE
            if addressed or (at < len(masks) and masks[at].overlaps(word)):
                if words:
                    yield words
                words = []
            else:
                words.append(word)
        if words:
            yield words


def cut_run(words: Sequence[str], *, led: bool, closed: bool = False) -> Iterator[tuple[int, int, Shape]]:
    """Yield `(first, end, shape)` of the names in a run of words; `closed`: no further word goes on with the last."""
    lexicon = load_lexicon()
    stop = _case_break(words)
    i = 0
    while i < len(words):
        leads = led and i == 0
        known, ends = (words[:stop], True) if i < stop else (words, closed)
        end, shape = _name_at(known, i, lexicon, led=leads, closed=ends)
        if end > i:
            yield i, end, shape
        i = max(end, i + 1)


def _case_break(words: Sequence[str]) -> int:
    """Return where words in capitals end that others follow: «NHƯ HÙNG | Thông tin tại buổi gặp»; 0 where none do."""
    loud = next((i for i, word in enumerate(words) if not word.isupper()), 0)
    return loud if loud > 1 and len(words[0]) > 1 else 0


def _name_at(words: Sequence[str], i: int, lexicon: Lexicon, *, led: bool, closed: bool) -> tuple[int, Shape]:
    """Return end and shape of the name that begins at word `i`; `(i, OTHER)` where none does."""
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else ""
    if "." in word:
        return _extend_initial(words, i, lexicon)
    mixed = (
        (led and word.lower() not in lexicon.never)
        or word.lower() in lexicon.foreign_given
        or _HYPHENED.fullmatch(after)
    )  # «Chey Tae-won»
    near = any(_is_foreign(w, lexicon) and _FOREIGN_CASE.fullmatch(w) for w in words[i + 1 : i + WHOLE])
    if _is_foreign(word, lexicon) or (mixed and near):
        return _foreign(words, i, lexicon)
    opens = i == 0 and bool(after) and lexicon.is_given(after) and lexicon.is_given(word)
    if word.lower() in lexicon.never and not (led and lexicon.is_given(word)) and not opens:
        return i, Shape.OTHER
    last = led and closed and i + 2 == len(words) and lexicon.is_strong(word)  # «ông Huỳnh Bài, Chủ tịch UBND huyện»
    if lexicon.is_surname(word) and after and (_goes_on(after, lexicon) or (last and is_syllable(after))):
        end = _extend(words, i, lexicon, closed=closed)
        strong = lexicon.is_strong(word) or end - i >= WHOLE
        return end, Shape.FULL if strong else Shape.WEAK
    end = _extend_given(words, i, lexicon)
    if led:
        longer = _extend_led(words, i, lexicon)
        return max(end, longer), Shape.GIVEN if end >= longer else Shape.OTHER
    return end, Shape.GIVEN if end > i else Shape.OTHER


def _is_foreign(word: str, lexicon: Lexicon) -> bool:
    return word.lower() in lexicon.highland_clans or (not is_syllable(word) and not lexicon.is_surname(word))


def _extend_given(words: Sequence[str], i: int, lexicon: Lexicon) -> int:
    end = i
    while end < len(words) and end - i < LONGEST - 1 and lexicon.is_given(words[end]):
        if end > i and lexicon.is_strong(words[end]) and end + 1 < len(words):
            break  # «Ninh Bình Đặng Xuân Phong»
        end += 1
    return end


def _extend_led(words: Sequence[str], i: int, lexicon: Lexicon) -> int:
    """Return the end of what a title or honorific leads to, of whatever syllables."""
    end = i
    while (
        end < len(words)
        and end - i < LONGEST - 1
        and is_syllable(words[end])
        and words[end].lower() not in lexicon.never
    ):
        end += 1
    return end


def _goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether `word` can be a further syllable of a Vietnamese name."""
    return lexicon.is_given(word) or (
        word.lower() not in lexicon.never and _APOSTROPHE.sub("", word).isalpha() and len(word) <= _LONGEST_SYLLABLE
    )


def _extend(words: Sequence[str], i: int, lexicon: Lexicon, *, closed: bool) -> int:
    end = i + 2
    while end < len(words) and end - i < LONGEST:
        word, length = words[end], end - i
        before = words[end - 1].lower()
        last = end + 1 == len(words) and length + 1 == WHOLE  # «Võ Hữu Hội»
        middle = before in lexicon.sure_middles or (last and (closed or before in lexicon.middles))
        ends = closed and end + 1 == len(words)  # «Trần Văn Dũng Em, Trưởng phòng»
        if not _goes_on(word, lexicon) and not ((middle or ends) and is_syllable(word)):
            break
        following = end + 1 < len(words) and lexicon.is_given(words[end + 1])
        if lexicon.is_strong(word) and following and len(words) - i >= LONGEST:
            break  # «Nguyễn Văn An Trần Thị Bình»
        if length > WHOLE and not lexicon.is_given(word) and is_syllable(word):
            break
        end += 1
    return end


def _extend_initial(words: Sequence[str], i: int, lexicon: Lexicon) -> tuple[int, Shape]:
    end = i + 1
    while (
        end < len(words)
        and end - i < WHOLE
        and lexicon.is_given(words[end])
        and words[end].lower() not in lexicon.never
    ):
        end += 1
    tail = words[i].rpartition(".")[2].strip()
    named = len(tail) > 1 and (tail.isupper() == words[i].isupper()) and is_syllable(tail)
    return (end, Shape.INITIAL) if named else (i, Shape.OTHER)


def _foreign(words: Sequence[str], i: int, lexicon: Lexicon) -> tuple[int, Shape]:
    known = words[i].lower() in lexicon.foreign_given
    other = words[i].lower() in lexicon.foreign_other or words[i].lower() in lexicon.nations
    if not _FOREIGN_CASE.fullmatch(words[i]) or (other and not known):
        return i, Shape.OTHER  # «TTg», «TPHCM»; «Iran Mohammad Javad Zarif» begins one word later
    end = i + 1
    while end < len(words) and end - i < _LONGEST_FOREIGN:
        word = words[end].lower()
        surname = lexicon.is_surname(word) and end + 1 == len(words)  # «Blonde Nguyễn»
        marked = not word.isascii() and is_syllable(word) and not surname  # «Roland Garros [Số] là»
        nation = end > i + 1 and word in lexicon.nations and word not in lexicon.foreign_given  # «Juan Lopez [Mexico]»
        never = word in lexicon.never
        closes = (never and end + 1 == len(words)) if words[i].lower() in lexicon.highland_firsts else never or marked
        if closes or nation or (lexicon.is_strong(word) and end + 1 < len(words)):
            break
        end += 1
    while end - 1 > i and words[end - 1].lower() in lexicon.particles and words[end - 1].islower():
        end -= 1
    return end, Shape.FOREIGN
