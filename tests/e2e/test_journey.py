"""The main job from end to end: what ``./dev journey`` leaves, and that everything held."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import inside, journey, stage
from tools.tree import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a journey that was walked."""
    if lacking := inside.missing() or stage.missing():
        pytest.skip(f"missing: {lacking}")
    folder = tmp_path_factory.mktemp("journey")
    command = [sys.executable, "-m", "tests.e2e.journey", "--out", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=journey.LIMIT + 30, check=False
    )
    if not (folder / "journey.json").exists():
        pytest.fail(f"no journey: {done.stdout}{done.stderr}")
    return folder


@pytest.fixture(scope="module")
def told(walked: Path) -> dict[str, Any]:
    """Its report."""
    return dict(json.loads((walked / "journey.json").read_text(encoding="utf-8")))


def test_everything_held(told: dict[str, Any]) -> None:
    assert not told["error"]
    assert not [check for check in told["checks"] if not check["holds"]]
    assert told["holds"]


def test_both_ends_have_the_same_chain(told: dict[str, Any]) -> None:
    chain, receipt = told["chain"], told["receipt"]
    assert chain["window"] == chain["hub"]
    assert (receipt["last_seq"], receipt["head"]) == (chain["hub"]["seq"], chain["hub"]["head"])


def test_keys_are_counted(told: dict[str, Any]) -> None:
    keys = told["keys"]
    assert keys["typed"] == sum(step["keys"] for step in told["steps"])
    assert keys["standard case"] <= keys["limit"]
    assert keys["originals"] > 0


def test_every_step_left_a_picture(walked: Path, told: dict[str, Any]) -> None:
    pictures = [walked / step["picture"] for step in told["steps"]]
    assert len(pictures) > 20
    assert all(picture.stat().st_size > 1000 for picture in pictures)


@pytest.mark.parametrize("kind", ["printed", "archived", "scans", "hub"])
def test_papers_and_scans_are_left(walked: Path, kind: str) -> None:
    assert len(list((walked / kind).iterdir())) >= 6
