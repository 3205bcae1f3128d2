"""The clerk of the kill soak gets on: kills that meet no work would prove nothing."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from tests.realparts.hub import HubProcess
from tools.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]
_LIMIT = 60.0


def test_the_busy_clerk_comes_to_its_papers(tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    Image.new("RGB", (620, 877), "white").save(page)
    with HubProcess() as hub:
        options = ["--practice", "--home", str(tmp_path), "--hub", hub.url, "--code", hub.code]
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.busy_clerk", str(page), *options],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert program.stdout is not None
        end = threading.Timer(_LIMIT, program.kill)
        end.start()
        try:
            said = [program.stdout.readline().split(" ")[0] for _ in range(2)]
        finally:
            end.cancel()
            program.kill()
            program.wait()
            program.stdout.close()
    assert said == ["case", "papers"]
