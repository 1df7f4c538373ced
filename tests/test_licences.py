"""Licences: every package that the project needs to run stands in docs/licences.md, and none forbids ours."""

import importlib.metadata as installed
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCUMENTED = (Path(__file__).parents[1] / "docs" / "licences.md").read_text("utf-8")
FORBIDDEN = re.compile(r"\bA?GPL|(?<!Lesser )General Public License")


def _needed() -> list[str]:
    """Return the names of all packages that come with the project, however indirectly, without its extras."""
    found: dict[str, str] = {}
    waiting = [("chidao", frozenset({""}))]
    while waiting:
        name, extras = waiting.pop()
        distribution = installed.distribution(name)
        found[canonicalize_name(name)] = distribution.metadata["Name"]
        for line in distribution.requires or []:
            need = Requirement(line)
            wanted = need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
            if wanted and canonicalize_name(need.name) not in found:
                waiting.append((need.name, frozenset({"", *need.extras})))
    del found["chidao"]
    return sorted(found.values(), key=str.casefold)


@pytest.mark.parametrize("name", _needed())
def test_a_dependency_is_documented_with_its_licence(name: str) -> None:
    assert re.search(rf"^\| {re.escape(name)} \| [^|]+ \|$", DOCUMENTED, re.MULTILINE)


@pytest.mark.parametrize("name", _needed())
def test_a_licence_goes_with_ours(name: str) -> None:
    metadata = installed.distribution(name).metadata
    keys = ("License-Expression", "License", "Classifier")
    fields = [field[:200] for key in keys for field in metadata.get_all(key, [])]
    assert [field for field in fields if _forbidden(field)] == []


def _forbidden(field: str) -> bool:
    """Whether every licence that one may choose is forbidden."""
    return all(FORBIDDEN.search(choice) for choice in field.split(" OR "))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("MIT", False, id="allowed"),
        pytest.param("GPL-3.0-only", True, id="forbidden"),
        pytest.param("MPL-1.1 OR GPL-2.0-only", False, id="one may choose another"),
        pytest.param("AGPL-3.0-only OR GPL-2.0-only", True, id="no choice is allowed"),
        pytest.param("MIT AND GPL-2.0-only", True, id="both at once"),
    ],
)
def test_one_allowed_choice_is_enough(field: str, expected: bool) -> None:  # noqa: FBT001  # a column of the table
    assert _forbidden(field) == expected
