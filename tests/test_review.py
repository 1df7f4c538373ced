"""The review list: what is put on it and what is left off it, by hand-built records and by the gold documents."""

import datetime as dt
from pathlib import Path

import pytest
from building import Builder

from corpus.facts import directive_facts
from corpus.gold import GoldDocument, load_gold, scored
from corpus.review import Doubt, Doubtful, review
from corpus.scoring import pair_directives
from extractor import Extractor, load
from models.records import Step, Why
from models.vocabulary import AddresseeKind, Bound, Kind, Role

SHARED = Path(__file__).parents[2] / "shared" / "gold" / "dev"
TEXT = "Họp tại Bộ Y tế. Bộ trưởng Lê Văn An yêu cầu Cục Quản lý Dược {}."


def _only(build: Builder) -> tuple[Doubt, ...]:
    found = review(build.record())
    return found[0].doubts if found else ()


def _built(words: str, **fields: object) -> Builder:
    build = Builder(TEXT.format(words))
    unit = build.unit("Cục Quản lý Dược")
    person = build.person("Lê Văn An", "Bộ trưởng")
    trigger = Step(what="trigger", **build.place("yêu cầu"))
    said = Why(rule="by-hand", file="tests", steps=(trigger,))
    build.directive(words, **({"issuer": person, "addressees": (unit,)} | fields))
    build.directives[-1] = build.directives[-1].model_copy(update={"why": said})
    return build


@pytest.mark.parametrize(
    "words",
    [
        "hoàn thành việc rà soát",
        "báo cáo trước tháng 6",
        "báo cáo chậm nhất vào thứ Sáu",
        "trả lời trong vòng 5 ngày",
        "trả lời trong 5 ngày",
        "xử lý dứt điểm hồ sơ tồn đọng",
        "báo cáo trước   ngày mười",
        "hoa\u0300n tha\u0300nh việc rà soát",
    ],
    ids=str,
)
def test_words_of_a_deadline_without_one_are_doubtful(words: str) -> None:
    assert _only(_built(words)) == (Doubt.NO_DEADLINE,)


@pytest.mark.parametrize(
    "words",
    [
        "rà soát hồ sơ",
        "giải trình 3 nhiệm vụ chưa hoàn thành",
        "không đi lễ hội trong giờ hành chính",
        "báo cáo ngay",
        "nêu rõ những việc làm được trong ngành",
    ],
    ids=str,
)
def test_a_directive_without_words_of_a_deadline_is_not_doubtful(words: str) -> None:
    assert _only(_built(words)) == ()


def test_a_date_in_a_directive_without_a_deadline_is_doubtful() -> None:
    build = _built("báo cáo kết quả sau 30/6/2024")
    build.date("30/6/2024", dt.date(2024, 6, 30), Role.OTHER)
    [found] = review(build.record())
    assert (found.doubts, found.words) == ((Doubt.NO_DEADLINE,), ("30/6/2024",))


def test_the_date_of_a_cited_document_is_no_time_to_act() -> None:
    build = _built("thực hiện Quyết định ngày 30/6/2024")
    build.date("30/6/2024", dt.date(2024, 6, 30), Role.DOCUMENT)
    assert review(build.record()) == ()


def test_a_due_time_that_no_calendar_knows_is_not_missed() -> None:
    words = "báo cáo trong 5 ngày"
    due = {"bound": Bound.WITHIN, **Builder(TEXT.format(words)).place("trong 5 ngày")}
    assert _only(_built(words, dues=(due,))) == ()


def test_a_deadline_that_no_directive_took_is_doubtful() -> None:
    build = _built("rà soát hồ sơ")
    day = build.date("Bộ Y tế", dt.date(2024, 6, 30))
    [found] = review(build.record())
    assert (found.id, found.doubts) == (day, (Doubt.STRAY_DEADLINE,))


