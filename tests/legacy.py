"""Measures the readers on files with transcripts: `python tests/legacy.py DIR`, with `documents/` and `transcripts/`.

Character accuracy is 1 - edit distance / length of the transcript; diacritic accuracy is the share of the letters
with diacritics of the transcript that stand where they should. Both sides are compared in NFC with single spaces,
because where a line or cell ends differs between programs and changes no word.
"""

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from corpus.gate import measure
from corpus.incoming import Refused
from corpus.readers import read


@dataclass(frozen=True)
class Measurement:
    """What became of one file."""

    name: str
    characters: float = 0.0
    diacritics: float = 0.0
    encoding: str | None = None
    flags: tuple[str, ...] = ()
    refused: str = ""


def measurements(folder: Path) -> Iterator[Measurement]:
    """Yield what became of each document, in the order of their names."""
    for path in sorted((folder / "documents").rglob("*")):
        if path.is_file():
            transcript = folder / "transcripts" / path.relative_to(folder / "documents")
            yield _measurement(path, transcript.with_name(path.name + ".txt").read_text("utf-8"))


def _measurement(path: Path, transcript: str) -> Measurement:
    [item] = read(path)
    if isinstance(item, Refused):
        return Measurement(path.name, refused=item.reason)
    if (measured := measure(item.text)).unreadable:
        return Measurement(path.name, refused=f"{measured.share:.0%} outside the inventory")
    meant, found = _plain(transcript), _plain(item.text)
    kept = [block for block in Levenshtein.opcodes(meant, found) if block.tag == "equal"]
    right = sum(_marked(meant[block.src_start : block.src_end]) for block in kept)
    wrong = Levenshtein.distance(meant, found)
    return Measurement(
        path.name,
        max(0.0, 1 - wrong / max(1, len(meant))),
        right / max(1, _marked(meant)),
        item.reading.encoding,
        item.reading.flags,
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _marked(text: str) -> int:
    return sum(letter.isalpha() and not letter.isascii() for letter in text)


if __name__ == "__main__":
    for one in measurements(Path(sys.argv[1])):
        figures = f"{one.characters:.4f}  {one.diacritics:.4f}  {one.encoding} {' '.join(one.flags)}"
        print(one.name.ljust(45), one.refused or figures)  # noqa: T201  # a report
