"""The search for names: masks, candidates, evidence, bylines, one pass each."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from extractor.annotations import UnitFinding
from extractor.resolve.bylines import find_bylines
from extractor.resolve.name_evidence import accept
from extractor.resolve.name_lexicon import is_syllable, load_lexicon
from extractor.resolve.name_signs import HONOURS
from extractor.resolve.person_names import Candidate, Named, Shape, capital_runs, cut_run
from extractor.resolve.title_phrases import TitlePhrase
from extractor.rules.loader import Match, load_rules
from extractor.text.layout import Layout
from models.letters import CAPITAL
from models.spans import Cover, Span

_ADDED = {"credit", "signer"}  # where nothing else was found
_LEAD_GAP = re.compile(r" | ?: ?")
_APPOSED = re.compile(r",? [-–] |, |,? \(")
_OPENS = re.compile(r"(?:^|[-–+*•.:;“\"]) ?$")
_GOES_ON = re.compile(r" [^\W\d_A-ZĐ]")
_NATION = 6  # words of a country's name
_INITIAL = re.compile(r" [A-ZĐ]$")
_DOT = re.compile(rf"\.(?= ?[^\W\dA-Z{CAPITAL}_]|[,;:)]| \()")
_CUT_OFF = re.compile(r" ?(?:\.\.\.|…)")
_LONG_CAPITALS = 6  # words of a heading in capitals


def find_honours(text: str) -> list[Match]:
    """Return honorifics, ranks and parts that lead to names; «Bà Rịa» is a place."""
    found = load_rules("honorifics").find(text)
    return [m for m in found if not _is_placed(text, m.span)]


def _is_placed(text: str, span: Span) -> bool:
    """Whether an honorific begins the name of a place: «Bà Rịa», «huyện Bác Ái»."""
    lexicon = load_lexicon()
    if lexicon.is_place(f"{span.of(text)} {_word_behind(text, span.end)}"):
        return True
    line = text[max(text.rfind("\n", 0, span.start) + 1, span.start - 24) : span.start]
    return text[span.start].isupper() and lexicon.heads_place(line)


def _word_behind(text: str, end: int) -> str:
    return re.split("[ -]", text[end + 1 : end + 9])[0].rstrip('.,;:!?)”"…')


def find_names(  # noqa: PLR0913, PLR0917  # what earlier steps found, each its own
    layout: Layout,
    phrases: Sequence[TitlePhrase],
    honours: Sequence[Match],
    units: Sequence[UnitFinding],
    words: Collection[int],
    columns: Sequence[int] = (),
) -> list[Named]:
    """Return the mentions of people by name, in reading order, none within a unit's name."""
    text = layout.text
    bylines = list(find_bylines(layout))
    masks = _masks(text, phrases, honours, units, columns)
    leads = {h.span.end: h.rule.text("kind") for h in honours} | {end: p.kind for p in phrases for end in p.ends}
    leads |= {m.end: "office" for unit in units for m in unit.mentions if _is_core(unit.name, m.of(text))}
    openings = {s.span.start for s in layout.sentences}
    runs = capital_runs(text, masks)
    shouted = Cover(b.span for b in layout.blocks if _is_shouted(b.span.of(text)))
    titles = {p.span.start for p in phrases}
    candidates = [
        c._replace(titled=_is_titled(text, c.span.end, titles))
        for run in runs
        for c in _candidates(text, run, leads, openings, loud=shouted.meets(run[0]))
    ]
    found = accept(text, _with_initials(text, candidates), _gluing(text, words))
    inside = Cover(m for unit in units for m in unit.mentions)
    alone = Cover(b.span for b in bylines if b.rule not in _ADDED and not inside.meets(b.span))
    found = [n for n in found if not alone.meets(n.span)]
    taken = Cover(n.span for n in found)
    bylines = [b for b in bylines if not inside.meets(b.span) and not taken.meets(b.span)]
    return sorted(_completed(text, [_dotted(text, n) for n in (*found, *bylines)]), key=lambda n: n.span)


def _is_core(name: str, shown: str) -> bool:
    """Whether a ministry is said without its head, as before who heads it: «các Bộ trưởng: [Công Thương] Trần A»."""
    return name.startswith("Bộ ") and not shown.isupper() and not shown.lower().startswith("bộ")


