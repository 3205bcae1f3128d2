"""What each command of ./dev runs."""

import subprocess
import sys

import pytest

from tools.command import parallel, python_arguments
from tools.tree import ROOT


@pytest.mark.parametrize(
    ("command", "runs"),
    [
        ("run", ["-m", "desktop", "--x"]),
        ("test", ["-m", "pytest", "--numprocesses=2", "--dist=loadfile", "--x"]),
        ("check", ["-m", "tools.check", "--x"]),
        ("journey", ["-m", "tests.e2e.journey", "--x"]),
        ("bench", ["-m", "tools.bench", "--x"]),
        ("soak", ["-m", "tools.soak", "--x"]),
    ],
)
def test_a_command_becomes_its_module(command: str, runs: list[str]) -> None:
    assert python_arguments(command, ["--x"]) == runs


@pytest.mark.parametrize("argument", ["-n0", "--pdb", "-s", "--collect-only"])
def test_looking_at_one_test_stays_in_one_process(argument: str) -> None:
    assert parallel([argument]) == []


def test_without_a_command_the_commands_are_listed() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "dev"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "./dev COMMAND" in run.stdout
