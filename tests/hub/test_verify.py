"""The hub must hold every file of every act it took, whichever window it came from."""

from sqlalchemy import delete

from casework.records.case_events import MaterialReceived, PageRef
from casework.records.event import Staged
from hub.opening import Hub
from sync.ledger.tables import blobs
from sync.ledger.verify import verify
from tests.hub.scribe import Scribe
from tests.hub.test_receive import take
from tests.realparts.hub import now
from tests.sync.acts import new_case, received


def test_a_window_s_scan_that_the_hub_lost_is_a_fault(hub: Hub) -> None:
    scribe, case = Scribe(hub), new_case()
    page = PageRef(hub.blobs.put(b"a page"), "image/jpeg", 6, "scanner")
    brought = MaterialReceived("m1", "original", 1, (page,), "", now().isoformat())
    batch = scribe.batch(Staged(case, received()), Staged(case, brought))
    assert take(scribe, batch).result == "new"
    whole = verify(hub.opened, scans=True)
    assert (whole.blobs, whole.faults) == (1, ())
    with hub.opened.store.writing() as connection:
        connection.execute(delete(blobs))
    lost = verify(hub.opened, scans=True)
    assert [fault.rpartition(" ")[2] for fault in lost.faults] == ["LE-401"]
