"""Stage `people`: who is named, by which titles, and who acts without being named."""

from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import (
    Clue,
    DocumentFinding,
    EntityFinding,
    PersonFinding,
    PositionFinding,
    Reason,
    UnitFinding,
)
from extractor.resolve.columns import borders
from extractor.resolve.ner_policies import WEIGHTS, add_people
from extractor.resolve.office_holders import Unnamed, settle_titles
from extractor.resolve.person_identity import Figure, identify
from extractor.resolve.person_search import find_honours, find_names
from extractor.resolve.person_titles import TitleReader
from extractor.resolve.positions import PositionReader
from extractor.resolve.title_phrases import UnitPlaces, find_phrases
from extractor.resolve.title_rows import announce
from extractor.resolve.told_offices import tell_ahead, tell_in_post, tell_offices
from extractor.text.layout import Layout
from models.folding import tidy


def find_people(  # noqa: PLR0913  # what the stages before left, each its own
    layout: Layout,
    units: Sequence[UnitFinding],
    document: DocumentFinding | None = None,
    words: Collection[int] = (),
    source: str | None = None,
    *,
    entities: Sequence[EntityFinding] = (),
) -> tuple[PersonFinding, ...]:
    """Return the people of a text in reading order; `words`: where one begins."""
    text = layout.text
    places = UnitPlaces(units)
    phrases = find_phrases(text, places)
    honours = find_honours(text)
    named = find_names(layout, phrases, honours, units, words, borders(layout, source or ""))
    if entities:
        ends = {h.span.end for h in honours} | {end for p in phrases for end in p.ends}
        taken = [*(p.span for p in phrases), *(m for unit in units for m in unit.mentions)]
        named = add_people(text, named, entities, ends, taken)
    reader = TitleReader(text, phrases, honours, places)
    holders = reader.read(named)
    announce(reader, holders)
    tell_offices(reader, holders, [sentence.span for sentence in layout.sentences])
    tell_ahead(reader, holders)
    tell_in_post(reader, holders)
    positions = PositionReader(layout, phrases, reader, units, document)
    figures = identify(holders, positions.of)
    for figure in figures:
        positions.complete(figure)
    free = [p for p in phrases if p.span.start not in reader.taken]
    unnamed = settle_titles(text, free, figures, places)
    people = [_person(layout, figure, source) for figure in figures]
    people += [_office(office, positions) for office in unnamed]
    return tuple(sorted(people, key=lambda p: p.mentions[0]))


def _person(layout: Layout, figure: Figure, source: str | None) -> PersonFinding:
    best = figure.best()
    shown = best.text if source is None else tidy(layout.view.to_source(best.span).of(source))
    name = " ".join(_proper(word) for word in shown.split()) if shown.isupper() else shown
    first = figure.holders[0]
    clues = [Clue(first.named.rule, first.named.span)]
    clues += [Clue(f"title: {p.span.of(layout.text)}", p.span) for p in (*first.before, *first.behind)]
    file = WEIGHTS if first.named.rule.startswith("model-") else "names.toml"
    return PersonFinding(
        name,
        tuple(figure.positions),
        tuple(figure.mentions),
        tuple(figure.titles),
        Reason(first.named.rule, file, tuple(clues)),
    )


def _proper(word: str) -> str:
    """Return a word in capitals in normal case: `NHƯ → Như`, `T.VŨ → T.Vũ`."""
    return ".".join(part.capitalize() for part in word.split("."))


def _office(office: Unnamed, positions: PositionReader) -> PersonFinding:
    acts = () if office.acts is None else (Clue("acts", office.acts),)
    return PersonFinding(
        None,
        (PositionFinding(positions.written(office.title), office.unit),),
        tuple(office.places),
        tuple(office.places),
        Reason("unnamed-office-holder", "office_acts.toml", acts),
    )


@Language.component(
    "people",
    assigns=["doc._.people"],
    requires=["doc._.document", "doc._.dates", "doc._.entities", "doc._.units"],
)
def people(doc: Doc) -> Doc:
    """Set `doc._.people`."""
    here = doc._
    here.people = find_people(here.layout, here.units, here.document, here.starts, here.source, entities=here.entities)
    return doc
