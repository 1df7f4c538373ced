"""Enumerations: the sequence decides what an enumerator is, and lists lie within lists."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.stages.enumerations import find_enumerators, ordinal_of
from extractor.text.layout import build_layout

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "enumerations.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_items_are_found_whole(case: dict[str, Any]) -> None:
    layout = build_layout(case["text"].strip("\n"))
    found = find_enumerators(layout)
    items = [[f.number, 0 if f.parent is None else f.parent + 1, f.item.of(layout.text)] for f in found]
    assert items == case["items"]


@pytest.mark.parametrize(
    ("sequence", "label", "ordinal"),
    [
        ("letter", "đ", 5),
        ("letter", "e", 6),
        ("letter", "f", None),
        ("roman", "iv", 4),
        ("roman", "iiii", None),
        ("number", "12", 12),
        ("word", "tư", 4),
        ("none", "-", None),
    ],
)
def test_labels_count_in_their_sequence(sequence: str, label: str, ordinal: int | None) -> None:
    assert ordinal_of(sequence, label) == ordinal


@given(st.lists(st.sampled_from(["1. ", "a) ", "- ", "(i) ", "Thứ nhất, ", "x", "\n", "Rà soát. "]), max_size=40))
def test_items_lie_in_the_text_and_parents_before_their_children(pieces: list[str]) -> None:
    layout = build_layout("".join(pieces))
    for i, found in enumerate(find_enumerators(layout)):
        assert found.number in found.span.of(layout.text)
        assert found.span.end <= found.item.start <= found.item.end <= len(layout.text)
        assert found.parent is None or found.parent < i
