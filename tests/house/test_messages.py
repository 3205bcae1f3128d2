"""Every error code in the source has its words, and every message belongs to a code."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.house.source import rooms
from tools.tree import ROOT

CODE = re.compile(r"[A-Z]{2}-\d{3}")
FOLDER = ROOT / "resources/messages/zh_CN"
TEXTS = ("title", "what", "next")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Use:
    """A code in the source; ``facts`` is None where they are not written beside it."""

    code: str
    place: str
    facts: frozenset[str] | None


def uses() -> Iterator[Use]:
    """Every string constant of the program that is a code."""
    for module in rooms():
        given = dict(facts_given(module.tree))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and is_code(node.value):
                yield Use(str(node.value), f"{module}:{node.lineno}", given.get(node))


def facts_given(tree: ast.Module) -> Iterator[tuple[ast.expr, frozenset[str]]]:
    """The keywords beside each code that is the first argument of a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            names = [keyword.arg for keyword in node.keywords]
            if None not in names:
                yield node.args[0], frozenset(name for name in names if name is not None)


def is_code(value: object) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


def messages() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        twice = found.keys() & table.keys()
        assert not twice, f"{path.name} says again: {twice}"
        found |= table
    return found


def placeholders(message: dict[str, Any]) -> set[str]:
    """The facts that a message's texts ask for."""
    return {
        re.split(r"[.\[]", name)[0]
        for part in TEXTS
        for _, name, _, _ in string.Formatter().parse(message[part])
        if name is not None
    }


def test_every_code_has_a_message() -> None:
    known = messages()
    assert not [f"{use.place} {use.code}" for use in uses() if use.code not in known]


def test_every_message_has_its_code() -> None:
    assert not messages().keys() - {use.code for use in uses()}


@pytest.mark.parametrize("code", messages())
def test_a_message_is_whole(code: str) -> None:
    message = messages()[code]
    assert CODE.fullmatch(code)
    assert message.keys() == {*TEXTS, "retry", "call"}
    assert all(CHINESE.search(message[part]) for part in TEXTS)
    assert isinstance(message["retry"], bool)
    assert isinstance(message["call"], str)


def test_every_fact_that_a_message_shows_is_given() -> None:
    known = messages()
    short = [
        f"{use.place} {use.code}: {missing}"
        for use in uses()
        if use.facts is not None
        and use.code in known
        and (missing := placeholders(known[use.code]) - use.facts)
    ]
    assert not short


def test_the_facts_beside_a_code_are_seen() -> None:
    tree = ast.parse('raise InputError("IN-103", number=1)\nDeviceError("HW-001", **facts)')
    assert [facts for _, facts in facts_given(tree)] == [frozenset({"number"})]
    assert placeholders({"title": "号{number}", "what": "{a.b}", "next": "{c!r}"}) == {
        "number",
        "a",
        "c",
    }
