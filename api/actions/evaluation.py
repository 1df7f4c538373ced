"""Evaluation: the extractor against gold records."""

from pathlib import Path

from api.actions.extraction import Extract
from corpus.scoring import Scores, score


def evaluate(extract: Extract, gold: Path) -> Scores:
    """Return the scores over pairs of NAME.txt and NAME.json; raises NotFoundError where there are none."""
    return score(gold, lambda text, published_on: extract(text, published_on, None))
