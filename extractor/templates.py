"""Templates: what a feature of underthesea's model of words is asked of, by its name, `T[-1,0].lower=chúng tôi`."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

FUNCTIONS = ("", "lower", "isdigit", "istitle", "is_in_dict")
WINDOW = 2  # syllables to each side
# Function of the features, then their value, then width and place of the run, and the weight.
Known: TypeAlias = Mapping[str, Mapping[str, Sequence[tuple[int, int, float]]]]


def by_value(features: Iterable[str], weights: Iterable[float]) -> Known:
    """Return what features, `T[-1,0].lower=chúng tôi`, weigh by function and value."""
    known: dict[str, dict[str, list[tuple[int, int, float]]]] = {function: {} for function in FUNCTIONS}
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
    return function.removeprefix("."), int(last or first) - int(first) + 1, int(first) + WINDOW
