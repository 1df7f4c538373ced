"""Taking in: which files stand under the given paths, and what in them is fit to be extracted."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.incoming import Incoming, Refused
from corpus.readers import read, read_stream
from models.errors import EmptyTextError, NotFoundError, TextTooLongError

STDIN = Path("-")


def files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are named or stand in named directories, however deep, without the hidden ones.

    Raises NotFoundError for a path that is not there, before anything is read.
    """
    for path in paths:
        if path != STDIN and not path.exists():
            raise NotFoundError(f"không có tệp hoặc thư mục «{path}»; hãy kiểm tra lại đường dẫn")
    return [file for path in paths for file in (_inside(path) if path.is_dir() else [path])]


def _inside(directory: Path) -> list[Path]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(directory).parts))


def take_in(paths: Iterable[Path], max_characters: int) -> Iterator[Incoming | Refused]:
    """Yield what stands in the files, the unfit among it as refused with the reason."""
    for path in paths:
        source = read_stream(sys.stdin.buffer, "stdin") if path == STDIN else read(path)
        for item in map(_named, source):
            yield item if isinstance(item, Refused) else _fit(item, max_characters)


def _named(item: Incoming | Refused) -> Incoming | Refused:
    """Return the item with names that can be printed and stored, whatever bytes they were made of."""
    if isinstance(item, Refused):
        return replace(item, source=_clean(item.source))
    return replace(item, source=_clean(item.source), external_id=item.external_id and _clean(item.external_id))


def _clean(name: str) -> str:
    return name.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def _fit(incoming: Incoming, max_characters: int) -> Incoming | Refused:
    """Return the document, or why it is not taken."""
    if not incoming.text.strip("\ufeff \t\r\n\f\v\u00a0"):
        return Refused(incoming.source, str(EmptyTextError()))
    if len(incoming.text) > max_characters:
        return Refused(incoming.source, str(TextTooLongError(len(incoming.text), max_characters)))
    return incoming
