"""Tails: what follows a head noun and names the unit, and where it stops."""

from collections.abc import Callable
from dataclasses import dataclass

from extractor.resolve.unit_lexicon import Lexicon, Place, capital_at
from extractor.resolve.unit_tokens import Token, spelled_as

_CITY = "Thành phố Hồ Chí Minh"
_LEVELS = {"tp": "thành phố", "tp.": "thành phố", "t.p": "thành phố", "tx": "thị xã", "tx.": "thị xã"}
_MAX_PLACE = 4  # words of the name of a district or commune
_MAX_NAME = 4  # words of a person's name
_MAX_TAIL = 24  # words of a tail
_UNJOINED = {"Dự", "Đề", "Công", "Các", "Kế"}
_NO_LEVEL = {"ủy", "đoàn", "hội", "trưởng"}  # «Tỉnh ủy», «xã hội»: no level begins there
_JOINERS = ("-", "&", "/", "+")


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a tail ends, what it reads as, and how it read: the place and the unit in it, a level without a name."""

    stop: int
    text: str = ""
    place: str = ""
    level: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The text around a tail: `titled` after an office (`Cục trưởng Cục …`), `shouted` in a line of capitals."""

    tokens: list[Token]
    lexicon: Lexicon
    inner: Callable[[int], Tail | None]
    titled: bool = False
    shouted: bool = False
    references: dict[int, int] | None = None
    inside_word: Callable[[int], bool] = lambda _: False


def place_at(tokens: list[Token], lexicon: Lexicon, at: int, *, titled: bool = False) -> Tail | None:
    """Return the place at `at` with or without its level, or the bare level (`UBND tỉnh`), None where none stands."""
    level = lexicon.levels.longest(tokens, at)
    if level and level[0] < len(tokens) and tokens[level[0]].key in _NO_LEVEL:
        return None
    start = level[0] if level else at
    known = _province(tokens, lexicon, start)
    if level is None and known is None:
        return None
    if known and (level is None or _fits(level[1], known[1])):
        stop, place = known
        return Tail(stop, place.name, place=place.name)
    if level is None:
        return None
    name = _LEVELS.get(level[1].lower(), level[1].lower())
    if start < len(tokens) and tokens[start].text == "." and name in {"thành phố", "thị xã"}:
        start += 1
    stop = _local_name(tokens, lexicon, start, titled=titled)
    if stop == start:
        return None if _goes_on(tokens, lexicon, start) else Tail(level[0], name, level=name)
    words = " ".join(t.text for t in tokens[start:stop])
    return Tail(stop, f"{name} {words}", place=f"{name} {words}")


def _province(tokens: list[Token], lexicon: Lexicon, at: int) -> tuple[int, Place] | None:
    found = None
    for stop, words, place in lexicon.provinces.walk(tokens, at):
        if spelled_as(tokens, at, words):
            found = (stop, place)
    return found


def _fits(level: str, place: Place) -> bool:
    name = _LEVELS.get(level.lower(), level.lower())
    return name == place.level or name == "tỉnh"


