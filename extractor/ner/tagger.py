"""The tagger: shipped weights in, spans with labels and scores out. Offline; the weights are read when first needed."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Protocol

from underthesea_core import CRFTagger

from extractor.annotations import EntityFinding
from extractor.ner.features import Piece, features_of, pieces
from extractor.text.layout import Layout
from models.spans import Span

WEIGHTS = "weights.bin"


class Tagger(Protocol):
    """What is asked of a CRF: its labels, and the probability of each at each syllable."""

    def labels(self) -> list[str]:
        """Return the labels, in the order of the probabilities."""
        ...

    def marginals(self, features: list[list[str]]) -> list[list[float]]:
        """Return a row of probabilities for each syllable."""
        ...


@cache
def shipped_tagger() -> Tagger:
    """Return the tagger of the weights that the package holds."""
    tagger = CRFTagger()
    with as_file(files("extractor.ner") / WEIGHTS) as path:
        tagger.load(str(path))
    return tagger  # type: ignore[no-any-return]  # the package is untyped


def find_entities(layout: Layout, words: Collection[int], tagger: Tagger) -> tuple[EntityFinding, ...]:
    """Return the spans that the model takes for units and people, in reading order, none overlapping another."""
    labels = tagger.labels()
    found: list[EntityFinding] = []
    for piece in pieces(layout, words):
        if any(token.capital for token in piece.tokens):
            found.extend(_decode(piece, labels, tagger.marginals(features_of(piece))))
    return tuple(found)


def _decode(piece: Piece, labels: Sequence[str], rows: Sequence[Sequence[float]]) -> Iterator[EntityFinding]:
    """Yield the spans of the most probable labels; a span's score is that of its least sure syllable."""
    best = [max(range(len(labels)), key=row.__getitem__) for row in rows]
    at = 0
    while at < len(best):
        name = labels[best[at]]
        if name == "O":
            at += 1
            continue
        kind = name[2:]
        stop = at + 1
        while stop < len(best) and labels[best[stop]] == f"I-{kind}":
            stop += 1
        score = min(rows[i][best[i]] for i in range(at, stop))
        yield EntityFinding(Span(piece.tokens[at].start, piece.tokens[stop - 1].end), kind, round(score, 4))
        at = stop
