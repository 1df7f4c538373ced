"""Words that look like a unit and name none: part of a title, a law, a kind of body, one of many."""

import re

from extractor.resolve.unit_lexicon import capital_at, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_places import levels_end, place_at
from extractor.resolve.unit_sites import begins_whole_person

_LAW_WINDOW = 2
_MODEL = re.compile(r"[A-Z]{1,3}\d{1,3}")  # «VF3», «A11»
_CENTRAL = {"state", "ministry", "agency", "party"}
_FIRMS = {"company", "group", "bank"}
_BRANDED = {*_FIRMS, "press", "international", "club", "agency"}
_COUNT_DIGITS = 2  # «15 Bộ» is a count, «năm 2019 Bộ» is none


def _words(key: str) -> tuple[str, ...]:
    return strings("unit_refusals", key)


def stands_for_none(reader: NameReader, name: Name) -> bool:
    """Whether the words name no particular unit: a law, a kind of body, one of many."""
    if name.name is None and _is_generic(reader, name):
        return True
    numbered = name.stop < len(reader.tokens) and reader.tokens[name.stop].text.isdigit()
    ship = numbered and name.first > 0 and reader.tokens[name.first - 1].key in _words("ships")
    if ship and any(u.kind in _FIRMS for u in name.units):
        return True  # «tàu Petrolimex 14»
    if any(u.kind in _BRANDED for u in name.units) and (_is_product(reader, name.stop) or _is_site(reader, name)):
        return True
    led = name.first > 0 and reader.tokens[name.first - 1].key in _words("union_offices")
    if name.key in _words("unions") and not name.units and not led:
        return True  # «Bí thư [Đoàn Học viện A]», but «Đoàn Bộ Y tế kiểm tra»
    return _is_law(reader, name.first) or _is_anyones(reader, name) or _is_kind(reader, name)


def _is_site(reader: NameReader, name: Name) -> bool:
    """Whether a firm's name with a place is what it built there (`FLC Quảng Bình`)."""
    built = reader.tokens[name.first].text in reader.lexicon.sites and name.stop < len(reader.tokens)
    return built and reader.tokens[name.stop].capital and place_at(reader.tokens, reader.lexicon, name.stop) is not None


def _is_product(reader: NameReader, at: int) -> bool:
    """Whether what a firm makes or a body holds follows its name (`Microsoft Word`, `VinFast VF3`, `AFC Asian Cup`)."""
    if at >= len(reader.tokens) or not reader.tokens[at].capital:
        return False
    return bool(reader.lexicon.products.longest(reader.tokens, at)) or bool(_MODEL.fullmatch(reader.tokens[at].text))


def _heads_firm(reader: NameReader, name: Name) -> bool:
    """Whether a firm's short form stands behind who leads it or speaks for it, and its name does not go on."""
    after = reader.tokens[name.stop] if name.stop < len(reader.tokens) else None
    person = begins_whole_person(reader.site(name.first), name.stop)  # «Giám đốc Công ty [Trần Văn An]»
    goes_on = after is not None and after.word and after.key not in reader.lexicon.stops and not person
    led = reader.after_office(name.first) or reader.tokens[name.first - 1].key in _words("spoken_for")
    return led and not goes_on


def is_title(reader: NameReader, at: int) -> bool:
    """Whether the head belongs to a title (`Chánh Văn phòng`, `Chánh Thanh tra`), so that its unit comes after it."""
    words = [t.key for t in reader.tokens[max(0, at - 1) : at + 3]]
    if " ".join(words[1:]) in _words("standing_board") and words[0] in _words("board_offices"):
        return True  # «Phó Trưởng ban Thường trực Ban Chỉ đạo»
    if " ".join(words[1:3]) in _words("standing") and words[0] in _words("standing_offices"):
        return True  # «Phó Thủ tướng Thường trực Chính phủ», «Phó Chủ tịch thường trực UBND»
    if " ".join(t.key for t in reader.tokens[at : at + 5]) in _words("standing_members"):
        return True
    if at == 0 or reader.tokens[at - 1].key not in _words("chief"):
        return False
    if reader.tokens[at].key in _words("inspectorate"):  # «Chánh [Thanh tra tỉnh Long An]»: of a place
        return place_at(reader.tokens, reader.lexicon, at + 2) is None
    return reader.tokens[at].key in _words("office")


def _is_law(reader: NameReader, at: int) -> bool:
    """Whether the words are the name of a law, an award, a street (`Luật Công an nhân dân`)."""
    before = reader.tokens[max(0, at - _LAW_WINDOW) : at]
    if not before:
        return False
    last = before[-1].text
    if last in _words("law") and before[0].key in _words("no_law"):
        return False  # «thi hành kỷ luật Ban cán sự đảng»
    if " ".join(t.text for t in before) in _words("organic"):
        return at > _LAW_WINDOW and reader.tokens[at - _LAW_WINDOW - 1].key in _words("law")
    return last in reader.lexicon.law_words and reader.tokens[at].key not in _words("no_law_heads")


