"""The command line: parses, calls an action, prints. Heavy imports wait until a command needs them.

Exit codes, the same for every command:

    0   done
    1   something else went wrong; the message says what
    2   the command was typed wrongly, or a setting is no good
    3   some input was refused; everything else was done
    4   a file, document or record is not there
    5   the database cannot be used
    130 interrupted; the database is consistent, what was finished is kept
"""

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from api.cli_archive import archive
from api.cli_database import database
from api.cli_intake import intake
from api.cli_service import service
from api.cli_studies import studies
from api.options import (
    Db,
    Document,
    DocumentFormat,
    Documents,
    DryRun,
    DueSince,
    DueUntil,
    ExportFormat,
    KindOption,
    Paths,
    PersonOption,
    PhraseFormat,
    Published,
    RecordFormat,
    SaidOn,
    Since,
    StatusOption,
    Unit,
    Until,
    WithPredecessors,
)
from api.speaking import Command, Group, complaint
from models.errors import ChidaoError

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
_CODES = (
    "Mã thoát: 0 xong · 1 lỗi khác · 2 gõ sai lệnh hoặc thiết lập · 3 có văn bản không nhận được · "
    "4 không có tệp, văn bản hay mục ấy · 5 không dùng được cơ sở dữ liệu · "
    "130 bị ngắt (dữ liệu vẫn nhất quán)"
)
_INTERRUPTED, _KEPT = 130, "đã ngắt; những gì làm xong vẫn còn trong cơ sở dữ liệu"
app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Trích đơn vị, người, thời gian, số liệu nhiệm vụ và nội dung chỉ đạo từ văn bản tiếng Việt; lưu và tìm lại.",
    epilog=_CODES,
)
app.add_typer(database, name="db")
app.add_typer(archive)
app.add_typer(studies)
app.add_typer(intake)
app.add_typer(service)


@app.command(cls=Command, epilog="Ví dụ: [green]chidao extract bai.txt --published-on 2019-04-03[/]")
def extract(
    paths: Paths,
    published_on: Published = None,
    kind: KindOption = None,
    form: Annotated[RecordFormat, typer.Option("--format", help="Cách viết kết quả.")] = RecordFormat.TABLE,
) -> None:
    """Trích bản ghi từ văn bản và in ra, không lưu."""
    from api.storeless_commands import run_extract

    raise typer.Exit(run_extract(paths, published_on, kind, form))


@app.command(cls=Command, epilog="Ví dụ: [green]chidao ingest tin-bai/ van-ban.jsonl --db luu-tru.db[/]")
def ingest(
    paths: Paths,
    db: Db = None,
    published_on: Published = None,
    kind: KindOption = None,
    dry_run: DryRun = False,  # noqa: FBT002  # a flag of the command line
) -> None:
    """Nạp văn bản vào cơ sở dữ liệu cùng bản ghi trích được; nạp lại thì chỉ làm phần còn thiếu."""
    from api.ingest_commands import run_dry, run_ingest

    raise typer.Exit(run_dry(paths, db, published_on) if dry_run else run_ingest(paths, db, published_on, kind))


@app.command(
    cls=Command,
    epilog='Ví dụ: [green]chidao search "rà soát quy hoạch" --unit "Bộ TN&MT" --due-before 2024-12-31[/]',
)
def search(  # noqa: PLR0913, PLR0917  # one parameter an option; Typer passes them by name
    query: Annotated[
        str, typer.Argument(metavar="TỪ", help='Từ cần tìm, có dấu hoặc không dấu; cụm từ đặt trong "…".')
    ] = "",
    db: Db = None,
    unit: Unit = None,
    with_predecessors: WithPredecessors = False,  # noqa: FBT002  # a flag of the command line
    person: PersonOption = None,
    since: Since = None,
    until: Until = None,
    due_since: DueSince = None,
    due_until: DueUntil = None,
    status: StatusOption = None,
    kind: KindOption = None,
    documents: Documents = False,  # noqa: FBT002  # a flag of the command line
    limit: Annotated[int, typer.Option("--limit", min=1, help="Số mục tối đa in ra.")] = 20,
) -> None:
    """Tìm nội dung chỉ đạo (hoặc văn bản); gõ có dấu thì tìm đúng dấu, không dấu thì bỏ qua dấu."""
    from api.actions.naming import names_of
    from api.commands import run_search
    from api.own_units import own_units
    from models.finding import Wanted

    with own_units():
        units = names_of(unit, predecessors=with_predecessors)
    wanted = Wanted(query, units, person, since, until, due_since, due_until, status, kind)
    run_search(db, wanted, limit, documents=documents)


