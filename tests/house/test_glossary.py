"""Every kind of stream and every flow has its word in the glossary."""

import re

import pytest

from casework.law.items import Flow
from casework.records.registry import FOLDS
from tools.tree import ROOT

ROWS = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M)
WORDS = {word.lower() for row in ROWS for word in re.findall(r"[A-Za-z]+", row)}
BINDING = {"on", "in", "of", "words"}
"""Words of module names that mean nothing by themselves."""


def known(word: str) -> bool:
    """Whether a row has the word, or another form of it."""
    stem = word if len(word) < 5 else word[: max(4, len(word) - 3)]
    return any(one.startswith(stem) for one in WORDS)


FLOWS = {path.stem.partition("_")[0] for path in (ROOT / "casework/flows").glob("[a-z]*.py")}
"""By the first word of its modules: what follows it (letters, rows) only says which part it is."""


@pytest.mark.parametrize("name", sorted({*FOLDS, *Flow, *FLOWS}))
def test_it_has_its_word(name: str) -> None:
    missing = [word for word in name.split("_") if word not in BINDING and not known(word)]
    assert not missing, name


def test_no_word_stands_twice_in_one_table() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    for table in text.split("\n## ")[1:]:
        heads = re.findall(r"^\| ([^|]+) \|", table, re.M)
        assert len(heads) == len(set(heads)), table.splitlines()[0]
