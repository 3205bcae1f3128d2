"""At the issuing window: the register of papers, three ways of delivery, withdrawal, return."""

from typing import Any

import pytest

from casework.act import Command
from casework.flows import handling, issuing
from casework.flows.issuing import Delivery
from casework.flows.joint_issuing import HAND_OUT, NOTICE, HandOut, expected
from casework.records.case_life import CaseWithdrawn, OriginalReturned, ResultHandedOver
from casework.records.case_states import CaseState
from casework.records.joint import JointState
from casework.records.joint_events import JointWithdrawn
from casework.records.notice import NoticeKind
from tests.casework.flows.jointly import (
    BUILDING,
    LEAD,
    ON,
    Walk,
    code_of,
    issued,
    passed,
    said,
    wanting,
)


def concluded() -> Walk:
    """The result of planning and water is at the window; its papers are on their way."""
    return Walk(ticked="planning,water").concluded()


def arrived() -> Walk:
    walk = concluded()
    walk.arrive(*((one.key, "市城乡建设局") for one in expected(walk.record)))
    return walk


def hand_out(
    walk: Walk, means: Delivery, proof: str, recipient: str = "", sealed_by: str = "郑州市住建局"
) -> list[str]:
    events = walk.window(HAND_OUT, HandOut(ON, means, proof, recipient, sealed_by))
    return [one.result for one in events if isinstance(one, ResultHandedOver)]


def test_the_window_waits_for_the_notice_and_every_document() -> None:
    walk = concluded()
    assert [(one.key, one.name) for one in expected(walk.record)] == [
        (NOTICE, "联合验收结果告知书"),
        ("planning.0", "规划核实意见书"),
        ("water.0", "供水验收合格文件"),
    ]
    assert expected(Walk().record) == ()
    assert [one.arrived.result for one in walk.case.results] == []


def test_paper_is_registered_with_whose_seal_it_bears() -> None:
    walk = concluded()
    walk.arrive(("planning.0", "市资源规划局"))
    (result,) = walk.case.results
    assert (result.arrived.name, result.arrived.number) == ("规划核实意见书", "planning-1")
    assert (result.arrived.paper, result.arrived.sealed_by) == (True, "市资源规划局")
    assert code_of(lambda: walk.arrive(("water.0", " "))) == "JA-122"
    assert code_of(lambda: walk.arrive(("fire.0", "x"))) == "GN-111"
    assert code_of(walk.arrive) == "GN-112"


@pytest.mark.parametrize("means", [Delivery.PICK_UP, Delivery.POST])
def test_nothing_leaves_while_a_paper_has_not_arrived(means: Delivery) -> None:
    walk = concluded()
    walk.arrive((NOTICE, "市城乡建设局"), ("planning.0", "市资源规划局"))
    assert code_of(lambda: hand_out(walk, means, "签收单1", "孟知秋")) == "JA-123"
    walk.arrive(("water.0", "供水公司"))
    assert len(hand_out(walk, means, "签收单1", "孟知秋")) == 3


def test_picked_up_is_signed_for_by_somebody() -> None:
    walk = arrived()
    assert code_of(lambda: hand_out(walk, Delivery.PICK_UP, "签收单1")) == "JA-125"
    assert code_of(lambda: hand_out(walk, Delivery.PICK_UP, " ", "孟知秋")) == "GN-109"
    hand_out(walk, Delivery.PICK_UP, "签收单1", "孟知秋")
    assert walk.case.state is CaseState.ISSUED
    for result in walk.case.results:
        assert result.handed is not None
        assert result.handed.proof == "签收单1"
        assert result.handed.recipient_name.value == "孟知秋"
    assert code_of(lambda: hand_out(walk, Delivery.PICK_UP, "签收单2", "孟知秋")) == "JA-126"


def test_posted_has_the_number_of_its_consignment() -> None:
    walk = arrived()
    assert code_of(lambda: hand_out(walk, Delivery.POST, "")) == "GN-109"
    assert hand_out(walk, Delivery.POST, "EMS 1000000000001") == [
        "notice",
        "planning.0",
        "water.0",
    ]
    assert {one.handed.means for one in walk.case.results if one.handed} == {"post"}


