"""Tails of capitalised words and field nouns: `Truyền thông tài nguyên và môi trường`, `Quản lý khám, chữa bệnh`."""

from extractor.resolve.unit_endings import EndingReader
from extractor.resolve.unit_joiners import JOINERS
from extractor.resolve.unit_lexicon import capital_at, legal_forms, strings
from extractor.resolve.unit_places import local_tail
from extractor.resolve.unit_sites import Site, Tail, in_case
from extractor.resolve.unit_tokens import joined

_MAX_TAIL = 24  # words of a tail


def field_tail(  # noqa: PLR0913  # how far a tail of each kind of head runs
    site: Site, at: int, *, sure: int = 0, topic: bool = False, loose: bool = False, trade: bool = False
) -> Tail | None:
    """Return the tail of capitalised words, field nouns, a place, a unit; `sure` is where a registered name ends.

    `topic` lets the tail run on after `về` (`Ban Chỉ đạo Trung ương về …`), `loose` over `và` to a capital that begins
    no person, place or unit (`Ủy ban Chính trị và Chiến lược`), `trade` over `và` to a compound (`Hóa dầu và Xơ sợi`).
    """
    reader = FieldReader(site, at, sure, topic=topic, loose=loose, trade=trade)
    while reader.step():
        pass
    return reader.tail()


