"""Texts written without any diacritics: what they are known by, and their marks as the rules' own words have them.

    «Bo truong yeu cau Cuc Quan ly Duoc bao cao»   is laid out as   «Bộ trưởng yêu cầu Cục Quản lý Dược báo cáo»

Every letter keeps its place, so that rules match the restored words and records point at the words as they stand.
The marks are the likeliest ones by the pairs of syllables in the rule files and in underthesea's dictionary.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from math import log
from typing import NamedTuple

from extractor.rules.loader import load_table, rule_files
from models.folding import canonical, strip_marks

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A syllable without its marks: initial, nucleus, final.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_PATTERN_SIGNS = re.compile(r"\(\?[^)]{0,3}|[()|\[\]{}?*+\\^$]")
_SAMPLE = 20_000  # characters that show how a text is written
_FEWEST = 5  # words by which that can be judged
_MARKED = 0.02  # share of words with marks up to which a text has none
_VIETNAMESE = 0.8  # share of words that are spelt as Vietnamese syllables
_SHOUTED, _IN_DICTIONARY, _COMMON = 0.3, 0.3, 60.0  # weights of what is learnt beside the rules
_NAME = 20.0  # how much likelier a syllable of names is behind another
_PRIOR = 10.0  # weight of a syllable by itself against the pair it stands in
_UNSEEN = 0.01


class _Model(NamedTuple):
    """How often syllables and pairs of them stand in what was learnt; a capital makes another syllable."""

    spellings: Mapping[str, tuple[str, ...]]  # without marks -> with
    single: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    before: Mapping[str, float]
    total: float
    names: frozenset[str]  # syllables of names, capitalised

    def cost(self, before: str, word: str) -> float:
        """Return the negative logarithm of how likely `word` is behind `before`."""
        alone = (self.single.get(word, 0.0) + self.single.get(word.lower(), 0.0) / 4 + _UNSEEN) / self.total
        alone *= _NAME if before in self.names and word in self.names else 1.0
        known = self.before.get(before, 0.0)
        return -log((self.pairs.get((before, word), 0.0) + _PRIOR * alone) / (known + _PRIOR))


def is_unmarked(text: str) -> bool:
    """Whether `text` is Vietnamese written without diacritics."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    marked = (c for c in sample if not c.isascii() and c.isalpha())
    if next(islice(marked, int(_MARKED * len(sample)), None), None):
        return False
    words = [word for word in _LETTERS.findall(sample) if not word.isupper() or is_plain_syllable(word)]  # «UBND»
    if len(words) < _FEWEST or sum(not word.isascii() for word in words) > _MARKED * len(words):
        return False
    return sum(map(is_plain_syllable, words)) >= _VIETNAMESE * len(words)


def is_plain_syllable(word: str) -> bool:
    """Whether `word`, in ASCII, is spelt as a Vietnamese syllable without its marks."""
    return _SYLLABLE.fullmatch(word) is not None


def restore(text: str) -> str:
    """Return `text` with marks on its unmarked words, every character in its place."""
    words = list(_WORD.finditer(text))
    restored = list(text)
    for word, shown in zip(words, _likeliest([word[0] for word in words]), strict=True):
        if word[0].isascii() and word[0].isalpha():
            cased = (c.upper() if old.isupper() else c for old, c in zip(word[0], shown.lower(), strict=True))
            restored[word.start() : word.end()] = cased
    return "".join(restored)


def _likeliest(words: Iterable[str]) -> list[str]:
    """Return the likeliest spellings of a run of words, by Viterbi's way through their pairs."""
    model = _model()
    reached: dict[str, float] = {"": 0.0}
    ways: list[dict[str, str]] = []
    for word in words:
        step: dict[str, float] = {}
        came: dict[str, str] = {}
        for spelling in _spellings(model, word):
            came[spelling], step[spelling] = min(
                (
                    (before, cost + (model.cost(before, spelling) if spelling else 0.0))
                    for before, cost in reached.items()
                ),
                key=lambda way: way[1],
            )
        reached = step
        ways.append(came)
    last = min(reached, key=lambda spelling: reached[spelling])
    found = []
    for came in reversed(ways):
        found.append(last)
        last = came[last]
    return found[::-1]


def _spellings(model: _Model, word: str) -> tuple[str, ...]:
    """Return what a word may be: its spellings with marks, `#` for a number, nothing for a sign."""
    if not word.isascii() or not word.isalpha():
        return (_unit(word),)
    known = model.spellings.get(word.lower(), (word.lower(),))
    return tuple(map(str.capitalize, known)) if _is_name_like(word) else known


def _is_name_like(word: str) -> bool:
    """Whether a word has a capital that says something: in a line of capitals it does not."""
    return word[0].isupper() and not (len(word) > 1 and word.isupper())


def _unit(word: str) -> str:
    """Return a word as the model counts it."""
    if word.isdigit():
        return "#"
    if not word.isalpha():
        return ""
    return word.capitalize() if _is_name_like(word) else word.lower()


@cache
def _model() -> _Model:
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text, weight in _lessons():
        before = ""
        for word in map(_unit, _WORD.findall(canonical(text))):
            pairs[before, word] += weight  # type: ignore[assignment]  # a Counter of weights
            single[word] += weight  # type: ignore[assignment]  # the same
            before = word
    spellings: dict[str, set[str]] = defaultdict(set)
    for word in single:
        if word.isalpha():
            spellings[strip_marks(word)].add(word.lower())
    begins: Counter[str] = Counter()
    for (before, _), weight in pairs.items():
        begins[before] += weight
    plain = {word: tuple(sorted(known)) for word, known in spellings.items()}
    names = frozenset(word.capitalize() for key in ("surnames", "given") for word in _strings(load_table("names")[key]))
    return _Model(plain, single, pairs, begins, sum(single.values()), names)


def _lessons() -> Iterator[tuple[str, float]]:
    """Yield what the model learns from: texts and their weights."""
    from underthesea.corpus import viet_dict_22K  # noqa: PLC0415  # heavy: only an unmarked text must pay

    for text in (text for name in rule_files() for text in _strings(load_table(name))):
        learnt = _PATTERN_SIGNS.sub(" | ", text)
        yield learnt, 1.0
        yield learnt.lower(), _SHOUTED  # what a line in capitals is read by
    for word in viet_dict_22K.words:
        yield word.strip(), _IN_DICTIONARY
    for text in _strings(load_table("unmarked")["common"]):
        yield text, _COMMON


def _strings(value: object) -> Iterator[str]:
    """Yield every text of a rule file, keys of tables too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
