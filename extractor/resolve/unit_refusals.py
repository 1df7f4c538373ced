"""Words that look like a unit and name none: part of a title, a law, a kind of body, one of many."""

import re

from extractor.resolve.unit_lexicon import capital_at, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_places import levels_end, place_at
from extractor.resolve.unit_sites import begins_whole_person

_LAW_WINDOW = 2
_MODEL = re.compile(r"[A-Z]{1,3}\d{1,3}")  # «VF3», «A11»
_NO_LAW = {"kỷ", "pháp", "quy"}
_OFFICE_ENDS = {"phòng", "tướng", "tịch", "ct", "thư", "bt", "ban", "trưởng", "nhiệm", "đốc", "phó", "viên"}
_SEVERAL = {"các", "những", "mỗi", "từng", "mọi", "nhiều"}
_ROW = {",", "/", "và"}
_ROW_WORDS = {"vụ", "cục", "đoàn", "vị", "ngành", "sở", "ban", "bộ", "trường", "viện", "tâm", "phương", "ty"}
_CENTRAL = {"state", "ministry", "agency", "party"}
_FIRMS = {"company", "group", "bank"}
_BRANDED = {*_FIRMS, "press", "international", "club", "agency"}
_CHIEF = {"chánh"}
_ANYONES = (
    ["các", "cấp"],
    ["cấp", "tỉnh"],
    ["cấp", "huyện"],
    ["cấp", "xã"],
    ["các", "địa"],
    ["các", "tỉnh"],
    ["các", "huyện"],
    ["các", "quận"],
    ["các", "xã"],
    ["của", "bộ"],
    ["của", "các"],
    ["của", "từng"],
    ["của", "mỗi"],
)
_OWNED = {"của", "đạo", "lập"}  # «lãnh đạo [Hội]», «ngày thành lập [Hội]»
_NUMBERED = {"lớp", "khóa", "khối", "số", "quận", "phường", "tháng", "ngày", "kỳ", "hạng", "điều"}  # «lớp 1», «quận 3»
_NUMBERED |= {"năm", "thứ", "nội", "ngoại"}  # «sinh viên năm 4», «khoa Nội 5»
_COUNT_DIGITS = 2  # «15 Bộ» is a count, «năm 2019 Bộ» is none


def stands_for_none(reader: NameReader, name: Name) -> bool:
    """Whether the words name no particular unit: a law, a kind of body, one of many."""
    if name.name is None and _is_generic(reader, name):
        return True
    numbered = name.stop < len(reader.tokens) and reader.tokens[name.stop].text.isdigit()
    ship = numbered and name.first > 0 and reader.tokens[name.first - 1].key == "tàu"
    if ship and any(u.kind in _FIRMS for u in name.units):
        return True  # «tàu Petrolimex 14»
    if any(u.kind in _BRANDED for u in name.units) and (_is_product(reader, name.stop) or _is_site(reader, name)):
        return True
    led = name.first > 0 and reader.tokens[name.first - 1].key == "thư"
    if name.key == "đoàn" and not name.units and not led:
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
    led = reader.after_office(name.first) or reader.tokens[name.first - 1].key in {"đạo", "diện"}
    return led and not goes_on


def is_title(reader: NameReader, at: int) -> bool:
    """Whether the head belongs to a title (`Chánh Văn phòng`, `Chánh Thanh tra`), so that its unit comes after it."""
    words = [t.key for t in reader.tokens[max(0, at - 1) : at + 3]]
    if words[1:] == ["ban", "thường", "trực"] and words[0] in {"trưởng", "phó"}:
        return True  # «Phó Trưởng ban Thường trực Ban Chỉ đạo»
    if words[1:3] == ["thường", "trực"] and words[0] in _OFFICE_ENDS:
        return True  # «Phó Thủ tướng Thường trực Chính phủ», «Phó Chủ tịch thường trực UBND»
    if [t.key for t in reader.tokens[at : at + 5]] == ["thường", "trực", "ban", "bí", "thư"]:
        return True
    if at == 0 or reader.tokens[at - 1].key not in _CHIEF:
        return False
    inspects = reader.tokens[at].key == "thanh"  # «Chánh [Thanh tra tỉnh Long An]»: the inspectorate of a place
    return reader.tokens[at].key == "văn" or (inspects and place_at(reader.tokens, reader.lexicon, at + 2) is None)


def _is_law(reader: NameReader, at: int) -> bool:
    """Whether the words are the name of a law, an award, a street (`Luật Công an nhân dân`)."""
    before = reader.tokens[max(0, at - _LAW_WINDOW) : at]
    if not before:
        return False
    last = before[-1].text
    if last == "luật" and before[0].key in _NO_LAW:
        return False  # «thi hành kỷ luật Ban cán sự đảng»
    if last == "chức" and len(before) == _LAW_WINDOW and before[0].text in {"Tổ", "tổ"}:
        return at > _LAW_WINDOW and reader.tokens[at - _LAW_WINDOW - 1].key == "luật"
    return last in reader.lexicon.law_words and reader.tokens[at].key not in {"chính", "quốc"}


