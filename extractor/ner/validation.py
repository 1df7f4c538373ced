"""What the trained stage adds: rules only, model only and both over gold, no text scored by weights that saw it."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import EntityFinding
from extractor.assemble import assemble
from extractor.ner.examples import GoldText, Marked, marks_of_rules
from extractor.ner.scoring import Scorer
from extractor.ner.tagger import find_entities

VARIANTS = ("rules", "model", "both")
Fit: TypeAlias = Callable[[Sequence[GoldText]], Scorer]


def run(nlp: Language, one: GoldText, entities: tuple[EntityFinding, ...] = ()) -> Doc:
    """Return the Doc of a text after all stages of a pipeline whose trained stage rests, with `entities` set."""
    doc = nlp.make_doc(one.text)
    doc._.given_date = one.given
    doc._.entities = entities
    return nlp(doc)


def report(nlp: Language, gold: Sequence[GoldText], fit: Fit, folds: int, write: Path | None = None) -> str:
    """Return a table of precision, recall and F1 by variant and label, and the seconds a text took."""
    found: dict[str, list[tuple[Iterable[Marked], GoldText]]] = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    for fold in range(folds):
        scorer = fit([one for i, one in enumerate(gold) if i % folds != fold])
        for one in gold[fold::folds]:
            started = time.perf_counter()
            rules = run(nlp, one)
            seconds["rules"] += time.perf_counter() - started
            started = time.perf_counter()
            entities = find_entities(rules._.layout, rules._.starts, scorer)
            seconds["model"] += time.perf_counter() - started
            both = run(nlp, one, entities)
            to_source = rules._.layout.view.to_source
            found["rules"].append((marks_of_rules(rules), one))
            found["model"].append(([Marked(to_source(e.span), e.label) for e in entities], one))
            found["both"].append((marks_of_rules(both), one))
            if write:
                _write(write / "rules" / f"{one.name}.json", rules)
                _write(write / "both" / f"{one.name}.json", both)
    lines = [_line(variant, label, found[variant]) for variant in VARIANTS for label in ("ORG", "PER")]
    lines += [f"{name:6} {1000 * total / len(gold):7.1f} ms a text" for name, total in seconds.items()]
    return "\n".join(lines)


def _write(path: Path, doc: Doc) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(assemble(doc, "cross-validated").model_dump_json(by_alias=True), "utf-8")


def _line(variant: str, label: str, found: Sequence[tuple[Iterable[Marked], GoldText]]) -> str:
    """Return precision, recall and F1 of exact spans."""
    right = said = there = 0
    for marked, one in found:
        ours, gold = ({m.span for m in marks if m.label == label} for marks in (marked, one.marked))
        right, said, there = right + len(ours & gold), said + len(ours), there + len(gold)
    precision, recall = right / max(said, 1), right / max(there, 1)
    f1 = 2 * right / max(said + there, 1)
    return f"{variant:6} {label}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({said} found, {there} there)"
