"""spaCy without its command line.

`import spacy` brings in a downloader of models, HTTP clients and tools for projects, all for the sake of one function,
`spacy.info`: a third of what it costs, and nothing that an extractor calls.
"""

import importlib
import sys
from types import ModuleType

_COMMAND = "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, its command line only when someone asks for it."""
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_COMMAND)
    stand_in.info = _info  # type: ignore[attr-defined]  # what a module holds is not declared
    sys.modules[_COMMAND] = stand_in
    try:
        importlib.import_module("spacy")
    finally:
        del sys.modules[_COMMAND]


def _info(*arguments: object, **named: object) -> object:
    """Do what `spacy.info` does."""
    return importlib.import_module(_COMMAND).info(*arguments, **named)
