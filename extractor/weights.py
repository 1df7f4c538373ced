"""The weights of a CRF, read from its file: their sums stand for features written out as text.

The file is of the format of CRFsuite (`lCRF`), which `underthesea_core` reads and writes: the labels, the names of the
features, and a table of weights, each of a feature for a label or of a step from label to label.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_TABLE = struct.Struct("<4sIIIII")  # chunk, size, flag, byte order, how many there are, where their places stand
_NAME = struct.Struct("<II")  # number, length with the zero byte at its end
_WEIGHTS = np.dtype([("kind", "<u4"), ("of", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_OF_FEATURE, _OF_STEP = 0, 1


@dataclass(frozen=True, slots=True)
class Weights:
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
    telling = np.flatnonzero(rows.any(axis=1)).tolist()
    return Weights([labels[at] for at in range(labels.count)], [names[at] for at in telling], rows[telling], steps)


class _Names:
    """A table of names by their numbers."""

    def __init__(self, content: bytes, at: int) -> None:
        *_, self.count, places = _TABLE.unpack_from(content, at)
        self._content, self._at = content, at
        self._places = struct.unpack_from(f"<{self.count}I", content, at + places)

    def __getitem__(self, number: int) -> str:
        at = self._at + self._places[number]
        _, length = _NAME.unpack_from(self._content, at)
        start = at + _NAME.size
        return self._content[start : start + length - 1].decode()
