"""Accept, ask once for everything, or refuse: what each needs and what each leaves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from casework.flows import deciding
from casework.flows.deciding import Accept, AskOnce, Defect, Refuse, findings, outlook
from casework.flows.intake import AGAIN, TAKE_IN, MaterialIn, TakeIn, provisional
from casework.law.items import Outcome
from casework.records.case import CaseRecord
from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationRefused,
    CorrectionRequested,
    PageRef,
)
from casework.records.case_states import CaseState
from casework.records.event import Event
from casework.records.joint_events import JointOpened
from tests.casework.flows import packs
from tests.casework.flows.intakes import (
    CATALOGUE,
    FILLED,
    ITEM,
    NOW,
    Memory,
    again,
    context,
    intake,
    refused,
    reserved,
    taken,
)

UNSUPERVISED = ("application", "warranty")
LACKING = TakeIn(intake(without=UNSUPERVISED), Accept())
MISSING = tuple(Defect(line, "missing") for line in UNSUPERVISED)


def only(events: Sequence[Event], kind: type) -> Event:
    (found,) = (event for event in events if isinstance(event, kind))
    return found


def accepted(events: Sequence[Event]) -> ApplicationAccepted:
    found = only(events, ApplicationAccepted)
    assert isinstance(found, ApplicationAccepted)
    return found


def begun(events: Sequence[Event]) -> JointOpened:
    """The procedure that opened in the act of acceptance."""
    found = only(events, JointOpened)
    assert isinstance(found, JointOpened)
    return found


def test_acceptance_copies_the_fifteen_days_and_their_steps() -> None:
    filled = {**FILLED, "subjects": "fire,completion,archives"}
    events = Memory().perform(TAKE_IN, TakeIn(intake(filled), Accept()))
    limits = {one.key: one for one in begun(events).limits}
    steps = {key: (one.amount, one.due[:10]) for key, one in limits.items() if one.role == "step"}
    assert steps == {
        "distribute": (1, "2026-11-23"),
        "confirm": (1, "2026-11-24"),
        "site": (10, "2026-12-08"),
        "opinion": (1, "2026-12-09"),
        "archive": (1, "2026-12-10"),
        "filing": (1, "2026-12-11"),
    }
    ceilings = {
        key: (one.amount, one.due[:10]) for key, one in limits.items() if one.role == "ceiling"
    }
    assert ceilings == {
        "specials": (13, "2026-12-09"),
        "archive_day": (14, "2026-12-10"),
        "total": (15, "2026-12-11"),
    }
    assert all(one.expected is (one.role == "step") for one in limits.values())


def test_acceptance_owes_the_push_on_the_same_day() -> None:
    limits = {one.key: one for one in accepted(Memory().perform(TAKE_IN, taken())).limits}
    push = limits["push_to_lead"]
    assert (push.kind, push.role, push.ends) == ("same_day", "duty", "pushed")
    assert push.start == NOW.isoformat()
    assert push.due == "2026-11-20T17:30:00+08:00"
    assert "decide" not in limits
    assert not [key for key in limits if key.startswith(("xkf", "licence", "commitment"))]


def test_beyond_the_calendar_no_date_is_promised() -> None:
    late = NOW.replace(month=12, day=24)
    memory = Memory(*reserved())
    events = memory.perform(TAKE_IN, taken(), context(late))
    (total,) = (one for one in begun(events).limits if one.key == "total")
    assert total.due == ""
    assert total.sentence == "自受理之日起15个工作日内完成联合验收和竣工验收备案"
    limits = {one.key: one for one in accepted(events).limits}
    assert limits["push_to_lead"].due == "2026-12-24T17:30:00+08:00"


def test_nothing_is_accepted_while_something_is_missing() -> None:
    error = refused(lambda: Memory().perform(TAKE_IN, LACKING))
    assert (error.code, error.facts) == ("IN-104", {"count": 2})


def test_findings_are_drawn_from_the_whole_checklist_at_once() -> None:
    without = replace(intake(without=UNSUPERVISED), declaration_made=False)
    found = findings(provisional(without, context()), context())
    assert found == (*MISSING, Defect("", "declaration"))


def test_an_optional_material_is_never_missed() -> None:
    assert findings(provisional(intake(without=("special_equipment",)), context()), context()) == ()


def test_of_papers_of_which_one_suffices_one_is_missed_and_the_others_named() -> None:
    basis = 'basis = "001D-6-3-8"\n'
    either = packs.changed(
        (basis, f'{basis}either = "quality"\n'),
        ('signatures = ["项目设计负责人"', 'either = "quality"\nsignatures = ["项目设计负责人"'),
    )
    where = context(law=either)
    lacking = ("warranty", "design_inspection")
    found = findings(provisional(intake(without=lacking), where), where)
    assert found == (Defect("design_inspection", "missing", "或者工程质量保修书"),)
    for left in lacking:
        assert findings(provisional(intake(without=(left,)), where), where) == ()


def test_an_original_that_nobody_saw_is_found() -> None:
    papers = tuple(
        replace(one, seen_at="") if one.line == "warranty" else one for one in intake().materials
    )
    record = provisional(replace(intake(), materials=papers), context())
    assert findings(record, context()) == (Defect("warranty", "original"),)


def test_where_the_department_looks_at_originals_the_window_does_not_miss_it() -> None:
    where = context(law=packs.department_accepts())
    papers = tuple(replace(one, seen_at="") for one in intake().materials)
    assert findings(provisional(replace(intake(), materials=papers), where), where) == ()


def test_every_field_of_the_form_is_a_finding_of_its_own() -> None:
    unfilled = {key: value for key, value in FILLED.items() if key not in ("scale", "location")}
    request = intake({**unfilled, "units.survey.phone": ""})
    found = findings(provisional(request, context()), context())
    assert found == (
        Defect("", "form", "项目地点"),
        Defect("", "form", "工程规模"),
        Defect("", "form", "勘察单位 联系电话"),
    )
    told_one = TakeIn(request, AskOnce(found[:1]))
    error = refused(lambda: Memory().perform(TAKE_IN, told_one))
    assert (error.code, error.facts) == ("IN-109", {"count": 2})
    Memory().perform(TAKE_IN, TakeIn(request, AskOnce(found)))


def test_one_notice_tells_everything_with_what_is_required() -> None:
    own = Defect("fire_test", "unsigned", "检测人员未签字")
    asked = AskOnce((*MISSING, own, Defect("", "incomplete", "总平面图")))
    memory = Memory(*reserved())
    event = only(memory.perform(TAKE_IN, replace(LACKING, decision=asked)), CorrectionRequested)
    assert isinstance(event, CorrectionRequested)
    told = {one.material: one for one in event.defects}
    assert told["工程质量保修书"].text == "缺少工程质量保修书。"
    assert told["工程质量保修书"].required == "请提交工程质量保修书。"
    assert told["工程质量保修书"].basis == "方案六（三）8"
    assert told["消防设施检测报告"].text.endswith("没有应签字人员的签字。（检测人员未签字）")
    assert told["总平面图"].text == "总平面图内容不全。"
    assert event.second_reason == ""
    assert memory.case().state is CaseState.CORRECTION
    assert memory.case().limits == ()


def test_what_is_wrong_with_the_form_is_told_under_its_title() -> None:
    unfilled = {key: value for key, value in FILLED.items() if key != "location"}
    request = replace(intake(unfilled), declaration_made=False)
    found = findings(provisional(request, context()), context())
    memory = Memory(*reserved())
    event = only(memory.perform(TAKE_IN, TakeIn(request, AskOnce(found))), CorrectionRequested)
    assert isinstance(event, CorrectionRequested)
    assert {one.material for one in event.defects} == {"郑州市建设工程联合验收申请表"}
    assert [one.text for one in event.defects] == [
        "申请表“项目地点”一栏没有填写，或者填写有误。",
        "没有确认郑州市建设工程联合验收申请表所列的申请条件。",
    ]
    assert [one.basis for one in event.defects] == ["行政许可法第三十二条", "方案六"]


def test_every_finding_has_its_words_in_the_pack() -> None:
    keys = {deciding.MISSING, deciding.ORIGINAL, deciding.FORM, deciding.DECLARATION}
    assert keys <= CATALOGUE.corrections.keys()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (AskOnce(()), "IN-111"),
        (AskOnce(MISSING[:1]), "IN-109"),
        (AskOnce((*MISSING, Defect("warranty", "no_such"))), "IN-114"),
    ],
)
def test_a_notice_that_cannot_be_made(asked: AskOnce, code: str) -> None:
    memory = Memory()
    assert refused(lambda: memory.perform(TAKE_IN, replace(LACKING, decision=asked))).code == code
    assert memory.staged == []


def test_a_second_notice_needs_a_reason() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, replace(LACKING, decision=AskOnce(MISSING)))
    error = refused(lambda: memory.perform(AGAIN, again(AskOnce(MISSING))))
    assert error.code == "IN-112"
    events = memory.perform(AGAIN, again(AskOnce(MISSING, "前次告知后规则包更新")))
    event = only(events, CorrectionRequested)
    assert isinstance(event, CorrectionRequested)
    assert event.second_reason == "前次告知后规则包更新"
    assert memory.case().corrections == 2


def test_missing_papers_are_never_a_reason_to_refuse() -> None:
    assert {refusal.outcome for refusal in ITEM.refusals} <= set(Outcome)
    assert not [one.key for one in ITEM.refusals if "材料" in one.text or "不齐" in one.text]
    for key in CATALOGUE.corrections:
        request = replace(LACKING, decision=Refuse((key,)))
        assert refused(lambda: Memory().perform(TAKE_IN, request)).code == "IN-114"  # noqa: B023


def test_a_refusal_gives_coded_reasons_clauses_and_remedies() -> None:
    memory = Memory(*reserved())
    refuse = Refuse(("not_municipal", "not_completed"), "某区建设行政主管部门")
    event = only(memory.perform(TAKE_IN, taken(refuse)), ApplicationRefused)
    assert isinstance(event, ApplicationRefused)
    assert [one.code for one in event.reasons] == ["not_municipal", "not_completed"]
    assert event.reasons[0].basis.endswith("二")
    assert event.competent_organ == "某区建设行政主管部门"
    assert len(event.remedies) == 2
    assert memory.case().state is CaseState.REFUSED
    assert memory.case().limits == ()


@pytest.mark.parametrize(
    ("refuse", "code"),
    [
        (Refuse(()), "IN-113"),
        (Refuse(("no_such",)), "IN-114"),
        (Refuse(("not_municipal",)), "IN-115"),
    ],
)
def test_a_refusal_that_cannot_be_made(refuse: Refuse, code: str) -> None:
    memory = Memory()
    assert refused(lambda: memory.perform(TAKE_IN, taken(refuse))).code == code
    assert memory.staged == []


def test_a_case_whose_papers_lack_may_still_be_refused_for_a_real_reason() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, replace(LACKING, decision=AskOnce(MISSING)))
    memory.perform(AGAIN, again(Refuse(("not_builder",))), context(NOW + timedelta(days=3)))
    assert memory.case().state is CaseState.REFUSED


def test_the_outlook_is_the_paper_without_its_number() -> None:
    memory = Memory(*reserved())
    record = provisional(intake(), context())
    draft = outlook(record, Accept(), context())
    memory.perform(TAKE_IN, taken())
    final = memory.case().papers[1].record
    assert draft.number == ""
    assert final is not None
    assert draft.steps
    assert draft.due in final
    assert refused(lambda: outlook(record, Refuse(()), context())).code == "IN-113"


def online(*materials: MaterialIn) -> CaseRecord:
    """The case of an application that was filed online with these files."""
    found = replace(intake(), channel="online", materials=materials or intake().materials)
    return provisional(found, context())


def test_a_scan_that_came_online_stands_for_its_original() -> None:
    files = [
        replace(one, medium="e-file", seen_at="") if one.medium == "original" else one
        for one in intake().materials
    ]
    assert findings(online(*files), context()) == ()
    paper = replace(files[0], medium="original")
    assert findings(online(paper, *files[1:]), context()) == (Defect(paper.line, "original"),)


def test_what_is_due_at_a_later_node_is_not_missed_now() -> None:
    line = 'key = "warranty"\nname = "工程质量保修书"\n'
    request = replace(intake(without=("warranty",)))
    for node, missed in (("determined", False), ("accepted", True)):
        law = packs.changed((line, f'{line}due_node = "{node}"\n'))
        found = findings(provisional(request, context(law=law)), context(law=law))
        assert bool(found) is missed, node


def test_a_file_that_must_bear_a_seal_and_bears_none_is_found() -> None:
    line = 'key = "warranty"\nname = "工程质量保修书"\n'
    where = context(law=packs.changed((line, f"{line}seal = true\n")))

    def found(*pages: PageRef) -> tuple[Defect, ...]:
        papers = [
            replace(one, pages=pages) if one.line == "warranty" else one
            for one in intake().materials
        ]
        return findings(provisional(replace(intake(), materials=tuple(papers)), where), where)

    file = PageRef("ab" * 32, "application/pdf", 9, "保修书.pdf")
    assert found(file) == (Defect("warranty", "unsealed"),)
    assert found(structs.replace(file, signed=True)) == ()
    assert found(structs.replace(file, source="scanner")) == ()
    assert found() == ()
