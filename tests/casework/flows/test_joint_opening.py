"""A joint acceptance opens in the act of acceptance: for what was ticked, with its limits."""

from dataclasses import replace

import pytest

from casework.flows import joint_acceptance, joint_limits
from casework.flows.deciding import Accept, Defect, findings, outlook
from casework.flows.intake import AGAIN, TAKE_IN, Again, TakeIn, provisional
from casework.law.items import Flow
from casework.law.limits import Moment
from casework.people.grants import Duty
from casework.records.case_events import ApplicationAccepted, FormEntry
from casework.records.event import Staged
from casework.records.joint import JointState
from casework.records.joint_events import JointOpened
from casework.records.project import ProjectRegistered
from tests.casework.flows.intakes import (
    CATALOGUE,
    FILLED,
    ITEM,
    NOW,
    PLACE,
    PROJECT,
    Memory,
    context,
    intake,
    refused,
    reserved,
    taken,
)
from tests.casework.flows.jointly import (
    AIR_DEFENCE,
    ARCHIVES,
    BUILDING,
    DEPARTMENTS,
    JOINT,
    LEAD,
    PLANNING,
    TICKED,
    WATER,
    Walk,
    keys_of,
)

DUE = {
    "distribute": "2026-11-23",
    "confirm": "2026-11-24",
    "site": "2026-12-08",
    "opinion": "2026-12-09",
    "archive": "2026-12-10",
    "filing": "2026-12-11",
    "specials": "2026-12-09",
    "archive_day": "2026-12-10",
    "total": "2026-12-11",
}


def dues(walk: Walk) -> dict[str, str]:
    return {line.key: line.due[:10] for line in walk.record.open_limits}


def project(level: str) -> Staged:
    """A project of which the platform knows at which level it was permitted."""
    facts = (FormEntry("permit_level", level, "platform"),) if level else ()
    return Staged(
        PROJECT,
        ProjectRegistered(
            code="2103-990101-04-01-100001",
            raw_code="2103-990101-04-01-100001",
            project_name="云栖家园一期",
            parent="",
            builder="云栖置业有限公司",
            builder_code="91990101MA9K00YX8M",
            facts=facts,
            sealed_facts=(),
            origin="platform",
            registered_at=NOW.isoformat(),
        ),
    )


def test_it_opens_beside_the_acceptance_in_one_act() -> None:
    walk = Walk()
    (act,) = walk.memory.acts
    kinds = [type(one.event) for one in act.events]
    assert kinds.index(ApplicationAccepted) < kinds.index(JointOpened)
    assert walk.state == JointState.OPENED
    assert walk.record.opened.opened_at == NOW.isoformat()
    (opened,) = (one for one in act.events if isinstance(one.event, JointOpened))
    assert opened.stream == JOINT


def test_only_what_was_ticked_takes_part_with_the_departments_of_the_pack() -> None:
    record = Walk().record
    assert [one.key for one in record.subjects] == [
        one.key for one in ITEM.subjects if one.key in TICKED.split(",")
    ]
    assert {one.department for one in record.participants} == set(DEPARTMENTS)
    assert keys_of(BUILDING) == ("fire", "completion")
    assert record.opened.led_by == LEAD == "市城乡建设行政主管部门"


def test_the_nine_boxes_lead_to_their_departments() -> None:
    every = ",".join(one.key for one in ITEM.subjects)
    record = Walk(ticked=every).record
    assert len(record.subjects) == 9
    assert {one.key: one.department for one in record.subjects} == {
        "planning": PLANNING,
        "fire": BUILDING,
        "air_defence": AIR_DEFENCE,
        "completion": BUILDING,
        "archives": ARCHIVES,
        "water": WATER,
        "power": "供电企业",
        "gas": "燃气企业",
        "heat": "热力企业",
    }


def test_the_steps_and_ceilings_run_on_its_own_stream_and_no_limit_runs_twice() -> None:
    walk = Walk()
    assert dues(walk) == DUE
    own = {line.key for line in walk.case.open_limits}
    assert own == {"push_to_lead", "serve_notice"}
    assert not own & dues(walk).keys()


def test_the_lead_department_is_told_to_distribute() -> None:
    task = Walk().task("joint_distribute")
    assert (task.opened.to, task.opened.kind) == (LEAD, "relay")
    assert "云栖家园一期" in task.opened.text
    assert task.opened.basis == "方案七（三）"


def test_milestones_thirteen_fourteen_and_fifteen_are_counted_from_acceptance() -> None:
    lines = {line.key: line for line in Walk().record.open_limits if line.role == "ceiling"}
    assert {key: (line.amount, line.ends) for key, line in lines.items()} == {
        "specials": (13, "all_passed"),
        "archive_day": (14, "archived"),
        "total": (15, "filed"),
    }
    assert {line.start for line in lines.values()} == {NOW.isoformat()}


