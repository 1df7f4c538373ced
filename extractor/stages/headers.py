"""Stage `headers`: what kind of document this is, its title, and the header of an administrative document."""

import datetime as dt

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import DocumentFinding, HeaderFinding
from extractor.resolve.letterheads import read_header
from extractor.rules.loader import load_rules
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Kind

_NEAR = 8  # blocks from the start within which a letterhead opens the document


def find_kind(layout: Layout) -> Kind:
    """Return the kind: minutes by title and fields, administrative by a letterhead at the start, else news.

    An article that prints a whole official document below its own lead is news.
    """
    kinds = [block.kind for block in layout.blocks]
    texts = [block.span.of(layout.text) for block in layout.blocks]
    rules = {rule.name: rule.pattern for rule in load_rules("headers").rules}
    fields = sum(bool(rules["minutes-field"].match(text)) for text in texts[:40])
    titled = any(rules["minutes-title"].match(text) for text in texts[:_NEAR])
    if titled and fields:
        return Kind.MINUTES
    head = next((i for i, kind in enumerate(kinds) if kind is BlockKind.LETTERHEAD), None)
    before = sum(len(text) for text in texts[:head])
    if head is not None and head < _NEAR and before < 200:  # noqa: PLR2004  # a title may stand above, a lead not
        return Kind.ADMINISTRATIVE
    if head is not None:
        return Kind.NEWS
    typed = any(rules["type"].match(t) for t, k in zip(texts, kinds, strict=True) if k is BlockKind.TITLE)
    return Kind.ADMINISTRATIVE if typed and BlockKind.RECIPIENTS in kinds else Kind.NEWS


def find_title(layout: Layout) -> Span | None:
    """Return the first run of title blocks as one span."""
    titles = [i for i, block in enumerate(layout.blocks) if block.kind is BlockKind.TITLE]
    if not titles:
        return None
    last = titles[0]
    while last + 1 in titles:
        last += 1
    return Span(layout.blocks[titles[0]].span.start, layout.blocks[last].span.end)


def find_meeting_day(layout: Layout) -> dt.date | None:
    """Return the day that the head of minutes gives."""
    rule = next(rule for rule in load_rules("headers").rules if rule.name == "meeting-day")
    for block in layout.blocks[:30]:
        if found := rule.pattern.match(block.span.of(layout.text)):
            return read_day(found.groupdict())
    return None


def read_day(groups: dict[str, str]) -> dt.date | None:
    """Return the date of groups day, month, year; None where no calendar has it."""
    try:
        return dt.date(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    except ValueError:
        return None


def describe(layout: Layout, given: dt.date | None, kind: Kind | None) -> DocumentFinding:
    """Return kind, title, header and the document's date by the rule of the contract."""
    found = kind or find_kind(layout)
    header: HeaderFinding | None = read_header(layout) if found is Kind.ADMINISTRATIVE else None
    date = given or (header.date if header else None)
    if date is None and found is Kind.MINUTES:
        date = find_meeting_day(layout)
    return DocumentFinding(found, find_title(layout), header, given, date)


@Language.component("headers", assigns=["doc._.document"], requires=[])
def headers(doc: Doc) -> Doc:
    """Set `doc._.document`."""
    doc._.document = describe(doc._.layout, doc._.given_date, doc._.given_kind)
    return doc
