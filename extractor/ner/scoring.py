"""What the model makes of a text: the probability of each label at each syllable, as its tagger would say it.

What a syllable says of itself and of those around it is summed once for each form of it; what two or three say together
is looked up for all syllables of a text at once. The sums of all sentences go through the forward-backward algorithm
side by side.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from extractor.ner.features import (
    EDGE,
    HEADS,
    KINDS,
    SHAPES,
    WINDOW,
    Form,
    Piece,
    alone,
    beside,
    forms,
    heads_left,
    seen,
)
from extractor.weights import Floats, Weights

Numbers: TypeAlias = NDArray[np.int64]
Number = TypeVar("Number", int, Numbers)
# What the syllables of a run show, in order, and what that weighs.
Runs: TypeAlias = Mapping[tuple[str, ...], Floats]

_PLACES = (0, -2, -1, 1, 2)  # of a syllable, seen from the one it says something of
_SHOWN = 3  # of a syllable, that runs are made of: form, shape, kind
_SOME = 8  # steps after which sums are brought back to 1, before they outgrow a double
_DEEPEST = -300.0  # below the best label of a syllable; what is less is nothing
_LEAST = np.finfo(float).tiny  # in place of 0, past the end of a sentence
_WORDS = re.compile(r"(\||[^|]+)\|(\||[^|]+)(?:\|([^|]+))?")  # «ông|Lộc», «của|ông|Xx», «||x»


class Scorer:
    """The weights of a model: summed for what a syllable says, gathered for what several say together."""

    def __init__(self, weights: Weights) -> None:
        """Take what the model has learnt."""
        self.labels = weights.labels
        self._moves: Floats = np.exp(weights.steps)
        self._rows = dict(zip(weights.names, weights.rows, strict=True))
        self._form = lru_cache(maxsize=8_000)(self._sum)
        words = [self._word_runs(name) for name in ("w-1w", "ww1", "w-2w-1")]
        shapes = [self._runs(name, "{}{}{}", SHAPES, SHAPES, SHAPES) for name in ("s-", "s3")]
        kinds, heads = self._runs("k3", "{}{}", KINDS, KINDS), self._runs("h", "{}|{}", HEADS, SHAPES)
        every = [*words, *shapes, kinds, heads]
        shown = sorted({text for runs in every for run in runs for text in run})
        self._numbers = {text: number for number, text in enumerate(shown, start=1)}  # 0: in no run
        self._tables = [_Table(runs, self._numbers, len(self.labels)) for runs in every]

    def probabilities(self, pieces: Sequence[Piece]) -> list[Floats]:
        """Return, for each piece, a row for each syllable: the probability of each label."""
        scores = self._scores(list(map(forms, pieces)))
        ends = np.cumsum([len(piece.tokens) for piece in pieces])
        found = self._both_ways(np.exp(np.maximum(scores - scores.max(axis=1, keepdims=True), _DEEPEST)), ends)
        return np.split(found, ends[:-1])

    def _scores(self, sentences: Sequence[Sequence[Form]]) -> Floats:
        """Return the sums of weights, a row for each syllable of all sentences."""
        edge = [EDGE] * WINDOW
        line: list[Form] = []
        places: list[int] = []
        near: list[int] = []
        for sentence in sentences:
            line += [*edge, *sentence]
            places += range(len(line) - len(sentence), len(line))
            line += edge
            near += [self._numbers.get(head, 0) for head in heads_left(sentence)]
        width = len(_PLACES) * len(self.labels)
        forms = np.frombuffer(b"".join(map(self._form, line))).reshape(-1, width + _SHOWN)
        here, heads = np.array(places, dtype=np.int64), np.array(near, dtype=np.int64)
        own = forms[:, :width].reshape(-1, len(_PLACES), len(self.labels))
        summed: Floats = sum(own[here + place, i] for i, place in enumerate(_PLACES))
        words, shapes, kinds = forms[:, width:].astype(np.int64).T
        w0, w1, w2, w3 = (words[here + place] for place in (-2, -1, 0, 1))
        s0, s1, s2, s3 = (shapes[here + place] for place in (-2, -1, 0, 1))
        runs = (
            (w1, w2),
            (w2, w3),
            (w0, w1, s2),
            (s0, s1, s2),
            (s1, s2, s3),
            (kinds[here - 1], kinds[here]),
            (heads, s2),
        )
        for table, run in zip(self._tables, runs, strict=True):
            table.add_to(summed, run)
        return summed

    def _sum(self, form: Form) -> bytes:
        """Return what a syllable says of each of its places, and the numbers of what it shows."""
        one, nothing = seen(form), np.zeros(len(self.labels))
        groups = (beside(one, place) if place else alone(one) for place in _PLACES)
        sums = [np.sum([self._rows.get(feature, nothing) for feature in group], axis=0) for group in groups]
        shown = [self._numbers.get(text, 0) for text in (one.lower, one.shape, one.kind)]
        return np.concatenate([*sums, shown]).tobytes()

    def _word_runs(self, name: str) -> Runs:
        """Return what the runs of a template with words weigh."""
        known = ((feature.partition("="), row) for feature, row in self._rows.items())
        runs = ((_WORDS.fullmatch(run), row) for (template, _, run), row in known if template == name)
        return {tuple(text for text in run.groups() if text): row for run, row in runs if run}

    def _runs(self, name: str, written: str, *values: Sequence[str]) -> Runs:
        """Return what the runs of a template with few values weigh, as `together` writes them."""
        named = ((run, f"{name}={written.format(*run)}") for run in product(*values))
        return {run: self._rows[feature] for run, feature in named if feature in self._rows}

    def _both_ways(self, scores: Floats, ends: Numbers) -> Floats:
        """Return the probabilities by the forward-backward algorithm, all sentences side by side, both ways at once.

        Backwards is forwards over the sentence read from its end, by the moves turned round.
        """
        lengths = np.diff(ends, prepend=0)
        steps, labels = int(lengths.max(initial=0)), len(self.labels)
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        forth = np.arange(len(scores)) - np.repeat(ends - lengths, lengths)
        back = lengths[sentence] - 1 - forth
        said = np.zeros((steps, len(lengths), 2, labels))
        said[forth, sentence, 0] = scores
        said[back, sentence, 1] = scores
        moves = np.zeros((2 * labels, 2 * labels))
        moves[:labels, :labels], moves[labels:, labels:] = self._moves, self._moves.T
        flat = said.reshape(steps, len(lengths), 2 * labels)
        for at in range(1, steps):
            flat[at] *= flat[at - 1] @ moves
            if at % _SOME == 0:
                said[at] /= np.maximum(said[at].sum(axis=2, keepdims=True), _LEAST)
        both: Floats = said[forth, sentence, 0] * said[back, sentence, 1] / scores
        both /= both.sum(axis=1, keepdims=True)
        return both


class _Table:
    """What runs of two or three weigh, by the numbers of what they show."""

    def __init__(self, runs: Runs, numbers: Mapping[str, int], labels: int) -> None:
        """Take the runs; `numbers` begin with 1, for 0 is in no run."""
        self._base = len(numbers) + 1
        weighed = sorted((_key([numbers[text] for text in run], self._base), row) for run, row in runs.items())
        self._keys = np.array([key for key, _ in weighed] + [-1], dtype=np.int64)
        self._rows: Floats = np.array([row for _, row in weighed]).reshape(-1, labels)

    def add_to(self, summed: Floats, run: Iterable[Numbers]) -> None:
        """Add to each row of `summed` what the run at it weighs."""
        keys = _key(run, self._base)
        at = np.searchsorted(self._keys[:-1], keys)
        known = np.flatnonzero(self._keys[at] == keys)
        summed[known] += self._rows[at[known]]


def _key(run: Iterable[Number], base: int) -> Number:
    """Return the numbers of a run as one."""
    first, *others = run
    for number in others:
        first = first * base + number
    return first
