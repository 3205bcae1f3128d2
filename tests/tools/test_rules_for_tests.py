"""The rules that tests/conftest.py lays on every test, seen from outside in a pytest of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.tree import ROOT

SKIPS = """
import sys
import pytest

def test_part_missing():
    pytest.skip("no reader")

@pytest.mark.skipif(True, reason="only on Windows")
def test_foreign():
    raise AssertionError

@pytest.mark.xfail(strict=True)
def test_known():
    raise AssertionError
"""

NOISE = """
import logging

def test_noisy():
    logging.getLogger("sync").error("unexpected")

def test_expected(caplog):
    logging.getLogger("sync").error("expected")

def test_warning():
    logging.getLogger("sync").warning("worth a line, not a failure")
"""

HOME = """
import os, pathlib

def test_home():
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        assert pathlib.Path.home() not in pathlib.Path(os.environ[f"XDG_{name}_HOME"]).parents
"""

HANG = """
import signal
import time
import pytest

@pytest.mark.timeout(1)
def test_hangs():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(600)
"""


def outcome(folder: Path, text: str, ci: str = "") -> str:
    """Run pytest with the project's rules on one test file; give all that it prints."""
    folder.joinpath("setup.cfg").write_bytes((ROOT / "setup.cfg").read_bytes())
    folder.joinpath("tests").mkdir()
    rules = (ROOT / "tests/conftest.py").read_text(encoding="utf-8")
    rules = rules.replace("_GRACE = 20.0", "_GRACE = 1.0")
    folder.joinpath("tests/conftest.py").write_text(rules, encoding="utf-8")
    folder.joinpath("tests/test_it.py").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "CI": ci, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize(
    ("ci", "closing"), [("", "2 skipped, 1 xfailed"), ("true", "1 failed, 1 skipped, 1 xfailed")]
)
def test_a_missing_part_fails_in_ci_alone(tmp_path: Path, ci: str, closing: str) -> None:
    assert closing in outcome(tmp_path, SKIPS, ci)


def test_a_module_that_skips_itself_fails_in_ci(tmp_path: Path) -> None:
    text = 'import pytest\npytest.importorskip("no_such_library")\n'
    assert "a test was skipped in CI" in outcome(tmp_path, text, "true")


def test_an_unexpected_error_in_the_log_fails(tmp_path: Path) -> None:
    assert "3 passed, 1 error" in outcome(tmp_path, NOISE)


def test_the_home_is_invented(tmp_path: Path) -> None:
    assert "1 passed" in outcome(tmp_path, HOME)


def test_a_hang_that_no_signal_reaches_ends(tmp_path: Path) -> None:
    assert "Timeout (0:00:02)!" in outcome(tmp_path, HANG)
