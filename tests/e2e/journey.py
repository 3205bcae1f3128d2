"""``./dev journey [--out DIR]``: the main job, unattended, with the real window and real parts.

It ends with status 0 only when every step came to its end and every check held; what it saw lies
in DIR, with ``journey.json`` above all.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.e2e import ending, inside, stage
from tests.e2e.clerk import Clerk
from tests.e2e.report import Report
from tests.e2e.stage import Stage
from tests.e2e.steps import Journey
from tests.e2e.walks import Walks

LIMIT = 360
"""Seconds for everything."""


def walk(folder: Path) -> bool:
    """Walk the whole journey and leave its report in ``folder``; whether everything held."""
    with Stage() as here:
        report = Report(folder, here.screen)
        try:
            _steps(here, report, folder)
        except BaseException as error:
            here.keep_logs(folder / "logs")
            report.write(f"{type(error).__name__}: {error}")
            raise
        report.write()
    return report.holds


def _steps(here: Stage, report: Report, folder: Path) -> None:
    with here.home() as home:
        with report.step("window"):
            program = here.open_window(home, *here.hub_options(), "--reader", "pcsc")
        begun = here.screen.pointer()
        report.watch(program.reader)
        journey = Journey(here, report, Clerk(program, here.screen))
        journey.arrive()
        journey.accept(folder)
        journey.ask_once()
        journey.refuse()
        journey.sync()
        ending.look_back(here, report, home, folder)
        _walk_on(Walks(here, report, Clerk(program, here.screen)))
        ending.look_again(here, report, home)
        journey.count_keys()
        pointer = here.screen.pointer()
        report.check("no mouse", holds=pointer == begun, found=pointer.split())
        report.facts["longest wait for the window's thread, ms"] = max(
            step.longest_wait for step in report.steps
        )
        report.check("the program ends well", holds=here.close_window(program) == 0)


def _walk_on(walks: Walks) -> None:
    """The other procedures, one case each."""
    walks.online()
    walks.exempt()
    walks.commit()
    walks.survey()
    walks.permit()
    walks.send()


def main(arguments: list[str]) -> int:
    """Walk the journey inside namespaces of its own."""
    parser = argparse.ArgumentParser(prog="./dev journey", description=__doc__)
    parser.add_argument("--out", type=Path, help="where to leave what was seen")
    chosen = parser.parse_args(arguments)
    if lacking := inside.missing() or stage.missing():
        print(f"the journey needs: {lacking}", file=sys.stderr)
        return 2
    inside.enter("tests.e2e.journey", arguments)
    inside.limit(LIMIT)
    folder = (chosen.out or Path(tempfile.mkdtemp(prefix="journey-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(f"journey: {folder}", flush=True)
    return 0 if walk(folder) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
