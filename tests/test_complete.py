"""Completeness: whoever adds a stage, rule file, reader, command, setting or word is told what is missing."""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest
import typer
from pydantic import BaseModel
from spacy.language import Language
from typer.core import TyperCommand, TyperGroup

from api import labels as spoken
from api.actions.following import When
from api.actions.runs import State
from api.cli import app
from api.settings import Settings
from corpus.comparison import Turn
from corpus.readers import READERS
from corpus.review import Doubt
from extractor.attributes import ATTRIBUTES
from extractor.pipeline import STAGES, build_pipeline, component_name
from extractor.rules.loader import rule_files
from models import errors, records, vocabulary
from models.browsing import Facet
from models.jobs import State as Fate
from models.ordering import Order
from models.rows import Part

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
Kind = TypeVar("Kind")


def _page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _modules(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"}


def _classes(module: ModuleType, kind: type[Kind]) -> list[type[Kind]]:
    found = [entry for _, entry in inspect.getmembers(module, inspect.isclass) if issubclass(entry, kind)]
    return [entry for entry in found if entry.__module__ == module.__name__]


def _commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(command, (*path, name))
        elif isinstance(command, TyperCommand):
            yield " ".join((*path, name)), command


def _root() -> TyperGroup:
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    return root


COMMANDS = dict(_commands(_root()))
MODELS = [model for model in _classes(records, BaseModel) if inspect.get_annotations(model)]
WORDS = sorted({str(word) for words in _classes(vocabulary, StrEnum) for word in words})


def test_every_stage_is_wired() -> None:
    assert sorted(map(component_name, STAGES)) == sorted(_modules("extractor/stages"))


@pytest.mark.parametrize("stage", STAGES, ids=component_name)
def test_a_stage_is_a_component_that_says_what_it_sets(stage: object) -> None:
    build_pipeline()
    meta = Language.get_factory_meta(component_name(stage))
    assert meta.assigns
    declared = {f"doc._.{name}" for name in ATTRIBUTES}
    assert {*meta.assigns, *meta.requires} <= declared


def test_what_a_stage_requires_was_set_before() -> None:
    analysis = build_pipeline().analyze_pipes()
    assert analysis
    assert {name: problems for name, problems in analysis["problems"].items() if problems} == {}


def test_every_rule_file_is_loaded_by_someone() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "extractor").rglob("*.py"))
    assert [name for name in rule_files() if f'"{name}"' not in source] == []


def test_every_reader_is_registered() -> None:
    assert sorted(reader.name for reader in READERS) == sorted(_modules("corpus/readers"))


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_a_reader_is_documented(name: str) -> None:
    assert f"`{name}`" in _page("readers.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented_with_every_option(name: str) -> None:
    section = re.search(rf"^## `chidao {name}`$(.*?)(?=^## |\Z)", _page("cli.md"), re.MULTILINE | re.DOTALL)
    assert section
    options = [option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in section[1] and option != "--help"] == []
    assert f"\nchidao {name}" in section[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_an_example(name: str) -> None:
    assert f"chidao {name}" in (COMMANDS[name].epilog or "")
    assert COMMANDS[name].help


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_documented(name: str) -> None:
    assert f"`CHIDAO_{name.upper()}`" in _page("settings.md")


def test_only_settings_that_are_there_are_documented() -> None:
    prefix = str(Settings.model_config.get("env_prefix"))
    known = {f"{prefix}{name.upper()}" for name in Settings.model_fields}
    tests_only = {
        f"CHIDAO_{name}" for name in ("TEST_POSTGRES_URL", "REQUIRE_POSTGRES", "TEST_CHROMIUM", "REQUIRE_CHROMIUM")
    }
    assert set(re.findall(r"CHIDAO_[A-Z_]+", _page("settings.md"))) == known | tests_only


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_record_is_documented(word: str) -> None:
    assert f"`{word}`" in _page("record.md")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_field_of_the_record_is_documented(model: type[BaseModel]) -> None:
    page = _page("record.md")
    own = inspect.get_annotations(model)
    names = [field.alias or name for name, field in model.model_fields.items() if name in own]
    assert [name for name in names if f"`{name}`" not in page] == []


@pytest.mark.parametrize("error", _classes(errors, errors.ChidaoError), ids=lambda error: error.__name__)
def test_an_error_stands_in_the_tree(error: type[errors.ChidaoError]) -> None:
    tree = errors.__doc__ or ""
    depth = len(error.__mro__) - len(errors.ChidaoError.__mro__)
    line = re.search(rf"^(.*)\b{error.__name__}\b", tree, re.MULTILINE)
    assert line
    assert len(line[1]) == 4 + 4 * depth


@pytest.mark.parametrize("error", _classes(errors, errors.ChidaoError), ids=lambda error: error.__name__)
def test_an_exit_code_is_documented(error: type[errors.ChidaoError]) -> None:
    assert re.search(rf"^\| {error.exit_code} \|", _page("cli.md"), re.MULTILINE)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (spoken.PARTS, Part), (spoken.TURNS, Turn), (spoken.ORDERS, Order), (spoken.DOUBTS, Doubt),
        (spoken.WHENS, When), (spoken.WHENS_IN_FULL, When), (spoken.ENTRY_STATES, Fate), (spoken.RUN_STATES, State),
        (spoken.FACETS, Facet), (spoken.KINDS, vocabulary.Kind), (spoken.ROLES, vocabulary.Role),
        (spoken.STATUSES, vocabulary.Status), (spoken.ADDRESSEES, vocabulary.AddresseeKind),
        (spoken.REVIEWS, vocabulary.Review),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_every_word_has_a_label(labels: Mapping[str, str], words: Iterable[str]) -> None:
    assert set(labels) == set(words)
