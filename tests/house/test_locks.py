"""The locks hold what setup.cfg asks for, once each, with hashes and no address."""

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools.locks import blocks, build_backend, wanted
from tools.tree import LOCKS, ROOT

EXTRAS = ("hardware", "hub", "test", "bench")
FILES = ("base", *EXTRAS, "old-glibc")


def lock(name: str) -> dict[str, str]:
    return blocks((LOCKS / f"{name}.txt").read_text(encoding="utf-8"))


def version(block: str) -> Version:
    return Version(block.partition("==")[2].split()[0])


@pytest.mark.parametrize("base", ["base", "old-glibc"])
@pytest.mark.parametrize("extra", ["install_requires", *EXTRAS])
def test_every_requirement_is_locked(base: str, extra: str) -> None:
    lines = wanted(extra)
    if extra == "install_requires":
        lines += build_backend()
    locked = lock(base) | ({} if extra == "install_requires" else lock(extra))
    for requirement in map(Requirement, lines):
        pin = locked[canonicalize_name(requirement.name)]
        assert version(pin) in requirement.specifier, f"run ./dev lock: {requirement}"


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes(name: str) -> None:
    assert all("--hash=sha256:" in block for block in lock(name).values())


@pytest.mark.parametrize("name", FILES)
def test_no_lock_names_an_address(name: str) -> None:
    assert "://" not in (LOCKS / f"{name}.txt").read_text(encoding="utf-8")


def test_a_library_is_locked_once() -> None:
    pinned = [library for name in ("base", *EXTRAS) for library in lock(name)]
    assert len(pinned) == len(set(pinned))


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
