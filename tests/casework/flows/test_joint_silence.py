"""Silence: two defaults, made by the hub alone, with proof, and no answer is ever overwritten."""

from dataclasses import replace
from datetime import datetime

import pytest

from casework.flows import joint_silence, tasks
from casework.flows.joint_silence import swept
from casework.law.catalogue import Catalogue
from casework.records.event import Event
from casework.records.joint import JointState
from casework.records.joint_events import (
    AT_WINDOW,
    ConfirmationDeemed,
    JointResumed,
    LateAnswerKept,
    MaterialsPushed,
    Outcome,
    RectificationDeemed,
    SiteOpened,
)
from casework.records.task import TaskState
from tests.casework.flows.intakes import CATALOGUE, ITEM
from tests.casework.flows.jointly import (
    AIR_DEFENCE,
    ARCHIVES,
    BUILDING,
    CASE,
    DEPARTMENTS,
    HUB_LAW,
    JOINT,
    PLANNING,
    WATER,
    Walk,
    at,
    measures,
    passed,
    wanting,
)

CONFIRM_RULE = "逾期未反馈的，系统默认并反馈为可以开展联合验收"
PASS_RULE = "逾期未提交的，系统默认并提交“无整改要求”，视为验收通过"


def deemed(events: tuple[Event, ...]) -> list[str]:
    kinds = (ConfirmationDeemed, RectificationDeemed)
    return [one.department for one in events if isinstance(one, kinds)]


def distributed(law: Catalogue = HUB_LAW) -> Walk:
    """Accepted on Friday the 20th, pushed and distributed on Monday the 23rd."""
    walk = Walk(law=law)
    walk.now = at(23, 9)
    walk.sweep()
    walk.distribute()
    return walk


def on_site() -> Walk:
    """The site acceptance was held and recorded on Wednesday the 25th at ten."""
    walk = distributed()
    for department in DEPARTMENTS:
        walk.confirm(department)
    walk.arrange(at(25, 9))
    walk.now = at(25, 10)
    walk.hold(at(25, 9, 30))
    return walk


def test_what_lies_at_the_hub_has_reached_the_lead_department() -> None:
    walk = Walk()
    first = {line.key: line for line in walk.record.open_limits}["distribute"]
    assert first.expected
    (pushed,) = walk.sweep()
    assert isinstance(pushed, MaterialsPushed)
    after = {line.key: line for line in walk.record.open_limits}["distribute"]
    assert not after.expected
    assert (after.start, after.due[:10]) == (walk.now.isoformat(), "2026-11-23")
    assert walk.sweep() == ()


def test_nobody_is_silent_before_the_limit_has_passed() -> None:
    walk = distributed()
    walk.now = at(24, 17, 30)
    assert walk.sweep() == ()


def test_silence_on_the_materials_means_go_ahead_and_keeps_its_proof() -> None:
    walk = distributed()
    walk.confirm(PLANNING)
    noticed = tasks.Delivered(
        tasks.stream_for(CASE, "joint_review", place(walk, WATER)),
        "joint_acceptance",
        "系统",
        "签收第3号",
    )
    walk.now = at(24, 11)
    walk.desk(WATER, tasks.TAKE_NOTE, noticed)
    walk.now = at(24, 17, 31)
    events = walk.sweep()
    assert sorted(deemed(events)) == sorted(set(DEPARTMENTS) - {PLANNING})
    by_name = {one.department: one for one in events if isinstance(one, ConfirmationDeemed)}
    water, building = by_name[WATER], by_name[BUILDING]
    assert (water.pushed_at, water.due) == (at(23, 9).isoformat(), "2026-11-24T17:30:00+08:00")
    assert (water.noticed_at, water.proof) == (at(24, 11).isoformat(), "系统 签收第3号")
    assert (building.noticed_at, building.proof) == ("", "")
    assert (water.rule, water.basis) == (CONFIRM_RULE, "方案七（三）")
    assert any(isinstance(one, SiteOpened) for one in events)
    assert walk.state == JointState.SITE
    (site,) = (line for line in walk.record.open_limits if line.key == "site")
    assert site.start == at(24, 17, 31).isoformat()
    assert walk.task("joint_review", place(walk, WATER)).state is TaskState.CLOSED
    assert walk.sweep() == ()


def place(walk: Walk, department: str) -> int:
    return 1 + walk.departments.index(department)


def test_an_objection_is_an_answer_and_no_silence() -> None:
    walk = distributed()
    for department in DEPARTMENTS:
        if department != PLANNING:
            walk.confirm(department)
    walk.confirm(PLANNING, ready=False, note="缺图")
    walk.now = at(30)
    assert walk.sweep() == ()
    assert walk.state == JointState.REVIEWING


def test_a_real_answer_after_the_default_is_kept_beside_it() -> None:
    walk = distributed()
    walk.now = at(24, 18)
    walk.sweep()
    before = walk.record.participant(PLANNING)
    (kept,) = walk.confirm(PLANNING, ready=False, note="总平面图缺坐标")
    assert isinstance(kept, LateAnswerKept)
    after = walk.record.participant(PLANNING)
    assert before is not None
    assert after is not None
    assert after.confirm_deemed == before.confirm_deemed
    assert after.confirmed is None
    assert (after.late[0].note, after.late[0].ready) == ("总平面图缺坐标", False)
    assert walk.state == JointState.SITE


