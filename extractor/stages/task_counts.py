"""Stage `task_counts`."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("task_counts", assigns=["doc._.task_reports"], requires=["doc._.document", "doc._.references", "doc._.dates", "doc._.units", "doc._.people", "doc._.directives"])
def task_counts(doc: Doc) -> Doc:
    """Set `doc._.task_reports`."""
    doc._.task_reports = ()
    return doc
