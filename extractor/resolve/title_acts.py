"""Acts: whether the holder of a title speaks, orders or decides where the title stands."""

import re

from extractor.resolve.title_phrases import TitlePhrase
from extractor.rules.loader import load_rules

_REACH = 60
_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)/]|[a-zđ][.)]|[-–+*•]|\(\w{1,4}\)) ?(?:Đồng chí |Giao )?")


def does_act(text: str, phrase: TitlePhrase) -> bool:
    """Whether the holder of this title speaks, orders or decides here."""
    before = text[max(text.rfind("\n", 0, phrase.span.start) + 1, phrase.span.start - _REACH) : phrase.span.start]
    behind = text[phrase.end : phrase.end + _REACH].partition("\n")[0]
    office = phrase.kind == "office"
    owns = before.endswith("của ")
    sides = {
        "behind": ""
        if owns and behind.startswith(",")
        else behind,  # «ông A, Tổ trưởng Tổ công tác của Thủ tướng, nói»
        "behind-in-text": "" if (office and _ITEM.fullmatch(before)) or owns else behind,
        "behind-office": behind if office else "",
        "before": before,
        "against": before,
    }
    if phrase.kind == "office" and text.startswith(("\nCăn cứ", "\nXét"), phrase.end):
        return True  # «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH⏎Căn cứ …»: who decides
    rules = load_rules("office_acts").rules
    found = {rule.text("side") for rule in rules if rule.search(sides[rule.text("side")])}
    return "before" in found or ("against" not in found and bool(found))
