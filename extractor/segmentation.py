"""Segmentation: underthesea's words, by underthesea's own model, at a fraction of the price of `word_tokenize`.

`word_tokenize` writes 43 features of every syllable as text, passes them from Rust to Python and back and looks each
up, although its model knows few of them. Here the weights are read from that model, summed once for each run of
syllables that it knows, and the best labels are found over their sums. Where two labellings score so nearly alike
that the order of adding could decide, the model itself is asked. The words are the same
(`tests/test_segmentation.py`).
"""

import pickle
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import accumulate, chain, product
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from underthesea.pipeline.word_tokenize import regex_tokenize
from underthesea_core import CRFFeaturizer, CRFTagger

from extractor.templates import FUNCTIONS, WINDOW, by_value
from extractor.weights import Floats, read_weights

# A row here is what a run of syllables says for «goes on», at each place of the window where the run can stand.
Row: TypeAlias = tuple[float, ...]

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_PLACES = {1: 5, 2: 4, 3: 3}  # of a run of so many syllables in the window
_NEAR = 1e-6  # scores nearer than this could be told apart by rounding alone
_AT_ONCE = 100  # sentences: the numbers of a long text would fill much memory
_TOKEN = regex_tokenize.patterns
# What underthesea reads as one token, space and all: «Th.S» with any letter for the dot.
_SPACED = re.compile("Th [Ss]")


class Syllable(NamedTuple):
    """A token of underthesea's, as its model sees it alone; `row` as bytes; `opens` a run of three that it knows."""

    text: str
    lower: str
    title: bool
    opens: bool
    row: bytes


# Where a token or a word begins and ends.
Place: TypeAlias = tuple[int, int]
# A token of underthesea's, and where it stands.
Piece: TypeAlias = tuple[int, int, Syllable]


