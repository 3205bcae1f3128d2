"""The conditions for applying (001D六); what the window asks for, and what it never asks for."""

from dataclasses import replace

import pytest

from casework.flows.deciding import Accept, Defect, findings
from casework.flows.intake import TAKE_IN, MaterialIn, TakeIn, provisional
from casework.law.materials import Handling
from tests.casework.flows.intakes import FILLED, ITEM, Memory, context, intake, refused

SUPERVISED = {
    **FILLED,
    "units.supervision.name": "恒正工程监理有限公司",
    "units.supervision.lead": "贺某",
    "units.supervision.phone": "0371-60000002",
    "signatures.supervision.signed": "true",
    "signatures.supervision.sealed": "true",
    "signatures.supervision.date": "2026-10-08",
}
DEFENDED = {
    **FILLED,
    "subjects": "air_defence",
    "air_defence_area": "5240.5",
    "air_defence_place": "地下二层",
}

CONDITIONS = {
    "001D-6-1": "完成联合测绘",
    "001D-6-2-1": "载明内容及附件、附图的要求全部完成",
    "001D-6-2-2": "施工场地清理完毕",
    "001D-6-2-3": "《建设工程竣工规划核实测绘报告》和现状竣工图",
    "001D-6-3-1": "人防工程平战转换内容达到相关规定标准",
    "001D-6-3-2": "经项目经理和施工单位有关负责人审核签字",
    "001D-6-3-3": "经总监理工程师和监理单位有关负责人审核签字",
    "001D-6-3-4": "勘察、设计负责人和勘察、设计单位有关负责人审核签字",
    "001D-6-3-5": "有完整的技术档案和施工管理资料",
    "001D-6-3-6": "人防工程防护设备安装完毕，检测合格并出具检测报告",
    "001D-6-3-7": "已按合同约定支付工程款",
    "001D-6-3-8": "施工单位签署的工程质量保修书",
    "001D-6-3-9": "按户出具《住宅工程质量分户验收表》",
    "001D-6-3-10": "责令整改的问题全部整改完毕",
    "001D-6-4": "消防设施经有资质的单位检测",
    "001D-6-5": "办理特种设备使用登记",
    "001D-6-6": "供水、供电、燃气、热力等专业服务企业要求完成相关内容，并验收合格",
    "001D-6-7": "技术保卫设施施工",
    "001D-6-8": "建设工程档案形成和编制质量符合国家标准要求",
}


@pytest.mark.parametrize("clause", CONDITIONS)
def test_each_condition_stands_in_the_declaration_in_the_sources_words(clause: str) -> None:
    assert ITEM.declaration is not None
    told = {one.key: one.text for one in ITEM.declaration.clauses}
    assert CONDITIONS[clause] in told.get(clause, "")
    assert list(told) == list(CONDITIONS)


def test_nothing_is_accepted_before_the_conditions_are_declared() -> None:
    request = replace(intake(), declaration_made=False)
    assert findings(provisional(request, context()), context()) == (Defect("", "declaration"),)
    error = refused(lambda: Memory().perform(TAKE_IN, TakeIn(request, Accept())))
    assert error.code == "IN-104"


@pytest.mark.parametrize(
    ("material", "signatures"),
    [
        ("completion_report", ("项目经理", "施工单位有关负责人")),
        ("evaluation_report", ("总监理工程师", "监理单位有关负责人")),
        ("survey_inspection", ("项目勘察负责人", "勘察单位有关负责人")),
        ("design_inspection", ("项目设计负责人", "设计单位有关负责人")),
        ("warranty", ("施工单位",)),
    ],
)
def test_a_report_bears_the_signatures_that_its_clause_names(
    material: str, signatures: tuple[str, ...]
) -> None:
    assert ITEM.material(material).signatures == signatures
    assert ITEM.material(material).required


@pytest.mark.parametrize(
    ("filled", "material"),
    [
        (FILLED, "completion_report"),
        (SUPERVISED, "evaluation_report"),
        (FILLED, "survey_inspection"),
        (FILLED, "design_inspection"),
        (FILLED, "warranty"),
        (FILLED, "household_acceptance"),
        (FILLED, "fire_test"),
        (DEFENDED, "air_defence_test"),
    ],
)
def test_what_is_asked_for_is_missed(filled: dict[str, str], material: str) -> None:
    request = intake(filled, without=(material,))
    assert findings(provisional(request, context()), context()) == (Defect(material, "missing"),)
    whole = intake(filled)
    assert findings(provisional(whole, context()), context()) == ()


@pytest.mark.parametrize(
    ("material", "filled"),
    [
        ("evaluation_report", FILLED),
        ("household_acceptance", {**FILLED, "nature": "public"}),
        ("fire_test", DEFENDED),
        ("air_defence_test", FILLED),
    ],
)
def test_what_does_not_apply_is_not_asked_for(material: str, filled: dict[str, str]) -> None:
    lines = {one.key for one in ITEM.checklist(filled, "self")}
    assert material not in lines


def test_special_equipment_is_taken_where_there_is_some_and_never_missed() -> None:
    line = ITEM.material("special_equipment")
    assert (line.handling, line.required) == (Handling.ASK, False)
    assert line.basis.key == "001D-6-5"


@pytest.mark.parametrize("line", ["entry_tests", "certificates", "process_records"])
def test_what_is_collected_on_site_is_never_taken_at_the_window(line: str) -> None:
    assert ITEM.material(line).handling is Handling.ON_SITE
    request = replace(intake(), materials=(MaterialIn(line, "original", 1),))
    error = refused(lambda: Memory().perform(TAKE_IN, TakeIn(request, None)))
    assert error.code == "IN-105"


def test_the_window_cannot_ask_for_more_than_the_pack() -> None:
    request = replace(intake(), materials=(MaterialIn("something_else", "original", 1),))
    error = refused(lambda: Memory().perform(TAKE_IN, TakeIn(request, None)))
    assert (error.code, error.facts) == ("IN-119", {"line": "something_else"})
