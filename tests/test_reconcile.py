"""The arithmetic of reports: levels, bases of percentages, and the one digit that mends a contradiction."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolve.misprints import check
from extractor.resolve.reconcile import Figure, Slip, fits, link, reconciles, variants
from models.vocabulary import Relation, Status

ASSIGNED, OTHER = Status.ASSIGNED, Status.OTHER
COMPLETED, ON_TIME, LATE = Status.COMPLETED, Status.COMPLETED_ON_TIME, Status.COMPLETED_LATE
NOT_COMPLETED, IN_TIME, OVERDUE = Status.NOT_COMPLETED, Status.IN_PROGRESS_ON_TIME, Status.OVERDUE
IN_PROGRESS = Status.IN_PROGRESS

# The figures of real reports.
WHOLE_TREE = (
    Figure(ASSIGNED, 21914),
    Figure(COMPLETED, 16051, 98.62),
    Figure(ON_TIME, 14068),
    Figure(LATE, 1983),
    Figure(NOT_COMPLETED, 5863),
    Figure(IN_TIME, 5640),
    Figure(OVERDUE, 223),
)
TWO_LEVELS = (
    Figure(ASSIGNED, 3726),
    Figure(COMPLETED, 1739),
    Figure(ON_TIME, 1310),
    Figure(LATE, 429),
    Figure(NOT_COMPLETED, 1987),
    Figure(IN_TIME, 1812),
    Figure(OVERDUE, 175),
)
OTHER_ORDER = (Figure(ASSIGNED, 833), Figure(OVERDUE, 181), Figure(IN_TIME, 67), Figure(COMPLETED, 585))
OF_THE_DUE = (
    Figure(ASSIGNED, 6272),
    Figure(OTHER, 2723, detail="due"),
    Figure(COMPLETED, 2501, 91.8),
    Figure(OVERDUE, 222),
)
TRANSPOSED = (
    Figure(ASSIGNED, 9831),
    Figure(COMPLETED, 7892),
    Figure(IN_PROGRESS, 1602),
    Figure(OVERDUE, 319),
)


@pytest.mark.parametrize("figures", [WHOLE_TREE, TWO_LEVELS, OTHER_ORDER, OF_THE_DUE])
def test_figures_that_add_up_reconcile_and_flag_nothing(figures: tuple[Figure, ...]) -> None:
    linked = link(figures)
    assert reconciles(linked) is True
    assert check(linked).agrees
    assert not check(linked).proposals


def test_the_share_of_a_report_may_leave_out_what_is_not_yet_due() -> None:
    assert not fits(98.62, 16051, 21914)
    assert fits(98.62, 16051, 16051 + 223)
    assert "98,62% của 16.051: tính trên số hoàn thành và quá hạn" in check(link(WHOLE_TREE)).lines


def test_parts_may_sum_to_the_number_due() -> None:
    linked = link(OF_THE_DUE)
    assert [figure.of for figure in linked] == [None, 0, 1, 1]
    assert [figure.relation for figure in linked[1:]] == [Relation.SUBSET, Relation.PART, Relation.PART]


def test_a_transposed_digit_is_found_and_explained() -> None:
    checked = check(link(TRANSPOSED))
    assert reconciles(link(TRANSPOSED)) is False
    assert checked.lines[0] == "Không khớp: 7.892 + 1.602 + 319 = 9.813, văn bản ghi 9.831"
    assert (2, Slip.TRANSPOSED, 1620) in [(p.figure, p.slip, p.proposed) for p in checked.proposals]
    said = next(p.why for p in checked.proposals if p.figure == 2)
    assert said == (
        "Số đang thực hiện 1.602 có thể đảo hai chữ số liền nhau; "
        "nếu là 1.620 thì mọi số đều khớp: 9.831 = 7.892 + 1.620 + 319"
    )


def test_a_misprinted_share_is_found() -> None:
    figures = link((Figure(ASSIGNED, 250), Figure(COMPLETED, 200, 90.0), Figure(NOT_COMPLETED, 50)))
    checked = check(figures)
    assert checked.unfit == (1,)
    assert (1, 80.0, True) in [(p.figure, p.proposed, p.percent) for p in checked.proposals]


def test_an_incomplete_set_of_parts_says_nothing() -> None:
    assert reconciles(link((Figure(ASSIGNED, 100), Figure(OVERDUE, 9)))) is None
    assert reconciles(link((Figure(ASSIGNED, 100), Figure(COMPLETED, 80), Figure(OVERDUE, 9)))) is None
    assert reconciles(link((Figure(COMPLETED, 80), Figure(OVERDUE, 9)))) is None


def test_approximate_figures_sum_to_nothing() -> None:
    about = Figure(ASSIGNED, 100, approximate=True)
    assert reconciles(link((about, Figure(COMPLETED, 80), Figure(NOT_COMPLETED, 30)))) is None


def test_different_nouns_never_sum() -> None:
    figures = link(
        (
            Figure(ASSIGNED, 20, noun="nhiệm vụ"),
            Figure(COMPLETED, 15, noun="nhiệm vụ"),
            Figure(NOT_COMPLETED, 5, noun="đề án"),
        )
    )
    assert figures[2].of is None


def test_a_total_may_be_split_by_who_assigned() -> None:
    figures = link((Figure(ASSIGNED, 483), Figure(ASSIGNED, 120), Figure(ASSIGNED, 363)))
    assert [figure.of for figure in figures] == [None, 0, 0]
    assert reconciles(figures) is True


def test_a_subset_is_no_part() -> None:
    figures = link((Figure(ASSIGNED, 1500), Figure(ASSIGNED, 1173)), [None, 0])
    assert figures[1].relation is Relation.SUBSET
    assert reconciles(figures) is None


@pytest.mark.parametrize(
    ("number", "slip", "was"),
    [
        (1602, Slip.TRANSPOSED, 1620),
        (160, Slip.LOST, 1620),
        (1920, Slip.CHANGED, 1620),
        (16220, Slip.ADDED, 1620),
    ],
)
def test_every_slip_of_one_digit_can_be_undone(number: int, slip: Slip, was: int) -> None:
    assert (slip, was) in set(variants(number))


counts = st.integers(0, 20000)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Figure, ...]:
    """Return a whole tree of counts that adds up, with a share on what was done."""
    on_time, late, in_time, overdue = (draw(counts) for _ in range(4))
    done, rest = on_time + late, in_time + overdue
    base = draw(st.sampled_from([done + rest, done + overdue])) or 1
    share = round(100 * done / base, 2) if draw(st.booleans()) and done + rest else None
    return link(
        (
            Figure(ASSIGNED, done + rest),
            Figure(COMPLETED, done, share),
            Figure(ON_TIME, on_time),
            Figure(LATE, late),
            Figure(NOT_COMPLETED, rest),
            Figure(IN_TIME, in_time),
            Figure(OVERDUE, overdue),
        )
    )


@given(trees())
def test_a_tree_that_adds_up_is_never_flagged(figures: tuple[Figure, ...]) -> None:
    assert reconciles(figures) is True
    assert check(figures).agrees
    assert not check(figures).proposals


@given(trees(), st.data())
def test_one_changed_digit_is_found_and_its_repair_is_proposed(
    figures: tuple[Figure, ...], data: st.DataObject
) -> None:
    i = data.draw(st.integers(0, len(figures) - 1))
    right = figures[i].count
    wrong = data.draw(st.sampled_from([n for slip, n in variants(right) if slip is Slip.CHANGED]), label="misprint")
    printed = link([replace(f, count=wrong) if k == i else f for k, f in enumerate(figures)])
    checked = check(printed)
    assert not checked.agrees
    assert (i, right) in [(p.figure, p.proposed) for p in checked.proposals]
