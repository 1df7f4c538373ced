"""Commands of the archive: reprocess, look at what would change, publish, undo, prune; and the worker's."""

from pathlib import Path
from typing import Annotated

import typer

from api.options import Db, Unit
from api.speaking import Command

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
archive = typer.Typer()

RunId = Annotated[int, typer.Argument(metavar="LƯỢT", help="Số của lượt chạy, xem bằng chidao runs.")]
Query = Annotated[str, typer.Option("--query", metavar="TỪ", help="Chỉ văn bản tìm thấy với từ này.")]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="SỐ", min=0, help="Số tiến trình trích, thay cho CHIDAO_WORKERS.")
]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Đã xem báo cáo và đồng ý: công bố dù vượt ngưỡng.")]
Final = Annotated[bool, typer.Option("--final", help="Xóa cả kết quả cần để hoàn lại lần công bố gần nhất.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ làm bao nhiêu, không làm.")]


@archive.command(cls=Command, epilog='Ví dụ: [green]chidao reprocess --unit "Bộ Y tế" --workers 2[/]')
def reprocess(  # noqa: PLR0913, PLR0917  # one parameter an option; Typer passes them by name
    everything: Annotated[bool, typer.Option("--all", help="Mọi văn bản (mặc định khi không chọn gì).")] = False,  # noqa: FBT002  # a flag
    query: Query = "",
    unit: Unit = None,
    failed: Annotated[bool, typer.Option("--failed", help="Chỉ văn bản từng trích hỏng; thử lại cả bản này.")] = False,  # noqa: FBT002  # a flag
    version: Annotated[
        str, typer.Option("--version", metavar="BẢN", help="Chỉ văn bản đang dùng kết quả của bản này (đủ phần đầu).")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Trích lại cả văn bản đã có kết quả của bản này.")] = False,  # noqa: FBT002  # a flag
    dry_run: DryRun = False,  # noqa: FBT002  # a flag
    workers: Workers = None,
    db: Db = None,
) -> None:
    """Trích lại bằng bản hiện tại, ghi cạnh kết quả đang dùng; dừng lúc nào cũng được, chạy lại thì làm tiếp."""
    from api.actions.naming import names_of
    from api.archive_commands import run_reprocess
    from api.own_units import own_units
    from models.queue import Selection

    if everything and (query or unit or failed or version):
        raise typer.BadParameter("đã chọn --all thì không chọn thêm --query, --unit, --failed, --version")
    with own_units():
        units = names_of(unit)
    asked = Selection(query, units, version, failed=failed, retry=failed, force=force)
    raise typer.Exit(run_reprocess(db, asked, workers, dry_run=dry_run))


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao work --once[/]")
def work(
    once: Annotated[bool, typer.Option("--once", help="Hết việc thì thôi, không chờ việc mới.")] = False,  # noqa: FBT002  # a flag
    workers: Workers = None,
    db: Db = None,
) -> None:
    """Trích những văn bản đã nhận mà chưa có bản ghi, rồi chờ văn bản mới; Ctrl-C để dừng."""
    from api.archive_commands import run_work

    run_work(db, workers, once=once)


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao runs[/]")
def runs(db: Db = None) -> None:
    """Liệt kê các lượt chạy lại: bản nào, làm được bao nhiêu, đã công bố chưa."""
    from api.archive_commands import run_runs

    run_runs(db)


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao report 3 --html bao-cao.html[/]")
def report(
    run: RunId,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="TỆP", help="Ghi thành một trang HTML có hình."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,  # noqa: FBT002  # a flag
    db: Db = None,
) -> None:
    """Báo cáo một lượt chạy làm thay đổi những gì so với kết quả đang dùng."""
    from api.archive_commands import run_report

    run_report(db, run, html, as_json=as_json)


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao publish 3 --where kind=news[/]")
def publish(
    run: RunId,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="TÊN=GIÁ_TRỊ",
            help="Chỉ văn bản thỏa điều kiện; TÊN là query, unit, person, kind, from hoặc to; dùng được nhiều lần.",
        ),
    ] = None,
    reviewed: Reviewed = False,  # noqa: FBT002  # a flag
    db: Db = None,
) -> None:  # fmt: skip
    """Đưa kết quả của một lượt chạy ra dùng, tất cả cùng lúc; từ chối nếu vượt ngưỡng trong thiết lập."""
    from api.archive_commands import run_publish

    run_publish(db, run, where or [], reviewed=reviewed)


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao rollback[/]")
def rollback(db: Db = None) -> None:
    """Hoàn lại lần công bố gần nhất."""
    from api.archive_commands import run_rollback

    run_rollback(db)


@archive.command(cls=Command, epilog="Ví dụ: [green]chidao prune --dry-run[/]")
def prune(
    version: Annotated[
        str | None, typer.Option("--version", metavar="BẢN", help="Mọi kết quả không dùng của đúng bản này.")
    ] = None,
    final: Final = False,  # noqa: FBT002  # a flag
    dry_run: DryRun = False,  # noqa: FBT002  # a flag
    db: Db = None,
) -> None:
    """Xóa những kết quả cũ không còn dùng."""
    from api.archive_commands import run_prune

    run_prune(db, version, undoable=not final, dry_run=dry_run)
