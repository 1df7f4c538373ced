"""What the commands of the archive print."""

from collections.abc import Sequence
from itertools import islice

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.actions.shift import Finished
from api.labels import CLAIM_FIELDS, CLAIM_KINDS, TURNS
from api.rendering import new_table, number, numeric, shortened
from api.report_page import rows, rules
from corpus.change_report import ChangeReport, Shown
from models.archive import Run
from models.fulltext import normal
from models.runs import Standing

_FEW = 20


def print_failures(console: Console, failed: Sequence[Finished]) -> None:
    """List the documents that failed, with the reasons."""
    if failed:
        console.print(f"{number(len(failed))} văn bản hỏng; thử lại bằng: chidao reprocess --failed", style="bold red")
    for one in failed:
        console.print(Text.assemble("  ", (one.document.id, "cyan"), f": {one.error}"), soft_wrap=True)


def print_run(console: Console, run: Run) -> None:
    """Print what came of a run, and what to do next."""
    state = "chưa xong, chạy lại lệnh này thì làm tiếp"
    if run.finished_at:
        state = _state(run)
    console.print(f"Lượt {run.id} {state}: {number(run.done)} văn bản trích được, {number(run.failed)} hỏng.")
    console.print(f"Xem thay đổi: chidao report {run.id} · đưa ra dùng: chidao publish {run.id}", style="dim")


def _state(run: Run) -> str:
    if run.finished_at is None:
        return "tạm dừng" if run.standing is Standing.PAUSED else "chưa xong"
    return "đã hủy" if run.standing is Standing.CANCELLED else "xong"


def print_runs(console: Console, runs: Sequence[Run]) -> None:
    """List the runs, the newest first."""
    if not runs:
        console.print("Chưa có lượt chạy nào; tạo bằng: chidao reprocess", style="yellow")
        return
    counts = (numeric(name) for name in ("Trích được", "Hỏng", "Đang dùng"))
    table = new_table("Các lượt chạy lại", "Lượt", "Bản", "Chọn", "Bắt đầu", "Trạng thái", *counts, "Công bố")
    for run in runs:
        table.add_row(
            str(run.id),
            run.version,
            run.selection.dumped(),
            f"{run.started_at:%d/%m/%Y %H:%M}",
            _state(run),
            number(run.done),
            number(run.failed),
            number(run.current),
            f"{run.published_at:%d/%m/%Y %H:%M}" if run.published_at else "—",
        )
    console.print(table)


def print_report(console: Console, run: Run, report: ChangeReport, objections: Sequence[str]) -> None:
    """Print the summary of a report, the directives that matter, and a sample."""
    console.print(
        f"Lượt {run.id}: {number(report.unchanged)} văn bản không đổi, {number(report.changed)} có đổi, "
        f"{number(report.new)} chưa từng có bản ghi, {number(len(report.failed))} hỏng.",
        style="bold",
    )
    names = (numeric(name) for name in ("Trước", "Không đổi", "Đổi", "Thêm", "Mất"))
    table = new_table("Thay đổi theo loại mục", "Loại", *names)
    for row in rows(report):
        table.add_row(CLAIM_KINDS[row.kind], *map(number, row.values))
    console.print(table)
    table = new_table("Thay đổi theo luật", "Luật", *(numeric(name) for name in ("Đổi", "Thêm", "Mất")))
    for rule, values in islice(rules(report), _FEW):
        table.add_row(rule, *map(number, values))
    console.print(table)
    console.print(
        f"Chỉ đạo bị mất, hoặc đổi thời hạn, chủ trì, nơi nhận: {number(len(report.directives))}", style="bold"
    )
    for one in report.directives:
        _print_change(console, one)
    console.print("Văn bản đổi nhiều nhất:", style="bold")
    for document in report.most_changed:
        console.print(Text(f"  {document.changes:>4}  {document.document}  {shortened(document.title, 90)}"))
    console.print("Mẫu:", style="bold")
    for one in report.sample:
        _print_change(console, one)
    for reason in objections:
        console.print(f"Chưa nên công bố: {reason}", style="bold red")


def _print_change(console: Console, one: Shown) -> None:
    words = (normal(f"|{one.before}|")[1:-1], (shortened(one.change.text, 160), "bold"), normal(f"|{one.after}|")[1:-1])
    head = (
        TURNS[one.change.turn],
        f"  {CLAIM_KINDS[one.change.kind]}  ",
        (one.document, "cyan"),
        (f"  {one.rule}", "dim"),
    )
    console.print(Text.assemble(*head), soft_wrap=True)
    console.print(Padding(Text.assemble("…", *words, "…"), (0, 0, 0, 4)))
    for name, before, after in one.fields:
        said = f"{CLAIM_FIELDS.get(name, name)}: {shortened(before, 100) or '—'} → {shortened(after, 100) or '—'}"
        console.print(Padding(Text(said, "dim"), (0, 0, 0, 4)))
