"""档案认可, 备案, 结果: one after the other, the checklist first, only what was applied for."""

import pytest

from casework.flows.joint_closing import (
    CONCLUDE_VERB,
    RECOGNISE,
    RECORD_VERB,
    Conclude,
    Recognise,
    Record,
    checklist,
)
from casework.records.case_life import CaseCompleted
from casework.records.case_states import CaseState
from casework.records.joint import JointState
from casework.records.joint_events import ConclusionLine, Outcome, PaperLine
from casework.records.notice import NoticeKind
from casework.records.task import TaskState
from tests.casework.flows.intakes import ITEM
from tests.casework.flows.jointly import (
    ARCHIVES,
    BUILDING,
    FILING,
    LEAD,
    ON,
    PLANNING,
    WATER,
    Walk,
    at,
    code_of,
    issued,
    papers_of,
    passed,
    said,
)

ARCHIVE_PAPER = PaperLine("建设工程档案认可文件", "档认1", True)


def test_archive_and_filing_take_a_day_each_after_the_opinions() -> None:
    walk = Walk()
    walk.now = at(25, 9)
    walk.all_passed()
    lines = {line.key: line for line in walk.record.open_limits}
    assert (lines["archive"].start[:10], lines["archive"].due[:10]) == ("2026-11-25", "2026-11-26")
    assert (lines["filing"].expected, lines["filing"].due[:10]) == (True, "2026-11-27")
    # The milestones stand where they were: an early finish moves no ceiling.
    assert lines["archive_day"].due[:10] == "2026-12-10"
    assert lines["total"].due[:10] == "2026-12-11"
    walk.now = at(26, 9)
    walk.recognise()
    assert walk.state == JointState.ARCHIVED
    lines = {line.key: line for line in walk.record.open_limits}
    assert lines.keys() == {"filing", "total"}
    assert (lines["filing"].start[:10], lines["filing"].due[:10]) == ("2026-11-26", "2026-11-27")
    assert walk.task("joint_archive").state is TaskState.ANSWERED
    assert walk.task("joint_record").opened.to == BUILDING
    walk.now = at(27, 9)
    walk.file()
    assert walk.state == JointState.RECORDED
    assert walk.record.open_limits == ()
    assert walk.task("joint_conclude").opened.to == LEAD


def test_nothing_is_filed_before_the_archive_is_recognised() -> None:
    walk = Walk().all_passed()
    assert code_of(walk.file) == "JA-120"
    assert code_of(walk.conclude) == "JA-120"


def test_without_an_archive_applied_for_the_filing_comes_at_once() -> None:
    walk = Walk(ticked="fire,completion").all_passed()
    assert walk.task("joint_record").opened.to == BUILDING
    walk.file()
    walk.conclude()
    assert walk.state == JointState.CONCLUDED


def test_what_was_not_applied_for_has_no_step() -> None:
    walk = Walk(ticked="planning,water").all_passed()
    assert walk.task("joint_conclude").opened.to == LEAD
    assert code_of(walk.recognise) == "JA-119"
    assert code_of(walk.file) == "JA-119"
    walk.conclude()
    assert walk.state == JointState.CONCLUDED


@pytest.mark.parametrize(
    "paper",
    [
        PaperLine("别的文件", "1", True),
        PaperLine("建设工程档案认可文件", "", True),
        PaperLine("建设工程档案认可文件", "档认1", False),
    ],
)
def test_each_step_gives_its_own_sealed_document(paper: PaperLine) -> None:
    walk = Walk().all_passed()
    assert code_of(lambda: walk.recognise(paper)) == "JA-115"


def test_only_the_institution_and_the_filing_department_take_their_steps() -> None:
    walk = Walk().all_passed()
    recognise, record = Recognise(ON, ARCHIVE_PAPER), Record(ON, PaperLine(FILING, "备1", True))
    assert code_of(lambda: walk.desk(WATER, RECOGNISE, recognise)) == "JA-103"
    walk.recognise()
    assert code_of(lambda: walk.desk(ARCHIVES, RECORD_VERB, record)) == "JA-103"
    assert code_of(lambda: walk.desk(BUILDING, CONCLUDE_VERB, Conclude(ON))) == "JA-102"


