"""Commands about what comes in: the text of a file as it will be extracted, refusals, and purging."""

from pathlib import Path
from typing import Annotated

import typer

from api.options import Db, Document, ListFormat
from api.speaking import Command

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
intake = typer.Typer()


@intake.command(cls=Command, epilog="Ví dụ: [green]chidao text bao-cao.doc --info[/]")
def text(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Một tệp ở định dạng bất kỳ, hoặc - để đọc stdin.")],
    info: Annotated[bool, typer.Option("--info", help="In cách đọc dạng JSON thay vì văn bản.")] = False,  # noqa: FBT002  # a flag of the command line
) -> None:
    """In văn bản đúng như khi trích: đã nhận định dạng và bảng mã; tệp bị từ chối thì nêu lý do."""
    from api.intake_commands import run_text

    raise typer.Exit(run_text(file, info=info))


@intake.command(cls=Command, epilog="Ví dụ: [green]chidao refusals --limit 50[/]")
def refusals(
    db: Db = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Số dòng tối đa in ra.")] = 100,
    form: Annotated[ListFormat, typer.Option("--format", help="Cách viết kết quả.")] = ListFormat.TABLE,
) -> None:
    """Xem sổ từ chối: tệp nào không được nhận khi nạp, vì sao, lần cuối khi nào."""
    from api.intake_commands import run_refusals

    run_refusals(db, limit, form)


@intake.command(cls=Command, epilog='Ví dụ: [green]chidao purge 9f86d081 --reason "nạp nhầm"[/]')
def purge(
    document: Document,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao xóa; được ghi lại.")],
    db: Db = None,
) -> None:
    """Xóa hẳn một văn bản cùng mọi kết quả và chỉ mục của nó; giữ mã băm để không nhận lại."""
    from api.intake_commands import run_purge

    run_purge(db, document, reason)
