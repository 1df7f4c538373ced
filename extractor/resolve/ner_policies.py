"""How the evidence of the trained model joins that of the rules: one named policy for each way in.

`rule-span-wins`: what the rules found stays as it is; the model says nothing about those words.
`model-adds-headed-organisation`: a head noun and a proper name behind it: «Bộ Viễn thông Afghanistan».
`model-adds-unknown-organisation`: a name no Vietnamese word could be, called a body: «hãng Ria Novosti».
`model-adds-led-person`: a name right behind a title or honorific: «ông Hong Man Dae», «Thứ trưởng Bùi Cách Tuyến».
`model-adds-speaking-person`: a name of two words or more before a verb of saying.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from extractor.annotations import Clue, EntityFinding, Reason, UnitFinding
from extractor.resolve.name_lexicon import is_syllable, load_lexicon
from extractor.resolve.person_names import Named, Shape
from extractor.resolve.unit_lexicon import DECOY, lexicon, strings
from extractor.resolve.unit_sites import begins_person
from extractor.resolve.unit_tokens import Token, tokenize
from models.folding import fold
from models.spans import Cover, Span

WEIGHTS = "ner/weights.bin"
HEADED_ORG, UNKNOWN_ORG, LED_PER, SPEAKING_PER = 0.95, 0.9, 0.75, 0.95  # least scores, read off news by hand
_SHORTEST_HEADED = 3  # syllables: «Trung tâm» names nothing
_LONGEST = 12
_LONGEST_NAME = 5
_REACH = 40  # characters left of a name in which its cue stands
# «EVFTA», «HLV»; a name with a quotation, a list or a place behind «tại» in it is cut wrongly
_NO_NAME = re.compile(
    r"FTA$|^(?:HLV|BTV|PV|SARS|COVID|HIV|AIDS|GDP|USD|GMT|VAT|CEO|ODA|FDI|VCK)|[“”\"&,;:]|(?<!\w)tại(?!\w)"
)
_GOES_ON = re.compile(r" (?:và|&|-|–) (?=[^\W\d_])(\w+)")
_INITIALS = 3  # letters: «bà H.», «anh LTH» are kept nameless by the text


def add_organisations(
    text: str, units: Sequence[UnitFinding], entities: Iterable[EntityFinding], taken: Collection[Span]
) -> tuple[UnitFinding, ...]:
    """Return the units of the rules, and behind them those that the model adds outside of `taken` and of them."""
    closed = Cover((*taken, *(span for unit in units for span in unit.mentions)))
    found = list(units)
    at = {fold(unit.name): i for i, unit in enumerate(units)}
    for entity in entities:
        policy = organisation_policy(text, entity)
        if not policy or closed.meets(entity.span):
            continue  # rule-span-wins
        name = entity.span.of(text)
        known = at.setdefault(fold(name), len(found))
        if known < len(found):
            found[known] = found[known]._replace(mentions=tuple(sorted((*found[known].mentions, entity.span))))
        else:
            clue = Clue(f"score {entity.score:.2f}", entity.span)
            found.append(UnitFinding(name, None, (entity.span,), Reason(policy, WEIGHTS, (clue,))))
    return tuple(found)


def organisation_policy(text: str, entity: EntityFinding) -> str:
    """Return the policy by which `entity` is a unit of its own, empty where none lets it in."""
    tokens = tokenize(entity.span.of(text))
    if entity.label != "ORG" or len(tokens) > _LONGEST or not tokens[0].capital:
        return ""
    if _is_no_unit(text, entity, tokens) or _goes_on(text, entity.span.end):
        return ""
    headed = lexicon().names.longest(tokens, 0)
    if headed and headed[0] < len(tokens):
        level = lexicon().levels.longest(tokens, headed[0])  # «UBND Thành phố» is for the rules to resolve
        person = headed[0] == 1 and begins_person(tokens, lexicon(), 0)  # «Đoàn Nguyên Đức»
        bare = person or headed[1] == DECOY or (level is not None and level[0] == len(tokens))
        proper = not bare and any(t.capital for t in tokens[headed[0] :]) and len(tokens) >= _SHORTEST_HEADED
        return "model-adds-headed-organisation" if proper and entity.score >= HEADED_ORG else ""
    cues = strings("ner_words", "body_cues") + (strings("ner_words", "officers") if len(tokens) == 1 else ())
    called = _called(text, entity.span.start, cues)
    return "model-adds-unknown-organisation" if called and _is_foreign(tokens) and entity.score >= UNKNOWN_ORG else ""


def _is_no_unit(text: str, entity: EntityFinding, tokens: Sequence[Token]) -> bool:
    """Whether the words are a country, a title's letters, a treaty, or a piece of a longer word."""
    span = entity.span
    shown = span.of(text)
    glued = text[span.start - 1 : span.start].isalnum() or text[span.end : span.end + 1].isalnum()
    dotted = re.match(r"[.-]\w", text[span.end : span.end + 2]) is not None  # «Nhandan.vn», «Việt Nam-EU»
    country = (lexicon().countries.longest(list(tokens), 0) or (0, ""))[0] == len(tokens)
    team = tokens[0].key == "đội" and lexicon().countries.longest(list(tokens), 1) is not None
    firsts = {" ".join(t.key for t in tokens[:n]) for n in (1, 2)}
    word = not firsts.isdisjoint(strings("ner_words", "no_bodies")) or _called(text, span.start, ("cup", "cúp", "giải"))
    return (
        glued
        or dotted
        or country
        or team
        or word
        or load_lexicon().is_place(shown)
        or _NO_NAME.search(shown) is not None
    )


