"""Dates: what a time expression means when it is said on a given day."""

import datetime as dt
from dataclasses import dataclass

from extractor.resolve.date_phrases import resolve_phrase
from models.errors import PhraseError


@dataclass(frozen=True, slots=True)
class Resolved:
    """A phrase, its value in the notation of the contract, the days it covers, and what is wrong with it."""

    phrase: str
    value: str
    first: dt.date | None
    last: dt.date | None
    problem: str | None

    def as_json(self) -> dict[str, str | None]:
        """Return the fields by the names of the contract."""
        return {
            "phrase": self.phrase,
            "value": self.value,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "problem": self.problem,
        }


def resolve(phrase: str, said_on: dt.date | None) -> Resolved:
    """Return what `phrase` means when said on `said_on`; raises PhraseError where there is no time in it."""
    found = resolve_phrase(phrase, said_on)
    if found is None:
        raise PhraseError(phrase)
    return Resolved(" ".join(phrase.split()), found.value, found.first, found.last, found.problem)
