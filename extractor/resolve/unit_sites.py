"""What a tail is, and what reading one needs to know of the text around it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.resolve.name_lexicon import is_syllable
from extractor.resolve.unit_lexicon import Lexicon
from extractor.resolve.unit_tokens import Token

_TOP = 60  # words of a text within which a letterhead stands
_LINE = 12  # words of a line of it
_MAX_NAME = 4  # words of a person's name
_PLACE = 2  # words of most places' names, and more than these of most people's


class Tail(NamedTuple):
    """Where a tail ends, what it reads as, and how it read: the place and the unit in it, a level without a name."""

    stop: int
    text: str = ""
    place: str = ""
    level: str = ""
    whole: str = ""


class Site(NamedTuple):
    """The text around a tail: `titled` after an office (`Cục trưởng Cục …`), `shouted` in a line of capitals."""

    tokens: list[Token]
    lexicon: Lexicon
    inner: Callable[[int], Tail | None]
    titled: bool = False
    shouted: bool = False
    references: dict[int, int] | None = None
    inside_word: Callable[[int], bool] = lambda _: False
    level_of: Callable[[str], str] = lambda _: ""  # the level that the text gives a town
    line_end: int = 0  # where the line of a letterhead ends that holds this name and nothing more


def letterhead_end(tokens: Sequence[Token], at: int, *, inner: bool = False) -> int:
    """Return where the line of capitals ends that begins at `at` near the top of a text, 0 where none does.

    `inner`: within a longer name, where the line goes on.
    """
    if (at and tokens[at - 1].word and not inner) or at > _TOP:
        return 0
    stop = at
    while stop < len(tokens) and tokens[stop].text not in {"\n", "\t"} and stop - at <= _LINE:
        stop += 1
    return stop if stop - at <= _LINE and all(t.shouted for t in tokens[at:stop] if t.text.isalpha()) else 0


def in_case(tokens: Sequence[Token]) -> str:
    """Return the words of a proper name, those in capitals in normal case (`TÂN PHÚ`: `Tân Phú`, `FPT`: `FPT`)."""
    shouted = len(tokens) > 0 and all(t.shouted for t in tokens if t.text.isalpha())
    return " ".join(t.text.capitalize() if shouted and is_syllable(t.text) else t.text for t in tokens)


def begins_whole_person(site: Site, at: int) -> bool:
    """Whether a person's name of three words or four, that is no place's, stands at `at`."""
    whole = at + 2 < len(site.tokens) and site.tokens[at + 2].capital
    place = site.lexicon.provinces.longest(site.tokens, at) if whole else None
    return whole and place is None and begins_person(site.tokens, site.lexicon, at)


def begins_person(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether a surname and one to three more capitalised words stand at `at`, and no commoner surname among them."""
    rank = lexicon.surnames.get(tokens[at].text) if at < len(tokens) else None
    if rank is None:
        return False
    stop = at
    while stop < len(tokens) and tokens[stop].capital and stop - at <= _MAX_NAME:
        stop += 1
    # «quận Hoàng Mai Nguyễn Quang Hiếu»: Nguyễn begins the name, not Mai; in «xã Thanh Mai Đinh Lê Hùng» Đinh does
    whole = stop - at > _PLACE <= at and all(token.capital for token in tokens[at - _PLACE : at])
    commoner = any(lexicon.surnames.get(t.text, rank) < rank for t in tokens[at + 1 : stop - (2 if whole else 1)])
    return 1 < stop - at <= _MAX_NAME and not commoner
