"""A construction permit under a province's rules that came while the window was open."""

import resources
from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import FLATS, Intake
from tests.e2e.report import Report
from tests.e2e.stage import Stage

ITEM = "施工许可证"
REGION, NAME = "hunan", "湖南省"
_NEXT = "F5"
_PHONE, _NAME, _CERTIFICATE, _KEY = "13900000000", "A1", "B1", "9901000000000017"
_FILLED = (
    ("经办人联系电话", _PHONE),
    ("项目经理 姓名", _NAME),
    ("项目经理 证书编号", _CERTIFICATE),
    ("项目经理 单位", _NAME),
    ("总监 姓名", _NAME),
    ("总监 证书编号", "B2"),
    ("总监 单位", _NAME),
)
"""What no earlier result knows, in the order in which F5 leads to it."""
_NEWS = 60.0
"""Seconds: a window asks its hub every half minute."""
_PAPERS = 2


class Permit:
    """The steps, in their order."""

    def __init__(self, stage: Stage, report: Report, clerk: Clerk, intake: Intake) -> None:
        self._stage = stage
        self._report = report
        self._clerk = clerk
        self._intake = intake

    def change_rules(self) -> None:
        """The hall publishes the province's rules; the open window takes them over."""
        with self._report.step("rules-replaced"):
            self._stage.centre.publish(resources.catalogue_files(REGION))
            self._clerk.see(f"规则 {NAME}", seconds=_NEWS)

    def walk(self) -> None:
        """Somebody stands at the counter: from the project to the papers."""
        clerk = self._clerk
        with self._report.step("permit-project"):
            self._intake.find_project(FLATS, ITEM)
        with self._report.step("permit-form"):
            clerk.at("合同和施工图")
            clerk.press("Return")
            clerk.see("甲施合")
            for field, typed in _FILLED:
                clerk.at(field)
                clerk.type(typed)
                clerk.press(_NEXT)
        with self._report.step("permit-originals"):
            clerk.at("材料")
            self._intake.look_at_originals()
            clerk.press(_NEXT)
        with self._report.step("permit-accept"):
            clerk.at("签章证书编号")
            clerk.type(_KEY)
            self._intake.decide()
        with self._report.step("permit-print"):
            self._intake.print_papers(_PAPERS)
