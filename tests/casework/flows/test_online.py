"""网上件: filed through the portal's account, decided at a window, supplemented online."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from casework.flows import online
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, findings
from casework.flows.intake import AGAIN, TAKE_IN, Again, TakeIn
from casework.flows.online import FILE, SUPPLEMENT, Filer, Filing, Supplement, Uploaded
from casework.law.deadlines import Light
from casework.law.materials import Handling
from casework.people.grants import Clerk, Duty
from casework.people.person import Role
from casework.records.case_events import ApplicationReceived
from casework.records.case_states import CaseState
from tests.casework.flows import packs
from tests.casework.flows.intakes import (
    BEIJING,
    CASE,
    CREDIT_CODE,
    FILLED,
    ITEM,
    NOW,
    NUMBERS,
    PERSON,
    PERSON_NUMBER,
    RECEIVED_AT,
    Memory,
    clerk,
    context,
    intake,
    refused,
    reserved,
)

PORTAL = Clerk("account/portal", "网上办事大厅", clerk(duty=Duty.FILE).grants, "网上办事大厅")
FILER = Filer(PERSON, PERSON_NUMBER, Role.LEGAL_REPRESENTATIVE)
SATURDAY_NIGHT = datetime(2026, 11, 21, 22, 5, tzinfo=BEIJING)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)


def file(text: str) -> online.UploadedFile:
    return online.UploadedFile(text.encode().hex().rjust(64, "0"), "application/pdf", 2048)


def uploads(*without: str) -> tuple[Uploaded, ...]:
    """A file for every line that is asked for."""
    asked = (one for one in ITEM.checklist(FILLED, "self") if one.handling is Handling.ASK)
    return tuple(Uploaded(one.key, (file(one.key),)) for one in asked if one.key not in without)


FILING = Filing(
    case=CASE,
    item="joint_acceptance",
    filed_at=RECEIVED_AT.isoformat(),
    project_code="2103-990101-04-01-100001",
    project_name="云栖家园一期",
    unit="云栖置业有限公司",
    unit_code=CREDIT_CODE,
    filer=FILER,
    values=FILLED,
    declaration=True,
    materials=uploads(),
    numbers=NUMBERS,
)


def filed(at: datetime = RECEIVED_AT, **changes: Any) -> Memory:
    """A case that was filed a minute ago, through the portal."""
    memory = Memory(*reserved())
    request = replace(FILING, filed_at=at.isoformat(), **changes)
    memory.perform(FILE, request, context(at + timedelta(minutes=1), who=PORTAL))
    return memory


def decide(memory: Memory, decision: Decision, at: datetime = NOW) -> None:
    request = Again(CASE, NUMBERS, "joint_acceptance", (), decision)
    memory.perform(AGAIN, request, context(at))


def test_an_application_is_received_with_its_files_and_a_receipt() -> None:
    record = filed().case()
    assert (record.online, record.waiting, record.state) == (True, True, CaseState.RECEIVED)
    assert record.received.received_at == RECEIVED_AT.isoformat()
    assert record.received.project == "project/2103-990101-04-01-100001"
    assert record.values()["scale"] == "12345.67"
    assert record.received.deliverer.source == "portal"
    assert record.received.deliverer.person_number.value == PERSON_NUMBER
    warranty = record.material("warranty")
    assert warranty is not None
    assert (warranty.medium, [page.source for page in warranty.pages]) == ("e-file", ["online"])
    number = record.material("planning_permit")
    assert number is not None
    assert number.number == FILLED["planning_permit"]
    assert [paper.kind for paper in record.papers] == ["receipt"]


def test_personal_values_are_sealed() -> None:
    opening = filed().staged[4].event
    assert isinstance(opening, ApplicationReceived)
    assert "handler_phone" in {one.key for one in opening.sealed_form}
    assert FILLED["handler_phone"] not in repr([one.value for one in opening.form])


def test_the_window_decides_it_with_nobody_at_the_counter() -> None:
    memory = filed()
    assert findings(memory.case(), context()) == ()
    decide(memory, Accept())
    record = memory.case()
    assert (record.state, record.waiting) == (CaseState.ACCEPTED, False)
    assert record.papers[-1].kind == "acceptance"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"project_code": ""}, "IN-120"),
        ({"filed_at": (NOW + timedelta(hours=1)).isoformat()}, "IN-118"),
        ({"materials": (Uploaded("nowhere", (file("x"),)),)}, "IN-119"),
        ({"materials": (Uploaded("certificates", (file("x"),)),)}, "IN-105"),
        ({"case": "project/p1"}, "IN-119"),
        ({"item": "nothing"}, "PE-301"),
    ],
)
def test_what_cannot_be_filed(changes: dict[str, Any], code: str) -> None:
    memory = Memory(*reserved())
    request = replace(FILING, **changes)
    error = refused(lambda: memory.perform(FILE, request, context(who=PORTAL)))
    assert error.code == code
    assert memory.acts == []


def test_the_same_filing_twice_is_one() -> None:
    memory = filed()
    error = refused(lambda: memory.perform(FILE, FILING, context(who=PORTAL)))
    assert error.code == "IN-117"


def test_the_portal_files_and_does_nothing_else() -> None:
    memory = filed()
    request = Again(CASE, NUMBERS, "joint_acceptance", (), Accept())
    assert refused(lambda: memory.perform(AGAIN, request, context(who=PORTAL))).code == "PE-301"
    other = replace(FILING, case="case/other")
    assert refused(lambda: memory.perform(FILE, other, context())).code == "PE-301"


def test_a_window_cannot_say_that_something_came_online() -> None:
    request = TakeIn(replace(intake(), channel="online"), None)
    assert refused(lambda: Memory().perform(TAKE_IN, request)).code == "IN-101"


def test_out_of_hours_the_clock_waits_for_the_doors() -> None:
    record = filed(SATURDAY_NIGHT).case()
    assert record.received.received_at == SATURDAY_NIGHT.isoformat()
    (line,) = record.open_limits
    assert (line.start, line.due) == (
        MONDAY.isoformat(),
        (MONDAY + timedelta(minutes=30)).isoformat(),
    )


def test_where_the_pack_says_so_the_clock_runs_at_night() -> None:
    law = packs.settled(("next_opening", "filed"))
    memory = Memory(*reserved())
    at = SATURDAY_NIGHT
    request = replace(FILING, filed_at=at.isoformat())
    memory.perform(FILE, request, context(at, law, PORTAL))
    (line,) = memory.case().open_limits
    assert line.start == at.isoformat()


@pytest.mark.parametrize(
    ("minutes", "light"),
    [(1, Light.GREEN), (15, Light.YELLOW), (24, Light.RED), (31, Light.OVERDUE)],
)
def test_the_light_of_the_decision(minutes: int, light: Light) -> None:
    record = filed().case()
    where = context(RECEIVED_AT + timedelta(minutes=minutes))
    line = online.owed(record, where)
    assert line is not None
    assert line.due == (RECEIVED_AT + timedelta(minutes=30)).isoformat()
    assert online.light(line, where) is light


def test_what_is_asked_for_comes_online_and_waits_for_a_new_decision() -> None:
    memory = filed(materials=uploads("warranty"), values={**FILLED, "location": ""})
    asked = AskOnce(findings(memory.case(), context()))
    assert len(asked.defects) == 2
    decide(memory, asked)
    assert (memory.case().state, memory.case().waiting) == (CaseState.CORRECTION, False)
    later = RECEIVED_AT + timedelta(days=3)
    request = Supplement(
        CASE,
        "joint_acceptance",
        FILER,
        (Uploaded("warranty", (file("warranty"),)),),
        FILLED,
        declaration=True,
        numbers=NUMBERS,
    )
    memory.perform(SUPPLEMENT, request, context(later, who=PORTAL))
    record = memory.case()
    assert (record.state, record.waiting) == (CaseState.CORRECTION, True)
    line = online.owed(record, context(later))
    assert line is not None
    assert line.start == later.isoformat()
    decide(memory, Accept(), later + timedelta(minutes=5))
    assert memory.case().state is CaseState.ACCEPTED


def test_what_a_window_received_may_be_supplemented_online() -> None:
    memory = Memory(*reserved())
    whole = intake(without=("warranty",))
    missing = AskOnce((Defect("warranty", "missing"),))
    memory.perform(TAKE_IN, TakeIn(whole, missing))
    assert not memory.case().waiting
    uploaded = (Uploaded("warranty", (file("warranty"),)),)
    request = Supplement(CASE, "joint_acceptance", FILER, uploaded, numbers=NUMBERS)
    memory.perform(SUPPLEMENT, request, context(NOW + timedelta(hours=1), who=PORTAL))
    assert memory.case().waiting


def test_a_supplement_of_nothing_is_no_act() -> None:
    memory = filed()
    request = Supplement(CASE, "joint_acceptance", FILER, (), numbers=NUMBERS)
    error = refused(lambda: memory.perform(SUPPLEMENT, request, context(who=PORTAL)))
    assert error.code == "IN-122"


def test_a_decided_case_takes_no_supplement() -> None:
    memory = filed()
    decide(memory, Accept())
    uploaded = (Uploaded("warranty", (file("warranty"),)),)
    request = Supplement(CASE, "joint_acceptance", FILER, uploaded, numbers=NUMBERS)
    error = refused(lambda: memory.perform(SUPPLEMENT, request, context(who=PORTAL)))
    assert error.code == "IN-110"


def test_the_files_a_request_names() -> None:
    assert online.blobs_of(FILING) == tuple(one.files[0].sha256 for one in uploads())