def test_the_notice_alone_may_be_printed_by_the_builder() -> None:
    walk = concluded()
    bare = code_of(lambda: hand_out(walk, Delivery.SELF_PRINT, "短信已告知网址", sealed_by=" "))
    assert bare == "JA-122"
    assert hand_out(walk, Delivery.SELF_PRINT, "短信已告知网址") == ["notice"]
    (notice,) = walk.case.results
    assert notice.arrived.sealed_by == "郑州市住建局"
    assert not notice.arrived.paper
    assert notice.arrived.number == said(walk, NoticeKind.RESULT).number
    assert code_of(lambda: hand_out(walk, Delivery.SELF_PRINT, "又一次")) == "JA-126"
    walk.arrive(("planning.0", "市资源规划局"), ("water.0", "供水公司"))
    assert hand_out(walk, Delivery.POST, "EMS 2") == ["planning.0", "water.0"]


@pytest.mark.parametrize("means", list(Delivery))
def test_nothing_leaves_before_there_is_a_result(means: Delivery) -> None:
    walk = Walk().all_passed()
    assert code_of(lambda: hand_out(walk, means, "签收单1", "孟知秋")) == "JA-124"


def test_the_builder_withdraws_on_paper_at_any_time_before_the_result() -> None:
    walk = Walk()
    events = walk.withdraw("调整分期")
    assert issued(events) == [NoticeKind.WITHDRAWAL]
    assert [type(one) for one in events if isinstance(one, JointWithdrawn | CaseWithdrawn)] == [
        JointWithdrawn,
        CaseWithdrawn,
    ]
    assert walk.state == JointState.WITHDRAWN
    assert walk.case.state is CaseState.WITHDRAWN
    assert walk.record.open_limits == ()
    assert "撤回理由：调整分期" in said(walk, NoticeKind.WITHDRAWAL).sections[0].paragraphs
    assert code_of(walk.withdraw) in ("JA-101", "GN-101")


def test_a_withdrawal_says_why_and_comes_before_the_result() -> None:
    assert code_of(lambda: Walk().withdraw(" ")) == "GN-109"
    assert code_of(concluded().withdraw) == "JA-101"


def terminated() -> Walk:
    walk = Walk().rectifying("fire")
    walk.resume("fire")
    walk.reinspect(BUILDING, wanting("fire"))
    return walk


def test_every_original_goes_back_against_a_receipt() -> None:
    walk = terminated()
    walk.print_all()
    held = {one.line.key: one.line.name for one in walk.case.materials if one.medium == "original"}
    events = walk.give_back("孟知秋")
    back = [one for one in events if isinstance(one, OriginalReturned)]
    assert {one.line for one in back} == held.keys()
    assert {one.recipient_name.value for one in back} == {"孟知秋"}
    assert issued(events) == [NoticeKind.RETURN]
    (section,) = said(walk, NoticeKind.RETURN).sections
    assert section.rows == tuple((name, "1 份", "孟知秋") for name in held.values())
    assert walk.state == JointState.RETURNED
    assert all(one.returned == one.count for one in walk.case.materials if one.line.key in held)
    assert code_of(walk.give_back) == "JA-101"


def test_nothing_goes_back_before_the_notice_came_out_on_paper() -> None:
    walk = terminated()
    assert code_of(walk.give_back) == "JA-127"
    walk = Walk()
    walk.withdraw()
    assert code_of(walk.give_back) == "JA-127"
    walk.print_all()
    walk.give_back()
    assert walk.state == JointState.RETURNED


def test_somebody_takes_the_papers_back() -> None:
    walk = terminated()
    walk.print_all()
    assert code_of(lambda: walk.give_back(" ")) == "GN-109"


def test_papers_go_back_only_when_it_is_over() -> None:
    walk = Walk()
    walk.print_all()
    assert code_of(walk.give_back) == "JA-101"
    assert passed("water")[0].papers


GENERAL: dict[str, tuple[str, Command[Any], object]] = {
    "complete": (LEAD, handling.COMPLETE, handling.Complete(ON)),
    "return": (LEAD, handling.RETURN, handling.Return(ON, "不符")),
    "suspend": (LEAD, handling.SUSPEND, handling.Suspend(ON, "rectification", "整改")),
    "withdraw": ("", issuing.WITHDRAW, issuing.Withdraw(ON, "调整")),
    "give back": ("", issuing.GIVE_BACK, issuing.GiveBack(ON, (("warranty", 1),), "孟知秋")),
}


@pytest.mark.parametrize("name", GENERAL)
def test_no_verb_of_a_general_item_gets_round_the_procedure(name: str) -> None:
    walk = Walk()
    department, command, request = GENERAL[name]
    assert code_of(lambda: walk.desk(department, command, request)) == "JA-129"
