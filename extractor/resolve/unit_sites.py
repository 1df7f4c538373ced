"""What a tail is, and what reading one needs to know of the text around it."""

from collections.abc import Callable
from dataclasses import dataclass

from extractor.resolve.unit_lexicon import Lexicon
from extractor.resolve.unit_tokens import Token

_MAX_NAME = 4  # words of a person's name


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a tail ends, what it reads as, and how it read: the place and the unit in it, a level without a name."""

    stop: int
    text: str = ""
    place: str = ""
    level: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The text around a tail: `titled` after an office (`Cục trưởng Cục …`), `shouted` in a line of capitals."""

    tokens: list[Token]
    lexicon: Lexicon
    inner: Callable[[int], Tail | None]
    titled: bool = False
    shouted: bool = False
    references: dict[int, int] | None = None
    inside_word: Callable[[int], bool] = lambda _: False


def begins_person(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether a surname and one to three more capitalised words stand at `at`, and no commoner surname among them."""
    rank = lexicon.surnames.get(tokens[at].text)
    if rank is None:
        return False
    stop = at
    while stop < len(tokens) and tokens[stop].capital and stop - at <= _MAX_NAME:
        stop += 1
    # «quận Hoàng Mai Nguyễn Quang Hiếu»: Nguyễn begins the name, not Mai
    commoner = any(lexicon.surnames.get(t.text, rank) < rank for t in tokens[at + 1 : stop - 1])
    return 1 < stop - at <= _MAX_NAME and not commoner
