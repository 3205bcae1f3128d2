"""Sizes of the house: small modules, small functions, small classes."""

import ast

from tests.house.source import Definition, everything, rooms

MODULE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 20


def test_modules_are_small() -> None:
    large = [f"{module}: {module.lines}" for module in everything() if module.lines > MODULE_LINES]
    assert not large


def test_functions_are_small() -> None:
    large = [
        f"{module}:{node.lineno} {node.name}: {length(node)}"
        for module in everything()
        for node in module.functions()
        if length(node) > FUNCTION_LINES
    ]
    assert not large


def test_classes_are_small() -> None:
    large = [
        f"{module}:{node.lineno} {node.name}: {methods(node)}"
        for module in rooms()
        for node in module.classes()
        if methods(node) > CLASS_METHODS
    ]
    assert not large


def length(node: Definition) -> int:
    """Lines from ``def`` to the end; decorators are not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def methods(node: ast.ClassDef) -> int:
    return sum(isinstance(part, Definition) for part in node.body)
