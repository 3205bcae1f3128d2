"""Everything a machine can say about the source, side by side on the cores there are."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.tree import ROOMS, ROOT, venv_program


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name and the program that does it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check said, and how long it took."""

    check: Check
    passed: bool
    seconds: float
    text: str


def checks() -> list[Check]:
    """List the checks, the longest first."""
    mypy, python, ruff = (str(venv_program(name)) for name in ("mypy", "python", "ruff"))
    # What follows the branch of one system is out of reach on that system, as it should be.
    windows = (mypy, "--platform=win32", "--no-warn-unreachable", "--cache-dir=.mypy_cache/win32")
    return [
        Check("types", (mypy,)),
        Check("types on Windows", (*windows, *ROOMS)),
        Check("rules of the house", (python, "-m", "pytest", "-q", "-rN", "tests/house")),
        Check("floors", (str(venv_program("lint-imports")), "--no-cache")),
        Check("licences", (python, "-m", "tools.licences")),
        Check("lint", (ruff, "check", "--quiet", ".")),
        Check("format", (ruff, "format", "--check", "--quiet", ".")),
    ]


def run(check: Check) -> Finding:
    """Do one check."""
    begun = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Finding(check, done.returncode == 0, time.monotonic() - begun, done.stdout)


def run_all(wanted: Sequence[Check]) -> bool:
    """Do the checks, print each as it ends in the order of the list; say whether all passed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = []
        for finding in pool.map(run, wanted):
            findings.append(finding)
            word = "kept" if finding.passed else "BROKEN"
            print(f"{word:7} {finding.check.name} ({finding.seconds:.1f} s)", flush=True)
            if not finding.passed:
                print(finding.text, flush=True)
    return all(finding.passed for finding in findings)


def main() -> int:
    """Run all checks; 1 when one is broken."""
    return 0 if run_all(checks()) else 1


if __name__ == "__main__":
    sys.exit(main())
