"""Receivers: groups that one set of minutes tells to act, by the names it has for them (`BE`, `Tổ hậu cần`).

They are units of that text where a task table names them in its receiver column, where a line opens with them and a
colon («Tổ hậu cần: …»), and again wherever a line opens with them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.resolve.task_tables import TaskRow, is_group
from extractor.resolve.unit_names import Name, NameReader
from extractor.text.layout import Layout
from models.spans import Span

_FILE = "task_tables.toml"
_PARTED = re.compile(r"[^,;/&+]+")
_OPENS = re.compile(r"[\s`*_⇒=>→•+\-–—]*(?:\d{1,2}[.)]|[a-zđ][.)])?[\s*_]*")
_NAMED = re.compile(
    r"(?:Nhóm|Tổ|Đội|Ban|Team|Bộ phận|Tiểu ban|Khối|Xưởng)(?: [\wÀ-ỹ&-]+){1,3}?(?=[*_]*:)|"
    r"(?:Nhóm|Tổ|Đội|Team|Xưởng) \d{1,2}(?= [^\W\d_A-ZĐ])(?! (?:người|bạn|em|học sinh|hộ)(?!\w))"  # «Tổ 2 vẽ trang trí»
)
_MORE = re.compile(r"(?:,| và|,? cùng) (?P<more>(?:Nhóm|Tổ|Đội|nhóm|tổ|đội) \d{1,2})(?!\w)")
_NO_GROUP = re.compile(r"(?:Tổ trưởng|Tổ phó|Đội trưởng|Nhóm trưởng|Ban (?:giám|tổ chức|lãnh|chủ|thư))")


def receivers(reader: NameReader, layout: Layout, rows: Sequence[TaskRow]) -> list[Name]:
    """Return the groups that minutes name as receivers, in reading order."""
    if reader.kind != "minutes":
        return []
    starts = [token.start for token in reader.tokens]
    cells = list(_in_cells(layout.text, rows))
    lines = list(_opening(layout, {span.of(layout.text) for span in cells}))
    names = [_name(starts, layout.text, span) for span in sorted({*cells, *lines})]
    return [name for name in names if name.first < name.stop]


def _in_cells(text: str, rows: Sequence[TaskRow]) -> Iterator[Span]:
    for row in rows:
        if row.receiver is None:
            continue
        for part in _PARTED.finditer(text, *row.receiver):
            name = part[0].strip()
            start = part.start() + part[0].index(name) if name else part.start()
            if is_group(name):
                yield Span(start, start + len(name))


def _opening(layout: Layout, known: set[str]) -> Iterator[Span]:
    """Yield what opens a block: a group before a colon, or a name known from a table."""
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    again = re.compile(rf"(?:{names or '(?!)'})(?!\w)")
    for block in layout.blocks:
        opened = _OPENS.match(layout.text, *block.span)
        start = opened.end() if opened else block.span.start
        named = _NAMED.match(layout.text, start, block.span.end)
        if named is None or _NO_GROUP.match(named[0]):
            named = again.match(layout.text, start, block.span.end)
        if named:
            yield Span(*named.span())
            yield from (Span(*more.span("more")) for more in _further(layout.text, named, block.span.end))


def _further(text: str, named: re.Match[str], end: int) -> Iterator[re.Match[str]]:
    """Yield the groups named after a numbered one: «Tổ 1 [và tổ 2] trang trí lớp»."""
    at = named.end()
    while more := _MORE.match(text, at, end):
        yield more
        at = more.end()


def _name(starts: Sequence[int], text: str, span: Span) -> Name:
    first, stop = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return Name(first, stop, "", span.of(text), "receiver-in-minutes", _FILE)
