"""The door of the extractor.

>>> from extractor import load
>>> extract = load()
>>> record = extract("Bộ trưởng Bộ Y tế yêu cầu Cục Quản lý Dược rà soát hồ sơ trước ngày 30/6/2024.")
>>> record.units[0].name
'Bộ Y tế'
"""

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from extractor.lean_imports import import_lean
from models.errors import NotTextError, SurrogateError

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.resolve.added_units import AddedUnits
    from models.records import Record
    from models.vocabulary import Kind

__all__ = ["Extractor", "load"]

_COLLECTED = 20_000  # new containers between garbage collections, not 700: almost all of a text live until its record


class Extractor:
    """Turns a text into its record: `extract(text, published_on=None, kind=None)`."""

    def __init__(self, nlp: "Language", version: str, units: "AddedUnits") -> None:
        """Take the pipeline, the version that its results carry, and what a user adds to the authority file."""
        self.nlp = nlp
        self.version = version
        self._units = units
        self._begun = False

    def __call__(self, text: str, published_on: dt.date | None = None, kind: "Kind | str | None" = None) -> "Record":
        """Return the record of `text`; raise SurrogateError or NotTextError where it is no text."""
        from extractor.assemble import assemble  # noqa: PLC0415  # spaCy is heavy: see load()
        from extractor.resolve.added_units import adding  # noqa: PLC0415  # beside it

        with adding(self._units), nullcontext() if self._begun else _lasting():
            record = assemble(self.nlp(self._doc(text, published_on, kind)), self.version)
        self._begun = True
        return record

    def pipe(self, inputs: Iterable[str | tuple[str, dt.date | None]], batch_size: int = 64) -> "Iterator[Record]":
        """Yield the records of `inputs` in order; `batch_size` documents are in flight at once."""
        from extractor.assemble import assemble  # noqa: PLC0415  # spaCy is heavy: see load()
        from extractor.resolve.added_units import adding  # noqa: PLC0415  # beside it

        pairs = ((item, None) if isinstance(item, str) else item for item in inputs)
        docs = (self._doc(text, day, None) for text, day in pairs)
        records = (assemble(doc, self.version) for doc in self.nlp.pipe(docs, batch_size=batch_size))
        while True:
            with adding(self._units):  # not while whoever asked for the record works on it
                record = next(records, None)
            if record is None:
                return
            yield record

    def _doc(self, text: str, published_on: dt.date | None, kind: "Kind | str | None") -> "Doc":
        from models.vocabulary import Kind  # noqa: PLC0415  # beside the other late imports

        _check(text)
        doc = self.nlp.make_doc(text)
        doc._.given_date = published_on
        doc._.given_kind = None if kind is None else Kind(kind)
        return doc


@contextmanager
def _lasting() -> "Iterator[None]":
    """Collect no garbage, and do not look through what is there by then again: rules, names and models stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _check(text: str) -> None:
    if "\0" in text:
        raise NotTextError(text.index("\0"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SurrogateError(error.start) from None


def load(units_file: "Path | None" = None, *, ner: bool = True) -> Extractor:
    """Return a new extractor, by rules only where not `ner`; underthesea and spaCy are imported here.

    `units_file` adds a user's own units to the authority file; raises UnitsFileError where it is unsound.
    Garbage is collected less often from then on, which spares a twentieth of the time, and none while this is loaded or
    reads its first text; what is there by then is not looked through again (`gc.freeze`).
    """
    if 0 < gc.get_threshold()[0] < _COLLECTED:
        gc.set_threshold(_COLLECTED)
    with _lasting():
        import_lean()
        from extractor.pipeline import build_pipeline  # noqa: PLC0415  # heavy imports wait until someone extracts
        from extractor.resolve.unit_files import read_units_file  # noqa: PLC0415  # as above
        from extractor.version import extraction_version  # noqa: PLC0415  # as above

        units = read_units_file(units_file)
        return Extractor(build_pipeline(ner=ner), extraction_version(ner=ner, units=units.content), units)
