"""The filing of a joint survey: form, contract, identity, what stands against it, the receipt."""

from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import SCHOOL, Intake
from tests.e2e.report import Report
from tests.realparts import sane

ITEM = "联合测绘备案"
_PHONE, _AREA, _NAME, _CODE = "13900000000", "12000", "A1", "91990101MA9K02LHX0"
_CERTIFICATE_ENDS, _CONTRACT_DAY = "20271231", "20261102"
_ALL, _SOCIAL, _NEW = "0", "2", "1"
_NEXT = "F5"
_FILLED = (
    ("建筑面积", _AREA),
    ("投资类型", _SOCIAL),
    ("建设性质", _NEW),
    ("联系电话", _PHONE),
    ("测绘机构名称", _NAME),
    ("统一社会信用代码", _CODE),
    ("测绘资质证书编号", _NAME),
    ("证书有效期至", _CERTIFICATE_ENDS),
)
"""What stands empty in the order in which F5 leads to it, and what is typed there."""
_CONTRACT = (
    ("签订日期", _CONTRACT_DAY),
    ("委托的专项测绘", _ALL),
)
_AGAINST = ("合同没有明确", "缺少联合测绘委托合同")
_UNCLEAR = "合同已明确的内容 各专项测绘的跟进时间节点"
_PAPERS = 3


class Survey:
    """The steps, in their order; somebody stands at the counter already."""

    def __init__(self, report: Report, clerk: Clerk, intake: Intake) -> None:
        self._report = report
        self._clerk = clerk
        self._intake = intake

    def walk(self) -> None:
        """All of it."""
        clerk = self._clerk
        with self._report.step("survey-form"):
            self._intake.find_project(SCHOOL, ITEM)
            self._fill(_FILLED[:-1])
            clerk.at(_FILLED[-1][0])
            clerk.type(_FILLED[-1][1])
            clerk.press("Tab")
            clerk.at("证书载明的专业子项")
            clerk.press(_ALL, _NEXT)
            self._fill(_CONTRACT)
        with self._report.step("survey-findings"):
            clerk.press("ctrl+5")
            clerk.see(*_AGAINST)
        with self._report.step("survey-mend"):
            clerk.press("ctrl+3")
            clerk.tab_to(_UNCLEAR)
            clerk.press(_ALL)
        with self._report.step("survey-materials"):
            self._hand_in()
        with self._report.step("survey-draft"):
            self._intake.turn_to_decision()
        with self._report.step("survey-accept"):
            self._intake.decide()
        with self._report.step("survey-print"):
            self._intake.print_papers(_PAPERS)

    def _fill(self, fields: tuple[tuple[str, str], ...]) -> None:
        for field, typed in fields:
            self._clerk.at(field)
            self._clerk.type(typed)
            self._clerk.press(_NEXT)

    def _hand_in(self) -> None:
        """The contract looked at, the identity scanned."""
        clerk = self._clerk
        clerk.press("ctrl+4")
        clerk.at("材料")
        clerk.press("space", "Down")
        self._intake.scan(sane.FEEDER_PAGES)
