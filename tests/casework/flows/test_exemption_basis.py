from dataclasses import replace

import pytest

from casework.flows.exemption import CHOOSE, CORRECT, DETERMINE, Choice, Correct
from casework.flows.exemption_basis import Standing, relieved, standing, stands_in
from casework.law.materials import Handling, Material
from tests.casework.flows.exempting import (
    CODE,
    EXEMPTION,
    LIFT,
    LIFT_ANSWERS,
    at_department,
    at_window,
    choose,
    determine,
    exempted,
    record_in,
)
from tests.casework.flows.intakes import CATALOGUE, Memory
from tests.casework.law.exemption_answers import changed


def standings(memory: Memory, exempts: str = "") -> tuple[Standing, ...]:
    return standing({EXEMPTION: record_in(memory)}, CODE, exempts)


def material(name: str, result_of: str = "") -> Material:
    basis = CATALOGUE.articles["001B-n2"]
    key = name.encode().hex()
    return Material(key, name, Handling.ASK, True, (), 1, basis, result_of=result_of)


def test_an_exemption_is_a_basis_with_its_line() -> None:
    memory = exempted()
    (one,) = standings(memory)
    number = record_in(memory).papers[0].number
    title = "《郑州市第一批工程建设项目行政审批豁免清单》"
    assert one.line == (
        f"施工图设计文件审查：小区东门门卫房依据{title}第2类第7项，施工图设计文件免于审查"
        f"（豁免认定记录{number}，2026年11月20日），按照{title}备注2直接作为审批的依据。"
    )
    assert (one.exempts, one.works) == ("drawing_review", "小区东门门卫房")


@pytest.mark.parametrize(
    ("row", "answers", "result", "other"),
    [
        ("2-7", (("kind", "门卫房"),), "drawing_review", "planning_permit"),
        (LIFT, LIFT_ANSWERS, "planning_permit", "drawing_review"),
        ("1-2-5", (("kind", "环网柜"),), "planning_permit", "drawing_review"),
    ],
)
def test_it_counts_as_the_result_it_stands_in_for_and_no_other(
    row: str, answers: tuple[tuple[str, str], ...], result: str, other: str
) -> None:
    known = standings(exempted(row, answers))
    assert stands_in(known) == {result: known[0].line}
    assert standings(exempted(row, answers), result) == known
    assert standings(exempted(row, answers), other) == ()


def test_only_a_taken_one_of_the_project_counts() -> None:
    memory = Memory()
    memory.perform(DETERMINE, determine(), at_window())
    assert standings(memory) == ()
    memory.perform(CHOOSE, choose(Choice.ORDINARY, ()), at_window())
    assert standings(memory) == ()
    memory = exempted()
    assert standing({EXEMPTION: record_in(memory)}, "2103-990101-04-01-100002") == ()
    memory.perform(CORRECT, Correct(EXEMPTION, "drawing_review", "三层办公楼"), at_department())
    assert standings(memory) == ()


def test_an_exemption_given_before_the_list_changed_goes_on_counting() -> None:
    memory = exempted()
    part = 'key = "2-7"\npart = "2"\n'
    ended = changed((part, part + "effective_to = 2026-11-21\n"))
    assert ended.exemptions["2-7"].digest != record_in(memory).determined.list_line.digest
    assert standings(memory)


CHECKLIST = (
    material("申请表"),
    material("施工图审查合格书"),
    material("审查意见", result_of="drawing_review"),
    material("建设工程规划许可证"),
    material("建设用地规划许可证"),
)


def test_materials_of_the_exempted_approval_are_not_asked_for_again() -> None:
    known = standings(exempted())
    found = relieved(CHECKLIST, known)
    assert [one.name for one in found.asked] == [
        "申请表",
        "建设工程规划许可证",
        "建设用地规划许可证",
    ]
    assert [(one.name, reason) for one, reason in found.dropped] == [
        ("施工图审查合格书", known[0]),
        ("审查意见", known[0]),
    ]


@pytest.mark.parametrize("name", ["建设工程规划许可证", "建筑工程规划许可证"])
def test_the_planning_permit_goes_under_both_its_names(name: str) -> None:
    known = standings(exempted(LIFT, LIFT_ANSWERS))
    found = relieved((material(name), *CHECKLIST), known)
    assert [one.name for one, _ in found.dropped] == [name, "建设工程规划许可证"]
    assert "建设用地规划许可证" in [one.name for one in found.asked]


def test_the_real_checklist_of_joint_acceptance_loses_the_planning_permit_only() -> None:
    item = CATALOGUE.item("joint_acceptance")
    checklist = item.checklist({}, "self")
    found = relieved(checklist, standings(exempted(LIFT, LIFT_ANSWERS)))
    gone = set(checklist) - set(found.asked)
    assert gone == {one for one in checklist if "建设工程规划许可证" in one.name}
    assert relieved(checklist, ()).asked == tuple(checklist)


def test_two_exemptions_take_away_what_each_takes() -> None:
    gate, lift = standings(exempted()), standings(exempted(LIFT, LIFT_ANSWERS))
    found = relieved(CHECKLIST, (*gate, *lift))
    assert [one.name for one in found.asked] == ["申请表", "建设用地规划许可证"]
    other = replace(gate[0], results=(), derived=())
    assert relieved(CHECKLIST, (other,)).asked == CHECKLIST
