"""Stage `dates`: time expressions, what they mean on the calendar, and what they are of."""

import datetime as dt
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import Clue, DateFinding, DocumentFinding, Reason, ReferenceFinding
from extractor.resolve.anchors import Anchored, Anchors, anchor
from extractor.resolve.calendar import civil_day
from extractor.resolve.date_contexts import read_contexts
from extractor.resolve.date_finding import find_phrases
from extractor.resolve.date_reading import Phrase
from extractor.resolve.date_roles import Given, give_roles
from extractor.resolve.date_values import value_of
from extractor.resolve.task_tables import task_rows
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Kind


def find_dates(
    layout: Layout, document: DocumentFinding, references: Sequence[ReferenceFinding]
) -> tuple[DateFinding, ...]:
    """Return the time expressions of the text in order, outside the numbers of the documents it cites."""
    text = layout.text
    phrases = find_phrases(text, [reference.span for reference in references])
    rows = task_rows(layout) if document.kind is not Kind.NEWS else ()
    cells = [row.deadline for row in rows if row.deadline]
    phrases = _with_cells(text, phrases, cells)
    contexts = read_contexts(text, phrases, [sentence.span for sentence in layout.sentences])
    anchors = Anchors(document.date, _meeting_day(phrases, document), told=document.kind is Kind.NEWS)
    dates = anchor(phrases, contexts, anchors, text)
    roles = give_roles(dates, contexts, layout, document, references, cells=cells)
    return tuple(_finding(date, given, document.date) for date, given in zip(dates, roles, strict=True))


def _with_cells(text: str, phrases: Sequence[Phrase], cells: Sequence[Span]) -> list[Phrase]:
    """Add what a deadline's cell in a table of tasks says alone: «07/08», «thứ Sáu», «cuối tuần»."""
    silent = [cell for cell in cells if not any(cell.overlaps(phrase.span) for phrase in phrases)]
    alone = [(cell, find_phrases(cell.of(text), alone=True)) for cell in silent]
    found = [one[0]._replace(span=cell) for cell, one in alone if len(one) == 1 and one[0].span.length == cell.length]
    return sorted([*phrases, *found], key=lambda phrase: phrase.span)


def _meeting_day(phrases: Sequence[Phrase], document: DocumentFinding) -> dt.date | None:
    """Return the day of the meeting that minutes record: the first day they name in full."""
    if document.kind is not Kind.MINUTES:
        return None
    for phrase in phrases:
        moment = phrase.first
        if phrase.is_day and moment.year and moment.month and moment.day and not moment.lunar:
            return civil_day(moment.year, moment.month, moment.day)
    return None


def _finding(date: Anchored, given: Given, today: dt.date | None) -> DateFinding:
    phrase = date.phrase
    value = value_of(phrase, today)
    clues = [Clue(clue) for clue in date.clues]
    clues.append(Clue(f"{given.role}: {given.rule}" + (f" ({given.file})" if given.file else "")))
    reason = Reason(phrase.rule, phrase.file, tuple(clues))
    return DateFinding(phrase.span, value.text, value.first, value.last, given.role, reason, value.problem)


@Language.component("dates", assigns=["doc._.dates"], requires=["doc._.document", "doc._.references"])
def dates(doc: Doc) -> Doc:
    """Set `doc._.dates`."""
    doc._.dates = find_dates(doc._.layout, doc._.document, doc._.references)
    return doc
