"""Orders of task tables: a row is a directive, its receiver cell whom it is to, its last cell by when."""

from extractor.annotations import DueFinding
from extractor.resolve.drafts import Drafts
from extractor.resolve.duties import deadline_of
from extractor.resolve.leads import Lead, Mode
from extractor.resolve.orders import Frame, Order
from extractor.resolve.task_tables import TaskRow
from models.spans import Span
from models.vocabulary import Bound


def add_row(drafts: Drafts, row: TaskRow) -> None:
    """Add the directive of one row to `drafts`."""
    phrase = drafts.agents.read(*row.receiver) if row.receiver else None
    order = Order(row.task, Frame.ITEM, "task-table", row.head, phrase=phrase if phrase and phrase.atoms else None)
    index = drafts.add(order, Lead(Mode.ORDER), row.task)
    found = drafts.found[index]
    partners = _units(drafts, row.partner)
    found = found._replace(
        lead=found.addressees if row.leads else found.lead, coordinating=partners or found.coordinating
    )
    due = row.deadline or Span(0, 0)
    dated = [i for i, date in enumerate(drafts.dates) if due.start <= date.span.start < due.end]
    dues = tuple(DueFinding(drafts.dates[i].span, Bound.BY, date=i) for i in dated)
    if dues:
        found = found._replace(dues=dues, deadline=deadline_of(dues, drafts.dates))
    drafts.found[index] = found


def _units(drafts: Drafts, cell: Span | None) -> tuple[int, ...]:
    atoms = drafts.agents.within(*cell) if cell else []
    return tuple(dict.fromkeys(unit for atom in atoms for unit in atom.units))
