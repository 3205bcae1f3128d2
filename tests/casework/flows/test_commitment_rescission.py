"""撤销: by a ground that shows, told today to whoever builds on it, marked and never frozen."""

from dataclasses import replace
from datetime import datetime

import pytest
from msgspec import structs

from casework.act import Context
from casework.flows import handling
from casework.flows.commitment_rescission import builds_on, dependents
from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.issuing import WITHDRAW, Withdraw
from casework.flows.on_case import OnCase
from casework.flows.tasks import stream_for
from casework.law import catalogue
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.commitment import MARK, CommitmentRecord, CommitmentState
from casework.records.commitment_events import Cause, UpstreamRescinded, Verdict
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRegistered
from casework.records.project_events import ItemApplied
from tests.casework.flows.committing import (
    LATER,
    PROJECT,
    Walk,
    department,
    intake,
    window,
)
from tests.casework.flows.intakes import BEIJING, CATALOGUE, NOW, refused
from tests.casework.flows.test_commitment import law, section

OTHER = "case/0193-d"
LATE = datetime(2026, 12, 21, 9, 0, tzinfo=BEIJING)
LATER_ITEM = (
    '[[item.result]]\nkey = "drainage_licence"',
    '[[item.prerequisite]]\nkey = "soil"\nlabel = "水土保持方案审批决定"\n'
    'result = "soil_plan_approval"\n\n[[item.result]]\nkey = "drainage_licence"',
)
"""The drainage permit of this pack needs the decision on the soil plan."""


def rules() -> catalogue.Catalogue:
    return law(LATER_ITEM)


def at(now: datetime = NOW, name: str = "市水行政主管部门") -> Context:
    return department(now, name, rules())


def later_case(walk: Walk, case: str = OTHER, **changes: str) -> CaseRecord:
    """A case of the drainage permit in the same project."""
    taken = intake(rules().item("drainage_permit"), (), case=case)
    request = TakeIn(replace(taken, **changes), None)  # type: ignore[arg-type]
    walk.perform(TAKE_IN, request, window(law=rules()))
    record = walk.load(case).record
    assert isinstance(record, CaseRecord)
    return record


# ---- the ground -----------------------------------------------------------------------------


def not_supplied(walk: Walk) -> datetime:
    return LATE


def incurable(walk: Walk) -> datetime:
    walk.supply(LATER[0])
    walk.review(LATER[0], Verdict.INCURABLE)
    return NOW


def failed(walk: Walk) -> datetime:
    walk.verify()
    walk.order()
    walk.check(passed=False)
    return NOW


def overdue(walk: Walk) -> datetime:
    walk.verify()
    walk.order("2026-11-30")
    return datetime(2026, 12, 1, 9, 0, tzinfo=BEIJING)


def nothing(walk: Walk) -> datetime:
    return NOW


@pytest.mark.parametrize(
    ("cause", "before", "article"),
    [
        (Cause.NOT_SUPPLIED, not_supplied, "第十五条"),
        (Cause.INCURABLE, incurable, "第十五条"),
        (Cause.OUT_OF_REACH, nothing, "第十五条"),
        (Cause.NOT_RECTIFIED, failed, "第十四条"),
        (Cause.NOT_RECTIFIED, overdue, "第十四条"),
    ],
)
def test_a_ground_that_shows(cause: Cause, before: object, article: str) -> None:
    assert callable(before)
    walk = Walk().decided()
    walk.rescind(cause, where=department(before(walk)))
    rescinded = walk.own.rescinded
    assert rescinded is not None
    assert (rescinded.cause, rescinded.number) == (cause, "郑水撤〔2026〕1号")
    assert rescinded.basis.endswith(article)
    assert walk.own.state is CommitmentState.RESCINDED
    assert walk.own.open_limits == ()


@pytest.mark.parametrize("cause", [Cause.NOT_SUPPLIED, Cause.INCURABLE, Cause.NOT_RECTIFIED])
def test_a_ground_that_does_not_show_is_refused(cause: Cause) -> None:
    walk = Walk().decided()
    assert refused(lambda: walk.rescind(cause)).code == "CM-160"


def test_on_the_promised_day_itself_nothing_is_missing() -> None:
    walk = Walk().decided()
    walk.supply("monitoring_contract")
    last = datetime(2026, 12, 18, 17, 0, tzinfo=BEIJING)
    error = refused(lambda: walk.rescind(Cause.NOT_SUPPLIED, where=department(last)))
    assert error.code == "CM-160"