class Segmenter:
    """The model of words that underthesea ships, by runs of one to three syllables."""

    def __init__(self) -> None:
        """Read the model."""
        with as_file(files("underthesea") / _MODEL) as folder:
            self._dictionary: set[str] = _unpickled(folder / "dictionary.bin")
            weights = read_weights(folder / "models.bin")
        self._alone = CRFFeaturizer(["T[0].lower", "T[0].isdigit", "T[0].istitle"], set())
        begin, on = map(weights.labels.index, ("B-W", "I-W"))
        self._known = by_value(weights.names, (weights.rows[:, on] - weights.rows[:, begin]).tolist())
        self._moves = weights.steps[np.ix_([begin, on], [begin, on])].tolist()
        self._row = cache(self._sum_row)
        self._syllable = lru_cache(maxsize=8_000)(self._read_syllable)
        self._pieces = lru_cache(maxsize=8_000)(self._read_pieces)
        self._pair = lru_cache(maxsize=8_000)(self._two)
        self._plain = {
            (width, title, listed): _add(
                [self._row("istitle", width, str(title)), self._row("is_in_dict", width, str(listed))]
            )
            for width, title, listed in product((2, 3), (True, False), (True, False))
        }
        self._plain_bytes = {key: _packed(row) for key, row in self._plain.items()}
        self._edges = [
            [_packed(_add(self._row(function, width, edge) for function in FUNCTIONS)) for edge in ("BOS", "EOS")]
            for width in _PLACES
        ]
        lower = chain(map(str.lower, self._known[""]), self._known["lower"], self._dictionary)
        self._several = {text for text in lower if " " in text}
        self._in_threes = {text.partition(" ")[0] for text in self._several if text.count(" ") > 1}

    def words(self, sentences: Sequence[str]) -> Iterator[list[Place]]:
        """Yield where the words of each sentence begin and end, in order."""
        for at in range(0, len(sentences), _AT_ONCE):
            cut = list(map(self._cut, sentences[at : at + _AT_ONCE]))
            scores = self._scores([[said for _, _, said in pieces] for pieces in cut])
            yield from map(self._joined, cut, scores)

    def _cut(self, sentence: str) -> list[Piece]:
        """Return underthesea's tokens; what stands between spaces is cut alike wherever it stands, but at the end."""
        if _SPACED.search(sentence):
            return [(*m.span(), self._syllable(m[0])) for m in _TOKEN.finditer(sentence)]
        pieces: list[Piece] = []
        at = 0
        *chunks, last = sentence.split(" ")
        for chunk in chunks:
            for start, end, said in self._pieces(chunk):
                pieces.append((at + start, at + end, said))
            at += len(chunk) + 1
        if last:
            pieces += [(*m.span(), self._syllable(m[0])) for m in _TOKEN.finditer(sentence, at)]
        return pieces

    def _read_pieces(self, chunk: str) -> tuple[Piece, ...]:
        """Return the tokens of what stands before a space."""
        return tuple((*m.span(), self._syllable(m[0])) for m in _TOKEN.finditer(f"{chunk} "))

    def _joined(self, pieces: Sequence[Piece], scores: Sequence[float]) -> list[Place]:
        """Return the words of which the tokens are: each goes on the word before, or begins one."""
        found = self._best(scores) if pieces else []
        if found is None:
            featurizer, tagger = self._model
            features = featurizer.process([[[said.text] for _, _, said in pieces]])[0]
            found = [label == "I-W" for label in tagger.tag(features)]
        words: list[Place] = []
        for (start, end, _), on in zip(pieces, found, strict=True):
            words.append((words.pop()[0] if on and words else start, end))
        return words

    def _scores(self, sentences: Sequence[Sequence[Syllable]]) -> list[list[float]]:
        """Return what all runs in its window say for each syllable's going on the word before."""
        runs: list[list[bytes]] = [[], [], []]
        several = self._several
        plain_two, plain_three = (
            [self._plain_bytes[width, title, False] for title in (False, True)] for width in (2, 3)
        )
        for said in sentences:
            second = said[1:]
            rows: tuple[Iterable[bytes], ...] = (
                [one.row for one in said],
                [
                    self._pair(one.text, two.text)
                    if f"{one.lower} {two.lower}" in several
                    else plain_two[one.title and two.title]
                    for one, two in zip(said, second, strict=False)
                ],
                [
                    self._three(one, two, three)
                    if one.opens and f"{one.lower} {two.lower} {three.lower}" in several
                    else plain_three[one.title and two.title and three.title]
                    for one, two, three in zip(said, second, said[2:], strict=False)
                ],
            )
            length = len(said) + 2 * WINDOW
            for line, row, (before, after) in zip(runs, rows, self._edges, strict=True):
                inside = [before, before, *row]
                line.extend(inside + [after] * (length - len(inside)))
        whole = sum(map(_along, runs, _PLACES.values())).tolist()  # type: ignore[union-attr]  # of arrays
        ends = list(accumulate((len(said) + 2 * WINDOW for said in sentences), initial=0))
        return [whole[at : at + len(said)] for at, said in zip(ends, sentences, strict=False)]

    def _best(self, scores: Sequence[float]) -> list[bool] | None:
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

    @cached_property
    def _model(self) -> tuple[CRFFeaturizer, CRFTagger]:
        """The model itself, which is seldom asked: what writes its features, and what labels by them."""
        tagger = CRFTagger()
        with as_file(files("underthesea") / _MODEL) as folder:
            tagger.load(str(folder / "models.bin"))
            return CRFFeaturizer(_unpickled(folder / "features.bin"), self._dictionary), tagger

    def _two(self, first: str, second: str) -> bytes:
        one, two = self._syllable(first), self._syllable(second)
        text, lower = f"{first} {second}", f"{one.lower} {two.lower}"
        plain = (2, one.title and two.title, lower in self._dictionary)
        said = (("", text), ("lower", lower))
        rows = [self._row(function, 2, value) for function, value in said if value in self._known[function]]
        return _packed(_add([self._plain[plain], *rows])) if rows else self._plain_bytes[plain]

    def _three(self, one: Syllable, two: Syllable, three: Syllable) -> bytes:
        title = one.title and two.title and three.title
        text, lower = f"{one.text} {two.text} {three.text}", f"{one.lower} {two.lower} {three.lower}"
        listed = lower in self._dictionary
        if text in self._known[""]:
            return _packed(_add([self._plain[3, title, listed], self._row("", 3, text)]))
        return self._plain_bytes[3, title, listed]

    def _read_syllable(self, text: str) -> Syllable:
        lower, digit, title = (feature.split("=", 1)[1] for feature in self._alone.process([[[text]]])[0][0])
        values = (text, lower, digit, title, str(lower in self._dictionary))
        row = _add(self._sum_row(function, 1, value) for function, value in zip(FUNCTIONS, values, strict=True))
        return Syllable(text, lower, title == "True", lower in self._in_threes, _packed(row))

    def _sum_row(self, function: str, width: int, value: str) -> Row:
        row = [0.0] * (2 * WINDOW + 2 - width)
        for its, place, weight in self._known[function].get(value, ()):
            if its == width:
                row[place] += weight
        return tuple(row)


def _unpickled(path: Path) -> Any:  # noqa: ANN401  # whatever underthesea keeps there
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301  # a file of the package that is installed


def _add(rows: Iterable[Row]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True)))


def _packed(row: Row) -> bytes:
    return struct.pack(f"{len(row)}d", *row)


def _along(line: Sequence[bytes], places: int) -> Floats:
    """Return, for each row, what it and those behind it say of the first's place."""
    rows = np.frombuffer(b"".join(line)).reshape(-1, places)
    found = np.zeros(len(rows))
    for place in range(places):
        found[: len(rows) - place] += rows[place:, place]
    return found


@cache
def load_segmenter() -> Segmenter:
    """Return the one segmenter of this process."""
    return Segmenter()
