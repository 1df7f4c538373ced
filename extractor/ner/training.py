"""Train the weights of the statistical stage, or show by cross-validation what they add.

    python -m extractor.ner.training --gold GOLD --texts DIR [DIR …] --seed 0 --out extractor/ner/weights.bin
    python -m extractor.ner.training --gold GOLD --texts DIR [DIR …] --seed 0 --cross-validate [--write OUT]

`GOLD` holds NAME.txt beside NAME.json (records made by hand); every `*.txt` below a `DIR` is annotated by the rules.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from spacy.language import Language
from underthesea_core import CRFTagger, CRFTrainer

from extractor import load
from extractor.ner.examples import OUTSIDE, Example, GoldText, examples_of, load_gold, marks_of_rules
from extractor.ner.generated import generate
from extractor.ner.scoring import Scorer
from extractor.ner.tagger import WEIGHTS, load_scorer
from extractor.ner.validation import report


class Configuration(NamedTuple):
    """What `training.toml` says."""

    l1: float
    l2: float
    iterations: int
    least_count: int
    gold_copies: int
    empty_share: float
    generated: int
    longest: int
    folds: int
    words: dict[str, list[str]]


def configuration() -> Configuration:
    """Read the configuration beside this module."""
    table: dict[str, Any] = tomllib.loads((files("extractor.ner") / "training.toml").read_text("utf-8"))
    return Configuration(**table["model"], **table["examples"], folds=table["folds"]["count"], words=table["templates"])


def train(examples: Sequence[Example], settings: Configuration) -> Any:  # noqa: ANN401  # the package is untyped
    """Return the model of `examples`."""
    trainer = CRFTrainer("lbfgs", settings.l1, settings.l2, 0.1, settings.iterations, True, 0)  # noqa: FBT003  # no names
    seen = Counter(feature for one in examples for row in one.features for feature in row)
    rows = [[[f for f in row if seen[f] >= settings.least_count] for row in one.features] for one in examples]
    return trainer.train(rows, [one.labels for one in examples])


def tagger_of(model: object) -> CRFTagger:
    """Return the tagger of a model in memory."""
    return CRFTagger.from_model(model)


def scorer_of(model: Any) -> Scorer:  # noqa: ANN401  # the package is untyped
    """Return the scorer of a model in memory, by way of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, WEIGHTS)
        model.save(str(path))
        return load_scorer(path)


def gold_examples(nlp: Language, gold: Iterable[GoldText]) -> Iterator[Example]:
    """Yield the sentences of texts annotated by hand."""
    for one in gold:
        yield from examples_of(nlp.make_doc(one.text), one.marked)


def silver_examples(nlp: Language, folders: Sequence[Path], settings: Configuration, seed: int) -> Iterator[Example]:
    """Yield the sentences of the texts below `folders` as the rules annotate them, and few that name nothing."""
    chance = random.Random(seed)  # noqa: S311  # seeded on purpose, no secret
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        doc = nlp(path.read_text("utf-8"))
        for one in examples_of(doc, marks_of_rules(doc)):
            named = any(label != OUTSIDE for label in one.labels)
            if len(one.labels) <= settings.longest and (named or chance.random() < settings.empty_share):
                yield one


def made_examples(nlp: Language, settings: Configuration, seed: int) -> Iterator[Example]:
    """Yield the sentences of the templates."""
    for text, marked in generate(settings.words, settings.generated, seed):
        yield from examples_of(nlp.make_doc(text), marked)


def arguments(description: str) -> argparse.ArgumentParser:
    """Return a parser of what every training is told: its texts and its seed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--gold", type=Path, required=True, help="directory of NAME.txt beside NAME.json")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="directories of texts for the rules to annotate"
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _arguments() -> argparse.Namespace:
    parser = arguments("train the weights of the statistical stage")
    parser.add_argument("--out", type=Path, help="file of the weights")
    parser.add_argument("--cross-validate", action="store_true", help="print the ablation table instead")
    parser.add_argument("--write", type=Path, help="with --cross-validate: directory for the records of each variant")
    return parser.parse_args()


def main() -> None:
    """Train on everything and save, or train once for each fold and print what each variant finds."""
    asked, settings = _arguments(), configuration()
    nlp = load(ner=False).nlp
    gold = load_gold(asked.gold)
    rest = [*silver_examples(nlp, asked.texts, settings, asked.seed), *made_examples(nlp, settings, asked.seed)]

    def fit(chosen: Sequence[GoldText]) -> Any:  # noqa: ANN401  # the package is untyped
        return train([*rest, *list(gold_examples(nlp, chosen)) * settings.gold_copies], settings)

    if asked.cross_validate:
        print(report(nlp, gold, lambda chosen: scorer_of(fit(chosen)), settings.folds, asked.write))  # noqa: T201  # a command
    else:
        fit(gold).save(str(asked.out))


if __name__ == "__main__":
    main()