def _goes_on(text: str, end: int) -> bool:
    """Whether the name may go on (`Tạp chí Môi trường [và Cuộc sống]`): behind `và` no other unit begins."""
    found = _GOES_ON.match(text, end)
    behind = tokenize(text[found.start(1) : found.start(1) + _REACH]) if found else []
    return bool(behind) and behind[0].capital and lexicon().names.longest(behind, 0) is None


def _is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether every word is capitalised and one is no Vietnamese syllable: «Ria Novosti», «OceanBank», «PTIT»."""
    words = [t for t in tokens if t.word]
    capital = all(t.capital or t.text.isdigit() for t in words)
    names = load_lexicon()
    person = any(t.key in names.foreign_given for t in words)  # «Theo Donald Trump»
    return (
        capital and not person and any(t.text.isalpha() and len(t.text) > 1 and not is_syllable(t.key) for t in words)
    )


def _called(text: str, start: int, cues: Sequence[str]) -> bool:
    """Whether one of `cues` stands right before `start`."""
    before = text[max(0, start - _REACH) : start].lower()
    return any(re.search(rf"(?<!\w)(?<!đàn ){re.escape(cue)} $", before) for cue in cues)  # «người đàn ông Australia»


def add_people(
    text: str, named: Sequence[Named], entities: Iterable[EntityFinding], ends: Collection[int], taken: Iterable[Span]
) -> list[Named]:
    """Return the people of the rules and those that the model adds; titles and honorifics stop at `ends`."""
    closed = Cover((*taken, *(one.span for one in named)))
    found = list(named)
    for entity in entities:
        policy = person_policy(text, entity, led=entity.span.start - 1 in ends)
        if policy and not closed.meets(entity.span):
            found.append(Named(entity.span, entity.span.of(text), Shape.FOREIGN, policy))
    return sorted(found, key=lambda one: one.span)


def person_policy(text: str, entity: EntityFinding, *, led: bool) -> str:
    """Return the policy by which `entity` is a person, empty where none lets it in."""
    shown = entity.span.of(text)
    words = shown.split()
    if entity.label != "PER" or len(words) > _LONGEST_NAME or not all(word[0].isupper() for word in words):
        return ""
    if words[0].lower() in load_lexicon().nations and len(words) > 1:
        return ""  # «Latvia Raimonds Vējonis»
    if any(word.isupper() and len(word) <= _INITIALS for word in words):
        return ""
    tokens = tokenize(shown)
    country = lexicon().countries.longest(tokens, 0) or lexicon().provinces.longest(tokens, 0)
    addressed = _called(text, entity.span.start, strings("ner_words", "address"))
    if (country or load_lexicon().is_place(shown)) and not addressed:  # «Tổng thống Hàn Quốc», but «ông Đức»
        return ""
    sure = addressed or (led and len(words) > 1)  # «cầu thủ Dortmund»
    if sure and entity.score >= LED_PER:
        return "model-adds-led-person"
    says = load_lexicon().does_after.match(text[entity.span.end : entity.span.end + _REACH])
    return "model-adds-speaking-person" if says and len(words) > 1 and entity.score >= SPEAKING_PER else ""
