"""Taking in on the real pack: what is received, what is refused, what a second visit brings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from casework.errors import ClerkError, RightsError, RuleError
from casework.flows import intake
from casework.flows.deciding import Accept, AskOnce, Defect, findings
from casework.flows.intake import AGAIN, TAKE_IN, MaterialIn
from casework.people.grants import Duty
from casework.records.case_events import ApplicationReceived, MaterialReceived, OriginalVerified
from casework.records.case_states import CaseState
from casework.records.event import Event, tag_of
from tests.casework.flows import packs
from tests.casework.flows.intakes import (
    CASE,
    FILLED,
    NOW,
    NUMBERS,
    PROJECT,
    RECEIVED_AT,
    Memory,
    again,
    brought,
    clerk,
    context,
    page,
    refused,
    reserved,
    taken,
)
from tests.casework.flows.intakes import intake as whole

WARRANTY = MaterialIn("warranty", "original", 1, (page("warranty"),), seen_at=NOW.isoformat())


def tags(events: tuple[Event, ...]) -> list[str]:
    return [tag_of(event).partition(".")[0] for event in events]


def received(events: tuple[Event, ...]) -> ApplicationReceived:
    (found,) = (event for event in events if isinstance(event, ApplicationReceived))
    return found


def test_a_whole_intake_is_received_and_accepted_in_one_act() -> None:
    memory = Memory(*reserved())
    events = memory.perform(TAKE_IN, taken())
    assert tags(events)[0] == "ApplicationReceived"
    assert tags(events)[-7:] == [
        "NoticeIssued",
        "NumberTaken",
        "ApplicationAccepted",
        "NoticeIssued",
        "NumberTaken",
        "JointOpened",
        "TaskOpened",
    ]
    assert memory.case().state is CaseState.ACCEPTED
    (act,) = memory.acts
    assert act.bases == {CASE: 0, NUMBERS: 4, PROJECT: 0}
    assert (act.pack, act.why, act.clerk, act.window) == (
        "zhengzhou",
        "intake.take_in",
        "clerk-1",
        "w3",
    )


def test_the_moment_of_handing_over_is_kept_and_not_that_of_the_act() -> None:
    memory = Memory()
    opening = received(memory.perform(TAKE_IN, taken(None)))
    assert opening.received_at == RECEIVED_AT.isoformat()
    (decide,) = opening.limits
    assert (decide.key, decide.kind, decide.start) == ("decide", "at_once", opening.received_at)
    assert decide.due == (RECEIVED_AT + timedelta(minutes=30)).isoformat()


def test_the_checklist_of_that_day_is_copied_into_the_case() -> None:
    lines = {line.key: line for line in received(Memory().perform(TAKE_IN, taken(None))).checklist}
    assert lines["survey_result"].handling == "shared"
    assert lines["certificates"].handling == "on_site"
    assert lines["planning_permit"].handling == "number"
    assert lines["application"].required
    assert not lines["application"].sample
    assert lines["fire_test"].sample
    assert "evaluation_report" not in lines
    assert "authorisation" not in lines


def test_what_an_agent_has_to_bring_is_asked_of_an_agent() -> None:
    request = intake.TakeIn(whole(role="agent", without=("authorisation",)), None)
    memory = Memory()
    memory.perform(TAKE_IN, request)
    assert findings(memory.case(), context()) == (Defect("authorisation", "missing"),)


def test_each_original_is_verified_by_the_clerk_with_its_exact_pages() -> None:
    events = Memory().perform(TAKE_IN, taken(None))
    papers = {one.line: one for one in events if isinstance(one, MaterialReceived)}
    seen = [one for one in events if isinstance(one, OriginalVerified)]
    assert len(seen) == 9
    for one in seen:
        assert one.pages == tuple(page.sha256 for page in papers[one.line].pages)
        assert (one.verifier, one.department) == ("clerk-1", "市政务服务大厅")
    assert papers["planning_permit"].medium == "number"
    assert papers["planning_permit"].number == "建字第990101202300001号"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"project_code": ""}, "IN-120"),
        ({"project_name": ""}, "IN-120"),
        ({"received_at": (NOW + timedelta(seconds=1)).isoformat()}, "IN-118"),
        ({"materials": (MaterialIn("nowhere", "copy", 1),)}, "IN-119"),
        ({"item": "nothing"}, "PE-301"),
    ],
)
def test_what_cannot_be_received(change: dict[str, object], code: str) -> None:
    memory = Memory()
    assert refused(lambda: memory.perform(TAKE_IN, taken(None, **change))).code == code
    assert memory.acts == []


def test_a_face_that_was_not_compared_is_not_received() -> None:
    deliverer = structs.replace(whole().deliverer, face_matched=False)
    assert refused(lambda: Memory().perform(TAKE_IN, taken(deliverer=deliverer))).code == "IN-101"


@pytest.mark.parametrize(
    ("line", "article"),
    [("survey_result", "六"), ("certificates", "八（二）2"), ("process_records", "八（二）2")],
)
def test_shared_and_on_site_materials_are_refused_with_their_article(
    line: str, article: str
) -> None:
    request = taken(materials=(MaterialIn(line, "original", 1),))
    error = refused(lambda: Memory().perform(TAKE_IN, request))
    assert error.code == "IN-105"
    assert str(error.facts["basis"]).endswith(article)
    assert error.facts["material"]


def test_a_case_is_taken_in_once() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken())
    assert refused(lambda: memory.perform(TAKE_IN, taken())).code == "IN-117"


def test_an_item_of_another_pack_is_unknown() -> None:
    allowed = context(who=clerk(item="*"))
    error = refused(lambda: Memory().perform(TAKE_IN, taken(item="nothing"), allowed))
    assert error.code == "LW-411"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (replace(clerk(), grants=()), "PE-301"),
        (clerk(item="drawing_review"), "PE-301"),
        (clerk(duty=Duty.HANDLE), "PE-301"),
        (clerk(area="4301"), "PE-302"),
    ],
)
@pytest.mark.parametrize("command", ["take_in", "again"])
def test_whoever_holds_no_grant_does_nothing(who: object, code: str, command: str) -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    before = list(memory.staged)
    where = context(who=who)  # type: ignore[arg-type]
    work: dict[str, Callable[[], object]] = {
        "take_in": lambda: memory.perform(TAKE_IN, taken(case="case/other"), where),
        "again": lambda: memory.perform(AGAIN, again(Accept()), where),
    }
    error = refused(work[command])
    assert isinstance(error, RightsError)
    assert error.code == code
    assert memory.staged == before


def test_a_grant_that_ran_out_is_none() -> None:
    late = context(NOW.replace(year=2027))
    assert refused(lambda: Memory().perform(TAKE_IN, taken(), late)).code == "PE-303"


def test_a_case_of_another_item_is_not_reached_through_an_own_grant() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    where = context(who=clerk(item="drawing_review"))
    error = refused(lambda: memory.perform(AGAIN, again(Accept(), item="drawing_review"), where))
    assert error.code == "IN-121"


def test_a_visit_that_brings_and_decides_nothing_is_no_act() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    assert refused(lambda: memory.perform(AGAIN, again(None))).code == "IN-122"


def test_what_was_asked_for_is_brought_and_the_case_accepted() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, _without_warranty())
    assert memory.case().state is CaseState.CORRECTION
    later = context(NOW + timedelta(days=3))
    events = memory.perform(AGAIN, again(Accept(), WARRANTY), later)
    assert tags(events) == [
        "VisitorCame",
        "MaterialReceived",
        "OriginalVerified",
        "NoticeIssued",
        "NumberTaken",
        "ApplicationAccepted",
        "NoticeIssued",
        "NumberTaken",
        "JointOpened",
        "TaskOpened",
    ]
    record = memory.case()
    assert record.state is CaseState.ACCEPTED
    assert record.defects == ()
    assert [paper.kind for paper in record.papers] == [
        "receipt",
        "correction",
        "receipt",
        "acceptance",
    ]


def test_what_was_brought_may_wait_for_its_decision() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, _without_warranty())
    events = memory.perform(AGAIN, again(None, WARRANTY))
    assert tags(events)[-2:] == ["NoticeIssued", "NumberTaken"]
    assert memory.case().state is CaseState.CORRECTION
    decided = memory.perform(AGAIN, again(Accept()))
    assert tags(decided)[:3] == ["ApplicationAccepted", "NoticeIssued", "NumberTaken"]


def test_a_decided_case_is_not_decided_again() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken())
    error = refused(lambda: memory.perform(AGAIN, again(Accept())))
    assert (error.code, error.facts) == ("IN-110", {"state": "accepted"})


def test_a_case_that_is_not_here_cannot_go_on() -> None:
    assert refused(lambda: Memory().perform(AGAIN, again(Accept()))).code == "IN-110"


def test_where_the_department_accepts_the_window_only_receives() -> None:
    law = packs.department_accepts()
    where = context(law=law)
    item = law.item("joint_acceptance")
    unseen = brought(FILLED, item=item)
    memory = Memory(*reserved())
    error = refused(lambda: memory.perform(TAKE_IN, taken(Accept(), materials=unseen), where))
    assert (error.code, error.facts["organ"]) == ("IN-116", "市城乡建设行政主管部门")
    error = refused(lambda: memory.perform(TAKE_IN, taken(None), where))
    assert error.code == "IN-108"
    events = memory.perform(TAKE_IN, taken(None, materials=unseen), where)
    assert tags(events)[-2:] == ["NoticeIssued", "NumberTaken"]
    assert "OriginalVerified" not in tags(events)
    assert memory.case().received.accepting_body == "department"
    assert [paper.kind for paper in memory.case().papers] == ["receipt"]


def test_the_look_ahead_says_what_receiving_would() -> None:
    record = intake.provisional(whole(), context())
    assert record.state is CaseState.RECEIVED
    assert findings(record, context()) == ()
    with pytest.raises(RuleError, match="IN-118"):
        intake.provisional(whole(), context(RECEIVED_AT - timedelta(minutes=1)))


def test_a_newer_event_on_the_case_stops_every_command() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    memory.staged.append(packs.newer(CASE))
    error = refused(lambda: memory.perform(AGAIN, again(AskOnce(()))))
    assert isinstance(error, ClerkError)
    assert error.code == "IN-190"


def _without_warranty() -> intake.TakeIn:
    asked = AskOnce((Defect("warranty", "missing"),))
    return intake.TakeIn(whole(without=("warranty",)), asked)
