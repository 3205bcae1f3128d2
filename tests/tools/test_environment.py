"""The set-up is recognised when it still stands and made again when it does not."""

from pathlib import Path

import pytest

from tools import environment, system
from tools.environment import Stamp


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the levels that are made, instead of making them."""
    levels: list[str] = []

    def make(level: str, digest: str) -> None:
        levels.append(level)
        Stamp(digest, level, ()).write()

    monkeypatch.setattr(environment, "_STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(environment, "_make", make)
    return levels


def test_a_second_start_makes_nothing(made: list[str]) -> None:
    environment.ensure("run")
    environment.ensure("run")
    assert made == ["run"]


def test_a_higher_level_serves_the_lower_ones(made: list[str]) -> None:
    environment.ensure("test")
    environment.ensure("run")
    environment.ensure("bench")
    assert made == ["test", "bench"]


def test_changed_locks_are_installed_at_the_highest_level_made(
    made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure("test")
    monkeypatch.setattr(environment, "_digest", lambda: "another")
    environment.ensure("run")
    assert made == ["test", "test"]


def test_a_damaged_stamp_counts_as_none(made: list[str], tmp_path: Path) -> None:
    tmp_path.joinpath("set-up.json").write_text("[]", encoding="utf-8")
    environment.ensure("run")
    assert made == ["run"]


def test_what_was_lacking_is_looked_for_again(
    made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = system.Need(("pcscd",), "no-such-program", essential=False)
    Stamp(environment._digest(), "run", ("pcscd",)).write()
    monkeypatch.setattr(system, "missing", lambda _level: [reader])
    environment.ensure("run")
    assert made == []
    monkeypatch.setattr(system, "missing", lambda _level: [])
    environment.ensure("run")
    assert made == ["run"]


def test_an_essential_part_that_cannot_come_stops_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = system.Need(("libgl1",), "libGL.so.1", essential=True)
    monkeypatch.setattr(system, "missing", lambda _level: [window])
    monkeypatch.setattr(system, "may_install", lambda: True)
    monkeypatch.setattr(system, "install", lambda _wanted: "E: no such package\n")
    with pytest.raises(
        environment.SetUpError, match=r"no such package\n.*\n\n.*apt-get install .* libgl1"
    ):
        environment._install_system("run")


def test_another_part_that_cannot_come_is_told_and_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = system.Need(("pcscd",), "no-such-program", essential=False)
    monkeypatch.setattr(system, "missing", lambda _level: [reader])
    monkeypatch.setattr(system, "may_install", lambda: False)
    assert environment._install_system("run") == [reader]
    assert "pcscd" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("glibc", "machine", "base"),
    [
        ((2, 36), "x86_64", "base.txt"),
        ((2, 28), "x86_64", "old-glibc.txt"),
        ((2, 36), "aarch64", "old-glibc.txt"),
        ((2, 39), "aarch64", "base.txt"),
        ((999,), "x86_64", "base.txt"),
    ],
)
def test_an_old_c_library_gets_the_old_qt(glibc: tuple[int, ...], machine: str, base: str) -> None:
    names = [path.name for path in environment.locks("test", glibc, machine)]
    assert names == [base, "hub.txt", "test.txt"]


def test_this_machine_has_a_c_library() -> None:
    assert environment.glibc_version() >= (2, 17)
