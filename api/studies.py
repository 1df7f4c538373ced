"""What the commands about the extractor itself do: its units, its worth on gold, and what to look over."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from api.actions.evaluation import compare_with_saved, evaluate
from api.actions.extraction import extract_all
from api.actions.intake import files
from api.actions.units import count_units, find_units
from api.own_units import own_units
from api.printing_studies import (
    print_comparison,
    print_kinds,
    print_mistakes,
    print_review,
    print_scores,
    print_units,
    reviewed_json,
)
from api.storeless_commands import load_extractor, report_refused, without_refused, write_json
from api.watching import taking_in
from corpus.review import review
from corpus.saved import save_records
from models.vocabulary import Kind

if TYPE_CHECKING:
    from corpus.incoming import Refused


def run_units(name: str | None, day: dt.date | None, kind: str | None, form: str) -> None:
    """Print the units that a name may stand for, or how many there are of each kind."""
    console = Console()
    with own_units():
        if name is None or not name.strip():
            counts = count_units(day, kind)
            if form == "json":
                write_json(console, counts, indent=2)
            else:
                print_kinds(console, counts)
            return
        entries = find_units(name, day, kind)
    if form == "json":
        write_json(console, [entry.as_json() for entry in entries], indent=2)
    else:
        print_units(console, entries)


def run_evaluate(gold: Path, errors: int, against: Path | None, save: Path | None) -> None:
    """Print the scores over a directory of gold, errors in context, and what changed since records were saved."""
    console = Console()
    evaluation = evaluate(load_extractor(), gold)
    comparison = compare_with_saved(evaluation.records, against) if against else None
    print_scores(console, evaluation.scores)
    print_mistakes(console, evaluation.mistakes, errors)
    if comparison:
        print_comparison(console, comparison)
    if save:
        save_records(evaluation.records, save)
        console.print(f"Đã lưu {len(evaluation.records)} bản ghi vào {save}", style="dim", highlight=False)


def run_review(paths: Sequence[Path], published_on: dt.date | None, kind: Kind | None, form: str) -> int:
    """Print what is doubtful in the records of documents; return 3 where some were refused."""
    sources = [path for path in files(paths) if not _is_gold(path)]
    refused: list[Refused] = []
    with taking_in(sources, "Đang trích", published_on) as items:
        results = extract_all(load_extractor(), items, published_on=published_on, kind=kind)
        found = [(one.incoming.source, one.record, review(one.record)) for one in without_refused(results, refused)]
    if form == "json":
        write_json(Console(), [reviewed_json(source, doubtful) for source, _, doubtful in found], indent=2)
    else:
        print_review(Console(), found)
    return report_refused(refused)


def _is_gold(path: Path) -> bool:
    """Whether a file is what is to be found in the text beside it, and no text itself."""
    return path.suffix == ".json" and path.with_suffix(".txt").exists()
