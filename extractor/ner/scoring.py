"""What the model makes of a text: the probability of each label at each syllable, as its tagger would say it.

What a syllable says of itself and of those around it is summed once for each form of it; what two or three say together
is looked up by name. The sums of all sentences go through the forward-backward algorithm side by side.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from extractor.ner.features import EDGE, WINDOW, Piece, Seen, alone, beside, heads_left, seen, together
from extractor.weights import Floats, Weights

_PLACES = (0, -2, -1, 1, 2)  # of a syllable, seen from the one it says something of


class Scorer(dict[str, bytes]):
    """The weights of a model by feature, as bytes of a row of doubles."""

    def __init__(self, weights: Weights) -> None:
        """Take what the model has learnt."""
        super().__init__(zip(weights.names, map(np.ndarray.tobytes, weights.rows), strict=True))
        self.labels = weights.labels
        self._moves: Floats = np.exp(weights.steps)
        self._nothing = bytes(8 * len(self.labels))
        self._form = lru_cache(maxsize=50_000)(self._sum)

    def __missing__(self, feature: str) -> bytes:
        """Return the weights of a feature that the model does not know."""
        return self._nothing

    def probabilities(self, pieces: Sequence[Piece]) -> list[Floats]:
        """Return, for each piece, a row for each syllable: the probability of each label."""
        order = sorted(range(len(pieces)), key=lambda at: -len(pieces[at].tokens))
        lengths = [len(pieces[at].tokens) for at in order]
        scores = self._scores([seen(pieces[at]) for at in order])
        padded = np.zeros((len(order), max(lengths, default=0), len(self.labels)))
        inside = np.arange(padded.shape[1]) < np.array(lengths)[:, None]
        padded[inside] = np.exp(scores - scores.max(axis=1, keepdims=True))
        found = self._both_ways(padded, lengths)
        return [rows for _, rows in sorted((at, found[i, : lengths[i]]) for i, at in enumerate(order))]

    def _scores(self, sentences: Sequence[Sequence[Seen]]) -> Floats:
        """Return the sums of weights, a row for each syllable of all sentences."""
        edge = [EDGE] * WINDOW
        line: list[Seen] = []
        places: list[int] = []
        said: list[bytes] = []
        for sentence in sentences:
            first = len(line) + WINDOW
            line += [*edge, *sentence]
            line += edge
            for at, head in enumerate(heads_left(sentence), start=first):
                places.append(at)
                said += [self[feature] for feature in together(line[at - 2 : at + 2], head)]
        forms = np.frombuffer(b"".join(map(self._form, line))).reshape(-1, len(_PLACES), len(self.labels))
        here = np.array(places, dtype=int)
        shared: Floats = np.frombuffer(b"".join(said)).reshape(len(places), -1, len(self.labels)).sum(axis=1)
        for i, place in enumerate(_PLACES):
            shared += forms[here + place, i]
        return shared

    def _sum(self, one: Seen) -> bytes:
        """Return what a syllable says of each of its places."""
        groups = (beside(one, place) if place else alone(one) for place in _PLACES)
        sums = (np.frombuffer(b"".join(self[f] for f in group)).reshape(len(group), -1).sum(axis=0) for group in groups)
        return b"".join(row.tobytes() for row in sums)

    def _both_ways(self, scores: Floats, lengths: Sequence[int]) -> Floats:
        """Return the probabilities by the forward-backward algorithm; the longest sentence comes first."""
        steps = scores.shape[1]
        running = [sum(length > at for length in lengths) for at in range(steps)]
        forward, backward = scores.copy(), np.ones_like(scores)
        for at in range(1, steps):
            on = running[at]
            row = (forward[:on, at - 1] @ self._moves) * scores[:on, at]
            forward[:on, at] = row / row.sum(axis=1, keepdims=True)
        for at in range(steps - 2, -1, -1):
            on = running[at + 1]
            row = (backward[:on, at + 1] * scores[:on, at + 1]) @ self._moves.T
            backward[:on, at] = row / row.sum(axis=1, keepdims=True)
        both: Floats = forward * backward
        both /= np.maximum(both.sum(axis=2, keepdims=True), np.finfo(float).tiny)  # where no syllable stands
        return both
