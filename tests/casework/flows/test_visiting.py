"""A second visit: corrected forms, another person, changed conditions, and a case that moved on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from casework.flows import deciding, intake
from casework.flows.deciding import Accept, AskOnce, Defect, HandOver, findings
from casework.flows.intake import AGAIN, TAKE_IN, Again, MaterialIn
from casework.flows.visiting import FormNow
from casework.law.forms import canonical, personal_keys
from casework.records.case_events import (
    ChecklistChanged,
    FormCorrected,
    FormEntry,
    OriginalVerified,
    SealedEntry,
    VisitorCame,
)
from casework.records.case_states import CaseState
from casework.records.event import Event, tag_of
from casework.records.sealed import Sealed
from tests.casework.flows import packs
from tests.casework.flows.intakes import (
    CASE,
    FILLED,
    FORM,
    NOW,
    NUMBERS,
    Memory,
    brought,
    context,
    page,
    refused,
    reserved,
    taken,
)
from tests.casework.flows.intakes import intake as whole

LATER = context(NOW + timedelta(days=3))
VISITOR = whole().deliverer


def form(declaration: bool = True, **changes: str) -> FormNow:
    """The form of ``taken`` with some fields changed; an empty text clears one."""
    kept = canonical(FORM, {**FILLED, **changes})
    personal = personal_keys(FORM, kept)
    return FormNow(
        tuple(FormEntry(k, v, "typed") for k, v in kept.items() if k not in personal),
        tuple(SealedEntry(k, Sealed.of(v), "typed") for k, v in kept.items() if k in personal),
        declaration,
    )


def visit(memory: Memory, **changes: object) -> tuple[Event, ...]:
    """The clerk performs one visit three days later."""
    plain = Again(CASE, NUMBERS, "joint_acceptance", (), None, VISITOR)
    return memory.perform(AGAIN, replace(plain, **changes), LATER)  # type: ignore[arg-type]


def names(events: tuple[Event, ...]) -> list[str]:
    return [tag_of(event).partition(".")[0] for event in events]


def only(events: tuple[Event, ...], kind: type[Event]) -> Event:
    (found,) = (event for event in events if isinstance(event, kind))
    return found


def asked_for(*lines: str, filled: dict[str, str] = FILLED, declaration: bool = True) -> Memory:
    """A case of which some things were told to be missing."""
    memory = Memory(*reserved())
    request = replace(whole(filled, without=lines), declaration_made=declaration)
    record = intake.provisional(request, context())
    memory.perform(TAKE_IN, intake.TakeIn(request, AskOnce(findings(record, context()))))
    assert memory.case().state is CaseState.CORRECTION
    return memory


def test_a_field_is_corrected_and_the_case_accepted_in_one_act() -> None:
    memory = asked_for(filled={**FILLED, "handler_phone": "", "location": ""})
    events = visit(memory, form=form(), decision=Accept())
    assert names(events) == [
        "VisitorCame",
        "FormCorrected",
        "ApplicationAccepted",
        "NoticeIssued",
        "NumberTaken",
        "JointOpened",
        "TaskOpened",
    ]
    told = only(events, FormCorrected)
    assert isinstance(told, FormCorrected)
    assert [one.key for one in told.form] == ["location"]
    assert [one.key for one in told.sealed_form] == ["handler_phone"]
    assert memory.case().values()["handler_phone"] == FILLED["handler_phone"]
    assert memory.case().state is CaseState.ACCEPTED


def test_the_declaration_is_made_at_the_second_visit() -> None:
    memory = asked_for(declaration=False)
    assert [one.code for one in memory.case().defects] == ["declaration"]
    events = visit(memory, form=form(), decision=Accept())
    told = only(events, FormCorrected)
    assert isinstance(told, FormCorrected)
    assert (told.form, told.sealed_form, told.cleared) == ((), (), ())
    assert memory.case().received.declaration_made


def test_a_form_that_reads_the_same_is_no_correction() -> None:
    memory = asked_for("warranty")
    assert refused(lambda: visit(memory, form=form())).code == "IN-122"


def test_a_field_is_emptied() -> None:
    memory = asked_for("warranty")
    told = only(visit(memory, form=form(handler_phone="")), FormCorrected)
    assert isinstance(told, FormCorrected)
    assert told.cleared == ("handler_phone",)
    assert "handler_phone" not in memory.case().values()


def test_another_subject_asks_for_its_papers_and_drops_those_of_the_old_one() -> None:
    memory = asked_for("warranty", filled={**FILLED, "subjects": "fire,completion"})
    assert memory.case().material("fire_test") is not None
    events = visit(memory, form=form(subjects="air_defence,completion", nature="road"))
    told = only(events, ChecklistChanged)
    assert isinstance(told, ChecklistChanged)
    assert [one.key for one in told.added] == ["air_defence_test"]
    assert set(told.dropped) == {"fire_test", "household_acceptance"}
    record = memory.case()
    # What lies here stays on the list, with its pages.
    assert record.material("fire_test") is not None
    assert Defect("air_defence_test", "missing") in findings(record, LATER)


def test_an_agent_at_the_second_visit_brings_an_authorisation() -> None:
    memory = asked_for("warranty")
    agent = structs.replace(VISITOR, role="agent")
    paper = MaterialIn("authorisation", "original", 1, seen_at=NOW.isoformat())
    events = visit(memory, visitor=agent, materials=(paper,))
    assert names(events)[:4] == [
        "VisitorCame",
        "ChecklistChanged",
        "MaterialReceived",
        "OriginalVerified",
    ]
    assert memory.case().deliverer.role == "agent"


def test_a_rule_that_came_later_asks_for_nothing_more() -> None:
    memory = asked_for("warranty")
    row = '\n[[item.material]]\nkey = "new"\nname = "新表"\nhandling = "ask"\nrequired = true\n'
    later = packs.changed(rows=row + 'shapes = ["copy"]\nbasis = "001D-6"\n')
    request = Again(CASE, NUMBERS, "joint_acceptance", (), None, VISITOR, form(scale="1"))
    events = memory.perform(AGAIN, request, context(NOW, later))
    assert "ChecklistChanged" not in names(events)
    assert memory.case().material("new") is None


def test_an_original_that_lies_here_is_looked_at_without_being_received_again() -> None:
    memory = Memory(*reserved())
    papers = tuple(
        replace(one, seen_at="") if one.line == "warranty" else one for one in brought(FILLED)
    )
    memory.perform(TAKE_IN, taken(None, materials=papers))
    before = memory.case().material("warranty")
    looked = MaterialIn("warranty", "original", 1, (page("warranty"),), "", "2026-11-23", here=True)
    events = visit(memory, materials=(looked,), decision=Accept())
    assert names(events)[:2] == ["VisitorCame", "OriginalVerified"]
    seen = only(events, OriginalVerified)
    assert isinstance(seen, OriginalVerified)
    assert seen.pages == (page("warranty").sha256,)
    after = memory.case().material("warranty")
    assert before is not None
    assert after is not None
    assert after.received_at == before.received_at
    assert "receipt" not in [paper.kind for paper in memory.case().papers[1:]]


@pytest.mark.parametrize(
    "changes",
    [
        {"materials": (MaterialIn("warranty", "original", 1),)},
        {"form": form(scale="1")},
    ],
)
def test_nothing_comes_to_the_counter_by_itself(changes: dict[str, object]) -> None:
    memory = asked_for("warranty")
    assert refused(lambda: visit(memory, visitor=None, **changes)).code == "IN-124"


def test_a_face_is_compared_at_every_visit() -> None:
    memory = asked_for("warranty")
    stranger = structs.replace(VISITOR, face_matched=False)
    assert refused(lambda: visit(memory, visitor=stranger, form=form(scale="1"))).code == "IN-101"


def test_a_paper_names_who_came_last() -> None:
    memory = asked_for("warranty")
    agent = structs.replace(VISITOR, person_name=Sealed.of("林晚舟"), role="legal_representative")
    request = Again(CASE, NUMBERS, "joint_acceptance", (), AskOnce(()), agent)
    record = intake.visited(memory.case(), request, LATER)
    asked = AskOnce(findings(record, LATER), "申请人更换了材料")
    notice = deciding.outlook(record, asked, LATER)
    assert (notice.deliverer.name, notice.role) == ("林晚舟", "法定代表人")


def test_a_case_that_another_window_moved_on_is_not_decided_unseen() -> None:
    memory = asked_for("warranty")
    seen = memory.case()
    brought_there = MaterialIn("warranty", "original", 1, seen_at=NOW.isoformat())
    visit(memory, materials=(brought_there,))
    before = list(memory.staged)
    late = AskOnce((Defect("warranty", "missing"),), "仍未补齐")
    error = refused(lambda: visit(memory, decision=late, seen=seen))
    assert error.code == "IN-123"
    assert memory.staged == before
    visit(memory, decision=Accept(), seen=memory.case())
    assert memory.case().state is CaseState.ACCEPTED


def test_a_print_meanwhile_does_not_make_it_another_case() -> None:
    memory = asked_for("warranty")
    seen = memory.case()
    assert seen.papers
    printed = replace(seen, papers=())
    paper = MaterialIn("warranty", "original", 1, seen_at=NOW.isoformat())
    assert visit(memory, materials=(paper,), seen=printed)


def test_received_and_handed_over_in_one_act() -> None:
    law = packs.department_accepts()
    where = context(law=law)
    papers = brought(FILLED, item=law.item("joint_acceptance"))
    memory = Memory(*reserved())
    events = memory.perform(TAKE_IN, taken(HandOver(), materials=papers), where)
    assert names(events)[-3:] == ["NoticeIssued", "NumberTaken", "PapersHandedOver"]
    record = memory.case()
    assert record.state is CaseState.HANDED
    assert record.department == "市城乡建设行政主管部门"
    assert [paper.kind for paper in record.papers] == ["receipt"]
    assert deciding.outlook(record, HandOver(), where).kind == "receipt"


def test_what_the_window_accepts_is_not_handed_over() -> None:
    memory = Memory(*reserved())
    assert refused(lambda: memory.perform(TAKE_IN, taken(HandOver()))).code == "GN-102"


def test_what_is_handed_over_is_not_handed_over_again() -> None:
    where = context(law=packs.department_accepts())
    memory = Memory(*reserved())
    papers = brought(FILLED, item=where.catalogue.item("joint_acceptance"))
    memory.perform(TAKE_IN, taken(HandOver(), materials=papers), where)
    request = Again(CASE, NUMBERS, "joint_acceptance", (), HandOver(), VISITOR)
    assert refused(lambda: memory.perform(AGAIN, request, where)).code == "IN-110"


def test_who_came_is_told_first() -> None:
    events = visit(asked_for("warranty"), form=form(scale="1"))
    assert isinstance(events[0], VisitorCame)
    assert events[0].came_at == LATER.now.isoformat()
