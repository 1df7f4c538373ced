"""The words are underthesea's own: on what the project ships, on any text, on real articles where they are at hand."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_properties import ANY_TEXT, LIKELY_TEXT, PATIENT
from underthesea import word_tokenize

from extractor import load, tokenizer
from extractor.segmentation import load_segmenter
from extractor.text.layout import build_layout

HERE = Path(__file__).parents[1]
OWN = sorted([*HERE.glob("corpus/samples/*.txt"), *HERE.glob("docs/*.md"), *HERE.glob("tests/cases/*.toml")])
NEWS = HERE.parent / "shared" / "data" / "news-sample.jsonl.gz"
ARTICLES = 60

# Syllables that begin, go on or stand alone, in every shape that the model looks at, and what underthesea's own
# patterns cut: symbols, dates, hosts, abbreviations.
_SYLLABLES = """
bộ trưởng kế hoạch thực hiện chúng tôi đề nghị tuy nhiên thế giới hợp tác xã vô tuyến điện câu lạc bộ Việt Nam Hà Nội
TP HCM UBND Argentina vs BOS EOS İstanbul ΑΣ ß đ Đ 1 12 2024 01/7 3x4 1.234,5 98,5% v.v. H'Mông N’Thôn 43H-0530 4K
chinhphu.vn http://a.vn/b a@b.vn :)) == -> ... “ ” ( ) - – — / ♥‿♥ ð Ð ² ½
"""
WORDY = st.lists(st.sampled_from(_SYLLABLES.split()), max_size=14).map(" ".join)


def _sentences(text: str) -> Iterator[str]:
    layout = build_layout(text)
    yield from (sentence.span.of(layout.text) for sentence in layout.sentences)


def _assert_same(sentence: str) -> None:
    theirs = word_tokenize(sentence, use_token_normalize=False)
    composed = re.sub("ð", "đ", re.sub("Ð", "Đ", sentence))  # as underthesea reads it, who joins a word by spaces
    mine = [composed[start:end] for start, end in next(load_segmenter().words([composed]))]
    assert [word.replace(" ", "") for word in mine] == [word.replace(" ", "") for word in theirs]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_words_of_what_ships_are_underthesea_s(path: Path) -> None:
    for sentence in _sentences(path.read_text(encoding="utf-8")):
        _assert_same(sentence)


@PATIENT
@given(WORDY | LIKELY_TEXT | ANY_TEXT)
def test_words_of_any_text_are_underthesea_s(text: str) -> None:
    for sentence in _sentences(text):
        _assert_same(sentence)


@pytest.mark.parametrize("sentence", ["", " ", "—", "— —", "BOS", "một", "a˂ 0", "—" * 40 + "-", "“" * 9, "a" * 900])
def test_short_and_even_sentences(sentence: str) -> None:
    _assert_same(sentence)


@pytest.mark.skipif(not NEWS.exists(), reason=f"{NEWS.name} is not at hand")
def test_words_of_articles_are_underthesea_s() -> None:
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in islice(lines, ARTICLES):
            for sentence in _sentences(json.loads(line)["text"]):
                _assert_same(sentence)


def test_a_full_vocabulary_makes_room_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = load(ner=False)
    texts = [path.read_text("utf-8") for path in sorted(HERE.glob("corpus/samples/*.txt"))]
    before = [extract(text) for text in texts]
    monkeypatch.setattr(tokenizer, "_LEXEMES", 10)
    first = extract.nlp.make_doc(texts[0])
    assert [extract(text) for text in texts] == before
    assert extract.nlp.make_doc(texts[0]).vocab is not first.vocab
    assert "".join(token.text_with_ws for token in first) == texts[0]
