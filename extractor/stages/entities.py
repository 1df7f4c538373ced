"""Stage `entities`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("entities", assigns=["doc._.entities"], requires=[])
def entities(doc: Doc) -> Doc:
    """Set `doc._.entities`."""
    doc._.entities = ()
    return doc
