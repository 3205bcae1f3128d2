"""What departments and the issuing window do with an accepted case, on a pack for a permit."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from casework.act import Context
from casework.flows import clocks, handling, issuing
from casework.flows.deciding import Accept, AskOnce, Defect, Refuse
from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.issuing import Delivery, GiveBack, HandOut, HandOver, TakeResult, Withdraw
from casework.flows.on_case import OnCase
from casework.people.grants import Duty
from casework.records import case_life as life
from casework.records import ids
from casework.records.case_states import CaseState
from casework.records.notice import NoticeKind, decode_record
from casework.records.task import TaskRecord
from tests.casework.flows.intakes import (
    CASE,
    NOW,
    NUMBERS,
    Memory,
    clerk,
    context,
    intake,
    refused,
    taken,
)
from tests.casework.flows.packs import changed

ON = OnCase(CASE, "joint_acceptance", NUMBERS)
LEAD = "市城乡建设行政主管部门"
ROWS = """
[[item.pause]]
key = "hearing"
text = "听证"
basis = "xkf-45"

[[item.result]]
key = "permit"
name = "许可证"
kind = "licence"

[[relay]]
key = "opinion"
kind = "notify"
title = "部门意见"
to = "建设单位"
text = "{detail}"
basis = "xkf-45"
"""
GENERAL = ('flow = "joint_acceptance"', 'flow = "general"')
PERMIT = changed(GENERAL, ('nature = "确认"', 'nature = "许可"'), rows=ROWS)
BY_DEPARTMENT = changed(
    GENERAL,
    ('nature = "确认"', 'nature = "许可"'),
    ('accepting_body = "window"', 'accepting_body = "department"'),
    ('originals_checked_by = "window"', 'originals_checked_by = "department"'),
    rows=ROWS,
)


def department(law=PERMIT, name: str = LEAD, days: int = 0) -> Context:  # type: ignore[no-untyped-def]
    """The desk of a department, ``days`` after the case was taken in."""
    who = replace(clerk(duty=Duty.HANDLE), department=name)
    return context(NOW + timedelta(days=days), law, who)


def accepted() -> Memory:
    """A permit case that the window has accepted."""
    memory = Memory()
    memory.perform(TAKE_IN, taken(), context(law=PERMIT))
    return memory


def papers(memory: Memory, kind: NoticeKind) -> list[str]:
    """What the papers of a kind say, section by section."""
    found = []
    for paper in memory.case().papers:
        if paper.kind is kind:
            assert paper.record is not None
            record = decode_record(paper.record.encode())
            found += [text for section in record.sections for text in section.paragraphs]
    return found


def due(memory: Memory, key: str) -> str:
    """The day a running limit breaks."""
    return next(line.due[:10] for line in memory.case().open_limits if line.key == key)


def test_a_permit_runs_from_acceptance_to_the_counter() -> None:
    memory = accepted()
    assert due(memory, "xkf_decision") == "2026-12-18"
    memory.perform(handling.REVIEW, handling.Review(ON, "符合"), department())
    memory.perform(
        handling.DETERMINE, handling.Determine(ON, approved=True, number="第7号"), department()
    )
    memory.perform(handling.COMPLETE, handling.Complete(ON), department())
    assert due(memory, "xkf_delivery") == "2026-12-04"
    assert "xkf_decision" not in {line.key for line in memory.case().open_limits}
    here = TakeResult(ON, "permit", "第7号", LEAD, paper=True)
    memory.perform(issuing.TAKE_RESULT, here, context(law=PERMIT))
    out = HandOut(ON, "permit", Delivery.PICK_UP, "签收单3", "孟知秋")
    memory.perform(issuing.HAND_OUT, out, context(law=PERMIT))
    case = memory.case()
    assert case.state is CaseState.ISSUED
    assert "xkf_delivery" not in {line.key for line in case.open_limits}
    again = refused(lambda: memory.perform(issuing.HAND_OUT, out, context(law=PERMIT)))
    assert again.code == "GN-113"


def test_a_permit_completed_at_once_owes_no_decision_any_more() -> None:
    memory = accepted()
    memory.perform(handling.COMPLETE, handling.Complete(ON), department())
    open_ = {line.key: line.due[:10] for line in memory.case().open_limits}
    assert "xkf_decision" not in open_
    assert open_["xkf_delivery"] == "2026-12-04"
    recounted = clocks.of_course(
        memory.case().course, PERMIT.limits_of(PERMIT.item(ON.item)), context(law=PERMIT)
    )
    assert "xkf_decision" not in {line.key for line in recounted}


def test_a_pause_needs_a_listed_cause_and_serves_a_paper() -> None:
    memory = accepted()
    wrong = handling.Suspend(ON, "site_visit", "现场勘查")
    assert refused(lambda: memory.perform(handling.SUSPEND, wrong, department())).code == "GN-104"
    before = due(memory, "xkf_decision")
    memory.perform(
        handling.SUSPEND, handling.Suspend(ON, "hearing", "听取利害关系人意见"), department()
    )
    assert memory.case().state is CaseState.SUSPENDED
    (said, basis) = papers(memory, NoticeKind.SPECIAL)
    assert said == "听证：听取利害关系人意见"
    assert "第四十五条" in basis
    paper = next(p for p in memory.case().papers if p.kind is NoticeKind.SPECIAL)
    assert memory.case().course.pauses[0].paper == paper.number
    memory.perform(handling.RESUME, handling.Resume(ON), department(days=7))
    assert memory.case().state is CaseState.ACCEPTED
    assert due(memory, "xkf_decision") > before


def test_a_limit_is_extended_once_by_the_head_with_a_notice() -> None:
    memory = accepted()
    more = handling.Extend(ON, "xkf_decision", 10, "案情复杂", "局长")
    for wrong, code in (
        (replace(more, days=11), "GN-106"),
        (replace(more, days=0), "GN-106"),
        (replace(more, limit="none"), "GN-105"),
        (replace(more, approver=" "), "GN-109"),
    ):
        error = refused(partial(memory.perform, handling.EXTEND, wrong, department()))
        assert error.code == code
    memory.perform(handling.EXTEND, more, department())
    line = next(one for one in memory.case().open_limits if one.key == "xkf_decision")
    # Thirty working days reach into a year whose calendar is not known: no date is told.
    assert (line.amount, line.due) == (30, "")
    assert any("延长10个工作日" in text for text in papers(memory, NoticeKind.EXTENSION))
    assert refused(lambda: memory.perform(handling.EXTEND, more, department())).code == "GN-106"


def test_an_opinion_is_relayed_when_it_comes() -> None:
    memory = accepted()
    for nth, text in enumerate(("补合格证", "复核标高"), 1):
        memory.perform(handling.OPINE, handling.Opine(ON, text, nth), department(days=nth))
    case = memory.case()
    assert [one.text for one in case.opinions] == ["补合格证", "复核标高"]
    assert case.opinions[0].relayed_at < case.opinions[1].relayed_at
    task = memory.load(ids.stream_of(ids.TASK, f"{ids.ident_of(CASE)}-opinion-2")).record
    assert isinstance(task, TaskRecord)
    assert task.opened.text == f"{LEAD}：复核标高"
    late = handling.Opine(ON, "又一条", 2)
    assert refused(lambda: memory.perform(handling.OPINE, late, department())).code == "GN-103"


def test_a_return_ends_the_item_and_lists_the_originals() -> None:
    memory = accepted()
    memory.perform(handling.RETURN, handling.Return(ON, "与现场不符"), department())
    case = memory.case()
    assert (case.state, case.ended, case.open_limits) == (CaseState.RETURNED, "与现场不符", ())
    paper = next(p for p in case.papers if p.kind is NoticeKind.RETURN)
    assert paper.record is not None
    record = decode_record(paper.record.encode())
    assert {row[0] for row in record.sections[1].rows} == {
        one.line.name for one in case.materials if "original" in one.medium
    }


def test_a_withdrawal_is_granted_on_paper_and_originals_go_back_one_by_one() -> None:
    memory = accepted()
    where = context(law=PERMIT)
    memory.perform(issuing.WITHDRAW, Withdraw(ON, "调整方案"), where)
    assert memory.case().state is CaseState.WITHDRAWN
    assert any("调整方案" in text for text in papers(memory, NoticeKind.WITHDRAWAL))
    line = next(one.line.key for one in memory.case().materials if "original" in one.medium)
    back = GiveBack(ON, ((line, 1),), "孟知秋")
    memory.perform(issuing.GIVE_BACK, back, where)
    material = memory.case().material(line)
    assert material is not None
    assert material.returned == 1
    assert refused(lambda: memory.perform(issuing.GIVE_BACK, back, where)).code == "GN-110"
    again = Withdraw(ON, "再次")
    assert refused(lambda: memory.perform(issuing.WITHDRAW, again, where)).code == "GN-101"


def test_where_the_department_accepts_the_window_only_hands_over() -> None:
    memory = Memory()
    without_looking = TakeIn(intake(item=BY_DEPARTMENT.item("joint_acceptance")), None)
    memory.perform(TAKE_IN, without_looking, context(law=BY_DEPARTMENT))
    decide = handling.Decide(ON, Accept())
    memory.perform(issuing.HAND_OVER, HandOver(ON), context(law=BY_DEPARTMENT))
    assert memory.case().state is CaseState.HANDED
    assert memory.case().department == LEAD
    memory.perform(
        handling.DECIDE,
        handling.Decide(ON, AskOnce((Defect("", "form", ""),))),
        department(BY_DEPARTMENT),
    )
    assert memory.case().state is CaseState.CORRECTION
    memory.perform(handling.DECIDE, decide, department(BY_DEPARTMENT))
    case = memory.case()
    assert case.state is CaseState.ACCEPTED
    assert [p.kind for p in case.papers][-1] is NoticeKind.ACCEPTANCE


def test_where_the_window_accepts_nothing_is_handed_over_or_decided_elsewhere() -> None:
    memory = Memory()
    memory.perform(TAKE_IN, taken(None), context(law=PERMIT))
    handed = refused(lambda: memory.perform(issuing.HAND_OVER, HandOver(ON), context(law=PERMIT)))
    decided = refused(
        lambda: memory.perform(handling.DECIDE, handling.Decide(ON, Refuse(())), department())
    )
    assert (handed.code, decided.code) == ("GN-102", "IN-116")


@pytest.mark.parametrize(
    ("command", "request_"),
    [
        (handling.REVIEW, handling.Review(ON, "符合")),
        (handling.RETURN, handling.Return(ON, "不符")),
        (handling.COMPLETE, handling.Complete(ON)),
    ],
)
def test_only_a_department_of_the_item_acts(command, request_) -> None:  # type: ignore[no-untyped-def]
    memory = accepted()
    foreign = refused(lambda: memory.perform(command, request_, department(name="水利部门")))
    nobody = refused(lambda: memory.perform(command, request_, department(name="")))
    assert (foreign.code, nobody.code) == ("GN-108", "GN-108")
    elsewhere = replace(request_, on=OnCase(CASE, "other", NUMBERS))
    who = replace(clerk(item="other", duty=Duty.HANDLE), department=LEAD)
    other = refused(lambda: memory.perform(command, elsewhere, context(law=PERMIT, who=who)))
    assert other.code == "IN-121"


def test_a_denial_needs_its_reasons() -> None:
    memory = accepted()
    bare = handling.Determine(ON, approved=False, number="第8号")
    assert refused(lambda: memory.perform(handling.DETERMINE, bare, department())).code == "GN-107"
    memory.perform(handling.DETERMINE, replace(bare, reasons=("不符合规划",)), department())
    decision = memory.case().decision
    assert decision is not None
    assert (decision.approved, decision.reasons) == (False, ("不符合规划",))


def test_a_result_on_paper_must_be_here_before_it_is_handed_out() -> None:
    memory = accepted()
    where = context(law=PERMIT)
    other = TakeResult(ON, "other", "1", LEAD, paper=True)
    assert refused(lambda: memory.perform(issuing.TAKE_RESULT, other, where)).code == "GN-111"
    nothing = TakeResult(ON, "permit", "1", LEAD, paper=False)
    assert refused(lambda: memory.perform(issuing.TAKE_RESULT, nothing, where)).code == "GN-112"
    memory.perform(issuing.TAKE_RESULT, replace(nothing, file_sha256="ab" * 32), where)
    memory.perform(handling.COMPLETE, handling.Complete(ON, "no_network"), department())
    posted = HandOut(ON, "permit", Delivery.POST, "EMS1", "")
    assert refused(lambda: memory.perform(issuing.HAND_OUT, posted, where)).code == "GN-114"
    memory.perform(
        issuing.HAND_OUT, replace(posted, means=Delivery.SELF_PRINT, proof="短信告知下载"), where
    )
    result = memory.case().result("permit")
    assert result is not None
    assert isinstance(result.handed, life.ResultHandedOver)
    assert result.handed.means == "self_print"


def test_a_result_is_not_handed_out_before_completion() -> None:
    memory = accepted()
    where = context(law=PERMIT)
    memory.perform(issuing.TAKE_RESULT, TakeResult(ON, "permit", "1", LEAD, paper=True), where)
    out = HandOut(ON, "permit", Delivery.PICK_UP, "签收单", "孟知秋")
    assert refused(lambda: memory.perform(issuing.HAND_OUT, out, where)).code == "GN-101"