def test_up_to_ten_papers_by_five_kinds_of_unit_are_on_the_checklist() -> None:
    every = ",".join(one.key for one in ITEM.subjects)
    walk = Walk(ticked=every).all_passed()
    rows = checklist(walk.record)
    assert len(rows) == 10
    assert [one.name for one in rows if one.open] == [FILING, "建设工程档案认可文件"]
    walk.recognise()
    walk.file()
    assert not [one for one in checklist(walk.record) if one.open]
    few = Walk(ticked="planning,water").all_passed()
    assert [one.name for one in checklist(few.record)] == ["规划核实意见书", "供水验收合格文件"]


@pytest.mark.parametrize(
    "papers", [(), (PaperLine("供水验收合格文件", "水1", False),)], ids=["missing", "unsealed"]
)
def test_no_result_while_a_document_or_its_seal_is_missing(papers: tuple[PaperLine, ...]) -> None:
    walk = Walk(ticked="planning,water").on_site()
    walk.opine(PLANNING)
    walk.opine(WATER, (ConclusionLine("water", Outcome.PASSED, papers),))
    assert code_of(walk.conclude) == "JA-121"
    (sealed,) = papers_of("water")
    walk.deliver(WATER, "water", sealed)
    walk.conclude()


def test_where_silence_passed_a_subject_no_document_is_waited_for() -> None:
    walk = Walk(ticked="planning,water")
    walk.now = at(25, 9)
    walk.on_site()
    walk.opine(PLANNING)
    walk.now = at(27)
    walk.sweep()
    walk.conclude()
    paper = said(walk, NoticeKind.RESULT)
    rows = {row[0]: row[2] for row in paper.sections[0].rows}
    assert rows == {"规划验收": "合格", "给水验收": "无整改要求，视为验收通过（默认）"}
    defaults = next(one for one in paper.sections if one.title == "系统默认")
    assert "逾期未提交的" in defaults.paragraphs[0]


def test_an_archive_is_never_recognised_by_silence() -> None:
    walk = Walk(ticked="planning,archives")
    walk.now = at(25, 9)
    walk.on_site()
    walk.opine(PLANNING)
    walk.now = at(27)
    walk.sweep()
    assert walk.state == JointState.PASSED
    assert code_of(walk.conclude) == "JA-120"
    walk.recognise()
    walk.conclude()


def test_the_result_names_what_was_applied_for_and_completes_the_case() -> None:
    walk = Walk(ticked="planning,water").all_passed()
    events = walk.conclude()
    assert issued(events) == [NoticeKind.RESULT]
    assert [type(one) for one in events if isinstance(one, CaseCompleted)]
    assert walk.state == JointState.CONCLUDED
    assert walk.case.state is CaseState.COMPLETED
    opinions, documents = said(walk, NoticeKind.RESULT).sections
    assert opinions.rows == (("规划验收", PLANNING, "合格"), ("给水验收", WATER, "合格"))
    assert documents.rows == (
        ("规划验收", "规划核实意见书", "planning-1"),
        ("给水验收", "供水验收合格文件", "water-1"),
    )
    told = walk.task("joint_result")
    assert (told.opened.kind, told.opened.to) == ("notify", "建设单位")
    assert "免费邮寄" in told.opened.text
    assert walk.task("joint_conclude").state is TaskState.ANSWERED
    assert code_of(walk.conclude) == "JA-101"


def test_no_result_before_everything_has_passed() -> None:
    walk = Walk(ticked="planning,water").on_site()
    walk.opine(PLANNING, passed("planning"))
    assert code_of(walk.conclude) == "JA-121"
    assert walk.state == JointState.OPINIONS
