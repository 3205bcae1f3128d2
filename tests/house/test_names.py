"""Names and words of the house."""

import ast
import re

import pytest

from tests.house.source import everything, rooms, tracked_texts
from tools.tree import ROOMS, ROOT

DRAWERS = {"utils", "util", "misc", "common", "helpers", "helper", "manager", "managers"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Written so that this file does not hold the words itself.
FOREIGN = {
    "a package registry": re.compile(r"\b(py[p]i|npmjs|test\.py[p]i)\.org\b|python[h]osted", re.I),
    "a distribution's server": re.compile(r"\b[a-z]+\.(deb[i]an|ubunt[u])\.(org|com)\b", re.I),
    "an index option": re.compile(r"^\s*--(extra-)?index-url", re.M),
    "a folder of one machine": re.compile(r"(?<![\w.])/(wor[k]|home/\w+|roo[t]|tmp/brie[f])/"),
}


def test_no_module_is_a_drawer() -> None:
    assert not [str(module) for module in everything() if module.path.stem in DRAWERS]


def test_every_module_says_what_it_is() -> None:
    silent = [str(module) for module in everything() if not ast.get_docstring(module.tree)]
    assert not [name for name in silent if not name.startswith("tests/")]


def test_names_in_the_code_are_english() -> None:
    foreign = [
        f"{module}:{node.lineno} {node.name}"
        for module in rooms()
        for node in (*module.functions(), *module.classes())
        if not node.name.isascii()
    ]
    assert not foreign


def test_nothing_is_left_unfinished() -> None:
    assert not [str(module) for module in rooms() if UNFINISHED.search(module.text)]


def test_no_import_hides_in_a_function() -> None:
    """Imports inside functions get round the floors; so does silencing the rule against them."""
    hidden = [
        f"{module}:{node.lineno}"
        for module in rooms()
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_every_folder_of_a_room_is_a_package() -> None:
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    bare = [folder for folder in folders if not (folder / "__init__.py").exists()]
    assert not [str(folder.relative_to(ROOT)) for folder in bare]


@pytest.mark.parametrize("what", FOREIGN)
def test_the_repository_speaks_of_the_project_alone(what: str) -> None:
    assert not [name for name, text in tracked_texts() if FOREIGN[what].search(text)]
