"""Where a name is over: a person, a time, a sentence of its own begins behind it."""

from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_joiners import JoinedReader
from extractor.resolve.unit_lexicon import strings
from extractor.resolve.unit_tokens import Token, joined
from extractor.text.restoration import is_plain_syllable


class EndingReader(JoinedReader):
    """Tells where the name ends that a joined reader reads."""

    def is_over(self) -> bool:
        """Whether a name is over: «Công ty MB Việt Nam Kang Young Keun», «Bệnh viện 103 Hà Nội Bị hại là»."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        when = self.tokens[self.at].key in strings("unit_words", "parts_of_day")
        if when and following is not None and following.key in strings("unit_words", "behind_parts_of_day"):
            return self.at > self.start  # «Ảnh: Báo Xây dựng [Sáng nay]»
        opens = self.placed and following is not None and following.text.islower()
        if opens and self.tokens[self.at].key in load_lexicon().never:
            return True
        nation = self.site.titled and self._is_behind_nation()
        return self.site.titled and (nation or (bool(self.pieces) and self._foreign_name()))

    def _is_behind_nation(self) -> bool:
        """Whether a country or continent closes a name right before, and the name of someone from there follows."""
        if joined(self.tokens[max(self.start, self.at - 2) : self.at]) == strings("places", "home")[0]:
            return True
        if not any(self.foreign(t) for t in self.tokens[self.at : self.at + 3]):
            return False  # «Công ty Anh Đức»
        abroad = bool(self.pieces) and self.pieces[-1][1].lower().startswith(f"{strings('places', 'continent')[0]} ")
        firsts = range(max(self.start, self.at - 3), self.at)
        countries = self.lexicon.countries
        return abroad or any((countries.longest(self.tokens, i) or (0,))[0] == self.at for i in firsts)

    def _foreign_name(self) -> bool:
        """Whether a foreign person's name of two words closes a name in Vietnamese (`Viện Vật lý` «Marie Cotin»)."""
        words = self.tokens[self.at : self.at + 3]
        said = [self.foreign(t) for t in self.tokens[self.start : self.at]]
        closed = len(words) < 3 or not words[2].capital  # noqa: PLR2004  # the word behind two
        given = words[0].key in load_lexicon().foreign_given and self.act_end != self.at
        own = given if self.trade else not any(said)  # a firm's name may be foreign
        known = self.foreign(words[0]) and (own or self._is_behind_country())
        return closed and len(words) > 1 and words[1].capital and known

    def _is_behind_country(self) -> bool:
        """Whether a country's name ends right before: «Ngân hàng Trung ương [Nga] Elvira Nabiullina»."""
        ends = (self.lexicon.countries.longest(self.tokens, i) for i in range(max(self.start, self.at - 3), self.at))
        return any(found is not None and found[0] == self.at for found in ends)

    def foreign(self, token: Token) -> bool:
        """Whether a capitalised word cannot be Vietnamese."""
        return token.word and token.capital and token.text.isascii() and not is_plain_syllable(token.text)

    def is_proper_before(self) -> bool:
        """Whether an own name stands right before, with which no lower case goes on: «Nam [Triệu] đóng tàu»."""
        said = self.tokens[self.start : self.at]
        if len(said) > 1 and all(t.text.istitle() for t in said):
            return True  # «báo Người Đưa [Tin] nhân ngày»
        firm = self.trade and bool(said) and self.act_end != self.at
        return firm and said[-1].text.istitle() and load_lexicon().is_given(said[-1].key)
