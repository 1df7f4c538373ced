"""Bylines and photo credits: names that stand alone where an author or photographer is named.

«Ảnh: VGP/Nhật Bắc» · «- Ảnh: XUÂN LONG» · a block «Song Hà» · «… thực hiện. Bảo Quyên» closing one
"""

import re
from collections.abc import Iterator
from functools import cache

from extractor.resolve.name_lexicon import is_syllable, load_lexicon
from extractor.resolve.person_names import Named, Shape, cut_run
from extractor.rules.lookout import Opened, index_of, tried
from extractor.rules.openings import openings, parsed
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.letters import ANY_CAPITAL
from models.spans import Span

_NEAR_END = 14  # blocks behind a closing byline: captions, sources, tags
_NEAR_START = 4
_BYLINE_LENGTH = 70
_TRAILING = 200  # characters at the end of a paragraph where its author may stand
_PROSE = {BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.ITEM, BlockKind.HEADING}
_FOR_AN_AGENCY = re.compile(r"\s?/\s?(?:[A-ZĐ]{2,8}\b|Viet[nN]am\+|V[nN]Express|Zing)")
_GOES_ON = re.compile(r" [^\W\d_A-ZĐ]")
_TAIL = re.compile(r"\s*\([^()]{1,30}\)$|[\s.,;/]+$|/[^/]{2,25}$")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a credit, of a block that is a byline, and of a byline at a paragraph's end."""
    up = f"[{ANY_CAPITAL}]"
    word = rf"(?:{up}\w?\.)?{up}\w*"
    name = rf"{word}(?: {word}){{0,4}}"
    further = rf"(?:\s?(?:,|-|–|/|và)\s?\.?\s?(?P<second>{name}))?"
    what = (
        r"(?:[ẢA]nh|ẢNH)(?: và \w+| chụp| tư liệu| minh h(?:ọa|oạ))?|Bài và ảnh|Bài,? ảnh|Tin,? ảnh"
        r"|Tin|Bài|Clip|Video|Đồ họa|Thực hiện|Nguồn ảnh|Ghi|Trình bày|Theo"
    )
    source = r"(?:(?:[A-ZĐ]{2,8}|Facebook|FB|NVCC)\s?[/-]\s?)?"
    short = rf"{word}(?: {word}){{1,2}}"
    aside = r"(?<=\()[ảẢ]nh (?=[^()\n]{4,24}\))"  # «(ảnh VĂN AN)»
    told = r"\((?:[A-ZĐ]{2,8}\)$|(?:[Tt]ổng hợp|[Tt]/h|TH|[Tt]heo|[Ll]ược)\b)"
    return (
        re.compile(rf"(?:^|(?<=[\s(.–-]))(?:(?:{what})\s?:\s?|{aside}){source}(?P<first>{name}){further}"),
        re.compile(rf"(?:(?:PV|Bài|Tin|Nhóm PV)[:.]? )?(?P<first>{name}){further}"),
        re.compile(
            rf"(?<=[.!?…”\"/]) (?!Theo )(?P<first>{word}(?: {word}){{1,3}})(?:$| {told})"
            rf"|(?<=[.!?…”\"/]) (?P<former>{short})\s?[-–]\s?(?P<latter>{short})(?:/[A-ZĐ]{{2,8}}[\w.]*)?$"
            rf"|(?<=[.!?…”\"/]) (?P<agency>{short})(?:/(?:VOV|TTXVN|VTV|VTC|Báo)[^.\n]{{0,24}}(?:\.VN|\.vn)?| ?\(TH\))$"
            rf"|(?:(?<![^\n])|(?<=[.!?…”\"/]) )Theo (?P<told>{short}) \([^()\n]{{2,20}}\)$"
            rf"|(?:(?<![^\n])[-–] |(?<=[.!?…”\"/]) )(?P<second>{up}[^\W\d_A-ZĐ]?\.{word})$"
        ),
    )


@cache
def _credits() -> Opened:
    return Opened([openings(parsed(_patterns()[0].pattern))])


def find_bylines(layout: Layout) -> Iterator[Named]:
    """Yield the names of authors and photographers; bare initials (`Q.H`) are none."""
    credit, piece, trailing = _patterns()
    text = layout.text
    for _, found in tried(lambda _: credit, index_of(text).places(_credits()), text, len(text)):
        yield from _both(text, found, "credit")
    last = len(layout.blocks)
    for i, block in enumerate(layout.blocks):
        shown = block.span.of(text)
        if block.kind in {BlockKind.BYLINE, BlockKind.HEADING} and len(shown) <= _BYLINE_LENGTH:
            core = _TAIL.sub("", shown)
            near = _NEAR_START >= i > 0 or i >= last - _NEAR_END
            whole = near and piece.fullmatch(text, block.span.start, block.span.start + len(core))
            if whole and not (core.isupper() and not whole["second"] and len(core.split()) > 4):  # noqa: PLR2004  # a heading
                yield from _both(text, whole, "byline")
        if block.kind is BlockKind.SIGNATURE and _is_signer(shown):
            yield Named(block.span, shown, Shape.FULL, "signer")
        if block.kind in _PROSE:
            end = block.span.end - (1 if shown.endswith(".") else 0)
            for closing in trailing.finditer(text, max(block.span.start, end - _TRAILING), end):
                yield from _both(text, closing, "trailing-byline")


