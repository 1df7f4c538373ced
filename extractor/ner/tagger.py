"""The tagger: shipped weights in, spans with labels and scores out. Offline; the weights are read when first needed."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from extractor.annotations import EntityFinding
from extractor.ner.features import Piece, pieces
from extractor.ner.scoring import Scorer
from extractor.text.layout import Layout
from extractor.weights import Floats, read_weights
from models.spans import Span

WEIGHTS = "weights.bin"
OUTSIDE = "O"
_AT_ONCE = 100  # sentences: the numbers of a long text would fill much memory


@cache
def shipped_scorer() -> Scorer:
    """Return the scorer of the weights that the package holds."""
    with as_file(files("extractor.ner") / WEIGHTS) as path:
        return load_scorer(path)


def load_scorer(path: Path) -> Scorer:
    """Return the scorer of a file of weights."""
    return Scorer(read_weights(path))


def find_entities(layout: Layout, words: Collection[int], scorer: Scorer) -> tuple[EntityFinding, ...]:
    """Return the spans that the model takes for units and people, in reading order, none overlapping another."""
    read = [piece for piece in pieces(layout, words) if any(token.capital for token in piece.tokens)]
    parts = (read[at : at + _AT_ONCE] for at in range(0, len(read), _AT_ONCE))
    found = (pair for part in parts for pair in zip(part, scorer.probabilities(part), strict=True))
    return tuple(entity for piece, rows in found for entity in _decode(piece, scorer.labels, rows))


def _decode(piece: Piece, labels: Sequence[str], rows: Floats) -> Iterator[EntityFinding]:
    """Yield the spans of the most probable labels; a span's score is that of its least sure syllable."""
    best = [labels[at] for at in rows.argmax(axis=1)]
    at = 0
    while at < len(best):
        if best[at] == OUTSIDE:
            at += 1
            continue
        kind = best[at][2:]
        stop = at + 1
        while stop < len(best) and best[stop] == f"I-{kind}":
            stop += 1
        score = float(rows[at:stop].max(axis=1).min())
        yield EntityFinding(Span(piece.tokens[at].start, piece.tokens[stop - 1].end), kind, round(score, 4))
        at = stop
