"""The same text in another spelling or another layout gives the same record, offsets apart."""

import functools
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor import Extractor, load
from models.folding import fold
from models.records import Record

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*.txt"))

_NEW_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TONES = dict(zip(_NEW_TONES, _OLD_TONES, strict=True))
_TONES |= {new.upper(): old.upper() for new, old in _TONES.items()}
_TONES |= {new.capitalize(): old.capitalize() for new, old in zip(_NEW_TONES, _OLD_TONES, strict=True)}
_OPEN = re.compile(rf"(?<![qQ])(?:{'|'.join(_TONES)})(?!\w)")


def _old_tones(text: str) -> str:
    return _OPEN.sub(lambda m: _TONES[m[0]], text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _hard_wrapped(text: str) -> str:
    wrap = functools.partial(textwrap.fill, width=80, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrap(line) for line in text.split("\n"))


def _double_spaced(text: str) -> str:
    return text.replace(" ", "  ")


def _carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")


VARIANTS = [_decomposed, _old_tones, _hard_wrapped, _double_spaced, _carriage_returns]


@functools.cache
def extractor() -> Extractor:
    return load()


def _facts(record: Record) -> Iterator[tuple[object, ...]]:
    """Yield what the record says, names and texts folded, without offsets and reasons."""
    document = record.document
    yield "document", document.kind, fold(document.title or ""), document.published_on, document.event_date
    if header := document.header:
        texts = (header.number, header.type, header.place, header.subject)
        people = (header.issuer, header.signer, header.recipients)
        yield "header", *(fold(text or "") for text in texts), header.date, header.urgency, *people
    for unit in record.units:
        yield "unit", unit.id, fold(unit.name), unit.parent, *(fold(m.text) for m in unit.mentions)
    for person in record.people:
        held = [(fold(position.title), position.unit) for position in person.positions]
        yield "person", person.id, fold(person.name or ""), *held, *(fold(m.text) for m in person.mentions)
    for date in record.dates:
        yield "date", fold(date.text), date.value, date.first, date.last, date.role
    for report in record.task_reports:
        counts = [(c.status, c.count, c.percent, c.assigner, fold(c.text)) for c in report.counts]
        yield "report", report.unit, report.period, report.reconciles, *counts
    for order in record.directives:
        agents = (order.issuer, order.conveyed_by, order.addressees, order.lead, order.coordinating)
        yield "directive", order.number, order.parent, fold(order.text), *agents, order.deadline
    for reference in record.references:
        yield "reference", fold(reference.text), reference.type, reference.number


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__.strip("_"))
def test_a_variant_says_the_same(path: Path, variant: Callable[[str], str]) -> None:
    text = path.read_bytes().decode()
    assert list(_facts(extractor()(variant(text)))) == list(_facts(extractor()(text)))


def test_the_variants_differ_from_the_text() -> None:
    text = "Uỷ ban, hoà bình, Ủy ban, hòa bình, thủy lợi, quý, toàn, quỷ " + "xa " * 40
    assert _old_tones(text).startswith("Uỷ ban, hoà bình, Uỷ ban, hoà bình, thuỷ lợi, quý, toàn, quỷ")
    assert "\n" in _hard_wrapped(text)
