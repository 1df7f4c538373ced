"""No rule runs away: on texts made to mislead it, its time grows as their length does.

What may repeat in a pattern repeats a few times at most, as no sentence goes on for ever.
"""

from collections.abc import Callable
from itertools import product

import pytest

from bench.timing import least_ratio, processor_seconds
from extractor.rules.loader import Rule, load_rules, rule_files
from models.folding import canonical

FILES = rule_files()
RULES = [pytest.param(rule, id=f"{name}: {rule.name}") for name in FILES for rule in load_rules(name).rules]

SHORT, LONG = 1_000, 4_000
MOST = 1.6 * LONG / SHORT
ENOUGH = 0.004  # seconds of processor time below which a measure is the clock's noise
FILLERS = ("a", "1.", "1/", "Bộ ", "ngày ", "và ", ", ", "(", "- ", "“", "số 1/")
TAILS = ("-a", "/A", "1.", " a")  # what goes on behind the beginning of an example


def _growth(rule: Rule, begin: str, filler: str) -> float:
    """Return how many times longer a text of four times the length takes, 0 where neither takes long."""

    def find(length: int) -> Callable[[], object]:
        text = begin + (filler * (length // len(filler) + 1))[:length]
        return lambda: list(rule.pattern.finditer(text))

    if processor_seconds(find(LONG)) < ENOUGH:
        return 0.0
    return least_ratio(find(LONG), find(SHORT), MOST, turns=30)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_not_run_away(rule: Rule) -> None:
    texts = [canonical(text) for text in rule.examples if text.strip()]
    halves = [text[: len(text) // 2] for text in texts if text[: len(text) // 2].strip()]
    run = [("", filler) for filler in (*FILLERS, *texts, *halves, *(f"{half} " for half in halves))]
    for begin, filler in (*run, *product(halves, TAILS)):
        assert _growth(rule, begin, filler) <= MOST, begin + filler
