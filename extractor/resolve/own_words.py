"""Own words: where a company or a delegation is said by a part of its name (`Nhật Minh` after `Công ty Nhật Minh`)."""

from collections.abc import Sequence

from extractor.resolve.seating import provincial
from extractor.resolve.unit_contexts import apart, said_again, spelling
from extractor.resolve.unit_lexicon import pairs, strings
from extractor.resolve.unit_names import HEADS_FILE, Name, NameReader
from extractor.resolve.unit_places import place_at
from extractor.resolve.unit_tokens import Token, Trie
from extractor.text.restoration import is_plain_syllable

_NEAR = 9  # words and signs between a deputy's title and the delegation
_LONG = 3  # words


def proper_tails(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return places where a company is said by its own words alone (`T&T Group` after `Tập đoàn T&T Group`)."""
    tails: dict[str, Name] = {}
    for name in names:
        first = next((i for i in range(name.first, name.stop) if not _belongs_to_head(reader.tokens[i])), name.stop)
        first = max(first, _last_foreign(reader.tokens, name))
        if _is_firm(name) and _is_own(reader.tokens[first : name.stop]):
            tails.setdefault(spelling(reader.tokens[first : name.stop]), name)
    trie: Trie[Name] = Trie(tails.items())
    places = (at for at in trie.openings(reader.places) if reader.tokens[at].capital and not _is_within(reader, at))
    found = [said_again(reader, trie, at, shouted=False) for at in places]
    return apart([name._replace(rule="own-words-of-a-company") for name in found if name], names)


def _is_firm(name: Name) -> bool:
    """Whether a name is one of a company, told by what it is called."""
    return name.rule == "head-field" and name.key in strings("unit_words", "companies")


def _is_within(reader: NameReader, at: int) -> bool:
    """Whether the words close another's name: «DoubleTree by [Hilton]», «thương hiệu [Hilton]»."""
    return at > 0 and reader.tokens[at - 1].text in strings("unit_words", "brand_of")


def _last_foreign(tokens: Sequence[Token], name: Name) -> int:
    """Return where the foreign words begin with which a name ends (`Công ty Xây dựng [Ricons]`)."""
    first = name.stop
    while first > name.first and _is_own(tokens[first - 1 : first]):
        first -= 1
    while name.first < first < name.stop and _is_letters(tokens[first - 1]):
        first -= 1
    return first if first < name.stop else name.first


def _is_letters(token: Token) -> bool:
    """Whether a word is the letters with which a brand begins (`[VN] Pharma`)."""
    return token.shouted and token.text.isascii() and token.text.isalpha() and not _belongs_to_head(token)


def _belongs_to_head(token: Token) -> bool:
    """Whether a word says only what kind of company it is."""
    return token.key in strings("unit_words", "firm_words")


def _is_own(tokens: Sequence[Token]) -> bool:
    """Whether words are a name that no Vietnamese words could be: all capitalised, one of them foreign."""
    words = [t for t in tokens if t.word]
    foreign = [t for t in words if t.text.isascii() and not is_plain_syllable(t.text) and len(t.text) > 2]  # noqa: PLR2004  # letters
    return any(t.key not in strings("unit_words", "english_forms") for t in foreign) and all(t.capital for t in words)


def led_tails(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return places where a company is said by its last words: right behind an office (`giám đốc Nhật Minh`).

    Three words that begin no person's name say it anywhere (`Vạn Thịnh Phát`).
    """
    tails: dict[str, Name] = {}
    long: set[str] = set()
    for name in names:
        if _is_firm(name):
            own = _last_words(reader.tokens[name.first : name.stop])
            tails.setdefault(spelling(own), name) if len(own) > 1 else None
            long |= {spelling(own)} if _is_long(reader, own) else set()
    trie: Trie[Name] = Trie(tails.items())
    places = (at for at in trie.openings(reader.places) if reader.tokens[at].capital)
    found = (said_again(reader, trie, at, shouted=False) for at in places)
    told = (n for n in found if n and (_is_led(reader, n.first) or _said(reader, n) in long))
    return apart([name._replace(rule="own-words-behind-an-office") for name in told], names)


def _is_led(reader: NameReader, at: int) -> bool:
    """Whether an office stands right before (`giám đốc Nhật Minh`, `CEO của Nhật Minh`)."""
    return reader.after_office(at - (reader.tokens[at - 1].key == "của"))


def _said(reader: NameReader, name: Name) -> str:
    """Return the words of a name; none where it goes on (`Vạn Thịnh Phát Tower`)."""
    after = reader.tokens[name.stop : name.stop + 1]
    return "" if after and after[0].capital else spelling(reader.tokens[name.first : name.stop])


def _is_long(reader: NameReader, own: Sequence[Token]) -> bool:
    """Whether a company's own words are none of a person or a place."""
    words = len(own) >= _LONG and own[0].text not in reader.lexicon.surnames and all(t.word for t in own)
    placed = any(reader.lexicon.provinces.longest(list(own), i) for i in range(len(own)))
    return words and not placed


def _last_words(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the capitalised words with which a name ends, what kind of company it is left out."""
    first = len(tokens)
    while first and tokens[first - 1].capital and not _belongs_to_head(tokens[first - 1]):
        first -= 1
    return tokens[first:] if first else ()


def delegations(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return where `Đoàn` within a sentence stands for the one delegation that the text names."""
    known = {str(n.name): n for n in names if n.name and n.key.startswith(strings("unit_words", "delegations"))}
    if len(known) != 1:
        return []
    name = next(iter(known.values()))
    tokens = reader.tokens
    found = [
        name._replace(first=at, stop=at + 1, rule="short-form-of-a-delegation", alone="")
        for at in range(1, len(tokens) - 1)
        if tokens[at].text == "Đoàn" and tokens[at - 1].word and not _goes_on(tokens[at + 1])
    ]
    return apart(found, names)


def deputies(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return the delegation of a deputy behind a name (`đại biểu Lê Hà (đoàn Long An)`), `đại biểu đoàn Long An`."""
    told = pairs("unit_words", "deputies")
    if told["short"] not in reader.places and not any(n.name == told["body"] for n in names):
        return []
    tokens, key = reader.tokens, told["delegation"].lower()
    found = []
    for at in reader.places.get(key.split()[0], ()):
        place = place_at(tokens, reader.lexicon, at + 1)
        if place is None or not place.place.lower().startswith(provincial()) or not _is_of_deputy(tokens, at):
            continue
        name = f"{told['delegation']} {place.place}"
        found.append(Name(at, place.stop, key, name, "delegation-of-a-deputy", HEADS_FILE))
    return apart(found, names)


def _is_of_deputy(tokens: Sequence[Token], at: int) -> bool:
    """Whether a deputy stands right before, or before a name and a bracket or comma."""
    before = "".join(f" {t.key}" for t in tokens[max(0, at - _NEAR) : at])
    titles = [f" {title}" for title in strings("unit_words", "deputy_titles")]
    if before.endswith((" (", " ,")):
        return any(f"{title} " in before for title in titles)
    return before.endswith(tuple(titles))


def _goes_on(token: Token) -> bool:
    """Whether the word after `Đoàn` makes another noun of it, or a name (`Đoàn kết`, `Đoàn Thanh niên`)."""
    return token.capital or token.key in strings("unit_words", "delegation_compounds")
