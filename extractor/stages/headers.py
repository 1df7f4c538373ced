"""Stage `headers`: what kind of document this is, its title, and the header of an administrative document."""

import datetime as dt
import re
from collections.abc import Sequence

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
_HEAD = 15  # blocks within which minutes say what they are, below letterhead and motto
_LEAD = 200  # characters: a title may stand above the document proper, the lead of an article not
_TITLE_WORDS = 3  # «BIÊN BẢN» alone is said out by the line below
_SIGNED = {BlockKind.RECIPIENTS, BlockKind.SIGNATURE}


def find_kind(layout: Layout) -> Kind:
    """Return the kind: minutes by title and fields, administrative by its head and close, else news.

    An article that prints a whole official document below its own lead is news.
    """
    kinds = [block.kind for block in layout.blocks]
    texts = [block.span.of(layout.text) for block in layout.blocks]
    rules = _rules()
    fields = (rules["minutes-field"], rules["minutes-opening"])
    titled = any(rules["minutes-title"].match(text) for text in texts[:_HEAD])
    if titled and any(field.match(text) for text in texts[:40] for field in fields):
        return Kind.MINUTES
    head = next((i for i, kind in enumerate(kinds) if kind is BlockKind.LETTERHEAD), None)
    before = sum(len(text) for text in texts[:head])
    if head is not None and head < _NEAR and before < _LEAD:
        return Kind.ADMINISTRATIVE
    if head is not None:
        return Kind.NEWS
    typed = any(rules["type"].match(t) for t, k in zip(texts, kinds, strict=True) if k is BlockKind.TITLE)
    signed = not _SIGNED.isdisjoint(kinds)
    heads = texts[:_HEAD]
    if any(rules["number"].match(t) for t in heads) and any(rules["place-date"].search(t) for t in heads):
        typed = typed or any(rules["type"].match(t) for t in heads)
    return Kind.ADMINISTRATIVE if signed and (typed or _addressed(texts)) else Kind.NEWS


def _rules() -> dict[str, re.Pattern[str]]:
    return {rule.name: rule.pattern for rule in load_rules("headers").rules}


def _addressed(texts: Sequence[str]) -> bool:
    """Whether the document opens on `Kính gửi:`, with no more than a title above it."""
    rule = _rules()["addressed"]
    at = next((i for i, text in enumerate(texts[:_NEAR]) if rule.match(text)), None)
    return at is not None and sum(len(text) for text in texts[:at]) < _LEAD


def find_title(layout: Layout, kind: Kind) -> Span | None:
    """Return the title of minutes, else the first run of title blocks, as one span."""
    if kind is Kind.MINUTES and (span := _minutes_title(layout)):
        return span
    titles = [i for i, block in enumerate(layout.blocks) if block.kind is BlockKind.TITLE]
    if not titles:
        return None
    last = titles[0]
    while last + 1 in titles:
        last += 1
    return Span(layout.blocks[titles[0]].span.start, layout.blocks[last].span.end)


def _minutes_title(layout: Layout) -> Span | None:
    """Return `BIÊN BẢN …`, with the line below where the words stand alone; capitals before a mere `Biên bản họp`."""
    rules = _rules()
    head = layout.blocks[:_HEAD]
    said = [(i, found) for i, b in enumerate(head) if (found := rules["minutes-title"].match(b.span.of(layout.text)))]
    if not said:
        return None
    at, found = next((pair for pair in said if pair[1]["minutes"].isupper()), said[0])
    block = head[at].span
    span = Span(block.start + found.start("minutes"), block.end)
    below = layout.blocks[at + 1].span if at + 1 < len(layout.blocks) else None
    if below is None or len(block.of(layout.text).split()) > _TITLE_WORDS or below.length > _LEAD:
        return span
    words = below.of(layout.text)
    field = any(rules[name].match(words) for name in ("minutes-field", "minutes-opening", "number", "place-date"))
    return span if field or words.endswith((".", ":")) or not words[0].isalpha() else Span(span.start, below.end)


def find_meeting_day(layout: Layout) -> dt.date | None:
    """Return the day that the head of minutes gives."""
    rule = _rules()["meeting-day"]
    for block in layout.blocks[:30]:
        if found := rule.match(block.span.of(layout.text)):
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
    met_on = find_meeting_day(layout) if found is Kind.MINUTES else None
    date = given or (header.date if header else met_on)
    prints = found is Kind.NEWS and any(block.kind is BlockKind.LETTERHEAD for block in layout.blocks)
    printed = read_header(layout) if prints else None
    return DocumentFinding(found, find_title(layout, found), header, given, date, met_on, printed)


@Language.component("headers", assigns=["doc._.document"], requires=[])
def headers(doc: Doc) -> Doc:
    """Set `doc._.document`."""
    doc._.document = describe(doc._.layout, doc._.given_date, doc._.given_kind)
    return doc
