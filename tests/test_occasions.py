"""Occasions: on which day a directive was given and in which paper, compared whole."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor, load

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "occasions.toml").read_text(encoding="utf-8")
)["case"]


@cache
def extractor() -> Extractor:
    return load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_an_order_was_given_on_that_day_in_that_paper(case: dict[str, Any]) -> None:
    record = extractor()(case["text"].strip("\n"))
    values = {date.id: date.value for date in record.dates}
    numbers = {reference.id: reference.number for reference in record.references}
    told = [
        {"given": values.get(d.given_on or ""), "paper": numbers.get(d.instrument or "")} for d in record.directives
    ]
    assert [{key: value for key, value in one.items() if value} for one in told] == case["told"]


def test_what_a_letterhead_orders_is_given_on_its_day() -> None:
    record = extractor()(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/CT-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "Lào Cai, ngày 3 tháng 4 năm 2024\nCHỈ THỊ\nVề phòng cháy rừng\n"
        "Chủ tịch UBND tỉnh yêu cầu:\n1. Sở Y tế chuẩn bị đủ thuốc.\n2. Công an tỉnh tuần tra ban đêm."
    )
    days = {date.id: date.first for date in record.dates}
    assert [days.get(d.given_on or "") for d in record.directives] == [dt.date(2024, 4, 3)] * 2


def test_the_chain_of_a_directive_names_day_and_paper() -> None:
    record = extractor()(
        "Ngày 6/5/2024, tại Công điện số 45/CĐ-TTg, Thủ tướng Phạm Minh Chính yêu cầu Bộ Y tế rà soát giá thuốc."
    )
    steps = {step.what: step.text for step in record.directives[0].why.steps}
    assert steps["given on"] == "Ngày 6/5/2024"
    assert steps["instrument"] == "Công điện số 45/CĐ-TTg"
    assert steps["speaker"] == "yêu cầu"
