"""Timing: two things done in turns, and the median of how many times dearer the one is."""

import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
ROUNDS = 5


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that `work` takes in this process and in those it starts and ends."""
    before = os.times()
    started = time.process_time()
    work()
    own, after = time.process_time() - started, os.times()
    return own + after.children_user - before.children_user + after.children_system - before.children_system


def ratio(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return how many times the price of `other` that of `one` is: the median of `rounds` turns."""
    return statistics.median(processor_seconds(one) / processor_seconds(other) for _ in range(rounds))


def least_ratio(one: Callable[[], object], other: Callable[[], object], enough: float, turns: int) -> float:
    """Return the least price of `one` ÷ the least of `other`, taken in turns: others may be at work on the machine.

    There are `turns` of them at most, and no more once the ratio is at most `enough`.
    """
    dear = cheap = math.inf
    for _ in range(turns):
        dear, cheap = min(dear, processor_seconds(one)), min(cheap, processor_seconds(other))
        if dear <= enough * cheap:
            break
    return dear / cheap


def ratio_over(
    items: Sequence[Item], one: Callable[[Item], object], other: Callable[[Item], object], rounds: int = ROUNDS
) -> float:
    """Return the same over `items`, each round on its own part of them, taken from everywhere."""

    def each(work: Callable[[Item], object], part: Sequence[Item]) -> Callable[[], None]:
        def run() -> None:
            for item in part:
                work(item)

        return run

    parts = [items[at::rounds] for at in range(rounds)]
    each(one, parts[0])()  # warm: models loaded, caches filled
    each(other, parts[0])()
    return statistics.median(
        processor_seconds(each(one, part)) / processor_seconds(each(other, part)) for part in parts if part
    )
