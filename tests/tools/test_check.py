"""How the checks are run and told."""

import sys

import pytest

from tools.check import Check, checks, run_all


def python(name: str, code: str) -> Check:
    return Check(name, (sys.executable, "-c", code))


def test_a_broken_check_is_told_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = python("good", "print('quiet')"), python("bad", "raise SystemExit('why')")
    assert run_all([good]) is True
    assert run_all([bad, good]) is False
    told = capsys.readouterr().out
    assert "BROKEN  bad" in told
    assert "why" in told
    assert "quiet" not in told


def test_both_systems_are_typed() -> None:
    assert sum("mypy" in check.command[0] for check in checks()) == 2
    assert any("--platform=win32" in check.command for check in checks())
