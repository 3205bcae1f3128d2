"""整改, 复验, 终止: one paper for the builder, ten days outside the fifteen, one second chance."""

from datetime import datetime

import pytest

from casework.flows.joint_rectifying import RESUME, SUMMARISE_VERB, Resume, Summarise
from casework.records.case_life import CaseTerminated
from casework.records.case_states import CaseState
from casework.records.joint import JointState
from casework.records.joint_events import ConclusionLine, DoneLine, JointTerminated, Outcome
from casework.records.notice import NoticeKind
from casework.records.task import TaskState
from tests.casework.flows.intakes import page
from tests.casework.flows.jointly import (
    BUILDING,
    DEPARTMENTS,
    LEAD,
    ON,
    PLANNING,
    WATER,
    Walk,
    at,
    code_of,
    issued,
    measures,
    passed,
    said,
    wanting,
)


def listed(*keys: str) -> Walk:
    """The site acceptance on Wednesday the 25th; these subjects are to be rectified."""
    walk = Walk()
    walk.now = at(25, 9)
    walk.on_site()
    for department in DEPARTMENTS:
        own = [one.key for one in walk.record.subjects_of(department)]
        bad = tuple(key for key in own if key in keys)
        good = tuple(key for key in own if key not in keys)
        walk.opine(department, (*passed(*good), *wanting(*bad)), measures(*bad))
    return walk


def told(*keys: str) -> Walk:
    walk = listed(*keys)
    walk.now = at(26, 10)
    walk.summarise()
    walk.print_all()
    return walk


def total(walk: Walk) -> str:
    return next(line.due for line in walk.record.open_limits if line.key == "total")


def test_the_lead_sends_one_paper_with_every_opinion_and_measure() -> None:
    walk = listed("fire", "water")
    assert walk.task("joint_summarise").opened.to == LEAD
    walk.now = at(26, 10)
    events = walk.summarise()
    assert issued(events) == [NoticeKind.RECTIFICATION]
    assert walk.state == JointState.RECTIFYING
    opinions, measured, afterwards = said(walk, NoticeKind.RECTIFICATION).sections
    assert ("消防验收", BUILDING, "整改") in opinions.rows
    assert ("规划验收", PLANNING, "合格") in opinions.rows
    assert len(opinions.rows) == 6
    assert measured.rows == (
        (BUILDING, "消防验收", "现状与图纸不符", "按图整改后复测"),
        (WATER, "给水验收", "现状与图纸不符", "按图整改后复测"),
    )
    assert "复验仍有不合格的，终止此次联合验收" in afterwards.paragraphs[0]
    (pause,) = walk.record.course.pauses
    summary = walk.record.summary
    assert summary is not None
    assert pause.paper == summary.number


def test_the_window_is_told_to_tell_the_builder() -> None:
    walk = told("fire")
    task = walk.task("joint_rectify")
    assert (task.opened.kind, task.opened.to) == ("notify", "建设单位")
    assert "云栖置业有限公司" in task.opened.text
    summary = walk.record.summary
    assert summary is not None
    assert summary.number in task.opened.text
    assert walk.task("joint_summarise").state is TaskState.ANSWERED


def test_a_summary_waits_for_every_opinion() -> None:
    walk = Walk().on_site()
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    assert code_of(walk.summarise) == "JA-117"
    walk = Walk().all_passed()
    assert code_of(walk.summarise) == "JA-117"


def test_what_fell_silent_stands_in_the_summary_as_a_default() -> None:
    walk = Walk()
    walk.now = at(25, 9)
    walk.on_site()
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    walk.now = at(27)
    walk.sweep()
    walk.summarise()
    paper = said(walk, NoticeKind.RECTIFICATION)
    rows = {row[0]: row[2] for row in paper.sections[0].rows}
    assert rows["给水验收"] == "无整改要求，视为验收通过（默认）"
    defaults = next(one for one in paper.sections if one.title == "系统默认")
    assert any(
        text.startswith("供水企业（整改意见，2026年11月25日09:02送达")
        for text in defaults.paragraphs
    )


def test_the_builder_applies_to_go_on_and_gets_a_receipt() -> None:
    walk = told("fire", "water")
    walk.now = at(30, 9)
    request = Resume(ON, (DoneLine("fire", "已补装"), DoneLine("water", "已换管")), (page("p1"),))
    events = walk.window(RESUME, request)
    assert issued(events) == [NoticeKind.RECEIPT]
    assert walk.state == JointState.REINSPECTING
    receipt = said(walk, NoticeKind.RECEIPT)
    assert [one.name for one in receipt.materials] == [
        "继续启动联合验收程序的申请",
        "消防验收整改情况",
        "给水验收整改情况",
    ]
    assert receipt.materials[0].received == "原件 1 份，电子件 1 页"
    assert walk.case.papers[0].number != receipt.number
    for department, label in ((BUILDING, "消防验收"), (WATER, "给水验收")):
        task = walk.task("joint_reinspect", 1 + walk.departments.index(department))
        assert task.opened.to == department
        assert label in task.opened.text
    (line,) = (one for one in walk.record.open_limits if one.key == "reinspection")
    assert (line.amount, line.start[:10], line.due[:10]) == (10, "2026-11-30", "2026-12-14")


