"""What the hub does as time passes: a default pass, a reminder in time, an entry when late."""

from dataclasses import replace
from datetime import datetime

import pytest
from msgspec import structs

from casework.act import Context
from casework.flows.project_closing import PROMISE_ARCHIVE, PromiseArchive
from casework.flows.project_import import REVIEW, TAKE_OVER, TakeOver
from casework.flows.project_sweep import archive_due, goes_with, is_over, swept
from casework.records.event import Event, Staged
from casework.records.project_events import ArchiveConfirmed, ArchiveOverdue, ImportPassed
from casework.records.registry import fold
from casework.records.rolls import Roll, RollEntered, RollsRecord
from casework.records.sealed import Sealed
from casework.records.task import TaskDelivered, TaskOpened
from tests.casework.flows.intakes import CREDIT_CODE, NOW, Memory
from tests.casework.flows.project_packs import (
    APPROVAL_SYSTEM,
    CODE,
    ITEM,
    MAIN,
    REGISTERED,
    known,
    law,
    window,
)
from tests.casework.records.project_samples import ENDED, project_after

UNTIL = "2026-12-18"
DELIVERED = ArchiveConfirmed(True, "城建档案馆", "档收1", "", NOW.isoformat())


def at(text: str, *changes: tuple[str, str]) -> Context:
    return window(now=datetime.fromisoformat(text + "+08:00"), law=law(*changes))


def promised(*events: Event) -> Memory:
    memory = known()
    memory.perform(PROMISE_ARCHIVE, PromiseArchive(MAIN, ITEM, UNTIL), window())
    memory.staged += [Staged(MAIN, event) for event in events]
    return memory


def due(memory: Memory, context: Context) -> tuple[Staged, ...]:
    return archive_due(MAIN, lambda stream: memory.load(stream).record, context)


def test_the_builder_is_reminded_ten_working_days_before_and_once() -> None:
    memory = promised()
    assert due(memory, at("2026-12-03T09:00:00")) == ()
    (told,) = due(memory, at("2026-12-04T09:00:00"))
    assert isinstance(told.event, TaskOpened)
    assert (told.event.kind, told.event.to) == ("remind", "建设单位")
    assert f"在{UNTIL}前" in told.event.text
    assert "云栖置业有限公司" in told.event.text
    memory.staged.append(told)
    assert due(memory, at("2026-12-07T09:00:00")) == ()


def test_how_long_before_is_the_packs() -> None:
    earlier = ('amount = 10\nrole = "duty"', 'amount = 11\nrole = "duty"')
    assert len(due(promised(), at("2026-12-03T09:00:00", earlier))) == 1


def test_an_archive_that_is_late_goes_on_the_credit_list_once() -> None:
    memory = promised()
    assert not any(
        isinstance(one.event, ArchiveOverdue) for one in due(memory, at("2026-12-18T17:30:00"))
    )
    noted, told, entered = due(memory, at("2026-12-18T17:31:00", APPROVAL_SYSTEM))
    assert noted == Staged(MAIN, ArchiveOverdue(UNTIL, "2026-12-18T17:31:00+08:00"))
    assert isinstance(told.event, TaskOpened)
    assert told.event.key == "archive_overdue"
    assert entered == Staged(
        "rolls/hall-1",
        RollEntered(
            roll=Roll.CREDIT,
            entry=f"{CODE}-archive_overdue",
            unit="云栖置业有限公司",
            credit_code=CREDIT_CODE,
            reason="未按承诺交付建设工程档案",
            basis="《工程建设项目审批住建主要业务一窗受理改造业务流程图集》图4.5说明4",
            organ="市政务服务大厅",
            number=CODE,
            entered_on="2026-12-18",
        ),
    )
    rolls = fold(entered.stream, [entered.event]) or RollsRecord()
    assert isinstance(rolls, RollsRecord)
    assert [one.credit_code for one in rolls.holding(Roll.CREDIT)] == [CREDIT_CODE]
    memory.staged += [noted, told]
    assert due(memory, at("2026-12-21T09:00:00")) == ()


def test_a_unit_without_a_valid_code_is_told_and_not_listed() -> None:
    memory = promised(structs.replace(REGISTERED, builder_code="12345"))
    events = [one.event for one in due(memory, at("2026-12-19T09:00:00", APPROVAL_SYSTEM))]
    assert [type(event) for event in events] == [ArchiveOverdue, TaskOpened]


def test_where_another_system_decides_the_hub_only_tells() -> None:
    events = [one.event for one in due(promised(), at("2026-12-19T09:00:00"))]
    assert [type(event) for event in events] == [ArchiveOverdue, TaskOpened]


def test_a_project_of_a_newer_program_is_left_alone() -> None:
    record = replace(project_after(REGISTERED), unknown=True)
    assert swept(MAIN, lambda _: record, at("2026-12-19T09:00:00")) == ()


@pytest.mark.parametrize("events", [(DELIVERED,), (ENDED,)])
def test_what_was_delivered_or_has_ended_owes_nothing(events: tuple[Event, ...]) -> None:
    assert due(promised(*events), at("2026-12-19T09:00:00")) == ()


def test_without_a_promise_or_a_project_nothing_is_due() -> None:
    assert due(known(), at("2026-12-19T09:00:00")) == ()
    assert archive_due("project/none", lambda _: None, at("2026-12-19T09:00:00")) == ()
    assert swept("project/none", lambda _: None, at("2026-12-19T09:00:00")) == ()


def test_the_sweep_brings_the_default_pass_too() -> None:
    memory = known()
    taking = TakeOver(MAIN, ITEM, "工程项目", {"code": CODE}, CREDIT_CODE)
    memory.perform(TAKE_OVER, taking, window())
    delivered = TaskDelivered("系统送达", "回执1", NOW.isoformat(), Sealed.of(""))
    memory.staged.append(Staged(f"task/{CODE}-{REVIEW}", delivered))
    hub = at("2026-11-27T18:00:00", APPROVAL_SYSTEM)
    events = swept(MAIN, lambda stream: memory.load(stream).record, hub)
    passed = events[0].event
    assert isinstance(passed, ImportPassed)
    assert passed.deemed
    memory.staged += events
    assert swept(MAIN, lambda stream: memory.load(stream).record, hub) == ()


def test_what_goes_with_an_ended_project() -> None:
    assert is_over(project_after(REGISTERED, ENDED))
    assert not is_over(project_after(REGISTERED))
    assert not is_over(None)
    assert goes_with(MAIN, ("case/a",), ("task/a-told",)) == {
        MAIN,
        "case/a",
        "joint/a",
        "survey/a",
        "commitment/a",
        "permit/a",
        "drawing/a",
        "task/a-told",
    }
