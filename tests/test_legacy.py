"""Real files of 2002 to 2009 with transcripts, where they are at hand: `tests/legacy.py` shows them one by one."""

import statistics
from pathlib import Path

import pytest
from legacy import Measurement, measurements

from corpus.converters import ANTIWORD, CATDOC

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "legacy"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the legacy files are not at hand")
needs_converters = pytest.mark.skipif(
    not (CATDOC.installed and ANTIWORD.installed), reason="catdoc and antiword are not installed"
)


@pytest.fixture(scope="module")
def measured() -> list[Measurement]:
    """Return what became of each file."""
    return list(measurements(FOLDER))


def test_the_median_file_is_read_to_the_letter(measured: list[Measurement]) -> None:
    taken = [one for one in measured if not one.refused]
    assert statistics.median(one.characters for one in taken) >= 0.999
    assert statistics.median(one.diacritics for one in taken) >= 0.999


def test_none_is_silently_wrong(measured: list[Measurement]) -> None:
    taken = [one for one in measured if not one.refused]
    assert [one.name for one in taken if one.characters < 0.95 and "fast-saved" not in one.flags] == []


@needs_converters
def test_none_is_wrong_where_both_converters_are(measured: list[Measurement]) -> None:
    assert [one.name for one in measured if not one.refused and one.characters < 0.95] == []


@needs_converters
def test_old_office_files_are_all_read(measured: list[Measurement]) -> None:
    assert [one.name for one in measured if one.refused and not one.name.endswith(".pdf")] == []
