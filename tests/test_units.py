"""Units: each phrase means the unit it stands under; the authority file is sound; heads prove themselves."""

import datetime as dt
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from spacy import blank
from spacy.language import Language

from extractor.annotations import DocumentFinding, UnitFinding
from extractor.attributes import declare
from extractor.resolve.unit_lexicon import load_heads, load_places
from extractor.resolve.unit_registry import RegisteredUnit, abbreviation_spellings, load_registry
from extractor.rules.loader import load_table
from extractor.stages.units import find_units
from extractor.tokenizer import TOKENIZER
from models.folding import canonical, fold
from models.spans import Span
from models.vocabulary import Kind

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "units.toml").read_text(encoding="utf-8"))
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_KINDS = {
    "state", "committee", "court", "procuracy", "party", "ministry", "agency", "department", "provincial", "police",
    "military", "mass", "group", "bank", "company", "university", "hospital", "press", "international", "foreign",
    "club", "working-group",
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    declare()
    return blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def _units(nlp: Language, text: str, day: dt.date | None = None, kind: Kind = Kind.NEWS) -> tuple[UnitFinding, ...]:
    doc = nlp.make_doc(text)
    return find_units(doc._.layout, DocumentFinding(kind, date=day), words={token.idx for token in doc})


def _plain(marked: str) -> tuple[str, list[Span]]:
    """Return a phrase without its brackets, and where they stood."""
    spans = [Span(m.start() - 2 * i, m.end() - 2 * i - 2) for i, m in enumerate(_BRACKETS.finditer(marked))]
    return _BRACKETS.sub(r"\1", marked), spans


def _rows() -> list[ParameterSet]:
    return [
        pytest.param(case["name"], case.get("day"), phrase, id=f"{case['name']}: {phrase}")
        for case in _CASES["unit"]
        for phrase in case["phrases"]
    ]


def _refusals() -> list[ParameterSet]:
    return [pytest.param(p, id=f"{case['why']}: {p}") for case in _CASES["refusal"] for p in case["phrases"]]


@pytest.mark.parametrize(("name", "day", "phrase"), _rows())
def test_a_phrase_means_its_unit(nlp: Language, name: str, day: dt.date | None, phrase: str) -> None:
    text, expected = _plain(canonical(phrase))
    found = [unit for unit in _units(nlp, text, day) if unit.name == name]
    assert [span for unit in found for span in unit.mentions] == expected


@pytest.mark.parametrize("phrase", _refusals())
def test_a_phrase_names_no_unit(nlp: Language, phrase: str) -> None:
    assert [unit.name for unit in _units(nlp, phrase)] == []


def _head_rows(key: str) -> list[ParameterSet]:
    entries = load_table("unit_heads")["head"]
    assert isinstance(entries, list)
    return [pytest.param(e, text, id=f"{e['forms'][0]}: {text}") for e in entries for text in e[key]]


@pytest.mark.parametrize(("entry", "text"), _head_rows("examples"))
def test_a_head_finds_its_example(nlp: Language, entry: dict[str, object], text: str) -> None:
    kind = Kind(str(entry.get("only", "news")))
    source = canonical(f"Tin. {text}. Bộ Y tế nói rõ.")
    mentions = [span.of(source) for unit in _units(nlp, source, kind=kind) for span in unit.mentions]
    assert any(_begins_with_a_form(m, entry) for m in mentions)


@pytest.mark.parametrize(("entry", "text"), _head_rows("refuses"))
def test_a_head_refuses(nlp: Language, entry: dict[str, object], text: str) -> None:
    source = canonical(f"Tin. {text}")
    mentions = [span.of(source) for unit in _units(nlp, source) for span in unit.mentions]
    assert not any(_begins_with_a_form(m, entry) for m in mentions)


def _begins_with_a_form(mention: str, entry: dict[str, object]) -> bool:
    forms = entry["forms"]
    assert isinstance(forms, list)
    return any(f"{fold(mention)} ".startswith(f"{fold(form)} ") for form in forms)


@pytest.mark.parametrize("unit", load_registry(), ids=lambda u: f"{u.name} {u.valid_from or ''}".strip())
def test_a_registered_unit_is_sound(unit: RegisteredUnit) -> None:
    names = {u.name for u in load_registry()}
    assert unit.kind in _KINDS
    assert unit.parent is None or unit.parent in names
    assert unit.valid_from is None or unit.valid_to is None or unit.valid_from < unit.valid_to
    assert unit.name == canonical(unit.name)
    assert not unit.successors or unit.valid_to is not None


@pytest.mark.parametrize("unit", load_registry(), ids=lambda u: f"{u.name} {u.valid_from or ''}".strip())
def test_a_registered_unit_is_found_by_its_name(nlp: Language, unit: RegisteredUnit) -> None:
    text = f"Theo ý kiến của {unit.name}."
    found = _units(nlp, text, unit.valid_to or unit.valid_from)
    assert [(u.name, u.mentions) for u in found] == [(unit.name, (Span(16, 16 + len(unit.name)),))]


def test_lives_of_one_name_do_not_overlap() -> None:
    counts = Counter(unit.name for unit in load_registry())
    for name in (n for n, count in counts.items() if count > 1):
        lives = sorted((u for u in load_registry() if u.name == name), key=lambda u: u.valid_from or dt.date.min)
        assert all(a.valid_to and b.valid_from and a.valid_to < b.valid_from for a, b in pairwise(lives)), name


def test_provinces_before_and_after_the_merger() -> None:
    entries = load_table("places")["province"]
    assert isinstance(entries, list)
    assert sum("valid_to" not in entry for entry in entries) == 34
    before = [e for e in entries if e.get("valid_to") != dt.date(2024, 12, 31)]
    assert len(before) == 63
    names = {entry["name"] for entry in entries}
    assert {entry["successor"] for entry in entries if "successor" in entry} <= names
    assert len({place.name for _, place in load_places()}) == 64


def test_an_abbreviation_is_spelled_in_every_way() -> None:
    assert set(abbreviation_spellings("TN&MT")) == {"TN&MT", "TN-MT", "TNMT", "TN và MT"}


def test_every_head_has_a_known_tail() -> None:
    tails = {"field", "place", "unit", "sector", "cell", "group", "steering", "proper", "none", "class", "numbered"}
    tails |= {"nation", "police"}
    assert {head.tail for _, head in load_heads()} == tails
    assert {head.alone for _, head in load_heads()} <= {"", "text", "within", "name"}


def test_a_department_belongs_to_the_ministry_of_the_text(nlp: Language) -> None:
    units = _units(nlp, "Bộ TN&MT giao Cục Biến đổi khí hậu chủ trì.", dt.date(2019, 4, 3))
    assert [(u.name, u.parent) for u in units] == [("Bộ Tài nguyên và Môi trường", None), ("Cục Biến đổi khí hậu", 0)]


def test_units_stand_in_order_of_first_mention_and_never_overlap(nlp: Language) -> None:
    text = "Bộ Y tế, Văn phòng Bộ Y tế, UBND tỉnh Long An và Tây Ninh, Đảng ủy Bộ Y tế cùng họp; Bộ Y tế kết luận."
    units = _units(nlp, text)
    firsts = [unit.mentions[0].start for unit in units]
    spans = sorted(span for unit in units for span in unit.mentions)
    assert firsts == sorted(firsts)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_no_unit_inside_the_symbol_of_a_document(nlp: Language) -> None:
    assert _units(nlp, "Số: 12/TB-VPCP") == ()
