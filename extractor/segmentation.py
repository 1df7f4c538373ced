"""Segmentation: underthesea's words, by underthesea's own model, at a fraction of the price of `word_tokenize`.

`word_tokenize` writes 43 features of every syllable as text, passes them from Rust to Python and back and looks each
up, although its model knows few of them. Here the weights are read from that model, summed once for each run of
syllables that it knows, and the best labels are found over their sums. Where two labellings score so nearly alike
that the order of adding could decide, the model itself is asked. The words are the same
(`tests/test_segmentation.py`).
"""

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from underthesea.pipeline.word_tokenize import regex_tokenize
from underthesea_core import CRFFeaturizer, CRFTagger

from extractor.weights import read_weights
from models.spans import Span

# A row here is what a run of syllables says for «goes on», at each place of the window where the run can stand.
# Function of the features (`lower` …), then their value, then width and place of the run, and the weight.
Row: TypeAlias = tuple[float, ...]
Known: TypeAlias = Mapping[str, Mapping[str, Sequence[tuple[int, int, float]]]]

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_FUNCTIONS = ("", "lower", "isdigit", "istitle", "is_in_dict")
_WINDOW = 2  # syllables to each side
_NEAR = 1e-6  # scores nearer than this could be told apart by rounding alone
# Vietnamese letters before a space are a token: nothing else that underthesea looks for begins there.
_TOKEN = re.compile(
    rf"[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]+(?=\s)|{regex_tokenize.patterns.pattern}", regex_tokenize.patterns.flags
)


class Syllable(NamedTuple):
    """A token of underthesea's, as its model sees it alone."""

    text: str
    lower: str
    title: bool
    row: Row


