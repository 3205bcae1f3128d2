"""What the verbs of the page 办理 write is a window's to write: the hub takes every one of them."""

import pytest

from casework.act import rehearse
from casework.flows.intake import TAKE_IN
from casework.flows.survey_results import HAND_IN, RECTIFY, HandIn, Rectify
from casework.records.case_events import ApplicationAccepted
from casework.records.case_life import CaseCompleted, ResultArrived
from casework.records.event import Staged
from desktop.views.handling.flows import FLOWS
from hub.writers import may_write
from tests.casework.flows.jointly import Walk
from tests.casework.flows.surveying import (
    FILE_OF_48_MB,
    ON,
    PLANNING,
    SURVEYOR,
    Survey,
    acting,
    published,
    window,
)
from tests.desktop.views.counter.world import MORNING, World
from tests.desktop.views.handling import followed, hall
from tests.desktop.views.handling.hall import Hand, hand
from tests.desktop.views.handling.test_deferral_verbs import page as deferring
from tests.desktop.views.handling.test_survey_verbs import plain

AT = MORNING.isoformat()
LEAVING = {"means": "post", "checked": "sealed", "proof": "EMS 1"}


def stages(page: Hand, key: str, *scans: str, **values: str) -> tuple[str, ...]:
    """The tags that a verb would write now, after the hub's look at them."""
    page.presenter.choose(key)
    page.fill(**values)
    for paper in scans:
        page.presenter.pages.scan(paper)
    verb, desk = page.state.verb, page.world.desk
    assert verb is not None, key
    command, request = verb.request(page.state.filled)
    staged = rehearse(desk.ledger, command, request, desk.context())
    page.presenter.back()
    assert may_write("device-1", [(one.stream, one.event) for one in staged]), key
    return tuple(type(one.event).__name__ for one in staged)


def test_of_a_joint_acceptance(world: World) -> None:
    page = hand(world, followed.joint(world, Walk().rectifying("fire")))
    assert "ResumptionApplied" in stages(page, "joint.resume", "pages", fire="已改")
    assert "JointWithdrawn" in stages(page, "joint.withdraw", reason="调整")


def test_of_its_result(world: World) -> None:
    page = hand(world, followed.joint(world, Walk(ticked="planning,water").concluded()))
    ticked = {"notice": "1", "planning.0": "1", "water.0": "1"}
    assert set(stages(page, "joint.arrive", **ticked)) == {"ResultArrived"}
    alone = stages(page, "joint.hand_out", means="self_print", proof="短信", e_seal="住建局")
    assert alone == ("ResultArrived", "ResultHandedOver")
    page.do("joint.arrive", **ticked)
    assert set(stages(page, "joint.hand_out", **LEAVING)) == {"ResultHandedOver"}


def test_of_what_goes_back(world: World) -> None:
    walk = Walk(ticked="planning,water")
    walk.withdraw()
    walk.print_all()
    page = hand(world, followed.joint(world, walk))
    assert "PapersReturned" in stages(page, "joint.give_back", recipient="孟知秋")


def test_of_a_filing(world: World) -> None:
    memory = Survey(*published())
    memory.perform(TAKE_IN, plain(), window())
    page = hand(world, followed.survey(world, memory))
    assert {"SurveyFiled", "CaseCompleted"} <= set(stages(page, "survey.file"))


def test_of_a_survey(world: World) -> None:
    page = hand(world, followed.survey(world, Survey(*published()).filed()))
    for key, scans, values, wrote in (
        ("take_papers", (), {"location_proof": "compared_copy"}, "SurveyPaperReceived"),
        ("request_data", (), {"department": PLANNING, "detail": "红线"}, "SurveyDataRequested"),
        ("ready", (), {"time": "09:00", "day": "2026-11-20", "by": "建设单位"}, "SurveySiteReady"),
        ("hand_in.planning", ("files",), {}, "SurveyResultHandedIn"),
        ("register", (), {"what": ":0", "reference": "SP-1"}, "SurveyFilingAcknowledged"),
        ("withdraw", (), {"reason": "解除"}, "SurveyWithdrawn"),
    ):
        assert wrote in stages(page, f"survey.{key}", *scans, **values)


@pytest.mark.parametrize(
    ("changed", "wrote"), [("yes", "SurveyFoundChanged"), ("no", "SurveyFoundUnchanged")]
)
def test_of_a_survey_that_was_rectified(world: World, changed: str, wrote: str) -> None:
    memory = Survey(*published()).filed()
    memory.perform(
        HAND_IN, HandIn(ON, "planning", (FILE_OF_48_MB,), handed_in_by=SURVEYOR), window()
    )
    memory.perform(RECTIFY, Rectify(ON, "planning", 1, "超建"), acting(PLANNING))
    page = hand(world, followed.survey(world, memory))
    values = {"part": "北墙", "rest": "1", "changed": changed}
    assert stages(page, "survey.remeasured.planning", **values) == (wrote,)


def test_of_issuing(world: World, case: str) -> None:
    page = hand(world, case)
    key = world.desk.law.catalogue.item("soil_plan").results[0].key
    original = next(one.line.key for one in followed.case_of(world, case).materials if one.count)
    assert "OriginalReturned" in stages(
        page, "issuing.give_back", recipient="孟知秋", **{original: "1"}
    )
    assert "CaseWithdrawn" in stages(page, "issuing.withdraw", reason="调整")
    arrived = ResultArrived(key, "批复", "7号", True, "", "水行政主管部门", AT)
    after = (ApplicationAccepted(AT, "x", ()), arrived, CaseCompleted(AT, "", ()))
    hall.write(world, *(Staged(case, one) for one in after))
    page.presenter.load()
    taking = {"result": key, "number": "7号", "sealed_by": "水行政主管部门", "forms": "paper"}
    assert stages(page, "issuing.take_result", **taking) == ("ResultArrived",)
    assert stages(page, "issuing.hand_out", **LEAVING) == ("ResultHandedOver",)


def test_of_a_deferral(world: World) -> None:
    page = deferring(world)
    assert stages(page, "deferral.defer") == ("ResultDeferred",)
    page.do("deferral.defer")
    assert stages(page, "deferral.supply", number="建字第1号") == ("DeferralMet",)


def test_all_flows_of_this_page_stand_on_it() -> None:
    names = {one.__module__.rpartition(".")[2] for one in FLOWS}
    assert {"joint", "survey", "issuing", "deferral", "commitment"} <= names
