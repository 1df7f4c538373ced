"""What the whole extraction costs beside the words it cannot do without."""

from functools import cache

import underthesea
from underthesea import word_tokenize

from bench.texts import Article, articles, directives, prose
from bench.timing import ratio, ratio_over
from extractor import Extractor, load
from extractor.rules.loader import load_rules, rule_files
from extractor.text.layout import build_layout

_LONG, _SHORT = 1_000_000, 4_000  # characters
_DIRECTIVES = 400


@cache
def extractor(*, ner: bool = True) -> Extractor:
    """Return the extractor, loaded once, all rules compiled: texts call for them one after another."""
    for rule in (rule for name in rule_files() for rule in load_rules(name).rules):
        _ = rule.pattern, rule.openings
    return load(ner=ner)


def _whole(article: Article) -> None:
    extractor()(*article)


def _rules(article: Article) -> None:
    extractor(ner=False)(*article)


@cache
def _sentences(text: str) -> tuple[str, ...]:
    layout = build_layout(text)
    return tuple(sentence.span.of(layout.text) for sentence in layout.sentences)


def _words(article: Article) -> None:
    for sentence in _sentences(article.text):
        word_tokenize(sentence)


def _names(article: Article) -> None:
    for sentence in _sentences(article.text):
        underthesea.ner(sentence)


def whole_to_words(count: int) -> float:
    """Whole extraction, trained stage on ÷ bare `word_tokenize` of the same sentences."""
    return ratio_over(_prepared(count), _whole, _words)


def rules_to_words(count: int) -> float:
    """Whole extraction by rules only ÷ bare `word_tokenize` of the same sentences."""
    return ratio_over(_prepared(count), _rules, _words)


def ner_to_whole(count: int) -> float:
    """`underthesea.ner` of the sentences ÷ whole extraction."""
    return ratio_over(_prepared(count), _names, _whole)


def _prepared(count: int) -> list[Article]:
    """Return the articles, their sentences already cut, for the tokenizer is to pay for words alone."""
    found = articles(count)
    for article in found:
        _sentences(article.text)
    return found


def long_to_short(count: int) -> float:
    """Cost of a character, one text of 1 MB ÷ texts of 4 KB; of the same articles."""
    whole = "\n\n".join(article.text for article in articles(count))[:_LONG]
    parts = [whole[at : at + _SHORT] for at in range(0, len(whole), _SHORT)]
    return ratio(lambda: extractor()(whole), lambda: [extractor()(part) for part in parts])


def directives_to_prose(_count: int) -> float:
    """Cost of a character, 400 enumerated directives ÷ plain prose."""
    ordered = directives(_DIRECTIVES)
    plain = prose(len(ordered))
    extractor()(plain)
    return ratio(lambda: extractor()(ordered), lambda: extractor()(plain)) * len(plain) / len(ordered)
