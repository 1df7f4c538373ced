"""Commands about the database itself: its schema, and copying it."""

from typing import Annotated

import typer

from api.options import Db
from api.speaking import Command, Group

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
database = typer.Typer(cls=Group, no_args_is_help=True, help="Cơ sở dữ liệu: lược đồ, sao chép.")


@database.command(cls=Command, epilog="Ví dụ: [green]chidao db upgrade --db luu-tru.db[/]")
def upgrade(db: Db = None) -> None:
    """Tạo hoặc nâng cấp lược đồ; lệnh khác cũng tự làm việc này khi cần."""
    from api.commands import run_upgrade

    run_upgrade(db)


@database.command(cls=Command, epilog="Ví dụ: [green]chidao db copy luu-tru.db postgresql://nguoidung@may/csdl[/]")
def copy(
    source: Annotated[str, typer.Argument(metavar="TỪ", help="Cơ sở dữ liệu nguồn: địa chỉ, hoặc tệp SQLite.")],
    target: Annotated[str, typer.Argument(metavar="ĐẾN", help="Cơ sở dữ liệu đích, còn trống.")],
) -> None:
    """Chép toàn bộ một cơ sở dữ liệu sang một cơ sở dữ liệu trống, như từ SQLite sang PostgreSQL."""
    from api.archive_commands import run_copy

    run_copy(source, target)
