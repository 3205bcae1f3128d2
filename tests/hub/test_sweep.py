"""The sweep finds what is due by the rows and writes it once, as an act of the hub itself."""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import select

from casework.errors import RuleError
from casework.flows import joint_issuing, tasks
from casework.flows.project_sweep import REMINDER
from casework.records import ids
from casework.records.act_head import ActHead
from casework.records.event import Staged
from casework.records.joint import JointRecord
from casework.records.joint_events import JointOpened
from casework.records.registry import BOOK
from casework.records.task import TaskRecord, TaskState
from hub import sweep
from hub.law import Law, shipped_law
from hub.order import HUB
from hub.pool import Pool
from hub.sweep import Sweep, keep_sweeping
from sync.ledger import chain
from sync.ledger.tables import journal
from tests.casework.flows.intakes import CALENDAR
from tests.casework.flows.jointly import TICKED, at
from tests.casework.flows.project_packs import APPROVAL_SYSTEM, MAIN
from tests.casework.flows.project_packs import law as project_law
from tests.casework.flows.test_project_sweep import promised as project_promised
from tests.casework.instances_common import LIMIT
from tests.casework.instances_joint import EVENTS
from tests.hub.practising import CASE, JOINT, Hall
from tests.realparts.hub import HubProcess, enrolled
from tests.sync.acts import new_case


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def distributed(hall: Hall) -> Hall:
    hall.accept(TICKED)
    hall.sweeping.run()
    hall.at(at(23, 9))
    hall.act("qiantou", "joint.distribute")
    return hall


def heads(hall: Hall) -> list[ActHead]:
    """Who says to have made the acts of the hub's own device, in order."""
    query = select(journal.c.body).where(
        journal.c.device == hall.hub.ledger.identity.device, journal.c.tag == "Act.v1"
    )
    with hall.hub.ledger.store.reading() as connection:
        bodies = connection.execute(query.order_by(journal.c.seq)).scalars().all()
    found = [BOOK.decode(bytes(chain.decode_entry(body).event), {}) for body in bodies]
    return [one for one in found if isinstance(one, ActHead)]


def test_a_default_is_an_act_of_the_hub_under_the_pack_that_decided_it(hall: Hall) -> None:
    distributed(hall)
    hall.at(at(24, 18))
    assert hall.sweeping.run() == 1
    head = heads(hall)[-1]
    assert (head.clerk, head.window, head.why) == (HUB, HUB, "hub.sweep")
    pack = shipped_law(hall.hub).catalogue.pack
    assert (head.pack, head.pack_sha256) == ("zhengzhou", pack.sha256)


def test_a_second_round_does_nothing(hall: Hall) -> None:
    distributed(hall)
    hall.at(at(24, 18))
    assert hall.sweeping.run() == 1
    before = hall.hub.ledger.head()
    assert hall.sweeping.run() == 0
    assert hall.hub.ledger.head() == before


def test_a_hub_that_slept_for_days_catches_up_step_by_step(hall: Hall) -> None:
    distributed(hall)
    hall.at(at(30, 9))
    assert hall.sweeping.run() == 1
    assert hall.state == "site"
    part = hall.joint.participants[0].confirm_deemed
    assert part is not None
    assert (part.due, part.deemed_at[:10]) == ("2026-11-24T17:30:00+08:00", "2026-11-30")


def test_a_hub_that_is_not_the_approval_system_deems_nothing(tmp_path: Path) -> None:
    with closing(Hall(tmp_path, approval_system=False)) as hall:
        assert not shipped_law(hall.hub).catalogue.settings.hub_is_approval_system
        hall.accept(TICKED)
        assert hall.sweeping.run() == 0
        hall.at(at(23, 9))
        hall.act("qiantou", "joint.distribute")
        hall.at(at(30, 9))
        assert hall.sweeping.run() == 0
        assert hall.state == "reviewing"


def test_the_hall_says_whether_its_hub_is_the_approval_system(hall: Hall) -> None:
    assert shipped_law(hall.hub).catalogue.settings.hub_is_approval_system
    other = replace(hall.hub, hall=replace(hall.hub.hall, approval_system=False))
    assert not shipped_law(other).catalogue.settings.hub_is_approval_system


