"""What matches begin with: a rule that is tried only there finds what a search would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_properties import ANY_TEXT, LIKELY_TEXT, PATIENT

from extractor.rules.loader import Rule, load_rules, rule_files
from extractor.rules.lookout import Opened, Shortlist, index_of, tried
from extractor.rules.openings import Openings, openings, parsed
from models.folding import canonical

FILES = rule_files()
RULES = [pytest.param(rule, id=f"{name}: {rule.name}") for name in FILES for rule in load_rules(name).rules]
EXAMPLES = {name: [canonical(text) for rule in load_rules(name).rules for text in rule.examples] for name in FILES}


def _found(text: str, pattern: re.Pattern[str], known: Openings) -> list[tuple[int, int]]:
    if not known.texts:
        return [one.span() for one in pattern.finditer(text)]
    places = index_of(text).places(Opened([known])) if known.words else Shortlist([known]).places(text)
    return [one.span() for _, one in tried(lambda _: pattern, places, text, len(text))]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_tried_at_its_openings_finds_what_a_search_does(rule: Rule) -> None:
    plain = re.compile(rule.source, rule.flags)
    for joined in (" ", ", ", "\n"):
        text = joined.join(EXAMPLES[rule.file.removesuffix(".toml")])
        for said in (text, text.upper(), text.capitalize()):
            searched = [one.span() for one in plain.finditer(said)]
            assert _found(said, rule.pattern, rule.openings) == searched
            assert bool(rule.search(said)) == bool(searched)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_not_tried_in_an_example_does_not_find_it(rule: Rule) -> None:
    for text in EXAMPLES[rule.file.removesuffix(".toml")]:
        assert bool(rule.search(text)) == bool(rule.pattern.search(text))


@pytest.mark.parametrize("name", [name for name in FILES if EXAMPLES[name]])
def test_the_rules_found_in_a_short_text_are_those_that_a_search_finds(name: str) -> None:
    rules = load_rules(name)
    for text in EXAMPLES[name]:
        assert rules.found_in(text) == [rule for rule in rules.rules if rule.pattern.search(text)]


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"(?<!\w)(?:ông|bà) (?P<name>\w+)", {"ông ", "bà "}),
        (r"(?i)Quý \d", {"quý 0"}),
        (r"\d{2}[/-]\d", {"00/0", "00-0"}),
        (r"(?:các )?bộ", {"các bộ", "bộ"}),
        (r"(?:ab)+c", {"ab"}),
        (r"\w+ ngày", set()),  # anything may begin it
        (r"x?", set()),
        (r"a|bc", set()),  # one letter is no help
        (r"[^a]bc", set()),
        (r"(?P<one>ab)(?P=one)", {"ab"}),
        (r"\d{1,2}[./]", {"0.", "0/", "00.", "00/"}),
        (r"[a-d]\)", {"a)", "b)", "c)", "d)"}),
        (r"[A-Z]\)", set()),  # too many letters to be worth it
        (rf"các bộ (?:{'|'.join(chr(0x4E00 + at) for at in range(500))})", {"các bộ "}),  # what follows is too various
    ],
)
def test_what_a_match_begins_with(pattern: str, begins: set[str]) -> None:
    known = openings(parsed(pattern))
    assert set(known.texts) == begins


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?<!\w)bộ", True),
        (r"(?<!hội )(?<![\w/-])bộ", True),
        (r"(?-i:(?<!\w)BỘ)", True),
        (r"(?:^|(?<=[.,;] )|(?<!.))bộ", True),
        (r"\(\d\d\)|(?<!\w)bộ", True),  # a sign is no word's
        (r"bộ", False),
        (r"(?<!hội )bộ", False),
        (r"(?<!\w)bộ|sở", False),
        (r"(?<=\w)bộ", False),
        (r"(?:(?<!\w))?bộ", False),
        (r"(?<!\w)(?:ngày)? năm", False),  # a space may begin it
        (r"(?<!\w)\w+", False),
    ],
)
def test_whether_a_word_or_a_sign_begins_every_match(pattern: str, *, words: bool) -> None:
    assert openings(parsed(pattern)).words is words


@PATIENT
@given(
    LIKELY_TEXT | ANY_TEXT,
    st.sampled_from(
        [r"(?<!\w)(?:bộ|sở|cục)(?= )", r"(?i)\d+[/.]\d", r"[“(]\w", r"(?i)ngày(?: \d)?", r"(?:^|(?<!\w)và |[,;] )bộ"]
    ),
)
def test_any_text_is_searched_alike(text: str, pattern: str) -> None:
    plain = re.compile(pattern)
    assert _found(text, plain, openings(parsed(pattern))) == [one.span() for one in plain.finditer(text)]