class FieldReader(EndingReader):
    """Reads a field tail piece by piece."""

    def step(self) -> bool:
        """Read one piece; False at the end of the tail."""
        if self.at >= len(self.tokens) or self.at - self.start > _MAX_TAIL or self.whole or self.level:
            return False
        if self.site.shouted and self.pieces and self.tokens[self.at].text.islower():
            return False  # «HỘI NHÀ VĂN VIỆT NAM và gia đình»
        return (
            self._unit()
            or self._place()
            or self._phrase()
            or self._topic()
            or self._town()
            or self._subject()
            or self._capital()
            or self._brand()
            or self.joiner()
        )

    def _brand(self) -> bool:
        formed = self.trade and (self.act_end == self.at or self.is_form())
        stop = self.brand_end() if formed else self.closing_end()
        return stop > 0 and self._take(stop, joined(self.tokens[self.at : stop]))

    def _take(self, stop: int, text: str, *, closing: bool = True) -> bool:
        self.pieces.append((self.at, text))
        self.at = stop
        self.end = stop if closing else self.end
        return True

    def _unit(self) -> bool:
        begins = self.at > self.start and self.tokens[self.at].capital and (self.loose or self.topic)
        if not begins or self.about:
            return False
        found = self.site.inner(self.at)
        if found is None or not found.whole:
            return False
        self.whole = found.whole
        return self._take(found.stop, found.text)

    def _place(self) -> bool:
        found = local_tail(self.site, self.at)
        if found is None or (self.begins_person() and not self._is_province(found)):
            return False
        if found.level:
            return self._level(found)
        self.place = found.place
        self.placed = True
        return self._take(found.stop, found.text)

    def _is_province(self, found: Tail) -> bool:
        """Whether a province is all of a run of capitals: «giảng viên Đại học Y [Hà Nội],» no person called Hà."""
        known = self.lexicon.provinces.longest(self.tokens, self.at)
        return known is not None and known[0] == found.stop and not capital_at(self.tokens, found.stop)

    def _level(self, found: Tail) -> bool:
        """Read a level that closes a name (`Quỹ Phát triển nhà ở Thành phố`): the text says of which place."""
        if not self.pieces or self.lexicon.fields.longest(self.tokens, self.at):
            return False
        self.level = found.level
        self.at = self.end = found.stop
        return True

    def _phrase(self) -> bool:
        token = self.tokens[self.at]
        found = self._topic_word() or self.lexicon.fields.longest(self.tokens, self.at)
        act = self.lexicon.acts.longest(self.tokens, self.at)
        if act and (found is None or act[0] > found[0]):
            joined = self.at > self.start and self.tokens[self.at - 1].text in strings("unit_words", "in_a_name")
            begins = (self.trade or self.site.titled) and not any(t.capital for t in self.tokens[self.start : self.at])
            if not (joined or begins or self.act_end == self.at or token.capital or self.topic):
                return False  # «Xí nghiệp [chế biến] …» and «Chi cục trưởng Chi cục [quản lý đất đai]» go on
            self.act_end = act[0]
            asked = self.topic and not (joined or token.capital)  # «yêu cầu Ban Chỉ đạo [nghiên cứu], đánh giá»
            return self._take(act[0], self._cased(self.at, act[0]), closing=not asked)
        if found is None or self.begins_person() or self._is_verb(found[1]):
            return False
        if found[1] in legal_forms():
            self.act_end = found[0]
        return self._take(found[0], self._cased(self.at, found[0]))

    def _topic_word(self) -> tuple[int, str] | None:
        """Return the topic of a department, longer than any field, with which the tail begins (`Khoa Hồi sức …`)."""
        begins = self.loose and self.at == self.start and self.tokens[self.at].capital
        topic = self.lexicon.topics.longest(self.tokens, self.at) if begins else None
        field = self.lexicon.fields.longest(self.tokens, self.at)
        return topic if topic and (field is None or field[0] < topic[0]) else None

    def _is_verb(self, phrase: str) -> bool:
        """Whether a field that is a verb too follows a whole name (`Chi cục Thuế tổ chức`, `Sở Y tế thông tin`)."""
        if phrase not in self.lexicon.verbal or self.tokens[self.at].capital or not self.pieces:
            return False
        if self.act_end == self.at or self._is_closed_by_nation():
            return False
        before = self.tokens[self.at - 1].key
        return before not in strings("unit_words", "held_together") and before not in JOINERS

    def _is_closed_by_nation(self) -> bool:
        """Whether the country follows with which a name closes: «Công ty Tư vấn thiết kế [xây dựng] Việt Nam»."""
        return joined(self.tokens[self.at + 2 : self.at + 4]) == strings("places", "home")[0]

    def _cased(self, first: int, stop: int) -> str:
        text = joined(self.tokens[first:stop])
        if not self.site.shouted:
            return text
        return text.lower() if self.pieces else text[0] + text[1:].lower()

    def _topic(self) -> bool:
        """Read `về` and lower-case words up to a word that no topic holds; a cited document ends it."""
        token = self.tokens[self.at]
        if not self.topic:
            return False
        if token.key == "về" and (self.pieces or self.loose) and not self.about:
            self.about = True
            self.pieces.append((self.at, "về"))
            self.at += 1
            return True
        cited = (self.site.references or {}).get(token.start)
        if self.about and cited:
            stop = next((i for i in range(self.at, len(self.tokens)) if self.tokens[i].end >= cited), self.at)
            self.pieces.append((self.at, joined(self.tokens[self.at : stop + 1])))
            self.at = self.end = stop + 1
            return False
        if self.about and (paper := self.paper_end()):
            return self._take(paper, joined(self.tokens[self.at : paper]))
        if not self.about or not token.word or token.key in self.lexicon.stops:
            return False
        return self._take(self.at + 1, token.text)

    def _capital(self) -> bool:
        token = self.tokens[self.at]
        if not token.word or not (token.capital or token.text[0].isdigit()):
            return False
        if self.site.shouted:
            return self._shouted()
        if self.lexicon.titles.longest(self.tokens, self.at) or self.begins_person() or self.is_over():
            return False
        if token.text.isdigit() and self.at > self.start and (self.placed or not self.numbers(self.at)):
            return False
        if token.text in legal_forms() or self.lexicon.acts.longest(self.tokens, self.at):
            self.act_end = self.at + 1
        stop = self.at + 1
        if [t.text for t in self.tokens[self.at : self.at + 3]] == ["T", ".", "Ư"]:
            return self._take(self.at + 3, "Trung ương")
        begins = self.at == self.start or not self.site.inside_word(self.at)
        goes_on = begins and stop < len(self.tokens) and self.tokens[stop].text.islower() and not self.foreign(token)
        if goes_on and self.site.inside_word(stop) and not self.is_proper_before():
            stop += 1  # «Cổ phần», «Xổ số»: the rest of one word
        return self._take(stop, joined(self.tokens[self.at : stop]))

    def _shouted(self) -> bool:
        """Read a word of a line in capitals: any in a letterhead, else the country that closes a name."""
        nation = self.lexicon.countries.longest(self.tokens, self.at) if self.pieces else None
        if nation:  # «HỘI NHÀ VĂN VIỆT NAM và gia đình»
            return self._take(nation[0], in_case(self.tokens[self.at : nation[0]]))
        shown = "và" if self.tokens[self.at].key == "và" else in_case(self.tokens[self.at : self.at + 1])
        return self.at < self.site.line_end and self._take(self.at + 1, shown)

    def _subject(self) -> bool:
        """Read the subject of a school or firm that looks like a law's name (`Đại học Luật Hà Nội`)."""
        named = self.trade and self.at == self.start and self.tokens[self.at].capital
        found = self.lexicon.topics.longest(self.tokens, self.at) if named else None
        return self._take(found[0], joined(self.tokens[self.at : found[0]])) if found else False

    def _town(self) -> bool:
        """Read a town in whose name a title stands (`Công ty Cao su Bà Rịa`, `Ban Quản lý vịnh Cát Bà`)."""
        town = self.lexicon.cities.longest(self.tokens, self.at) if self.tokens[self.at].capital else None
        if town is None or not any(self.lexicon.titles.longest(self.tokens, i) for i in range(self.at, town[0])):
            return False
        words = self.tokens[self.at : town[0]]
        return all(t.capital for t in words) and self._take(town[0], joined(words))

    def tail(self) -> Tail | None:
        """Return what was read up to the last closing piece."""
        while self.pieces and self.pieces[-1][0] >= self.end:
            self.pieces.pop()
        if self.end == self.start:
            return None
        text = "".join(self._gap(at) + piece for at, piece in self.pieces).strip()
        if text.lower() in strings("unit_words", "forms_alone"):
            return None  # «danh sách thành viên công ty Trách nhiệm hữu hạn»
        empty = text in self.lexicon.weak and (text.isupper() or not self.tokens[self.start].capital)
        if empty or (text in self.lexicon.verbal and not self.tokens[self.start].capital):
            return None
        return Tail(self.end, text, self.place, self.level, self.whole)

    def _gap(self, at: int) -> str:
        return " " if at and self.tokens[at].start > self.tokens[at - 1].end else ""