def _is_signer(shown: str) -> bool:
    """Whether the line below a signing office is a name, whatever its syllables: «Vàng A Lử»."""
    words = shown.split()
    capital = all(word[0].isupper() and (len(word) == 1 or word[1:].islower()) for word in words)
    named = 2 <= len(words) <= 5 and capital  # noqa: PLR2004  # syllables
    return named and all(is_syllable(word) for word in words) and not load_lexicon().is_place(shown)


def _both(text: str, found: re.Match[str], rule: str) -> Iterator[Named]:
    for group, shown in found.groupdict().items():
        if shown is None:
            continue
        named = _name(text, Span(*found.span(group)), rule)
        if named is None:
            return
        yield named


def _name(text: str, span: Span, rule: str) -> Named | None:
    """Return the name at the start of `span`, where it is one; in a byline the whole span must be."""
    lexicon = load_lexicon()
    words = span.of(text).split()
    full = len(words)
    words = _alike(words)
    if rule == "credit" and _is_loud(words) and (len(words) < full or "\n" in f"{text}\n"[span.end : span.end + 2]):
        shown = " ".join(words)  # «Ảnh: ĐỨC TRONG», «Ảnh: ĐỨC TRONG Nói về …»
        return Named(Span(span.start, span.start + len(shown)), shown, Shape.GIVEN, rule)
    first, end, shape = next(cut_run(words, led=True), (0, 0, Shape.OTHER))
    if first or end == 0 or (end < len(words) and rule != "credit"):
        return None
    words = _cut_short(text, span.start, words[:end]) if rule == "credit" else words[:end]
    shown = " ".join(words)
    if rule == "credit" and _FOR_AN_AGENCY.match(text, span.start + len(shown)) and _is_named(words):
        return Named(Span(span.start, span.start + len(shown)), shown, shape, rule)
    if lexicon.is_place(shown) or not (_is_author(words, shape) or (rule == "credit" and _is_credited(words))):
        return None
    return Named(Span(span.start, span.start + len(shown)), shown, shape, rule)


def _cut_short(text: str, start: int, words: list[str]) -> list[str]:
    """Return a name without the first word of the sentence behind it: «Ảnh: Linh Hoàng [Sôi] động ngay sau Tết»."""
    goes_on = _GOES_ON.match(text, start + len(" ".join(words))) is not None
    return words[:-1] if goes_on and len(words) == 3 and not load_lexicon().is_given(words[-1]) else words  # noqa: PLR2004  # syllables


def _alike(words: list[str]) -> list[str]:
    """Return the first words that are all in capitals or all not, whatever a clan's letter is: «A LỘC», «A Lộc»."""
    own = int(len(words) > 1 and words[0].lower() in load_lexicon().highland_firsts)
    capitals = _is_shouted(words[own])
    return words[: next((i for i, w in enumerate(words) if i >= own and _is_shouted(w) != capitals), len(words))]


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _is_named(words: list[str]) -> bool:
    """Whether words before the name of an agency may be a person's: «Ảnh: Thống Nhất/TTXVN»."""
    never = load_lexicon().never
    return 1 < len(words) <= 4 and all(is_syllable(w) for w in words) and words[0].lower() not in never  # noqa: PLR2004  # syllables


def _is_credited(words: list[str]) -> bool:
    """Whether two syllables behind «Ảnh:» may be a name of which only the first is a known one."""
    lexicon = load_lexicon()
    syllables = all(is_syllable(word) and word.lower() not in lexicon.never for word in words)
    return len(words) == 2 and syllables and lexicon.is_given(words[0])  # noqa: PLR2004  # «Duy Quan»


def _is_loud(words: list[str]) -> bool:
    """Whether two or three syllables in capitals that close a credit may be a name: «Ảnh: ĐỨC TRONG»."""
    lexicon = load_lexicon()
    known = lexicon.is_given(words[0]) and not lexicon.is_place(" ".join(words))
    own = words[0].lower() in lexicon.highland_firsts
    loud = all(is_syllable(w) and (_is_shouted(w) or (own and not i)) for i, w in enumerate(words))
    return known and loud and 2 <= len(words) <= 3 and _is_shouted(words[-1])  # noqa: PLR2004  # syllables


def _is_author(words: list[str], shape: Shape) -> bool:
    lexicon = load_lexicon()
    if shape is Shape.FOREIGN:
        known = words[0].lower() in lexicon.foreign_given and words[-1].lower() not in lexicon.foreign_other
        return len(words) > 1 and known
    known = all(lexicon.is_given(word) for word in words)
    if shape is Shape.FULL:
        return words[1].lower() not in lexicon.never or known
    return shape is Shape.INITIAL or (shape in {Shape.WEAK, Shape.GIVEN} and known and len(words) > 1)
