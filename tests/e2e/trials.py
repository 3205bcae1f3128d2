"""What may go wrong around the real program, and what it must do then."""

import shutil
import time
from pathlib import Path

from tests.e2e import book
from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import HOMES, LEGAL_REPRESENTATIVE, Intake
from tests.e2e.report import Report
from tests.e2e.room import Program
from tests.e2e.stage import Stage

CARD, HOLDER = "legal-representative", "郑𬭎"
_BLOCK_LIMIT = 0.2
"""Seconds that the window's thread may be busy, whatever a device does."""
_SILENCE = 20.0
_SYNC = 60.0


def second_start(stage: Stage, report: Report, disk: Path) -> None:
    """Another start on the same store is told so, and the first one loses nothing."""
    first = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    intake = _at_the_project(stage, first)
    with report.step("second-window"):
        second = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
        other = Clerk(second, stage.screen)
        other.see("LE-230", "请切换到已打开的窗口继续办理")
    second.kill()
    with report.step("first-goes-on"):
        intake.clerk.see(HOLDER)
        _decide(intake)
    _check_receipted(stage, report, intake, disk / "home")


def copied_store(stage: Stage, report: Report, disk: Path) -> None:
    """A store that was carried to another machine is not written there."""
    there, here = disk / "there", disk / "here"
    first = stage.open_window(there, *stage.hub_options(), "--reader", "pcsc")
    with report.step("an-act"):
        intake = _at_the_project(stage, first)
        _decide(intake)
        intake.clerk.see("已全部送达中心", seconds=_SYNC)
    stage.close_window(first)
    shutil.copytree(_store(there), _store(here))
    with report.step("copy"):
        second = stage.open_window(here, *stage.hub_options(), "--reader", "pcsc")
        Clerk(second, stage.screen).see("LE-211", "请在原来的机器上使用它")
    second.kill()
    with report.step("original"):
        third = stage.open_window(there, *stage.hub_options(), "--reader", "pcsc")
        Intake(Clerk(third, stage.screen)).log_in()
    with book.opened(_store(here)) as copy, book.opened(_store(there)) as original:
        report.check("the copy was not written", holds=copy.head() == original.head())
        verdict = copy.verify()
        report.check("nothing is lost", holds=not verdict.faults, found=verdict.faults)


def portal(stage: Stage, report: Report, disk: Path) -> None:
    """A web page that answers 200 in the hub's place counts for nothing."""
    _false_hub(stage, report, disk, {"path": "/v1/", "kind": "page", "times": 1000})


def changed_receipt(stage: Stage, report: Report, disk: Path) -> None:
    """A receipt with one byte changed counts for nothing, though the hub has the acts.

    The feed, which would bring a lost receipt again, is changed on its way as well.
    """
    _false_hub(stage, report, disk, {"path": "/v1/", "kind": "flip", "times": 1000, "at": 40})


def bad_cards(stage: Stage, report: Report, disk: Path) -> None:
    """A card that is pulled too early, and one that never answers; then a good one."""
    program = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    intake = Intake(Clerk(program, stage.screen))
    intake.log_in()
    program.reader.slowest_since()
    with report.step("pulled"):
        card = stage.cards.put(CARD, fault="pulled")
        intake.clerk.see("HW-106", "等人员信息出现后再拿开")
        stage.cards.lift(card)
        intake.clerk.see("读卡 就绪")
    with report.step("silent") as step:
        card = stage.cards.put(CARD, fault="silent")
        begun = time.monotonic()
        intake.clerk.see("HW-107", "卡没有应答", seconds=_SILENCE)
        step.found["seconds"] = round(time.monotonic() - begun, 1)
        stage.cards.lift(card)
        intake.clerk.see("读卡 就绪")
    with report.step("good"):
        card = stage.cards.put(CARD)
        intake.see_card(HOLDER)
        intake.clerk.see_gone("HW-10")
    slowest = round(program.reader.slowest_since() * 1000)
    report.check("the window lives", holds=slowest <= _BLOCK_LIMIT * 1000, found=slowest)


