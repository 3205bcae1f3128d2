"""A commitment on the page 办理: told, chosen, drawn up, signed, accepted, supplemented."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.flows import commitment_decision as deciding
from casework.flows import commitment_follow as following
from casework.flows import commitment_rescission as rescinding
from casework.flows import commitment_supplement as supplementing
from casework.flows.commitment_case import On
from casework.flows.credit import Check, Standing
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.commitment import MARK, CommitmentState
from casework.records.commitment_events import Cause, Verdict
from casework.records.event import Staged
from casework.records.notice import NoticeKind, decode_record
from desktop.ui.tones import Tone
from desktop.views.handling.commitment_lines import credit_line
from desktop.views.handling.state import Place
from tests.casework.flows import committing
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.hall import Hand, hand

EIGHT = ",".join(committing.PROMISES)
CHOSEN = {"route": "commitment", "role": "legal_representative", "signer": "赵某", "signed": "1"}
SIGNED = {
    "promises": EIGHT,
    "role": "legal_representative",
    "signer": "赵某",
    "signed": "1",
    "stamped": "1",
    "compared": "1",
}
ROLLS = committing.ROLLS


def told(world: World, case: str) -> Hand:
    one = hand(world, case)
    one.do("commitment.tell")
    one.print_all()
    return one


def chosen(world: World, case: str) -> Hand:
    one = told(world, case)
    one.do("commitment.choose", "choice", **CHOSEN)
    return one


def drawn(world: World, case: str) -> Hand:
    one = chosen(world, case)
    one.do("commitment.draw_up")
    one.print_all()
    return one


def signed(world: World, case: str) -> Hand:
    one = drawn(world, case)
    one.do("commitment.sign", "form", **SIGNED)
    return one


def accepted(world: World, case: str) -> Hand:
    one = signed(world, case)
    one.do("commitment.accept")
    one.print_all()
    return one


def lines(one: Hand) -> str:
    assert one.state.seen is not None
    return "\n".join(line.text for part in one.state.seen.standings for line in part.lines)


def record(world: World, case: str) -> CaseRecord:
    found = world.opened.ledger.load(case).record
    assert isinstance(found, CaseRecord)
    return found


def on(world: World, case: str) -> On:
    return On(case, "soil_plan", "numbers/hub", rolls=ROLLS)


def test_before_the_choice_both_routes_stand_side_by_side(world: World, case: str) -> None:
    said = lines(hand(world, case))
    assert "告知承诺：可以选择，由申请人自主决定" in said
    assert "一般程序：可以选择，由申请人自主决定" in said
    assert "信用核验：无记录（名单第12版" in said
    assert "名单已有 2 小时" in said


def test_an_old_list_is_unverified_and_says_its_age(world: World, case: str) -> None:
    world.clock.at += timedelta(days=3)
    one = hand(world, case)
    assert "信用核验：未核验（名单第12版" in lines(one)
    assert "名单已有 3 天" in lines(one)
    assert "无记录" not in lines(one)
    assert "出具告知书" in one.titles(), "unverified may go on, the hub looks before the decision"


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "不到 1 小时"), (1, "1 小时"), (47, "47 小时"), (48, "2 天")]
)
def test_the_age_of_the_list_is_said_as_people_do(hours: int, said: str) -> None:
    found = Check(Standing.CLEAR, "第12版", "2026-11-20T08:30:00+08:00", hours)
    assert credit_line(found).text.endswith(f"名单已有 {said}。")


def test_nothing_is_chosen_before_the_paper_is_out(world: World, case: str) -> None:
    one = hand(world, case)
    assert "登记申请人的选择" not in one.titles()
    one.do("commitment.tell")
    one.presenter.back()
    assert one.state.seen is not None
    closed = one.state.seen.verb("commitment.choose")
    assert closed is not None
    assert closed.closed is not None
    assert closed.closed.code == "CM-112"
    one.presenter.show_papers()
    one.print_all()
    assert "登记申请人的选择" in one.titles()


def test_no_route_is_picked_beforehand(world: World, case: str) -> None:
    one = told(world, case)
    one.presenter.choose("commitment.choose")
    assert one.state.filled.text("route") == ""
    one.fill(signed="1")
    one.presenter.prepare()
    assert one.state.problems == {"route": "请选择"}


def test_the_choice_is_kept_with_role_signer_and_scan(world: World, case: str) -> None:
    chosen(world, case)
    own = hall.own(world, case)
    assert own.state is CommitmentState.CHOSEN
    assert own.chosen is not None
    assert own.chosen.signer_name.value == "赵某"
    assert len(own.chosen.pages) == world.scanner.count


def test_the_ordinary_route_goes_back_to_the_counter(world: World, case: str) -> None:
    one = told(world, case)
    one.do("commitment.choose", **(CHOSEN | {"route": "ordinary"}))
    assert hall.own(world, case).state is CommitmentState.ORDINARY
    assert "在“办件”按 F5 到受理台办理" in lines(one)
    one.presenter.choose("commitment.choose")
    one.fill(**(CHOSEN | {"route": "ordinary"}))
    one.presenter.prepare()
    assert one.state.problems == {"route": "已经登记的就是这一种"}


def test_who_is_on_the_credit_list_is_declined_with_the_coded_reason(
    world: World, case: str
) -> None:
    hall.write(world, Staged(ROLLS, committing.listed()))
    one = hand(world, case)
    assert "信用核验：有记录" in lines(one)
    assert "未按承诺补交材料" in lines(one)
    assert one.titles("commitment") == ["出具不适用告知承诺的理由"]
    one.do("commitment.decline", reasons="CM-106")
    assert hall.own(world, case).state is CommitmentState.DECLINED
    assert NoticeKind.TELLING in {paper.kind for paper in one.state.made}


def test_a_willing_applicant_is_not_declined_without_a_reason(world: World, case: str) -> None:
    one = told(world, case)
    assert one.state.seen is not None
    assert one.state.seen.verb("commitment.decline") is None


def test_the_form_has_the_last_day_and_no_later_one(world: World, case: str) -> None:
    one = chosen(world, case)
    one.presenter.choose("commitment.draw_up")
    assert one.state.preview
    last = one.state.filled.text("until.expert_opinion")
    assert last
    one.fill(**{"until.expert_opinion": "2027-12-31"})
    one.presenter.prepare()
    assert one.state.problems == {"until.expert_opinion": f"最迟 {last}"}
    one.fill(**{"until.expert_opinion": "2026-11-19"})
    one.presenter.prepare()
    assert one.state.problems == {"until.expert_opinion": "在今天以前"}
    one.fill(**{"until.expert_opinion": "2026-11-25"})
    one.presenter.prepare()
    one.presenter.act()
    drawn_up = hall.own(world, case).drawn
    assert drawn_up is not None
    assert {owed.line: owed.until for owed in drawn_up.owed}["expert_opinion"] == "2026-11-25"


@pytest.mark.parametrize(
    ("missing", "field", "says"),
    [
        ("signed", "signed", "承诺书没有签字"),
        ("stamped", "stamped", "承诺书没有加盖单位公章"),
        ("promises", "promises", "缺一项都不能登记"),
        ("compared", "compared", "请勾选"),
    ],
)
def test_what_is_wrong_with_the_form_stands_at_its_place(
    world: World, case: str, missing: str, field: str, says: str
) -> None:
    one = drawn(world, case)
    one.presenter.choose("commitment.sign")
    few = {"promises": ",".join(committing.PROMISES[:7])}
    one.fill(**(SIGNED | (few if missing == "promises" else {missing: ""})))
    one.presenter.pages.scan("form")
    one.presenter.prepare()
    assert one.state.ready is None
    assert says in one.state.problems[field]
    assert set(one.state.problems) == {field}


def test_an_agent_needs_identity_and_authorisation(world: World, case: str) -> None:
    one = drawn(world, case)
    one.presenter.choose("commitment.sign")
    one.fill(**(SIGNED | {"role": "agent"}))
    one.presenter.pages.scan("form")
    one.presenter.prepare()
    assert one.state.problems == {
        "identity": "没有代理人的身份证件",
        "role": "没有授权委托书",
    }


def test_without_the_scan_nothing_is_signed(world: World, case: str) -> None:
    one = drawn(world, case)
    one.presenter.choose("commitment.sign")
    one.fill(**SIGNED)
    one.presenter.prepare()
    assert one.state.problems == {"form": "请扫描或者导入签署的承诺书"}


def test_the_intermediary_is_shown_as_the_application_has_it(world: World, case: str) -> None:
    one = drawn(world, case)
    one.presenter.choose("commitment.sign")
    assert one.state.filled.text("intermediary") == "甲市水保咨询公司　申请书上已签字、已盖章"


def test_everything_wrong_is_told_at_once(world: World, case: str) -> None:
    one = drawn(world, case)
    one.presenter.choose("commitment.ask")
    one.presenter.prepare()
    assert one.state.problems == {"form_faults": "没有要补正的，不必告知"}
    one.fill(form_faults="unsigned,unsealed")
    one.presenter.prepare()
    one.presenter.act()
    own = hall.own(world, case)
    assert [fault.code for fault in own.faults[0].defects] == ["unsigned", "unsealed"]
    assert NoticeKind.CORRECTION in {paper.kind for paper in one.state.made}


def test_acceptance_asks_with_what_comes_later_and_marks_the_paper(world: World, case: str) -> None:
    one = signed(world, case)
    one.presenter.choose("commitment.accept")
    one.presenter.prepare()
    assert one.state.ready is not None
    assert any("补交" in point for point in one.state.ready.points)
    one.presenter.act()
    assert record(world, case).state is CaseState.ACCEPTED
    notice = [p for p in record(world, case).papers if p.kind is NoticeKind.ACCEPTANCE][-1]
    assert notice.record is not None
    assert decode_record(notice.record.encode()).mark == MARK
    assert one.state.seen is not None
    names = [limit.row.name for limit in one.state.seen.limits]
    assert any("技术评审意见" in name or "补交" in name for name in names), names


def test_what_is_lacking_is_named_before_acceptance_is_tried(world: World) -> None:
    terms = world.desk.law.catalogue.item("soil_plan").commitment
    assert terms is not None
    case = hall.receive(world, without=(*terms.terms, "soil_report"))
    one = signed(world, case)
    one.presenter.choose("commitment.accept")
    assert one.state.verb is not None
    assert "还不能受理：缺少水土保持方案报告书" in one.state.verb.hint
    assert "专家评审意见" not in one.state.verb.hint, "what is promised may come later"


def test_after_acceptance_only_the_supplement_is_open(world: World, case: str) -> None:
    one = accepted(world, case)
    assert all(title.startswith("收补交的") for title in one.titles("commitment"))
    assert len(one.titles("commitment")) == 2


def test_a_promised_material_is_taken_in_with_its_receipt(world: World, case: str) -> None:
    one = accepted(world, case)
    one.do("commitment.supply.expert_opinion", "pages", seen="1")
    promise = hall.own(world, case).promise("expert_opinion")
    assert promise is not None
    assert promise.supplied is not None
    assert promise.supplied.seen_at
    assert [p.kind for p in one.state.made] == [NoticeKind.RECEIPT]
    one.print_all()
    assert "commitment.supply.expert_opinion" not in _keys(one)
    assert "待部门核对" in lines(one)


def test_what_came_too_late_is_taken_and_said(world: World, case: str) -> None:
    one = accepted(world, case)
    world.clock.at += timedelta(days=35)
    one.presenter.load()
    one.presenter.choose("commitment.supply.expert_opinion")
    assert one.state.verb is not None
    assert "已经逾期" in one.state.verb.hint
    one.fill(seen="1")
    one.presenter.prepare()
    assert one.state.ready is not None
    assert "逾期提交，记录在案。" in one.state.ready.points
    one.presenter.act()
    promise = hall.own(world, case).promise("expert_opinion")
    assert promise is not None
    assert promise.supplied is not None
    assert promise.supplied.late


def test_what_the_department_does_is_shown_and_reopens_the_supplement(
    world: World, case: str
) -> None:
    one = accepted(world, case)
    one.do("commitment.supply.expert_opinion", "pages", seen="1")
    one.print_all()
    verdict = supplementing.Review(on(world, case), "expert_opinion", Verdict.TO_CORRECT, "缺章")
    hall.at_hub(world, supplementing.REVIEW, verdict)
    one.presenter.load()
    assert "已核对：需要更正" in lines(one)
    assert "commitment.supply.expert_opinion" in _keys(one)
    hall.at_hub(world, deciding.DECIDE, deciding.Decide(on(world, case), "郑水许〔2026〕7号", MARK))
    found = following.Verify(on(world, case), kept=False, means="现场核查", text="弃渣场位置不符")
    hall.at_hub(world, following.VERIFY, found)
    order = following.Order(on(world, case), "按方案设置弃渣场", "2026-12-10")
    hall.at_hub(world, following.ORDER, order)
    one.presenter.load()
    assert "准予，郑水许〔2026〕7号" in lines(one)
    assert "限期整改：按方案设置弃渣场" in lines(one)
    assert one.state.seen is not None
    assert "rectification" in {limit.row.key for limit in one.state.seen.limits}


def test_a_rescission_is_shown(world: World, case: str) -> None:
    one = accepted(world, case)
    hall.at_hub(world, deciding.DECIDE, deciding.Decide(on(world, case), "郑水许〔2026〕7号", MARK))
    where = replace(on(world, case), project=committing.PROJECT)
    cause = rescinding.Rescind(where, Cause.OUT_OF_REACH, "无法达到条件", "郑水撤〔2026〕1号", ())
    hall.at_hub(world, rescinding.RESCIND, cause)
    one.presenter.load()
    assert "已撤销：申请人无法达到审批法定条件" in lines(one)
    assert one.titles("commitment") == []
    seen = one.state.seen
    assert seen is not None
    assert Tone.BAD in {line.tone for part in seen.standings for line in part.lines}


def test_a_change_of_mind_leads_to_the_ordinary_route(world: World, case: str) -> None:
    one = signed(world, case)
    one.do("commitment.choose", **(CHOSEN | {"route": "ordinary"}))
    assert hall.own(world, case).state is CommitmentState.ORDINARY
    assert one.state.place is Place.VERBS


def test_a_new_telling_says_that_it_undoes_the_choice(world: World, case: str) -> None:
    one = signed(world, case)
    one.presenter.choose("commitment.tell")
    one.presenter.prepare()
    assert one.state.ready is not None
    assert any("不再有效" in point for point in one.state.ready.points)


def _keys(one: Hand) -> set[str]:
    assert one.state.seen is not None
    return {verb.key for verb in one.state.seen.verbs if verb.closed is None}