def test_no_list_in_time_means_nothing_to_rectify() -> None:
    walk = on_site()
    walk.opine(PLANNING)
    walk.opine(BUILDING)
    walk.now = at(26, 17, 30)
    assert walk.sweep() == ()
    walk.now = at(26, 17, 31)
    events = walk.sweep()
    assert sorted(deemed(events)) == sorted({AIR_DEFENCE, ARCHIVES, WATER})
    one = next(one for one in events if isinstance(one, RectificationDeemed))
    assert (one.rule, one.basis, one.had_said) == (PASS_RULE, "方案七（五）", "")
    assert (one.pushed_at, one.due) == (at(25, 10).isoformat(), "2026-11-26T17:30:00+08:00")
    assert walk.state == JointState.PASSED
    (water,) = walk.record.subjects_of(WATER)
    verdict = walk.record.verdict(water)
    assert verdict is not None
    assert verdict.deemed
    assert walk.task("joint_archive").opened.to == ARCHIVES


def test_a_wish_to_rectify_without_its_list_passes_and_the_ceiling_goes_on() -> None:
    walk = on_site()
    for department in DEPARTMENTS:
        if department != PLANNING:
            walk.opine(department)
    walk.opine(PLANNING, wanting("planning"))
    assert walk.record.course.paused
    walk.now = at(27)
    events = walk.sweep()
    (one,) = (one for one in events if isinstance(one, RectificationDeemed))
    assert (one.department, one.had_said) == (PLANNING, Outcome.RECTIFY.value)
    assert any(isinstance(one, JointResumed) for one in events)
    assert [one.end for one in walk.record.course.pauses] == [walk.now.isoformat()]
    assert walk.state == JointState.PASSED
    part = walk.record.participant(PLANNING)
    assert part is not None
    assert part.opinion is not None, "what was said is kept beside the default"


def test_a_late_list_is_kept_and_passes_nobody_back() -> None:
    walk = on_site()
    for department in DEPARTMENTS:
        if department != PLANNING:
            walk.opine(department)
    walk.now = at(27)
    walk.sweep()
    (kept,) = walk.list_measures(PLANNING, measures("planning"))
    assert isinstance(kept, LateAnswerKept)
    events = walk.opine(PLANNING, wanting("planning"), measures("planning"))
    assert isinstance(events[0], LateAnswerKept)
    assert not events[0].ready
    part = walk.record.participant(PLANNING)
    assert part is not None
    assert len(part.late) == 2
    assert walk.record.failing == ()
    assert walk.state == JointState.PASSED


def test_a_late_pass_brings_its_document_all_the_same() -> None:
    walk = on_site()
    for department in DEPARTMENTS:
        if department != WATER:
            walk.opine(department)
    walk.now = at(27)
    walk.sweep()
    walk.opine(WATER, passed("water"))
    assert walk.record.paper("water", "供水验收合格文件") is not None


def test_a_site_acceptance_recorded_late_gives_the_departments_their_day() -> None:
    """Held on Wednesday, recorded on Friday: nobody could answer before."""
    walk = distributed()
    for department in DEPARTMENTS:
        walk.confirm(department)
    walk.arrange(at(25, 9))
    walk.now = at(27, 10)
    walk.hold(at(25, 9, 30))
    (line,) = (one for one in walk.record.open_limits if one.key == "rectification")
    assert line.due[:10] == "2026-11-26", "the limit itself counts from the site day"
    assert walk.sweep() == ()
    walk.now = at(30, 17, 31)
    assert len(deemed(walk.sweep())) == 5


@pytest.mark.parametrize("when", [at(24, 18), at(30)])
def test_where_the_hub_is_not_the_approval_system_nothing_is_ever_deemed(when: datetime) -> None:
    walk = distributed(law=CATALOGUE)
    assert not CATALOGUE.settings.hub_is_approval_system
    walk.now = when
    assert walk.sweep() == ()
    assert walk.state == JointState.REVIEWING


def test_a_pack_that_is_silent_about_silence_gives_no_default() -> None:
    limits = tuple(replace(one, silence="") for one in ITEM.limits)
    item = replace(ITEM, limits=limits)
    walk = distributed(law=replace(HUB_LAW, items={**HUB_LAW.items, ITEM.code: item}))
    walk.now = at(30)
    assert walk.sweep() == ()


def test_a_date_that_is_only_a_guess_deems_nobody() -> None:
    """Distributed on the last working day the calendar knows."""
    walk = Walk(now=at(30, 10, month=12))
    walk.now = at(31, 10, month=12)
    walk.distribute()
    walk.now = at(31, 10, month=12).replace(year=2027)
    assert walk.sweep() == ()


@pytest.mark.parametrize("key", ["opinion", "reinspection", "site", "archive", "filing"])
def test_no_other_limit_of_the_procedure_means_anything_by_passing(key: str) -> None:
    assert ITEM.limit(key).silence == ""


def test_silence_in_a_reinspection_means_nothing() -> None:
    walk = Walk().rectifying("fire")
    walk.resume("fire")
    walk.now = at(31, month=12)
    assert walk.sweep() == ()
    assert walk.state == JointState.REINSPECTING


def test_no_window_can_write_a_default() -> None:
    assert not {ConfirmationDeemed, RectificationDeemed, MaterialsPushed} & set(AT_WINDOW)
    assert not [name for name in vars(joint_silence) if name.isupper() and "VERB" in name]


def test_after_a_withdrawal_nobody_owes_an_answer() -> None:
    walk = distributed()
    walk.withdraw()
    events = walk.sweep()
    assert {walk.task("joint_review", n).state for n in range(1, 6)} == {TaskState.CLOSED}
    assert walk.task("joint_distribute").state is TaskState.ANSWERED
    assert len(events) == 5
    assert walk.sweep() == ()


def test_a_stream_that_is_none_of_these_is_left_alone() -> None:
    walk = Walk()
    assert swept(CASE, lambda stream: walk.memory.load(stream).record, walk.context()) == ()
    assert swept("joint/none", lambda _: None, walk.context()) == ()
    assert JOINT.startswith("joint/")
