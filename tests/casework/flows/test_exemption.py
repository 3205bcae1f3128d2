from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from msgspec import structs

from casework.act import Command, Context, R
from casework.errors import ClerkError, RightsError, RuleError
from casework.flows.exemption import (
    CHOOSE,
    CORRECT,
    DETERMINE,
    TURN_AWAY,
    Choice,
    Choose,
    CommitmentIn,
    Correct,
    Determine,
    TurnAway,
    hand_in,
)
from casework.people.grants import Duty
from casework.records.event import tag_of
from casework.records.exemption import (
    ExemptionDetermined,
    ExemptionState,
    ExemptionTaken,
    OrdinaryRouteTaken,
)
from casework.records.ids import CASE, kind_of
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from casework.records.task import TaskOpened
from tests.casework.flows.exempting import (
    COMMITMENTS,
    DELIVERER,
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
from tests.casework.flows.intakes import CATALOGUE, NOW, Memory, refused
from tests.casework.law.exemption_answers import ROWS, changed, fitting

ONE_OF_EACH = dict(reversed(list(fitting())))
"""A set of answers that fits, by row."""


def refusal(memory: Memory, command: Command[R], request: R, where: Context) -> ClerkError:
    """The refusal of a command, after which the ledger is as it was."""
    before = list(memory.staged)
    error = refused(lambda: memory.perform(command, request, where))
    assert memory.staged == before
    return error


def determined(row: str = "2-7") -> Memory:
    memory = Memory()
    answers = tuple(ONE_OF_EACH[row].items())
    memory.perform(DETERMINE, determine(row, answers), at_window())
    return memory


def paper_of(memory: Memory) -> NoticeRecord:
    (paper,) = record_in(memory).papers
    assert paper.kind is NoticeKind.EXEMPTION
    assert paper.record is not None
    return decode_record(paper.record.encode())


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_determined_with_its_list_and_rule(row: str) -> None:
    memory = determined(row)
    (event,) = [one.event for one in memory.staged]
    assert isinstance(event, ExemptionDetermined)
    listed = event.list_line
    assert listed.row == row
    assert listed.text == ROWS[row].basis.text
    assert listed.number == "郑政办〔2019〕46号"
    assert listed.version == CATALOGUE.pack.line
    assert listed.digest == ROWS[row].digest
    assert {one.fact: one.value for one in event.answers} == {
        fact.key: fact.read(ONE_OF_EACH[row].get(fact.key, ""))
        for fact in ROWS[row].facts
        if fact.key in ONE_OF_EACH[row]
    }
    assert event.effect.verdict == ROWS[row].part.verdict


@pytest.mark.parametrize("row", ROWS)
def test_no_case_is_opened_by_an_exemption(row: str) -> None:
    memory = exempted(row, tuple(ONE_OF_EACH[row].items()))
    assert record_in(memory).state is ExemptionState.EXEMPT
    assert not [one.stream for one in memory.staged if kind_of(one.stream) == CASE]
    assert [tag_of(one.event) for one in memory.staged] == [
        "ExemptionDetermined.v1",
        "ExemptionTaken.v1",
        "NoticeIssued.v1",
        "NumberTaken.v1",
        "TaskOpened.v1",
    ]


def test_the_applicant_chooses_and_nothing_is_chosen_for_him() -> None:
    memory = determined()
    assert "choice" in {one.name for one in fields(Choose)}
    assert refusal(memory, CHOOSE, choose(None), at_window()).code == "EX-107"
    (event,) = memory.perform(CHOOSE, choose(Choice.ORDINARY, ()), at_window())
    assert isinstance(event, OrdinaryRouteTaken)
    record = record_in(memory)
    assert record.state is ExemptionState.ORDINARY
    assert record.takes_materials
    assert refusal(memory, CHOOSE, choose(), at_window()).code == "EX-110"


def test_a_choice_is_made_once() -> None:
    memory = exempted()
    assert refusal(memory, CHOOSE, choose(), at_window()).code == "EX-110"
    again = choose(Choice.ORDINARY, ())
    assert refusal(memory, CHOOSE, again, at_window()).code == "EX-110"
    assert refusal(memory, DETERMINE, determine(), at_window()).code == "EX-110"


def test_a_choice_needs_something_to_choose_and_the_person_before_the_clerk() -> None:
    assert refusal(Memory(), CHOOSE, choose(), at_window()).code == "EX-110"
    stranger = choose(deliverer=structs.replace(DELIVERER, face_matched=False))
    assert refusal(determined(), CHOOSE, stranger, at_window()).code == "IN-101"


CLASH = (("class", "丁类"), ("use", "工业厂房"), ("area", "100"), ("explosive", "yes"))


@pytest.mark.parametrize(
    ("row", "answers", "code", "fact"),
    [
        ("2-5", CLASH, "EX-101", "甲类、乙类物品"),
        ("2-1", (("kind", "房屋建筑工程"),), "EX-102", "建筑面积"),
        ("2-1", (("kind", "房屋建筑工程"), ("area", "300.01")), "EX-103", "300.01平方米"),
        ("2-1", (("kind", "房屋建筑工程"), ("area", "三百")), "EX-105", "三百"),
    ],
)
def test_answers_that_do_not_fit_are_refused_and_nothing_is_written(
    row: str, answers: tuple[tuple[str, str], ...], code: str, fact: str
) -> None:
    error = refusal(Memory(), DETERMINE, determine(row, answers), at_window())
    assert error.code == code
    assert any(fact in str(value) for value in error.facts.values())


def test_a_row_that_is_not_in_todays_list_exempts_nothing() -> None:
    unknown = replace(determine(), row="3-1")
    assert refusal(Memory(), DETERMINE, unknown, at_window()).code == "EX-104"
    part = 'key = "2-7"\npart = "2"\n'
    ended = changed((part, part + "effective_to = 2026-11-19\n"))
    request = determine(law=ended)
    assert refusal(Memory(), DETERMINE, request, at_window(ended)).code == "EX-104"
    assert Memory().perform(DETERMINE, determine(), at_window())


def test_a_list_that_changed_under_the_page_is_asked_again() -> None:
    newer = changed(('label = "用房"', 'label = "房屋"'))
    assert refusal(Memory(), DETERMINE, determine(), at_window(newer)).code == "EX-108"
    memory = determined()
    assert refusal(memory, CHOOSE, choose(), at_window(newer)).code == "EX-108"
    assert memory.perform(CHOOSE, choose(Choice.ORDINARY, ()), at_window(newer))


def test_what_was_decided_keeps_its_list_when_the_list_changes() -> None:
    memory = exempted()
    newer = changed(('label = "用房"', 'label = "房屋"'))
    assert record_in(memory).determined.list_line.digest == ROWS["2-7"].digest
    assert newer.exemptions["2-7"].digest != ROWS["2-7"].digest
    assert record_in(memory).stands


def test_a_determination_says_for_what() -> None:
    assert refusal(Memory(), DETERMINE, determine(works=" "), at_window()).code == "EX-112"
    assert refusal(Memory(), DETERMINE, determine(project_code=""), at_window()).code == "IN-120"
    assert refusal(Memory(), DETERMINE, determine(project_name=""), at_window()).code == "IN-120"


def test_a_grant_reaches_its_own_part_of_the_list_only() -> None:
    planning = at_window(item="planning_permit")
    other = determine(item="planning_permit")
    assert refusal(Memory(), DETERMINE, other, planning).code == "IN-121"
    memory = determined()
    assert refusal(memory, CHOOSE, choose(item="planning_permit"), planning).code == "IN-121"
    assert refusal(memory, CHOOSE, choose(), planning).code == "PE-301"
    assert refusal(memory, CHOOSE, choose(), at_department()).code == "PE-301"


@pytest.mark.parametrize("field", ["materials", "pages", "files", "papers"])
def test_no_command_of_an_exemption_has_a_place_for_materials(field: str) -> None:
    for request in (Determine, Choose, TurnAway, Correct):
        assert field not in {one.name for one in fields(request)}


def test_a_material_that_is_brought_is_refused_by_code_and_written_down() -> None:
    memory = exempted()
    request = TurnAway(EXEMPTION, "drawing_review", "施工图设计文件")
    with pytest.raises(RuleError) as found:
        hand_in(memory, "act-9", request, at_window())
    assert (found.value.code, found.value.facts["material"]) == ("EX-106", "施工图设计文件")
    record = record_in(memory)
    told = [(one.material, one.clerk, one.turned_away_at) for one in record.turned_away]
    assert told == [("施工图设计文件", "clerk-1", NOW.isoformat())]
    assert record.state is ExemptionState.EXEMPT
    assert tag_of(memory.staged[-1].event) == "MaterialTurnedAway.v1"


def test_materials_are_turned_away_before_the_choice_too() -> None:
    memory = determined()
    request = TurnAway(EXEMPTION, "drawing_review", "申请表")
    memory.perform(TURN_AWAY, request, at_window())
    assert record_in(memory).turned_away
    memory.perform(CHOOSE, choose(Choice.ORDINARY, ()), at_window())
    assert refusal(memory, TURN_AWAY, request, at_window()).code == "EX-110"


def test_drawing_review_asks_for_both_commitments() -> None:
    survey, design = COMMITMENTS
    for brought, lacking in (
        ((), "勘察单位、设计单位"),
        ((survey,), "设计单位"),
        ((design,), "勘察单位"),
        ((survey, replace(design, unit=" ")), "设计单位"),
    ):
        error = refusal(determined(), CHOOSE, choose(commitments=brought), at_window())
        assert (error.code, error.facts["units"]) == ("EX-109", lacking)
    memory = exempted()
    taken = record_in(memory).taken
    assert isinstance(taken, ExemptionTaken)
    assert [(one.label, one.unit, len(one.pages)) for one in taken.commitments] == [
        ("勘察单位", "甲市勘察院", 1),
        ("设计单位", "甲市设计院", 1),
    ]


def test_one_unit_may_commit_for_both() -> None:
    both = tuple(replace(one, unit="甲市勘察设计院", pages=()) for one in COMMITMENTS)
    assert determined().perform(CHOOSE, choose(commitments=both), at_window())


def test_nothing_but_these_commitments_may_be_asked_for() -> None:
    builder = (*COMMITMENTS, CommitmentIn("builder", "云栖置业有限公司"))
    assert refusal(determined(), CHOOSE, choose(commitments=builder), at_window()).code == "EX-111"
    lift = Memory()
    lift.perform(DETERMINE, determine(LIFT, LIFT_ANSWERS), at_window())
    asked = choose(item="planning_permit")
    assert refusal(lift, CHOOSE, asked, at_window()).code == "EX-111"
    assert lift.perform(CHOOSE, replace(asked, commitments=()), at_window())
    ordinary = choose(Choice.ORDINARY)
    assert refusal(determined(), CHOOSE, ordinary, at_window()).code == "EX-111"


DUTY = "应该根据相关主管部门及《民法典》的要求进行建设"


@pytest.mark.parametrize("row", [row for row in ROWS if row.startswith("1-")])
def test_the_duty_is_printed_for_all_21_rows(row: str) -> None:
    paper = paper_of(exempted(row, tuple(ONE_OF_EACH[row].items())))
    printed = [one.paragraphs for one in paper.sections if one.title == "仍应遵守的要求"]
    note = "（清单原文为《物权法》，自2021年1月1日起由《民法典》接续）"
    assert printed == [(DUTY + note,)]


@pytest.mark.parametrize("row", [row for row in ROWS if row.startswith("2-")])
def test_drawing_review_prints_no_duty_but_its_commitments(row: str) -> None:
    paper = paper_of(exempted(row, tuple(ONE_OF_EACH[row].items())))
    sections = {one.title: one for one in paper.sections}
    assert "仍应遵守的要求" not in sections
    committed = sections["勘察、设计单位的承诺"]
    assert committed.rows == (("勘察单位", "甲市勘察院"), ("设计单位", "甲市设计院"))


def test_the_printed_record_says_everything() -> None:
    memory = exempted()
    paper = paper_of(memory)
    assert paper.number == record_in(memory).papers[0].number
    assert paper.applicant.name == "云栖置业有限公司"
    assert paper.deliverer.number == "990101****0015"
    assert paper.opening == (
        "你单位自愿提出审批豁免。经核对，云栖家园一期的小区东门门卫房属于"
        "《郑州市第一批工程建设项目行政审批豁免清单》第2类第7项的范围，施工图设计文件免于审查。"
    )
    sections = {one.title: one for one in paper.sections}
    assert "门卫房、市政附属用房、独立小型社区用房。" in sections["豁免依据"].paragraphs[0]
    assert CATALOGUE.pack.line in sections["豁免依据"].paragraphs[1]
    assert sections["核对的情况"].rows == (("是哪一种用房？", "门卫房"),)
    assert sections["豁免的效力"].paragraphs == tuple(
        CATALOGUE.articles[key].text for key in ("001B-n1", "001B-n2", "001B-n3")
    )
    assert paper.sample_texts


def test_a_doubtful_word_is_printed_with_its_reading() -> None:
    paper = paper_of(exempted("2-2", tuple(ONE_OF_EACH["2-2"].items())))
    (section,) = [one for one in paper.sections if one.title == "清单文字的理解"]
    assert section.paragraphs[0].startswith("“或者”前后是否只需符合一项：否（")


@pytest.mark.parametrize(
    ("row", "department"), [("1-1-1", "市资源规划部门"), ("2-7", "市城乡建设部门")]
)
def test_the_supervising_department_is_told_in_the_same_act(row: str, department: str) -> None:
    memory = exempted(row, tuple(ONE_OF_EACH[row].items()))
    tasks = [one for one in memory.acts[-1].events if isinstance(one.event, TaskOpened)]
    assert [one.stream for one in tasks] == ["task/0193-e-exemption_supervision"]
    (task,) = tasks
    assert isinstance(task.event, TaskOpened)
    assert task.event.to == department
    assert task.event.about == EXEMPTION
    assert "加强对豁免项目的事中事后监管" in CATALOGUE.articles["001B-n3"].text
    assert task.event.basis == CATALOGUE.articles["001B-n3"].short
    assert "小区东门门卫房" in task.event.text
    assert ROWS[row].basis.cite in task.event.text
    assert task.event.limits == ()


def test_the_department_corrects_what_does_not_fit_and_the_builder_is_told() -> None:
    memory = exempted()
    finding = Correct(EXEMPTION, "drawing_review", "实际为三层办公楼")
    assert refusal(memory, CORRECT, replace(finding, finding=" "), at_department()).code == "EX-114"
    done = memory.perform(CORRECT, finding, at_department())
    record = record_in(memory)
    assert record.state is ExemptionState.CORRECTED
    assert not record.stands
    assert record.takes_materials
    told = done[-1]
    assert isinstance(told, TaskOpened)
    assert (told.to, told.kind) == ("云栖置业有限公司", "notify")
    assert "实际为三层办公楼" in told.text
    assert refusal(memory, CORRECT, finding, at_department()).code == "EX-110"


def test_a_correction_needs_the_words_for_the_builder() -> None:
    where = at_department()
    without = replace(where, catalogue=replace(CATALOGUE, relays={}))
    finding = Correct(EXEMPTION, "drawing_review", "实际为三层办公楼")
    assert refusal(exempted(), CORRECT, finding, without).code == "EX-104"


def test_a_window_corrects_nothing() -> None:
    memory = exempted()
    finding = Correct(EXEMPTION, "drawing_review", "实际为三层办公楼")
    assert isinstance(refusal(memory, CORRECT, finding, at_window()), RightsError)
    own = at_window(duty=Duty.HANDLE)
    assert refusal(memory, CORRECT, finding, own).code == "EX-113"


def test_the_duty_follows_the_day_and_stays_as_it_was_then() -> None:
    where = at_window()
    grants = tuple(replace(one, valid_from=date(2020, 1, 1)) for one in where.clerk.grants)
    clerk = replace(where.clerk, grants=grants)
    early = replace(where, now=NOW - timedelta(days=6 * 365), clerk=clerk)
    memory = Memory()
    memory.perform(DETERMINE, determine(LIFT, LIFT_ANSWERS), early)
    duty = record_in(memory).determined.effect.duty
    assert duty == "应该根据相关主管部门及《物权法》的要求进行建设"
