"""Joiners inside a name: whether `và`, a comma or a hyphen goes on with it."""

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_lexicon import Head, legal_forms, strings
from extractor.resolve.unit_places import local_tail
from extractor.resolve.unit_sites import Site, begins_person

_OWNER = 3  # words of the body whose department it is: no bare «Trung tâm»
_UNKNOWN = 6  # words in lower case between a firm's form and its own name in capitals
_HEAD_ENDS = {"CP", "CTCP"}
JOINERS = ("-", "&", "/", "+")


def _words(key: str) -> tuple[str, ...]:
    return strings("unit_words", key)


class JoinedReader:
    """The state of a field tail that is being read: `at` where it stands, `end` where its last closing piece ends."""

    def __init__(  # noqa: PLR0913  # as field_tail
        self, site: Site, start: int, sure: int, *, topic: bool, loose: bool, trade: bool
    ) -> None:
        """Begin at `tokens[start]`; `sure`, `topic`, `loose` and `trade` as `field_tail` has them."""
        self.site, self.tokens, self.lexicon = site, site.tokens, site.lexicon
        self.start, self.at, self.end = start, start, start
        self.sure = sure
        self.topic, self.about = topic, False
        self.loose = loose
        self.trade = trade
        self.pieces: list[tuple[int, str]] = []
        self.act_end = -1
        self.whole = ""
        self.place = ""
        self.level = ""
        self.placed = False

    def begins_person(self) -> bool:
        """Whether a person's name begins here: after an office, or beyond a registered name."""
        at = self.at
        formed = bool(self.pieces) and self.pieces[-1][1].lower() in _words("before_names")
        if formed or not (self.site.titled or self.sure) or self.is_nameless():
            return False
        if at > self.start and self._is_middle(at):
            return False
        return at > max(self.start, self.sure - 1) and begins_person(self.tokens, self.lexicon, at)

    def _is_middle(self, at: int) -> bool:
        """Whether a word goes on with the family name before it: «Trường Nguyễn [Văn] Cừ»."""
        return self.tokens[at].key in load_lexicon().sure_middles and self.tokens[at - 1].text in self.lexicon.surnames

    def joiner(self) -> bool:
        """Read `và`, a comma or a hyphen where what follows goes on with the name."""
        token = self.tokens[self.at]
        if self.at == self.start or self.at + 1 >= len(self.tokens):
            return False
        if token.key in JOINERS:
            goes_on = self._field_follows() or (self.tokens[self.at + 1].capital and not self._breaks())
        elif token.key in _words("and"):
            goes_on = not self.placed and (
                self._field_follows() or ((self.loose or self._trade_follows()) and self._word_follows())
            )
        elif token.key in _words("number"):
            goes_on = not self.sure and self._number_follows()
        else:
            goes_on = token.key == "," and self._series_follows()
        if not goes_on:
            return False
        self.pieces.append((self.at, token.key))
        self.at += 1
        return True

    def paper_end(self) -> int:
        """Return where a paper that a topic names ends (`về tổng kết [Nghị quyết số 18]`), 0 where none stands."""
        words = [t.key for t in self.tokens[self.at : self.at + 4]]
        if " ".join(words[:2]) not in _words("papers_within"):
            return 0
        numbered = len(words) > 3 and words[2] in _words("number") and words[3].isdigit()  # noqa: PLR2004  # all four
        return self.at + (4 if numbered else 2)

    def brand_end(self) -> int:
        """Return where a name ends to which unknown words lead, or 0.

        `Công ty cổ phần nghe nhìn toàn cầu [AVG]`; behind a legal form any name: `Công ty cổ phần nhựa [Sao] Mai`.
        """
        at = self.at
        while at < len(self.tokens) and at - self.at <= _UNKNOWN and self.tokens[at].text.islower():
            if self.tokens[at].key in self.lexicon.stops or self.tokens[at].key in self.lexicon.halts:
                return 0
            at += 1
        own = self.at < at < len(self.tokens) and self.tokens[at].capital and self.tokens[at].word
        shouted = own and self.tokens[at].shouted and len(self.tokens[at].text) > 1
        return at + 1 if shouted or (own and self.is_form() and not self._names_other(at)) else 0

    def closing_end(self) -> int:
        """Return where unknown words end that close a department whose head is told, 0 where none stand.

        «Trưởng [phòng Quản lý tòa nhà] (Công ty A)», «Trưởng [khoa Ngoại lồng ngực Bệnh viện B]»
        """
        stop = self.at
        while stop < len(self.tokens) and stop - self.at < _UNKNOWN and self.tokens[stop].text.islower():
            if self.tokens[stop].key in self.lexicon.stops or self.tokens[stop].key in self.lexicon.halts:
                return 0
            stop += 1
        apposed = self.loose and self.site.titled and bool(self.pieces) and not self.placed and not self.sure
        if not apposed or stop in {self.at, len(self.tokens)}:
            return 0
        owner = self.site.inner(stop)
        closed = self.tokens[stop].text in {",", "(", ")", "-"} or (owner and owner.stop - stop >= _OWNER)
        return stop if closed else 0

    def is_form(self) -> bool:
        """Whether a legal form of a firm was read last, or ends the head («CTCP», «Công ty CP»)."""
        if not self.pieces:
            return self.tokens[self.start - 1].text in _HEAD_ENDS
        return self.pieces[-1][1] in legal_forms() | {form.capitalize() for form in legal_forms()}

    def _names_other(self, at: int) -> bool:
        """Whether a title, a unit or a country begins at `at`."""
        titled = self.lexicon.titles.longest(self.tokens, at) or self.lexicon.countries.longest(self.tokens, at)
        return bool(titled) or self.site.inner(at) is not None

    def is_nameless(self) -> bool:
        """Whether a firm's form and trade were read, its own name not yet: «Giám đốc Công ty TNHH vận tải [Hà An]»."""
        words = self.tokens[self.start : self.at]
        short = {form for form in legal_forms() if form.isupper()}
        spelled = {word for form in legal_forms() if form.islower() for word in form.split()}
        formed = self.trade and any(t.text in short or t.key in _words("shares") for t in words)
        return (
            formed
            and words[-1].text.islower()
            and not any(t.capital and t.text not in short and t.key not in spelled for t in words)
        )

    def _breaks(self) -> bool:
        """Whether a dash or stroke breaks the sentence: spaced and before a person or a unit, a stroke with a space."""
        token, following = self.tokens[self.at], self.tokens[self.at + 1]
        before, after = token.start > self.tokens[self.at - 1].end, following.start > token.end
        if token.key == "/":
            return before or after
        person = following.text in self.lexicon.surnames or bool(self.lexicon.titles.longest(self.tokens, self.at + 1))
        spaced = before and after
        return (spaced and person) or (
            (before or after or following.text in _words("ministry")) and self.site.inner(self.at + 1) is not None
        )

    def _trade_follows(self) -> bool:
        """Whether a word of several syllables, only the first with a capital, says what else is done (`Xơ sợi`)."""
        at = self.at + 2
        compound = self.trade and at < len(self.tokens) and self.tokens[at].text.islower()
        return compound and self.site.inside_word(at)

    def _word_follows(self) -> bool:
        """Whether the word after `và` is capitalised and begins no person, place, unit or title."""
        at = self.at + 1
        token = self.tokens[at]
        if not token.capital or token.shouted or token.text in self.lexicon.surnames:
            return False
        if token.text in _words("unjoined"):  # «Bệnh viện A và Dự án B» are two
            return False
        if self.lexicon.titles.longest(self.tokens, at) or self.lexicon.countries.longest(self.tokens, at):
            return False
        if any(isinstance(value, Head) for _, _, value in self.lexicon.names.walk(self.tokens, at)):
            return False  # «Sở Công Thương và Ủy ban nhân dân cấp xã»
        return self.site.inner(at) is None and local_tail(self.site, at) is None

    def _number_follows(self) -> bool:
        """Whether a number of at most two digits numbers one of several: «Đội Cảnh sát giao thông số 6»."""
        number = self.tokens[self.at + 1].text
        return number.isdigit() and len(number) <= 2 and self.numbers(self.at + 1)  # noqa: PLR2004  # digits

    def numbers(self, at: int) -> bool:
        """Whether a number numbers the name (`Ban Quản lý dự án 85`); «1-2», «12/SYT», «2.669» and counts do not."""
        after = [t.text for t in self.tokens[at + 1 : at + 3] if t.start <= self.tokens[at].end + 1]
        glued = after and self.tokens[at + 1].start == self.tokens[at].end
        part = glued and (after[0] in "-/" or (after[0] in ".," and after[-1].isdigit()))
        counts = bool(after) and after[0] in _words("counted")
        return self.tokens[at - 1].text not in _words("held_together") and not part and not counts

    def _field_follows(self) -> bool:
        at = self.at + 1
        field = self.lexicon.fields.longest(self.tokens, at)
        if self.site.inner(at) is not None or (field is None and self.tokens[at].text in _words("unjoined")):
            return False
        found = self.lexicon.acts.longest(self.tokens, at) or field
        title = self.lexicon.titles.longest(self.tokens, at)  # «Điều» of a law begins «Điều hành»
        return found is not None and (title is None or title[0] < found[0])

    def _series_follows(self) -> bool:
        """Whether a comma divides fields of one name: `A, B và C` with each a field."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].key in _words("held_together"):
            closing = self.tokens[at].key in _words("and")
            if self.site.inner(at + 1) is not None:
                return False
            found = self.lexicon.fields.longest(self.tokens, at + 1) or self.lexicon.acts.longest(self.tokens, at + 1)
            if found is None:
                return False
            if closing:
                return True
            at = found[0]
        return self._pair_follows(at)

    def _pair_follows(self, stop: int) -> bool:
        """Whether a comma divides two fields of a department that someone heads: «Vụ trưởng Vụ Kế hoạch, Tài chính»."""
        field = self.lexicon.fields.longest(self.tokens, self.at + 1)
        pair = field is not None and field[0] == stop and self.tokens[self.at + 1].capital
        return pair and self.site.titled and not self.sure and not self.placed
