"""Which candidates are people: by their own signs, then by what the rest of the text says of their words.

What was accepted once is accepted everywhere, in its short forms too: `Vũ Thu Phương`, then `Thu Phương` and
`Phương`; `Erling Haaland`, then `Haaland`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.name_series import listed
from extractor.resolve.name_signs import Glued, around, opens_compound, read_sign, refuse
from extractor.resolve.person_names import WHOLE, Candidate, Named, Shape
from models.spans import Span

_RUNS_ON = re.compile(r" [^\W\d_A-ZĐ]")
_PAUSE = re.compile(r"[,.;:)”\"]|$")
_SHORTEST = 3  # letters of a foreign word that may stand alone for its bearer


def accept(text: str, candidates: Sequence[Candidate], glued: Glued) -> list[Named]:
    """Return the candidates that are people, in reading order; `glued`: whether a word goes on behind."""
    refused = refuse(text, candidates)
    free = [c for c in candidates if c.span not in refused]
    signs = {c.span: sign for c in free if (sign := read_sign(text, c, glued))}
    signs |= dict.fromkeys(_recurring(free, signs), "recurring")
    signs |= dict.fromkeys(listed(text, free, signs), "listed")
    vouched = _vouch(c for c in free if c.span in signs)
    sure = {c.text.lower() for c in free if signs.get(c.span) in {"led", "doing"}}
    doubtful = {c.text.lower() for c in candidates if c.span in refused} - sure
    found: list[Named] = []
    for candidate in free:
        rule = signs.get(candidate.span, "")
        if rule in {"shape", "recurring"} and candidate.text.lower() in doubtful:
            continue  # `Trần Hưng Đạo` here, `đường Trần Hưng Đạo` there
        if not rule and _is_vouched(text, candidate, vouched, glued):
            rule = "said-before"
        if rule:
            found.append(Named(candidate.span, candidate.text, candidate.shape, rule))
    return [_unglued(text, named, vouched) for named in found]


def _unglued(text: str, named: Named, vouched: Mapping[str, int]) -> Named:
    """Return a name without the word of the next sentence that runs into it: «Trần Văn An [Trăn] trở về»."""
    shorter, _, last = named.text.rpartition(" ")
    known = vouched.get(shorter.lower()) == 2 and len(shorter.split()) >= WHOLE  # noqa: PLR2004  # a whole name
    word = Span(named.span.end - len(last), named.span.end)
    own = load_lexicon().is_given(last) and not opens_compound(text, word)
    if not known or own or not _RUNS_ON.match(text, named.span.end):
        return named
    return named._replace(span=Span(named.span.start, named.span.start + len(shorter)), text=shorter)


def _recurring(candidates: Sequence[Candidate], signs: Mapping[Span, str]) -> Iterator[Span]:
    """Yield whole names of unsure syllables that the text says more than once: «Triệu Lệ Dĩnh»."""
    unsure = [c for c in candidates if c.shape is Shape.FULL and c.span not in signs and len(c.words) >= WHOLE]
    said = Counter(c.text for c in unsure)
    for candidate in unsure:
        if said[candidate.text] > 1 and not load_lexicon().is_place(" ".join(candidate.words[:2])):
            yield candidate.span


def _vouch(accepted: Iterable[Candidate]) -> dict[str, int]:
    """Return the words that stand for someone: 2 whole names and their long tails, 1 single words."""
    vouched: dict[str, int] = {}
    for candidate in accepted:
        words = [word.lower() for word in candidate.words]
        vouched[" ".join(words)] = 2 if len(words) > 1 else max(1, vouched.get(words[0], 0))
        if len(words) == 1:
            continue
        if candidate.shape is Shape.FOREIGN:
            singles = [w for w in (words[0], words[-1]) if len(w) >= _SHORTEST]
            singles = [w for w in singles if w not in load_lexicon().foreign_other]
        else:
            singles = words[-1:]
        if len(words) >= WHOLE:
            vouched.setdefault(" ".join(words[-2:]), 2)  # «Vũ Thu Phương», «Song Hye Kyo»
        for word in singles:
            vouched.setdefault(word, 1)
    return vouched


def _is_vouched(text: str, candidate: Candidate, vouched: dict[str, int], glued: Glued) -> bool:
    level = vouched.get(candidate.text.lower(), 0)
    if level != 1 or len(candidate.words) > 1:
        return level > 1
    if candidate.shape is Shape.FOREIGN:
        return True
    # one syllable: «Thành điều khiển ô tô», but not «Thành phố», «Hải quan»
    filed = candidate.text == "Lưu" and text.startswith(":", candidate.span.end)  # «- Lưu: VT.»
    if filed or candidate.text.isupper() or opens_compound(text, candidate.span):
        return False
    if not candidate.opens:
        return True
    lexicon = load_lexicon()
    _, right = around(text, candidate.span)
    acts = lexicon.does_after.match(right) or lexicon.weakly_after.match(right) or _PAUSE.match(right)
    return acts is not None and not glued(candidate.span)
