"""Properties of extraction, for any text: spans are the source's, tokens lose nothing, nothing is raised."""

import datetime as dt
import functools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Extractor, load
from models.errors import InputError, SurrogateError
from models.records import Marked, Record, Value

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*.txt"))

# Any text that UTF-8 can encode; and what the rules look for, put together at random.
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=400)
_LOOKED_FOR = """
Bộ Y tế|Bộ trưởng|UBND tỉnh Nghệ An|Sở|Cục|Tổ công tác|ông Trần Văn An|bà|Thủ tướng|yêu cầu|giao|đề nghị
chủ trì|phối hợp với|trước ngày|31/2|30/02/2024|ngày 5/6|quý III|năm 2024|từ ngày 1/1 đến 30/6|cuối tháng
15 nhiệm vụ|không có nhiệm vụ|1.234.567|98,5%|quá hạn|hoàn thành|được giao|(i)|(ii)|a)|1.|-|Thứ nhất,|Một là,
Quyết định số 12/QĐ-TTg|Công văn|36-NQ/TW|Kính gửi:|Nơi nhận:|- Lưu: VT.|“|”|:|;|,|.|đ|Đ|…|/|KT.|TM.|và|các
hôm nay|của|thuộc|rà soát|báo cáo|CÔNG ĐIỆN|BIÊN BẢN
"""
_BETWEEN = [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "  ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "O\u0302\u0301",
    "\u0301",
]
PIECES = st.sampled_from([*_LOOKED_FOR.replace("\n", "|").strip("|").split("|"), *_BETWEEN])
LIKELY_TEXT = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)
TEXT = ANY_TEXT | LIKELY_TEXT
PATIENT = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@functools.cache
def extractor() -> Extractor:
    return load()


def _extract(text: str, published_on: dt.date | None = None) -> Record | None:
    """Return the record, or None where the text was refused with an error made for that."""
    try:
        return extractor()(text, published_on)
    except InputError:
        return None


def _marked(value: object) -> list[Marked]:
    """Return everything inside the record that points into the source."""
    if isinstance(value, Value):
        inner = [found for name in type(value).model_fields for found in _marked(getattr(value, name))]
        return [value, *inner] if isinstance(value, Marked) else inner
    return [found for entry in value for found in _marked(entry)] if isinstance(value, tuple) else []


def _check(text: str, record: Record) -> None:
    assert [mark for mark in _marked(record) if text[mark.start : mark.end] != mark.text] == []
    assert [mark for mark in _marked(record) if mark.start >= mark.end] == []
    assert Record.model_validate_json(record.model_dump_json(by_alias=True)) == record


@PATIENT
@given(TEXT, st.none() | st.dates())
def test_every_span_is_the_sources_own_slice(text: str, published_on: dt.date | None) -> None:
    record = _extract(text, published_on)
    if record:
        _check(text, record)


@PATIENT
@given(TEXT)
def test_tokens_lose_nothing(text: str) -> None:
    doc = extractor().nlp.make_doc(text)
    assert "".join(token.text_with_ws for token in doc) == text


@PATIENT
@given(LIKELY_TEXT)
def test_a_text_has_one_record(text: str) -> None:
    assert _extract(text) == _extract(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_two_extractors_agree(path: Path) -> None:
    text = path.read_bytes().decode()
    assert load()(text) == extractor()(text)


def test_a_batch_gives_the_records_of_its_texts_in_order() -> None:
    day = dt.date(2024, 7, 9)
    texts = [path.read_bytes().decode() for path in SAMPLES]
    alone = [extractor()(text) for text in texts] + [extractor()(texts[0], day)]
    assert list(extractor().pipe([*texts, (texts[0], day)], batch_size=2)) == alone


def test_the_id_is_the_hash_of_the_text() -> None:
    record = extractor()("Bộ Y tế")
    assert record.document.id == "sha256:48c314722ceb6c87fcebf96ec236a290a9e0d5d68221f09591a29a7c29664d0e"


@PATIENT
@given(st.text(max_size=50), st.characters(categories=["Cs"]), st.text(max_size=50))
def test_a_lone_surrogate_has_an_error_of_its_own(before: str, surrogate: str, after: str) -> None:
    text = before.replace("\0", "") + surrogate + after.replace("\0", "")
    with pytest.raises(SurrogateError):
        extractor()(text)


def test_the_record_is_json_of_the_contract() -> None:
    record = extractor()(SAMPLES[0].read_bytes().decode())
    written = json.loads(json.dumps(record.model_dump(mode="json", by_alias=True)))
    assert {"from", "to"} <= written["dates"][0].keys()
    assert Record.model_validate(written) == record
