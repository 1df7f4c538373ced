"""Options that commands share, with their help in Vietnamese."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models.errors import DateFormatError
from models.roles import Role
from models.vocabulary import Kind, Status


class RecordFormat(StrEnum):
    """How `extract` writes records."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class DocumentFormat(StrEnum):
    """How `show` writes a document."""

    TABLE = "table"
    JSON = "json"
    TEXT = "text"


class PhraseFormat(StrEnum):
    """How `dates` writes what a phrase means."""

    TABLE = "table"
    JSON = "json"


class ListFormat(StrEnum):
    """How `units` and `review` write what they list."""

    TABLE = "table"
    JSON = "json"


class ExportFormat(StrEnum):
    """How `export` writes."""

    CSV = "csv"
    JSONL = "jsonl"


def _day(given: str) -> dt.date:
    """Return the day; raises DateFormatError for one that no calendar has."""
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise DateFormatError(given) from None


def _day_option(name: str, explained: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, parser=_day, metavar="NGÀY", help=explained)
    return option


Paths = Annotated[
    list[Path],
    typer.Argument(metavar="TỆP…", help="Tệp văn bản UTF-8 hoặc JSONL, thư mục, hoặc - để đọc stdin."),
]
Document = Annotated[str, typer.Argument(metavar="VĂN_BẢN", help="Mã văn bản, hoặc vài ký tự đầu của mã.")]
Db = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="URL", envvar="CHIDAO_DATABASE_URL", show_default="sqlite:///chidao.db",
        help="Cơ sở dữ liệu: sqlite:///…, postgresql://…, hoặc đường dẫn tệp SQLite.",
    ),
]  # fmt: skip
Published = Annotated[dt.date | None, _day_option("--published-on", "Ngày của văn bản, như 2019-04-03.")]
SaidOn = Annotated[dt.date | None, _day_option("--at", "Ngày nói câu ấy; không cho thì chỗ chưa biết là X.")]
_KINDS = f"Loại văn bản: {', '.join(Kind)}."
KindOption = Annotated[Kind | None, typer.Option("--kind", metavar="LOẠI", help=_KINDS)]
Unit = Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị, theo bất kỳ tên gọi nào.")]
WithPredecessors = Annotated[
    bool, typer.Option("--with-predecessors", help="Cùng với --unit: cả các đơn vị tiền thân của đơn vị ấy.")
]
LivingOn = Annotated[dt.date | None, _day_option("--at", "Chỉ đơn vị tồn tại vào ngày này.")]
PersonOption = Annotated[str | None, typer.Option("--person", metavar="NGƯỜI", help="Họ tên, hoặc tên gọi tắt.")]
Since = Annotated[dt.date | None, _day_option("--from", "Đăng hoặc diễn ra từ ngày này.")]
Until = Annotated[dt.date | None, _day_option("--to", "Đăng hoặc diễn ra đến hết ngày này.")]
DueSince = Annotated[dt.date | None, _day_option("--due-after", "Thời hạn từ ngày này.")]
DueUntil = Annotated[dt.date | None, _day_option("--due-before", "Thời hạn đến hết ngày này.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc thử và cho biết kết quả, không lưu gì.")]
Documents = Annotated[bool, typer.Option("--documents", help="Tìm văn bản thay vì nội dung chỉ đạo.")]
_STATUSES = f"Văn bản có số liệu ở trạng thái này: {', '.join(Status)}."
StatusOption = Annotated[Status | None, typer.Option("--status", metavar="TRẠNG_THÁI", help=_STATUSES)]
RoleOption = Annotated[Role, typer.Option("--role", metavar="VAI_TRÒ", help=f"Vai trò: {', '.join(Role)}.")]
