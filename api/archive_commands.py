"""What the commands of the archive do once their options are read: open what they need, call an action, print."""

import datetime as dt
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from api import report_page
from api.actions import publication, reprocessing
from api.actions.background import background_tasks
from api.actions.naming import names_of
from api.actions.reporting import limits_of, objections
from api.actions.reporting import report as make_report
from api.actions.shift import Finished, waiting, work_through
from api.commands import opened, operator
from api.engine import Engine
from api.own_units import own_units
from api.printing_archive import print_failures, print_report, print_run, print_runs
from api.rendering import number
from api.settings import load_settings
from api.storeless_commands import write_json
from api.workers import new_engine
from models import queue
from models.copying import copy_all
from models.database import Database
from models.errors import InputError
from models.finding import Wanted
from models.queue import Selection
from models.vocabulary import Kind

_POLL_SECONDS = 5.0
_REFRESHES = 2  # of the bar in a second: each is paid for by the processes that extract


def run_reprocess(db: str | None, asked: Selection, workers: int | None, *, dry_run: bool) -> int:
    """Do what a selection lacks under this version; return 3 where some documents failed."""
    settings, console = load_settings(), Console()
    with opened(db) as database, closing(new_engine(settings, workers=workers)) as engine:
        if asked.version:
            asked = replace(asked, version=reprocessing.find_version(database, asked.version))
        if dry_run:
            planned = reprocessing.plan(database, engine.version, asked)
            console.print(f"Sẽ trích {number(planned)} văn bản bằng bản {engine.version}.", highlight=False)
            return 0
        task = reprocessing.start(database, engine.version, asked)
        failed = _work(database, engine, task, "Đang trích lại")
        run = reprocessing.finish(database, task)
    print_failures(Console(stderr=True), failed)
    print_run(console, run)
    return InputError.exit_code if failed else 0


def run_work(db: str | None, workers: int | None, *, once: bool) -> None:
    """Do what was received and never read, then the runs that were ordered, and wait for more unless only `once`."""
    settings, console = load_settings(), Console()
    with opened(db) as database, closing(new_engine(settings, workers=workers)) as engine:
        while True:
            unread, *ordered = background_tasks(database, engine.version)
            before = waiting(database, unread)
            failed = _work(database, engine, unread, "Đang trích") if before else []
            if before or once:
                console.print(f"Đã trích {number(before)} văn bản đang chờ, {number(len(failed))} hỏng.")
            for task in ordered:
                failed += _work(database, engine, task, "Đang trích lại")
                print_run(console, reprocessing.finish(database, task))
            print_failures(Console(stderr=True), failed)
            if once:
                return
            time.sleep(_POLL_SECONDS)


def _work(database: Database, engine: Engine, task: queue.Task, doing: str) -> list[Finished]:
    """Work through a task with a bar on stderr, and return the failures; SIGTERM pauses it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    failed: list[Finished] = []
    with Progress(
        *columns, console=console, disable=not console.is_terminal, refresh_per_second=_REFRESHES
    ) as progress:
        bar = progress.add_task(doing, total=waiting(database, task))
        for finished in work_through(database, engine, task):
            progress.advance(bar)
            if finished.error is not None:
                failed.append(finished)
    return failed


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, once there is one."""
        return Text(f"{task.speed:.1f} văn bản/giây" if task.speed else "—", style="dim")


def run_runs(db: str | None) -> None:
    """List the runs."""
    with opened(db) as database:
        print_runs(Console(), reprocessing.runs(database))


def run_report(db: str | None, run: int, html: Path | None, *, as_json: bool) -> None:
    """Print what a run would change, as tables or JSON, and write it as a page where one is asked for."""
    with opened(db) as database:
        found, made = make_report(database, run)
    reasons = list(objections(found, made, limits_of(load_settings())))
    console = Console()
    if html is not None:
        html.write_text(report_page.as_html(found, made, reasons), encoding="utf-8")
        Console(stderr=True).print(f"Đã ghi báo cáo vào {html}.", style="dim", highlight=False)
    if as_json:
        write_json(console, report_page.as_json(found, made, reasons), indent=2)
    elif html is None:
        print_report(console, found, made, reasons)


def run_publish(db: str | None, run: int, where: Sequence[str], *, reviewed: bool) -> None:
    """Make the results of a run current."""
    limits = None if reviewed else limits_of(load_settings())
    with own_units():
        wanted = _wanted(where) if where else None
    with opened(db) as database:
        turned = publication.publish(database, operator(), run, limits, wanted)
    Console().print(f"Đã công bố kết quả mới của {number(turned)} văn bản.")


def _wanted(conditions: Sequence[str]) -> Wanted:
    """Return the search that `NAME=VALUE` conditions make; raises BadParameter for one that is none."""
    wanted = Wanted()
    for condition in conditions:
        name, _, value = condition.partition("=")
        try:
            wanted = replace(wanted, **_CONDITIONS[name.strip()](value.strip()))
        except (KeyError, ValueError):
            known = f"hãy viết như kind=news, với tên là {', '.join(_CONDITIONS)}"
            raise typer.BadParameter(f"điều kiện không hợp lệ: «{condition}»; {known}") from None
    return wanted


_CONDITIONS: dict[str, Callable[[str], dict[str, Any]]] = {
    "query": lambda value: {"query": value},
    "unit": lambda value: {"units": names_of(value)},
    "person": lambda value: {"person": value},
    "kind": lambda value: {"kind": Kind(value)},
    "from": lambda value: {"since": dt.date.fromisoformat(value)},
    "to": lambda value: {"until": dt.date.fromisoformat(value)},
}


def run_rollback(db: str | None) -> None:
    """Undo the last publication."""
    with opened(db) as database:
        undone = publication.rollback(database, operator())
    console = Console()
    console.print(f"Đã hoàn lại {number(undone.turned)} văn bản của lượt {undone.run} về kết quả trước đó.")
    if undone.left:
        console.print(f"{number(undone.left)} văn bản đã có kết quả khác từ sau lần công bố ấy nên để nguyên.")


def run_prune(db: str | None, version: str | None, *, undoable: bool, dry_run: bool) -> None:
    """Delete results that nobody reads."""
    with opened(db) as database:
        if dry_run:
            doomed = publication.count_superseded(database, version, undoable=undoable)
            Console().print(f"Sẽ xóa {number(doomed)} kết quả cũ.")
            return
        pruned = sum(publication.prune(database, operator(), version, undoable=undoable))
    Console().print(f"Đã xóa {number(pruned)} kết quả cũ.")


def run_copy(source: str, target: str) -> None:
    """Copy a whole database into an empty one."""
    with opened(source) as here, opened(target) as there:
        copied = {table: rows for table, rows in copy_all(here, there) if rows}
    Console().print(f"Đã chép {number(sum(copied.values()))} dòng của {len(copied)} bảng.")
