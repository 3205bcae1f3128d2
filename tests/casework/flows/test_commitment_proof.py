"""The proof that protects the clerk, and the package that goes with the licence data."""

from dataclasses import replace

from msgspec import structs

from casework.flows import commitment_proof as proof
from casework.flows.commitment_options import Route
from casework.flows.commitment_signing import ASK, Ask
from casework.flows.deciding import Defect
from casework.flows.tasks import TAKE_NOTE, Delivered, stream_for
from casework.records.commitment import MARK
from casework.records.commitment_events import Cause, Verdict
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.task import TaskRecord
from tests.casework.flows.committing import (
    LATER,
    Walk,
    department,
    listed,
    published,
    reserved,
    window,
)
from tests.casework.flows.intakes import CATALOGUE, NOW, PERSON, page
from tests.casework.flows.test_commitment import decline
from tests.casework.instances_commitment import EVENTS

TASKS = ("commitment_told", "commitment_correct", "commitment_rescinded", "commitment_credit")


def told(walk: Walk) -> tuple[proof.Proof, ...]:
    streams = (stream_for(walk.stream, key) for key in TASKS)
    loaded = {stream: walk.load(stream).record for stream in streams}
    tasks = {key: one for key, one in loaded.items() if isinstance(one, TaskRecord)}
    return proof.evidence(walk.record, walk.own, tasks)


def test_the_proof_says_what_was_told_when_and_by_which_version_of_the_rules() -> None:
    walk = Walk().decided()
    first = told(walk)[0]
    assert first.at == NOW.isoformat()
    assert first.what.startswith("告知6项内容并提供选择")
    assert first.by == "account/lin"
    assert first.rule == f"{CATALOGUE.pack.line}，清单示例清单第1版"
    paper = walk.record.papers[1]
    assert first.paper == f"行政审批告知书 {paper.number}"
    assert (first.digest, first.came_out) == (paper.record_digest, 2)


def test_every_step_is_in_it_with_its_paper_and_every_relay() -> None:
    walk = Walk().decided()
    walk.supply(LATER[0])
    walk.review(LATER[0], Verdict.INCURABLE)
    task = stream_for(walk.stream, "commitment_told")
    walk.perform(
        TAKE_NOTE, Delivered(task, walk.item.code, "系统", "回执第7号", "周明"), department()
    )
    walk.rescind(Cause.INCURABLE)
    said = [one.what for one in told(walk)]
    for words in (
        "告知6项",
        "申请人签字选择告知承诺",
        "出具承诺书，承诺8项；补交：专家评审意见（2026-12-18）",
        "签署承诺书，8项齐全",
        "受理",
        "准予（承诺审批）：郑州市水行政主管部门郑水许〔2026〕7号",
        "通知市水行政主管部门监管处室",
        "已送达市水行政主管部门监管处室（机构）：系统",
        "补交expert_opinion",
        "不符合要求且无法补正",
        "撤销：提交的材料不符合要求且无法补正",
    ):
        assert [one for one in said if words in one], words
    assert [one.at for one in told(walk)] == sorted(one.at for one in told(walk))


def test_a_refusal_to_take_a_commitment_is_proven_with_its_reason() -> None:
    walk = Walk(*reserved(), *published(NOW, listed())).receive()
    decline(walk, "CM-106")
    (first,) = told(walk)
    assert first.what == "不适用告知承诺：申请人已列入异常信用记录，不再适用告知承诺"
    assert first.rule


def test_the_choice_of_the_ordinary_route_and_a_correction_are_proven_too() -> None:
    walk = Walk().drawn()
    walk.perform(ASK, Ask(walk.on, (Defect("", "unsealed", "承诺书"),)), window())
    walk.choose(Route.ORDINARY)
    said = [one.what for one in told(walk)]
    assert said[-2:] == ["承诺书需要更正：承诺书没有加盖单位印章。", "申请人签字选择一般程序"]


def test_every_event_has_its_words_and_its_moment() -> None:
    walk = Walk().decided()
    for event in EVENTS:
        found = proof._proof(event, walk.record)
        assert found.what
        assert found.at


def test_a_mark_from_further_up_is_in_it() -> None:
    walk = Walk().decided()
    upstream = next(one for one in EVENTS if type(one).__name__ == "UpstreamRescinded")
    walk.staged.append(Staged(walk.on.bound, upstream))
    assert [one for one in told(walk) if one.what.startswith("上一环节已撤销")]


# ---- the package ----------------------------------------------------------------------------


def test_the_commitment_goes_with_the_licence_data_as_part_of_the_decision() -> None:
    walk = Walk().decided()
    found = proof.package(walk.record, walk.own)
    assert found is not None
    assert (found.mark, found.decision) == (MARK, "郑水许〔2026〕7号")
    assert found.commitment == walk.paper(NoticeKind.COMMITMENT).number
    assert found.scan == (page("commitment"),)


def test_what_may_be_published_names_nobody() -> None:
    walk = Walk().decided()
    found = proof.package(walk.record, walk.own)
    assert found is not None
    assert found.public is not None
    whole = walk.paper(NoticeKind.COMMITMENT)
    assert whole.deliverer.name == PERSON
    assert found.public.deliverer.name == found.public.clerk == found.public.role == ""
    assert PERSON not in str(found.public)
    assert (found.public.applicant, found.public.sections) == (whole.applicant, whole.sections)


def test_an_applicant_without_a_code_is_not_named_either() -> None:
    walk = Walk().decided()
    notice = walk.paper(NoticeKind.COMMITMENT)
    person = type(notice.applicant)("赵某", "公民身份号码", "")
    assert proof.redacted(structs.replace(notice, applicant=person)).applicant.name == "申请人"


def test_before_the_decision_there_is_no_package() -> None:
    walk = Walk().accepted()
    assert proof.package(walk.record, walk.own) is None


def test_a_purged_form_leaves_its_scan_and_number() -> None:
    walk = Walk().decided()
    bare = tuple(replace(one, record=None) for one in walk.record.papers)
    found = proof.package(replace(walk.record, papers=bare), walk.own)
    assert found is not None
    assert found.public is None
    assert found.scan