def test_tasks_of_a_withdrawn_application_are_closed(hall: Hall) -> None:
    distributed(hall)
    hall.window.perform(joint_issuing.WITHDRAW, joint_issuing.Withdraw(hall.on, "调整分期"))
    assert hall.sweeping.run() == 1
    for nth in range(1, 6):
        task = hall.load(tasks.stream_for(CASE, "joint_review", nth))
        assert isinstance(task, TaskRecord)
        assert task.state is TaskState.CLOSED
    assert hall.sweeping.run() == 0


def test_one_that_cannot_go_on_stops_no_other(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    """An item that this pack does not have."""
    strange = ids.bound_to(new_case(), ids.JOINT)
    opened = _opened("another_item")
    hall.hub.ledger.record("test", hall.clock(), [Staged(strange, opened)])
    hall.accept(TICKED)
    with caplog.at_level(logging.WARNING):
        assert hall.sweeping.run() == 1
    assert strange in caplog.text
    assert "pushed" in hall.joint.course.moments


def _opened(item: str) -> JointOpened:
    """A procedure whose first step has not begun."""
    opened = EVENTS[0]
    assert isinstance(opened, JointOpened)
    waits = structs.replace(LIMIT, key="distribute", role="step", ends="distributed", expected=True)
    return structs.replace(opened, item=item, limits=(waits,))


def test_the_rounds_go_on_after_one_that_failed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Stumbling(Sweep):
        rounds = 0

        def run(self) -> int:
            self.rounds += 1
            if self.rounds == 1:
                raise RuleError("LW-411", item="x", pack="y")
            return super().run()

    monkeypatch.setattr(sweep, "SECONDS", 0.01)
    law = shipped_law(hall.hub)
    sweeping, pool = Stumbling(hall.hub, lambda: law), Pool()
    hall.accept(TICKED)

    async def some_rounds() -> None:
        rounds = asyncio.create_task(keep_sweeping(sweeping, pool))
        while sweeping.rounds < 3:
            await asyncio.sleep(0.01)
        rounds.cancel()
        with pytest.raises(asyncio.CancelledError):
            await rounds

    asyncio.run(some_rounds())
    pool.close()
    assert "a round was left out" in caplog.text
    assert "pushed" in hall.joint.course.moments


def test_a_running_hub_sweeps_by_itself(tmp_path: Path) -> None:
    with HubProcess() as hub:
        window = enrolled(hub, tmp_path / "window")
        stream = ids.bound_to(new_case(), ids.JOINT)
        window.act(_opened("joint_acceptance"), stream=stream)
        assert window.push().receipted == 1
        until = time.monotonic() + 4 * sweep.SECONDS
        while time.monotonic() < until:
            with hub.opened() as there:
                record = there.ledger.load(stream).record
            assert isinstance(record, JointRecord)
            if "pushed" in record.course.moments:
                break
            time.sleep(0.5)
        else:
            pytest.fail("nothing was swept")
        window.close()


def test_the_rows_name_no_stream_twice(hall: Hall) -> None:
    distributed(hall)
    with hall.hub.ledger.store.reading() as connection:
        found = hall.sweeping._due(connection, at(30))
    assert found == (JOINT,)


def test_a_promised_archive_is_reminded_of_once(hall: Hall) -> None:
    promised = [one for one in project_promised().staged if one.stream == MAIN]
    hall.hub.ledger.record("test", hall.clock(), promised)
    law = Law(project_law(APPROVAL_SYSTEM), CALENDAR)
    sweeping = Sweep(hall.hub, lambda: law)
    hall.at(at(3, 9, month=12))
    sweeping.run()
    reminder = tasks.stream_for(MAIN, REMINDER)
    assert hall.load(reminder) is None
    hall.at(at(4, 9, month=12))
    assert sweeping.run() == 1
    assert isinstance(hall.load(reminder), TaskRecord)
    assert sweeping.run() == 0
