"""Commands about the extractor itself: what units it knows, what it is worth on gold, what to look over."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.options import KindOption, ListFormat, LivingOn, Paths, Published
from api.speaking import Command

# ruff: noqa: PLC0415  # `chidao --help` must start fast: each command imports what it needs
SOME_ERRORS = 10
"""Errors of each measure that `--errors` alone prints."""

studies = typer.Typer()


class _Evaluate(Command):
    """A command whose `--errors` may stand alone; Typer knows no option with a value that may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # Typer exports no type of its context
        """Put the number after an `--errors` that has none."""
        for at in [i for i, word in enumerate(args) if word == "--errors"][::-1]:
            if not args[at + 1 : at + 2] or not args[at + 1].lstrip("-").isdecimal():
                args = [*args[: at + 1], str(SOME_ERRORS), *args[at + 1 :]]
        return super().parse_args(ctx, args)


@studies.command(
    cls=Command, epilog='Ví dụ: [green]chidao units "Bộ TN&MT"[/] · [green]chidao units --kind ministry[/]'
)
def units(
    name: Annotated[
        str | None, typer.Argument(metavar="TÊN", help="Tên, tên khác, viết tắt hoặc một phần; có dấu hoặc không dấu.")
    ] = None,
    living_on: LivingOn = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="LOẠI", help="Chỉ loại này, như ministry.")] = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Cách viết kết quả.")] = ListFormat.TABLE,
) -> None:
    """Tra danh mục đơn vị: tên chính thức, tên khác, thời gian tồn tại, đơn vị trước và sau; không có tên thì đếm."""
    from api.studies import run_units

    run_units(name, living_on, kind, form)


@studies.command(cls=_Evaluate, epilog="Ví dụ: [green]chidao evaluate mau-vang/ --errors --against luu/[/]")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục có các cặp TÊN.txt và TÊN.json.")],
    errors: Annotated[
        int,
        typer.Option(
            "--errors", metavar="[SỐ]", min=0, help=f"In lỗi kèm ngữ cảnh, mỗi phép đo SỐ lỗi ({SOME_ERRORS})."
        ),
    ] = 0,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="NƠI", help="So với bản ghi đã lưu: thư mục, .json hoặc .jsonl.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="THƯ_MỤC", help="Lưu bản ghi dạng JSON để lần sau so.")
    ] = None,
) -> None:
    """Chấm điểm kết quả trích trên bộ mẫu đã đánh dấu."""
    from api.studies import run_evaluate

    run_evaluate(gold, errors, against, save)


@studies.command(cls=Command, epilog="Ví dụ: [green]chidao review tin-bai/[/]")
def review(
    paths: Paths,
    published_on: Published = None,
    kind: KindOption = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Cách viết kết quả.")] = ListFormat.TABLE,
) -> None:
    """Liệt kê nội dung chỉ đạo nên xem lại: sót thời hạn, chưa rõ ai làm, chưa rõ ai giao."""
    from api.studies import run_review

    raise typer.Exit(run_review(paths, published_on, kind, form))
