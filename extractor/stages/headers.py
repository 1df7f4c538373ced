"""Stage `headers`: what kind of document this is, its title, and the header of an administrative document."""

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import DocumentFinding
from extractor.text.kinds import BlockKind
from models.vocabulary import Kind


@Language.component("headers", assigns=["doc._.document"], requires=[])
def headers(doc: Doc) -> Doc:
    """Set `doc._.document`."""
    title = next((b.span for b in doc._.layout.blocks if b.kind is BlockKind.TITLE), None)
    doc._.document = DocumentFinding(doc._.given_kind or Kind.NEWS, title, None, doc._.given_date, doc._.given_date)
    return doc
