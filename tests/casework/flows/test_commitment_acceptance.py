"""Acceptance upon commitment: what may be missing, what runs from here, and the mark."""

from dataclasses import replace

from casework.flows import commitment_acceptance as accepting
from casework.flows.intake import AGAIN, TAKE_IN, Again, TakeIn
from casework.law.settings import Offline, Prerequisite
from casework.people.grants import Duty
from casework.records.case_events import ApplicationAccepted
from casework.records.case_states import CaseState
from casework.records.commitment import MARK, CommitmentState
from casework.records.commitment_events import CommitmentAccepted, PromiseSupplied
from casework.records.event import Event
from casework.records.notice import NoticeKind
from tests.casework.flows.committing import (
    LATER,
    ROLLS,
    Walk,
    department,
    intake,
    listed,
    material,
    published,
    window,
)
from tests.casework.flows.intakes import CATALOGUE, NOW, refused
from tests.casework.flows.test_commitment import law


def only(events: tuple[Event, ...], kind: type) -> Event:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1, kind
    return found[0]


def test_what_is_promised_may_be_missing() -> None:
    walk = Walk().accepted()
    assert walk.record.state is CaseState.ACCEPTED
    assert walk.own.state is CommitmentState.ACCEPTED
    assert not any(one.received for one in walk.record.materials if one.line.key in LATER)


def test_what_is_not_promised_may_not() -> None:
    walk = Walk().receive(*LATER, "soil_report").tell().print_out(NoticeKind.TELLING)
    walk.choose()
    walk.draw_up()
    walk.print_out(NoticeKind.COMMITMENT).sign()
    error = refused(walk.accept)
    assert (error.code, error.facts) == ("IN-104", {"count": 1})


def test_an_original_nobody_saw_stands_against_it() -> None:
    """001A-8(五): paper and file are the same, and the clerk has looked."""
    walk = Walk()
    taken = intake(walk.item, LATER)
    unseen = tuple(
        replace(one, seen_at="") if one.line == "soil_report" else one for one in taken.materials
    )
    walk.perform(TAKE_IN, TakeIn(replace(taken, materials=unseen), None), window())
    walk.tell().print_out(NoticeKind.TELLING).choose()
    walk.draw_up()
    walk.print_out(NoticeKind.COMMITMENT).sign()
    assert refused(walk.accept).code == "IN-104"


def test_without_a_signature_nothing_is_accepted() -> None:
    assert refused(Walk().drawn().accept).code == "CM-135"


def test_an_item_decided_at_once_is_due_today() -> None:
    walk = Walk(item="drainage_permit").accepted()
    (line,) = (one for one in walk.own.open_limits if one.ends == "determined")
    assert (line.kind, line.due) == ("same_day", "2026-11-20T17:30:00+08:00")
    assert walk.paper(NoticeKind.ACCEPTANCE).due == "受理当日（2026年11月20日）作出承诺审批决定"


def test_an_item_with_a_limit_of_its_own_has_that() -> None:
    walk = Walk().accepted()
    (line,) = (one for one in walk.own.open_limits if one.ends == "determined")
    assert (line.kind, line.amount, line.due[:10]) == ("working_days", 3, "2026-11-25")
    assert walk.paper(NoticeKind.ACCEPTANCE).due.startswith("自受理之日起3个工作日内")


def test_the_limit_of_the_ordinary_route_does_not_run() -> None:
    walk = Walk().accepted()
    keys = {one.key for one in walk.record.limits}
    assert "total" not in keys
    assert {"serve_notice", "xkf_decision"} <= keys


def test_every_promised_material_has_a_clock_from_the_commitment_on() -> None:
    walk = Walk().accepted()
    clocks = {one.key: one for one in walk.own.open_limits if one.ends == "delivered"}
    assert {key: one.due[:10] for key, one in clocks.items()} == {
        "supplement.expert_opinion": "2026-12-18",
        "supplement.monitoring_contract": "2026-12-04",
    }
    line = clocks["supplement.expert_opinion"]
    assert line.start == NOW.isoformat()
    assert line.sentence == "作出承诺后按约定在2026年12月18日前（含当日）补交专家评审意见"
    assert line.article.endswith("第十五条")


