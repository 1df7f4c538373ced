"""The attributes of the Doc by which the stages meet, declared once."""

from collections.abc import Mapping
from types import MappingProxyType

from spacy.tokens import Doc

# Names of the attributes, and what they hold before any stage has run.
ATTRIBUTES: Mapping[str, object] = MappingProxyType(
    {
        "source": "",  # what `Doc.text` puts together anew each time it is asked
        "layout": None,
        "starts": frozenset(),  # view offsets where words begin
        "given_date": None,
        "given_kind": None,
        "document": None,
        "references": (),
        "dates": (),
        "entities": (),
        "units": (),
        "people": (),
        "enumerators": (),
        "directives": (),
        "task_reports": (),
    }
)


def declare() -> None:
    """Register the attributes on `spacy.tokens.Doc`; harmless when done before."""
    for name, default in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
