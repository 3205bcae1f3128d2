"""After the main job: what came online, an exemption; each by keys alone, with its papers."""

from tests.e2e.clerk import Clerk
from tests.e2e.commitment_walk import Commitment
from tests.e2e.intake_driver import HOMES, LEGAL_REPRESENTATIVE, Intake
from tests.e2e.permit_walk import Permit
from tests.e2e.report import Report
from tests.e2e.stage import Stage
from tests.e2e.survey_walk import Survey

CARD, HOLDER = "legal-representative", "郑𬭎"
_WHOLE = "共 2 件等待决定"
_LINE = "第1类（一）第9项"
_WORKS, _VOLTS, _METRES = "A1", "400", "150"
_EXEMPT = "1"
_SEND_LIMIT = 60.0
_UNSURE = "还没有确认打印"


class Walks:
    """The walks, in their order, in a window that is logged in and on the line."""

    def __init__(self, stage: Stage, report: Report, clerk: Clerk) -> None:
        self._stage = stage
        self._report = report
        self._clerk = clerk
        self._intake = Intake(clerk)

    def online(self) -> None:
        """What was filed online and is whole: looked at, accepted, its papers printed."""
        clerk = self._clerk
        with self._report.step("inbox"):
            clerk.press("F11")
            clerk.see(_WHOLE)
        with self._report.step("online"):
            clerk.press("Down", "F5")
            clerk.see("网上申请人", "实名账号")
            self._intake.turn_to_decision()
        with self._report.step("online-accept"):
            self._intake.decide()
        with self._report.step("online-print"):
            self._intake.print_papers(1)

    def exempt(self) -> None:
        """A line of the list that fits, chosen by who stands there, its record printed."""
        clerk = self._clerk
        with self._report.step("exempt-person"):
            clerk.press("F2")
            self._intake.next_person()
            self._put_card()
        with self._report.step("exempt-project"):
            clerk.press("F6")
            clerk.at("查找项目")
            clerk.type(HOMES.initials)
            clerk.wait(lambda view: not view.says(HOMES.other), f"only {HOMES.name}")
            clerk.press("Return")
            clerk.see("来源：审批系统")
        with self._report.step("exempt-check"):
            self._answer_line()
        with self._report.step("exempt-determine"):
            clerk.press("ctrl+Return")
            clerk.at("选择")
        with self._report.step("exempt-record"):
            clerk.press(_EXEMPT, "ctrl+Return")
            clerk.at("本项目的豁免")
            clerk.see("已豁免", _UNSURE)
            clerk.wait(lambda view: view.offers("打印出来了"), "the record taken by the printer")
            clerk.press("alt+p")
            clerk.see_gone(_UNSURE)

    def commit(self) -> None:
        """An item of the list, by commitment."""
        self._meet("commitment-person")
        Commitment(self._report, self._clerk, self._intake).walk()

    def survey(self) -> None:
        """A joint survey filed at the counter."""
        self._meet("survey-person")
        Survey(self._report, self._clerk, self._intake).walk()

    def permit(self) -> None:
        """A permit under other rules than the window was opened with."""
        permit = Permit(self._stage, self._report, self._clerk, self._intake)
        permit.change_rules()
        self._meet("permit-person")
        permit.walk()

    def send(self) -> None:
        """Until nothing of it is owed to the hub."""
        with self._report.step("sent"):
            self._clerk.press("F8")
            self._clerk.see("已全部送达中心", seconds=_SEND_LIMIT)

    def _answer_line(self) -> None:
        """The questions of one line of the list, in the words of the clerk."""
        clerk = self._clerk
        clerk.press("ctrl+7")
        clerk.at("查找豁免清单")
        clerk.type(_METRES)
        clerk.see(_LINE)
        clerk.press("Return")
        clerk.at("工程")
        clerk.type(_WORKS)
        clerk.press("Tab", "1", "Tab", "Down", "Tab")
        clerk.at("电压")
        clerk.type(_VOLTS)
        clerk.press("Tab")
        clerk.at("线路长度")
        clerk.type(_METRES)
        clerk.see("符合这一项")

    def _meet(self, name: str) -> None:
        """Somebody comes to the counter, up to the choice of the project."""
        with self._report.step(name):
            self._clerk.press("F2", "ctrl+n")
            self._clerk.see("请把身份证放在读卡器上")
            self._put_card()
            self._clerk.press("F5")
            self._clerk.at("查找项目")

    def _put_card(self) -> None:
        lying = self._stage.cards.put(CARD)
        self._intake.see_card(HOLDER)
        self._stage.cards.lift(lying)
        self._clerk.press(LEGAL_REPRESENTATIVE)
        self._clerk.at("人证一致")
        self._clerk.press("space")
