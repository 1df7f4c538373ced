"""Stage `enumerations`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("enumerations", assigns=["doc._.enumerators"], requires=[])
def enumerations(doc: Doc) -> Doc:
    """Set `doc._.enumerators`."""
    doc._.enumerators = ()
    return doc
