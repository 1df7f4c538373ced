"""Bearers: whether a name behind a body's noun and an office is of someone living, or the body bears it.

«Phó Giám đốc [Bệnh viện] Lê Văn An»   a person; the hospital is one of the text
«Giám đốc [Công ty Hà Minh Phát]»      a firm that is called so
"""

from collections.abc import Sequence

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_lexicon import Head, capital_at, strings
from extractor.resolve.unit_sites import Site, begins_person, begins_whole_person
from extractor.resolve.unit_spellings import SpellingReader
from extractor.resolve.unit_tokens import Token, joined

_ALONE = {"text", "within", "name"}


def leads_person(reader: SpellingReader, site: Site, at: int, stop: int, head: Head) -> bool:
    """Whether a person's whole name follows the bare head at `tokens[at:stop]`."""
    if not begins_whole_person(site, stop):
        return False
    if not head.proper:
        return head.alone in _ALONE  # «Giám đốc [Trung tâm] Lê Quốc Thanh»
    if head.key in strings("unit_words", "companies"):
        sure = reader.tokens[stop + 1].key in load_lexicon().sure_middles
        return head.alone in _ALONE and (sure or _else_named(reader, at, stop))
    bare = joined(reader.tokens[at:stop]).lower() in strings("unit_words", "led_bodies")
    return bare and not _is_namesake(reader.tokens, stop) and _else_named(reader, at, stop)


def _is_namesake(tokens: Sequence[Token], at: int) -> bool:
    """Whether someone's name stands at `at` after whom schools and hospitals are called (`Nguyễn Tri Phương`)."""
    names = strings("unit_words", "namesakes")
    return any(" ".join(t.text for t in tokens[at : at + n]) in names for n in (3, 4))


def _else_named(reader: SpellingReader, at: int, stop: int) -> bool:
    """Whether the text has the head at `tokens[at:stop]` elsewhere under no person, and this name here only."""
    tokens, places = reader.tokens, reader.places
    own = [t.key for t in tokens[stop : stop + 3]]
    if any(i != stop and [t.key for t in tokens[i : i + 3]] == own for i in places[own[0]]):
        return False  # «Giám đốc Công ty Hoàng Gia An» of «Công ty Thương mại Hoàng Gia An»
    words = [t.key for t in tokens[at:stop]]
    ends = [i + len(words) for i in places[words[0]] if i != at]
    same = (end for end in ends if [t.key for t in tokens[end - len(words) : end]] == words)
    return any(capital_at(tokens, end) and not begins_person(tokens, reader.lexicon, end) for end in same)
