"""What the commands print of where a text came from: its reader, its day, and the pages and paragraphs of findings."""

import re
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.labels import DATE_SOURCES
from api.rendering import day, new_table
from corpus.incoming import Refused
from models.provenance import ReadingHit


def print_reading(console: Console, reading: ReadingHit) -> None:
    """Print in one line how an origin was read."""
    facts = [f"bộ đọc {reading.reader}"]
    if reading.encoding:
        facts.append(f"bảng mã {reading.encoding}")
    if reading.published_on and reading.published_from:
        facts.append(f"ngày đăng {day(reading.published_on)} ({DATE_SOURCES[reading.published_from]})")
    if reading.author:
        facts.append(f"tác giả {reading.author}")
    if reading.address:
        facts.append(reading.address)
    facts += [f"cờ {flag}" for flag in reading.flags]
    said = f"Nguồn: {reading.origin} · {' · '.join(facts)} · sha256 {reading.sha256[:16]}"
    console.print(said, style="dim", highlight=False, markup=False, soft_wrap=True)


def print_refusal_table(console: Console, refused: Sequence[Refused]) -> None:
    """Print how often each reason was given, where there were several of any; the commonest first."""
    reasons = Counter(_without_figures(item.reason) for item in refused)
    if len(refused) == len(reasons):
        return
    table = new_table("Từ chối theo lý do", ("Số", {"justify": "right"}), "Lý do", count=len(refused))
    for reason, count in reasons.most_common():
        table.add_row(str(count), Text(reason))
    console.print(table)


def _without_figures(reason: str) -> str:
    """Return a reason without what differs from file to file, nor the way out."""
    return re.sub(r"\d[\d,.]*", "…", reason.split(";", maxsplit=1)[0])
