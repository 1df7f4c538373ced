"""What the commands print besides records: hits, reasons, scores, and the list of what was refused."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.actions.search import Page
from api.actions.show import Reason
from api.labels import KINDS, PARTS
from api.rendering import day, number, shortened, standing
from models.fulltext import Piece, normal
from models.hits import DirectiveHit, DocumentHit
from models.rows import Part

_MATCH = "bold black on yellow"


def print_directives(console: Console, page: Page[DirectiveHit]) -> None:
    """Print directives with the matching words marked, who gave them, who acts and by when."""
    _print_total(console, page.total, len(page.items), "nội dung chỉ đạo")
    for found in page.items:
        hit = found.hit
        enumerator = f"{hit.number} " if hit.number else ""
        head = f"{hit.document.id} {hit.contract_id}  "
        console.print(Text.assemble((head, "cyan"), *_about(hit.document, console.width - len(head))))
        console.print(Padding(Text.assemble((enumerator, "bold"), *_pieces(found.snippet)), (0, 0, 0, 2)))
        console.print(Padding(_parts(hit), (0, 0, 1, 2)))


def print_documents(console: Console, page: Page[DocumentHit]) -> None:
    """Print documents with the place that matches best."""
    _print_total(console, page.total, len(page.items), "văn bản")
    for found in page.items:
        head = f"{found.hit.id}  "
        console.print(Text.assemble((head, "cyan"), *_about(found.hit, console.width - len(head))))
        console.print(Padding(Text.assemble(*_pieces(found.snippet)), (0, 0, 1, 2)))


def _print_total(console: Console, total: int, shown: int, what: str) -> None:
    if total == 0:
        console.print(f"Không tìm thấy {what} nào.", style="yellow")
        return
    more = f", đây là {shown} mục đầu (thêm bằng --limit)" if shown < total else ""
    console.print(Text(f"{number(total)} {what}{more}"), style="bold")
    console.print()


def _about(document: DocumentHit, width: int) -> list[Text | tuple[str, str]]:
    """Return title, kind and day of a document, the title cut so that all fit `width`."""
    kind = KINDS[document.kind] if document.kind else "chưa trích"
    title = document.title or (str(document.origins[0]) if document.origins else "")
    when = document.published_on or document.event_date
    facts = f"  {kind} · {day(when)}" if when else f"  {kind}"
    return [Text(shortened(title, max(20, width - len(facts) - 2)), style="bold"), (facts, "dim")]


def _pieces(pieces: Sequence[Piece]) -> list[Text]:
    return [Text(" ".join(f"|{piece.text}|".split())[1:-1], style=_MATCH if piece.matches else "") for piece in pieces]


def _parts(hit: DirectiveHit) -> Text:
    said_already = {Part.MENTIONED, *([Part.ADDRESSEE] if hit.names(Part.ADDRESSEE) == hit.names(Part.LEAD) else [])}
    parts = [part for part in Part if part not in said_already and hit.names(part)]
    said = [Text.assemble((f"{PARTS[part]}: ", "dim"), "; ".join(hit.names(part))) for part in parts]
    if due := day(hit.due_on) if hit.due_on else hit.deadline or hit.dues:
        said.append(Text.assemble(("hạn: ", "dim"), (due, "bold yellow")))
    return Text("  ·  ", style="dim").join(said)


def print_reasons(console: Console, reasons: Sequence[Reason]) -> None:
    """Print why findings were found: the rule, its file, and each step with the words it was read from."""
    for reason in reasons:
        why = reason.finding.why
        place = f"  [{reason.start}, {reason.end})  {standing(reason.places)}"
        console.print(Text.assemble((reason.id, "cyan"), "  ", (shortened(reason.what, 120), "bold"), (place, "dim")))
        console.print(Padding(Text.assemble(("luật ", "dim"), why.rule, ("  trong ", "dim"), why.file), (0, 0, 0, 2)))
        for step in why.steps:
            words = f" «{normal(step.text)}»" if step.text else ""
            at = f" [{step.start}, {step.end})" if step.start is not None else ""
            console.print(Padding(Text.assemble("· ", step.what, (words, "italic"), (at, "dim")), (0, 0, 0, 4)))
        console.print()


def print_counts(console: Console, counts: Mapping[str, int]) -> None:
    """Print how many there were of each, leaving out none."""
    said = " · ".join(f"{label} {number(count)}" for label, count in counts.items() if count)
    console.print(said or "Không có văn bản nào.", style="bold")