class Segmenter:
    """The model of words that underthesea ships, by runs of one to three syllables."""

    def __init__(self) -> None:
        """Read the model."""
        with as_file(files("underthesea") / _MODEL) as folder:
            self._dictionary: set[str] = _unpickled(folder / "dictionary.bin")
            self._featurizer = CRFFeaturizer(_unpickled(folder / "features.bin"), self._dictionary)
            weights = read_weights(folder / "models.bin")
        begin, on = weights.labels.index("B-W"), weights.labels.index("I-W")
        self._known = _by_value(weights.names, (weights.rows[:, on] - weights.rows[:, begin]).tolist())
        self._moves = weights.steps[np.ix_([begin, on], [begin, on])].tolist()
        self._row = cache(self._sum_row)
        self._syllable = lru_cache(maxsize=50_000)(self._read_syllable)
        self._plain = {
            (width, title, listed): _add(
                [self._row("istitle", width, str(title)), self._row("is_in_dict", width, str(listed))]
            )
            for width, title, listed in product((2, 3), (True, False), (True, False))
        }
        self._edges = tuple(
            tuple(_add(self._row(function, width, edge) for function in _FUNCTIONS) for edge in ("BOS", "EOS"))
            for width in (1, 2, 3)
        )

    def words(self, sentence: str) -> list[Span]:
        """Return the words of one sentence, in order."""
        tokens = list(_TOKEN.finditer(sentence))
        words: list[Span] = []
        for token, on in zip(tokens, self._goes_on([token[0] for token in tokens]), strict=True):
            start, end = token.span()
            if on and words:
                start = words.pop().start
            words.append(Span(start, end))
        return words

    def _goes_on(self, tokens: Sequence[str]) -> list[bool]:
        """Return, for each token of a sentence, whether it goes on the word before."""
        found = self._best(self._scores([self._syllable(token) for token in tokens])) if tokens else []
        if found is None:
            features = self._featurizer.process([[[token] for token in tokens]])[0]
            found = [label == "I-W" for label in _model().tag(features)]
        return found

    def _scores(self, syllables: Sequence[Syllable]) -> Iterator[float]:
        """Yield what all runs in its window say for each syllable's going on the word before."""
        second, third = syllables[1:], syllables[2:]
        runs: tuple[Iterable[Row], ...] = (
            [syllable.row for syllable in syllables],
            map(self._two, syllables, second),
            map(self._three, syllables, second, third),
        )
        columns: list[Sequence[float]] = []
        for (before, after), rows in zip(self._edges, runs, strict=True):
            padded = zip(before, before, *rows, after, after, strict=True)
            columns += [column[place:] for place, column in enumerate(padded)]
        return map(sum, zip(*columns, strict=False))

    def _best(self, scores: Iterable[float]) -> list[bool] | None:
        """Return the labels of the best path (Viterbi), None where rounding could decide between two."""
        (begin_begin, begin_on), (on_begin, on_on) = self._moves
        to_begin, to_on = begin_begin - on_begin, begin_on - on_on  # the lead from which «on» is the better past
        pasts: list[tuple[bool, bool]] = []
        lead: float | None = None  # of «on» over «begin»
        for score in scores:
            if lead is None:
                lead = score
                continue
            if abs(lead - to_begin) < _NEAR or abs(lead - to_on) < _NEAR:
                return None
            pasts.append((lead > to_begin, lead > to_on))
            begin = lead + on_begin if lead > to_begin else begin_begin
            lead = score - begin + (lead + on_on if lead > to_on else begin_on)
        if lead is None or abs(lead) < _NEAR:
            return None
        found = [lead > 0]
        for past in reversed(pasts):
            found.append(past[found[-1]])
        return found[::-1]

    def _two(self, one: Syllable, two: Syllable) -> Row:
        text, lower = f"{one.text} {two.text}", f"{one.lower} {two.lower}"
        rows = [self._plain[2, one.title and two.title, lower in self._dictionary]]
        if text in self._known[""]:
            rows.append(self._row("", 2, text))
        if lower in self._known["lower"]:
            rows.append(self._row("lower", 2, lower))
        return rows[0] if len(rows) == 1 else _add(rows)

    def _three(self, one: Syllable, two: Syllable, three: Syllable) -> Row:
        text, lower = f"{one.text} {two.text} {three.text}", f"{one.lower} {two.lower} {three.lower}"
        row = self._plain[3, one.title and two.title and three.title, lower in self._dictionary]
        return _add([row, self._row("", 3, text)]) if text in self._known[""] else row

    def _read_syllable(self, text: str) -> Syllable:
        said = dict(feature.split("=", 1) for feature in self._featurizer.process([[[text]]])[0][0])
        lower, title = said["T[0].lower"], said["T[0].istitle"]
        values = (text, lower, said["T[0].isdigit"], title, said["T[0].is_in_dict"])
        row = _add(self._sum_row(function, 1, value) for function, value in zip(_FUNCTIONS, values, strict=True))
        return Syllable(text, lower, title == "True", row)

    def _sum_row(self, function: str, width: int, value: str) -> Row:
        row = [0.0] * (2 * _WINDOW + 2 - width)
        for its, place, weight in self._known[function].get(value, ()):
            if its == width:
                row[place] += weight
        return tuple(row)


def _by_value(features: Iterable[str], weights: Iterable[float]) -> Known:
    """Return what features, `T[-1,0].lower=chúng tôi`, weigh by function and value."""
    known: dict[str, dict[str, list[tuple[int, int, float]]]] = {function: {} for function in _FUNCTIONS}
    for feature, weight in zip(features, weights, strict=True):
        template, is_known, value = feature.partition("=")
        if is_known:
            function, width, place = _template(template)
            known[function].setdefault(value, []).append((width, place, weight))
    return known


@cache
def _template(template: str) -> tuple[str, int, int]:
    """Return the function of a template, `T[-1,0].lower`, and width and place of the runs it is asked of."""
    places, _, function = template.removeprefix("T[").partition("]")
    first, _, last = places.partition(",")
    return function.removeprefix("."), int(last or first) - int(first) + 1, int(first) + _WINDOW


def _unpickled(path: Path) -> Any:  # noqa: ANN401  # whatever underthesea keeps there
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301  # a file of the package that is installed


@cache
def _model() -> CRFTagger:
    """Return the model itself, which is seldom asked."""
    tagger = CRFTagger()
    with as_file(files("underthesea") / _MODEL) as folder:
        tagger.load(str(folder / "models.bin"))
    return tagger


def _add(rows: Iterable[Row]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True)))


@cache
def load_segmenter() -> Segmenter:
    """Return the one segmenter of this process."""
    return Segmenter()
