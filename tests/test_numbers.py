"""Numbers: digits and words, and what is none."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.numbers import LIMIT, parse_number, parse_percent, spell

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))
_UNITS = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_SCALES = [(10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")]


def in_words(number: int) -> str:
    """Spell `number` below 10^12 the long way: every lower group with its hundreds."""
    words: list[str] = []
    for scale, name in _SCALES:
        group, number = divmod(number, scale)
        if group:
            words += [*group_in_words(group, first=not words), name]
    return " ".join(filter(None, words)) or "không"


def group_in_words(group: int, *, first: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    words = [] if first and not hundreds else [_UNITS[hundreds] or "không", "trăm"]
    if tens == 0:
        return [*words, *([] if not words else ["linh"]), _UNITS[unit]] if unit else words
    words += ["mười"] if tens == 1 else [_UNITS[tens], "mươi"]
    return [*words, "lăm" if unit == 5 else "mốt" if unit == 1 and tens > 1 else _UNITS[unit]]


@pytest.mark.parametrize(("text", "value"), [(t, c["value"]) for c in CASES["case"] for t in c["texts"]])
def test_a_number_is_read(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", CASES["refusals"]["texts"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "value"), [(t, c["value"]) for c in CASES["percent"] for t in c["texts"]])
def test_a_share_is_read(text: str, value: float) -> None:
    assert parse_percent(text) == value


@given(st.integers(0, LIMIT - 1))
def test_every_number_is_read_back_from_its_words_and_its_digits(number: int) -> None:
    assert parse_number(in_words(number)) == number
    assert parse_number(spell(number)) == number
    assert parse_number(str(number)) == number