def full_disk(stage: Stage, report: Report, disk: Path) -> None:
    """The disk is full when the clerk decides: nothing happened, nothing is lost, then it works."""
    program = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    intake = _at_the_project(stage, program)
    intake.turn_to_decision()
    with book.opened(_store(disk / "home")) as window:
        before = window.head()
        _fill(disk / "filler")
        with report.step("full"):
            intake.clerk.press("F5")
            intake.clerk.see("返回")
            intake.clerk.press("y")
            intake.clerk.see("LE-201", "请先清理磁盘空间")
        report.check("nothing was written", holds=window.head() == before)
        kept = [body for body in window.drafts() if HOMES.name in body.decode()]
        report.check("the draft is kept", holds=len(kept) == 1, found=len(kept))
        (disk / "filler").unlink()
        with report.step("free-again"):
            intake.decide()
            intake.clerk.see_gone("LE-201")
    _check_receipted(stage, report, intake, disk / "home")


def keyring(stage: Stage, report: Report, disk: Path) -> None:
    """A configured window keeps its key in the system's keyring, and opens again by it."""
    home = disk / "home"
    options = ("--hub", stage.centre.url, "--code", stage.centre.code)
    with stage.unlocked_keyring():
        for name in ("first-start", "second-start"):
            with report.step(name):
                program = stage.open_window(home, *options)
                Intake(Clerk(program, stage.screen)).log_in()
            stage.close_window(program)
    slots = (home / "window/store/store.key").read_text(encoding="utf-8")
    report.check("the key is in the keyring", holds='"keyring"' in slots)
    report.check("no passphrase opens it", holds='"passphrase"' not in slots)


def _false_hub(stage: Stage, report: Report, disk: Path, rule: dict[str, object]) -> None:
    program = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    intake = _at_the_project(stage, program)
    stage.centre.arm(rule)
    with report.step("false-answers"):
        _decide(intake)
        intake.clerk.see("SY-102", "没有任何一件因此算作送达", "离线", seconds=_SYNC)
    with book.opened(_store(disk / "home")) as window:
        states = {row.state for row in window.acts()}
        report.check("the acts wait", holds=states == {"pending"}, found=sorted(states))
    stage.centre.arm()
    with report.step("true-answers"):
        intake.clerk.press("F8", "ctrl+Return")
        intake.clerk.see_gone("SY-102", seconds=_SYNC)
    _check_receipted(stage, report, intake, disk / "home")


def _at_the_project(stage: Stage, program: Program) -> Intake:
    """Log in and begin an intake: a person from a card, and a project."""
    intake = Intake(Clerk(program, stage.screen))
    intake.log_in()
    card = stage.cards.put(CARD)
    intake.see_card(HOLDER)
    stage.cards.lift(card)
    intake.answer_for_person(LEGAL_REPRESENTATIVE)
    intake.find_project(HOMES)
    return intake


def _decide(intake: Intake) -> None:
    """The shortest act: what is missing is told once."""
    intake.turn_to_decision()
    intake.decide()


def _check_receipted(stage: Stage, report: Report, intake: Intake, home: Path) -> None:
    """In the end every act is at the hub, once, and both chains are the same."""
    with report.step("sent"):
        intake.clerk.see("已全部送达中心", seconds=_SYNC)
    with book.opened(_store(home)) as window, book.opened(stage.centre.store) as hub:
        states = [row.state for row in window.acts()]
        report.check("every act is receipted", holds=set(states) == {"receipted"}, found=states)
        report.check("chain heads are equal", holds=window.head() == hub.head(window.device))
        counted = hub.count_acts(window.device)
        once = counted == {row.act: 1 for row in window.acts()}
        report.check("the hub has every act once", holds=once, found=len(counted))


def _fill(file: Path) -> None:
    """Write until there is no room left."""
    with file.open("wb", buffering=0) as out:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue


def _store(home: Path) -> Path:
    return home / "practice" / "store"
