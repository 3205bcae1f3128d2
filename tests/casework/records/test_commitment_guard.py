"""Whichever flow acts: marks on every paper, no way around the choice and the decision."""

import hashlib

import pytest
from msgspec import structs

from casework.act import Command
from casework.flows import handling, issuing
from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.issuing import Delivery
from casework.flows.on_case import OnCase
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case_events import NoticeIssued
from casework.records.commitment import MARK, CommitmentState
from casework.records.commitment_events import CommitmentEnded
from casework.records.commitment_guard import level_of, watched
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind, NoticeRecord, decode_record, encode_record
from casework.records.sealed import Sealed
from tests.casework.flows import intakes, packs
from tests.casework.flows.committing import Walk, department, window
from tests.casework.flows.intakes import refused


def on(walk: Walk) -> OnCase:
    return OnCase(walk.stream, walk.item.code, walk.on.numbers)


def issued(events: tuple[Event, ...]) -> NoticeIssued:
    (found,) = (event for event in events if isinstance(event, NoticeIssued))
    return found


def suspend(walk: Walk) -> tuple[Event, ...]:
    request = handling.Suspend(on(walk), "expert_review", "水土保持方案评审")
    return walk.perform(handling.SUSPEND, request, department())


def extend(walk: Walk) -> tuple[Event, ...]:
    request = handling.Extend(on(walk), "xkf_decision", 5, "需要复核", "局长")
    return walk.perform(handling.EXTEND, request, department())


def send_back(walk: Walk) -> tuple[Event, ...]:
    request = handling.Return(on(walk), "图纸与现场不符")
    return walk.perform(handling.RETURN, request, department())


def withdraw(walk: Walk) -> tuple[Event, ...]:
    return walk.perform(issuing.WITHDRAW, issuing.Withdraw(on(walk), "改方案"), window())


def refuse(walk: Walk) -> tuple[Event, ...]:
    request = handling.Determine(
        on(walk), approved=False, number="郑水不许〔2026〕1号", reasons=("不符合",)
    )
    return walk.perform(handling.DETERMINE, request, department())


@pytest.mark.parametrize("act", [suspend, extend, send_back, withdraw])
def test_every_later_paper_bears_the_mark_whoever_issues_it(act: object) -> None:
    assert callable(act)
    paper = issued(act(Walk().accepted()))
    body = paper.record.value
    assert body is not None
    record = decode_record(body.encode())
    assert record.mark == MARK
    assert hashlib.sha256(body.encode()).hexdigest() == paper.record_digest


def test_before_acceptance_and_on_the_ordinary_route_no_paper_is_marked() -> None:
    walk = Walk().drawn()
    marks = {decode_record((one.record or "").encode()).mark for one in walk.record.papers}
    assert marks == {""}
    memory = intakes.Memory(*intakes.reserved())
    memory.perform(TAKE_IN, TakeIn(intakes.intake(), intakes.ACCEPT))
    marks = {decode_record((one.record or "").encode()).mark for one in memory.case().papers}
    assert marks == {""}


def test_after_the_supplement_the_mark_stays() -> None:
    walk = Walk().decided()
    for line in ("expert_opinion", "monitoring_contract"):
        walk.supply(line)
        walk.review(line)
    assert walk.own.state is CommitmentState.FULFILLED
    assert {one.mark for one in papers(walk)} == {"", MARK}
    walk.verify()
    walk.order()
    assert walk.own.mark == MARK


def papers(walk: Walk) -> list[NoticeRecord]:
    return [decode_record((one.record or "").encode()) for one in walk.record.papers]


def issuing_command(mark: str | None) -> Command[str]:
    """A flow that issues a paper with words of its own, or one that was purged."""

    def decide(_: object, stream: str, __: object) -> list[Staged]:
        walk = Walk().accepted()
        record = structs.replace(walk.paper(NoticeKind.ACCEPTANCE), mark=mark or "")
        body = encode_record(record).decode()
        sealed = Sealed.of(body) if mark is not None else Sealed[str]("00" * 32)
        return [Staged(stream, NoticeIssued(NoticeKind.SPECIAL, "N1", "00" * 32, sealed))]

    need = Need("soil_plan", Duty.ACCEPT)
    return Command("test.issue", lambda _: need, lambda stream: (stream,), decide)


