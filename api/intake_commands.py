"""What the commands about intake do once their options are read."""

import sys
from collections import Counter
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.actions.purging import purge_document
from api.actions.refusals import list_refusals
from api.commands import opened, operator
from api.rendering import new_table
from api.storeless_commands import report_refused, without_refused, write_json
from api.watching import taking_in
from corpus.gate import measure
from corpus.incoming import Incoming, Refused


def run_text(file: Path, *, info: bool) -> int:
    """Print the texts in a file, or how they were read; return 3 where some were refused."""
    refused: list[Refused] = []
    with taking_in([file], "Đang đọc") as items:
        found = list(without_refused(items, refused))
    if info and found:
        described = [_described(item) for item in found]
        write_json(Console(), described[0] if len(found) == 1 else described, indent=2)
    elif found:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")
        sys.stdout.write("\f".join(item.text for item in found))
    return report_refused(refused)


def _described(item: Incoming) -> dict[str, object]:
    """Return how a document was read, by the names that the documentation has."""
    reading, measured = item.reading, measure(item.text)
    return {
        "source": item.source,
        "reader": reading.reader,
        "version": reading.version,
        "sha256": reading.sha256,
        "encoding": reading.encoding,
        "flags": list(reading.flags),
        "title": reading.title,
        "lead": reading.lead,
        "author": reading.author,
        "address": reading.address,
        "published_on": item.published_on and item.published_on.isoformat(),
        "published_from": reading.published_from,
        "characters": len(item.text),
        "strange_share": round(measured.share, 4),
        "places": Counter(place.kind for place in reading.places),
    }


def run_refusals(db: str | None, limit: int, form: str) -> None:
    """Print the refusal log, the latest first."""
    with opened(db) as database:
        found = list_refusals(database, limit)
    console = Console()
    if form == "json":
        shown = [{"name": r.name, "sha256": r.sha256, "reason": r.reason, "at": r.at.isoformat()} for r in found]
        write_json(console, shown, indent=2)
        return
    if not found:
        console.print("Sổ từ chối chưa có dòng nào.", style="yellow")
        return
    table = new_table("Sổ từ chối", "khi", "tên", "lý do", "mã băm", count=len(found))
    for one in found:
        table.add_row(f"{one.at:%d/%m/%Y %H:%M}", Text(one.name), Text(one.reason), one.sha256[:12])
    console.print(table)


def run_purge(db: str | None, document: str, reason: str) -> None:
    """Purge a document and say so."""
    with opened(db) as database:
        purged = purge_document(database, operator(), document, reason)
    Console().print(f"Đã xóa hẳn văn bản {purged}; chỉ còn mã băm để không nhận lại.", highlight=False)
