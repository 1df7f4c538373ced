"""Stage `units`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("units", assigns=["doc._.units"], requires=["doc._.document", "doc._.references", "doc._.dates", "doc._.entities"])
def units(doc: Doc) -> Doc:
    """Set `doc._.units`."""
    doc._.units = ()
    return doc
