"""Contexts: forms that name a unit only where they stand (`Ảnh: Tuổi Trẻ`, `của Đảng`), and forms a text teaches."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_lexicon import strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_registry import RegisteredUnit
from extractor.resolve.unit_tokens import Token, Trie, in_symbol, spelled_as
from extractor.rules.loader import Match, load_rules
from extractor.text.restoration import is_plain_syllable
from models.folding import strip_marks

_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ0-9&\-]{1,11}")
_NUMBERED = re.compile(r"[A-ZĐ]{1,3}\d{1,3}")
_CALLED = re.compile(r"(?:sau đây )?(?:gọi|viết)(?: tắt)? là ")
_PLATFORMS = {
    "nsx",
    "btc",
    "fbnv",
    "fnbv",
    "nvcc",
    "nv",
    "tn",
    "gdcc",
    "cccd",
    "facebook",
    "youtube",
    "internet",
    "tiktok",
    "zalo",
    "twitter",
    "instagram",
    "fb",
    "google",
    "telegram",
}
_DEPUTY = r"(?:(?:nguyên|cựu|quyền) )?(?:phó )?(?:tổng )?"
_APPOSED = re.compile(
    rf"(?:(?P<word>[^\W\d_]\w*)(?:,| [-–]|\.?\)?:| là) |\(){_DEPUTY}$",
    re.IGNORECASE,
)
_NEAR = 24  # characters before a title in which who holds it stands
_LETTERS = 3  # of an abbreviation that nobody announced
_MAX_BRACKET = 9  # words of a bracket that teaches a short form


def contextual_names(reader: NameReader, text: str, names: Sequence[Name]) -> list[Name]:
    """Return the units that the contexts of `unit_contexts.toml` show, outside `names`."""
    said = {name.name for name in names}
    starts = [token.start for token in reader.tokens]
    ends = {reader.tokens[name.stop - 1].end for name in names}
    found = []
    for match in load_rules("unit_contexts").all(text):
        if match.rule.text("needs") and match.rule.text("needs") not in said:
            continue
        start = match.span.start
        if match.rule.fields.get("behind_name"):
            apposed = _APPOSED.search(text, max(0, start - _NEAR), start)
            behind = match.spans["unit"].end
            acts = text[behind : behind + 2].strip().isalpha()
            named = apposed is not None and (apposed["word"] or "A")[0].isupper()
            if apposed is None or not named or (acts and apposed.end("word") in ends):
                continue  # «ông Trần A, Phó Tổng [giám đốc Samco]», no «Real Madrid, Chủ tịch Perez đã …»
        first = bisect_left(starts, match.spans["unit"].start)
        name = _looked_up(reader, match, first)
        fuller = (
            name
            and not name.units
            and name.stop - name.first > 1
            and any(str(one).endswith(f" {name.name}") for one in said)
        )
        if name and not fuller:  # «Sao Bac Group» of a text that says «Tập đoàn Sao Bac Group»
            found.append(name)
    return apart(found, names)


def _looked_up(reader: NameReader, match: Match, first: int) -> Name | None:
    kinds = match.rule.fields.get("kinds")
    best = None
    for stop, words, unit in reader.lexicon.contextual.walk(reader.tokens, first):
        exact = tuple(t.text for t in reader.tokens[first:stop]) == words
        if exact and isinstance(kinds, list) and unit.kind in kinds:
            best = _named(match, first, stop, unit)
    if best or not match.rule.fields.get("unknown"):
        return best
    text = match.groups["unit"]
    parts = text.split()
    person = len(parts) > 1 and parts[0].lower() in load_lexicon().foreign_given
    if person or reader.lexicon.countries.longest(reader.tokens, first):
        return None  # «ông A, Giám đốc Australia», «Thứ Sáu, Chủ tịch Todd Boehly đã mời»
    if (_ACRONYM.fullmatch(text) and text.lower() not in _PLATFORMS) or all(map(_is_firm, parts)):
        return Name(first, first + len(parts), "", text, match.rule.name, match.rule.file)
    return None


def _named(match: Match, first: int, stop: int, unit: RegisteredUnit) -> Name:
    return Name(first, stop, "", unit.name, match.rule.name, match.rule.file, (unit,))


def _is_foreign(text: str) -> bool:
    """Whether one word cannot be Vietnamese and is no social network (`Dspot`)."""
    single = text.isascii() and text.isalpha()
    return single and text.lower() not in _PLATFORMS and not is_plain_syllable(text)


def _is_firm(word: str) -> bool:
    """Whether one word of several names a firm: no Vietnamese, or capitals (`BIM Group`)."""
    return _is_foreign(word) or (_ACRONYM.fullmatch(word) is not None and word.lower() not in _PLATFORMS)


def apart(found: Iterable[Name], names: Sequence[Name]) -> list[Name]:
    """Return those of `found` that overlap none of `names` and none before them."""
    taken = {at for name in names for at in range(name.first, name.stop)}
    free = []
    for name in found:
        places = range(name.first, name.stop)
        if taken.isdisjoint(places):
            free.append(name)
            taken.update(places)
    return free


def bracketed(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return the short forms that a bracket right after a name teaches (`Tập đoàn … (TKV)`)."""
    taught = []
    for name in names:
        found = _bracket(reader, name.stop) if name.name or name.alone == "name" else None
        if found and _stands_for(reader.tokens[found[0] : found[1]], name):
            own = name.name or next(iter(reader.head_names(name.first, name.stop)), None)
            taught.append(
                name._replace(
                    name=own,
                    first=found[0],
                    stop=found[1],
                    rule="short-form-in-brackets",
                    alone="",
                )
            )
    return apart(taught, names)


