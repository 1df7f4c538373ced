"""The weights of a CRF, read from its file: their sums stand for features written out as text.

The file is of the format of CRFsuite (`lCRF`), which `underthesea_core` reads and writes: the labels, the names of the
features, and a table of weights, each of a feature for a label or of a step from label to label.
"""

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_TABLE = struct.Struct("<4sIIIII")  # chunk, size, flag, byte order, how many there are, where their places stand
_NAME = struct.Struct("<II")  # number, length with the zero byte at its end
_WEIGHTS = np.dtype([("kind", "<u4"), ("of", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_OF_FEATURE, _OF_STEP = 0, 1


class Weights(NamedTuple):
    """What a model has learnt: a row for each of `names`, a column for each of `labels`; `steps[a][b]` is of a to b."""

    labels: list[str]
    names: list[str]
    rows: Floats
    steps: Floats


def read_weights(path: Path) -> Weights:
    """Return the weights in a model's file; features without any are left out."""
    content = path.read_bytes()
    *_, weights_at, labels_at, names_at, _, _ = _HEADER.unpack_from(content)
    count = struct.unpack_from("<I", content, weights_at + 8)[0]
    told = np.frombuffer(content, _WEIGHTS, count, weights_at + 12)
    labels = _Names(content, labels_at)
    names = _Names(content, names_at)
    step, own = told[told["kind"] == _OF_STEP], told[told["kind"] == _OF_FEATURE]
    steps = np.zeros((labels.count, labels.count))
    steps[step["of"], step["label"]] = step["weight"]
    rows = np.zeros((names.count, labels.count))
    rows[own["of"], own["label"]] = own["weight"]
    telling = np.flatnonzero(rows.any(axis=1))
    return Weights(labels.of(np.arange(labels.count)), names.of(telling), rows[telling], steps)


class _Names:
    """A table of names by their numbers."""

    def __init__(self, content: bytes, at: int) -> None:
        *_, self.count, places = _TABLE.unpack_from(content, at)
        self._content = content
        self._places = np.frombuffer(content, "<u4", self.count, at + places).astype(np.int64) + at

    def of(self, numbers: NDArray[np.int64]) -> list[str]:
        """Return the names of `numbers`, in their order."""
        told, starts = np.frombuffer(self._content, np.uint8), self._places[numbers] + _NAME.size
        lengths = sum(told[starts + place - 4].astype(np.int64) << 8 * place for place in range(4))
        ends = starts + lengths - 1
        return [self._content[start:end].decode() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
