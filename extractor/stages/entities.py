"""Stage `entities`: what the trained model takes for units and people, as evidence for the stages that decide."""

from spacy.language import Language
from spacy.tokens import Doc

from extractor.ner.tagger import find_entities, shipped_scorer


@Language.component("entities", assigns=["doc._.entities"], requires=[])
def entities(doc: Doc) -> Doc:
    """Set `doc._.entities`."""
    doc._.entities = find_entities(doc._.layout, doc._.starts, shipped_scorer())
    return doc