def test_a_group_is_an_addressee() -> None:
    words = "các bệnh viện rà soát"
    group = {"kind": AddresseeKind.GROUP, **Builder(TEXT.format(words)).place("các bệnh viện")}
    assert _only(_built(words, addressees=(), addressee_texts=(group,))) == ()
    assert _only(_built(words, addressees=())) == (Doubt.NO_ADDRESSEE,)


def _told(build: Builder, what: str) -> Builder:
    """Say in the reasons of the order how its issuer was found."""
    why = build.directives[0].why
    said = why.model_copy(update={"steps": (*why.steps, Step(what=what))})
    build.directives[0] = build.directives[0].model_copy(update={"why": said})
    return build


def _nobody(build: Builder) -> Builder:
    build.directives[0] = build.directives[0].model_copy(update={"issuer": None})
    return build


@pytest.mark.parametrize(
    ("told", "doubts"),
    [
        ("issuer: subject", ()),
        ("issuer: lead-in", ()),
        ("issuer: speaker", ()),
        ("issuer: letterhead", ()),
        ("issuer: default", (Doubt.ISSUER_BY_DEFAULT,)),
    ],
)
def test_an_issuer_that_nothing_tells_is_doubtful(told: str, doubts: tuple[Doubt, ...]) -> None:
    assert _only(_told(_built("rà soát hồ sơ"), told)) == doubts


def test_nobody_s_order_is_doubtful() -> None:
    assert _only(_nobody(_built("rà soát hồ sơ"))) == (Doubt.NO_ISSUER,)


@pytest.fixture(scope="module")
def extract() -> Extractor:
    return load()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bộ trưởng Bộ Y tế Đào Hồng Lan yêu cầu Cục Quản lý Dược rà soát giá thuốc.", ["subject"]),
        (
            "Bộ trưởng Bộ Y tế Đào Hồng Lan yêu cầu Cục Quản lý Dược:\n1. Rà soát giá thuốc.\n2. Kiểm tra kho.",
            ["lead-in", "lead-in"],
        ),
        ("Bộ Y tế họp giao ban\n\nII. NHIỆM VỤ\n1. Rà soát giá thuốc.\n", ["default"]),
    ],
    ids=["its own subject", "the lead-in", "the title alone"],
)
def test_the_reasons_say_how_the_issuer_was_found(extract: Extractor, text: str, told: list[str]) -> None:
    record = extract(text, kind=Kind.MINUTES)
    steps = [step.what for one in record.directives for step in one.why.steps if step.what.startswith("issuer: ")]
    assert steps == [f"issuer: {one}" for one in told]


def _missed(gold: GoldDocument, extract: Extractor) -> list[str]:
    """Return the gold directives whose deadline was missed and that the review list does not name."""
    record = extract(gold.text, gold.published_on)
    listed = review(record)
    wanted, got = directive_facts(gold.record), directive_facts(scored(record))
    paired = pair_directives(wanted, got)
    missed: list[str] = []
    for at, one in enumerate(wanted):
        found = record.directives[paired[at]] if at in paired else None
        if not one.deadline or (found and found.deadline):
            continue
        due = next(d for d in gold.record.dates if d.id == gold.record.directives[at].deadline)
        if not any(_names(doubtful, found.id if found else None, due.start, due.end) for doubtful in listed):
            missed.append(f"{gold.name} {one.span}")
    return missed


def _names(doubtful: Doubtful, found: str | None, start: int, end: int) -> bool:
    """Whether an entry is the directive with its time, or the deadline itself that nobody took."""
    if Doubt.NO_DEADLINE in doubtful.doubts and doubtful.id == found:
        return True
    return Doubt.STRAY_DEADLINE in doubtful.doubts and doubtful.span.start < end and start < doubtful.span.end


@pytest.mark.skipif(not SHARED.exists(), reason="the gold documents, ../shared/gold/dev, are not here")
def test_every_deadline_that_was_missed_is_named(extract: Extractor) -> None:
    assert [missed for gold in load_gold(SHARED) for missed in _missed(gold, extract)] == []
