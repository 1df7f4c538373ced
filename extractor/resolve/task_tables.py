"""Task tables: rows of Markdown and of columns under a head row that names a task and who does it.

«| Công việc | Người phụ trách | Hạn |», «| Viết tài liệu | Nhóm 2 | 18/10/2025 |»
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractor.rules.loader import Rule, load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span

_BAR = re.compile(r"\|")
_SHOWN = re.compile(r"[^\s|*_`~].*?(?=[\s*_`~]*$)")
_LEVEL_LINE = re.compile(r"[\s|:\-–—=+]*")
_NOBODY = re.compile(r"[\s\-–—.…?]*")
_LONGEST_HEAD = 40  # characters of a cell of the head row


class TaskRow(NamedTuple):
    """One row: its task, who must do it and by when; `head` is the head row. All are view spans."""

    block: int
    task: Span
    receiver: Span | None
    deadline: Span | None
    head: Span
    partner: Span | None = None
    leads: bool = False  # the head says that the receiver leads


def task_rows(layout: Layout, columns: Sequence[int] = ()) -> tuple[TaskRow, ...]:
    """Return the rows of all task tables in reading order; `columns` are the borders that are no bars."""
    return tuple(_rows(layout, columns))


def _rows(layout: Layout, columns: Sequence[int]) -> Iterator[TaskRow]:
    head: Mapping[str, int] = {}
    above, width = Span(0, 0), 0
    for i, block in enumerate(layout.blocks):
        words = block.span.of(layout.text)
        if head and (block.kind is BlockKind.SEPARATOR or _LEVEL_LINE.fullmatch(words)):
            continue
        cells = _cells(layout.text, block.span, columns)
        barred = "|" in words  # rows of columns leave no cell out: «Thư ký    Chủ trì» below a table is none
        if len(cells) < 2:  # noqa: PLR2004  # one cell is no row
            head = {}
        elif found := _head(layout.text, cells):
            head, above, width = found, block.span, len(cells)
        elif head and (barred or len(cells) == width) and (task := _cell(layout.text, cells, head, "task")):
            receiver = _cell(layout.text, cells, head, "receiver")
            deadline, partner = (_cell(layout.text, cells, head, column) for column in ("deadline", "partner"))
            yield TaskRow(i, task, receiver, deadline, above, partner, leads="leader" in head)


def _cells(text: str, line: Span, columns: Sequence[int]) -> list[Span]:
    bars = [m.start() for m in _BAR.finditer(text, line.start, line.end)]
    if bars:
        start = bars[0] + 1 if bars[0] == line.start else line.start
        edges = [at for at in bars if at > line.start]
    else:
        start, edges = line.start, [at for at in columns if line.start < at < line.end]
    cells = []
    for edge in [*edges, line.end]:
        cells.append(Span(start, max(start, edge)))
        start = edge + 1
    return cells


def _head(text: str, cells: Sequence[Span]) -> dict[str, int]:
    """Return the columns of a head row; none unless it has both a task and who does it."""
    named: dict[str, int] = {}
    for i, cell in enumerate(cells):
        words = cell.of(text).strip(" *_`:")
        rule = next((r for r in _columns() if len(words) <= _LONGEST_HEAD and r.pattern.match(words)), None)
        if rule:
            named.setdefault(rule.text("column"), i)
            if "chủ trì" in words.lower():
                named["leader"] = i
    return named if {"task", "receiver"} <= named.keys() else {}


@cache
def _columns() -> tuple[Rule, ...]:
    return tuple(r for r in load_rules("task_tables").rules if r.text("column") != "group")


def _cell(text: str, cells: Sequence[Span], head: Mapping[str, int], column: str) -> Span | None:
    """Return what a cell shows, without its marks; None where it shows nothing."""
    if head.get(column, len(cells)) >= len(cells):
        return None
    cell = cells[head[column]]
    shown = _SHOWN.search(cell.of(text))
    if not shown or _NOBODY.fullmatch(shown[0]):
        return None
    return Span(cell.start + shown.start(), cell.start + shown.end())


def is_group(name: str) -> bool:
    """Whether words name a group by its head (`Tổ hậu cần`), or are one abbreviation (`BE`)."""
    rule = next(r for r in load_rules("task_tables").rules if r.text("column") == "group")
    return bool(rule.pattern.match(name)) or _ABBREVIATION.fullmatch(name) is not None


_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ0-9&-]{1,7}")
