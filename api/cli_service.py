"""Commands of the service: serving it, and the keys that open it."""

from typing import Annotated

import typer

from api.options import Db, ListFormat, RoleOption
from api.speaking import Command, Group

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
service = typer.Typer()
_keys = typer.Typer(cls=Group, no_args_is_help=True, help="Khóa của dịch vụ: tạo, xem, thu hồi.")
service.add_typer(_keys, name="key")
KeyName = Annotated[str, typer.Argument(metavar="TÊN", help="Tên khóa: chữ không dấu, số và . _ -")]


@service.command(cls=Command, epilog="Ví dụ: [green]chidao serve --host 0.0.0.0 --port 8000 --workers 2[/]")
def serve(
    db: Db = None,
    host: Annotated[
        str | None, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Lắng nghe ở đây.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Cổng.", show_default="8000")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="SỐ", min=1, help="Số tiến trình trả lời.", show_default="1")
    ] = None,
) -> None:
    """Chạy dịch vụ HTTP; chưa có khóa nào thì chỉ lắng nghe trên chính máy này."""
    from api.service_commands import run_serve

    run_serve(db, host, port, workers)


@_keys.command(cls=Command, epilog="Ví dụ: [green]chidao key add toa-soan --role ingester[/]")
def add(
    name: KeyName,
    role: RoleOption,
    days: Annotated[int, typer.Option("--days", min=0, help="Số ngày có hiệu lực; 0: không hết hạn.")] = 365,
    db: Db = None,
) -> None:
    """Tạo khóa và in ra một lần duy nhất; cơ sở dữ liệu chỉ giữ mã băm."""
    from api.service_commands import run_key_add

    run_key_add(db, name, role, days)


@_keys.command("list", cls=Command, epilog="Ví dụ: [green]chidao key list[/]")
def list_keys(
    db: Db = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Cách viết kết quả.")] = ListFormat.TABLE,
) -> None:
    """Liệt kê mọi khóa: tên, vai trò, hạn dùng, đã thu hồi hay chưa."""
    from api.service_commands import run_key_list

    run_key_list(db, form)


@_keys.command(cls=Command, epilog="Ví dụ: [green]chidao key revoke toa-soan[/]")
def revoke(name: KeyName, db: Db = None) -> None:
    """Thu hồi một khóa: từ lúc này khóa không mở được gì nữa."""
    from api.service_commands import run_key_revoke

    run_key_revoke(db, name)
