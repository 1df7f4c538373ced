"""Every rule finds what it says it finds, and refuses what it says it refuses."""

import re

import pytest
from _pytest.mark.structures import ParameterSet

from extractor.rules.loader import Rule, expand, load_rules, rule_files
from models.errors import RuleError
from models.folding import canonical

FILES = rule_files()


def _rows(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(name, rule, text, id=f"{name}: {rule.name}: {text}")
        for name in FILES
        for rule in load_rules(name).rules
        for text in (rule.examples if kind == "examples" else rule.refuses)
    ]


def _finds(rule: Rule, text: str) -> bool:
    """Whether the rule matches; at the start only where that is its place: a `-` elsewhere is a hyphen."""
    look = rule.pattern.match if rule.text("place") == "line" else rule.pattern.search
    return look(canonical(text)) is not None


@pytest.mark.parametrize(("file", "rule", "text"), _rows("examples"))
def test_an_example_is_found(file: str, rule: Rule, text: str) -> None:
    assert _finds(rule, text), file


@pytest.mark.parametrize(("file", "rule", "text"), _rows("refuses"))
def test_a_refusal_is_not_found(file: str, rule: Rule, text: str) -> None:
    assert not _finds(rule, text), file


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises((RuleError, FileNotFoundError)):
        load_rules("no_such_file")


def test_an_unsound_pattern_is_an_error_that_names_file_and_rule() -> None:
    rule = Rule("broken", "dates.toml", 0, "(", re.NOFLAG, ("a",), ("b",))
    with pytest.raises(RuleError, match=r"dates\.toml: rule broken"):
        _ = rule.pattern


def test_a_class_of_marked_letters_holds_one_case() -> None:
    small, capital = re.compile(expand("[à-ỹ]", {})), re.compile(expand("[À-Ỹ]", {}))
    assert [bool(small.match(letter)) for letter in "àằđưỹĐƯẠỸ"] == [True] * 5 + [False] * 4
    assert [bool(capital.match(letter)) for letter in "ÀẰĐƯỸđưạỹ"] == [True] * 5 + [False] * 4
