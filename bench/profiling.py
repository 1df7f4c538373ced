"""Print where the processor time of an extraction goes: `python -m bench.profiling [--articles N] [--rules-only]`."""

import argparse
import cProfile
import pstats

from bench.extraction import extractor
from bench.texts import articles

_ARTICLES, _LINES = 150, 25


def main() -> None:
    """Profile extraction, warm, and print the dearest functions by themselves and with what they call."""
    parser = argparse.ArgumentParser(prog="bench.profiling", description="where the time of an extraction goes")
    parser.add_argument("--articles", type=int, default=_ARTICLES)
    parser.add_argument("--rules-only", action="store_true", help="without the trained stage")
    asked = parser.parse_args()
    extract, chosen = extractor(ner=not asked.rules_only), articles(asked.articles)
    for article in chosen[:10]:
        extract(*article)
    profile = cProfile.Profile()
    with profile:
        for article in chosen:
            extract(*article)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(_LINES).sort_stats("cumtime").print_stats(
        _LINES
    )


if __name__ == "__main__":
    main()
