"""联合测绘 on the page 办理: filed, papers, data, the site, results in every version."""

from dataclasses import replace

from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.survey_results import FAULT, HAND_IN, RECTIFY, Fault, HandIn, Rectify
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.survey import ResultState, SurveyState
from casework.records.survey_events import SurveyFoundChanged
from desktop.views.handling.state import Place
from tests.casework.flows.surveying import (
    FILE_OF_48_MB,
    ON,
    PLANNING,
    SURVEYOR,
    Survey,
    acting,
    listed,
    published,
    taken,
    window,
)
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import followed
from tests.desktop.views.handling.followed import case_of, survey_of
from tests.desktop.views.handling.hall import Hand, hand


def accepted(world: World, *lists: Staged) -> Hand:
    """Accepted by the ordinary intake, not filed yet."""
    memory = Survey(*lists or published())
    memory.perform(TAKE_IN, plain(), window())
    return hand(world, followed.survey(world, memory))


def plain() -> TakeIn:
    """The ordinary intake of a filing, accepted."""
    request = taken().taken
    assert isinstance(request, TakeIn)
    return request


def filed(world: World) -> Hand:
    return hand(world, followed.survey(world, Survey(*published()).filed()))


def handed_in(world: World) -> Survey:
    """A result of the planning survey lies here."""
    memory = Survey(*published()).filed()
    request = HandIn(ON, "planning", (FILE_OF_48_MB,), handed_in_by=SURVEYOR)
    memory.perform(HAND_IN, request, window())
    return memory


def test_an_accepted_case_becomes_a_filing_with_its_receipt(world: World) -> None:
    page = accepted(world)
    assert page.state.seen is not None
    assert page.state.seen.standings[0].state == "还没有备案"
    page.do("survey.file")
    case = page.state.case
    assert survey_of(world, case).state is SurveyState.FILED
    assert case_of(world, case).state is CaseState.COMPLETED
    assert page.state.place is Place.PAPERS
    page.print_all()
    assert "办理联合测绘备案" not in page.titles()


def test_a_surveyor_on_the_list_is_told_of_before_it_is_filed(world: World) -> None:
    page = accepted(world, *listed(), *published(1))
    page.presenter.choose("survey.file")
    assert page.state.verb is not None
    assert "有记录" in page.state.verb.hint
    page.presenter.prepare()
    assert set(page.state.problems) == {"listed_told"}
    page.fill(listed_told="1")
    page.presenter.prepare()
    assert page.state.ready is not None


def test_a_second_filing_of_a_project_says_why(world: World) -> None:
    memory = Survey(*published()).filed()
    followed.survey(world, memory)
    second = "case/0193aaaa-0000-7000-8000-00000000000b"
    again = plain()
    world.desk.act(TAKE_IN, replace(again, intake=replace(again.intake, case=second)))
    page = hand(world, second)
    page.presenter.choose("survey.file")
    assert page.state.wanting is not None
    assert page.state.wanting.code == "SV-112"
    page.presenter.back()
    page.do("survey.file", again="更换了测绘机构")
    assert survey_of(world, second).filed.again == "更换了测绘机构"


def test_papers_come_in_together_as_the_annex_asks_for_them(world: World) -> None:
    page = filed(world)
    page.presenter.choose("survey.take_papers")
    assert page.state.filled.text("planning_permit.number") == "建字第990101202300001号"
    page.fill(**{"planning_permit.number": ""})
    page.presenter.prepare()
    assert list(page.state.problems.values()) == ["请选收到的材料"]
    page.fill(completion_drawings="original,e-file")
    page.presenter.prepare()
    assert "扫描" in page.state.problems["completion_drawings"]
    page.fill(location_proof="compared_copy,compared")
    page.presenter.pages.scan("completion_drawings")
    page.presenter.prepare()
    assert page.state.ready is not None
    page.presenter.act()
    record = survey_of(world, page.state.case)
    drawings, proof = record.paper("completion_drawings"), record.paper("location_proof")
    assert drawings is not None
    assert proof is not None
    assert drawings.complete
    assert drawings.received is not None
    assert drawings.received.pages
    assert proof.complete
    assert proof.received is not None
    assert proof.received.compared_at == world.clock().isoformat()
    page.presenter.choose("survey.take_papers")
    assert page.state.verb is not None
    keys = {getattr(one, "key", "") for one in page.state.verb.fields}
    assert "completion_drawings" not in keys


