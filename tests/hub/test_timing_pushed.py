"""002图4.1: application, acceptance, timing and materials reach the centre; results come back."""

from dataclasses import replace

import msgspec
import pytest

from casework.flows import handling, intake
from casework.flows.deciding import Accept, HandOver
from casework.records import case_life
from casework.records.case import CaseRecord
from casework.records.case_events import ApplicationAccepted
from casework.records.case_states import CaseState
from casework.records.event import AnyEvent, Staged
from casework.records.registry import BOOK
from hub.feed import Feed
from hub.opening import Hub
from hub.receive import Receiver
from sync import wire
from sync.ledger import chain
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import NUMBERS, Memory
from tests.hub.scribe import Scribe
from tests.realparts.hub import now

CASE = "case/01a1f951-3386-7e0e-aeb9-33093725fc1d"
RESULT = case_life.ResultArrived(
    result="drawing_certificate",
    name="施工图设计文件审查合格书",
    number="甲审图〔2026〕009号",
    paper=True,
    file_sha256="",
    sealed_by="",
    arrived_at=now().isoformat(),
)


@pytest.fixture
def window(hub: Hub) -> Scribe:
    return Scribe(hub)


def received() -> Memory:
    """A drawing review that the window received on paper and handed over."""
    found = p.memory()
    form = p.HEAD | {"floor_area": "12345.67"}
    request = p.take_in(p.REVIEW, form, HandOver(), case=CASE)
    materials = tuple(replace(one, pages=()) for one in request.intake.materials)
    request = replace(request, intake=replace(request.intake, materials=materials))
    found.perform(intake.TAKE_IN, request, p.window())
    return found


def pushed(window: Scribe, found: Memory) -> CaseRecord:
    """The case at the centre after the window's last act reached it."""
    events = [one for one in found.acts[-1].events if one.stream == CASE]
    receiver = Receiver(window.hub.ledger, window.hub.blobs, approval_system=False)
    answer, _ = receiver.accept(window.device, window.batch(*events), now())
    assert msgspec.json.decode(answer, type=wire.Receipt).results[0].code == ""
    record = window.hub.ledger.load(CASE).record
    assert isinstance(record, CaseRecord)
    return record


def accepted(found: Memory) -> tuple[Staged, ...]:
    """What the department's acceptance does to the case, its clock included."""
    on = replace(p.on(p.REVIEW, CASE), numbers=NUMBERS)
    found.perform(handling.DECIDE, handling.Decide(on, Accept()), p.department())
    return tuple(one for one in found.acts[-1].events if one.stream == CASE)


def heard(window: Scribe) -> list[AnyEvent]:
    """Everything the feed tells the window, in order."""
    _, acts = wire.decode_feed(Feed(window.hub.ledger).answer(window.device, 0, now())[0])
    return [
        BOOK.decode(bytes(chain.decode_entry(entry.body).event), {})
        for one in acts
        for entry in one.stored.entries
    ]


def test_the_application_reaches_the_centre_with_materials_and_times(window: Scribe) -> None:
    found = received()
    record, here = pushed(window, found), p.case_of(found, CASE)
    assert record.state is CaseState.HANDED
    assert record.received.received_at == here.received.received_at
    assert record.course.moments == here.course.moments
    assert record.materials == here.materials
    assert [one.line.key for one in record.materials if one.received]


def test_acceptance_and_its_clock_are_known_at_both_ends(window: Scribe) -> None:
    found = received()
    pushed(window, found)
    window.hub.ledger.record("handling.decide", now(), accepted(found))
    at_centre = window.hub.ledger.load(CASE).record
    assert isinstance(at_centre, CaseRecord)
    (told,) = [one for one in heard(window) if isinstance(one, ApplicationAccepted)]
    (total,) = [one for one in told.limits if one.key == "total"]
    assert total in at_centre.limits
    assert (total.start, bool(total.due)) == (told.decided_at, True)


def test_results_come_back_to_the_window(window: Scribe) -> None:
    found = received()
    pushed(window, found)
    window.hub.ledger.record("handling.decide", now(), accepted(found))
    window.hub.ledger.record("case.complete", now(), [Staged(CASE, RESULT)])
    assert [one for one in heard(window) if isinstance(one, case_life.ResultArrived)] == [RESULT]
