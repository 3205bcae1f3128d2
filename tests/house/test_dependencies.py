"""What is imported is declared, what is declared is imported, and each has its reason."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import rooms
from tools.locks import wanted
from tools.tree import ROOMS, ROOT

PROGRAM = ("install_requires", "hub", "hardware")
NEVER_IMPORTED = {"rl-accel"}
"""Found by the library that it speeds up."""


def declared(*extras: str) -> set[str]:
    lines = [line for extra in extras for line in wanted(extra)]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported() -> dict[str, str]:
    """The distributions that the program imports, each with one place."""
    distributions = packages_distributions()
    return {
        canonicalize_name(distribution): place
        for module, place in foreign_modules()
        for distribution in distributions.get(module, [module])
    }


def foreign_modules() -> Iterator[tuple[str, str]]:
    for module in rooms():
        for node in ast.walk(module.tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in {name.partition(".")[0] for name in names}:
                if name not in sys.stdlib_module_names and name not in ROOMS:
                    yield name, str(module)


def test_what_is_imported_is_declared() -> None:
    missing = imported().keys() - declared(*PROGRAM)
    assert not {name: imported()[name] for name in missing}


def test_what_is_declared_is_imported() -> None:
    assert not declared(*PROGRAM) - imported().keys() - NEVER_IMPORTED


@pytest.mark.parametrize("extra", [*PROGRAM, "test", "bench"])
def test_every_library_has_its_reason(extra: str) -> None:
    text = (ROOT / "docs/decisions/0003-dependencies.md").read_text(encoding="utf-8").lower()
    words = {canonicalize_name(word) for word in re.findall(r"[a-z][a-z0-9_.-]*[a-z0-9]", text)}
    assert not declared(extra) - words