def begins_person(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether a surname and one to three more capitalised words stand at `at`."""
    if tokens[at].text not in lexicon.surnames:
        return False
    stop = at
    while stop < len(tokens) and tokens[stop].capital and stop - at <= _MAX_NAME:
        stop += 1
    return 1 < stop - at <= _MAX_NAME


def is_group(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether what follows a head makes it any body of its kind (`UBND các cấp`, `UBND tỉnh, thành phố`)."""
    if at < len(tokens) and tokens[at].key in {"các", "cấp"}:
        return [t.key for t in tokens[at : at + 2]] != ["cấp", "cao"]
    level = lexicon.levels.longest(tokens, at)
    return level is not None and not capital_at(tokens, level[0]) and _goes_on(tokens, lexicon, level[0])


def _goes_on(tokens: list[Token], lexicon: Lexicon, at: int) -> bool:
    """Whether a bare level is one of several (`UBND tỉnh, thành phố`): a group, no unit."""
    joined = at + 1 < len(tokens) and tokens[at].text in {",", "/", "và", "-"}
    return joined and lexicon.levels.longest(tokens, at + 1) is not None


def _local_name(tokens: list[Token], lexicon: Lexicon, start: int, *, titled: bool) -> int:
    """Return where the name of a district or commune that begins at `start` ends, `start` where none does."""
    at = start
    while at < min(len(tokens), start + _MAX_PLACE):
        token = tokens[at]
        named = token.word and (token.capital or token.text.isdigit())
        if not named or lexicon.titles.longest(tokens, at):
            break
        if titled and at > start and begins_person(tokens, lexicon, at):
            break
        at += 1
        if token.text.isdigit():
            break
    return at


def place_tail(site: Site, at: int) -> Tail | None:
    """Return the tail of `UBND`, `Công an`, `Tòa án`: a place, a level, `cấp cao tại …`, `khu vực 1 - …`."""
    tokens, lexicon = site.tokens, site.lexicon
    keys = [t.key for t in tokens[at : at + 3]]
    if keys == ["cấp", "cao", "tại"] or keys == ["cấp", "cao", "ở"]:
        place = place_at(tokens, lexicon, at + 3)
        return place and Tail(place.stop, f"cấp cao tại {_short(tokens, at + 3, place)}")
    if keys[:2] == ["khu", "vực"] and at + 2 < len(tokens) and tokens[at + 2].text.isdigit():
        dash = at + 3 < len(tokens) and tokens[at + 3].key == "-"
        place = place_at(tokens, lexicon, at + 4) if dash else None
        name = f"khu vực {keys[2]}"
        return Tail(place.stop, f"{name} - {_short(tokens, at + 4, place)}") if place else Tail(at + 3, name)
    return place_at(tokens, lexicon, at, titled=site.titled)


def _short(tokens: list[Token], at: int, place: Tail) -> str:
    """Return a place as the text has it, the city's abbreviations written out."""
    if place.place == _CITY:
        return _CITY
    words = " ".join(t.text for t in tokens[at : place.stop])
    if tokens[at].key in {"tp", "tx"} or words[0].isupper() is False:
        return place.text
    return place.place.partition(" ")[2] if words.isupper() and " " in place.place else words


def local_tail(site: Site, at: int) -> Tail | None:
    """Return the place in the tail of a named department: as the text has it (`Sở Y tế Hà Nội`)."""
    place = place_at(site.tokens, site.lexicon, at, titled=site.titled)
    if place is None or place.level:
        return place
    return Tail(place.stop, _short(site.tokens, at, place), place=place.place)


def unit_tail(site: Site, at: int) -> Tail | None:
    """Return the tail of `Văn phòng`, `Đảng ủy`, `Thanh tra`: a unit or a place."""
    return site.inner(at) or local_tail(site, at)


def field_tail(site: Site, at: int, *, sure: int = 0, topic: bool = False) -> Tail | None:
    """Return the tail of capitalised words, field nouns, a place, a unit; `sure` is where a registered name ends.

    `topic` lets the tail run on after `về` (`Ban Chỉ đạo Trung ương về …`).
    """
    reader = _FieldReader(site, at, sure, topic=topic)
    while reader.step():
        pass
    return reader.tail()


class _FieldReader:
    """Reads a field tail piece by piece; `end` is the end of the last piece that may close it."""

    def __init__(self, site: Site, start: int, sure: int, *, topic: bool) -> None:
        self.site, self.tokens, self.lexicon = site, site.tokens, site.lexicon
        self.start, self.at, self.end = start, start, start
        self.sure = sure
        self.topic, self.about = topic, False
        self.pieces: list[tuple[int, str]] = []
        self.acted = False
        self.whole = ""
        self.place = ""
        self.level = ""

    def step(self) -> bool:
        """Read one piece; False at the end of the tail."""
        if self.at >= len(self.tokens) or self.at - self.start > _MAX_TAIL or self.whole or self.level:
            return False
        return self._unit() or self._place() or self._phrase() or self._topic() or self._capital() or self._joiner()

    def _take(self, stop: int, text: str) -> bool:
        self.pieces.append((self.at, text))
        self.at = self.end = stop
        return True

    def _unit(self) -> bool:
        if self.at == self.start or self.about or not self.tokens[self.at].capital:
            return False
        found = self.site.inner(self.at)
        if found is None or not found.whole:
            return False
        self.whole = found.whole
        return self._take(found.stop, found.text)

    def _place(self) -> bool:
        found = local_tail(self.site, self.at)
        if found is None or self._begins_person():
            return False
        if found.level:
            return self._level(found)
        self.place = found.place
        return self._take(found.stop, found.text)

    def _level(self, found: Tail) -> bool:
        """Read a level that closes a name (`Quỹ Phát triển nhà ở Thành phố`): the text says of which place."""
        if not self.pieces or self.lexicon.fields.longest(self.tokens, self.at):
            return False
        self.level = found.level
        self.at = self.end = found.stop
        return True

    def _phrase(self) -> bool:
        token = self.tokens[self.at]
        found = self.lexicon.fields.longest(self.tokens, self.at)
        act = self.lexicon.acts.longest(self.tokens, self.at)
        if act and (found is None or act[0] > found[0]):
            after = self.at > self.start and self.tokens[self.at - 1].text in {"và", ",", "-"}
            if not (self.acted or after or token.capital or self.topic):
                return False
            self.acted = True
            return self._take(act[0], self._cased(self.at, act[0]))
        if found is None or self._begins_person() or self._is_verb(found[1]):
            return False
        return self._take(found[0], self._cased(self.at, found[0]))

    def _is_verb(self, phrase: str) -> bool:
        """Whether a field that is a verb too follows a whole name (`Chi cục Thuế tổ chức`, `Sở Y tế thông tin`)."""
        if phrase not in self.lexicon.verbal or self.tokens[self.at].capital or not self.pieces or self.acted:
            return False
        return self.tokens[self.at - 1].key not in {"và", ",", *_JOINERS}

    def _cased(self, first: int, stop: int) -> str:
        text = _joined(self.tokens[first:stop])
        if not self.site.shouted:
            return text
        return text.lower() if self.pieces else text[0] + text[1:].lower()

    def _topic(self) -> bool:
        """Read `về` and lower-case words up to a word that no topic holds; a cited document ends it."""
        token = self.tokens[self.at]
        if not self.topic:
            return False
        if token.key == "về" and self.pieces and not self.about:
            self.about = True
            self.pieces.append((self.at, "về"))
            self.at += 1
            return True
        cited = (self.site.references or {}).get(token.start)
        if self.about and cited:
            stop = next((i for i in range(self.at, len(self.tokens)) if self.tokens[i].end >= cited), self.at)
            self.pieces.append((self.at, _joined(self.tokens[self.at : stop + 1])))
            self.at = self.end = stop + 1
            return False
        if not self.about or not token.word or token.key in self.lexicon.stops:
            return False
        return self._take(self.at + 1, token.text)

    def _capital(self) -> bool:
        token = self.tokens[self.at]
        if not token.word or not (token.capital or token.text[0].isdigit()) or self.site.shouted:
            return False
        if self.lexicon.titles.longest(self.tokens, self.at) or self._begins_person():
            return False
        if token.text.isdigit() and self.at > self.start and self.tokens[self.at - 1].text in {",", "và"}:
            return False
        self.acted = self.acted or bool(self.lexicon.acts.longest(self.tokens, self.at))
        stop = self.at + 1  # «Cổ phần», «Xổ số»: the rest of one word
        while stop < len(self.tokens) and self.tokens[stop].text.islower() and self.site.inside_word(stop):
            stop += 1
        return self._take(stop, _joined(self.tokens[self.at : stop]))

    def _begins_person(self) -> bool:
        """Whether a person's name begins here: after an office, or beyond a registered name."""
        at = self.at
        if not (self.site.titled or self.sure):
            return False
        return at > max(self.start, self.sure - 1) and begins_person(self.tokens, self.lexicon, at)

    def _joiner(self) -> bool:
        """Read `và`, a comma or a hyphen where what follows goes on with the name."""
        token = self.tokens[self.at]
        if self.at == self.start or self.at + 1 >= len(self.tokens):
            return False
        if token.key in _JOINERS:
            goes_on = self.tokens[self.at + 1].capital and not self._spaced_dash() or self._field_follows()
        elif token.key == "và":
            goes_on = self._field_follows()
        else:
            goes_on = token.key == "," and self._series_follows()
        if not goes_on:
            return False
        self.pieces.append((self.at, token.key))
        self.at += 1
        return True

    def _spaced_dash(self) -> bool:
        """Whether a dash has spaces around it and a person or a unit after it: a break in the sentence."""
        token, following = self.tokens[self.at], self.tokens[self.at + 1]
        spaced = token.start > self.tokens[self.at - 1].end and following.start > token.end
        return spaced and (following.text in self.lexicon.surnames or self.site.inner(self.at + 1) is not None)

    def _field_follows(self) -> bool:
        at = self.at + 1
        if self.site.inner(at) is not None or self.lexicon.titles.longest(self.tokens, at):
            return False
        if self.tokens[at].text in _UNJOINED:  # «Bệnh viện A và Dự án B» are two
            return False
        return bool(self.lexicon.acts.longest(self.tokens, at) or self.lexicon.fields.longest(self.tokens, at))

    def _series_follows(self) -> bool:
        """Whether a comma divides fields of one name: `A, B và C` with each a field."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].key in {",", "và"}:
            closing = self.tokens[at].key == "và"
            if self.site.inner(at + 1) is not None:
                return False
            found = self.lexicon.fields.longest(self.tokens, at + 1) or self.lexicon.acts.longest(self.tokens, at + 1)
            if found is None:
                return False
            if closing:
                return True
            at = found[0]
        return False

    def tail(self) -> Tail | None:
        """Return what was read up to the last closing piece."""
        while self.pieces and self.pieces[-1][0] >= self.end:
            self.pieces.pop()
        if self.end == self.start:
            return None
        text = "".join(self._gap(at) + piece for at, piece in self.pieces).strip()
        if text in (self.lexicon.verbal | self.lexicon.weak) and not self.tokens[self.start].capital:
            return None
        return Tail(self.end, text, self.place, self.level, self.whole)

    def _gap(self, at: int) -> str:
        return " " if at and self.tokens[at].start > self.tokens[at - 1].end else ""


def _joined(tokens: list[Token]) -> str:
    """Return tokens as they stand in the text, dashes of all lengths one hyphen."""
    parts = []
    for i, token in enumerate(tokens):
        gap = " " if i and token.start > tokens[i - 1].end else ""
        parts.append(gap + (token.key if token.key == "-" else token.text))
    return "".join(parts)
