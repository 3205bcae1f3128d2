"""kill -9 of the real window while a clerk types: nothing acknowledged lost, nothing doubled."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.e2e import inside
from tests.soak.report import Report
from tools.tree import ROOT

COUNT = 200


def run(count: int) -> Report:
    """Kill ``count`` lives of one window, each at a random moment of its intakes."""
    if lacking := inside.missing():
        raise RuntimeError(f"missing: {lacking}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        command = [sys.executable, "-m", "tests.e2e.killing", "--count", str(count)]
        subprocess.run([*command, "--out", str(out)], cwd=ROOT, check=False)
        found = json.loads(out.read_text(encoding="utf-8"))
    for fault in found["faults"]:
        print(fault, file=sys.stderr)
    return Report(found["tried"], len(found["faults"]), found["note"])
