"""Stage `units`: every organisation of the text, its official name and every mention."""

import datetime as dt
from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import Clue, DateFinding, DocumentFinding, Reason, ReferenceFinding, UnitFinding
from extractor.resolve.authorities import acting_places
from extractor.resolve.candidates import Known
from extractor.resolve.columns import borders, with_borders
from extractor.resolve.coordination import provinces
from extractor.resolve.english_firms import english_firms
from extractor.resolve.implied_places import with_implied
from extractor.resolve.ner_policies import add_organisations
from extractor.resolve.of_countries import bodies_abroad, parties_abroad
from extractor.resolve.own_words import delegations, deputies, led_tails, proper_tails
from extractor.resolve.receivers import receivers
from extractor.resolve.short_forms import Resolver
from extractor.resolve.task_tables import TaskRow, task_rows
from extractor.resolve.unit_contexts import apart, bracketed, contextual_names, initialled, repeated
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import lives
from extractor.resolve.unit_scan import scan
from extractor.resolve.unit_tokens import Token, span_of, words_of
from extractor.resolve.unit_twins import closed_by_short, whole_names, without_next_word
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.folding import fold


def find_units(  # noqa: PLR0913, PLR0917  # what the stages before left, each its own
    layout: Layout,
    document: DocumentFinding | None = None,
    references: Sequence[ReferenceFinding] = (),
    dates: Sequence[DateFinding] = (),
    words: Collection[int] = (),
    source: str = "",
) -> tuple[UnitFinding, ...]:
    """Return the units of a text in order of first mention; `words` are the view offsets where words begin."""

    def inside_word(token: Token) -> bool:
        return token.start not in words

    cited = {reference.span.start: reference.span.end for reference in references}
    kind = str(document.kind) if document else ""
    columns = borders(layout, source) if source else ()
    tokens = with_borders(words_of(layout.text), columns)
    reader = NameReader(tokens, cited, kind, inside_word if words else None)
    names = _names(reader, layout, task_rows(layout, columns))
    places = with_implied(reader, names, [(at, place) for at, _, place in provinces(reader)])
    heads = [b.span.end for b in layout.blocks if b.kind is BlockKind.LETTERHEAD]
    resolver = Resolver(reader, names, text_day(document, dates), places, max(heads, default=0))
    return _gather(reader, resolver.resolve())


def _names(reader: NameReader, layout: Layout, rows: Sequence[TaskRow]) -> list[Name]:
    """Return every name and short form, by grammar, by context, by what the text teaches, and places that act."""
    names = without_next_word(reader, scan(reader))
    taught = bracketed(reader, names)
    names = closed_by_short(reader, names, taught)
    names += [*taught, *repeated(reader, names, taught)]
    shown = contextual_names(reader, layout.text, names)
    names += shown
    names += repeated(reader, names, [name for name in shown if not name.units])
    names += initialled(reader, names)
    names += proper_tails(reader, names)
    names += led_tails(reader, names)
    names += delegations(reader, names)
    names += deputies(reader, names)
    names += english_firms(reader, names)
    names += acting_places(reader, layout, names)
    names += apart(receivers(reader, layout, rows), names)
    names = bodies_abroad(reader, parties_abroad(reader, names))
    return sorted(names, key=lambda name: name.first)


def text_day(document: DocumentFinding | None, dates: Sequence[DateFinding]) -> dt.date | None:
    """Return the day by which lives of units are judged: the document's, else the middle one of the text's dates."""
    if document and document.date:
        return document.date
    days = sorted(found.last for found in dates if found.last)
    return days[len(days) // 2] if days else None


def _gather(reader: NameReader, known: Sequence[Known]) -> tuple[UnitFinding, ...]:
    """Return one finding for each official name."""
    groups: dict[str, list[Known]] = {}
    whole = whole_names({one.official for one in known})
    for one in known:
        name = whole.get(fold(one.official), one.official)
        groups.setdefault(fold(name), []).append(Known(one.name, name))
    order = {key: i for i, key in enumerate(groups)}
    return tuple(_finding(reader, group, order) for group in groups.values())


def _finding(reader: NameReader, group: Sequence[Known], order: dict[str, int]) -> UnitFinding:
    first = group[0]
    spans = tuple(span_of(reader.tokens, one.name.first, one.name.stop) for one in group)
    reason = Reason(first.name.rule, first.name.file, (Clue(first.name.rule, spans[0]),))
    own = order[fold(first.official)]
    whole = next((order[fold(one.name.whole)] for one in group if fold(one.name.whole) in order), None)
    registered = lives().get(fold(first.official), ())
    parent = next((order[fold(u.parent)] for u in registered if u.parent and fold(u.parent) in order), whole)
    return UnitFinding(first.official, None if parent == own else parent, spans, reason)


@Language.component(
    "units",
    assigns=["doc._.units"],
    requires=["doc._.document", "doc._.references", "doc._.dates", "doc._.entities"],
)
def units(doc: Doc) -> Doc:
    """Set `doc._.units`."""
    found = find_units(doc._.layout, doc._.document, doc._.references, doc._.dates, doc._.starts, doc._.source)
    cited = [one.span for one in doc._.references] + [one.span for one in doc._.dates]
    doc._.units = add_organisations(doc._.layout.text, found, doc._.entities, cited)
    return doc
