"""A commitment from the card to the accepted case: received, told, chosen, signed, accepted."""

from tests.e2e.casework_driver import Casework
from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import HOMES, Intake
from tests.e2e.report import Report

ITEM = "生产建设项目水土保持方案审批"
_DAY = "1120"
_EARLIER = "前案"
"""The phone is known from the first case of this project."""
_INTERMEDIARY, _CODE = "A1", "91990101MA9K02LHX0"
_LATER = 2
"""Papers that are promised for later."""
_PROMISES = 8
_NEXT, _OTHER_WORKS = "F5", "n"


class Commitment:
    """The steps, in their order; somebody stands at the counter already."""

    def __init__(self, report: Report, clerk: Clerk, intake: Intake) -> None:
        self._report = report
        self._clerk = clerk
        self._intake = intake
        self._case = Casework(clerk)

    def walk(self) -> None:
        """All of it, in a project of which other works were exempted before."""
        clerk = self._clerk
        with self._report.step("commitment-form"):
            self._intake.find_project(HOMES, ITEM)
            clerk.see("本次申请是不是这些工程")
            clerk.press(_OTHER_WORKS)
            clerk.see_gone("还没有回答")
            clerk.press(_NEXT)
            self._fill_form()
        with self._report.step("commitment-receive"):
            self._receive()
        with self._report.step("commitment-tell"):
            self._case.choose("出具告知书")
            self._case.act()
            self._case.print_paper()
        with self._report.step("commitment-choose"):
            self._choose()
        with self._report.step("commitment-draw-up"):
            self._case.choose("出具承诺书")
            self._case.act()
            self._case.print_paper()
        with self._report.step("commitment-sign"):
            self._sign()
        with self._report.step("commitment-accept"):
            self._case.choose("按告知承诺受理")
            self._case.act()
            self._case.print_paper()

    def _fill_form(self) -> None:
        clerk = self._clerk
        clerk.at("申请人 签字")
        clerk.see(_EARLIER)
        clerk.tab_to("中介服务机构")
        clerk.type(_INTERMEDIARY)
        clerk.press("Tab")
        clerk.type(_CODE)
        clerk.press(_NEXT)
        clerk.at("申请人 签字")
        clerk.press("0")
        clerk.at("申请人 日期")
        clerk.type(_DAY)
        clerk.press(_NEXT)
        clerk.at("中介服务机构 签字")
        clerk.press("0")

    def _receive(self) -> None:
        """Two papers are here, two come later: received, its receipt printed."""
        clerk = self._clerk
        clerk.press("ctrl+4")
        clerk.at("材料")
        self._intake.look_at_originals(leave=_LATER)
        clerk.press("ctrl+5")
        clerk.see("先收件，告知两种办理方式")
        clerk.press(_NEXT)
        clerk.see("返回")
        clerk.press("y")
        self._case.print_paper()

    def _choose(self) -> None:
        """The applicant's own choice, with the signed paper behind it."""
        clerk = self._clerk
        self._case.choose("登记申请人的选择")
        clerk.at("申请人的选择")
        clerk.press("1", "Tab", "Tab", "Tab")
        clerk.at("打勾和签字")
        clerk.press("space", "Tab")
        self._case.scan()
        self._case.act()

    def _sign(self) -> None:
        """Eight promises, the signature, the seal, and the scan."""
        clerk = self._clerk
        self._case.choose("登记签署")
        clerk.at("八项承诺")
        for _ in range(_PROMISES):
            clerk.press("space", "Tab")
        clerk.at("签字人身份")
        clerk.press("Tab", "Tab")
        clerk.at("签字 ")
        clerk.press("space", "Tab", "space", "Tab", "Tab", "Tab")
        clerk.at("核对扫描件")
        clerk.press("space", "Tab")
        self._case.scan()
        self._case.act()
