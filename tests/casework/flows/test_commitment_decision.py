"""The decision: marked, looked up before, and told to the supervision office the same day."""

import pytest

from casework.flows.clocks import light
from casework.flows.tasks import TAKE_NOTE, Delivered, stream_for
from casework.law.deadlines import Light
from casework.records.case_life import DecisionMade
from casework.records.case_states import CaseState
from casework.records.commitment import MARK, CommitmentState
from casework.records.commitment_events import CommitmentDecided
from casework.records.event import Event
from casework.records.notice import NoticeKind
from casework.records.task import TaskOpened
from casework.rows import LimitRow
from tests.casework.flows.committing import (
    LATER,
    ROLLS,
    Walk,
    department,
    listed,
    published,
    window,
)
from tests.casework.flows.intakes import NOW, refused
from tests.casework.flows.test_commitment import section

TOLD = "commitment_told"


def only(events: tuple[Event, ...], kind: type) -> Event:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1, kind
    return found[0]


def test_the_decision_bears_the_mark_on_both_streams() -> None:
    events = Walk().accepted().decide()
    made, own = only(events, DecisionMade), only(events, CommitmentDecided)
    assert isinstance(made, DecisionMade)
    assert isinstance(own, CommitmentDecided)
    assert (made.approved, made.mark, own.mark) == (True, MARK, MARK)
    assert made.number == own.number == "郑水许〔2026〕7号"
    assert own.rule.list_version == "示例清单第1版"


def test_decided_within_the_limit_it_owes_no_decision() -> None:
    walk = Walk().decided()
    assert (walk.record.state, walk.own.state) == (CaseState.DECIDED, CommitmentState.DECIDED)
    assert not [one for one in walk.own.open_limits if one.ends == "determined"]
    assert "total" not in {one.key for one in walk.record.limits}


@pytest.mark.parametrize("mark", ["", "普通审批"])
def test_without_the_mark_nothing_is_decided(mark: str) -> None:
    walk = Walk().accepted()
    error = refused(lambda: walk.decide(mark=mark))
    assert (error.code, error.facts) == ("CM-150", {"mark": MARK})
    assert walk.own.decided is None


def test_nothing_is_decided_before_acceptance_or_twice() -> None:
    assert refused(Walk().signed().decide).code == "GN-101"
    walk = Walk().decided()
    assert refused(walk.decide).code == "GN-101"


def test_a_decision_has_the_organs_number() -> None:
    assert refused(lambda: Walk().accepted().decide(number=" ")).code == "GN-109"


def test_only_the_items_department_decides() -> None:
    walk = Walk().accepted()
    assert refused(lambda: walk.decide(department(name="市城镇排水主管部门"))).code == "GN-108"
    assert refused(lambda: walk.decide(window())).code == "PE-301"


# ---- told to supervision --------------------------------------------------------------------


def test_the_supervision_office_of_the_items_department_is_told_the_same_day() -> None:
    walk = Walk().accepted()
    opened = only(walk.decide(), TaskOpened)
    assert isinstance(opened, TaskOpened)
    assert (opened.kind, opened.key) == ("relay", TOLD)
    assert opened.to == "市水行政主管部门监管处室（机构）"
    assert len(opened.limits) == 1
    limit = opened.limits[0]
    assert (limit.kind, limit.start, limit.due) == (
        "same_day",
        NOW.isoformat(),
        "2026-11-20T17:30:00+08:00",
    )
    assert opened.basis.endswith("第十三条")


def test_with_the_proof_of_delivery_nothing_is_owed_any_more() -> None:
    walk = Walk().decided()
    task = stream_for(walk.stream, TOLD)
    assert len(walk.task(task).open_limits) == 1
    told = Delivered(task, walk.item.code, "系统", "回执第7号")
    walk.perform(TAKE_NOTE, told, department())
    assert walk.task(task).open_limits == ()


def test_another_items_department_has_an_office_of_its_own() -> None:
    walk = Walk(item="drainage_permit").accepted()
    walk.decide(department(name="市城镇排水主管部门"))
    task = walk.task(stream_for(walk.stream, TOLD))
    assert task.opened.to == "市城镇排水主管部门监管处室（机构）"


def test_the_slip_is_printed_from_the_same_act() -> None:
    walk = Walk().decided()
    slip = walk.paper(NoticeKind.APPROVAL_TOLD)
    assert walk.own.decided is not None
    assert slip.number == walk.own.decided.paper
    assert slip.mark == MARK
    assert slip.applicant.name == slip.deliverer.name == ""
    assert slip.opening.startswith("市水行政主管部门监管处室（机构）：")
    facts = {row[0]: row[1] for row in section(walk, NoticeKind.APPROVAL_TOLD, "审批信息")[1:]}
    assert facts["决定"] == "郑水许〔2026〕7号（承诺审批）"
    assert facts["申请人"].startswith("云栖置业有限公司")
    assert facts["承诺书"] == walk.paper(NoticeKind.COMMITMENT).number
    owed = section(walk, NoticeKind.APPROVAL_TOLD, "尚未提供的材料")[1:]
    assert [row[0] for row in owed] == ["专家评审意见", "水土保持监测委托合同"]
    assert "双随机" in section(walk, NoticeKind.APPROVAL_TOLD, "监管方式")[0][0]


def test_where_everything_is_there_the_slip_names_nothing_owed() -> None:
    walk = Walk().accepted()
    for line in LATER:
        walk.supply(line)
        walk.review(line)
    walk.decide()
    titles = [one.title for one in walk.paper(NoticeKind.APPROVAL_TOLD).sections]
    assert titles == ["审批信息", "监管方式"]


def test_what_nobody_was_told_of_stands_red_in_the_list() -> None:
    """001A-18(四)(五): who does not act in time is seen."""
    walk = Walk().decided()
    limits = walk.task(stream_for(walk.stream, TOLD)).open_limits
    assert len(limits) == 1
    line = limits[0]
    row = LimitRow(
        "task/1", line.key, line.name, line.kind, line.role, line.start, line.due,
        line.ends, line.expected, line.sentence, line.article, "", "",
    )  # fmt: skip
    assert light(row, window(), NOW.replace(hour=17, minute=0)) is Light.RED
    assert light(row, window(), NOW.replace(day=21)) is Light.OVERDUE


# ---- looked up before -----------------------------------------------------------------------


def accepted_then(*begun: object) -> Walk:
    walk = Walk().accepted()
    walk.staged = [one for one in walk.staged if one.stream != ROLLS]
    walk.staged += begun  # type: ignore[arg-type]
    return walk


def test_who_came_onto_the_list_is_not_granted_upon_commitment() -> None:
    walk = accepted_then(*published(NOW, listed()))
    assert refused(walk.decide).code == "CM-106"


def test_an_unverified_applicant_is_looked_up_before_the_decision() -> None:
    walk = accepted_then()
    assert refused(walk.decide).code == "CM-155"
    walk.decide(credit_source="信用中国网页查询，无记录")
    decided = walk.own.decided
    assert decided is not None
    assert (decided.credit.standing, decided.credit.source) == (
        "unverified",
        "信用中国网页查询，无记录",
    )


def test_a_fresh_list_needs_no_other_source() -> None:
    decided = Walk().decided().own.decided
    assert decided is not None
    assert (decided.credit.standing, decided.credit.source) == ("clear", "")