@pytest.mark.parametrize(
    ("ticked", "left_out", "total_ends"),
    [
        ("fire,completion", {"archive", "archive_day"}, "filed"),
        ("fire,archives", {"filing"}, "archived"),
        ("planning,water", {"archive", "archive_day", "filing"}, "all_passed"),
    ],
)
def test_there_is_no_step_for_what_was_not_applied_for(
    ticked: str, left_out: set[str], total_ends: str
) -> None:
    lines = {line.key: line for line in Walk(ticked=ticked).record.open_limits}
    assert DUE.keys() - lines.keys() == left_out
    assert lines["total"].ends == total_ends
    assert lines["total"].due[:10] == "2026-12-11"


def test_without_an_archive_the_filing_follows_the_last_opinion() -> None:
    (filing,) = (one for one in joint_limits.limits_for(ITEM, ["filed"]) if one.key == "filing")
    assert (filing.starts, filing.after) == (Moment.ALL_PASSED, "opinion")
    assert filing.anchor == ITEM.limit("archive").anchor
    (line,) = (
        one for one in Walk(ticked="fire,completion").record.open_limits if one.key == "filing"
    )
    assert line.due[:10] == "2026-12-10"


def test_the_acceptance_notice_tells_all_limits_and_its_draft_the_same() -> None:
    walk = Walk()
    record = next(one for one in walk.case.papers if one.kind == "acceptance")
    assert record.record is not None
    for phrase in ("由牵头部门将申请材料推送", "完成各专项验收", "完成建设工程档案认可"):
        assert phrase in record.record
    plain = provisional(intake({**FILLED, "subjects": "fire"}), context())
    draft = outlook(plain, Accept(), context())
    assert any("完成现场验收" in one for one in draft.steps)
    assert not any("档案" in one for one in draft.steps)
    assert draft.due.startswith("自受理之日起15个工作日内")


def test_an_item_of_another_kind_opens_none() -> None:
    general = replace(ITEM, flow=Flow.GENERAL)
    law = replace(CATALOGUE, items={**CATALOGUE.items, ITEM.code: general})
    events = Memory(*reserved()).perform(TAKE_IN, taken(), context(law=law))
    assert not [one for one in events if isinstance(one, JointOpened)]
    (accepted,) = (one for one in events if isinstance(one, ApplicationAccepted))
    assert "total" in {one.key for one in accepted.limits}


def test_nothing_ticked_is_no_joint_acceptance() -> None:
    untickable = replace(ITEM, subjects_field="nowhere")
    law = replace(CATALOGUE, items={**CATALOGUE.items, ITEM.code: untickable})
    memory = Memory(*reserved())
    error = refused(lambda: memory.perform(TAKE_IN, taken(), context(law=law)))
    assert error.code == "JA-105"
    assert memory.acts == []


# 001D二: only what was permitted at municipal level.
@pytest.mark.parametrize(("level", "code"), [("市级", ""), ("", ""), ("县级", "JA-104")])
def test_a_project_permitted_at_another_level_is_not_accepted(level: str, code: str) -> None:
    memory = Memory(*reserved(), project(level))
    if not code:
        memory.perform(TAKE_IN, taken())
        return
    error = refused(lambda: memory.perform(TAKE_IN, taken()))
    assert (error.code, error.facts) == (code, {"level": "县级", "wanted": "市级"})
    memory.perform(TAKE_IN, taken(None))
    seen = memory.case()
    again = Again(taken().intake.case, "numbers/d1", ITEM.code, (), Accept(), seen=seen)
    assert refused(lambda: memory.perform(AGAIN, again)).code == code


def test_a_county_hall_does_not_accept_an_item_of_the_city() -> None:
    county = replace(context(), place=replace(PLACE, area="410122"))
    assert refused(lambda: Memory().perform(TAKE_IN, taken(), county)).code == "JA-104"
    assert joint_acceptance.follows(ITEM)


def test_refusing_for_the_level_names_the_organ_that_is_competent() -> None:
    (reason,) = (one for one in ITEM.refusals if one.key == "not_municipal")
    assert reason.basis.key == "001D-2"
    assert reason.outcome == "not_competent"


# 001D八(五)2, 附件: the self-acceptance comes before the application, with its date.
@pytest.mark.parametrize("day", ["", "2026-13-40"])
def test_the_day_of_the_self_acceptance_is_owed(day: str) -> None:
    request = intake({**FILLED, "pre_accepted_on": day})
    found = findings(provisional(request, context()), context())
    assert found == (Defect("", "form", "预验收合格日期"),)
    error = refused(lambda: Memory().perform(TAKE_IN, TakeIn(request, Accept())))
    assert error.code == "IN-104"


@pytest.mark.parametrize(("day", "code"), [("2026-11-20", ""), ("2026-11-21", "JA-128")])
def test_the_self_acceptance_does_not_come_after_the_application(day: str, code: str) -> None:
    request = TakeIn(intake({**FILLED, "pre_accepted_on": day}), Accept())
    memory = Memory(*reserved())
    if code:
        assert refused(lambda: memory.perform(TAKE_IN, request)).code == code
        assert memory.acts == []
    else:
        memory.perform(TAKE_IN, request)


def test_a_duty_of_the_window_is_needed_to_open_it() -> None:
    handles = replace(context(), clerk=replace(context().clerk, grants=()))
    assert refused(lambda: Memory().perform(TAKE_IN, taken(), handles)).code == "PE-301"
    assert Duty.ACCEPT.word == "受理"
