"""The words by which the unit grammar reads: names, heads, places, fields, each a trie made once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor.resolve.added_units import per_registry
from extractor.resolve.unit_registry import RegisteredUnit, load_registry
from extractor.resolve.unit_tokens import Token, Trie
from extractor.rules.loader import load_table
from models.errors import RuleError
from models.folding import canonical, fold

DECOY = "decoy"
OF_A_BODY = {"unit", "sector", "cell"}  # kinds of tails that are units before all else


class Head(NamedTuple):
    """A head noun that begins names no registry holds; `key` groups its spellings."""

    key: str
    name: str
    tail: str
    alone: str
    lower: bool
    only: str
    proper: bool
    topical: bool
    inner: str


@dataclass(frozen=True, slots=True)
class Place:
    """A province or city under the centre."""

    name: str
    short: str
    level: str


class Lexicon(NamedTuple):
    """Everything the grammar looks up."""

    names: Trie[RegisteredUnit | Head | str]
    contextual: Trie[RegisteredUnit]
    cores: Mapping[str, Trie[RegisteredUnit]]
    provinces: Trie[Place]
    cities: Trie[str]
    levels: Trie[str]
    countries: Trie[str]
    fields: Trie[str]
    acts: Trie[str]
    topics: Trie[str]
    products: Trie[str]
    divisions: Trie[str]
    sites: frozenset[str]
    titles: Trie[str]
    holders: Trie[str]
    surnames: Mapping[str, int]  # by rank, the commonest 0
    verbal: frozenset[str]
    weak: frozenset[str]
    plurals: frozenset[str]
    law_words: frozenset[str]
    stops: frozenset[str]
    halts: frozenset[str]  # words at which unknown words of a name end besides `stops`
    office_ends: frozenset[str]  # the last words of titles: a unit right behind one is whose office it is
    written_out: Mapping[str, str]
    sections: Mapping[str, str]


@cache
def strings(file: str, key: str) -> tuple[str, ...]:
    """Return the list of strings `key` of a table; raise RuleError where it is none."""
    value = load_table(file).get(key)
    if not isinstance(value, list):
        message = f"{file}.toml: {key} must be a list"
        raise RuleError(message)
    return tuple(canonical(str(item)) for item in value)


@cache
def pairs(file: str, key: str) -> Mapping[str, str]:
    """Return the table of strings `key` of a file; raise RuleError where it is none."""
    value = load_table(file).get(key)
    if not isinstance(value, dict):
        message = f"{file}.toml: {key} must be a table"
        raise RuleError(message)
    return {canonical(str(k)): canonical(str(v)) for k, v in value.items()}


@cache
def legal_forms() -> frozenset[str]:
    """Return what kinds of firms there are."""
    return frozenset(strings("unit_words", "legal_forms"))


@cache
def load_heads() -> tuple[tuple[str, Head], ...]:
    """Return `(spelling, head)` of every head in `unit_heads.toml`."""
    entries = load_table("unit_heads").get("head")
    if not isinstance(entries, list):
        message = "unit_heads.toml: head must be a list of tables"
        raise RuleError(message)
    pairs: list[tuple[str, Head]] = []
    for entry in entries:
        first = canonical(str(entry["forms"][0]))
        for form in entry["forms"]:
            name = canonical(form) if entry.get("own") else canonical(str(entry.get("official", first)))
            key = fold(name if entry.get("own") else str(entry.get("key", first)))
            only, proper = str(entry.get("only", "")), bool(entry.get("proper"))
            topical = bool(entry.get("topical"))
            inner = str(entry.get("inner", ""))
            head = Head(key, name, entry["tail"], entry["alone"], entry["lower"], only, proper, topical, inner)
            pairs.append((canonical(form), head))
    return tuple(pairs)


@cache
def load_places() -> tuple[tuple[str, Place], ...]:
    """Return `(spelling, place)` of every province and city under the centre."""
    entries = load_table("places").get("province")
    if not isinstance(entries, list):
        message = "places.toml: province must be a list of tables"
        raise RuleError(message)
    pairs: list[tuple[str, Place]] = []
    for entry in entries:
        place = Place(canonical(entry["name"]), canonical(entry["short"]), canonical(entry["level"]))
        pairs.extend((canonical(form), place) for form in (entry["short"], *entry.get("aliases", ())))
    return tuple(pairs)


def _former() -> tuple[tuple[str, Place], ...]:
    """Return provinces that are no more (`Tỉnh ủy Nam Hà`)."""
    return tuple((name, Place(f"tỉnh {name}", name, "tỉnh")) for name in strings("places", "former"))


def _same(words: tuple[str, ...]) -> Trie[str]:
    return Trie((word, word) for word in words)


def _names() -> Trie[RegisteredUnit | Head | str]:
    """Return registered names, heads and decoys in one trie, so that the longest at a word can be told."""
    names: Trie[RegisteredUnit | Head | str] = Trie()
    for unit in load_registry():
        for alias in (*unit.aliases, *unit.fuller):
            names.add(alias, unit)
    for form, head in load_heads():
        names.add(form, head)
    for decoy in (*strings("unit_words", "decoys"), *strings("places", "other")):
        names.add(decoy, DECOY)
    return names


def _cores() -> dict[str, Trie[RegisteredUnit]]:
    """Return what follows a head noun in registered names, by the head as records write it.

    That is what a unit says of itself and, behind a head that may begin a name, the rest of its names (`Bạch Mai` of
    `Bệnh viện Bạch Mai`).
    """
    heads = {head.name for _, head in load_heads() if head.tail in {"field", *OF_A_BODY}}
    cores: dict[str, Trie[RegisteredUnit]] = {head: Trie() for head in ("Bộ", "Sở", *heads)}
    for unit in load_registry():
        for core in unit.cores:
            cores[unit.head].add(core, unit)
    for unit in load_registry():
        for alias in unit.aliases if unit.kind != "provincial" else ():
            for space in re.finditer(" ", alias):
                if alias[: space.start()] in heads:
                    cores[alias[: space.start()]].add(alias[space.start() :], unit)
    return cores


@per_registry
def lexicon() -> Lexicon:
    """Return the lexicon of the rule files and of the units that a user added, built once for each."""
    return Lexicon(
        names=_names(),
        contextual=Trie((form, unit) for unit in load_registry() for form in unit.contextual),
        cores=_cores(),
        provinces=Trie((*load_places(), *_former())),
        cities=_same((*strings("places", "cities"), *strings("places", "towns"))),
        levels=_same(strings("places", "levels")),
        countries=Trie((*((c, c) for c in strings("places", "countries")), *pairs("places", "misspelt").items())),
        fields=_same(strings("unit_words", "fields")),
        acts=_same(strings("unit_words", "acts")),
        topics=_same(strings("unit_words", "topics")),
        products=_same(strings("unit_words", "products")),
        divisions=_same(strings("unit_words", "divisions")),
        sites=frozenset(strings("unit_words", "sites")),
        titles=_same(strings("unit_words", "title_phrases")),
        holders=_same(strings("unit_words", "office_holders")),
        surnames={name: i for i, name in reversed([*enumerate(strings("unit_words", "surnames"))])},
        verbal=frozenset(strings("unit_words", "verbal")),
        weak=frozenset(strings("unit_words", "weak")),
        plurals=frozenset(strings("unit_words", "plurals")),
        law_words=frozenset(strings("unit_words", "law_words")),
        office_ends=frozenset(word.lower() for word in strings("unit_words", "office_ends")),
        stops=frozenset(strings("unit_words", "stops")),
        halts=frozenset(strings("unit_words", "halts")),
        written_out=pairs("unit_words", "written_out"),
        sections=pairs("unit_words", "sections"),
    )


def capital_at(tokens: list[Token], at: int) -> bool:
    """Whether a capitalised word stands at `at`."""
    return at < len(tokens) and tokens[at].capital


@cache
def _abbreviations() -> re.Pattern[str]:
    forms = sorted(lexicon().written_out, key=len, reverse=True)
    own = r"(?!(?<=VN) [A-Z])"  # «Công ty VN Pharma»
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, forms))})(?!\w){own}")


def write_out(name: str) -> str:
    """Return a name with its known abbreviations written out (`Phòng CSGT`: `Phòng Cảnh sát giao thông`)."""
    return _abbreviations().sub(lambda m: lexicon().written_out[m[0]], name)