def _is_kind(reader: NameReader, name: Name) -> bool:
    """Whether a department that every province has is said of all of them (`các sở GD-ĐT`)."""
    kind = any(unit.template for unit in name.units) or (not name.units and name.rule == "head-field")
    before = reader.tokens[name.first - 1] if name.first else None
    after = [t.key for t in reader.tokens[name.stop : name.stop + 2]]
    if str(name.name).startswith("Chi cục") and after == ["trực", "thuộc"]:
        return True  # «hợp nhất Chi cục Thuế trực thuộc 45 Cục Thuế»
    return kind and before is not None and (before.key in _SEVERAL or _is_count(reader, name.first - 1))


def _is_count(reader: NameReader, at: int) -> bool:
    """Whether a number before a head counts bodies (`34 Cục Hải quan`); «năm 2019 Bộ», «lớp 1 Trường …» count none."""
    text = reader.tokens[at].text
    numbers = at > 0 and reader.tokens[at - 1].key in _NUMBERED
    ordinal = at > 1 and reader.tokens[at - 1].text == "/"  # «lớp 3/5 Trường …»
    return text.isdigit() and len(text) <= _COUNT_DIGITS and not numbers and not ordinal


def _is_anyones(reader: NameReader, name: Name) -> bool:
    """Whether what follows makes a name one of many (`Vụ Pháp chế của bộ`, `Ban Chỉ đạo 389 các cấp`)."""
    after = [t.text for t in reader.tokens[name.stop : name.stop + 2]]
    if after[:1] == ["nơi"] or after in (["hai", "nước"], ["hai", "bên"], ["các", "nước"]):
        return True  # «Chi cục hải quan nơi tiếp nhận tờ khai», «Bộ Quốc phòng hai nước»
    if any(u.kind in _CENTRAL for u in name.units):
        return False
    levels = 0 if name.level else levels_end(reader.tokens, reader.lexicon, name.stop)
    return after in _ANYONES or (levels > 0 and not capital_at(reader.tokens, levels))  # «Ban Dân tộc tỉnh, thành phố»


def _goes_on_generic(reader: NameReader, name: Name) -> bool:
    """Whether what follows makes a short form a common noun: «lãnh đạo Hiệp hội ngành nghề», «khai mạc Hội báo»."""
    if name.stop >= len(reader.tokens) or reader.tokens[name.stop].capital:
        return False
    field = reader.lexicon.fields.longest(reader.tokens, name.stop)
    if field and field[1] not in reader.lexicon.verbal:
        return True
    after, before = reader.tokens[name.stop], reader.tokens[name.first - 1].key if name.first else ""
    told = reader.after_office(name.first) or before in _OWNED or after.key in reader.lexicon.stops
    return name.key == "hội" and after.word and not told


def _is_one_of_many(reader: NameReader, word: str, name: Name) -> bool:
    """Whether the word before a short form makes it any unit of its kind; «toàn [Cục]» is one, «toàn Bộ» a misprint."""
    return word in reader.lexicon.plurals or (word == "toàn" and name.key in {"bộ", "đảng bộ"})


def _is_generic(reader: NameReader, name: Name) -> bool:
    """Whether a short form stands for any unit of its kind (`các Sở`, `hai Bộ`, `Bộ khác`)."""
    before = reader.tokens[name.first - 1] if name.first else None
    if before and (_is_one_of_many(reader, before.key, name) or _is_count(reader, name.first - 1)):
        return True
    if (
        before
        and before.key in _ROW
        and name.first > 1
        and not reader.is_placed(name)
        and reader.tokens[name.first - 2].key in _ROW_WORDS
    ):
        return True  # «các Tập đoàn, Tổng công ty», «các Vụ, Cục»
    opens = before is None or before.text in {"\n", ".", "?", "!", ":"}
    acts = name.stop < len(reader.tokens) and reader.tokens[name.stop].key in strings("unit_words", "auxiliaries")
    if name.key == "công ty" and not (acts or (before and _heads_firm(reader, name))):
        return True  # «trường hợp Công ty chi tiền», but «Giám đốc Công ty», «lãnh đạo Công ty»
    if name.alone == "within" and ((opens and not acts) or _goes_on_generic(reader, name)):
        return True
    token = reader.tokens[name.first]
    one = token.shouted and len(token.text) > 1 and name.stop - name.first == 1
    if one and name.key not in strings("unit_words", "no_headings") and not reader.is_placed(name):
        return True  # one word in capitals: a heading, no short form
    after = reader.tokens[name.stop] if name.stop < len(reader.tokens) else None
    return bool(after and after.key in {"khác", "trưởng", "cấp", "các", "chuyên", "ngành"})
