"""Which names of one text are one: the head nouns they begin with, and shorter names that stand for longer ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from extractor.resolve.firm_names import same_firms
from extractor.resolve.unit_lexicon import load_heads, strings
from extractor.resolve.unit_registry import lives
from extractor.resolve.unit_tokens import tokenize
from models.folding import canonical, fold

_Words: TypeAlias = tuple[list[str], str]
"""The words of a name, and the name."""


@cache
def _head_spellings() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return `(folded spelling, key)` of the heads by their first word, the longest spelling first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for form, head in load_heads():
        folded = fold(form)
        found.setdefault(folded.split()[0], []).append((folded, head.key))
    return {word: tuple(sorted(set(pairs), key=lambda p: (-len(p[0]), p[1]))) for word, pairs in found.items()}


@lru_cache(maxsize=8_000)
def head_of(official: str) -> str:
    """Return the key of the head noun that a written-out name begins with, empty where it has none."""
    folded = fold(official)
    spellings = _head_spellings().get(folded.partition(" ")[0], ())
    return next((key for form, key in spellings if folded == form or folded.startswith(f"{form} ")), "")


def fuller_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the one longer name that has its head and all its words in order, else itself.

    `Trung tâm tài nguyên và môi trường` stands for `Trung tâm Truyền thông tài nguyên và môi trường`.
    """
    groups: dict[str, list[_Words]] = {}
    for name in sorted(set(names)):
        groups.setdefault(_kin(head_of(name)), []).append(([t.key for t in tokenize(canonical(name))], name))
    fuller = {name: other for key, group in groups.items() for name, other in _fuller_of(group, key)}
    called = (pair for head in strings("unit_words", "called_by_ends") for pair in groups.get(head, ()))
    same = same_firms(name for head in strings("unit_words", "companies") for _, name in groups.get(head, ()))
    fuller = {name: same.get(other, other) for name, other in fuller.items()}
    return fuller | _firms([name for _, name in called], fuller)


def _fuller_of(group: Sequence[_Words], key: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a kind and the name it stands for, looked for among those with its rarest word."""
    holding: dict[str, list[_Words]] = {}
    for words, name in group:
        for word in set(words):
            holding.setdefault(word, []).append((words, name))
    for words, name in group:
        yield name, _fuller(words, name, min((holding[word] for word in words), key=len, default=()), key)


def _kin(key: str) -> str:
    """Return what heads of one kind have in common: a school is called with its level or without (`Trường Sao Mai`)."""
    return next((kind for kind in strings("unit_words", "with_levels") if key.startswith(f"{kind} ")), key)


def _fuller(words: list[str], name: str, group: Sequence[_Words], key: str) -> str:
    registered = lives().get(fold(name), ())
    if not key or any(not unit.template for unit in registered) or len(words) <= len(key.split()):
        return name
    own = len(key.split())
    fitting = [other for longer, other in group if len(longer) > len(words) and _within(words, longer)]
    if key in strings("unit_words", "missions"):  # «Đại sứ quán Lào» is not «Đại sứ quán Việt Nam tại Lào»
        fitting = [other for other in fitting if _own_word(other, own) == words[own]]
    free = key not in strings("unit_words", "told_by_fields")  # «Phòng Tổng hợp» is not «Phòng Kinh tế tổng hợp»
    fitting = [other for other in fitting if (free and not _lists(other)) or _own_word(other, own) == words[own]]
    if registered:  # «Sở Xây dựng» is not «Sở Giao thông vận tải - Xây dựng»
        fitting = [other for other in fitting if fold(other).startswith(f"{fold(name)} ")]
    return fitting[-1] if len({fold(other) for other in fitting}) == 1 else name


def _firms(called: Sequence[str], names: Iterable[str]) -> dict[str, str]:
    """Return for «hãng Sao Mai» the one name that ends as it is called (`Công ty Dược Sao Mai`), if there is one.

    So is «Hải quan Lạng Sơn» the `Cục Hải quan Lạng Sơn` of its text.
    """
    ending: dict[str, set[str]] = {}
    for name in names if called else ():
        ending.setdefault(fold(name).rpartition(" ")[2], set()).add(name)
    found = {}
    for name in called:
        own = f" {fold(name).removeprefix('hãng ')}"
        fitting = [one for one in ending[own.rpartition(" ")[2]] if one != name and fold(one).endswith(own)]
        found[name] = fitting[0] if len(fitting) == 1 else name
    return found


def _lists(name: str) -> bool:
    """Whether a body is called by a list of what it does: «Phòng Thẩm định» is not «Phòng Giám sát, thẩm định»."""
    return "," in canonical(name).lower().replace("phòng, chống", "")


def _own_word(name: str, own: int) -> str:
    """Return the first word behind the head noun of a name."""
    return tokenize(canonical(name))[own].key


def _within(words: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    branch = "chi nhánh" in " ".join(longer) and "nhánh" not in words  # «Ngân hàng An Phát - Chi nhánh Huế»
    return not branch and all(word in rest for word in words)