def _is_kind(reader: NameReader, name: Name) -> bool:
    """Whether a department that every province has is said of all of them (`các sở GD-ĐT`)."""
    kind = any(unit.template for unit in name.units) or (not name.units and name.rule == "head-field")
    before = reader.tokens[name.first - 1] if name.first else None
    after = " ".join(t.key for t in reader.tokens[name.stop : name.stop + 2])
    if str(name.name).startswith(_words("branches")) and after in _words("below"):
        return True  # «hợp nhất Chi cục Thuế trực thuộc 45 Cục Thuế»
    return kind and before is not None and (before.key in _words("several") or _is_count(reader, name.first - 1))


def _is_count(reader: NameReader, at: int) -> bool:
    """Whether a number before a head counts bodies (`34 Cục Hải quan`); «năm 2019 Bộ», «lớp 1 Trường …» count none."""
    text = reader.tokens[at].text
    return text.isdigit() and len(text) <= _COUNT_DIGITS and not numbers_one(reader, at)


def numbers_one(reader: NameReader, at: int) -> bool:
    """Whether a number says which one of several: «cơ sở [2] Bệnh viện A», «lớp 3/[5] Trường B»."""
    before = reader.tokens[at - 1] if at > 0 else None
    return before is not None and (before.key in _words("numbered") or (at > 1 and before.text == "/"))


def _is_anyones(reader: NameReader, name: Name) -> bool:
    """Whether what follows makes a name one of many (`Vụ Pháp chế của bộ`, `Ban Chỉ đạo 389 các cấp`)."""
    after = [t.text for t in reader.tokens[name.stop : name.stop + 2]]
    two = " ".join(after)
    if any(word in _words("anywhere") for word in after[:1]) or two in _words("of_states"):
        return True  # «Chi cục hải quan nơi tiếp nhận tờ khai», «Bộ Quốc phòng hai nước»
    if any(u.kind in _CENTRAL for u in name.units):
        return False
    levels = 0 if name.level else levels_end(reader.tokens, reader.lexicon, name.stop)
    of_levels = levels > 0 and not capital_at(reader.tokens, levels)  # «Ban Dân tộc tỉnh, thành phố»
    return of_levels or two in _words("anyones")


def _firm_acts(reader: NameReader, at: int) -> bool:
    """Whether a firm says or does something at `at`: «Công ty [cam kết] trả nợ», not «Công ty [cam] Cao Phong»."""
    words = [t.key for t in reader.tokens[at : at + 2] if t.text.islower()]
    acts = strings("unit_words", "firm_acts")
    return bool(words) and (words[0] in acts or " ".join(words) in acts)


def _goes_on_generic(reader: NameReader, name: Name) -> bool:
    """Whether what follows makes a short form a common noun: «lãnh đạo Hiệp hội ngành nghề», «khai mạc Hội báo»."""
    if name.stop >= len(reader.tokens) or reader.tokens[name.stop].capital:
        return False
    field = reader.lexicon.fields.longest(reader.tokens, name.stop)
    if field and field[1] not in reader.lexicon.verbal:
        return True
    after, before = reader.tokens[name.stop], reader.tokens[name.first - 1].key if name.first else ""
    told = reader.after_office(name.first) or before in _words("owned") or after.key in reader.lexicon.stops
    return name.key in _words("associations") and after.word and not told


def _is_one_of_many(reader: NameReader, word: str, name: Name) -> bool:
    """Whether the word before a short form makes it any unit of its kind; «toàn [Cục]» is one, «toàn Bộ» a misprint."""
    return word in reader.lexicon.plurals or (word in _words("whole") and name.key in _words("no_whole"))


def _is_generic(reader: NameReader, name: Name) -> bool:
    """Whether a short form stands for any unit of its kind (`các Sở`, `hai Bộ`, `Bộ khác`)."""
    before = reader.tokens[name.first - 1] if name.first else None
    if before and (_is_one_of_many(reader, before.key, name) or _is_count(reader, name.first - 1)):
        return True
    if (
        before
        and before.key in _words("row")
        and name.first > 1
        and not reader.is_placed(name)
        and reader.tokens[name.first - 2].key in _words("row_words")
    ):
        return True  # «các Tập đoàn, Tổng công ty», «các Vụ, Cục»
    opens = before is None or before.text in {"\n", ".", "?", "!", ":"}
    acts = name.stop < len(reader.tokens) and reader.tokens[name.stop].key in strings("unit_words", "auxiliaries")
    firm = name.key in _words("firms")
    if firm and not (acts or _firm_acts(reader, name.stop) or (before and _heads_firm(reader, name))):
        return True  # «trường hợp Công ty chi tiền», but «Giám đốc Công ty», «lãnh đạo Công ty»
    acts = acts or (firm and _firm_acts(reader, name.stop))
    if name.alone == "within" and ((opens and not acts) or _goes_on_generic(reader, name)):
        return True
    token = reader.tokens[name.first]
    one = token.shouted and len(token.text) > 1 and name.stop - name.first == 1
    if one and name.key not in strings("unit_words", "no_headings") and not reader.is_placed(name):
        return True  # one word in capitals: a heading, no short form
    after = reader.tokens[name.stop] if name.stop < len(reader.tokens) else None
    return bool(after and after.key in _words("generic"))
