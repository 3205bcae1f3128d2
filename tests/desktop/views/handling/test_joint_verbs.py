"""联合验收 on the page 办理: rectified, inspected again, its papers in and out of the window."""

import pytest

from casework.records.joint_states import JointState
from casework.records.notice import NoticeKind
from desktop.ui.tones import Tone
from desktop.views.handling.state import Place
from tests.casework.flows.jointly import (
    BUILDING,
    LEAD,
    PLANNING,
    WATER,
    Walk,
    at,
    measures,
    passed,
    wanting,
)
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import followed
from tests.desktop.views.handling.followed import case_of, joint_of
from tests.desktop.views.handling.hall import Hand, hand

SMALL = "planning,water"
NOTICE, PLAN, SUPPLY = "notice", "planning.0", "water.0"


def lines(page: Hand) -> str:
    assert page.state.seen is not None
    return "\n".join(one.text for two in page.state.seen.standings for one in two.lines)


def concluded(world: World) -> Hand:
    return hand(world, followed.joint(world, Walk(ticked=SMALL).concluded()))


def arrived(world: World) -> Hand:
    page = concluded(world)
    page.do("joint.arrive", notice="1", **{PLAN: "1", SUPPLY: "1"})
    return page


def test_what_is_rectified_is_told_subject_by_subject_and_receipted(world: World) -> None:
    page = hand(world, followed.joint(world, Walk().rectifying("fire")))
    assert "整改：消防验收（城乡建设部门）" in lines(page)
    page.presenter.choose("joint.resume")
    assert page.state.verb is not None
    (field,) = page.state.verb.fields
    assert "现状与图纸不符：按图整改后复测" in getattr(field, "hint", "")
    page.presenter.prepare()
    assert page.state.problems == {"fire": "请填写"}
    page.presenter.back()
    page.do("joint.resume", "pages", fire="疏散指示已补装并复测")
    record = joint_of(world, page.state.case)
    assert record.state is JointState.REINSPECTING
    assert record.resumption is not None
    assert record.resumption.pages
    assert page.state.place is Place.PAPERS
    assert [one.kind for one in case_of(world, page.state.case).papers][-1] is NoticeKind.RECEIPT


def test_it_is_not_asked_for_again_before_the_summary_is_in_the_builders_hands(
    world: World,
) -> None:
    walk = Walk().on_site()
    walk.opine(BUILDING, (*wanting("fire"), *passed("completion")), measures("fire"))
    for department in walk.departments:
        if department != BUILDING:
            walk.opine(department)
    walk.summarise()
    page = hand(world, followed.joint(world, walk))
    page.presenter.choose("joint.resume")
    page.fill(fire="已改")
    assert page.state.wanting is not None
    assert page.state.wanting.code == "JA-127"


def test_nothing_leaves_before_its_seal_was_seen(world: World) -> None:
    page = concluded(world)
    every = "联合验收结果告知书、规划核实意见书、供水验收合格文件"
    assert f"纸质文件还没有到窗口：{every}" in lines(page)
    page.presenter.choose("joint.hand_out")
    page.fill(means="pick_up", checked="sealed,signed", recipient="孟知秋", proof="签收单1")
    assert page.state.wanting is not None
    assert page.state.wanting.code == "JA-123"
    page.fill(checked="signed")
    page.presenter.prepare()
    assert "没有加盖印章的不能交付" in page.state.problems["checked"]
    assert page.state.ready is None
    page.fill(checked="sealed")
    page.presenter.prepare()
    assert "签字" in page.state.problems["checked"]


def test_papers_are_taken_one_by_one_with_whose_seal_they_bear(world: World) -> None:
    page = concluded(world)
    page.presenter.choose("joint.arrive")
    page.presenter.prepare()
    assert page.state.problems == {NOTICE: "请选已到窗口的文件"}
    page.presenter.back()
    page.do("joint.arrive", **{PLAN: "1"})
    result = case_of(world, page.state.case).result(PLAN)
    assert result is not None
    assert result.arrived.sealed_by == PLANNING
    assert "纸质文件还没有到窗口：联合验收结果告知书、供水验收合格文件" in lines(page)
    assert "在窗口，已盖章，待交付：规划核实意见书" in lines(page)
    page.do("joint.arrive", notice="1", **{SUPPLY: "1"})
    case = case_of(world, page.state.case)
    seals = {one.arrived.result: one.arrived.sealed_by for one in case.results}
    assert seals == {PLAN: PLANNING, NOTICE: LEAD, SUPPLY: WATER}
    assert "登记文件到窗口" not in page.titles()


@pytest.mark.parametrize(
    ("means", "proof", "recipient"),
    [("pick_up", "签收单第3号", "孟知秋"), ("post", "EMS 1000000000001", "")],
)
def test_everything_leaves_in_one_of_the_ways(
    world: World, means: str, proof: str, recipient: str
) -> None:
    page = arrived(world)
    page.do("joint.hand_out", means=means, checked="sealed,signed", proof=proof, recipient="孟知秋")
    handed = [one.handed for one in case_of(world, page.state.case).results]
    assert len(handed) == 3
    for one in handed:
        assert one is not None
        assert (one.means, one.proof) == (means, proof)
        assert one.recipient_name.value == recipient
    assert "交付联合验收结果" not in page.titles()
    assert "已交付：联合验收结果告知书、规划核实意见书、供水验收合格文件" in lines(page)


def test_what_the_builder_prints_itself_bears_an_e_seal(world: World) -> None:
    page = concluded(world)
    page.presenter.choose("joint.hand_out")
    page.fill(means="self_print", proof="短信告知网址")
    page.presenter.prepare()
    assert page.state.problems == {"e_seal": "自行打印的结果告知书须有电子印章"}
    page.presenter.back()
    page.do("joint.hand_out", means="self_print", proof="短信告知网址", e_seal="郑州市住建局")
    (notice,) = case_of(world, page.state.case).results
    assert (notice.arrived.result, notice.arrived.sealed_by) == (NOTICE, "郑州市住建局")
    assert "交付联合验收结果" in page.titles(), "the documents still wait at the window"


def test_the_application_is_taken_back_and_every_original_with_it(world: World) -> None:
    page = hand(world, followed.joint(world, Walk(ticked=SMALL)))
    page.do("joint.withdraw", reason="调整分期")
    assert joint_of(world, page.state.case).state is JointState.WITHDRAWN
    page.print_all()
    page.do("joint.give_back", recipient="孟知秋")
    assert joint_of(world, page.state.case).state is JointState.RETURNED
    assert all(
        one.returned == one.count
        for one in case_of(world, page.state.case).materials
        if one.medium == "original"
    )
    page.print_all()
    assert page.titles() == []


def test_a_default_is_told_as_one(world: World) -> None:
    walk = Walk(ticked=SMALL)
    walk.reviewed()
    walk.now = at(25, 9)
    walk.arrange(at(25, 10))
    walk.now = at(25, 11)
    walk.hold(at(25, 10), PLANNING)
    walk.opine(PLANNING)
    walk.now = at(26, 18)
    assert walk.sweep()
    page = hand(world, followed.joint(world, walk))
    assert page.state.seen is not None
    told = [one for two in page.state.seen.standings for one in two.lines]
    (deemed,) = [one for one in told if "默认" in one.text]
    assert deemed.tone is Tone.PROVISIONAL
    assert "供水" in deemed.text


def test_a_joint_acceptance_has_its_own_way_out(world: World) -> None:
    page = concluded(world)
    assert page.state.seen is not None
    assert [one.title for one in page.state.seen.standings] == ["联合验收"]
