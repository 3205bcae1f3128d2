"""./dev soak: run one fault test with its full count and keep the result with its date."""

import argparse
import datetime
import importlib
import pkgutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

import tests.soak
from tests.soak.report import Report
from tools.tree import ROOT

RECORD = ROOT / "docs/reliability.md"
_HEAD = """\
# Reliability: what the fault tests found

Each row is one run of `./dev soak NAME`: how often the fault was made, and how often something was
wrong afterwards (a receipted act lost or doubled, a chain that does not verify, a program that
hung). The newest row is the last.

| date | soak | tried | wrong | minutes | commit | note |
|---|---|---|---|---|---|---|
"""


class Soak(Protocol):
    """A module under tests/soak."""

    COUNT: int

    def run(self, count: int) -> Report:
        """Make the fault ``count`` times."""


def soaks() -> dict[str, Soak]:
    """Import the soaks, by module name; a module without ``COUNT`` is none."""
    modules = {
        found.name: importlib.import_module(f"tests.soak.{found.name}")
        for found in pkgutil.iter_modules(tests.soak.__path__)
    }
    return {name: cast("Soak", kind) for name, kind in modules.items() if hasattr(kind, "COUNT")}


def row(day: datetime.date, name: str, report: Report, seconds: float, commit: str) -> str:
    """Write one line of the record."""
    minutes = f"{seconds / 60:.1f}"
    cells = (day.isoformat(), name, report.tried, report.wrong, minutes, commit, report.note)
    return f"| {' | '.join(map(str, cells))} |\n"


def append(line: str, record: Path = RECORD) -> None:
    """Add a line to the record, which is begun when there is none."""
    before = record.read_text(encoding="utf-8") if record.exists() else _HEAD
    record.write_text(before + line, encoding="utf-8")


def commit() -> str:
    """Name the source that ran; a plus says that it was changed since the commit."""
    asked = ["git", "describe", "--always", "--exclude=*", "--dirty=+"]
    return subprocess.run(
        asked, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def main(arguments: Sequence[str]) -> int:
    """Run one soak; 1 when anything was wrong."""
    known = soaks()
    parser = argparse.ArgumentParser(prog="./dev soak", description=__doc__)
    parser.add_argument("name", choices=sorted(known))
    parser.add_argument("--count", type=int, help="another count than the full one")
    parser.add_argument("--no-record", action="store_true", help="leave docs/reliability.md alone")
    asked = parser.parse_args(arguments)
    begun = time.monotonic()
    report = known[asked.name].run(asked.count or known[asked.name].COUNT)
    today = datetime.datetime.now(datetime.UTC).date()
    line = row(today, asked.name, report, time.monotonic() - begun, commit())
    print(line, end="")
    if not asked.no_record:
        append(line)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