def test_the_site_begins_the_contracts_limits(world: World) -> None:
    page = filed(world)
    page.presenter.choose("survey.ready")
    page.fill(time="九点半", by="建设单位")
    page.presenter.prepare()
    assert page.state.problems == {"time": "时刻写成 09:30 这样"}
    page.fill(day="2027-06-01", time="09:30")
    assert page.state.wanting is not None
    assert page.state.wanting.code == "SV-130"
    page.presenter.back()
    page.do("survey.ready", day="2026-11-20", time="09:05", by="建设单位")
    record = survey_of(world, page.state.case)
    assert record.ready is not None
    assert record.ready.ready_at == "2026-11-20T09:05:00+08:00"
    assert "确认现场满足测绘条件" not in page.titles()


def test_a_department_is_asked_for_data(world: World) -> None:
    page = filed(world)
    page.do("survey.request_data", department=PLANNING, detail="规划条件和红线图")
    (asked,) = survey_of(world, page.state.case).requests
    assert (asked.department, asked.detail) == (PLANNING, "规划条件和红线图")
    assert [one.addressee for one in world.desk.rows.tasks(page.state.case)].count(PLANNING) == 2


def test_a_result_is_pushed_with_what_was_not_found_in_it(world: World) -> None:
    page = filed(world)
    key = "survey.hand_in.planning"
    page.presenter.choose(key)
    page.presenter.prepare()
    assert page.state.problems == {"files": "请扫描或者导入成果文件"}
    page.presenter.back()
    page.do(key, "files", points="0,1", shown="marked")
    record = survey_of(world, page.state.case)
    latest = record.latest("planning")
    assert latest is not None
    assert latest.handed_in.handed_in_by == SURVEYOR
    assert latest.handed_in.deviations == "marked"
    law = world.desk.law.catalogue.surveys["joint_survey"]
    planning = next(one for one in law.matters if one.key == "planning")
    assert latest.handed_in.absent == planning.points[2:]
    assert "收测绘成果：规划核实测绘" not in page.titles()


def test_a_faulty_survey_is_done_again_and_confirmed(world: World) -> None:
    memory = handed_in(world)
    memory.perform(FAULT, Fault(ON, "planning", 1, "高程基准有误"), acting(PLANNING))
    page = hand(world, followed.survey(world, memory))
    page.presenter.choose("survey.hand_in.planning")
    assert page.state.verb is not None
    assert "上一版（第1版）：高程基准有误" in page.state.verb.hint
    page.presenter.back()
    page.do("survey.hand_in.planning", "files", confirmed="1")
    chain = survey_of(world, page.state.case).chain("planning")
    assert [one.state for one in chain] == [ResultState.REPLACED, ResultState.HANDED_IN]


def test_after_a_rectification_the_rest_is_checked_first(world: World) -> None:
    memory = handed_in(world)
    memory.perform(RECTIFY, Rectify(ON, "planning", 1, "超建部分请整改"), acting(PLANNING))
    page = hand(world, followed.survey(world, memory))
    page.presenter.choose("survey.hand_in.planning")
    assert page.errors == []
    assert page.state.error is not None
    assert page.state.error.code == "SV-122"
    page.presenter.choose("survey.remeasured.planning")
    page.fill(part="北侧外墙", changed="yes")
    page.presenter.prepare()
    assert page.state.problems == {"rest": "其余部位也要复查"}
    page.presenter.back()
    page.do("survey.remeasured.planning", part="北侧外墙", rest="1", changed="yes")
    latest = survey_of(world, page.state.case).latest("planning")
    assert latest is not None
    assert isinstance(latest.found, SurveyFoundChanged)
    page.do("survey.hand_in.planning", "files", confirmed="1")
    assert len(survey_of(world, page.state.case).chain("planning")) == 2


def test_receipts_of_the_system_are_registered_by_their_numbers(world: World) -> None:
    page = hand(world, followed.survey(world, handed_in(world)))
    page.do("survey.register", what=":0", reference="SP-2026-17")
    page.do("survey.register", what="planning:1", reference="SP-2026-18")
    record = survey_of(world, page.state.case)
    assert record.acknowledged is not None
    assert record.acknowledged.reference == "SP-2026-17"
    assert record.pushed["planning", 1].reference == "SP-2026-18"
    assert "登记审批管理系统的回执" not in page.titles()


def test_a_filing_that_is_taken_back_has_nothing_more_to_be_done(world: World) -> None:
    page = filed(world)
    page.do("survey.withdraw", reason="测绘合同已解除")
    assert survey_of(world, page.state.case).state is SurveyState.WITHDRAWN
    assert page.titles() == ["登记审批管理系统的回执", "退还原件"]
