"""Titles apart from the name behind them: «Giám đốc Sở Y tế - Trần A», «Thị trưởng Lyon, ông B», «… khi đó là C»."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.resolve.title_phrases import TitlePhrase

_PLACED = re.compile(
    r" (?:(?:tỉnh|thành phố|TP\.?|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu|nước|bang|hạt) ?)?"
    r"(?:[^\W\d_][\w.]* ?){0,4}"
)
_PLACE_WORDS = {
    *("tỉnh", "thành", "phố", "huyện", "quận", "xã", "phường", "thị", "trấn", "đặc", "khu", "nước", "bang", "hạt"),
}
_WIDTH = 32  # characters of «tỉnh Thừa Thiên Huế» and its like
_IS = re.compile(r"(?: (?:hiện (?:nay|tại)|(?:lúc|khi) (?:đó|ấy|này)|mới|tiền nhiệm|đương nhiệm))? là $")
_IS_WIDTH = 20
_PAUSES = (", ", " - ", " – ")
_HEADS_CLAUSE = re.compile(r"(?:^|[.,;:\n“\"(–-] ?|(?<!\w)(?:và|nhưng|rằng|còn|khi) )$")
_OF_ANOTHER = re.compile(r"(?<!\w)(?:vợ|chồng|con|trai|gái|mẹ|bố|cha|thay|nhiệm|tiếp|gặp|của|với) $", re.IGNORECASE)
_BEFORE = 12  # characters before a title that say whose it is
_CLOSES = re.compile(r"[.!?\n“\"]")
_FAR = 200  # characters from a name to a title that is hardly still its
_HOLDERS = {"office", "supreme"}


class TitleEnds(NamedTuple):
    """The titles of a text by where a name may follow them, and those places in order."""

    text: str
    by_end: Mapping[int, TitlePhrase]
    ends: Sequence[int]

    def placed_before(self, at: int) -> TitlePhrase | None:
        """Return the title that a place at most parts from `at`: «Chủ tịch [tỉnh Lào Cai] Trần A»."""
        i = bisect_right(self.ends, at) - 1
        if i < 0 or at - self.ends[i] > _WIDTH:
            return None
        gap = self.text[self.ends[i] : at]
        ended = gap.endswith(". ") and not gap.endswith("TP. ")  # «Trưởng đoàn Việt Nam. [Trần A] …»
        named = (
            not ended
            and _PLACED.fullmatch(gap)
            and all(word[0].isupper() or word in _PLACE_WORDS for word in gap.split())
        )
        return self.by_end[self.ends[i]] if named else None

    def apposed(self, position: int, previous: int, *, bare: bool) -> TitlePhrase | None:
        """Return the title whose holder is named at `position`, behind a pause.

        `previous`: where the name before ends, -1 for none; `bare`: no honorific stands before this one.
        """
        told = _IS.search(self.text, max(0, position - _IS_WIDTH), position)
        if told and told.start() in self.by_end:
            return self.by_end[told.start()]  # «Giám đốc Sở Y tế là ông Trần A»
        pause = next((p for p in _PAUSES if self.text.endswith(p, 0, position)), "")
        if not pause and bare:
            return None
        at = position - len(pause)
        phrase = (self.by_end.get(at) if pause else None) or self.placed_before(at)
        if phrase is None or phrase.plural or not self._is_held(phrase, at):
            return None
        before = self.text[max(0, phrase.span.start - _BEFORE) : phrase.span.start]
        if not bare:
            return None if _OF_ANOTHER.search(before) else phrase
        far = previous < 0 or phrase.span.start - previous > _FAR
        alone = far or _CLOSES.search(self.text, previous, phrase.span.start)
        return phrase if alone and _HEADS_CLAUSE.search(before) else None

    def _is_held(self, phrase: TitlePhrase, at: int) -> bool:
        """Whether a title is one of a body or place, told up to `at`."""
        title = phrase.span.of(self.text).lower()
        mayor = phrase.kind == "abroad" and (phrase.nation or title.endswith("thị trưởng"))
        whole = phrase.unit is not None or phrase.ends[-1] > phrase.end or phrase.ends[-1] < at
        return whole and (phrase.kind in _HOLDERS or bool(mayor))
