"""Stage `dates`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dates", assigns=["doc._.dates"], requires=["doc._.document", "doc._.references"])
def dates(doc: Doc) -> Doc:
    """Set `doc._.dates`."""
    doc._.dates = ()
    return doc
