"""Spellings: whether what a trie knows stands at a word of the text as it is written there."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from extractor.resolve.unit_lexicon import OF_A_BODY, Head, Lexicon, capital_at, legal_forms, lexicon, strings
from extractor.resolve.unit_registry import RegisteredUnit
from extractor.resolve.unit_sites import letterhead_end
from extractor.resolve.unit_tokens import (
    Token,
    capital_within,
    in_symbol,
    joins_names,
    shouted_at,
    spelled_as,
)

_ENDS = {"\n", "\t"}  # where a line ends, or a column
_OF_FIELDS = {"field", "steering"}
_WHOLE = 4  # words of a name that lower case does not hide behind an office
FOREIGN = {
    "state",
    "ministry",
    "department",
    "court",
    "procuracy",
    "committee",
    "military",
}  # kinds that every country has


class SpellingReader:
    """The words of one tokenized text, and whether names, heads and decoys are spelled by them."""

    def __init__(
        self,
        tokens: list[Token],
        references: dict[int, int] | None = None,
        kind: str = "",
        inside_word: Callable[[Token], bool] | None = None,
    ) -> None:
        """Take the text's words, its cited documents (start to end, view offsets) and its document kind.

        `inside_word` tells whether a token goes on with the word of several syllables that began before it.
        """
        self.tokens = tokens
        self.lexicon: Lexicon = lexicon()
        self.references = references or {}
        self.kind = kind
        self.evidence = inside_word

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, by its key."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            found.setdefault(token.key, []).append(at)
        return found

    def inside_word(self, at: int) -> bool:
        """Whether the word segmentation says that a word of several syllables goes on at `at` (`cán bộ`, `Cổ phần`)."""
        inner = 0 < at < len(self.tokens) and self.tokens[at - 1].text not in _ENDS
        return inner and self.evidence is not None and self.evidence(self.tokens[at])

    def after_office(self, at: int) -> bool:
        """Whether an office stands right before (`Cục trưởng Cục …`, `Giám đốc Sở …`)."""
        before = [t.key for t in self.tokens[max(0, at - 3) : at]]
        if not before or before[-1] in self.lexicon.office_ends:
            return bool(before)
        if " ".join(before[-2:]) in strings("unit_words", "council_and"):
            return self.after_office(at - 2)  # «Chánh Văn phòng HĐND và [UBND huyện …]»
        longer = strings("unit_words", "offices_of_more_words")
        return " ".join(before[-2:]) in longer or " ".join(before) in longer

    def _is_decoy(self, at: int, words: tuple[str, ...]) -> bool:
        """Whether the decoy's own spelling stands here, its first letter in any case."""
        found = [t.text for t in self.tokens[at : at + len(words)]]
        same = found[1:] == list(words[1:]) and found[0].lower() == words[0].lower()
        return same or all(t.isupper() for t in found if t[0].isalpha())

    def is_line(self, at: int, stop: int) -> bool:
        """Whether words are a line of a letterhead: «BAN TỔ CHỨC» under «TỈNH ỦY LONG AN»."""
        return self.kind == "administrative" and letterhead_end(self.tokens, at) == stop

    def _name_fits(self, at: int, words: tuple[str, ...], unit: RegisteredUnit) -> bool:
        if unit.kind == "press" and words[0] not in strings("unit_words", "papers") and shouted_at(self.tokens, at):
            return False  # «HỘI NGHỊ NGƯỜI LAO ĐỘNG»
        office = self.after_office(at)  # «Trưởng [ban Tuyên giáo Trung ương]»
        if in_symbol(self.tokens, at) or (self.inside_word(at) and not self.tokens[at].capital and not office):
            return False  # «cán bộ LĐTB&XH» names no ministry; below: «Trưởng [ban chỉ đạo trung ương về …]»
        if unit.kind == "international" and joins_names(self.tokens, at, at + len(words)):
            return False  # «Hiệp định Việt Nam - EU»
        abroad = unit.kind in FOREIGN and capital_at(self.tokens, at + len(words))
        if abroad and self.lexicon.countries.longest(self.tokens, at + len(words)):
            return True  # «chính phủ Nhật Bản»
        return spelled_as(self.tokens, at, words) or (office and len(words) >= _WHOLE)

    def _in_person(self, at: int) -> bool:
        """Whether a person is named at `at`: «Nguyễn [Trường] Tùng», «Nguyễn Hải [Trường] An», «bà [Trường] An»."""
        before = self.tokens[max(0, at - 2) : at]
        if not before or before[-1].text in self.lexicon.surnames or before[-1].key in strings("unit_words", "address"):
            return bool(before)
        person = len(before) > 1 and before[0].text in self.lexicon.surnames and before[1].text.istitle()
        return person and self.lexicon.provinces.longest(self.tokens, at - 2) is None  # «Hà Nội: Trường …»

    def is_doubled(self, at: int, stop: int) -> bool:
        """Whether the head at `tokens[at:stop]` is said in who heads it too: «vụ trưởng [vụ] giáo dục đại học»."""
        before = [t.key for t in self.tokens[max(0, at - 1 - (stop - at)) : at]]
        return (
            bool(before)
            and before[-1] in strings("unit_words", "leaders")
            and before[:-1] == [t.key for t in self.tokens[at:stop]]
        )

    def _field_at(self, at: int) -> str | None:
        found = self.lexicon.fields.longest(self.tokens, at) or self.lexicon.acts.longest(self.tokens, at)
        return found[1] if found else None

    def _head_fits(self, at: int, stop: int, words: tuple[str, ...], head: Head) -> bool:
        short = words[0].isupper()
        if (head.only and head.only != self.kind) or (short and in_symbol(self.tokens, at)):  # «987/QĐ-UBND»
            return False
        if self.tokens[at].capital:
            part = self.tokens[at].shouted and not short and self.inside_word(at)  # «NHIỆM VỤ», «XÃ HỘI»
            person = stop == at + 1 and self._in_person(at)
            return not part and not person and spelled_as(self.tokens, at, words)
        if head.tail == "group":
            return stop < len(self.tokens) and self.tokens[stop].key in strings("unit_words", "of")
        named = capital_at(self.tokens, stop) or self._field_at(stop) is not None
        return (named and self.is_doubled(at, stop)) or self._small_head_fits(at, stop, words, head)

    def _small_head_fits(self, at: int, stop: int, words: tuple[str, ...], head: Head) -> bool:
        """Whether a head in lower case begins a name: «công an tỉnh Long An», «Trưởng [phòng Đào tạo]»."""
        shared = self.after_office(at)  # both have the word
        given = at > 0 and self.tokens[at - 1].key in strings("unit_words", "givers")  # «Giao [sở Xây dựng]»
        if not head.lower or (self.inside_word(at) and not shared and not given) or stop >= len(self.tokens):
            return False
        if capital_within(self.tokens, at, stop):
            return spelled_as(self.tokens, at, words)  # «cơ quan Cảnh sát điều tra»
        level = self.lexicon.levels.longest(self.tokens, stop) if head.tail in {"place", *OF_A_BODY} else None
        led = shared and self.tokens[at - 1].key in strings(
            "unit_words", "leaders"
        )  # «Trưởng [phòng giáo dục huyện Kim Bôi]»
        return (
            capital_at(self.tokens, level[0] if level else stop)
            or (head.tail == "class" and self.tokens[stop].text[0].isdigit())
            or (led and head.tail in _OF_FIELDS and self._field_at(stop) is not None)
            or (
                head.proper and (self._field_at(stop) in legal_forms() or self._founded_at(stop))
            )  # «công ty cổ phần A»
        )

    def _founded_at(self, at: int) -> bool:
        """Whether who founded a school stands before its name, no place: «trường [dân lập] Sao Mai»."""
        field = self.lexicon.fields.longest(self.tokens, at)
        if field is None or field[1] not in strings("unit_words", "founded"):
            return False
        return capital_at(self.tokens, field[0]) and not self.lexicon.provinces.longest(self.tokens, field[0])
