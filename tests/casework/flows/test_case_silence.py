"""Five working days of silence accept an application for a licence on the day of receipt."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casework.act import Context
from casework.flows import case_silence
from casework.flows.deciding import AskOnce, Defect
from casework.flows.intake import AGAIN, TAKE_IN
from casework.law.clock import BEIJING
from casework.law.items import Nature
from casework.law.stage_clock import Turn
from casework.records.case import CaseRecord
from casework.records.case_life import ApplicationDeemedAccepted, StageJoined
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.stage import ItemTurned, StageItem, StageOpened
from casework.records.task import TaskOpened
from tests.casework.flows import intakes, permitting
from tests.casework.flows.intakes import CASE, NOW, Memory, again, context, taken
from tests.casework.flows.permitting import LAW
from tests.casework.flows.test_recount import CATALOGUE, ITEM, PERMIT, PERMITS

RECEIVED = datetime(2026, 11, 9, 10, tzinfo=BEIJING)
# 10 11 12 13 and 16 November
BREAKS = datetime(2026, 11, 16, 17, 30, tzinfo=BEIJING)
LATER = BREAKS + timedelta(minutes=1)
SYSTEM = replace(PERMITS, settings=replace(PERMITS.settings, hub_is_approval_system=True))


def received(memory: Memory | None = None) -> Memory:
    """A case that was received and about which nobody has said anything."""
    memory = memory or Memory(*intakes.reserved())
    request = taken(None, received_at=RECEIVED.isoformat())
    memory.perform(TAKE_IN, request, context(RECEIVED, SYSTEM))
    return memory


def swept(memory: Memory, now: datetime = LATER, law: Context | None = None) -> tuple[Staged, ...]:
    where = law or context(now, SYSTEM)
    return case_silence.swept(CASE, lambda stream: memory.load(stream).record, where)


def deemed(memory: Memory, now: datetime = LATER) -> CaseRecord:
    memory.staged += swept(memory, now)
    return memory.case()


def test_accepted_on_the_day_of_receipt() -> None:
    memory = received()
    staged, told = swept(memory)
    event = staged.event
    assert isinstance(told.event, TaskOpened)
    assert (told.event.about, told.event.title) == (CASE, "补发受理通知书")
    assert isinstance(event, ApplicationDeemedAccepted)
    assert event.accepted_at == RECEIVED.isoformat()
    assert event.found_at == LATER.isoformat()
    record = deemed(memory)
    assert (record.state, record.deemed) == (CaseState.ACCEPTED, True)
    found = {line.key: line for line in record.open_limits}
    # twenty working days from the day of receipt, not from the day on which it was found
    assert found["xkf_decision"].due == "2026-12-07T17:30:00+08:00"
    assert "xkf_correction" not in found


def test_twice_gives_nothing_more() -> None:
    memory = received()
    deemed(memory)
    assert swept(memory, LATER + timedelta(days=9)) == ()


@pytest.mark.parametrize("now", [RECEIVED, BREAKS - timedelta(days=1), BREAKS])
def test_not_before_the_fifth_day_is_over(now: datetime) -> None:
    assert swept(received(), now) == ()


def test_a_correction_that_was_told_is_no_silence() -> None:
    memory = received()
    asked = AskOnce((Defect("warranty", "incomplete"),))
    memory.perform(AGAIN, again(asked), context(BREAKS - timedelta(hours=1), SYSTEM))
    assert memory.case().state is CaseState.CORRECTION
    assert swept(memory, LATER + timedelta(days=30)) == ()


def test_only_where_the_hub_is_the_approval_system() -> None:
    assert swept(received(), law=context(LATER, PERMITS)) == ()


def test_only_for_licences() -> None:
    law = replace(SYSTEM, items=CATALOGUE.items)
    memory = Memory(*intakes.reserved())
    request = taken(None, received_at=RECEIVED.isoformat())
    memory.perform(TAKE_IN, request, context(RECEIVED, law))
    assert ITEM.nature is not Nature.PERMIT
    assert PERMIT.nature is Nature.PERMIT
    assert swept(memory, law=context(LATER, law)) == ()


def test_a_guess_about_the_calendar_deems_nothing() -> None:
    late = datetime(2026, 12, 29, 10, tzinfo=BEIJING)
    memory = Memory(*intakes.reserved())
    request = taken(None, received_at=late.isoformat())
    memory.perform(TAKE_IN, request, context(late, SYSTEM))
    assert swept(memory, late + timedelta(days=60)) == ()


def test_nothing_is_made_of_what_is_not_there() -> None:
    assert swept(Memory()) == ()


def test_the_stage_counts_from_the_same_day() -> None:
    item = StageItem(ITEM.code, ITEM.name, CASE)
    stage = "stage/1"
    opened = StageOpened("x", "", "", "", "", "", "", (item,), "accepted", "", False)
    memory = received(Memory(*intakes.reserved(), Staged(stage, opened)))
    memory.staged.append(Staged(CASE, StageJoined(stage)))
    _, turned, _ = swept(memory)
    assert turned.stream == stage
    assert isinstance(turned.event, ItemTurned)
    assert (turned.event.turn, turned.event.turned_at) == (Turn.ACCEPTED, RECEIVED.isoformat())


def test_the_keys_that_are_looked_for() -> None:
    assert case_silence.keys(CATALOGUE) == ("xkf_correction",)


def test_a_permit_opens_with_its_parts_though_nobody_accepted_it() -> None:
    law = replace(LAW, settings=replace(LAW.settings, hub_is_approval_system=True))
    found = permitting.memory()
    found.perform(
        TAKE_IN,
        permitting.take_in(decision=None),
        permitting.window(law=law),
    )
    where = context(NOW + timedelta(days=30), law)
    found.staged += case_silence.swept(CASE, lambda stream: found.load(stream).record, where)
    record = permitting.permit_of(found)
    assert permitting.case_of(found).deemed
    assert record is not None
    assert record.opened.key_serial == ""
    assert [one.number for one in record.opened.chosen] == [permitting.CONTRACT, permitting.DRAWING]
    assert permitting.tasks_of(found, "deemed_acceptance")
