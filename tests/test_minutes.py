"""Minutes of many kinds: who met, who was told to do what by when, in lists and in task tables."""

import functools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor import load
from models.records import Record

CASES = {
    case["name"]: case
    for case in tomllib.loads((Path(__file__).parent / "cases" / "minutes.toml").read_text("utf-8"))["minutes"]
}


@functools.cache
def _record(name: str) -> Record:
    return load()(CASES[name]["text"].lstrip("\n"), kind="minutes")


def _names(record: Record) -> dict[str, str]:
    return {unit.id: unit.name for unit in record.units}


@pytest.mark.parametrize("name", CASES)
def test_the_units_are_those_and_no_others(name: str) -> None:
    assert {unit.name for unit in _record(name).units} == set(CASES[name]["units"])


@pytest.mark.parametrize("name", CASES)
def test_the_people_are_found_with_their_offices(name: str) -> None:
    record = _record(name)
    units = _names(record)
    found = {
        person.name: [f"{p.title} @ {units[p.unit]}" if p.unit else p.title for p in person.positions]
        for person in record.people
    }
    wanted: list[dict[str, Any]] = CASES[name]["people"]
    assert {person["name"]: sorted(found[person["name"]]) for person in wanted} == {
        person["name"]: sorted(person["positions"]) for person in wanted
    }


@pytest.mark.parametrize("name", CASES)
def test_every_task_is_a_directive_with_its_receiver_and_its_day(name: str) -> None:
    record = _record(name)
    units = _names(record)
    days = {date.id: date.value for date in record.dates}
    found = [
        {"text": d.text, "to": [units[a] for a in d.addressees], "due": days.get(d.deadline or "")}
        for d in record.directives
    ]
    wanted = CASES[name]["directives"]
    assert found == [{"due": None, **{key: row[key] for key in row if key != "by"}} for row in wanted]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "event" in case])
def test_the_chair_gives_what_is_concluded_on_the_day_of_the_meeting(name: str) -> None:
    record = _record(name)
    people = {person.id: person.name for person in record.people}
    assert record.document.event_date == CASES[name]["event"]
    assert [people.get(d.issuer or "") for d in record.directives] == [row["by"] for row in CASES[name]["directives"]]


@pytest.mark.parametrize("name", CASES)
def test_minutes_are_known_for_what_they_are(name: str) -> None:
    assert load()(CASES[name]["text"].lstrip("\n")).document.kind == "minutes"
