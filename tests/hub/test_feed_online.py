"""网上件 in the feed: told to every window until one has decided, its decision included."""

from msgspec import structs

from casework.records import ids
from casework.records.case_events import ApplicationReceived
from casework.records.event import Staged
from hub.feed import Feed
from hub.opening import Hub
from hub.receive import Receiver
from sync import wire
from tests.hub.scribe import Scribe
from tests.realparts.hub import now
from tests.sync.acts import accepted, material, new_case, received

ELSEWHERE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"


def filed(channel: str = "online") -> ApplicationReceived:
    plain = received()
    person = structs.replace(plain.deliverer, source="portal", face_matched=False)
    return structs.replace(plain, channel=channel, deliverer=person)


def told(hub: Hub, device: str, case: str, after: int = 0) -> list[wire.FedAct]:
    """The acts on a case that a device hears of."""
    _, acts = wire.decode_feed(Feed(hub.ledger).answer(device, after, now())[0])
    return [one for one in acts if case in one.stored.streams()]


def decide(hub: Hub, case: str) -> Scribe:
    """A window accepts the case, on top of what the hub told it."""
    window = Scribe(hub)
    base = hub.ledger.load(case).position
    batch = window.batch(Staged(case, accepted()), bases={case: base})
    Receiver(hub.ledger, hub.blobs, approval_system=True).accept(window.device, batch, now())
    return window


def test_every_window_hears_of_it_with_what_is_sealed(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("online.file", now(), [Staged(case, filed())])
    (act,) = told(hub, ELSEWHERE, case)
    assert len(act.sealed) == 2
    assert act.positions == {case: 1}


def test_what_a_window_received_is_told_to_nobody_else(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("test", now(), [Staged(case, filed("window"))])
    assert told(hub, ELSEWHERE, case) == []


def test_the_decision_is_told_to_all_and_nothing_after_it(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("online.file", now(), [Staged(case, filed())])
    window = decide(hub, case)
    hub.ledger.record("test", now(), [Staged(case, material())])
    acts = told(hub, ELSEWHERE, case)
    assert [one.stored.device == window.device for one in acts] == [False, True]
    assert len(told(hub, window.device, case)) == 3
    assert told(hub, ELSEWHERE, case, acts[-1].feed) == []


def test_personal_values_go_to_nobody_else_once_it_is_decided(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("online.file", now(), [Staged(case, filed())])
    window = decide(hub, case)
    assert [one.sealed for one in told(hub, ELSEWHERE, case)] == [(), ()]
    assert len(told(hub, window.device, case)[0].sealed) == 2


def test_a_decision_that_was_set_aside_takes_nothing_up(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("online.file", now(), [Staged(case, filed())])
    stranger = Scribe(hub)
    batch = stranger.batch(Staged(case, accepted()))
    receiver = Receiver(hub.ledger, hub.blobs, approval_system=True)
    answer, _ = receiver.accept(stranger.device, batch, now())
    assert b"conflict" in answer
    hub.ledger.record("test", now(), [Staged(case, material())])
    assert [len(one.sealed) for one in told(hub, ELSEWHERE, case)] == [2, 0]


def test_a_task_about_it_follows_it(hub: Hub) -> None:
    case = new_case()
    hub.ledger.record("online.file", now(), [Staged(case, filed())])
    feed = Feed(hub.ledger)
    task = ids.stream_of(ids.TASK, f"{ids.ident_of(case)}-told")
    with hub.ledger.store.reading() as connection:
        assert feed.opens(connection, task, ELSEWHERE)
    decide(hub, case)
    with hub.ledger.store.reading() as connection:
        assert not feed.opens(connection, task, ELSEWHERE)
