"""Openings: with what letters every match of a pattern begins, so that it is tried only where they stand.

A search tries a pattern at every character; most of ours begin with one of a few words. `lookout` tells where they are.
"""

import importlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

# The parser and the compiler of `re` itself: what they make of a pattern is what the pattern means.
_parser, _compiler = importlib.import_module("re._parser"), importlib.import_module("re._compiler")

LONGEST, KEY = 8, 2  # letters of an opening: longer ones are cut, with shorter ones it is not worth it
_MOST = 400  # openings of one pattern
_RANGE = 12  # letters of a range, `[1-9]`: so many are told apart
_COUNTED = 4  # digits and the like: so many are told apart
_IS_WORD = repr(_parser.parse(r"[\w]")[0][1][0])
_DIGIT = re.compile(r"\d")
_IS_DIGIT = repr(_parser.parse(r"[\d]")[0][1][0])
_SIGN = re.compile(r"\W")
_LINE_STARTS = {_parser.AT_BEGINNING, _parser.AT_BEGINNING_STRING}
_ZERO_WIDTH = {_parser.ASSERT, _parser.ASSERT_NOT, _parser.AT}


class Parsed(NamedTuple):
    """A pattern as `re` reads it."""

    items: Any
    flags: int


class _Begins(NamedTuple):
    """What a match may begin with: texts that more may follow, and texts of which the rest was left out."""

    whole: set[str]
    cut: set[str]


class Openings(NamedTuple):
    """Texts with one of which every match begins, in lower case, every digit a 0; none where they are not known.

    `words`: a match begins where a word or a sign does.
    """

    texts: tuple[str, ...]
    words: bool = False

    def may_stand_in(self, text: str) -> bool:
        """Whether a short text may hold a match: one of the openings stands in it, or none is known."""
        return not self.texts or any(map(shape_of(text).__contains__, self.texts))


NOWHERE = Openings(())  # nothing is known


def parsed(pattern: str, flags: int = 0) -> Parsed:
    """Return a pattern parsed, for `openings` and `compiled`; raises re.error where it is unsound."""
    return Parsed(_parser.parse(pattern, int(flags)), int(flags))  # a RegexFlag is slow to ask


def compiled(pattern: Parsed) -> re.Pattern[str]:
    """Return what `re.compile` makes of a pattern, which is not parsed again."""
    found: re.Pattern[str] = _compiler.compile(*pattern)
    return found


def openings(pattern: Parsed) -> Openings:
    """Return what every match of a pattern begins with."""
    texts = set().union(*_sequence(pattern.items))
    if len(texts) > _MOST or any(len(text) < KEY for text in texts):
        return NOWHERE
    shortest: list[str] = []
    for text in sorted(texts):
        if not (shortest and text.startswith(shortest[-1])):
            shortest.append(text)
    words = bool(shortest) and _begins_words(pattern.items) and not any(text[0].isspace() for text in shortest)
    return Openings(tuple(shortest), words)


