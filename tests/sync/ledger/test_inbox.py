"""The inbox: what came online and waits, the longest waiting first, gone once it is decided."""

from datetime import timedelta

from msgspec import structs

from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationReceived,
    CorrectionRequested,
    MaterialReceived,
    VisitorCame,
)
from casework.records.ids import new_id, stream_of
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from sync.ledger.rebuild import rebuild
from tests.sync.ledger.conftest import NOW, act_of, received


def filed(minutes: int) -> ApplicationReceived:
    """Filed online so many minutes ago."""
    plain = received()
    person = structs.replace(plain.deliverer, source="portal", face_matched=False)
    at = (NOW - timedelta(minutes=minutes)).isoformat()
    return structs.replace(plain, channel="online", deliverer=person, received_at=at)


def later(minutes: int) -> str:
    return (NOW + timedelta(minutes=minutes)).isoformat()


def test_what_came_online_waits_in_the_order_of_its_filing(opened: Opened) -> None:
    lists = Lists(opened.store, "hall-1")
    late, early, here = (stream_of("case", new_id(NOW)) for _ in range(3))
    opened.ledger.append(act_of(filed(5), stream=late))
    opened.ledger.append(act_of(filed(9), stream=early))
    opened.ledger.append(act_of(received(), stream=here))
    assert lists.inbox() == (early, late)
    opened.ledger.append(act_of(ApplicationAccepted(later(1), "局", ()), stream=early))
    assert lists.inbox() == (late,)
    rebuild(opened.store, "hall-1")
    assert lists.inbox() == (late,)


def test_what_was_asked_for_waits_again_when_it_came_online(opened: Opened) -> None:
    lists = Lists(opened.store, "hall-1")
    case = stream_of("case", new_id(NOW))
    opening = filed(5)
    opened.ledger.append(act_of(opening, stream=case))
    opened.ledger.append(act_of(CorrectionRequested(later(1), "局", ()), stream=case))
    assert lists.inbox() == ()
    paper = MaterialReceived("report", "e-file", 1, (), "", later(9))
    opened.ledger.append(act_of(VisitorCame(opening.deliverer, later(9)), paper, stream=case))
    assert lists.inbox() == (case,)
    at_counter = VisitorCame(received().deliverer, later(20))
    opened.ledger.append(act_of(at_counter, stream=case))
    assert lists.inbox() == ()
