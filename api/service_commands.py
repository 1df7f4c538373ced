"""What the commands of the service do once their options are read."""

import datetime as dt
import json
import re

import typer
from rich.console import Console
from rich.table import Table

from api.actions.keys import add_key, list_keys, revoke_key
from api.commands import opened, operator
from api.settings import Settings, load_settings
from models.errors import KeyNameError
from models.keyring import Key
from models.roles import Role

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def run_serve(db: str | None, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve where the options or the settings say, and say where that is."""
    from api.serving import address, serve  # noqa: PLC0415  # only serving pays for the web framework

    typed = {"database_url": db, "host": host, "port": port, "serve_workers": workers}
    settings = Settings(**{**load_settings().model_dump(), **{k: v for k, v in typed.items() if v is not None}})
    where = address(settings, _now())
    if where.held_back:
        typer.echo(
            "chưa có khóa nào: chỉ lắng nghe trên chính máy này; tạo khóa bằng: chidao key add TÊN --role VAI_TRÒ",
            err=True,
        )
    typer.echo(f"chidao: http://{where.host}:{where.port}", err=True)
    serve(settings, where)


def run_key_add(db: str | None, name: str, role: Role, days: int) -> None:
    """Make a key and print its token, alone on stdout."""
    if not NAME.fullmatch(name):
        raise KeyNameError(name)
    lifetime = dt.timedelta(days=days) if days else None
    with opened(db) as database:
        token = add_key(database, operator(), name, role, lifetime)
    typer.echo("khóa chỉ hiện lần này, hãy cất ngay:", err=True)
    typer.echo(token)


def run_key_list(db: str | None, form: str) -> None:
    """Print every key without its secret."""
    with opened(db) as database:
        keys = list_keys(database)
    if form == "json":
        typer.echo(json.dumps([_as_json(key) for key in keys], ensure_ascii=False, indent=2))
        return
    table = Table("tên", "vai trò", "đầu khóa", "tạo ngày", "hết hạn", "thu hồi")
    for key in keys:
        days = (f"{day:%d/%m/%Y}" if day else "–" for day in (key.created_at, key.expires_at, key.revoked_at))
        table.add_row(key.name, key.role, key.prefix, *days)
    Console().print(table)


def run_key_revoke(db: str | None, name: str) -> None:
    """Revoke a key."""
    with opened(db) as database:
        revoke_key(database, operator(), name)
    typer.echo(f"đã thu hồi khóa «{name}»")


def _as_json(key: Key) -> dict[str, str | None]:
    days = {"created_at": key.created_at, "expires_at": key.expires_at, "revoked_at": key.revoked_at}
    said = {name: day.isoformat() if day else None for name, day in days.items()}
    return {"name": key.name, "role": key.role, "prefix": key.prefix, **said}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
