"""``python -m tests.e2e.killing --count N --out FILE``: kill the window while a clerk types.

The real program on a real screen, driven by keys, is killed at a random moment of its intakes, and
started again on the same store, again and again. What the window said is done must be there at the
end, on both sides and once; a draft it said it kept must be offered by the next start.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e import book, inside
from tests.e2e.clerk import Clerk, NotSeen
from tests.e2e.intake_driver import AGENT, DECIDED, HOMES, UNFINISHED, Intake
from tests.e2e.reading import View
from tests.e2e.room import Room

LATEST = 12.0
"""Seconds from the window to the latest kill: the second or third intake."""
HOLDER = "林晚舟"
"""Whose card the practice panel shows first: an agent."""
_RECEIPT, _DRAFT = "郑窗收", "草稿 "
_SYNC = 120.0
_FEWEST = 4
"""At least one case in so many lives: else the kills met nothing."""
_CHANCE = random.SystemRandom()
_CUT = (NotSeen, subprocess.CalledProcessError, IndexError, OSError, TimeoutError)
"""How a program that is gone looks to whoever is typing into it."""


@dataclass
class Told:
    """What the window told the clerk, over all its lives, and what was wrong about it."""

    cases: list[str] = field(default_factory=list)
    draft: bool = False
    resumed: int = 0
    faults: list[str] = field(default_factory=list)


def run(count: int) -> dict[str, object]:
    """Kill ``count`` lives, then look at both ends."""
    told = Told()
    with tempfile.TemporaryDirectory() as folder, Room() as room:
        home = Path(folder)
        for life in range(count):
            _one_life(room, home, told, life)
        _look(room, home, told)
    if len(told.cases) < count // _FEWEST:
        told.faults.append("hardly anything was acknowledged: the clerk did not get on")
    note = f"{len(told.cases)} cases acknowledged, {told.resumed} drafts gone on with"
    return {"tried": count, "faults": told.faults, "note": note}


def _one_life(room: Room, home: Path, told: Told, life: int) -> None:
    program = room.open_window(home, *room.hub_options())
    clerk = Clerk(program, room.screen)
    killer = threading.Timer(_CHANCE.uniform(0, LATEST), program.process.kill)
    killer.start()
    try:
        _work(Intake(clerk), told)
    except _CUT as error:
        if program.process.poll() is None and killer.is_alive():
            told.faults.append(f"life {life}: {error}")
    finally:
        killer.join()
        program.kill()
    told.draft = _kept_draft(clerk.seen)


def _work(intake: Intake, told: Told) -> None:
    """Log in and take in one case after the other, an unfinished one first."""
    clerk = intake.clerk
    intake.enter_password()
    view = clerk.see("号码种类", "读卡 就绪")
    if told.draft:
        view = clerk.see(UNFINISHED)
    if view.says(UNFINISHED):
        intake.resume()
        told.resumed += 1
        _acknowledge(clerk.seen, told)
        _next(clerk)
    while True:
        intake.put_practice_card(HOLDER)
        intake.answer_for_person(AGENT)
        intake.find_project(HOMES)
        intake.turn_to_decision()
        _acknowledge(intake.decide(), told)
        _next(clerk)


def _acknowledge(view: View, told: Told) -> None:
    """The window shows the number of the receipt: this case is taken in."""
    told.cases += {one.name for one in view.nodes if one.name.startswith(_RECEIPT)}


def _next(clerk: Clerk) -> None:
    """The papers may be printed later; the next one, please. Its card lies there no more."""
    clerk.press("F5")
    clerk.see("先办下一件？")
    clerk.press("y")
    clerk.see("号码种类")
    clerk.press("alt+l")
    clerk.see("读卡 就绪")


def _kept_draft(view: View) -> bool:
    """Whether the window said last that a draft is kept, of an intake not yet decided."""
    kept = any(one.name.startswith(_DRAFT) for one in view.nodes)
    return kept and not view.says(DECIDED) and not view.says("落盘以后不能撤回", "返回")


def _look(room: Room, home: Path, told: Told) -> None:
    """A last life that sends everything; then both stores, from outside."""
    program = room.open_window(home, *room.hub_options())
    clerk = Clerk(program, room.screen)
    Intake(clerk).enter_password()
    clerk.see("已全部送达中心", "在线", seconds=_SYNC)
    room.close_window(program)
    store = home / "practice" / "store"
    with book.opened(store) as window, book.opened(room.centre.store) as hub:
        for end, one in (("window", window), ("hub", hub)):
            told.faults += [f"{end}: {fault}" for fault in one.verify().faults]
            numbers = one.case_numbers()
            told.faults += [f"{end} lost {n}" for n in told.cases if n not in numbers]
            doubled = {n for n in numbers if numbers.count(n) > 1}
            told.faults += [f"{end} doubled {number}" for number in sorted(doubled)]
        if window.head() != hub.head(window.device):
            told.faults.append("the chain heads differ")
        if set(hub.count_acts(window.device).values()) - {1}:
            told.faults.append("the hub has an act twice")


def main(arguments: list[str]) -> int:
    """Kill inside namespaces of its own; status 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="killing", description=__doc__)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    inside.enter("tests.e2e.killing", arguments)
    found = run(chosen.count)
    chosen.out.write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8")
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
