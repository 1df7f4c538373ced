"""Encodings: bytes to text, and text that was decoded wrongly to the text that was meant.

Unicode stays exactly as it came, composed, decomposed or mixed. What came before it (TCVN3, VNI, VISCII,
Windows-1258) is told by Vietnamese syllables word by word, so one file may hold several. Deliberately our own
tables: what else there is converts a whole text by one table, or composes what was Unicode already.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from corpus.encodings.charmaps import charmaps, surface
from corpus.encodings.choosing import UNICODE, Word, choose, stands, words
from corpus.gate import measure
from models.errors import EncodingError, NotTextError

MIXED = "mixed-encodings"
"""Flag: part of the text was in one encoding, part in another."""

MISREAD = "misread-encoding"
"""Flag: somebody had taken the letters of an old encoding for those of another and stored them so."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PRIOR = 0.8
_PRIOR_OF_BYTES = 0.05
"""What reading a text in an old encoding costs at first: nearly nothing where its bytes are no Unicode."""
_MOSTLY = 0.3
"""Share of NUL among every second byte from which on bytes are UTF-16."""

_CONTROLS = re.compile(
    rb"[\x00\x01\x03\x04\x07\x08\x0e-\x13\x15-\x18\x1a-\x1d\x1f\x7f]"
)  # none of them a letter of VISCII
_BINARY = 0.01
"""Share of control characters from which on bytes are no text in any encoding."""


class Decoded(NamedTuple):
    """A text, the encoding of most of it, what is to be known about it, and its share of Vietnamese syllables."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The share of syllables of the text that are Vietnamese."""
        return 1 - measure(self.text).share


class Repaired(NamedTuple):
    """Parts of a text, in their order and number, the encoding of most of them, and what is to be known."""

    parts: tuple[str, ...]
    encoding: str
    flags: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Return the text of bytes in any encoding of Vietnamese, without byte order mark.

    Raises NotTextError for NUL outside UTF-16, EncodingError for UTF-16 that is broken.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _unicode(raw.removeprefix(mark), name)
    return _unicode(raw, _utf_16(raw) if b"\0" in raw else "utf-8")


def decode_utf8(raw: bytes) -> str:
    """Return the text of bytes that must be UTF-8; raises EncodingError, and NotTextError for NUL."""
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(error.start) from None
    if (nul := text.find("\0")) >= 0:
        raise NotTextError(nul)
    return text


def repair(text: str) -> Decoded:
    """Return the text that was meant where letters of an old encoding were taken for others: `B¸o c¸o` is `Báo cáo`.

    What is Unicode in the same text stays as it is; `encoding` is `unicode` where nothing was converted.
    """
    repaired = repair_parts([text])
    return Decoded(repaired.parts[0], repaired.encoding, repaired.flags)


def repair_parts(parts: Sequence[str]) -> Repaired:
    """Repair pages, paragraphs or cells of one document, each helped by what its neighbours are in."""
    return _repaired(parts, "unicode", {MISREAD})


def _utf_16(raw: bytes) -> str:
    """Return which UTF-16 bytes with NUL are; raises NotTextError where they are none."""
    half = len(raw) / 2
    little, big = raw[1::2].count(0), raw[::2].count(0)
    if not len(raw) % 2 and little >= _MOSTLY * half and big <= little / 4:
        return "utf-16-le"
    if not len(raw) % 2 and big >= _MOSTLY * half and little <= big / 4:
        return "utf-16-be"
    raise NotTextError(raw.find(b"\0"))


def _unicode(raw: bytes, name: str) -> Decoded:
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        if name != "utf-8":
            raise EncodingError(error.start, name.upper()) from None
        return _legacy(raw)
    if (nul := text.find("\0")) >= 0:
        raise NotTextError(nul)
    repaired = _repaired([text], name, {MISREAD})
    return Decoded(repaired.parts[0], repaired.encoding, repaired.flags)


def _legacy(raw: bytes) -> Decoded:
    """Return bytes that are not all UTF-8: lines that are UTF-8 as they are, the others by what fits."""
    controls = _CONTROLS.findall(raw)
    if len(controls) > _BINARY * len(raw):
        raise NotTextError(raw.find(controls[0]), "ký tự điều khiển")
    stretches = list(_by_lines(raw))
    foreign = [surface(lines) for genuine, lines in stretches if not genuine]
    repaired = _repaired(foreign, "windows-1252", set())
    parts = iter(repaired.parts)
    text = "".join(lines.decode() if genuine else next(parts) for genuine, lines in stretches)
    flags = {*repaired.flags, MIXED} if len(stretches) > len(foreign) else {*repaired.flags}
    return Decoded(text, repaired.encoding, tuple(sorted(flags)))


def _by_lines(raw: bytes) -> Iterator[tuple[bool, bytes]]:
    """Yield stretches of lines that are UTF-8 with letters beyond ASCII, and the stretches between them."""
    for genuine, lines in groupby(raw.splitlines(keepends=True), key=_is_utf8):
        yield genuine, b"".join(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        return not line.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _repaired(parts: Sequence[str], name: str, flags: set[str]) -> Repaired:
    """Return the parts with every word in the encoding chosen for it; `name` is what they came in."""
    found = [words(part) for part in parts]
    states = choose([word for part in found for word in part], _PRIOR if flags else _PRIOR_OF_BYTES)
    kinds = Counter(states)
    if not any(kinds):
        return Repaired(tuple(parts), name)
    left = iter(states)
    pairs = zip(parts, found, strict=True)
    converted = tuple(_converted(part, [(word, next(left)) for word in own]) for part, own in pairs)
    [(most, _)] = kinds.most_common(1)
    flags = flags | ({MIXED} if len(kinds) > 1 else set())
    return Repaired(converted, charmaps()[most - 1].name if most else name, tuple(sorted(flags)))


def _converted(text: str, chosen: Sequence[tuple[Word, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for word, state in chosen:
        if state != UNICODE and not stands(word.text, state):
            pieces += [text[at : word.start], charmaps()[state - 1].convert(word.text)]
            at = word.start + len(word.text)
    return "".join([*pieces, text[at:]])
