"""The house rules that no linter knows: sizes, names, what may not be committed."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "extractor", "corpus", "api", "bench")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers", "core", "lib"}
# A revision is a list of what it adds, and is never changed.
REVISIONS = ROOT / "models" / "migrations" / "versions"

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 12

# Assembled, so that this file does not hold what it forbids.
STUBS = re.compile("NotImplemented" + r"Error|#\s*(?:TO" + "DO|FIX" + "ME|XX" + "X)")
INDEXES = re.compile("--index" + "-url|extra-" + r"index|https?://\S+\.(?:whl|tar\.gz|tgz)\b")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607  # git is where the path says
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def _functions(path: Path) -> list[tuple[str, int]]:
    """Return the name and the length in lines of each function, its decorators apart."""
    tree = ast.parse(path.read_text("utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=_name)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST_FILE


@pytest.mark.parametrize("path", [path for path in SOURCES + TESTS if path.parent != REVISIONS], ids=_name)
def test_a_function_fits_a_screen(path: Path) -> None:
    assert [name for name, lines in _functions(path) if lines > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    lengths = [lines for path in SOURCES for _, lines in _functions(path)]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=_name)
def test_a_module_is_named_for_what_it_does(path: Path) -> None:
    assert path.stem not in VAGUE
    assert path.parent.name not in VAGUE


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=_name)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_names_are_ascii(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert [name for name in names if not name.isascii()] == []


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=_name)
def test_nothing_is_left_for_later(path: Path) -> None:
    assert STUBS.findall(path.read_text("utf-8")) == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this tree is no git clone")
def test_no_package_address_is_committed() -> None:
    read = {_name(path): path.read_bytes().decode("utf-8", "replace") for path in _committed()}
    assert {name: found for name, content in read.items() if (found := INDEXES.findall(content))} == {}


def test_pins_are_plain() -> None:
    pins = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.+!-]+", pin)] == []
    assert len({pin.partition("==")[0].casefold() for pin in pins}) == len(pins)


def test_every_exception_to_a_lint_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])\s*$", re.MULTILINE)
    lines = {_name(path): bare.findall(path.read_text("utf-8")) for path in SOURCES + TESTS}
    assert {name: found for name, found in lines.items() if found} == {}