def test_what_came_in_between_is_no_longer_owed() -> None:
    walk = Walk().signed()
    visitor = intake(walk.item).deliverer
    brought = Again(
        walk.stream, walk.on.numbers, walk.item.code, (material("expert_opinion"),), None, visitor
    )
    walk.perform(AGAIN, brought, window())
    walk.accept()
    promise = walk.own.promise("expert_opinion")
    assert promise is not None
    assert isinstance(promise.supplied, PromiseSupplied)
    assert [one.key for one in walk.own.open_limits] == [
        "soil_plan_commitment_decision",
        "supplement.monitoring_contract",
    ]


# ---- the notice -----------------------------------------------------------------------------


def test_the_notice_bears_the_mark_the_days_and_the_sentence_on_liability() -> None:
    notice = Walk().accepted().paper(NoticeKind.ACCEPTANCE)
    assert notice.mark == MARK
    assert notice.steps[1].endswith("补交专家评审意见")
    liable = CATALOGUE.articles["001A-17"]
    assert notice.remarks == (f"{liable.cite}：{liable.text}",)
    assert liable.text.startswith("在申请人向行政审批部门作出承诺之日起至补齐全部申请材料期间")
    assert "除承诺书约定补交的以外" in notice.opening


def test_the_acts_of_acceptance_belong_together() -> None:
    events = Walk().signed().accept()
    accepted, own = only(events, ApplicationAccepted), only(events, CommitmentAccepted)
    assert isinstance(own, CommitmentAccepted)
    assert isinstance(accepted, ApplicationAccepted)
    assert own.accepted_at == accepted.decided_at == NOW.isoformat()
    assert (own.credit.standing, own.by) == ("clear", "account/lin")


# ---- credit, once more ----------------------------------------------------------------------


def signed_then(*begun: object) -> Walk:
    walk = Walk().signed()
    walk.staged = [one for one in walk.staged if one.stream != ROLLS]
    walk.staged += begun  # type: ignore[arg-type]
    return walk


def test_who_came_onto_the_list_meanwhile_is_not_accepted_upon_commitment() -> None:
    walk = signed_then(*published(NOW, listed()))
    assert refused(walk.accept).code == "CM-106"


def test_an_unverified_applicant_is_accepted_as_such_or_only_received() -> None:
    walk = signed_then()
    where = window()
    settings = where.catalogue.settings
    strict = {**settings.offline, Prerequisite.CREDIT: Offline.RECEIVE_ONLY}
    rules = replace(where.catalogue, settings=replace(settings, offline=strict))
    assert refused(lambda: walk.accept(replace(where, catalogue=rules))).code == "CM-107"
    walk.accept()
    accepted = walk.own.accepted
    assert accepted is not None
    assert accepted.credit.standing == "unverified"


# ---- whose acceptance -----------------------------------------------------------------------

DEPARTMENT_ACCEPTS = (
    ('accepting_body = "window"', 'accepting_body = "department"'),
    ('originals_checked_by = "window"', 'originals_checked_by = "department"'),
)


def test_where_the_department_accepts_it_takes_the_commitment_up() -> None:
    rules = law(*DEPARTMENT_ACCEPTS)
    walk = Walk().signed()
    assert refused(lambda: walk.accept(window(law=rules))).code == "IN-116"
    taken = accepting.Accept(walk.on)
    walk.perform(accepting.TAKE_UP, taken, department(law=rules))
    assert walk.own.state is CommitmentState.ACCEPTED
    assert accepting.TAKE_UP.need(taken).duty is Duty.HANDLE


def test_a_department_does_not_accept_for_the_window() -> None:
    walk = Walk().signed()
    taken = accepting.Accept(walk.on)
    assert refused(lambda: walk.perform(accepting.TAKE_UP, taken, department())).code == "IN-116"