def _stands_for(short: Sequence[Token], name: Name) -> bool:
    """Whether a short form is the unit's: «Hiệp định với Liên minh châu Âu (EVFTA)» gives the Union no name."""
    if not any(unit.kind in {"international", "state"} for unit in name.units):
        return True
    initials = iter(word[0] for word in str(name.name).upper().split())
    return all(letter in initials for letter in spelling(short) if letter.isalpha())


def _bracket(reader: NameReader, at: int) -> tuple[int, int] | None:
    tokens = reader.tokens
    if at + 2 >= len(tokens) or tokens[at].text != "(":
        return None
    if tokens[at + 2].text == "," and _NUMBERED.fullmatch(tokens[at + 1].text) and reader.begins_head(at + 3):
        return at + 1, at + 2  # «(C46, Bộ Công an)», but «Huawei (P40, P40 Pro)»
    close = next((i for i in range(at + 1, min(len(tokens), at + 2 + _MAX_BRACKET)) if tokens[i].text == ")"), None)
    if close is None:
        return None
    words = spelling(tokens[at + 1 : close])
    called = _CALLED.match(words)
    first = at + 1 + (len(words[: called.end()].split()) if called else 0)
    short = spelling(tokens[first:close])
    return (first, close) if first < close and (_ACRONYM.fullmatch(short) or called) else None


def spelling(tokens: Sequence[Token]) -> str:
    """Return tokens as they stand in the text."""
    parts = []
    for i, token in enumerate(tokens):
        gap = " " if i and token.start > tokens[i - 1].end else ""
        parts.append(gap + token.text)
    return "".join(parts)


def repeated(reader: NameReader, names: Sequence[Name], taught: Sequence[Name]) -> list[Name]:
    """Return later and earlier places of taught short forms, and of names in a line of capitals."""
    full = [n for n in names if n.name and not n.units and n.stop - n.first > 1]
    short_trie, full_trie = _by_spelling(reader, taught), _by_spelling(reader, full)
    found: list[Name] = []
    for at in sorted({*short_trie.openings(reader.places), *full_trie.openings(reader.places)}):
        token = reader.tokens[at]
        again = said_again(reader, short_trie, at, shouted=False) if short_trie.opens(token) and token.capital else None
        again = again or (
            said_again(reader, full_trie, at, shouted=True) if full_trie.opens(token) and token.shouted else None
        )
        found += [again] if again else []
    return apart(found, (*names, *taught))


def initialled(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return abbreviations that nobody announced: the initials of a unit that the text names in full (`TTCP`)."""
    spelled = {initials(n.name): n for n in names if n.name and not n.level}
    found = []
    for at, token in enumerate(reader.tokens if spelled else ()):
        name = spelled.get(token.text) if len(token.text) >= _LETTERS else None
        if name and token.text.lower() not in _PLATFORMS and not in_symbol(reader.tokens, at):
            found.append(name._replace(first=at, stop=at + 1, rule="initials-of-a-name", alone=""))
    return apart(found, names)


def initials(name: str) -> str:
    """Return the initials of a name, `đ` alone with its stroke (`Ban Quản lý dự án Thăng Long`: `BQLDATL`)."""
    return "".join(word[0] if word[0] in "đĐ" else strip_marks(word[0]) for word in name.split()).upper()


def _by_spelling(reader: NameReader, names: Iterable[Name]) -> Trie[Name]:
    """Return names by their spelling, the first of each."""
    first: dict[str, Name] = {}
    for name in names:
        first.setdefault(spelling(reader.tokens[name.first : name.stop]), name)
    return Trie(first.items())


def said_again(reader: NameReader, trie: Trie[Name], at: int, *, shouted: bool) -> Name | None:
    """Return the longest name of `trie` at `at`, letter for letter or in capitals."""
    best = None
    if at and (reader.tokens[at - 1].text in strings("unit_words", "before_fields") or in_symbol(reader.tokens, at)):
        return None  # «các sở GDĐT» of a text that says «Bộ Giáo dục và Đào tạo (GDĐT)»
    for stop, words, name in trie.walk(reader.tokens, at):
        place = reader.tokens[at:stop]
        same = tuple(t.text for t in place) == words
        loud = shouted and all(t.shouted or not t.word for t in place) and spelled_as(reader.tokens, at, words)
        if loud or (same and not shouted):
            best = name._replace(first=at, stop=stop, rule="said-before")
    return best
