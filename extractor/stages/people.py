"""Stage `people`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("people", assigns=["doc._.people"], requires=["doc._.document", "doc._.dates", "doc._.entities", "doc._.units"])
def people(doc: Doc) -> Doc:
    """Set `doc._.people`."""
    doc._.people = ()
    return doc
