"""The documentation is true: its examples run, its links lead somewhere, its two commands are there."""

import doctest
import importlib
import re
import shlex
from pathlib import Path

import pytest

from api.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
PACKAGES = ("models", "extractor", "corpus", "api")


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _commands(page: Path) -> list[list[str]]:
    lines = [line for block in _blocks(page, "sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("chidao ")]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory of its own with the samples in it, as if the commands were typed in a clone."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHIDAO_DATABASE_URL", f"sqlite:///{tmp_path / 'docs.db'}")


@pytest.mark.parametrize("page", [page for page in PAGES if _commands(page)], ids=lambda page: page.name)
@pytest.mark.usefixtures("workplace")
def test_every_command_that_is_shown_works(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for command in _commands(page):
        with pytest.raises(SystemExit) as ended:
            main(command)
        printed = capfd.readouterr()
        assert ended.value.code == 0, (command, printed.err)
        assert "Không tìm thấy" not in printed.out, command


def test_the_readme_shows_the_library_at_work(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = _blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  # our own README
    assert capsys.readouterr().out == "báo cáo trước ngày 30/6/2024\n"


def test_the_two_commands_of_the_readme_are_there() -> None:
    lines = "".join(_blocks(ROOT / "README.md", "sh")).splitlines()
    shown = {line.split("#")[0].strip() for line in lines}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in ("make demo", "make test"):
        assert command in shown
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE)
    assert (ROOT / ".ci" / "run").read_text("utf-8").rstrip().endswith("\nmake test")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_path_that_is_named_is_there(page: Path) -> None:
    path = re.compile(r"`((?:extractor|corpus|api|models|tests|docs)/[\w./-]+\.\w+)`")
    assert [named for named in path.findall(page.read_text("utf-8")) if not (ROOT / named).exists()] == []


def _with_examples() -> list[str]:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    shown = [path.relative_to(ROOT) for path in sources if ">>> " in path.read_text("utf-8")]
    return sorted(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in shown)


@pytest.mark.parametrize("name", _with_examples())
def test_the_examples_of_a_docstring_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted
    assert not outcome.failed
