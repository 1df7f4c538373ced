"""Print the table of prices: `python -m bench [--articles N] [--short] [FIGURE …]`."""

import argparse
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import extraction, searching, starting, storing, texts, working

_RECORDED = Path(__file__).parent / "recorded.toml"
_ARTICLES, _FEW = 1000, 60


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `measure` takes the number of articles, `least` is a goal from below."""

    measure: Callable[[int], float]
    goal: float
    least: bool = False
    short: bool = False  # also in the short form

    @property
    def name(self) -> str:
        """What is held against what."""
        return (self.measure.__doc__ or "").strip().rstrip(".")

    def reached(self, value: float) -> bool:
        """Whether `value` meets the goal."""
        return value >= self.goal if self.least else value <= self.goal

    def doubled(self, value: float, recorded: float) -> bool:
        """Whether the price is twice what it was."""
        return value < recorded / 2 if self.least else value > recorded * 2


FIGURES = {
    "whole": Figure(extraction.whole_to_words, 2.2, short=True),
    "rules": Figure(extraction.rules_to_words, 1.25, short=True),
    "ner": Figure(extraction.ner_to_whole, 7, least=True),
    "length": Figure(extraction.long_to_short, 1.15),
    "directives": Figure(extraction.directives_to_prose, 1.5, short=True),
    "two": Figure(working.two_to_one, 1.85, least=True),
    "memory": Figure(working.late_to_early, 1.1),
    "megabytes": Figure(working.megabytes, 450),
    "sqlite": Figure(storing.sqlite, 0.15, short=True),
    "postgresql": Figure(storing.postgresql, 0.15),
    "search": Figure(searching.ours_to_bare, 1.5),
    "extract": Figure(starting.extract_to_imports, 1.3),
    "help": Figure(starting.help_to_bare, 1.3, short=True),
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="what extraction costs, in ratios of processor time")
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"of {', '.join(FIGURES)}; all if none is named")
    parser.add_argument("--articles", type=int, default=_ARTICLES)
    parser.add_argument("--short", action="store_true", help="few articles and figures; fails where a price doubled")
    return parser.parse_args()


def main() -> None:
    """Measure and print; in the short form end with 1 where a figure is twice as bad as recorded."""
    asked, console = _arguments(), Console()
    chosen = asked.figures or [name for name, figure in FIGURES.items() if figure.short or not asked.short]
    count = _FEW if asked.short else asked.articles
    recorded = tomllib.loads(_RECORDED.read_text("utf-8"))
    table = Table("", "figure", "goal", "recorded", "now", title=f"{count} {texts.source()}")
    worse = []
    for name in chosen:
        figure = FIGURES[name]
        value = figure.measure(count)
        sign = "≥" if figure.least else "≤"
        mark = "" if figure.reached(value) else " ✗"
        before = recorded.get(name)
        said = "–" if before is None else f"{before:.2f}"
        table.add_row(name, figure.name, f"{sign} {figure.goal:g}", said, f"{value:.2f}{mark}")
        worse += [name] if before is not None and figure.doubled(value, before) else []
    console.print(table)
    if asked.short and worse:
        sys.exit(f"twice as dear as recorded: {', '.join(worse)}")


if __name__ == "__main__":
    main()
