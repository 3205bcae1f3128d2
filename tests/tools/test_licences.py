"""The allow-list of licences."""

from importlib.metadata import PackageMetadata, PathDistribution
from pathlib import Path

import pytest

from tools.licences import AllowList, locked, refused

LIST = AllowList(
    free=frozenset({"MIT", "BSD-3-Clause"}),
    replaceable=frozenset({"LGPL-3.0-only"}),
    written={"MIT License": "MIT"},
    told={"told-one": "MIT"},
)


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("MIT AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only OR (MIT AND GPL-3.0-only)", False),
        ("", False),
    ],
)
def test_one_alternative_must_be_allowed_as_a_whole(expression: str, allowed: bool) -> None:
    assert LIST.allows(expression) is allowed


def test_old_metadata_are_understood_and_several_licences_must_all_be_allowed(
    tmp_path: Path,
) -> None:
    assert (
        LIST.expression("x", described(tmp_path, "License :: OSI Approved :: MIT License")) == "MIT"
    )
    both = described(
        tmp_path,
        "License :: OSI Approved :: MIT License",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
    )
    assert not LIST.allows(LIST.expression("x", both))


def test_a_library_that_nobody_knows_is_refused() -> None:
    assert refused(["no-such-library", "told-one"], LIST) == ["no-such-library: unknown"]


def test_every_word_of_the_real_list_is_needed() -> None:
    real, libraries = AllowList.read(), set(locked())
    assert not real.told.keys() - libraries
    assert not {name for name, told in real.told.items() if not real.allows(told)}
    assert not any("GPL" in name and "LGPL" not in name for name in real.free | real.replaceable)


def described(folder: Path, *classifiers: str) -> PackageMetadata:
    lines = ("Metadata-Version: 2.1", "Name: x", *(f"Classifier: {line}" for line in classifiers))
    folder.joinpath("METADATA").write_text("\n".join(lines), encoding="utf-8")
    return PathDistribution(folder).metadata
