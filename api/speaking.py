"""Typer in Vietnamese: the words of its help pages and of its complaints about how a command was typed."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

_HELP = "Hiện trợ giúp này rồi thoát."
_COMPLAINTS = {
    "MissingParameter": "thiếu {param}",
    "NoSuchOption": "không có tùy chọn {option}",
    "BadParameter": "giá trị của {param} không hợp lệ: {message}",
    "BadOptionUsage": "tùy chọn {option} dùng sai: {message}",
}


def _speak_vietnamese() -> None:
    """Put the headings of Typer's help pages into Vietnamese."""
    from typer import rich_utils  # noqa: PLC0415  # heavy, and only who asks for help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.ENVVAR_STRING = "[biến môi trường: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"


class Command(TyperCommand):
    """A command whose `--help` is explained in Vietnamese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # as below
        """Write Typer's help page with headings in Vietnamese."""
        _speak_vietnamese()
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: Any) -> TyperOption | None:  # noqa: ANN401  # Typer exports no type of its context
        """Return Typer's option with its help in Vietnamese."""
        return _in_vietnamese(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose `--help` is explained in Vietnamese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # as below
        """Write Typer's help page with headings in Vietnamese."""
        _speak_vietnamese()
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: Any) -> TyperOption | None:  # noqa: ANN401  # Typer exports no type of its context
        """Return Typer's option with its help in Vietnamese."""
        return _in_vietnamese(super().get_help_option(ctx))


def _in_vietnamese(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _HELP
    return option


def complaint(error: typer.TyperException) -> str | None:
    """Return in one line what is wrong with how a command was typed, and where to read how it goes.

    None where a command was typed alone and its help has been shown instead.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        return None
    param = getattr(error, "param", None)
    choice = re.search(r"('.*') is not one of (.*?)\.?$", error.message)
    said = _COMPLAINTS.get(type(error).__name__, "{message}").format(
        param=param.get_error_hint() if param else "tham số",
        option=getattr(error, "option_name", ""),
        message=f"{choice[1]} không phải một trong {choice[2]}" if choice else error.message,
    )
    if error.message.startswith("No such command"):
        said = error.message.replace("No such command", "không có lệnh").rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "chidao")
    return f"{said}; xem cách dùng: {command} --help"
