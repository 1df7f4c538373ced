"""The trained stage: its weights, its spans, its policies, its training, and what turns it off."""

import socket
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from spacy.tokens import Doc
from underthesea_core import CRFTagger

from api.settings import Settings
from extractor import Extractor, load
from extractor.annotations import EntityFinding, Reason, UnitFinding
from extractor.ner.examples import Example, Marked, examples_of, label
from extractor.ner.features import features_of, pieces
from extractor.ner.generated import generate
from extractor.ner.tagger import WEIGHTS, find_entities, shipped_scorer
from extractor.ner.training import Configuration, configuration, tagger_of, train
from extractor.resolve.ner_policies import add_organisations, organisation_policy, person_policy
from extractor.text.layout import build_layout
from models.spans import Span

TEXT = (
    "Sáng 12/5/2023, Giám đốc Sở Y tế tỉnh Hà Nam Trần Văn Lộc làm việc với Trung tâm Kiểm nghiệm dược.\n"
    "Theo hãng tin Varden Post, ông Kjell Brandt sẽ thăm nhà máy vào tuần tới."
)
HEADED, UNKNOWN = "model-adds-headed-organisation", "model-adds-unknown-organisation"
LED, SPEAKING = "model-adds-led-person", "model-adds-speaking-person"

ORGANISATIONS = [
    ("Bộ Viễn thông Afghanistan", "Sự kiện do [] tổ chức.", HEADED),
    ("Đội Cảnh sát giao thông số 7", "Mời anh đến trụ sở [] làm việc.", HEADED),
    ("Varden Post", "Theo hãng tin [], giá dầu giảm.", UNKNOWN),
    ("Korvabank", "Nguyên tổng giám đốc [] bị khởi tố.", UNKNOWN),
    ("Trung tâm", "Lãnh đạo [] đã báo cáo.", ""),  # names nothing by itself
    ("Kjell Brandt", "Tổng giám đốc [] từ chức.", ""),  # two words behind an officer's title: a person
    ("Korvabank", "Chiếc xe [] màu đỏ.", ""),  # nothing calls it a body
    ("Hòa Bình", "Theo [], mưa đã ngớt.", ""),  # Vietnamese syllables: a place, a person, anything
    ("Nhật Bản", "Đại diện [] phát biểu.", ""),
    ("KVFTA", "Hàng sang châu Âu theo [] tăng.", ""),  # a treaty
    ("HLV", "Đại diện [] lên tiếng.", ""),
    ("Varden", "Xem thêm tại trang [].vn hôm nay.", ""),  # an address
    ("Tạp chí Môi trường", "Cùng [] và Cuộc sống tìm hiểu.", ""),  # the name goes on
    ("Câu lạc bộ “Gia đình", "Buổi họp của [] trẻ”.", ""),
    ("Trường tiểu học tại Đồng Tháp", "Dạy miễn phí cho [].", ""),
    ("Bộ luật Dân sự", "Theo quy định của [], người này có lỗi.", ""),
    ("UBND Thành phố", "Giao [] rà soát.", ""),  # a level names no city: for the rules to resolve
    ("Liên đoàn Anh", "Đội bóng vào bán kết Cup [] tối qua.", ""),
    ("Đội Hàn Quốc A", "Giải nhất thuộc về [] chiều nay.", ""),  # a national team
    ("Luật Lao Động", "Theo ban hành của [], mức này tăng.", ""),
]
PEOPLE = [
    ("Hong Man Dae", "Tuy nhiên ông [] không nhớ.", LED),
    ("Đức", "Cây bơ của ông [] cho quả to.", LED),
    ("Kjell Brandt", "Hôm qua [] nói rằng giá sẽ giảm.", SPEAKING),
    ("Australia", "Người đàn ông [] đi bộ xuyên Việt.", ""),
    ("Hàn Quốc", "Hôm qua [] nói rằng sẽ đáp trả.", ""),  # a country speaks
    ("Varden", "Hôm qua [] nói rằng sẽ đáp trả.", ""),  # one word: a firm, a town
    ("H", "Nhờ bà []. đưa tiền.", ""),  # kept nameless
    ("LTH", "Chuyện của bà [] ở phường bên.", ""),
    ("tiết", "Cô [] lộ bí mật.", ""),
    ("Kjell Brandt", "Giải thưởng [] được trao lại.", ""),
]


@cache
def extractor(*, ner: bool) -> Extractor:
    return load(ner=ner)


def seated(name: str, sentence: str, kind: str, score: float = 0.99) -> tuple[str, EntityFinding]:
    start = sentence.index("[]")
    return sentence.replace("[]", name), EntityFinding(Span(start, start + len(name)), kind, score)


@pytest.mark.parametrize(("name", "sentence", "policy"), ORGANISATIONS, ids=[row[1] for row in ORGANISATIONS])
def test_which_organisations_of_the_model_come_in(name: str, sentence: str, policy: str) -> None:
    text, entity = seated(name, sentence, "ORG")
    assert organisation_policy(text, entity) == policy
    assert not organisation_policy(text, entity._replace(score=0.5))


