"""资料审核: the lead distributes, the participants confirm or say what is wrong (001D七(三))."""

import pytest

from casework.flows import joint_review
from casework.flows.on_case import OnCase
from casework.records.joint import JointState
from casework.records.joint_events import SiteOpened
from casework.records.task import TaskState
from tests.casework.flows.intakes import NUMBERS
from tests.casework.flows.jointly import (
    BUILDING,
    CASE,
    DEPARTMENTS,
    LEAD,
    PLANNING,
    WATER,
    Walk,
    at,
    code_of,
)


def test_the_lead_distributes_to_every_participant_what_it_handles() -> None:
    walk = Walk()
    walk.now = at(23)
    walk.distribute()
    assert walk.state == JointState.REVIEWING
    assert walk.task("joint_distribute").state is TaskState.ANSWERED
    told = {
        walk.task("joint_review", nth).opened.to: walk.task("joint_review", nth).opened.text
        for nth in range(1, 6)
    }
    assert set(told) == set(DEPARTMENTS)
    assert "消防验收、竣工验收" in told[BUILDING]
    assert "不利法律后果" in told[WATER]
    (confirm,) = (line for line in walk.record.open_limits if line.key == "confirm")
    assert (confirm.start[:10], confirm.due) == ("2026-11-23", "2026-11-24T17:30:00+08:00")
    assert not confirm.expected
    assert "distribute" not in {line.key for line in walk.record.open_limits}


@pytest.mark.parametrize("department", [BUILDING, "人防部门", "别的部门"])
def test_nobody_but_the_lead_distributes(department: str) -> None:
    walk = Walk()
    request = joint_review.Distribute(OnCase(CASE, "joint_acceptance", NUMBERS))
    assert code_of(lambda: walk.desk(department, joint_review.DISTRIBUTE_VERB, request)) == "JA-102"


def test_it_is_distributed_once() -> None:
    walk = Walk()
    walk.distribute()
    assert code_of(walk.distribute) == "JA-101"


def test_the_last_confirmation_starts_the_ten_days() -> None:
    walk = Walk()
    walk.distribute()
    for department in DEPARTMENTS[:-1]:
        walk.confirm(department)
    assert walk.state == JointState.REVIEWING
    walk.now = at(23, 15)
    events = walk.confirm(DEPARTMENTS[-1])
    assert [one.started_at for one in events if isinstance(one, SiteOpened)] == [
        at(23, 15).isoformat()
    ]
    assert walk.state == JointState.SITE
    (site,) = (line for line in walk.record.open_limits if line.key == "site")
    # 程序启动之日, the 23rd, is not counted: ten working days from the 24th.
    assert (site.start[:10], site.due[:10]) == ("2026-11-23", "2026-12-07")
    assert walk.task("joint_arrange").opened.to == LEAD
    assert {walk.task("joint_review", n).state for n in range(1, 6)} == {TaskState.ANSWERED}


def test_early_finishing_moves_the_later_steps_and_the_ceilings_stand() -> None:
    walk = Walk()
    before = {line.key: line.due for line in walk.record.open_limits}
    walk.reviewed()
    after = {line.key: line.due for line in walk.record.open_limits}
    assert before["site"][:10] == "2026-12-08"
    assert after["site"][:10] == "2026-12-04"
    assert after["opinion"][:10] == "2026-12-07"
    for key in ("specials", "archive_day", "total"):
        assert after[key] == before[key]


def test_who_sees_a_fault_says_it_and_the_builder_is_guided() -> None:
    walk = Walk()
    walk.distribute()
    walk.confirm(PLANNING, ready=False, note="总平面图缺坐标")
    part = walk.record.participant(PLANNING)
    assert part is not None
    assert not part.ready
    assert not part.silent
    guidance = walk.task("joint_guidance")
    assert (guidance.opened.kind, guidance.opened.to) == ("notify", "建设单位")
    assert "自然资源和规划部门：总平面图缺坐标" in guidance.opened.text
    for department in DEPARTMENTS:
        if department != PLANNING:
            walk.confirm(department)
    assert walk.state == JointState.REVIEWING
    walk.confirm(PLANNING, ready=False, note="面积表不符")
    assert walk.task("joint_guidance", 2).opened.text != guidance.opened.text
    walk.confirm(PLANNING)
    assert walk.state == JointState.SITE


def test_a_fault_is_not_told_without_words() -> None:
    walk = Walk()
    walk.distribute()
    assert code_of(lambda: walk.confirm(PLANNING, ready=False, note=" ")) == "JA-106"


def test_a_department_confirms_once_and_only_its_own() -> None:
    walk = Walk()
    walk.distribute()
    walk.confirm(PLANNING)
    assert code_of(lambda: walk.confirm(PLANNING)) == "JA-107"
    assert code_of(lambda: walk.confirm("热力企业")) == "JA-103"


def test_nobody_confirms_before_the_lead_has_distributed() -> None:
    walk = Walk()
    assert code_of(lambda: walk.confirm(PLANNING)) == "JA-101"


def test_another_items_grant_reaches_nothing() -> None:
    walk = Walk()
    request = joint_review.Distribute(OnCase(CASE, "other", NUMBERS))
    assert code_of(lambda: walk.desk(LEAD, joint_review.DISTRIBUTE_VERB, request)) == "PE-301"
    stranger = joint_review.Distribute(OnCase("case/none", "joint_acceptance", NUMBERS))
    assert code_of(lambda: walk.desk(LEAD, joint_review.DISTRIBUTE_VERB, stranger)) == "JA-101"