@pytest.mark.parametrize("mark", ["普通审批", None])
def test_another_mark_or_a_paper_nobody_can_read_is_refused(mark: str | None) -> None:
    walk = Walk().accepted()
    error = refused(lambda: walk.perform(issuing_command(mark), walk.stream, window()))
    assert (error.code, error.facts) == ("CM-150", {"mark": MARK})


# ---- the decision ---------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", MARK])
def test_no_other_flow_grants_what_was_accepted_upon_commitment(mark: str) -> None:
    walk = Walk().accepted()
    request = handling.Determine(on(walk), approved=True, number="郑水许〔2026〕7号", mark=mark)
    error = refused(lambda: walk.perform(handling.DETERMINE, request, department()))
    assert error.code == "CM-151"


@pytest.mark.parametrize(
    ("act", "through"),
    [
        (refuse, "DecisionMade.v1"),
        (send_back, "CaseReturned.v1"),
        (withdraw, "CaseWithdrawn.v1"),
    ],
)
def test_a_case_that_ends_otherwise_ends_its_commitment(act: object, through: str) -> None:
    assert callable(act)
    walk = Walk().accepted()
    events = act(walk)
    (ended,) = (event for event in events if isinstance(event, CommitmentEnded))
    assert ended.through == through
    assert walk.own.state is CommitmentState.ENDED
    assert walk.own.open_limits == ()


def test_the_end_of_an_undecided_case_needs_no_end_of_its_commitment() -> None:
    walk = Walk().signed()
    withdraw(walk)
    assert walk.own.open_limits == ()
    assert refused(walk.accept).code in ("IN-110", "GN-101")


# ---- no ordinary licence after the supplement ------------------------------------------------


def take_result(walk: Walk) -> tuple[Event, ...]:
    request = issuing.TakeResult(on(walk), "soil_plan_approval", "1", "郑州市水行政主管部门", True)
    return walk.perform(issuing.TAKE_RESULT, request, window())


def handed_out() -> Walk:
    walk = Walk().decided()
    walk.perform(handling.COMPLETE, handling.Complete(on(walk)), department())
    take_result(walk)
    request = issuing.HandOut(
        on(walk), "soil_plan_approval", Delivery.PICK_UP, "签收单第3号", "孟知秋"
    )
    walk.perform(issuing.HAND_OUT, request, window())
    return walk


def test_after_the_supplement_nothing_is_issued_again() -> None:
    walk = handed_out()
    for line in ("expert_opinion", "monitoring_contract"):
        walk.supply(line)
        walk.review(line)
    assert walk.own.state is CommitmentState.FULFILLED
    error = refused(lambda: take_result(walk))
    assert (error.code, error.facts) == ("CM-154", {"name": "水土保持方案审批决定"})


def test_what_has_not_left_the_window_yet_may_still_come() -> None:
    walk = Walk().decided()
    for line in ("expert_opinion", "monitoring_contract"):
        walk.supply(line)
        walk.review(line)
    walk.perform(handling.COMPLETE, handling.Complete(on(walk)), department())
    take_result(walk)
    assert walk.record.result("soil_plan_approval") is not None


# ---- what is looked at ----------------------------------------------------------------------


def test_only_acts_on_a_case_are_looked_at() -> None:
    paper = NoticeIssued(NoticeKind.GUIDANCE, "N1", "00" * 32, Sealed.of("{}"))
    assert watched([Staged("project/p1", paper)]) == ()
    assert watched([Staged("case/c1", paper)]) == ("case/c1", "commitment/c1")


def test_the_act_is_based_on_the_commitment_it_saw() -> None:
    walk = Walk().accepted()
    suspend(walk)
    bases = walk.acts[-1].bases
    assert bases[walk.on.bound] == walk.load(walk.on.bound).position
    assert ids.kind_of(walk.on.bound) == ids.COMMITMENT


def test_a_commitment_of_a_newer_program_is_left_alone() -> None:
    walk = Walk().accepted()
    walk.staged.append(Staged(walk.on.bound, packs.CaseMoved()))
    assert refused(lambda: suspend(walk)).code == "IN-190"


@pytest.mark.parametrize(
    ("area", "level"),
    [("410000", "省级"), ("410100", "市级"), ("410102", "县级"), ("410171", "县级")],
)
def test_the_level_of_a_window_is_that_of_its_area(area: str, level: str) -> None:
    assert level_of(area) == level
