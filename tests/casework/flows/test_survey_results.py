"""Results: handed in and pushed, versions kept, done again, shared with other procedures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from casework.flows.survey_results import (
    ACKNOWLEDGE,
    FAULT,
    HAND_IN,
    PASS,
    RECTIFY,
    REGISTER,
    REMEASURED,
    SEND_IN,
    TELL_REMEASURED,
    WITHDRAW,
    Acknowledge,
    Fault,
    HandIn,
    Pass,
    Prompt,
    Rectify,
    Remeasured,
    Withdraw,
    of_project,
    prompt,
    standing_results,
)
from casework.flows.survey_site import CONFIRM_READY, Ready
from casework.law.materials import Handling
from casework.people.grants import Duty
from casework.records.registry import blobs_in
from casework.records.survey import ResultState
from casework.records.survey_events import Cause, SurveyResultHandedIn
from casework.rows import CaseRow
from tests.casework.flows.intakes import CASE, CATALOGUE, NOW, refused
from tests.casework.flows.surveying import (
    DEFENCE,
    FILE_OF_48_MB,
    HOUSING,
    ITEM,
    LAW,
    ON,
    PLANNING,
    SURVEY,
    SURVEYOR,
    Survey,
    acting,
    taken,
    window,
)

BUILDER = "云栖置业有限公司"
POINTS = LAW.matters[1].points


def result(matter: str = "planning", **changes: object) -> HandIn:
    """A result handed in at the window by the builder."""
    request = HandIn(ON, matter, (FILE_OF_48_MB,), POINTS, handed_in_by=BUILDER)
    return replace(request, **changes)  # type: ignore[arg-type]


def with_result(matter: str = "planning") -> Survey:
    memory = Survey().filed()
    memory.perform(REGISTER, Acknowledge(ON, "SP-1"), window())
    memory.perform(HAND_IN, result(matter), window())
    return memory


def fault(version: int = 1, nth: int = 1) -> Fault:
    return Fault(ON, "planning", version, "高程基准有误", nth)


def states(memory: Survey, matter: str = "planning") -> list[ResultState]:
    return [one.state for one in memory.survey.chain(matter)]


def test_a_result_at_the_window_is_owed_to_the_approval_system() -> None:
    memory = with_result()
    (owed,) = memory.limits().values()
    assert (owed.ends, owed.role, owed.article) == (
        "survey_result_pushed",
        "duty",
        "《郑州市工程建设项目联合测绘实施方案》四（三）",
    )
    told = Acknowledge(ON, "SP-1-1", "planning", 1)
    memory.perform(ACKNOWLEDGE, told, acting("审批管理系统"))
    assert memory.limits() == {}
    assert memory.survey.pushed["planning", 1].reference == "SP-1-1"
    error = refused(lambda: memory.perform(REGISTER, told, window()))
    assert error.code == "SV-160"
    unknown = Acknowledge(ON, "SP-1-2", "planning", 2)
    assert refused(lambda: memory.perform(REGISTER, unknown, window())).code == "SV-160"


def test_a_large_file_is_named_by_its_digest_and_goes_before_its_event() -> None:
    memory = Survey().filed()
    (event,) = memory.perform(HAND_IN, result(), window())
    assert isinstance(event, SurveyResultHandedIn)
    assert event.files[0].size > 40 << 20
    assert blobs_in(event) == (FILE_OF_48_MB.sha256,)
    empty = result(files=())
    assert refused(lambda: memory.perform(HAND_IN, empty, window())).code == "SV-124"


def test_results_end_the_limits_of_their_surveys_and_the_last_the_total() -> None:
    memory = with_result()
    ready = Ready(ON, NOW.isoformat(), BUILDER)
    memory.perform(CONFIRM_READY, ready, window())
    matters = ("air_defence", "housing", "real_estate")
    running = {f"survey_{one}" for one in (*matters, "total")}
    assert running <= set(memory.limits())
    for matter in matters:
        assert not memory.survey.delivered
        memory.perform(HAND_IN, result(matter, found=()), window())
        assert f"survey_{matter}" not in memory.limits()
    assert memory.survey.delivered
    assert "survey_total" not in memory.limits()


@pytest.mark.parametrize(
    ("matter", "count", "opening"),
    [
        ("planning", 12, "报告应当包含"),
        ("air_defence", 8, "成果主要包括"),
        ("housing", 8, "成果主要包括"),
        ("real_estate", 6, "成果主要包括"),
    ],
)
def test_the_points_of_each_report_are_prompts(matter: str, count: int, opening: str) -> None:
    found = prompt(LAW, matter)
    assert found is not None
    assert (len(found.points), found.opening) == (count, opening)
    article = next(one.basis for one in LAW.matters if one.key == matter)
    assert article is not None
    assert f"《{found.report}》" in article.text
    assert all(point in article.text for point in found.points)
    assert found.deviations in article.text
    memory = Survey().filed()
    memory.perform(HAND_IN, result(matter, found=found.points[1:]), window())
    latest = memory.survey.latest(matter)
    assert latest is not None
    assert latest.handed_in.absent == found.points[:1]
    assert latest.handed_in.report == found.report


def test_a_report_with_nothing_in_it_is_pushed_all_the_same() -> None:
    memory = Survey().filed()
    memory.perform(HAND_IN, result(found=(), deviations="unmarked"), window())
    latest = memory.survey.latest("planning")
    assert latest is not None
    assert len(latest.handed_in.absent) == 12
    assert memory.limits()["survey_result_push.planning"].ends == "survey_result_pushed"
    assert latest.usable


def test_deviations_are_asked_after_in_the_words_of_the_annex() -> None:
    found = prompt(LAW, "planning")
    assert isinstance(found, Prompt)
    assert "阴影突出标注并有相应照片及文字说明" in found.deviations
    assert prompt(LAW, "total") is prompt(LAW, "x") is None
    memory = Survey().filed()
    odd = result(deviations="some")
    assert refused(lambda: memory.perform(HAND_IN, odd, window())).code == "SV-126"
    memory.perform(HAND_IN, result(deviations="marked"), window())
    assert memory.survey.results[0].handed_in.deviations == "marked"


def test_only_what_was_commissioned_has_a_result() -> None:
    memory = Survey().filed(taken(matters="planning"))
    for matter in ("housing", "total", "x"):
        other = result(matter)
        assert refused(lambda: memory.perform(HAND_IN, other, window())).code == "SV-120"  # noqa: B023


def test_a_faulty_survey_is_done_again_and_the_old_version_kept() -> None:
    memory = with_result()
    memory.perform(FAULT, fault(), acting(PLANNING))
    assert states(memory) == [ResultState.FAULTY]
    again = result(
        files=(structs.replace(FILE_OF_48_MB, sha256="aa" * 32),), builder_confirmed=True
    )
    unconfirmed = replace(again, builder_confirmed=False)
    assert refused(lambda: memory.perform(HAND_IN, unconfirmed, window())).code == "SV-123"
    memory.perform(HAND_IN, again, window())
    first, second = memory.survey.chain("planning")
    assert (first.handed_in.files, first.state) == ((FILE_OF_48_MB,), ResultState.REPLACED)
    assert first.opinion is not None
    assert first.opinion.opinion == "高程基准有误"
    assert (second.handed_in.version, second.handed_in.cause) == (2, Cause.FAULT)
    assert not second.usable
    memory.perform(PASS, Pass(ON, "planning", 2), acting(PLANNING))
    assert memory.survey.chain("planning")[1].usable


def test_a_fault_reaches_who_keeps_the_black_list() -> None:
    memory = with_result()
    memory.perform(FAULT, fault(), acting(DEFENCE))
    task = memory.task("survey_blacklist").opened
    assert task.to == PLANNING
    assert SURVEYOR in task.text
    assert "高程基准有误" in task.text
    assert DEFENCE in task.text
    memory.perform(HAND_IN, result(builder_confirmed=True), window())
    stale = fault(version=2)
    assert refused(lambda: memory.perform(FAULT, stale, acting(PLANNING))).code == "SV-141"
    memory.perform(FAULT, fault(version=2, nth=2), acting(PLANNING))
    assert memory.task("survey_blacklist", 2).opened.to == PLANNING
    assert len(memory.survey.faults) == 2


def test_a_standing_result_is_not_exchanged() -> None:
    memory = with_result()
    for _ in range(2):
        error = refused(lambda: memory.perform(HAND_IN, result(builder_confirmed=True), window()))
        assert error.code == "SV-121"
        if states(memory) == [ResultState.HANDED_IN]:
            memory.perform(PASS, Pass(ON, "planning", 1), acting(PLANNING))


def rectified(changed: bool, **more: object) -> Remeasured:
    request = Remeasured(ON, "planning", 1, "北侧外墙", rest_checked=True, changed=changed)
    return replace(request, **more)  # type: ignore[arg-type]


def rectifying() -> Survey:
    memory = with_result()
    asked = Rectify(ON, "planning", 1, "北侧超建部分拆除")
    memory.perform(RECTIFY, asked, acting(PLANNING))
    return memory


def test_an_illegal_construction_that_changed_the_result_brings_it_whole_and_anew() -> None:
    memory = rectifying()
    assert not memory.survey.results[0].usable
    early = result(builder_confirmed=True)
    assert refused(lambda: memory.perform(HAND_IN, early, window())).code == "SV-122"
    memory.perform(REMEASURED, rectified(changed=True), window())
    assert states(memory) == [ResultState.CHANGED]
    unconfirmed = result()
    assert refused(lambda: memory.perform(HAND_IN, unconfirmed, window())).code == "SV-123"
    memory.perform(HAND_IN, early, window())
    first, second = memory.survey.chain("planning")
    assert second.handed_in.cause is Cause.RECTIFIED
    assert first.opinion is not None
    assert first.found is not None
    assert (first.opinion.opinion, first.found.part) == ("北侧超建部分拆除", "北侧外墙")
    assert not second.usable
    assert memory.survey.chain("housing") == ()


def test_an_illegal_construction_that_did_not_change_the_result_leaves_it_standing() -> None:
    memory = rectifying()
    memory.perform(REMEASURED, rectified(changed=False), window())
    assert states(memory) == [ResultState.HANDED_IN]
    assert memory.survey.results[0].usable
    again = result(builder_confirmed=True)
    assert refused(lambda: memory.perform(HAND_IN, again, window())).code == "SV-121"


def test_the_rest_is_checked_with_the_rectified_part() -> None:
    memory = rectifying()
    unchecked = rectified(changed=True, rest_checked=False)
    assert refused(lambda: memory.perform(REMEASURED, unchecked, window())).code == "SV-125"
    nameless = rectified(changed=True, part=" ")
    assert refused(lambda: memory.perform(REMEASURED, nameless, window())).code == "SV-106"
    other = acting("别的测绘公司")
    told = rectified(changed=True)
    assert refused(lambda: memory.perform(TELL_REMEASURED, told, other)).code == "SV-105"
    memory.perform(TELL_REMEASURED, told, acting(SURVEYOR))
    assert states(memory) == [ResultState.CHANGED]


@pytest.mark.parametrize("who", [SURVEYOR, "市水利部门", ""])
def test_nobody_but_a_department_concerned_judges_a_result(who: str) -> None:
    memory, where = with_result(), acting(who)
    passed, rectify = Pass(ON, "planning", 1), Rectify(ON, "planning", 1, "整改")
    assert refused(lambda: memory.perform(PASS, passed, where)).code == "SV-104"
    assert refused(lambda: memory.perform(FAULT, fault(), where)).code == "SV-104"
    assert refused(lambda: memory.perform(RECTIFY, rectify, where)).code == "SV-104"


@pytest.mark.parametrize("who", [PLANNING, HOUSING, DEFENCE])
def test_each_department_concerned_may_pass_a_result(who: str) -> None:
    memory = with_result()
    memory.perform(PASS, Pass(ON, "planning", 1), acting(who))
    assert states(memory) == [ResultState.PASSED]


def test_an_opinion_is_about_the_latest_version() -> None:
    memory = with_result()
    stale = Pass(ON, "planning", 2)
    assert refused(lambda: memory.perform(PASS, stale, acting(PLANNING))).code == "SV-127"
    none = Pass(ON, "housing", 1)
    assert refused(lambda: memory.perform(PASS, none, acting(PLANNING))).code == "SV-127"
    silent = Rectify(ON, "planning", 1, "")
    assert refused(lambda: memory.perform(RECTIFY, silent, acting(PLANNING))).code == "SV-106"


def test_a_result_may_come_online_from_the_surveyor() -> None:
    memory = Survey().filed()
    memory.perform(SEND_IN, result(), acting(SURVEYOR))
    handed_in = memory.survey.results[0].handed_in
    assert (handed_in.channel, handed_in.handed_in_by) == ("online", SURVEYOR)
    other = result("housing")
    assert refused(lambda: memory.perform(SEND_IN, other, acting("别家"))).code == "SV-105"
    nobody = result("housing", handed_in_by="")
    assert refused(lambda: memory.perform(HAND_IN, nobody, window())).code == "SV-106"


def test_another_items_survey_is_not_reached() -> None:
    memory = with_result()
    request = replace(result(), about=replace(ON, item="joint_acceptance"))
    grant = replace(window().clerk.grants[0], item="joint_acceptance")
    where = replace(window(), clerk=replace(window().clerk, grants=(grant,)))
    assert refused(lambda: memory.perform(HAND_IN, request, where)).code == "IN-121"


def row(stream: str = CASE) -> CaseRow:
    return CaseRow(stream, "", "", ITEM.name, "", "", "", "", "", "completed")


def test_standing_results_of_a_project_are_shared() -> None:
    memory = with_result()
    (found,) = of_project([row(), row("case/unknown")], memory.load)
    assert (found.survey, found.matter, found.version) == (SURVEY, "planning", 1)
    assert found.report == "建设工程竣工规划核实测绘报告"
    assert found.files == (FILE_OF_48_MB,)
    assert not found.pushed
    memory.perform(REGISTER, Acknowledge(ON, "SP-1-1", "planning", 1), window())
    assert of_project([row()], memory.load)[0].pushed
    # What is shared is never asked of the builder again (001D六).
    material = CATALOGUE.item("joint_acceptance").material("survey_result")
    assert material.handling is Handling.SHARED


def test_what_does_not_stand_is_not_shared() -> None:
    memory = with_result()
    memory.perform(FAULT, fault(), acting(PLANNING))
    assert standing_results([(SURVEY, memory.survey)]) == ()
    memory.perform(HAND_IN, result(builder_confirmed=True), window())
    assert standing_results([(SURVEY, memory.survey)]) == ()
    memory.perform(PASS, Pass(ON, "planning", 2), acting(PLANNING))
    assert [one.version for one in standing_results([(SURVEY, memory.survey)])] == [2]
    memory.perform(WITHDRAW, Withdraw(ON, "合同已解除"), window())
    assert standing_results([(SURVEY, memory.survey)]) == ()


def test_nothing_is_done_to_a_filing_that_was_taken_back() -> None:
    memory = with_result()
    memory.perform(WITHDRAW, Withdraw(ON, "合同已解除"), window())
    later = window(NOW + timedelta(hours=1))
    assert memory.limits() == {}
    assert refused(lambda: memory.perform(HAND_IN, result("housing"), later)).code == "SV-102"


def test_the_duties_are_apart() -> None:
    told, passed = Acknowledge(ON, "x"), Pass(ON, "x", 1)
    assert HAND_IN.need(result()).duty is REGISTER.need(told).duty is Duty.ACCEPT
    assert WITHDRAW.need(Withdraw(ON, "x")).duty is Duty.ACCEPT
    assert SEND_IN.need(result()).duty is ACKNOWLEDGE.need(told).duty is Duty.HANDLE
    assert PASS.need(passed).duty is FAULT.need(fault()).duty is Duty.HANDLE
