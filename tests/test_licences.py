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
    assert [field for field in fields if FORBIDDEN.search(field)] == []
