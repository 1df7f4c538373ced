"""JSON Lines: one object a line with `text`, and where known `published_on` (`2019-04-03`) and `id`.

A bad line is refused by its number and the rest goes on. Further fields are left alone.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from corpus.encodings import decode_utf8
from corpus.incoming import LONGEST, DateSource, Incoming, Reading, Refused
from corpus.readers.text import other_format
from models.errors import FormatError, InputError, NotTextError, SurrogateError

_SUFFIXES = (".jsonl", ".ndjson")
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[^\n]*"text"\s*:')
_SURROGATE = re.compile("[\ud800-\udfff]")


def recognises(head: bytes, name: str) -> bool:
    """Whether the first line is an object with a `text`, or the name says so and no mark contradicts."""
    return bool(_OBJECT.match(head)) or (name.endswith(_SUFFIXES) and not other_format(head))


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield one document or one refusal a line; `source` becomes `file:line`."""
    for number, raw in _lines(stream):
        place = f"{source}:{number}"
        try:
            yield _document(raw, place)
        except InputError as error:
            yield Refused(place, str(error))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines that are not blank; one over `LONGEST` bytes is cut there and its rest skipped."""
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        rest = raw
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST)):
            pass
        if raw.strip():
            yield number, raw


def _document(raw: bytes, place: str) -> Incoming:
    if len(raw) > LONGEST:
        raise FormatError(f"dòng dài hơn {LONGEST:,} byte; hãy kiểm tra lại cách xuống dòng của tệp")
    entry = _object(decode_utf8(raw))
    text, day, name = entry.get("text"), entry.get("published_on"), entry.get("id")
    if not isinstance(text, str):
        raise FormatError("thiếu trường «text», hoặc «text» không phải chuỗi; mỗi dòng cần một «text»")
    if not isinstance(day, str | None):
        raise FormatError("«published_on» phải là chuỗi dạng 2019-04-03, hoặc để trống")
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        raise FormatError("«id» phải là chuỗi hoặc số nguyên, hoặc để trống")
    if lone := _SURROGATE.search(text + str(name)):
        raise SurrogateError(lone.start())
    if (nul := text.find("\0")) >= 0:
        raise NotTextError(nul)
    reading = Reading(encoding="utf-8", published_from=DateSource.FIELD if day else None)
    return Incoming(text, _day(day) if day else None, None if name is None else str(name), place, reading, raw)


def _object(line: str) -> dict[str, object]:
    """Return the object on the line; raises FormatError where there is none, or a key stands twice."""
    try:
        entry = json.loads(line, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "quá sâu hoặc số quá dài"
        raise FormatError(f"dòng không phải JSON ({reason}); hãy kiểm tra dấu ngoặc kép và dấu phẩy") from None
    if not isinstance(entry, dict):
        raise FormatError('dòng là JSON nhưng không phải một đối tượng {"text": …}')
    return entry


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entry = dict(pairs)
    if len(entry) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FormatError(f"khóa «{twice}» có hai lần trong một đối tượng; hãy giữ lại một")
    return entry


def _day(value: str) -> dt.date:
    """Return the day of an ISO date or date-time; raises FormatError."""
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError:
        raise FormatError(f"«published_on» không phải ngày: «{value[:40]}»; hãy viết 2019-04-03") from None
