"""spaCy and underthesea without what an extractor never calls.

`import spacy` brings in its command line, with a downloader of models and tools for projects, for one function, `info`.
`import underthesea` reads its list of 74,000 words once for each of three taggers, and an HTTP client for models that
it would download. Both cost as much as what is needed of them.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

# The modules that stay away until their function is called.
_WAITING = {
    "spacy.cli.info": "info",
    "underthesea.pipeline.chunking": "chunk",
    "underthesea.pipeline.classification": "classify",
    "underthesea.pipeline.lang_detect": "lang_detect",
    "underthesea.pipeline.ner": "ner",
    "underthesea.pipeline.pos_tag": "pos_tag",
}


def import_lean() -> None:
    """Import spaCy and underthesea; the functions named above bring their modules with their first call."""
    stand_ins = {
        module: _stand_in(module, function)
        for module, function in _WAITING.items()
        if module.partition(".")[0] not in sys.modules
    }
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("underthesea")
        importlib.import_module("spacy")
    finally:
        for module in stand_ins:
            del sys.modules[module]


def _stand_in(module: str, function: str) -> ModuleType:
    stand_in = ModuleType(module)
    setattr(stand_in, function, _calling(module, function))
    return stand_in


def _calling(module: str, function: str) -> Callable[..., object]:
    def call(*arguments: object, **named: object) -> object:
        return getattr(importlib.import_module(module), function)(*arguments, **named)

    call.__name__ = call.__qualname__ = function
    return call
