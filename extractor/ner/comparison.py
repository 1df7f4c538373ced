"""The CRF beside spaCy's `ner`: both learn the same sentences and are scored on the same folds.

    python -m extractor.ner.comparison --gold GOLD --texts DIR [DIR …] --seed 0 --epochs 10

Prints precision, recall and F1 of exact spans by label, seconds of training, milliseconds a text, bytes of the model.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as SpacyExample
from spacy.util import minibatch
from thinc.api import fix_random_seed

from extractor import load
from extractor.ner.examples import Example, load_gold
from extractor.ner.training import (
    arguments,
    configuration,
    gold_examples,
    made_examples,
    silver_examples,
    tagger_of,
    train,
)

Read: TypeAlias = Callable[[Example], Sequence[str]]  # the labels that a model gives a sentence
_BATCH = 64  # sentences
_DROPOUT = 0.2


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first syllable, end and kind of what BIO labels mark."""
    first = 0
    for at, label in enumerate([*labels, "O"]):
        if at > first and not (label.startswith("I-") and label[2:] == labels[first][2:]):
            if labels[first] != "O":
                yield first, at, labels[first][2:]
            first = at
        elif at == 0 or (at > first and labels[first] == "O"):
            first = at


def crf(examples: Sequence[Example], _seed: int, _epochs: int) -> tuple[Read, int]:
    """Return the trained CRF as the package uses it, and its size."""
    model = train(examples, configuration())
    tagger = tagger_of(model)
    labels = tagger.labels()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.bin"
        model.save(str(path))
        size = path.stat().st_size

    def read(one: Example) -> list[str]:
        return [labels[max(range(len(row)), key=row.__getitem__)] for row in tagger.marginals(one.features)]

    return read, size


def network(examples: Sequence[Example], seed: int, epochs: int) -> tuple[Read, int]:
    """Return spaCy's `ner` with its default network on the same syllables, and its size."""
    fix_random_seed(seed)
    nlp = spacy.blank("xx")
    nlp.add_pipe("ner")
    rows = [SpacyExample(_doc(nlp, one), _doc(nlp, one, labelled=True)) for one in examples]
    optimizer = nlp.initialize(lambda: rows)
    for _ in range(epochs):
        random.shuffle(rows)
        for batch in minibatch(rows, _BATCH):  # type: ignore[no-untyped-call]  # spaCy has no types for it
            nlp.update(batch, sgd=optimizer, drop=_DROPOUT)

    def read(one: Example) -> list[str]:
        doc = nlp.get_pipe("ner")(_doc(nlp, one))
        return [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc]

    return read, len(nlp.to_bytes(exclude=["vocab"]))


def _doc(nlp: Language, one: Example, *, labelled: bool = False) -> Doc:
    return Doc(nlp.vocab, words=one.words, ents=one.labels if labelled else None)


def main() -> None:
    """Train both once for each fold and print what they find."""
    parser = arguments("compare the CRF with spaCy's `ner`")
    parser.add_argument("--epochs", type=int, default=10, help="passes of spaCy over the sentences")
    asked, settings = parser.parse_args(), configuration()
    nlp = load(ner=False).nlp
    gold = [list(gold_examples(nlp, [one])) for one in load_gold(asked.gold)]
    rest = [*silver_examples(nlp, asked.texts, settings, asked.seed), *made_examples(nlp, settings, asked.seed)]
    for name, fit in (("crf", crf), ("spacy", network)):
        right, said, there = Counter[str](), Counter[str](), Counter[str]()
        spent = read_in = size = 0.0
        for fold in range(settings.folds):
            seen = [e for i, text in enumerate(gold) if i % settings.folds != fold for e in text]
            began = time.process_time()
            read, size = fit([*rest, *seen * settings.gold_copies], asked.seed, asked.epochs)
            spent += time.process_time() - began
            for one in (e for text in gold[fold :: settings.folds] for e in text):
                began = time.process_time()
                found = set(spans(read(one)))
                read_in += time.process_time() - began
                true = set(spans(one.labels))
                right.update(kind for *_, kind in found & true)
                said.update(kind for *_, kind in found)
                there.update(kind for *_, kind in true)
        for kind in sorted(there):
            shares = right[kind] / max(said[kind], 1), right[kind] / there[kind]
            f1 = 2 * right[kind] / (said[kind] + there[kind])
            print(f"{name:6} {kind}  P {shares[0]:.3f}  R {shares[1]:.3f}  F1 {f1:.3f}")  # noqa: T201  # a command
        times = f"{spent / settings.folds:.0f} s to train, {1000 * read_in / len(gold):.1f} ms a text"
        print(f"{name:6} {times}, {size / 1e6:.1f} MB")  # noqa: T201  # a command


if __name__ == "__main__":
    main()