def lower_case(text: str) -> str:
    """Return a text in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[0] for letter in text)  # «İ» becomes two


@lru_cache(maxsize=4)
def shape_of(text: str) -> str:
    """Return a text as openings show it, every character in its place."""
    return _DIGIT.sub("0", lower_case(text))


def _begins_words(items: Iterable[Any]) -> bool:
    """Whether every match begins with a sign, or where no letter or digit stands before."""
    for operation, argument in items:
        if operation in _ZERO_WIDTH:
            if _bars_words(operation, argument):
                return True
        elif operation is _parser.SUBPATTERN:
            return _begins_words(argument[3])
        elif operation is _parser.BRANCH:
            return all(map(_begins_words, argument[1]))
        else:
            return _is_no_word(operation, argument)
    return False


def _bars_words(operation: Any, argument: Any) -> bool:  # noqa: ANN401  # whatever the parser says
    """Whether a condition has no letter or digit stand before: `^`, `(?<=[.”] )`, `(?<!.)`."""
    if operation is _parser.AT:
        return argument in _LINE_STARTS
    direction, parts = argument
    if operation is _parser.ASSERT:
        return direction < 0 and _is_no_word(*parts[-1])
    return direction < 0 and len(parts) == 1 and _is_all_words(*parts[0])


def _is_no_word(operation: Any, argument: Any) -> bool:  # noqa: ANN401  # whatever the parser says
    """Whether a part of a pattern is a sign or a space."""
    members = [(operation, argument)] if operation is _parser.LITERAL else argument
    return str(operation) in {"LITERAL", "IN"} and all(
        shown is _parser.CATEGORY_SPACE or (kind is _parser.LITERAL and _SIGN.fullmatch(chr(shown)))
        for kind, shown in members
    )


def _is_all_words(operation: Any, argument: Any) -> bool:  # noqa: ANN401  # whatever the parser says
    """Whether a part of a pattern is any letter or digit, whatever else."""
    return operation is _parser.ANY or (operation is _parser.IN and any(repr(one) == _IS_WORD for one in argument))


def _sequence(items: Iterable[Any]) -> _Begins:
    """Return what a sequence of parts may begin with; most are words, of which the first letters suffice."""
    lead, rest = "", iter(items)
    for operation, argument in rest:
        if operation is _parser.LITERAL:
            lead += _shown(argument)
            if len(lead) == LONGEST:
                return _Begins(set(), {lead})
        elif operation not in _ZERO_WIDTH:
            return _follow(lead, chain([(operation, argument)], rest))
    return _Begins({lead}, set())


def _follow(lead: str, items: Iterable[Any]) -> _Begins:
    whole, cut = {lead}, set[str]()
    for operation, argument in items:
        if operation in _ZERO_WIDTH:
            continue
        more = _one(operation, argument)
        if len(whole) * (len(more.whole) + len(more.cut)) > _MOST:
            return _Begins(set(), cut | whole)
        cut.update([(text + follows)[:LONGEST] for text in whole for follows in more.cut])
        whole = {text + follows for text in whole for follows in more.whole}
        long = {text for text in whole if len(text) >= LONGEST}
        if long:
            whole -= long
            cut.update([text[:LONGEST] for text in long])
        if not whole:
            break
    return _Begins(whole, cut)


def _any_of(sequences: Iterable[Iterable[Any]]) -> _Begins:
    each = [_sequence(items) for items in sequences]
    return _Begins(set().union(*(one.whole for one in each)), set().union(*(one.cut for one in each)))


def _one(operation: Any, argument: Any) -> _Begins:  # noqa: ANN401  # whatever the parser says
    """Return what one part of a pattern may begin with; nothing is known of what is not named here."""
    members = [(operation, argument)] if operation is _parser.LITERAL else argument
    match operation:
        case _parser.LITERAL | _parser.IN if all(letters := [_letters(*member) for member in members]):
            return _Begins(set().union(*letters), set())
        case _parser.SUBPATTERN:
            return _sequence(argument[3])
        case _parser.BRANCH:
            return _any_of(argument[1])
        case _parser.MAX_REPEAT | _parser.MIN_REPEAT:
            least, most, part = argument
            if most <= _COUNTED and all(kind is _parser.IN for kind, _ in part):  # `\d{1,3}`
                return _any_of([*part] * times for times in range(least, most + 1))
            whole, cut = _sequence([*part] * max(1, min(least, LONGEST)))
            if most not in {least, 1}:
                whole, cut = set(), whole | cut
            return _Begins(whole if least else {*whole, ""}, cut)
        case _:
            return _Begins(set(), {""})


def _letters(kind: Any, shown: Any) -> set[str]:  # noqa: ANN401  # whatever the parser says
    """Return what a member of a class of letters stands for, nothing where that is not known or too much."""
    if kind is _parser.LITERAL:
        return {_shown(shown)}
    if kind is _parser.RANGE and shown[1] - shown[0] < _RANGE:
        return {_shown(letter) for letter in range(shown[0], shown[1] + 1)}
    return {"0"} if repr((kind, shown)) == _IS_DIGIT else set()


@cache
def _shown(letter: int) -> str:
    """Return a letter of a pattern as an opening shows it."""
    return _DIGIT.sub("0", chr(letter).lower())