@app.command(cls=Command, epilog="Ví dụ: [green]chidao show 9f86d081[/]")
def show(
    document: Document,
    db: Db = None,
    form: Annotated[DocumentFormat, typer.Option("--format", help="Cách viết.")] = DocumentFormat.TABLE,
) -> None:
    """Xem một văn bản: bản ghi dạng bảng, JSON, hoặc nguyên văn."""
    from api.commands import run_show

    run_show(db, document, form)


@app.command(cls=Command, epilog="Ví dụ: [green]chidao why 9f86d081 R3[/]")
def why(
    document: Document,
    record: Annotated[str | None, typer.Argument(metavar="MỤC", help="Mã của mục, như R3; bỏ trống: mọi mục.")] = None,
    db: Db = None,
) -> None:
    """Giải thích vì sao mỗi mục được trích: luật nào, tệp nào, điều gì quyết định."""
    from api.commands import run_why

    run_why(db, document, record)


@app.command(cls=Command, epilog='Ví dụ: [green]chidao export --format csv --unit "Bộ Y tế" > chi-dao.csv[/]')
def export(  # noqa: PLR0913, PLR0917  # one parameter an option; Typer passes them by name
    form: Annotated[
        ExportFormat,
        typer.Option("--format", help="csv: mỗi dòng một nội dung chỉ đạo; jsonl: mỗi dòng một bản ghi."),
    ] = ExportFormat.CSV,
    query: Annotated[str, typer.Option("--query", metavar="TỪ", help="Chỉ xuất những gì tìm thấy với từ này.")] = "",
    db: Db = None,
    unit: Unit = None,
    person: PersonOption = None,
    since: Since = None,
    until: Until = None,
    kind: KindOption = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="TỆP", help="Ghi vào tệp thay vì stdout.")] = None,
) -> None:
    """Xuất kho dữ liệu ra CSV cho bảng tính hoặc JSONL."""
    from api.actions.naming import names_of
    from api.commands import run_export
    from api.own_units import own_units
    from models.finding import Wanted

    with own_units():
        units = names_of(unit)
    run_export(db, Wanted(query, units, person, since, until, kind=kind), form, output)


@app.command(cls=Command, epilog='Ví dụ: [green]chidao dates "thứ Hai tuần tới" --at 2019-04-03[/]')
def dates(
    phrase: Annotated[str, typer.Argument(metavar="CỤM_TỪ", help="Cách nói thời gian, như: cuối quý III.")],
    said_on: SaidOn = None,
    form: Annotated[PhraseFormat, typer.Option("--format", help="Cách viết kết quả.")] = PhraseFormat.TABLE,
) -> None:
    """Cho biết một cụm từ chỉ thời gian là những ngày nào trên lịch."""
    from api.storeless_commands import run_dates

    run_dates(phrase, said_on, form)


@app.command(cls=Command, epilog="Ví dụ: [green]chidao schema > ban-ghi.schema.json[/]")
def schema() -> None:
    """In JSON Schema của bản ghi."""
    from api.storeless_commands import run_schema

    run_schema()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its code; every refusal is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # JSON and Vietnamese, whatever the locale
    try:
        code = app(arguments, prog_name="chidao", standalone_mode=False)
        if code == _INTERRUPTED:
            _refuse(_KEPT, code)  # Typer made a code of the interruption, and said nothing
    except ChidaoError as error:
        code = _refuse(str(error), error.exit_code)
    except typer.TyperException as error:
        code = _refuse(complaint(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        code = _refuse(_KEPT, _INTERRUPTED)
    except BrokenPipeError:
        # whoever read the output has gone, as in `chidao export | head`: say no more, not even on exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001  # users get a line, never a traceback
        code = _refuse(_unexpected(error), 1)
    sys.exit(code or 0)


def _refuse(message: str | None, code: int) -> int:
    """Print one line for the user, if there is anything to say, and return the exit code."""
    if message:
        typer.secho(f"chidao: {' '.join(message.split())}", err=True, fg="red")
    return code


def _unexpected(error: Exception) -> str:
    """Return in one line what a programmer needs to find a fault of the program."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"chương trình gặp lỗi {type(error).__name__} ở {place}: {error}; hãy báo lại kèm lệnh đã gõ"
