"""Stage `references`: the numbered documents a text cites, from the type word to the end of the number."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractor.annotations import Clue, Reason, ReferenceFinding
from extractor.resolve.back_references import link_again
from extractor.rules.loader import Match, expand, keep_longest, load_rules, load_table
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.folding import canonical
from models.spans import Span

_FILE = "references"
_TIGHT = re.compile(r"\s*([-/])\s*")


@cache
def _single() -> re.Pattern[str]:
    """One number of a list, with its `số`, and the stamp after it that must not be read as a number."""
    fragments = load_table(_FILE)["fragments"]
    source = (
        r"{{stamp}}?(?P<gap>[,;/+\s]|\bvà\b|\bhoặc\b|\bcác\b)*"
        r"(?P<cited>{{counter}}?(?P<number>{{symbol}}|{{dated}}|{{bare}}))"
    )
    return re.compile(canonical(expand(source, fragments)))  # type: ignore[arg-type]  # a table of patterns


@cache
def _types() -> dict[str, str]:
    """Abbreviated type words and what they stand for."""
    return {str(key): str(value) for key, value in load_table(_FILE)["abbreviations"].items()}  # type: ignore[attr-defined]  # a table


def find_references(layout: Layout, own_type: str | None = None) -> tuple[ReferenceFinding, ...]:
    """Return the references of the text in reading order; each number after one type word is its own.

    `own_type` is what the document itself is (see `link_again`): `Kế hoạch này` in a Kế hoạch is none that it cites.
    """
    matches = keep_longest([m for m in load_rules(_FILE).all(layout.text) if not _is_own_number(layout, m)])
    found = [reference for match in matches for reference in _cut(layout.text, match)]
    return link_again(layout.text, found, own_type)


def _is_own_number(layout: Layout, match: Match) -> bool:
    """Whether this is the document's own «Số: 637/TB-VPCP», run together with its type by the extraction."""
    letterhead = layout.blocks[layout.block_at(match.span.start)].kind is BlockKind.LETTERHEAD
    return letterhead and match.groups["list"].startswith(("Số:", "SỐ:"))


def _cut(text: str, match: Match) -> Iterator[ReferenceFinding]:
    """Yield the single references of a match: the first from the type word, the others each from its `số`."""
    written = match.groups["type"]
    name = _types().get(written, written.capitalize())
    whole = match.spans["list"]
    position = whole.start
    while found := _single().match(text, position, whole.end):
        start = match.span.start if position == whole.start else found.start("cited")
        clues = (Clue(f"type {name}", match.spans["type"]),)
        yield ReferenceFinding(
            Span(start, found.end("cited")),
            name,
            _TIGHT.sub(r"\1", found["number"]),
            Reason(match.rule.name, match.rule.file, clues),
        )
        position = found.end("cited")


@Language.component("references", assigns=["doc._.references"], requires=["doc._.document"])
def references(doc: Doc) -> Doc:
    """Set `doc._.references`."""
    header = doc._.document.header
    doc._.references = find_references(doc._.layout, (header.type or "") if header else None)
    return doc
