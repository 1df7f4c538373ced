"""Words around an order, by name; what they are stands in `order_words.toml` and `directive_verbs.toml`."""

import re
from functools import cache

from extractor.rules.loader import Rule, RuleSet, load_rules

CLOSING = " \t,.;:…!?\"”“'–-/"  # what may stand around the words of a directive and belongs to none


@cache
def rule(name: str) -> Rule:
    """Return the rule that `order_words.toml` calls `name`."""
    return next(rule for rule in load_rules("order_words").rules if rule.name == name)


@cache
def words(name: str) -> re.Pattern[str]:
    """Return its pattern."""
    return rule(name).pattern


@cache
def looked_for(name: str) -> RuleSet:
    """Return it as a set of rules, looked for with all others: for one that all sentences are asked for."""
    return RuleSet(rule(name).file, (rule(name),))


@cache
def verbs(role: str) -> RuleSet:
    """Return the rules of `role` in `directive_verbs.toml`: order, passive, modal, refrain, act."""
    rules = load_rules("directive_verbs")
    return RuleSet(rules.file, tuple(rule for rule in rules.rules if rule.text("role") == role))


@cache
def opening(role: str) -> re.Pattern[str]:
    """Return the one pattern of `role` in `directive_verbs.toml`: praise, empty, refuse."""
    return next(rule.pattern for rule in load_rules("directive_verbs").rules if rule.text("role") == role)


def says_nothing_yet(text: str) -> bool:
    """Whether an order's words only announce a list: «thực hiện các nhiệm vụ sau», «chủ trì, phối hợp với Bộ Y»."""
    stripped = text.strip(CLOSING)
    found = words("lead-and-coordinate").match(stripped)
    rest = stripped[found.end() :].strip(CLOSING) if found else stripped
    return not rest or bool(opening("empty").match(rest))
