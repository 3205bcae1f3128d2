"""The real program under faults: told in the clerk's words, nothing lost, work goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import inside, stage, trial
from tools.tree import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(trial.LIMIT + 30)]


@pytest.mark.parametrize("name", sorted(trial.TRIALS))
def test_the_program_bears(name: str, tmp_path: Path) -> None:
    if lacking := inside.missing() or stage.missing():
        pytest.skip(f"missing: {lacking}")
    command = [sys.executable, "-m", "tests.e2e.trial", name, "--out", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=trial.LIMIT + 20, check=False
    )
    report = tmp_path / "journey.json"
    assert report.exists(), f"{done.stdout}{done.stderr}"
    told = json.loads(report.read_text(encoding="utf-8"))
    assert not told["error"]
    assert not [check for check in told["checks"] if not check["holds"]]
    assert done.returncode == 0, done.stderr
