"""Fields of a plan: who does the tasks above, who co-ordinates, by when.

«1. Trồng cây⏎- Đơn vị chủ trì: Hạt Kiểm lâm⏎- Thời gian hoàn thành: 20/3/2025»: a field tells of its item's tasks.
"""

import re

from extractor.annotations import DirectiveFinding
from extractor.resolve import duties
from extractor.resolve.drafts import Drafts
from extractor.resolve.order_words import words
from models.spans import Span


def is_field(text: str) -> bool:
    """Whether an item's words are a field of a plan."""
    return words("plan-field").match(text) is not None


def tell(drafts: Drafts, field: Span, tasks: range) -> None:
    """Give the directives at `tasks` what the words of `field` tell of them; what they have of their own stays."""
    found = words("plan-field").match(drafts.agents.text, field.start, field.end)
    if found is None:
        return
    said = Span(found.end(), field.end)
    for i in tasks:
        drafts.found[i] = _told(drafts, drafts.found[i], found, said)


def _told(drafts: Drafts, task: DirectiveFinding, field: re.Match[str], said: Span) -> DirectiveFinding:
    if field["time"]:
        dues = duties.find_dues(drafts.agents.text, Span(field.start(), said.end), drafts.dates)
        deadline = duties.deadline_of(dues, drafts.dates)
        same = task.deadline is not None or deadline is None
        return task if same else task._replace(dues=(*task.dues, *dues), deadline=deadline)
    phrase, atoms = drafts.agents.read(said.start, said.end), drafts.agents.within(*said)
    units = phrase.units or tuple(dict.fromkeys(unit for atom in atoms for unit in atom.units))
    if field["partner"]:
        return task._replace(coordinating=tuple(dict.fromkeys((*task.coordinating, *units))))
    if task.addressee_texts and not task.lead:
        return task
    return task._replace(
        addressees=task.addressees or units,
        addressee_texts=task.addressee_texts or phrase.addressees(),
        lead=task.lead or (units if field["leader"] else ()),
    )
