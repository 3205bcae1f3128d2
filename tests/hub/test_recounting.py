"""What the hub publishes is counted at once, in every open case of the hall, and journalled."""

import asyncio
import contextlib

import pytest
from msgspec import structs

import resources
from casework.flows import clocks
from casework.law import workdays
from casework.law.limits import Moment
from casework.records.case import CaseRecord
from casework.records.event import Staged
from casework.records.recount import LimitsRecounted
from hub.law import Rulebook, publish_calendar, publish_pack
from hub.opening import Hub
from hub.pool import Pool
from hub.recounting import Recount, keep_counting
from sync.recounting import Done
from tests.casework.flows.intakes import FILES, ITEM, context
from tests.casework.flows.test_recount import LATE, YEAR_2027
from tests.realparts.hub import now
from tests.sync.acts import accepted, new_case, received

FILES_2027 = workdays.with_year(resources.calendar_files(), "2027.toml", YEAR_2027)
PACK = "zhengzhou/pack.toml"
EARLIER = {**FILES, PACK: FILES[PACK].replace("13:30-17:30", "13:30-17:00")}
TOTAL = "total"


@pytest.fixture
def case(practised: Hub) -> str:
    """A case that was accepted when the calendar of the next year was not known."""
    stream = new_case()
    lines = clocks.limit_lines(ITEM, {Moment.ACCEPTED: LATE}, context(LATE))
    events = (received(), structs.replace(accepted(), limits=lines))
    staged = [Staged(stream, event) for event in events]
    practised.ledger.record("test", now(), staged)
    return stream


def due(hub: Hub, case: str) -> str:
    return next(line.due for line in record(hub, case).open_limits if line.key == TOTAL)


def record(hub: Hub, case: str) -> CaseRecord:
    found = hub.ledger.load(case).record
    assert isinstance(found, CaseRecord)
    return found


def told(hub: Hub, case: str) -> list[LimitsRecounted]:
    return list(record(hub, case).course.recounts)


def test_a_published_calendar_is_counted_once(practised: Hub, case: str) -> None:
    recount = Recount(practised, Rulebook(practised).law)
    assert recount.run().changed == 0
    assert due(practised, case) == ""
    publish_calendar(practised, FILES_2027, now())
    assert recount.run().changed == 1
    assert due(practised, case) == "2027-01-13T17:30:00+08:00"
    assert recount.run() == Done(0, 0)
    (event,) = told(practised, case)
    assert (event.cause, event.calendar_sha256) == ("calendar", workdays.parse(FILES_2027).sha256)


def test_a_published_pack_is_counted_from_the_one_before(practised: Hub, case: str) -> None:
    publish_calendar(practised, FILES_2027, now())
    recount = Recount(practised, Rulebook(practised).law)
    recount.run()
    publish_pack(practised, EARLIER, now())
    assert recount.run().changed == 1
    assert due(practised, case) == "2027-01-13T17:00:00+08:00"
    assert [event.cause for event in told(practised, case)] == ["pack", "pack"]


def test_it_is_looked_at_while_the_hub_runs_and_ends_with_it(practised: Hub, case: str) -> None:
    publish_calendar(practised, FILES_2027, now())

    async def whole() -> None:
        pool = Pool()
        task = asyncio.create_task(keep_counting(Recount(practised, Rulebook(practised).law), pool))
        while not told(practised, case):
            await asyncio.sleep(0.01)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        pool.close()

    asyncio.run(asyncio.wait_for(whole(), 20))
    assert due(practised, case) == "2027-01-13T17:30:00+08:00"


def test_what_was_stopped_is_counted_later(practised: Hub, case: str) -> None:
    publish_calendar(practised, FILES_2027, now())
    stopped = Recount(practised, Rulebook(practised).law)
    stopped.stop()
    assert stopped.run() == Done(0, 0)
    assert due(practised, case) == ""
    assert Recount(practised, Rulebook(practised).law).run().changed == 1
