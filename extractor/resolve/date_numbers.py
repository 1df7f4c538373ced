"""What the words of a date mean in numbers: the tables of `date_words.toml` and the number words of the language."""

from collections.abc import Mapping

from extractor.rules.loader import load_table
from extractor.text.numbers import parse_number


def numbers(name: str) -> Mapping[str, int]:
    """Return the table `name` of `date_words.toml`: words and the numbers they mean."""
    words = load_table("date_words")[name]
    return words if isinstance(words, dict) else {}


def symbol(name: str, key: str) -> str:
    """Return what the table `name` of `date_words.toml` writes for `key`, empty where it does not know it."""
    words = load_table("date_words")[name]
    return str(words.get(key, "")) if isinstance(words, dict) else ""


def read_number(text: str) -> int:
    """Return a number in digits or words (`21`, `hai mươi mốt`, `hăm mốt`, `tư`), 0 where it is none."""
    known = numbers("numbers").get(text)
    return known if known is not None else parse_number(text.replace("hăm", "hai mươi")) or 0
