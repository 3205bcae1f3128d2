"""``python -m tests.e2e.trial NAME --out DIR``: the real program under one fault, on the stage."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.e2e import doubtful, inside, trials
from tests.e2e.report import Report
from tests.e2e.stage import Stage

LIMIT = 150
"""Seconds for one trial."""
SMALL = 48
"""MiB of the small disk that every trial finds in its folder."""

Trial = Callable[[Stage, Report, Path], None]
TRIALS: dict[str, Trial] = {
    "second-start": trials.second_start,
    "copied-store": trials.copied_store,
    "portal": trials.portal,
    "changed-receipt": trials.changed_receipt,
    "bad-cards": trials.bad_cards,
    "full-disk": trials.full_disk,
    "keyring": trials.keyring,
    "doubtful-cards": doubtful.doubtful_cards,
    "bad-files": doubtful.bad_files,
}


def run(name: str, folder: Path) -> bool:
    """Run a trial and leave its report in ``folder``; whether everything held."""
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}m", "tmpfs", str(small)]
    subprocess.run(mount, check=True, timeout=5)
    with Stage() as here:
        report = Report(folder, here.screen)
        try:
            TRIALS[name](here, report, small)
        except BaseException as error:
            here.keep_logs(folder / "logs")
            report.write(f"{type(error).__name__}: {error}")
            raise
        report.write()
    return report.holds


def main(arguments: list[str]) -> int:
    """Run a trial inside namespaces of its own."""
    parser = argparse.ArgumentParser(prog="trial", description=__doc__)
    parser.add_argument("name", choices=sorted(TRIALS))
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    inside.enter("tests.e2e.trial", arguments)
    inside.limit(LIMIT)
    folder = chosen.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return 0 if run(chosen.name, folder) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
