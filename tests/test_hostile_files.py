"""Hostile files: each is refused by its name, the rest goes on, and memory, time and disk stay bounded."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_files import GOOD, HOSTILE, write_hostile
from papers import NOTICE, tarred, word, zipped

from api.reading import ParallelReading
from corpus.incoming import Incoming, Refused
from corpus.limits import Limits
from corpus.readers import read

GIGABYTE = 10**9
_PROGRAM = """
import json, resource, sys
from pathlib import Path
from api.reading import ParallelReading
from corpus.incoming import Refused
from corpus.limits import Limits

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
    with ParallelReading(Limits(seconds=60), workers=2) as readers:
        items = list(readers.read(sorted(Path(sys.argv[1]).iterdir())))
    name = lambda item: str(Path(item.source).relative_to(sys.argv[1]))
    said = lambda item: item.reason if isinstance(item, Refused) else item.text
    found = [(name(item), isinstance(item, Refused), said(item)) for item in items]
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([found, used]))
"""


class Outcome(NamedTuple):
    """What the hostile set came to: why each was refused, what was read, bytes of memory, what lies about."""

    refused: dict[str, str]
    texts: dict[str, str]
    memory: int
    left: list[str]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Read the hostile set in a process that may have one gigabyte."""
    files, temporary = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("temporary")
    write_hostile(files)
    program = tmp_path_factory.mktemp("program") / "program.py"
    program.write_text(_PROGRAM, "utf-8")
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, str(program), str(files)]
    ran = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=600)  # noqa: S603  # our own
    assert ran.returncode == 0, ran.stderr.decode()
    found, used = json.loads(ran.stdout)
    refused = {name: said for name, is_refused, said in found if is_refused}
    texts = {name: said for name, is_refused, said in found if not is_refused}
    return Outcome(refused, texts, used * 1024, [path.name for path in temporary.rglob("*")])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_name(outcome: Outcome, name: str) -> None:
    reasons = [why for source, why in outcome.refused.items() if source == name or source.startswith(f"{name}/")]
    assert any(HOSTILE[name][1] in why for why in reasons), reasons


def test_the_rest_goes_on(outcome: Outcome) -> None:
    assert outcome.texts[GOOD] == outcome.texts["good.docx"] == outcome.texts["mail.eml/good.docx"] == NOTICE
    assert "bom nén" in outcome.refused["mail.eml/evil.zip"]
    assert "lớn hơn" in outcome.refused["large.txt"]
    assert outcome.texts.keys() & HOSTILE.keys() == set()


def test_a_script_is_neither_run_nor_read(outcome: Outcome) -> None:
    assert "máy viết ra" not in outcome.texts["script.html"]


def test_memory_stays_bounded_and_nothing_is_left(outcome: Outcome) -> None:
    assert outcome.memory < GIGABYTE
    assert outcome.left == []


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param(Limits(unpacked=40), "bung ra quá 40 byte", id="bytes"),
        pytest.param(Limits(members=1), "quá giới hạn 1;", id="members"),
    ],
)
def test_limits_hold_for_all_members_together(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], limits: Limits, reason: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(pack({"a.txt": NOTICE.encode(), "b.txt": b"Hai"}))
    by_source = attrgetter("source")
    here = list(read(path, limits))
    with ParallelReading(limits, workers=1) as readers:
        there = list(readers.read([path]))
    assert sorted(here, key=by_source) == sorted(there, key=by_source)
    assert any(isinstance(item, Refused) and reason in item.reason for item in here)


def test_archives_side_by_side_share_one_limit(tmp_path: Path) -> None:
    inner = {f"{at}.zip": zipped({f"{at}.txt": NOTICE.encode() * 9}) for at in range(3)}
    packed = sum(map(len, inner.values()))
    limits = Limits(unpacked=packed + len(NOTICE.encode()) * 9 + 1)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(inner))
    with ParallelReading(limits, workers=2) as readers:
        items = list(readers.read([path]))
    assert [isinstance(item, Refused) for item in items].count(False) == 1


_HANGS, _CRASHES = "hangs", "crashes"


def _reading(tmp_path: Path, names: list[str], limits: Limits) -> dict[str, str]:
    """Read files of which some harm their reader, in workers that know what these names mean."""
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(word(name))
    with ParallelReading(limits, workers=1) as readers:
        items = list(readers.read(sorted(tmp_path.iterdir())))
    return {Path(item.source).stem: item.text if isinstance(item, Incoming) else item.reason for item in items}


def test_a_worker_that_crashes_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.reading.read_into", crashing)
    found = _reading(tmp_path, ["a", _CRASHES, "z"], Limits())
    assert "mã 7" in found[_CRASHES]
    assert (found["a"], found["z"]) == ("a", "z")


def test_a_worker_that_hangs_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.reading.read_into", crashing)
    found = _reading(tmp_path, ["a", _HANGS, "z"], Limits(seconds=4))
    assert "quá 4 giây" in found[_HANGS]
    assert (found["a"], found["z"]) == ("a", "z")


def crashing(path: Path, source: str, into: Path, limits: Limits, depth: int) -> None:
    """Read as a worker does, save files that say what is to happen to it."""
    import time  # noqa: PLC0415  # in the worker alone

    from api.reading_worker import read_into  # noqa: PLC0415  # the one that is not replaced

    if _CRASHES in path.name:
        os._exit(7)
    while _HANGS in path.name:
        time.sleep(1)
    read_into(path, source, into, limits, depth)