@pytest.mark.parametrize(("name", "sentence", "policy"), PEOPLE, ids=[row[1] for row in PEOPLE])
def test_which_people_of_the_model_come_in(name: str, sentence: str, policy: str) -> None:
    text, entity = seated(name, sentence, "PER")
    assert person_policy(text, entity, led=False) == policy
    assert not person_policy(text, entity._replace(score=0.5), led=True)


def test_what_the_rules_found_stays_as_it_is() -> None:
    text, entity = seated("Bộ Viễn thông Afghanistan", "Sự kiện do [] tổ chức.", "ORG")
    rule = UnitFinding("Bộ Viễn thông", None, (Span(11, 24),), Reason("head-field", "unit_heads.toml"))
    assert add_organisations(text, (rule,), (entity,), ()) == (rule,)
    assert add_organisations(text, (), (entity,), (entity.span,)) == ()


def test_a_name_added_twice_is_one_unit() -> None:
    text = "Theo hãng tin Varden Post, giá giảm. Theo Varden Post, giá tăng."
    entities = [EntityFinding(Span(at, at + 11), "ORG", 0.95) for at in (14, 42)]
    (unit,) = add_organisations(text, (), entities, ())
    assert unit.mentions == (Span(14, 25), Span(42, 53))
    assert (unit.reason.rule, unit.reason.file) == (UNKNOWN, "ner/weights.bin")


def test_the_weights_load_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    shipped_scorer.cache_clear()
    assert set(shipped_scorer().labels) == {"O", "B-ORG", "I-ORG", "B-PER", "I-PER"}


def test_spans_are_whole_syllables() -> None:
    layout = build_layout(TEXT)
    starts = {token.start for piece in pieces(layout) for token in piece.tokens}
    ends = {token.end for piece in pieces(layout) for token in piece.tokens}
    found = find_entities(layout, set(), shipped_scorer())
    assert {one.span.of(layout.text) for one in found} >= {"Trần Văn Lộc", "Kjell Brandt"}
    assert all(one.span.start in starts and one.span.end in ends and 0 <= one.score <= 1 for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["", "\n", "…", "1.1.1", "ỦY BAN " * 400])
def test_any_text_is_read(text: str) -> None:
    find_entities(build_layout(text), set(), shipped_scorer())


@pytest.mark.parametrize("text", [TEXT, "Ông", "UBND", "ỦY BAN " * 90, "Sở Y tế\n\nông Kjell Brandt, Korvabank."])
def test_probabilities_are_the_tagger_s(text: str) -> None:
    tagger = CRFTagger()
    tagger.load(str(files("extractor.ner") / WEIGHTS))
    read = list(pieces(build_layout(text)))
    for piece, rows in zip(read, shipped_scorer().probabilities(read), strict=True):
        assert np.allclose(rows, tagger.marginals(features_of(piece)), atol=1e-9)


def test_off_is_rules_only_and_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def entities(ner: bool) -> Doc:  # noqa: FBT001  # what is compared
        return extractor(ner=ner).nlp(TEXT)

    assert entities(True)._.entities  # noqa: FBT003  # as above
    assert entities(False)._.entities == ()  # noqa: FBT003  # as above
    assert extractor(ner=True).version != extractor(ner=False).version
    monkeypatch.setenv("CHIDAO_NER", "off")
    assert Settings().ner is False


def test_labels_follow_the_marks() -> None:
    (piece,) = pieces(build_layout("Ông Trần Lộc rời Sở Y tế."))
    marked = [Marked(Span(4, 12), "PER"), Marked(Span(17, 24), "ORG")]
    spans = [Span(t.start, t.end) for t in piece.tokens]
    assert label(piece, spans, marked) == ["O", "B-PER", "I-PER", "O", "B-ORG", "I-ORG", "I-ORG", "O"]


def test_generated_sentences_are_the_same_for_a_seed() -> None:
    words = configuration().words
    first, again, other = (list(generate(words, 80, seed)) for seed in (0, 0, 1))
    assert first == again != other
    assert {mark.label for _, marks in first for mark in marks} == {"ORG", "PER"}
    assert all(mark.span.of(text).strip() == mark.span.of(text) != "" for text, marks in first for mark in marks)


def _tiny(settings: Configuration) -> list[Example]:
    nlp = extractor(ner=False).nlp
    return [e for text, marks in generate(settings.words, 120, 0) for e in examples_of(nlp.make_doc(text), marks)]


def test_a_small_training_is_quick_and_the_same_again() -> None:
    settings = configuration()._replace(iterations=15, least_count=1)
    examples = _tiny(settings)
    (piece,) = pieces(build_layout("Đại diện Korvabank cho biết ông Kjell Brandt vắng mặt."))
    first, again = (tagger_of(train(examples, settings)).marginals(features_of(piece)) for _ in range(2))
    assert np.allclose(first, again, atol=1e-6)  # the trainer sums in an order of its own: the last bits may differ
