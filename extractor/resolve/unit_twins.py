"""Two names that a text gives to one unit: «Tập đoàn Hoa Sen» and «Công ty Cổ phần Tập đoàn Hoa Sen»."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from extractor.resolve.unit_contexts import initials, spelling
from extractor.resolve.unit_lexicon import pairs
from extractor.resolve.unit_names import Name, NameReader
from models.folding import fold

# What a group or a school may leave out of its name: «[Công ty Cổ phần] Tập đoàn Hoa Sen».
_KIND = re.compile(
    r"công ty(?: cổ phần| tnhh| trách nhiệm hữu hạn)?(?: một thành viên| mtv)? (?=tập đoàn )|trường (?=thcs |thpt )"
)
_SHORT = re.compile(r"(.+) ([A-ZĐ]{2,6})")


def closed_by_short(reader: NameReader, names: Sequence[Name], taught: Sequence[Name]) -> list[Name]:
    """Return `names`, those of a body under its head and a short form that the text teaches with its whole name.

    «Công ty Chứng khoán STM» after «Công ty Cổ phần Chứng khoán Sao Tân Mai (STM)».
    """
    known = {(one.key, spelling(reader.tokens[one.first : one.stop])): one for one in taught}
    found = []
    for name in names:
        own = known.get((name.key, reader.tokens[name.stop - 1].text)) if name.rule == "head-field" else None
        found.append(name._replace(name=own.name, units=own.units, whole=own.whole) if own else name)
    return found


def without_next_word(reader: NameReader, names: Sequence[Name]) -> list[Name]:
    """Return `names`, none with the first syllable of the word that begins the next sentence, glued on.

    «Công ty TNHH Sao Tân Mai [Cơ] sở này …»: the text has the name without it elsewhere.
    """
    said = {name.name for name in names}
    found = []
    for name in names:
        last, after = reader.tokens[name.stop - 1], reader.tokens[name.stop : name.stop + 1]
        glued = last.text.istitle() and after and after[0].text.islower() and reader.inside_word(name.stop)
        short = str(name.name).removesuffix(f" {last.text}") if name.rule == "head-field" else ""
        found.append(name._replace(stop=name.stop - 1, name=short) if glued and short in said else name)
    return found


def whole_names(names: Collection[str]) -> Mapping[str, str]:
    """Return the longer of two names of one unit by the folded shorter; of several, the first by spelling."""
    ordered = sorted(names, reverse=True)
    whole = {fold(name)[found.end() :]: name for name in ordered if (found := _KIND.match(fold(name)))}
    shorts = [short for short in map(_SHORT.fullmatch, ordered) if short]
    written = _by_initials(ordered, {fold(short[1]) for short in shorts})
    for short in shorts:  # «Cục Thuế DNL» of «Cục Thuế Doanh nghiệp lớn»
        name = written.get((fold(short[1]), short[2]), short[0])
        if name != short[0]:
            whole[fold(short[0])] = name
    right = ((name, _misspelt().sub(_country, name)) for name in ordered)
    return whole | {fold(name): spelled for name, spelled in right if spelled != name}


@cache
def _misspelt() -> re.Pattern[str]:
    """Return the pattern of a country that a text misspells: «Bộ Quốc phòng [Phillipines]»."""
    forms = "|".join(re.escape(form).replace(r"\-", " ?- ?") for form in pairs("places", "misspelt"))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")


def _country(found: re.Match[str]) -> str:
    """Return the country that is misspelt, in a name that writes its hyphens with spaces (`Cu - ba`)."""
    return pairs("places", "misspelt")[found[0].replace(" - ", "-")]


def _by_initials(names: Sequence[str], begins: Collection[str]) -> Mapping[tuple[str, str], str]:
    """Return the names that begin with one of `begins`, folded, by it and by the initials of the rest."""
    found: dict[tuple[str, str], str] = {}
    for name in names if begins else ():
        words, folded = name.split(), fold(name).split()
        for at in range(1, len(words) if len(words) == len(folded) else 0):
            if (begin := " ".join(folded[:at])) in begins:
                found[begin, initials(" ".join(words[at:]))] = name
    return found
