"""The weights of a CRF, asked of its tagger a feature at a time: their sums stand for features written out as text."""

import math
from collections.abc import Iterable
from typing import Protocol, TypeAlias

# A number for each label: what a feature says for it, up to a constant that all labels share.
Row: TypeAlias = tuple[float, ...]

_FORCE = 100.0  # a score that no transition outweighs
_TELLING = 0.1  # a lead over the other labels from which a feature, said often enough, forces one


class Tagger(Protocol):
    """What is asked of a CRF of `underthesea_core`."""

    def labels(self) -> list[str]:
        """Return the labels, in the order of the probabilities."""
        ...

    def marginals(self, features: list[list[str]]) -> list[list[float]]:
        """Return a row of probabilities for each place."""
        ...

    def tag_with_score(self, features: list[list[str]]) -> tuple[list[str], float]:
        """Return the best labels and their score."""
        ...


def names_in(model: bytes) -> set[str]:
    """Return the names of all features in a model's file, where each ends in a zero byte, and some noise with them."""
    return {piece.decode(errors="replace") for piece in model.split(b"\0")}


def row_of(tagger: Tagger, feature: str) -> Row:
    """Return the weights of a feature: the log probabilities of a place where nothing else is seen."""
    return tuple(map(math.log, tagger.marginals([[feature]])[0]))


def transitions(tagger: Tagger, features: Iterable[str]) -> list[list[float]]:
    """Return the weights from label to label: what two forced labels score beyond what each scores alone.

    Features that tell the labels are looked for among `features`.
    """
    forced = _forcing(tagger, features)
    alone = [tagger.tag_with_score([said])[1] for said in forced]
    count = len(forced)
    return [
        [tagger.tag_with_score([forced[a], forced[b]])[1] - alone[a] - alone[b] for b in range(count)]
        for a in range(count)
    ]


def _forcing(tagger: Tagger, features: Iterable[str]) -> list[list[str]]:
    """Return, for each label, a feature so often said that no other label can stand there."""
    found: dict[int, list[str]] = {}
    count = len(tagger.labels())
    for feature in features:
        row = row_of(tagger, feature)
        second, first = sorted(range(count), key=row.__getitem__)[-2:]
        lead = row[first] - row[second]
        if lead > _TELLING:
            found.setdefault(first, [feature] * math.ceil(_FORCE / lead))
        if len(found) == count:
            break
    return [found[label] for label in range(count)]
