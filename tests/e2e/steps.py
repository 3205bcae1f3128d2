"""The main job: three cases taken in with the line cut, printed, and sent when it is whole."""

import subprocess
import time
from pathlib import Path

from PIL import Image, ImageDraw

from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import (
    AGENT,
    HOMES,
    LEGAL_REPRESENTATIVE,
    REFUSE,
    ROAD,
    SCHOOL,
    SELF,
    Intake,
    Project,
)
from tests.e2e.report import Report
from tests.e2e.screen import until
from tests.e2e.stage import Stage
from tests.realparts import cups, pcsc, sane

HOLDER, RARE = "郑𬭎", "𬭎"
CARD_LIMIT_MS = 800
KEY_LIMIT = 40
_OFFLINE_LIMIT = 100.0
"""Seconds: a line that goes nowhere is known when the time limit of a call is over (30 s)."""
_ONLINE_LIMIT = 90.0
_CASE_STEPS = (
    "card",
    "person",
    "project",
    "form",
    "checklist",
    "originals",
    "last-original",
    "draft",
    "accept",
    "print",
)
"""The steps of a standard case; scanning and importing are no part of it."""
_FILE = "brought.png"
_ESTABLISHED = "01"
_CARD_PATIENCE = 10.0


class Journey:
    """The steps, in their order, on one stage and into one report."""

    def __init__(self, stage: Stage, report: Report, clerk: Clerk) -> None:
        self._stage = stage
        self._report = report
        self._clerk = clerk
        self._intake = Intake(clerk)
        self._originals = 0

    def arrive(self) -> None:
        """Log in while the line is whole, then lose it."""
        with self._report.step("login"):
            self._intake.log_in()
            self._clerk.see("在线")
        with self._report.step("line-cut"):
            self._stage.line.pull()

    def accept(self, folder: Path) -> None:
        """The whole case, from the card to the paper in hand."""
        # A queue without a driver: what comes out of the printer are the very bytes.
        self._stage.printer.client("lpadmin", "-d", cups.DIRECT)
        self._put_card("legal-representative", HOLDER, "card")
        with self._report.step("person"):
            self._intake.answer_for_person(LEGAL_REPRESENTATIVE)
        with self._report.step("project"):
            self._intake.find_project(HOMES)
            self._clerk.at("联系电话")
        with self._report.step("form"):
            self._intake.fill_form("13900000000", "1105")
        self._work_checklist(folder)
        with self._report.step("draft"):
            self._intake.turn_to_decision()
        with self._report.step("accept"):
            self._intake.decide()
        with self._report.step("print"):
            self._intake.print_papers(2)

    def _work_checklist(self, folder: Path) -> None:
        """Scan a stack, look at the originals one by one, import a file."""
        with self._report.step("checklist"):
            self._intake.leave_form()
        with self._report.step("scan") as step:
            self._intake.scan(sane.FEEDER_PAGES)
            step.found["pages"] = sane.FEEDER_PAGES
        with self._report.step("originals") as step:
            self._originals = self._intake.look_at_originals(leave=1)
            step.found["looked at"] = self._originals
        file = str(_brought(folder / _FILE))
        with self._report.step("choose-file"):
            self._intake.choose_file(file)
        with self._report.step("import"):
            self._intake.bring(file)
        with self._report.step("last-original"):
            self._originals += self._intake.look_at_originals()

    def ask_once(self) -> None:
        """A second case, of which almost everything is missing: told once and whole."""
        self._stage.printer.client("lpadmin", "-d", cups.HALL)
        with self._report.step("ask-next"):
            self._intake.next_person()
        self._begin("ask", ("agent", "林晚舟", AGENT), SCHOOL)
        with self._report.step("ask-draft"):
            self._intake.turn_to_decision()
        with self._report.step("ask-once"):
            self._intake.decide()
            self._intake.print_papers(2)

    def refuse(self) -> None:
        """A third case that is not for this window at all."""
        with self._report.step("refuse-next"):
            self._intake.next_person()
        self._begin("refuse", ("long-term", "阿依慕·吐尔逊", SELF), ROAD)
        with self._report.step("refuse-draft"):
            self._intake.turn_to_decision()
            self._clerk.press(REFUSE)
            self._clerk.see("不予受理的理由")
            self._intake.tick_reason("本工程不是房屋建筑工程")
        with self._report.step("refuse"):
            self._intake.decide()
            self._intake.print_papers(2)

    def sync(self) -> None:
        """What is owed while the line is cut, and how it goes when it is whole again."""
        with self._report.step("owed"):
            self._clerk.press("F8")
            view = self._clerk.see("离线", "未送出", seconds=_OFFLINE_LIMIT)
            owed = [one.name for one in view.nodes if "当日" in one.name]
            self._report.check("debts are shown", holds=any("当日 1" in one for one in owed))
        with self._report.step("line-whole") as step:
            begun = time.monotonic()
            self._stage.line.plug()
            self._clerk.see("在线", "已全部送达中心", "当日 0", seconds=_ONLINE_LIMIT)
            step.found["seconds until nothing is owed"] = round(time.monotonic() - begun, 1)
        with self._report.step("cases"):
            self._clerk.press("F3")
            self._clerk.see(HOMES.name, SCHOOL.name, ROAD.name)

    def count_keys(self) -> None:
        """The keys of the standard case, without one deliberate key per original."""
        keys = self._report.keys(*_CASE_STEPS) - self._originals
        total = sum(step.keys for step in self._report.steps)
        self._report.facts["keys"] = {
            "typed": total,
            "standard case": keys,
            "originals": self._originals,
            "limit": KEY_LIMIT,
        }
        self._report.check("keys of a standard case", holds=keys <= KEY_LIMIT, found=keys)

    def _begin(self, case: str, person: tuple[str, str, str], project: Project) -> None:
        """The shortest way to a decision: a card with its holder's role, and a project."""
        card, holder, role = person
        self._put_card(card, holder, f"{case}-card")
        with self._report.step(f"{case}-begin"):
            self._intake.answer_for_person(role)
            self._intake.find_project(project)

    def _put_card(self, card: str, holder: str, name: str) -> None:
        """Lay a card down, measure until its holder is on the window, and lift it again."""
        with self._report.step(name) as step:
            lying = self._stage.cards.put(card)
            begun = _laid_down(lying)
            self._intake.clerk.see(holder, "✓卡")
            taken = round((time.monotonic() - begun) * 1000)
            step.found["card on the reader to filled panel, ms"] = taken
            self._intake.see_card(holder)
            self._stage.cards.lift(lying)
            self._clerk.see("读卡 就绪")
        self._report.check(f"card {card} in time", holds=taken <= CARD_LIMIT_MS, found=taken)


def _laid_down(card: subprocess.Popen[bytes]) -> float:
    """When the card lay on the reader: its line to the reader's driver stands."""
    lines = Path(f"/proc/{card.pid}/net/tcp")
    wanted = f":{pcsc.PORTS[0]:04X} {_ESTABLISHED}"
    until(lambda: wanted in lines.read_text(), _CARD_PATIENCE, "the card on the reader", 0.002)
    return time.monotonic()


def _brought(file: Path) -> Path:
    """A page somebody brings on a stick."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for row in range(20, 80):
        draw.line((160, row * 20, 1080 - row * 7 % 300, row * 20), fill="black", width=3)
    page.save(file, dpi=(150, 150))
    return file
