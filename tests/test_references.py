"""References: from the type word to the end of the number."""

import re
import tomllib
from pathlib import Path

import pytest

from extractor.stages.references import find_references
from extractor.text.layout import build_layout
from models.spans import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "references.toml").read_text(encoding="utf-8"))
_BRACKETS = re.compile(r"[\[\]]")


def read(marked: str) -> tuple[str, list[Span]]:
    """Return the text without its brackets, and the spans that stood between them."""
    places = [m.start() - i for i, m in enumerate(_BRACKETS.finditer(marked))]
    return _BRACKETS.sub("", marked), [Span(*pair) for pair in zip(places[::2], places[1::2], strict=True)]


def found_in(text: str) -> list[tuple[Span, str, str]]:
    layout = build_layout(text)
    return [(layout.view.to_source(f.span), f.type, f.number) for f in find_references(layout)]


@pytest.mark.parametrize(
    ("marked", "type_", "number"),
    [(text, case["type"], case["number"]) for case in CASES["case"] for text in case["texts"]],
)
def test_a_cited_document_is_found_whole(marked: str, type_: str, number: str) -> None:
    text, spans = read(marked)
    assert found_in(text) == [(span, type_, number) for span in spans]


@pytest.mark.parametrize("case", CASES["list"], ids=lambda case: str(case["text"]))
def test_each_number_after_one_type_word_is_a_reference(case: dict[str, object]) -> None:
    text, spans = read(str(case["text"]))
    numbers = case["numbers"]
    assert isinstance(numbers, list)
    assert found_in(text) == [(s, case["type"], n) for s, n in zip(spans, numbers, strict=True)]


@pytest.mark.parametrize("text", CASES["refusals"]["texts"])
def test_what_is_no_numbered_document_is_refused(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("case", CASES["again"], ids=lambda case: str(case["text"]))
def test_a_document_named_again_is_linked_to_its_number(case: dict[str, object]) -> None:
    """The first bracket is the citation, the others name it again."""
    text, spans = read(str(case["text"]))
    layout = build_layout(text)
    own = str(case["own"]) if "own" in case else None
    found = [f for f in find_references(layout, own) if f.number == case["number"]]
    assert layout.view.to_source(found[0].span) == spans[0]
    assert [layout.view.to_source(span) for f in found for span in f.again] == spans[1:]
