"""The pipeline: the stages in their order, which is meaning, on a blank Vietnamese spaCy `Language`."""

import spacy
from spacy.language import Language
from spacy.vocab import Vocab

from extractor.attributes import declare
from extractor.stages import (
    dates,
    directives,
    entities,
    enumerations,
    headers,
    people,
    references,
    task_counts,
    units,
)
from extractor.tokenizer import TOKENIZER

STAGES = (headers, references, dates, entities, units, people, enumerations, directives, task_counts)


def component_name(stage: object) -> str:
    """Return the name of the component that a stage's module registers: the module's own."""
    return str(getattr(stage, "__name__", "")).rpartition(".")[2]


def build_pipeline(*, ner: bool = True) -> Language:
    """Return the `Language` with the lossless tokenizer and every stage; the trained one rests where not `ner`.

    Its words have none of spaCy's attributes (`is_alpha`, `shape_` …): no stage asks for them.
    """
    declare()
    nlp = spacy.blank("vi", vocab=Vocab(), config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for stage in STAGES:
        nlp.add_pipe(component_name(stage))
    if not ner:
        nlp.disable_pipe(component_name(entities))
    nlp.max_length = 1_000_000_000  # the limit on input is the caller's setting, not spaCy's
    return nlp