def test_what_came_late_but_came_is_no_ground_any_more() -> None:
    walk = Walk().decided()
    for line in LATER:
        walk.supply(line, window(LATE))
    error = refused(lambda: walk.rescind(Cause.NOT_SUPPLIED, where=department(LATE)))
    assert error.code == "CM-160"


def test_only_a_decision_can_be_rescinded_and_only_once() -> None:
    walk = Walk().accepted()
    assert refused(lambda: walk.rescind(Cause.OUT_OF_REACH)).code == "CM-110"
    decided = Walk().decided()
    decided.rescind(Cause.OUT_OF_REACH)
    assert refused(lambda: decided.rescind(Cause.OUT_OF_REACH)).code == "CM-110"


def test_a_window_rescinds_nothing() -> None:
    walk = Walk().decided()
    assert refused(lambda: walk.rescind(Cause.OUT_OF_REACH, where=window())).code == "PE-301"


# ---- the applicant and the credit record ----------------------------------------------------


def test_the_applicant_gets_it_on_paper_with_ground_clause_and_remedies() -> None:
    walk = Walk().decided()
    walk.rescind(Cause.NOT_SUPPLIED, where=department(LATE))
    letter = walk.paper(NoticeKind.RESCISSION)
    assert walk.own.rescinded is not None
    assert (letter.mark, letter.number) == (MARK, walk.own.rescinded.paper)
    assert (
        "郑水许〔2026〕7号（承诺审批）" in section(walk, NoticeKind.RESCISSION, "撤销的决定")[0][0]
    )
    why = section(walk, NoticeKind.RESCISSION, "理由和依据")[0]
    assert why[0].startswith("未在承诺书约定的期限内提交材料（《郑州市")
    assert why[1] == "逾期未整改"
    assert CATALOGUE.articles["001A-17"].text in section(walk, NoticeKind.RESCISSION, "效力")[0][0]
    assert len(section(walk, NoticeKind.RESCISSION, "救济途径")[0]) == 2
    told = walk.task(stream_for(walk.stream, "commitment_rescinded")).opened
    assert (told.kind, told.to) == ("notify", "申请人")


def test_the_breach_is_to_be_put_on_the_credit_record() -> None:
    walk = Walk().decided()
    walk.rescind(Cause.NOT_SUPPLIED, where=department(LATE))
    task = walk.task(stream_for(walk.stream, "commitment_credit")).opened
    assert (task.kind, task.basis.endswith("第十六条")) == ("relay", True)
    assert "列入异常信用记录" in task.text


# ---- further on -----------------------------------------------------------------------------


def test_the_next_stage_is_told_the_same_day_and_its_case_is_marked() -> None:
    walk = Walk().decided()
    later_case(walk)
    walk.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    task = walk.task(stream_for(OTHER, "commitment_next_stage")).opened
    assert (task.kind, task.to) == ("relay", "市城镇排水主管部门")
    assert "中止审批行为" in task.text
    limits = [(one.kind, one.due) for one in task.limits]
    assert limits == [("same_day", "2026-11-20T17:30:00+08:00")]
    (mark,) = marks(walk)
    assert (mark.upstream, mark.upstream_name) == (walk.stream, walk.item.name)
    assert (mark.decision, mark.rescinded_at) == ("郑水撤〔2026〕1号", NOW.isoformat())
    rescinded = walk.own.rescinded
    assert rescinded is not None
    assert rescinded.dependents == (OTHER,)


def marks(walk: Walk, case: str = OTHER) -> tuple[UpstreamRescinded, ...]:
    record = walk.load(ids.bound_to(case, ids.COMMITMENT)).record
    assert isinstance(record, CommitmentRecord)
    return record.upstream


def test_what_is_marked_is_not_frozen() -> None:
    walk = Walk().decided()
    later_case(walk)
    walk.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    later = Walk(*walk.staged, item="drainage_permit", case=OTHER)
    before = later.record
    later.tell(window(law=rules())).print_out(NoticeKind.TELLING)
    assert later.record.state is before.state is CaseState.RECEIVED
    assert later.own.state is CommitmentState.OFFERED
    assert len(later.own.upstream) == 1


