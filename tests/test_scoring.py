"""Scoring: the figures of the contract's scorer, on records that are right, wrong, missing and stray."""

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import GoldDocument, ScoredRecord, load_gold
from corpus.scoring import MEASURES, score_records
from models.errors import FormatError, NotFoundError

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "corpus" / "samples"
CONTRACT = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the contract's scorer, ../shared/score.py, is not here"
)


def _spoil(record: dict[str, Any], text: str, dice: random.Random) -> dict[str, Any]:
    """Return the record with a part of it dropped, moved, renamed or said twice."""
    spoilt = copy.deepcopy(record)
    for group in ("units", "people", "dates", "task_reports", "directives", "references"):
        for entry in spoilt[group]:
            _spoil_entry(entry, text, dice)
        spoilt[group] = [entry for entry in spoilt[group] for _ in range(dice.choice([0, 1, 1, 1, 1, 2]))]
    return spoilt


def _spoil_entry(entry: dict[str, Any], text: str, dice: random.Random) -> None:
    for place in [entry, *entry.get("mentions", []), *entry.get("counts", [])]:
        if "start" in place and dice.random() < 0.2:
            place["start"] = max(0, place["start"] - dice.randrange(9))
            place["text"] = text[place["start"] : place["end"]]
    wrong: dict[str, Any] = {"name": "Cục Khác", "role": "other", "number": "9.", "addressees": ["U1", "U9"]}
    wrong |= {key: dice.choice([None, "U1", "U999"]) for key in ("unit", "issuer", "deadline")}
    entry |= {key: value for key, value in wrong.items() if key in entry and dice.random() < 0.2}


def _contract_scores(gold: Path, predicted: Path) -> tuple[dict[str, dict[str, float]], str]:
    command = [sys.executable, str(SHARED / "score.py"), str(gold), "--pred", str(predicted)]
    figures = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)  # noqa: S603  # our own command
    lines = subprocess.run([*command, "--errors", "9999"], check=True, capture_output=True, text=True)  # noqa: S603  # the same
    return json.loads(figures.stdout), lines.stdout


def _check_agreement(gold: Path, predicted: Path) -> None:
    pairs = [
        (document, ScoredRecord.model_validate_json((predicted / f"{document.name}.json").read_text("utf-8")))
        for document in load_gold(gold)
    ]
    scores = score_records(pairs)
    figures, lines = _contract_scores(gold, predicted)
    assert {measure: row._asdict() for measure, row in scores.rows.items()} == figures
    theirs = [line[4:] for line in lines.splitlines() if line.startswith("    ")]
    assert sorted(line for measure in MEASURES for line in scores.errors[measure]) == sorted(theirs)
    assert f"{scores.mean_f1:.3f}" == lines.split()[-1]


@CONTRACT
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gold", [SAMPLES, SHARED / "gold" / "dev"], ids=["samples", "dev"])
def test_the_figures_are_those_of_the_contract(tmp_path: Path, gold: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # the same spoilt records every time
    for path in gold.glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spoilt = _spoil(record, text, dice)
        (tmp_path / path.name).write_text(json.dumps(spoilt, ensure_ascii=False), "utf-8")
    _check_agreement(gold, tmp_path)


def test_gold_against_itself_is_perfect() -> None:
    scores = score_records((gold, gold.record) for gold in load_gold(SAMPLES))
    assert scores.mean_f1 == 1.0
    assert {row.f1 for row in scores.rows.values()} == {1.0}
    assert not any(scores.errors.values())


def test_nothing_found_is_no_score() -> None:
    scores = score_records((gold, ScoredRecord()) for gold in load_gold(SAMPLES))
    assert scores.mean_f1 == 0.0
    assert scores.rows["directives"].precision == 0.0


def test_a_directory_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=tmp_path.name):
        load_gold(tmp_path)


def test_gold_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bộ Y tế", "utf-8")
    (tmp_path / "a.json").write_text('{"units": [{"id": 1}]}', "utf-8")
    with pytest.raises(FormatError, match=r"a\.json"):
        load_gold(tmp_path)


@pytest.mark.parametrize("group", ["dates", "references"])
def test_a_span_that_is_not_the_sources_is_a_broken_record(group: str) -> None:
    place = {"id": "D1", "start": 0, "end": 2, "text": "Sở", "value": "2024"}
    broken = ScoredRecord.model_validate_json(json.dumps({group: [place]}))
    with pytest.raises(FormatError, match="0:2"):
        score_records([(GoldDocument("a", "Bộ Y tế", None, ScoredRecord()), broken)])
