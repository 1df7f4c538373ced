"""Acts: whether the holder of a title speaks, orders or decides where the title stands."""

from extractor.resolve.title_phrases import TitlePhrase
from extractor.rules.loader import load_rules

_REACH = 60


def does_act(text: str, phrase: TitlePhrase) -> bool:
    """Whether the holder of this title speaks, orders or decides here."""
    before = text[
        max(text.rfind("\n", 0, phrase.span.start) + 1, phrase.span.start - _REACH) : phrase.span.start
    ]
    behind = text[phrase.end : phrase.end + _REACH].partition("\n")[0]
    sides = {
        "behind": behind,
        "behind-office": behind if phrase.kind == "office" else "",
        "before": before,
        "against": before,
    }
    found = {
        rule.text("side")
        for rule in load_rules("office_acts").rules
        if rule.pattern.search(sides[rule.text("side")])
    }
    return "before" in found or ("against" not in found and bool(found))
