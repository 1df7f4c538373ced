"""Countries and cities of titles, and what says how an office is held: «Tổng thống [Pháp đắc cử]»."""

import re
from collections.abc import Sequence
from functools import cache

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_lexicon import strings
from models.letters import ANY_CAPITAL
from models.spans import Span

_AT = " tại"
_FROM = " của"
# What may stand between a title with its body or country and the name: «Tổng thống Mỹ [sắp mãn nhiệm]», «(Mỹ)».
_STATE = re.compile(
    r" (?:vừa |sắp )?(?:đắc cử|mãn nhiệm|đương nhiệm|tiền nhiệm|bị phế truất|tự phong|lâm thời)(?!\w)|"
    r" nước (?:này|chủ nhà|láng giềng)(?!\w)"
)
_NATION = 6  # words of a country's name
_REACH = 40


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a city behind an envoy's country and of a sign in brackets behind a body."""
    up = f"[{ANY_CAPITAL}]"
    city = rf" (?:tại|ở) {up}[^\W\d_]*(?: {up}[^\W\d_]*){{0,2}}(?=,| [-–(]| ông | bà )"
    return re.compile(city), re.compile(rf" \({up}[^()\n]{{1,18}}\)(?=,? (?:ông |bà )?{up})")


def posted(text: str, span: Span) -> list[int]:
    """Return the end of the countries that send and receive an envoy: «Đại sứ [Việt Nam tại Lào]»."""
    if not span.of(text).lower().endswith(strings("titles", "envoys")):
        return []
    sender = _country(text, span.end)
    at = span.end + 1 + len(sender) if sender else span.end
    host = _country(text, at + len(_AT)) if text.startswith(f"{_AT} ", at) else ""
    city = _patterns()[0].match(text, at) if sender and not host else None
    return [at + len(_AT) + 1 + len(host)] if host else [city.end()] if city else []


def standing(text: str, end: int, *, placed: bool) -> list[int]:
    """Return where words end that say how an office is held, and where a country ends that is told late.

    «Tổng thống Pháp [đắc cử]», «Tổng thống [tự phong] [Venezuela]», «Giám đốc Tập đoàn A [của Áo]», «… [(PSSI)]»
    """
    ends: list[int] = []
    if (placed and (found := _patterns()[1].match(text, end))) or (found := _STATE.match(text, end)):
        ends.append(found.end())
    at = ends[-1] if ends else end
    at += len(_FROM) if placed and text.startswith(_FROM, at) else 0
    late = nation(text, at) if ends or placed else ""
    return [*ends, at + 1 + len(late)] if late else ends


def nation(text: str, end: int) -> str:
    """Return the country right behind `end`, none for our own: «Thủ tướng [Đức]»."""
    country = _country(text, end)
    return "" if country == "Việt Nam" else country


def _country(text: str, end: int) -> str:
    """Return the name of a country right behind `end`."""
    words = text[end : end + _REACH].partition("\n")[0].split(" ")[1 : _NATION + 1]
    for n in range(len(words), 0, -1):
        shown = " ".join(words[:n]).rstrip(",.;:")
        if shown.lower() in load_lexicon().nations and shown[:1].isupper() and not _is_given(words[n - 1 :], n):
            return shown if text.startswith(f" {shown}", end) else ""
    return ""


def _is_given(words: Sequence[str], n: int) -> bool:
    """Whether a country of one syllable is the first of a name of two: «ca sĩ [Đức] Phúc»."""
    lexicon = load_lexicon()
    named = n == 1 and len(words) > 1 and words[1][:1].isupper()
    ends = len(words) < 3 or not words[2][:1].isupper() or not words[1].isalpha()  # noqa: PLR2004  # syllables
    own = words[0] != "Anh" and lexicon.is_given(words[0])  # «Thủ tướng Anh May»
    return named and ends and own and lexicon.is_given(words[1].rstrip(",.;:)\"”'"))
