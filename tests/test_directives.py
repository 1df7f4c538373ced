"""Directives: who wills what of whom by when, compared whole."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor, load
from models.records import Directive, Record
from models.vocabulary import AddresseeKind, Bound


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))


ARTICLES = table("articles.toml")
CASES: list[dict[str, Any]] = [*table("directives.toml")["case"], *ARTICLES["case"]]


@cache
def extractor() -> Extractor:
    return load()


def extract(text: str, published_on: dt.date | None = None) -> Record:
    return extractor()(text, published_on=published_on)


def agent(record: Record, ref: str | None) -> str:
    names = {unit.id: unit.name for unit in record.units}
    names |= {person.id: person.name or person.positions[0].title for person in record.people}
    return names[ref] if ref else ""


def facts(record: Record, directive: Directive) -> dict[str, object]:
    """Return what is told of a directive, empty fields left out."""
    values = {date.id: date.value for date in record.dates}
    places = {other.id: i for i, other in enumerate(record.directives, 1)}
    groups = [a.text for a in directive.addressee_texts if a.kind is AddresseeKind.GROUP]
    within = [f"{due.amount} {due.unit}" for due in directive.dues if due.bound is Bound.WITHIN]
    recurring = [due.recurrence for due in directive.dues if due.bound is Bound.RECURRING]
    told: dict[str, object] = {
        "text": directive.text,
        "number": directive.number,
        "parent": places.get(directive.parent or ""),
        "issuer": agent(record, directive.issuer),
        "conveyed_by": agent(record, directive.conveyed_by),
        "to": [agent(record, unit) for unit in directive.addressees],
        "groups": groups,
        "lead": [agent(record, unit) for unit in directive.lead],
        "with": [agent(record, unit) for unit in directive.coordinating],
        "due": values.get(directive.deadline or ""),
        "strength": directive.strength,
        "polarity": directive.polarity if directive.polarity == "do_not" else None,
        "recurring": recurring[0] if recurring else None,
        "within": within[0] if within else None,
        "product": directive.product.text if directive.product else None,
        "condition": directive.condition.text if directive.condition else None,
        "monitor": [agent(record, unit) for unit in directive.monitor],
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_directives_are_found_whole(case: dict[str, Any]) -> None:
    record = extract(case["text"].strip("\n"), case.get("published_on"))
    assert [facts(record, directive) for directive in record.directives] == case["directives"]


@pytest.mark.parametrize("what", ARTICLES["nothing"])
def test_an_article_holds_no_directive(what: str) -> None:
    record = extract(ARTICLES["nothing"][what].strip("\n"))
    assert [directive.text for directive in record.directives] == []


def test_a_directive_says_what_decided_it() -> None:
    record = extract("Bộ trưởng Bộ Y tế Đào Hồng Lan yêu cầu Cục Quản lý Dược rà soát giá thuốc trước ngày 30/6/2024.")
    steps = {step.what: step.text for step in record.directives[0].why.steps}
    assert steps["trigger"] == "yêu cầu"
    assert steps["addressee"] == "Cục Quản lý Dược"
    assert steps["due"] == "ngày 30/6/2024"


def test_an_item_says_the_lead_in_it_stands_under() -> None:
    record = extract(
        "Bộ trưởng Bộ Y tế Đào Hồng Lan yêu cầu Cục Quản lý Dược:\n1. Rà soát giá thuốc.\n2. Kiểm tra kho."
    )
    lead_in = record.directives[1].lead_in
    assert lead_in is not None
    assert lead_in.text.startswith("Bộ trưởng Bộ Y tế")