def test_to_suspend_is_the_next_departments_own_act() -> None:
    walk = Walk().decided()
    later_case(walk)
    later = Walk(*walk.staged, item="drainage_permit", case=OTHER)
    later.tell(window(law=rules())).print_out(NoticeKind.TELLING).choose()
    later.draw_up(where=window(law=rules()))
    later.print_out(NoticeKind.COMMITMENT).sign(window(law=rules()))
    later.accept(window(law=rules()))
    first = Walk(*later.staged)
    first.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    later.staged = first.staged
    assert not later.record.course.paused
    request = handling.Suspend(
        OnCase(OTHER, "drainage_permit", later.on.numbers), "expert_review", "上一环节已撤销"
    )
    later.perform(handling.SUSPEND, request, at(name="市城镇排水主管部门"))
    assert later.record.course.paused


def test_a_case_that_is_over_is_passed_by() -> None:
    walk = Walk().decided()
    later_case(walk)
    on = OnCase(OTHER, "drainage_permit", walk.on.numbers)
    walk.perform(WITHDRAW, Withdraw(on, "改方案"), window(law=rules()))
    walk.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    rescinded = walk.own.rescinded
    assert rescinded is not None
    assert rescinded.dependents == ()
    assert walk.load(ids.bound_to(OTHER, ids.COMMITMENT)).record is None


@pytest.mark.parametrize("named", ["case/none", "own", "another project", "another item"])
def test_only_what_builds_on_it_is_marked(named: str) -> None:
    walk = Walk().decided()
    case, where = OTHER, at()
    if named == "another project":
        later_case(walk, project_code="2103-990101-04-01-100002")
    elif named == "another item":
        later_case(walk)
        where = department()
    else:
        case = walk.stream if named == "own" else named
    error = refused(lambda: walk.rescind(Cause.OUT_OF_REACH, case, where=where))
    assert (error.code, error.facts) == ("CM-161", {"case": case})


def test_a_case_the_project_knows_is_not_forgotten() -> None:
    walk = Walk().decided()
    later_case(walk)
    applied = ItemApplied(
        case=OTHER, item="drainage_permit", item_name="城镇污水排入排水管网许可证核发",
        told=True, applied_at=NOW.isoformat(),
    )  # fmt: skip
    own = structs.replace(applied, case=walk.stream, item=walk.item.code)
    registered = ProjectRegistered(
        "2103-990101-04-01-100001", "", "云栖家园一期", "", "", "", (), (), "platform", ""
    )
    walk.staged += [Staged(PROJECT, one) for one in (registered, own, applied)]
    error = refused(lambda: walk.rescind(Cause.OUT_OF_REACH, where=at()))
    assert (error.code, error.facts) == ("CM-162", {"items": "城镇污水排入排水管网许可证核发"})
    walk.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    assert len(marks(walk)) == 1


@pytest.mark.parametrize("project", ["", "project/other"])
def test_without_its_project_nothing_is_rescinded(project: str) -> None:
    walk = Walk().decided()
    error = refused(lambda: walk.rescind(Cause.OUT_OF_REACH, project=project))
    assert error.code == "CM-163"


def test_two_rescissions_mark_twice_and_tell_twice() -> None:
    walk = Walk().decided()
    later_case(walk)
    walk.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    second = Walk(*walk.staged, case="case/0193-e").decided()
    second.rescind(Cause.OUT_OF_REACH, OTHER, where=at())
    assert len(marks(second)) == 2
    nth = second.task(stream_for(OTHER, "commitment_next_stage", 2))
    assert nth.opened.about == OTHER


def test_what_builds_on_an_item_needs_its_result_or_stands_in_a_later_stage() -> None:
    pack = rules()
    soil, drainage = pack.item("soil_plan"), pack.item("drainage_permit")
    assert builds_on(drainage, soil, pack)
    assert not builds_on(soil, drainage, pack)
    assert not builds_on(CATALOGUE.item("drainage_permit"), CATALOGUE.item("soil_plan"), CATALOGUE)
    stages = list(pack.stages)
    early, late = replace(soil, stage=stages[0]), replace(drainage, stage=stages[-1])
    late = replace(late, prior_results=())
    assert builds_on(late, early, pack) is (len(stages) > 1)
    assert not builds_on(early, late, pack)


def test_dependents_are_found_among_the_cases_of_the_project() -> None:
    walk = Walk().decided()
    same = later_case(walk)
    foreign = later_case(walk, "case/0193-f", project_code="2103-990101-04-01-100002")
    others = {walk.stream: walk.record, OTHER: same, "case/0193-f": foreign}
    assert dependents(walk.stream, walk.record, others, rules()) == (OTHER,)
