"""Stage `directives`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("directives", assigns=["doc._.directives"], requires=[])
def directives(doc: Doc) -> Doc:
    """Set `doc._.directives`."""
    doc._.directives = ()
    return doc
