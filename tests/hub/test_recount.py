"""A recount of limits fits beside whatever else happened, whoever made it."""

from collections.abc import Iterator

import msgspec
import pytest

from casework.records import case_events as ev
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.event import Staged
from casework.records.recount import LimitsRecounted, RecountedLine
from hub import opening
from hub.opening import Hub
from hub.receive import Receiver
from sync import keys, wire
from tests.hub.conftest import HALL
from tests.hub.scribe import Scribe
from tests.realparts.hub import now
from tests.sync.acts import new_case, received

LINE = LimitLine("total", "办结", "working_days", "ceiling", 15, "s", "", "filed", False, "…", "五")
STATED = ev.ApplicationAccepted("2026-12-21T10:00:00+08:00", "市建设局", (LINE,))
NEW = RecountedLine("total", "s", "", 15, "s", "2027-01-13T17:30:00+08:00", "至13日", "…")
TOLD = LimitsRecounted("calendar", "p", "c", "2026-11-26T09:00:00+08:00", (NEW,))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("shared") / "hub"
    folder.mkdir()
    made = opening.create(folder, folder.parent / "guard", keys.StoreKey("h", bytes(32)), HALL, now)
    yield made
    made.close()


def take(scribe: Scribe, body: bytes) -> wire.ActResult:
    receiver = Receiver(scribe.hub.ledger, scribe.hub.blobs, approval_system=False)
    answer, _ = receiver.accept(scribe.device, body, now())
    return msgspec.json.decode(answer, type=wire.Receipt).results[0]


def due(hub: Hub, case: str) -> list[str]:
    record = hub.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    return [line.due for line in record.open_limits]


def test_an_act_made_before_the_hub_counted_again_is_placed(shared: Hub) -> None:
    """The hub recounts while a window, with the old calendar, accepts: nothing is set aside."""
    scribe, case = Scribe(shared), new_case()
    assert take(scribe, scribe.batch(Staged(case, received()))).result == "new"
    shared.ledger.record("clocks.recount", now(), [Staged(case, TOLD)])
    body = scribe.batch(Staged(case, STATED), bases={case: 1})
    assert take(scribe, body).result == "new"
    assert due(shared, case) == [NEW.new_due]


def test_a_window_that_counted_again_offline_is_heard(shared: Hub) -> None:
    scribe, case = Scribe(shared), new_case()
    opened = scribe.batch(Staged(case, received()), Staged(case, STATED))
    assert take(scribe, opened).result == "new"
    shared.ledger.record("clocks.recount", now(), [Staged(case, TOLD)])
    assert take(scribe, scribe.batch(Staged(case, TOLD), bases={case: 2})).result == "new"
    assert due(shared, case) == [NEW.new_due]


@pytest.mark.parametrize("stream", ["rules/x", "account/x", "numbers/x"])
def test_nothing_else_is_counted(shared: Hub, stream: str) -> None:
    scribe = Scribe(shared)
    assert take(scribe, scribe.batch(Staged(stream, TOLD))).code == "SY-209"
