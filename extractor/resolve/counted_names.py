"""Several names under one head that the text counts: `4 công ty An Đông, Sao Mai, Setra và Hoa Lư`."""

from collections.abc import Mapping
from functools import cache

from extractor.resolve.coordination import items, plural
from extractor.resolve.list_items import department_item
from extractor.resolve.unit_lexicon import Head, strings
from extractor.resolve.unit_names import Name, NameReader
from extractor.resolve.unit_refusals import numbers_one
from extractor.text.numbers import parse_number


@cache
def _numbers() -> Mapping[str, int]:
    return {word: number for word in strings("unit_words", "counts") if (number := parse_number(word))}


def counts(word: str) -> bool:
    """Whether a word may say of how many bodies the names follow."""
    return word in _numbers()


def counted_at(reader: NameReader, at: int) -> list[Name]:
    """Return the names behind the number at `at` and a head noun, in brackets or not: as many as it says, else none."""
    count = _numbers()[reader.tokens[at].key]
    opens = at + 1 < len(reader.tokens) and reader.lexicon.names.opens(reader.tokens[at + 1])
    if not opens or numbers_one(reader, at):
        return []
    names = plural(reader, at + 1)
    names = names if len(names) == count else _in_brackets(reader, at + 1)
    return names if len(names) == count else []


def _in_brackets(reader: NameReader, at: int) -> list[Name]:
    """Return the names in the brackets behind the head at `at` (`4 công ty (An Đông, Sao Mai, Setra, Hoa Lư)`)."""
    tokens = reader.tokens
    for stop, _, head in reader.lexicon.names.walk(tokens, at):
        if not isinstance(head, Head) or head.tail != "field" or stop >= len(tokens) or tokens[stop].text != "(":
            continue
        names = items(reader, stop + 1, department_item(reader, head))
        if names and names[-1].stop < len(tokens) and tokens[names[-1].stop].text == ")":
            return names
    return []
