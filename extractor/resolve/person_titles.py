"""Who holds which title: phrases before a name, behind it, and for several names at once."""

import re
from collections.abc import Sequence

from extractor.resolve.appositions import TitleEnds
from extractor.resolve.person_names import Named
from extractor.resolve.shared_titles import Holder, share_titles
from extractor.resolve.title_acts import does_act
from extractor.resolve.title_links import AND, BEHIND, HONOUR_STACK, LIST, STACK, TOGETHER, TOLD, aged_titles, aside_end
from extractor.resolve.title_phrases import TitlePhrase, UnitPlaces
from extractor.resolve.unit_lexicon import strings
from extractor.rules.loader import Match

_IS_NAMED = re.compile(r" là (?:(?:ông|bà|đồng chí|anh|chị) )?(?P<first>\w)[^\W\d_A-Z]+ (?P<second>\w)")
_OF_ONE_ALONE = re.compile(
    r"(?:(?:nguyên|cựu) )?(?:phó )?(?:(?:tổng )?giám đốc|bộ trưởng|thứ trưởng|đại sứ|\w+ trưởng)"
)
_MAX_STACK = 5
_MAX_CAREER = 12  # titles told of one behind the name


class TitleReader:
    """Attaches the title phrases of one text to its names."""

    def __init__(self, text: str, phrases: Sequence[TitlePhrase], honours: Sequence[Match], units: UnitPlaces) -> None:
        """Index phrases and ranks by where they begin and end."""
        self.text = text
        self.units = units
        self.by_end = {end: p for p in phrases for end in p.ends}
        self.by_start = {p.span.start: p for p in phrases}
        self.honour_end = {m.span.end: m.span.start for m in honours if units.covering(m.span.start) is None}
        self.honour_start = {m.span.start: m.span.end for m in honours}
        self.ahead = TitleEnds(text, self.by_end, sorted(self.by_end))
        self.taken: dict[int, int] = {}  # start of a phrase -> holder
        self.heads: dict[tuple[str, int], str] = {}
        self.supreme: dict[str, str] = {}  # title that one alone holds -> the name it stands before

    def read(self, named: Sequence[Named]) -> list[Holder]:
        """Return every name with its titles; a phrase is of the name behind it rather than of that before."""
        holders = [Holder(n, start=n.span.start) for n in named]
        self.heads = self._heads(named)
        for i, holder in enumerate(holders):
            self._before(holder, i, holders[i - 1] if i else None)
        for holder in holders:
            told = {p.span.of(self.text).lower() for p in holder.before if p.kind == "supreme" and not p.nation}
            self.supreme |= dict.fromkeys(told, holder.named.text)
        for i, holder in enumerate(holders):
            self._behind(holder, i)
        share_titles(self.text, holders)
        return holders

    def _heads(self, named: Sequence[Named]) -> dict[tuple[str, int], str]:
        """Return the given names of those right behind the title of who heads a body, which one alone holds."""
        heads: dict[tuple[str, int], str] = {}
        for one in named:
            phrase = self._adjacent(self._skip_honours(one.span.start), one.span.start)
            if phrase and phrase.unit is not None and not phrase.plural and phrase.kind == "office":
                key = phrase.span.of(self.text).lower(), phrase.unit
                heads[key] = one.text.split()[-1] if heads.get(key) in {None, one.text.split()[-1]} else ""
        return heads

    def _is_of_other(self, phrase: TitlePhrase, name: str) -> bool:
        """Whether another alone stands right behind this title elsewhere: «tiếp [Giám đốc A], Thủ tướng Trần B»."""
        key = phrase.span.of(self.text).lower(), phrase.unit if phrase.unit is not None else -1
        return self.heads.get(key, name.rsplit(maxsplit=1)[-1]) not in {"", name.rsplit(maxsplit=1)[-1]}

    def _skip_honours(self, position: int) -> int:
        """Return where the ranks and honorifics that end at `position` begin."""
        for _ in range(4):
            at = position
            while at > 0 and self.text[at - 1] in " ,-–":
                at -= 1
            if at not in self.honour_end or position - at > 3:  # noqa: PLR2004  # «, » and « - »
                return position
            position = self.honour_end[at]
        return position

    def _before(self, holder: Holder, index: int, previous: Holder | None) -> None:
        position = self._skip_honours(holder.named.span.start)
        phrase = self._adjacent(position, holder.named.span.start)
        if phrase is None and position < holder.named.span.start:  # «Giám đốc Sở Y tế, TS. Trần A»
            phrase = self.stacked(position)
            free = previous is None or phrase is None or not self._continues(previous, phrase)
            hired = phrase is not None and phrase.kind == "hired" and phrase.unit is not None
            phrase = phrase if free and not hired else None  # «trao đổi với phóng viên Dân trí, ông Trần A»
        if phrase is None:
            bare = position == holder.named.span.start
            told = previous.named.span.end if previous else -1
            phrase = self.ahead.apposed(position, told, bare=bare)
            phrase = None if phrase and previous and self._continues(previous, phrase) else phrase
        while phrase is not None and len(holder.before) < _MAX_STACK:
            if phrase.span.start in self.taken or (previous and phrase.span.start < previous.named.span.end):
                break
            if self._is_above(phrase, holder.before) or (
                holder.before and self._is_of_other(phrase, holder.named.text)
            ):
                break  # «Thay mặt Thủ tướng, Phó Thủ tướng Trần A»
            holder.before.insert(0, phrase)
            holder.start = phrase.span.start
            position = self._skip_honours(phrase.span.start)
            phrase = self.stacked(position)
            parted = phrase is not None and ";" in self.text[phrase.ends[-1] : position]
            if phrase is not None and previous is not None and parted and self._continues(previous, phrase):
                break  # «Bộ trưởng Trần A, Trưởng ban Ban Chỉ đạo; Thứ trưởng Lê B»
        if previous is not None and len(holder.before) > 1 and not previous.before:
            self._give_back(holder, previous)
        for phrase in holder.before:
            self.taken[phrase.span.start] = index
        holder.start = min(holder.start, position)

    def _give_back(self, holder: Holder, previous: Holder) -> None:
        """In «ông A, Giám đốc Sở Y, Chủ tịch Hội Z Trần B» all but the last title belong to A."""
        if self._continues(previous, holder.before[0]):
            del holder.before[:-1]
            holder.start = holder.before[0].span.start

    def _is_above(self, phrase: TitlePhrase, held: Sequence[TitlePhrase]) -> bool:
        """Whether a phrase is of another than `held`: the deputy's chief, a minister's Prime Minister, who is told."""
        if held and phrase.kind == "hired" and phrase.unit is not None:
            return True  # «trao đổi với phóng viên Báo A, Giám đốc Trần B»
        title = phrase.span.of(self.text).lower()
        titles = [(p.kind, p.span.of(self.text).lower()) for p in held]
        if phrase.nation and any(text in strings("titles", "heads_of_state") for _, text in titles):
            return True  # «gặp Chủ tịch Lào, Tổng thống Trần B nói»
        if _OF_ONE_ALONE.match(title) and any(kind == "supreme" and "phó" not in text for kind, text in titles):
            return True  # «tiếp Giám đốc Ngân hàng A, Thủ tướng Trần B nói»
        over = title == "thủ tướng" and any(text.startswith(("bộ trưởng", "thứ trưởng")) for _, text in titles)
        return over or any(kind == phrase.kind == "supreme" and title in text for kind, text in titles)

    def _continues(self, previous: Holder, phrase: TitlePhrase) -> bool:
        """Whether a phrase stands right behind the name before it or behind its other titles."""
        position = previous.named.span.end
        for _ in range(_MAX_STACK):
            if BEHIND.fullmatch(self.text, position, phrase.span.start):
                return True
            link = BEHIND.match(self.text, position)
            titled = self.by_start.get(link.end()) if link else None
            if titled is None:
                return False
            position = titled.ends[-1]
        return False

    def _adjacent(self, position: int, name: int) -> TitlePhrase | None:
        """Return the phrase that ends right before `position`, a place name at most between."""
        at = position
        while at > 0 and self.text[at - 1] in " :":
            at -= 1
        if at in self.by_end and position - at in {1, 2} and "\n" not in self.text[at:position]:
            return self.by_end[at]
        if position != name:
            return None
        return self.ahead.placed_before(position)

    def stacked(self, position: int) -> TitlePhrase | None:
        """Return the phrase before `position`, parted from it by a comma, a dash and the like."""
        for width in range(1, 18):
            phrase = self.by_end.get(position - width)
            if phrase is not None and STACK.fullmatch(self.text, position - width, position):
                return phrase
        return None

    def follow(self, holder: Holder, index: int, phrase: TitlePhrase) -> None:
        """Give a title that is told of someone, and those that go on behind it."""
        holder.behind.append(phrase)
        self.taken[phrase.span.start] = index
        self._behind(holder, index, phrase.ends[-1])

    def _behind(self, holder: Holder, index: int, begin: int = 0) -> None:
        position = begin or holder.named.span.end
        told = bool(begin) or TOLD.match(self.text, position) is not None
        for _ in range(_MAX_CAREER):
            if not holder.behind and AND.match(self.text, position):
                return  # «Chủ tịch X và đại biểu Quốc hội trao đổi»: the title is of others
            phrase = self._next(position, listed=told) or (self._together(position) if holder.behind else None)
            if phrase is None or phrase.plural or (not holder.behind and self._is_subject(phrase)):
                return
            if phrase.nation and self.text[phrase.ends[-1] + 1 : phrase.ends[-1] + 2].isupper():
                return  # «ông Trump, Thủ tướng Anh May»: another name follows
            named = _IS_NAMED.match(self.text, phrase.ends[-1])
            if named and named["first"].isupper() and named["second"].isupper():
                return  # «vây bắt đối tượng Lòn, Trưởng Công an xã là Võ Thành Cương bị thương»
            if phrase.kind == "supreme" and self._held(phrase) not in {"", holder.named.text}:
                return  # «Tổng Bí thư Trần A, Thủ tướng gửi lời chia buồn»: another is Prime Minister
            holder.behind.append(phrase)
            self.taken[phrase.span.start] = index
            position = phrase.ends[-1]

    def free_behind(self, position: int) -> TitlePhrase | None:
        """Return the free title that goes on behind another's end."""
        return self._next(position, listed=True)

    def _is_subject(self, phrase: TitlePhrase) -> bool:
        """Whether a title goes on as the subject: «theo ông Dũng, Thủ tướng yêu cầu Bộ …»."""
        return phrase.kind == "supreme" and phrase.unit is None and does_act(self.text, phrase)

    def _held(self, phrase: TitlePhrase) -> str:
        """Return who holds the title of `phrase` by a title right before the name, empty where nobody does."""
        return self.supreme.get(phrase.span.of(self.text).lower(), "")

    def _next(self, position: int, *, listed: bool = False) -> TitlePhrase | None:
        """Return the free phrase that goes on behind `position`, asides and ranks skipped; `listed`: behind `;`."""
        aged = (self.by_start.get(start) for start in aged_titles(self.text, position))
        if phrase := next((p for p in aged if p and p.span.start not in self.taken), None):
            return phrase
        behind = aside_end(self.text, position)
        behind = position if any(at in self.by_start for at in range(position, behind)) else behind
        semicolon = LIST.match(self.text, behind) if listed or behind > position else None
        position = behind
        following = self.by_start.get(semicolon.end()) if semicolon else None
        if following and following.span.start not in self.taken:
            return following
        seat = self.by_start.get(position + 2) if self.text.startswith("; ", position) else None
        if seat and seat.kind == "member" and seat.unit is not None and not self._leads(seat):
            return seat  # «Giám đốc Sở Y tế; đại biểu Quốc hội khóa XIV»
        for _ in range(3):
            link = BEHIND.match(self.text, position)
            for end in dict.fromkeys((link.end() if link else position, position + 2, position + 3)):
                phrase = self.by_start.get(end)
                if phrase and phrase.span.start not in self.taken and BEHIND.fullmatch(self.text, position, end):
                    return phrase
            after = next((e for e in (position + 2, position + 3) if e in self.honour_start), None)
            if after is None or not HONOUR_STACK.match(self.text, position):
                return None
            position = self.honour_start[after]
        return None

    def _together(self, position: int) -> TitlePhrase | None:
        """Return the free title told with another: «Phó Giám đốc khối Khách hàng kiêm [Giám đốc] Trung tâm A»."""
        link = TOGETHER.match(self.text, position)
        phrase = self.by_start.get(link.end()) if link else None
        return phrase if phrase and phrase.span.start not in self.taken else None

    def _leads(self, phrase: TitlePhrase) -> bool:
        """Whether a name may stand right behind a title and its unit."""
        after = self.text[phrase.ends[-1] : phrase.ends[-1] + 2].strip()
        return after[:1].isupper()
