"""Stage `references`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("references", assigns=["doc._.references"], requires=[])
def references(doc: Doc) -> Doc:
    """Set `doc._.references`."""
    doc._.references = ()
    return doc
