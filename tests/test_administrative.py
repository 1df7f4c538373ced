"""Administrative documents: header and directives of whole documents, compared with what their rows say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_directives import agent, extract, facts

from models.records import Record
from models.vocabulary import Kind

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "administrative.toml").read_text(encoding="utf-8")
)["case"]


def header(record: Record) -> dict[str, object]:
    """Return what the header says, empty fields left out."""
    found = record.document.header
    if found is None:
        return {}
    told: dict[str, object] = {
        "number": found.number,
        "type": found.type,
        "place": found.place,
        "date": found.date,
        "subject": found.subject,
        "issuer": agent(record, found.issuer),
        "signer": agent(record, found.signer),
        "urgency": found.urgency,
        "to": list(dict.fromkeys(line.text for line in found.to)),
        "copies": list(dict.fromkeys(line.text for line in found.copies)),
        "purposes": [line.purpose for line in found.copies if line.purpose],
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_is_read_whole(case: dict[str, Any]) -> None:
    record = extract(case["text"].strip("\n"))
    assert record.document.kind == case.get("kind", Kind.ADMINISTRATIVE)
    assert {key: header(record).get(key) for key in case["header"]} == case["header"]
    assert [facts(record, directive) for directive in record.directives] == case["directives"]
