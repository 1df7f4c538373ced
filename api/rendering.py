"""A record as tables for a terminal, in Vietnamese; widths are left to rich."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.labels import KINDS, PLACES, ROLES, STATUSES
from models.folding import fold
from models.fulltext import normal
from models.records import Date, Directive, Person, Record, TaskReport
from models.vocabulary import Role, Status

if TYPE_CHECKING:
    from models.provenance import PlaceAt

_LONGEST = 260  # code points of a directive shown
_BAD = {Status.OVERDUE, Status.COMPLETED_LATE, Status.NOT_COMPLETED, Status.NOT_STARTED}


def day(value: dt.date | None) -> str:
    """Return a day as Vietnamese readers write it; a dash for none."""
    return value.strftime("%d/%m/%Y") if value else "—"


def number(value: int) -> str:
    """Return a number as Vietnamese readers write it: `1.234`."""
    return f"{value:,}".replace(",", ".")


def shortened(text: str, length: int = _LONGEST) -> str:
    """Return the text as one line of at most `length` code points, cut between words."""
    line = normal(text)
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"


def standing(places: Sequence["PlaceAt"]) -> str:
    """Return where in the received file something stands: `trang 2–3`, `đoạn 5`, `bảng 1 hàng 2`."""
    if not places:
        return ""
    first, last = places[0], places[-1]
    said = " ".join(filter(None, (PLACES[first.kind] if first.label.isdigit() else "", first.label)))
    return said if first.label == last.label else f"{said}–{last.label}"


def new_table(title: str, *columns: str | tuple[str, dict[str, object]], count: int | None = None) -> Table:
    """Return a table with columns given by heading, or by heading and options of rich."""
    heading = Text.assemble((title, "bold cyan"), (f"  {count}" if count is not None else "", "dim"))
    table = Table(title=heading, title_justify="left", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.header_style, table.border_style = "bold", "dim"
    for column in columns:
        heading_text, options = column if isinstance(column, tuple) else (column, {})
        table.add_column(heading_text, **options)  # type: ignore[arg-type]  # options of add_column, by name
    return table


def render(record: Record) -> Group:
    """Return the whole record: heading, then a table for each kind of record that was found."""
    names = _Names(record)
    parts = [_heading(record), *_tables(record, names)]
    if len(parts) == 1:
        parts.append(Text("Không tìm thấy đơn vị, người, thời gian, số liệu hay nội dung chỉ đạo nào.", "yellow"))
    return Group(*parts)


class _Names:
    """Contract ids to what users read."""

    def __init__(self, record: Record) -> None:
        self.dates = {date.id: date for date in record.dates}
        self._agents = {unit.id: unit.name for unit in record.units}
        for person in record.people:
            mention = person.mentions[0].text if person.mentions else ""
            self._agents[person.id] = person.name or mention

    def of(self, *ids: str | None) -> str:
        """Return the names of those ids that are given, separated by semicolons."""
        return "; ".join(self._agents[i] for i in ids if i)


def _heading(record: Record) -> Panel:
    document = record.document
    facts = [KINDS[document.kind], f"ngày đăng {day(document.published_on)}"]
    if document.event_date:
        facts.append(f"sự kiện {day(document.event_date)}")
    if document.header and document.header.number:
        facts.append(f"{document.header.type or 'văn bản'} số {document.header.number}")
    title = Text(shortened(document.title or "(không có tiêu đề)"), style="bold")
    lines = [title, Text(" · ".join(facts), style="dim")]
    lines += [Text(f"⚠ {flag}", style="yellow") for flag in record.flags]
    return Panel(Group(*lines), border_style="cyan", padding=(0, 1))


def _tables(record: Record, names: _Names) -> Iterator[RenderableType]:
    for (issuer, conveyor), group in groupby(record.directives, lambda d: (d.issuer, d.conveyed_by)):
        yield _directives(tuple(group), names, issuer, conveyor)
    for report in record.task_reports:
        yield _report(report, names)
    if record.units:
        yield _units(record, names)
    if record.people:
        yield _people(record.people, names)
    if record.dates:
        yield _dates(record.dates)
    if record.references:
        table = new_table("Văn bản viện dẫn", _ID, "Loại", "Số, ký hiệu", count=len(record.references))
        table.expand = False
        for reference in record.references:
            table.add_row(reference.id, reference.type, reference.number)
        yield table


_ID = ("Mã", {"style": "dim", "no_wrap": True, "width": 4})


def _directives(directives: Sequence[Directive], names: _Names, issuer: str | None, conveyor: str | None) -> Table:
    """Return the directives that follow each other with the same issuer, told by the same one."""
    who = [
        f"{names.of(issuer) or 'chưa rõ ai'} giao",
        *([f"{names.of(conveyor)} truyền đạt"] if conveyor else []),
    ]
    table = new_table(
        f"Nội dung chỉ đạo — {', '.join(who)}",
        _ID,
        ("Số", {"no_wrap": True, "max_width": 9}),
        ("Nội dung", {"ratio": 5}),
        ("Ai làm", {"ratio": 3}),
        ("Thời hạn", {"min_width": 10}),
        count=len(directives),
    )
    table.show_lines = True
    for directive in directives:
        due = names.dates[directive.deadline] if directive.deadline else None
        enumerator = f"{'  ' if directive.parent else ''}{directive.number or ''}"
        cells = (shortened(directive.text), _parts(directive, names), _due(directive, due))
        table.add_row(directive.id, enumerator, *cells)
    return table


def _due(directive: Directive, due: Date | None) -> Text:
    """Return the resolved deadline, or the words of one that no calendar resolves."""
    if due:
        return Text(day(due.last) if due.last else due.value, style="bold yellow")
    return Text("; ".join(shortened(d.text, 40) for d in directive.dues) or "—", style="dim")


def _parts(directive: Directive, names: _Names) -> Text:
    """Return who acts; a label only where it is not simply the one addressed."""
    groups = [addressee.text for addressee in directive.addressee_texts if addressee.unit is None]
    addressed = "; ".join(filter(None, (names.of(*directive.addressees), *map(normal, groups))))
    rows = (
        ("", addressed if directive.addressees != directive.lead else ""),
        ("chủ trì: ", names.of(*directive.lead)),
        ("phối hợp: ", names.of(*directive.coordinating)),
        ("theo dõi: ", names.of(*directive.monitor)),
    )
    return Text("\n").join(Text.assemble((label, "dim"), value) for label, value in rows if value)


def _report(report: TaskReport, names: _Names) -> Group:
    period = names.dates[report.period] if report.period else None
    whose = (names.of(report.unit) or "chưa rõ đơn vị", normal(period.text) if period else "")
    title = Text(f"Số liệu nhiệm vụ — {' · '.join(filter(None, whose))}", style="bold cyan")
    table = new_table("", "Trạng thái", numeric("Số"), numeric("Tỷ lệ"), "Loại", "Bên giao")
    table.title, table.expand = None, False
    for count in report.counts:
        style = "red" if count.status in _BAD and count.count else ""
        percent = f"{count.percent:g} %".replace(".", ",") if count.percent is not None else ""
        label = "đến hạn" if count.detail == "due" else STATUSES[count.status]
        table.add_row(label, number(count.count), percent, count.noun or "", names.of(count.assigner), style=style)
    return Group(title, table, _reconciles(report), "")


def _reconciles(report: TaskReport) -> Text:
    if report.reconciles is None:
        return Text("– không đủ số liệu để đối chiếu", style="dim")
    return Text("✓ các số cộng khớp", "green") if report.reconciles else Text("✗ các số cộng không khớp", "bold red")


def numeric(heading: str) -> tuple[str, dict[str, object]]:
    """Return a column of numbers."""
    return heading, {"justify": "right", "no_wrap": True}


def _units(record: Record, names: _Names) -> Table:
    table = new_table(
        "Đơn vị",
        _ID,
        ("Tên", {"ratio": 4}),
        numeric("Nhắc"),
        ("Cách gọi khác trong văn bản", {"ratio": 4}),
        ("Thuộc", {"ratio": 3}),
        count=len(record.units),
    )
    for unit in record.units:
        others = {fold(m.text): normal(m.text) for m in unit.mentions if fold(m.text) != fold(unit.name)}
        table.add_row(unit.id, unit.name, str(len(unit.mentions)), "; ".join(others.values()), names.of(unit.parent))
    return table


def _people(people: Sequence[Person], names: _Names) -> Table:
    table = new_table(
        "Người", _ID, ("Họ tên", {"ratio": 3}), numeric("Nhắc"), ("Chức vụ", {"ratio": 6}), count=len(people)
    )
    for person in people:
        positions = (f"{p.title} {names.of(p.unit)}".strip() for p in person.positions)
        called = Text(person.name) if person.name else Text("(không nêu tên)", style="dim italic")
        table.add_row(person.id, called, str(len(person.mentions)), "; ".join(positions))
    return table


def _dates(dates: Sequence[Date]) -> Table:
    table = new_table(
        "Thời gian",
        _ID,
        ("Trong văn bản", {"ratio": 3}),
        ("Giá trị", {"ratio": 2}),
        ("Từ – đến", {"ratio": 3}),
        "Vai trò",
        count=len(dates),
    )
    for date in dates:
        style = "yellow" if date.role is Role.DEADLINE else ""
        span = day(date.first) if date.first == date.last else f"{day(date.first)} – {day(date.last)}"
        table.add_row(date.id, normal(date.text), date.value, span, ROLES[date.role], style=style)
    return table
