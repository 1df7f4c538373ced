"""One firm under several names: «Công ty đóng tàu Sao Mai», «Công ty TNHH Sao Mai» and «công ty Sao Mai»."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractor.resolve.unit_lexicon import legal_forms, strings
from extractor.resolve.unit_tokens import joined, tokenize
from models.folding import canonical


class _Firm(NamedTuple):
    """A firm's name in its parts: what kind of firm it is, its trade in lower case, what it is called."""

    name: str
    form: str
    trade: str
    own: str


@cache
def _kinds() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, legal_forms()), key=len, reverse=True))
    heads = "|".join(sorted(strings("unit_words", "companies"), key=len, reverse=True))
    return re.compile(rf"(?:{heads})(?P<form>(?: (?:{forms}))*) ", re.IGNORECASE)


def same_firms(names: Iterable[str]) -> dict[str, str]:
    """Return firms by the one name of theirs that says their legal form, where no two trades tell them apart."""
    groups: dict[str, list[_Firm]] = {}
    for firm in filter(None, map(_read, sorted(set(names)))):
        groups.setdefault(firm.own, []).append(firm)
    found: dict[str, str] = {}
    for firms in groups.values():
        formed = [firm for firm in firms if firm.form]
        if len(formed) == 1 and len({firm.trade for firm in firms if firm.trade}) <= 1:
            found |= {firm.name: formed[0].name for firm in firms}
    return found


def _read(name: str) -> _Firm | None:
    """Return the parts of a firm's name; None where nothing or one Vietnamese word is all that it is called."""
    kind = _kinds().match(name)
    words = tokenize(canonical(name[kind.end() :])) if kind else []
    first = next((i for i, word in enumerate(words) if word.capital), len(words))
    own = words[first:]
    if kind is None or len(own) < 2 or not all(word.capital or not word.word for word in own):  # noqa: PLR2004  # one word may be any firm's
        return None
    return _Firm(name, kind["form"], joined(words[:first]).lower(), joined(own))