@pytest.mark.parametrize(
    "done",
    [
        (),
        (DoneLine("fire", "已补装"),),
        (DoneLine("fire", "已补装"), DoneLine("water", " ")),
        (DoneLine("fire", "好"), DoneLine("water", "好"), DoneLine("planning", "好")),
    ],
)
def test_every_failing_subject_is_spoken_of_and_no_other(done: tuple[DoneLine, ...]) -> None:
    walk = told("fire", "water")
    assert code_of(lambda: walk.window(RESUME, Resume(ON, done))) == "JA-118"


def test_nobody_resumes_before_the_summary_came_out_on_paper() -> None:
    walk = listed("fire")
    walk.summarise()
    assert code_of(lambda: walk.resume("fire")) == "JA-127"
    walk.print_all()
    walk.resume("fire")


def test_the_fifteen_days_stand_still_until_the_second_look_is_done() -> None:
    assert total(Walk()) == "2026-12-11T17:30:00+08:00"
    walk = told("fire")
    walk.now = at(30, 9)
    walk.resume("fire")
    walk.now = at(2, 15, month=12)
    walk.reinspect(BUILDING, passed("fire"))
    assert walk.state == JointState.PASSED
    (pause,) = walk.record.course.pauses
    assert (pause.start, pause.end) == (at(25, 9, 2).isoformat(), at(2, 15, month=12).isoformat())
    # Suspended on the 25th, going on on 2 December: 26 27 30 November, 1 and 2 December
    # are taken out, so that the fifteenth day is five working days later.
    assert total(walk) == "2026-12-18T17:30:00+08:00"
    assert walk.record.open_limits[0].key in ("archive", "filing")


def test_the_second_look_is_at_what_had_failed_alone() -> None:
    walk = told("fire")
    walk.resume("fire")
    assert code_of(lambda: walk.reinspect(BUILDING, passed("fire", "completion"))) == "JA-111"
    assert code_of(lambda: walk.reinspect(BUILDING, ())) == "JA-111"
    assert code_of(lambda: walk.reinspect(PLANNING, passed("planning"))) == "JA-107"
    walk.reinspect(BUILDING, passed("fire"))
    assert walk.record.paper("fire", "建设工程消防验收意见书") is not None


def test_all_of_them_have_to_look_again() -> None:
    walk = told("fire", "water")
    walk.resume("fire", "water")
    walk.reinspect(BUILDING, passed("fire"))
    assert walk.state == JointState.REINSPECTING
    assert code_of(lambda: walk.reinspect(BUILDING, passed("fire"))) == "JA-107"
    walk.reinspect(WATER, passed("water"))
    assert walk.state == JointState.PASSED
    assert "reinspected" in walk.record.course.moments


@pytest.mark.parametrize("again", [(Outcome.RECTIFY,), (Outcome.PASSED, Outcome.RECTIFY)])
def test_a_second_failure_ends_the_procedure_and_its_case(again: tuple[Outcome, ...]) -> None:
    keys = ("fire", "completion")[: len(again)]
    walk = told(*keys, "water")
    walk.resume(*keys, "water")
    said_again = tuple(
        ConclusionLine(key, outcome) for key, outcome in zip(keys, again, strict=True)
    )
    events = walk.reinspect(BUILDING, said_again)
    assert issued(events) == [NoticeKind.TERMINATION]
    (ended,) = (one for one in events if isinstance(one, JointTerminated))
    assert ended.failed == tuple(
        key for key, outcome in zip(keys, again, strict=True) if outcome is Outcome.RECTIFY
    )
    (case,) = (one for one in events if isinstance(one, CaseTerminated))
    assert (case.code, case.basis) == ("second_failure", "方案七（五）")
    assert walk.state == JointState.TERMINATED
    assert walk.case.state is CaseState.TERMINATED
    assert walk.record.open_limits == ()
    assert walk.case.open_limits == ()
    water = walk.task("joint_reinspect", 1 + walk.departments.index(WATER))
    assert water.state is TaskState.CLOSED
    assert walk.task("joint_return").opened.kind == "notify"
    assert code_of(lambda: walk.reinspect(WATER, passed("water"))) == "JA-101"


def test_the_notice_of_termination_lists_what_failed_and_what_goes_back() -> None:
    walk = told("fire")
    walk.resume("fire")
    walk.reinspect(BUILDING, wanting("fire"))
    failed, back = said(walk, NoticeKind.TERMINATION).sections
    assert failed.rows == (("消防验收", BUILDING),)
    assert back.title == "退还的原件"
    assert len(back.rows) == len([one for one in walk.case.materials if one.medium == "original"])


def test_only_the_lead_summarises() -> None:
    walk = listed("fire")
    assert code_of(lambda: walk.desk(BUILDING, SUMMARISE_VERB, Summarise(ON))) == "JA-102"


@pytest.mark.parametrize("when", [at(25, 9, 2), at(27)])
def test_the_pause_begins_with_the_opinion_whenever_it_is_given(when: datetime) -> None:
    walk = Walk()
    walk.now = at(25, 9)
    walk.on_site()
    walk.now = when
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    assert walk.record.course.pauses[0].start == when.isoformat()