def _with_initials(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join the parts of a foreign name around an initial: «George W. Bush»."""
    whole: list[Candidate] = []
    for part in candidates:
        former = whole[-1] if whole and part.shape is whole[-1].shape is Shape.FOREIGN else None
        if former and _INITIAL.search(former.text) and text[former.span.end : part.span.start] == ". ":
            span = Span(former.span.start, part.span.end)
            whole[-1] = former._replace(span=span, text=span.of(text), titled=part.titled)
        else:
            whole.append(part)
    return whole


def _dotted(text: str, named: Named) -> Named:
    """Return a name of which only the initial is told with its dot, where no sentence ends: «Trần Thị N. khai»."""
    if not _INITIAL.search(named.text) or not _DOT.match(text, named.span.end):
        return named
    span = Span(named.span.start, named.span.end + 1)
    return named._replace(span=span)


def _completed(text: str, named: Sequence[Named]) -> list[Named]:
    """Give names that a heading cuts off («Trần Văn ...») the rest that they have where they stand whole."""
    cut = {n.text for n in named if " " in n.text and _CUT_OFF.match(text, n.span.end)}
    whole: dict[str, str] = {}
    for name in reversed([n.text for n in named] if cut else []):
        words = name.split(" ")
        whole |= {short: name for at in range(2, len(words)) if (short := " ".join(words[:at])) in cut}
    return [n._replace(text=whole.get(n.text, n.text)) for n in named] if whole else list(named)


def _masks(
    text: str,
    phrases: Sequence[TitlePhrase],
    honours: Sequence[Match],
    units: Sequence[UnitFinding],
    columns: Sequence[int],
) -> list[Span]:
    """Return what is no part of a name: units, titles, honorifics that open a run of capitalised words."""
    spans = [m for unit in units for m in unit.mentions] + [Span(p.span.start, max(p.ends)) for p in phrases]
    spans += [h.span for h in honours if not _within_name(text, h.span)]
    spans += [Span(at, at + 1) for at in columns]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _within_name(text: str, span: Span) -> bool:
    """Whether an honorific is a syllable of a name: «Chu Ngọc [Anh]», «[Anh] Tuấn» in «Lê [Anh] Tuấn»."""
    before = text[max(0, span.start - 12) : span.start]
    word = before.rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
    capital = text[span.start].isupper() and before.endswith(" ") and word[:1].isupper()
    syllable = is_syllable(word) and (load_lexicon().is_given(word) or word.lower() not in load_lexicon().never)
    return capital and syllable and not (word.isupper() and len(word) > 1)


def _is_shouted(block: str) -> bool:
    """Whether a block is a heading in capitals: there case says nothing, and only a title makes a name."""
    return len(block.split()) >= _LONG_CAPITALS and block.upper() == block


def _is_titled(text: str, end: int, titles: Collection[int]) -> bool:
    """Whether a title stands right behind a name: «Souphanh Keomixay, Ủy viên …», «Kjell Brandt - Giám đốc»."""
    link = _APPOSED.match(text, end)
    return link is not None and link.end() in titles


def _candidates(
    text: str, run: Sequence[Span], leads: Mapping[int, str], openings: set[int], *, loud: bool
) -> Iterable[Candidate]:
    lead = _lead(text, run[0].start, leads)
    run = _behind_nation(text, run, led=bool(lead))
    shown = [word.of(text) for word in run]
    shouted = loud or (len(shown) >= _LONG_CAPITALS and all(word.isupper() for word in shown))
    closed = not run or not _GOES_ON.match(text, run[-1].end)
    for first, end, shape in cut_run(shown, led=bool(lead), closed=closed):
        span = Span(run[first].start, run[end - 1].end)
        leads_here = lead if first == 0 else _lead(text, span.start, leads)
        opens = span.start in openings or bool(_OPENS.search(text, max(0, span.start - 3), span.start))
        if (leads_here or not shouted) and not _is_fragment(shown, first, end, lead=leads_here):
            yield Candidate(span, span.of(text), shape, leads_here, opens)


def _is_fragment(words: Sequence[str], first: int, end: int, *, lead: str) -> bool:
    """Whether one syllable is a piece of a longer run of capitals: «Sóc [Sơn]»."""
    if lead or end - first > 1 or not is_syllable(words[first]):
        return False
    never = load_lexicon().never
    before = first > 0 and is_syllable(words[first - 1]) and words[first - 1].lower() not in never
    behind = end < len(words) and is_syllable(words[end]) and words[end].lower() not in never
    return before or behind


def _lead(text: str, start: int, leads: Mapping[int, str]) -> str:
    """Return what stands right before `start`: a kind of title, `address` or nothing."""
    for end in (start - 1, start - 2, start - 3):
        kind = leads.get(end, "")
        if kind and _LEAD_GAP.fullmatch(text, end, start) and (kind not in HONOURS or end == start - 1):
            return kind
    return ""


def _behind_nation(text: str, run: Sequence[Span], *, led: bool) -> Sequence[Span]:
    """Skip the country before a name: «Tổng thống [Mỹ] Donald Trump», «nhà lãnh đạo [Triều Tiên] Kim Jong-un»."""
    for n in range(min(len(run), _NATION), 0 if led else 1, -1):
        shown = " ".join(w.of(text) for w in run[:n])
        town = led and 1 < n < len(run) - 1 and load_lexicon().is_place(shown)  # «bí thư [Nghệ An] Thái Thanh Bình»
        if n == 1 and len(run) == 2 and all(load_lexicon().is_given(w.of(text)) for w in run):  # noqa: PLR2004  # syllables
            return run  # «nhà thiết kế [Đức Hùng]»
        if town or shown.lower() in load_lexicon().nations:
            return run[n:]
    return run


def _gluing(text: str, words: Collection[int]) -> Callable[[Span], bool]:
    """Return whether a word of the tokenizer begins in a span and goes on behind it: «[Hải] quan»."""

    def glued(span: Span) -> bool:
        behind = span.end + text[span.end : span.end + 1].isspace()
        return span.start in words and behind < len(text) and behind not in words

    return glued
