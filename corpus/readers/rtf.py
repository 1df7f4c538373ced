"""Rich Text Format, by striprtf; letters of fonts with an old encoding are repaired.

Code pages are read as Windows-1252 whatever the file says of a Vietnamese one: fonts such as `.VnTime` and real
Windows-1258 say the same, and which it is the syllables tell.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from corpus.incoming import Incoming, Reading, Refused
from corpus.joining import joined_lines
from corpus.readers.text import take
from models.errors import FormatError

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_VIETNAMESE = re.compile(r"\\(ansicpg|fcharset)(?:1258|163)\b")
_OTHER = {"ansicpg": "\\ansicpg1252", "fcharset": "\\fcharset0"}


def recognises(head: bytes, name: str) -> bool:
    """Rich text begins with a group that says so."""
    del name
    return bool(_START.match(head))


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the one document; raises FormatError."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415  # only who reads rich text needs the library

    raw = take(stream)
    # striprtf drops the numbers of lists where they stand in the older of two groups
    rich = _VIETNAMESE.sub(lambda m: _OTHER[m[1]], raw.decode("latin-1")).replace("\\pntext", "\\listtext")
    try:
        plain: str = rtf_to_text(rich, errors="replace")  # type: ignore[no-untyped-call]  # striprtf is not typed
    except (ValueError, IndexError, KeyError, TypeError, RecursionError, LookupError) as error:
        raise FormatError(f"tệp RTF bị hỏng ({type(error).__name__}); hãy mở và lưu lại tệp") from None
    joined = joined_lines(plain)
    encoding, flags = joined.repair()
    yield Incoming(joined.text, None, None, source, Reading(encoding=encoding, flags=flags, places=joined.places), raw)
