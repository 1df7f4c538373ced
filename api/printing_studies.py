"""What the commands about the extractor itself print: units, scores, errors in context, changes, doubts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.actions.evaluation import Comparison
from api.actions.units import UnitEntry
from api.labels import DOUBTS, TURNS, UNIT_KINDS
from api.rendering import day, new_table, number, numeric, shortened
from corpus.comparison import Change, Turn, count
from corpus.mistakes import Mistake
from corpus.review import Doubt, Doubtful
from corpus.scoring import Scores
from models.fulltext import normal
from models.records import Record

_TURN_STYLES = {Turn.GAINED: "green", Turn.LOST: "red", Turn.CHANGED: "yellow"}


def print_kinds(console: Console, counts: Mapping[str, int]) -> None:
    """Print how many units of each kind the authority file holds."""
    table = new_table("Danh mục đơn vị", "Loại", "Nghĩa", numeric("Số đơn vị"), count=sum(counts.values()))
    table.expand = False
    for kind, units in counts.items():
        table.add_row(kind, UNIT_KINDS.get(kind, kind), number(units))
    console.print(table)


def print_units(console: Console, entries: Sequence[UnitEntry]) -> None:
    """Print entries of the authority file with their lives and names."""
    table = new_table(
        "Đơn vị",
        ("Tên chính thức", {"ratio": 4}),
        ("Loại", {"ratio": 2}),
        ("Thuộc", {"ratio": 2}),
        ("Tên khác, viết tắt", {"ratio": 5}),
        ("Từ – đến", {"min_width": 10, "max_width": 12}),
        ("Trước đó", {"ratio": 3}),
        ("Kế thừa", {"ratio": 3}),
        count=len(entries),
    )
    table.show_lines = True
    for entry in entries:
        unit = entry.unit
        parent = "mỗi tỉnh, thành phố" if unit.template else unit.parent or "—"
        life = f"{day(unit.valid_from)} – {day(unit.valid_to)}" if unit.valid_from or unit.valid_to else "—"
        near = ("; ".join(names) or "—" for names in (entry.predecessors, unit.successors))
        kind = UNIT_KINDS.get(unit.kind, unit.kind)
        table.add_row(Text(unit.name, "bold"), kind, parent, "; ".join(entry.other_names) or "—", life, *near)
    console.print(table)


def print_scores(console: Console, scores: Scores) -> None:
    """Print precision, recall and F1 of each measure, and their mean."""
    headings = (numeric(heading) for heading in ("P", "R", "F1", "Số mẫu"))
    table = new_table(f"Điểm trên {scores.documents} văn bản", "Phép đo", *headings)
    table.expand = False
    for measure, row in scores.rows.items():
        table.add_row(measure, *(f"{value:.3f}" for value in (row.precision, row.recall, row.f1)), str(row.gold))
    console.print(table)
    console.print(f"F1 trung bình: {scores.mean_f1:.3f}", style="bold", highlight=False)


def print_mistakes(console: Console, mistakes: Sequence[Mistake], limit: int) -> None:
    """Print the first `limit` errors of each measure with the words around them."""
    ordered = sorted(mistakes, key=lambda one: (one.measure, one.document, one.span))
    for measure, group in groupby(ordered, lambda one: one.measure):
        for one in islice(group, limit):
            place = f"{one.document} [{one.span.start}, {one.span.end})"
            console.print(Text.assemble((measure, "cyan"), "  ", (place, "dim")), soft_wrap=True)
            around = _in_line(one.before), (f"«{shortened(one.words)}»", "bold"), _in_line(one.after)
            console.print(Padding(Text.assemble("…", *around, "…"), (0, 0, 0, 2)), soft_wrap=True)
            console.print(Padding(_expected(one), (0, 0, 1, 2)), soft_wrap=True)


def _in_line(text: str) -> str:
    """Return text on one line, spaces at its ends kept."""
    return normal(f"|{text}|")[1:-1]


def _expected(one: Mistake) -> Text:
    wanted = shortened(one.expected) if one.expected is not None else "không có gì"
    came = shortened(one.came) if one.came is not None else "không có gì"
    return Text.assemble(("cần: ", "dim"), (wanted, "green"), ("  ·  ra: ", "dim"), (came, "red"))


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print how many findings of each kind were gained, lost and changed, then each with its words."""
    counts = count(change for changes in comparison.changes.values() for change in changes)
    versions = ", ".join(comparison.versions) or "—"
    table = new_table(f"So với bản ghi đã lưu ({versions})", "Loại", *(numeric(TURNS[turn]) for turn in Turn))
    table.expand = False
    for kind, turns in counts.items():
        table.add_row(kind, *(number(turns[turn]) for turn in Turn))
    console.print(table if counts else Text(f"Không có gì khác so với bản ghi đã lưu ({versions}).", "bold"))
    for document, changes in comparison.changes.items():
        for change in changes:
            _print_change(console, document, change)
    if comparison.unknown:
        console.print(f"Chưa có bản ghi đã lưu: {', '.join(comparison.unknown)}", style="yellow", highlight=False)


def _print_change(console: Console, document: str, change: Change) -> None:
    place = f"{document} [{change.span.start}, {change.span.end})"
    turn = (TURNS[change.turn], _TURN_STYLES[change.turn])
    words = (shortened(change.text, 120), "bold")
    console.print(Text.assemble(turn, "  ", (change.kind, "cyan"), "  ", words, "  ", (place, "dim")), soft_wrap=True)
    for name, before, after in change.fields:
        if name == "text" and change.turn is not Turn.CHANGED:
            continue
        sides = [shortened(value, 120) or "—" for value in (before, after)]
        shown = {Turn.GAINED: sides[1], Turn.LOST: sides[0], Turn.CHANGED: " → ".join(sides)}[change.turn]
        console.print(Padding(Text.assemble((f"{name}: ", "dim"), shown), (0, 0, 0, 4)), soft_wrap=True)


def print_review(console: Console, found: Iterable[tuple[str, Record, Sequence[Doubtful]]]) -> None:
    """Print what is doubtful in each document with the reasons, and how much that is of all directives."""
    listed = directives = 0
    for source, record, doubtful in found:
        directives += len(record.directives)
        listed += len(doubtful)
        if doubtful:
            console.print(Text.assemble((source, "bold cyan"), (f"  {len(doubtful)}", "dim")), soft_wrap=True)
        for one in doubtful:
            reasons = "; ".join(_reason(doubt, one) for doubt in one.doubts)
            console.print(Padding(Text.assemble((one.id, "cyan"), "  ", shortened(one.text, 160)), (0, 0, 0, 2)))
            console.print(Padding(Text(reasons, "yellow"), (0, 0, 1, 6)))
    console.print(f"{number(listed)} chỗ nên xem lại trên {number(directives)} nội dung chỉ đạo", style="bold")


def _reason(doubt: Doubt, one: Doubtful) -> str:
    """Return a reason in words, with the words of time where those are the reason."""
    if doubt is not Doubt.NO_DEADLINE:
        return DOUBTS[doubt]
    return f"{DOUBTS[doubt]}: {', '.join(f'«{normal(words)}»' for words in one.words)}"


def reviewed_json(source: str, doubtful: Iterable[Doubtful]) -> dict[str, object]:
    """Return what is doubtful in one document as JSON."""
    entries = [
        {"id": one.id, "start": one.span.start, "end": one.span.end, "text": one.text}
        | {"doubts": [str(doubt) for doubt in one.doubts], "words": [*one.words]}
        for one in doubtful
    ]
    return {"source": source, "doubtful": entries}
